"""Cut a text into the tokens on which the name finder decides.

Names hide in places that ordinary tokenisers keep whole: ``#MariaLopez``, ``@maria_lopez``, ``maria_lopez_art.jpg``.
Such words are cut at their separators and camel humps; everywhere else a word keeps its apostrophes and hyphens.
"""

from __future__ import annotations

import re
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
    "Mr|Mrs|Ms|Mx|Dr|Jr|Sr|St|Ste|Sta|Prof|Lt|Sgt|Capt|Cpl|Col|Maj|Gen|Rev|Fr|Gov|Sen|Rep|Hon|Supt|Asst|Det|Sra|Srta|Lic|Ing"
)
_TOKEN: Final = re.compile(
    rf"""
    (?P<address>(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]*\w)
    |(?P<newline>[ \t]*(?:\r?\n[ \t]*)+)
    |(?P<tag>[\#@](?=[^\W\d])[\w.-]*\w)
    |(?P<file>[\w-]+(?:\.[\w-]+)*\.(?:jpe?g|png|gif|heic|webp|pdf|docx?|pptx?|xlsx?|csv|txt|mp4|mov|mp3)\b
        |[^\W_]+(?:-[^\W_]+)*_\w+(?:-\w+)*)
    |(?P<abbreviation>(?:{_ABBREVIATIONS})\.)
    |(?P<initials>(?:[A-ZÀ-ÖØ-Þ]\.)+(?![^\W\d_]{{2}}))
    |(?P<word>ʻ?{_LETTERS}(?:['’ʻʼ`](?![sS]\b){_LETTERS}|-{_LETTERS})*|['’][sS]\b)
    |(?P<number>\d+(?:[.,:/-]\d+)*(?:[a-z]{{1,2}}\b)?)
    |(?P<mark>_+|([^\w\s])\10*)
    """,
    re.VERBOSE,
)
_HUMP: Final = re.compile(
    r"(?:Mc|O)?[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+|[A-ZÀ-ÖØ-Þ]+(?![a-zß-öø-ÿ])|[a-zß-öø-ÿ]+|[^\W\d_]|\d+|[^\w\s]|_+|\S"
)


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
    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        start, end = match.span()
        word = match[0]
        if group == "newline":
            word = BLANK_LINE if word.count("\n") > 1 else NEWLINE
        elif group == "address":
            word = ADDRESS
        elif group == "tag" or group == "file":
            kind = FILE_NAME if group == "file" else HASHTAG if word[0] == "#" else HANDLE
            for hump in _HUMP.finditer(word):
                words.append(hump[0])
                starts.append(start + hump.start())
                ends.append(start + hump.end())
                kinds.append(kind)
            continue
        words.append(word)
        starts.append(start)
        ends.append(end)
        kinds.append(PLAIN_TEXT)
    return Tokens(words, starts, ends, kinds)
