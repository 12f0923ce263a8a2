"""Cut a text into the tokens on which the name finder decides.

Names hide in places that ordinary tokenisers keep whole: ``#MariaLopez``, ``@maria_lopez``, ``maria_lopez_art.jpg``.
Such words are cut at their separators and camel humps; everywhere else a word keeps its apostrophes and hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

NEWLINE: Final = "\n"
BLANK_LINE: Final = "\n\n"
ADDRESS: Final = "<address>"

PLAIN_TEXT: Final = 0
HASHTAG: Final = 1
HANDLE: Final = 2
FILE_NAME: Final = 3

_LETTERS: Final = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_ABBREVIATIONS: Final = (
    "Mr|Mrs|Ms|Mx|Dr|Jr|Sr|St|Ste|Sta|Prof|Lt|Sgt|Capt|Cpl|Col|Maj|Gen|Rev|Fr|Gov|Sen|Rep|Hon|Supt|Asst|Det"
    "|Sra|Srta|Lic|Ing"
)
# Bounded repeats: without them a long run of dots would be read again from each of its dots.
_TOKEN: Final = re.compile(
    rf"""
    (?P<address>(?:https?://|www\.)\S+|[\w.+-]{{1,64}}@[\w-]{{1,64}}\.[\w.-]{{0,64}}\w)
    |(?P<tag>[\#@](?=[^\W\d])[\w.-]*\w)
    |(?P<file>[\w-]{{1,100}}(?:\.[\w-]{{1,100}}){{0,6}}
            \.(?:jpe?g|png|gif|heic|webp|pdf|docx?|pptx?|xlsx?|csv|txt|mp4|mov|mp3)\b
        |[^\W_]{{1,60}}(?:-[^\W_]{{1,60}}){{0,6}}_\w+(?:-\w+)*)
    |(?P<abbreviation>(?:{_ABBREVIATIONS})\.)
    |(?P<initials>(?:[A-ZÀ-ÖØ-Þ]\.)+(?![^\W\d_]{{2}}))
    |(?P<word>ʻ?{_LETTERS}(?:['’ʻʼ`](?![sS]\b){_LETTERS}|-{_LETTERS})*|['’][sS]\b)
    |(?P<number>\d+(?:[.,:/-]\d+)*(?:[a-z]{{1,2}}\b)?)
    |(?P<mark>_+|([^\w\s])\9*)
    """,
    re.VERBOSE,
)
_HUMP: Final = re.compile(
    r"(?:Mc|O)?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+|[A-ZÀ-ÖØ-Þ]+(?![a-zß-öø-ÿ])|[a-zß-öø-ÿ]+|[^\W\d_]|\d+|[^\w\s]|_+|\S"
)


_CHUNK: Final = re.compile(r"(\S+)|\n\s*")
_CACHE_LIMIT: Final = 100_000

Piece = tuple[str, int, int, int]
_pieces: dict[str, tuple[Piece, ...]] = {}


class Tokens(NamedTuple):
    """The tokens of a text in parallel lists; ``kinds`` tells plain words from those cut out of tags and file names."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    kinds: list[int]


def tokenise(text: str) -> Tokens:
    """Return the tokens of ``text`` with their code-point offsets; every line break is a token of its own."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[int] = []
    if len(_pieces) > _CACHE_LIMIT:
        _pieces.clear()
    for match in _CHUNK.finditer(text):
        start = match.start()
        chunk = match[1]
        if chunk is None:
            gap = match[0]
            words.append(BLANK_LINE if gap.count("\n") > 1 else NEWLINE)
            starts.append(start)
            ends.append(start + len(gap))
            kinds.append(PLAIN_TEXT)
            continue
        pieces = _pieces.get(chunk)
        if pieces is None:
            pieces = _pieces[chunk] = tuple(_cut(chunk))
        for word, first, last, kind in pieces:
            words.append(word)
            starts.append(start + first)
            ends.append(start + last)
            kinds.append(kind)
    return Tokens(words, starts, ends, kinds)


def _cut(chunk: str) -> Iterator[Piece]:
    """Cut a run of text without blanks; the same runs come again and again, so :func:`tokenise` keeps the outcome."""
    for match in _TOKEN.finditer(chunk):
        group = match.lastgroup
        start, end = match.span()
        if group in {"tag", "file"}:
            kind = FILE_NAME if group == "file" else HASHTAG if chunk[start] == "#" else HANDLE
            for hump in _HUMP.finditer(match[0]):
                yield hump[0], start + hump.start(), start + hump.end(), kind
        else:
            yield (ADDRESS if group == "address" else match[0]), start, end, PLAIN_TEXT
