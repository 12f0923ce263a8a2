"""Text as the kind `terms` looks at it: folded, look-alike letters made plain, and as typed, character by character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from postcheck.checks.terms_lists import WORD
from postcheck.language.fold import Folded

_ALIKE = str.maketrans(
    "аеорсухіјѕһԁктвнмпиѵԛԝґαεοτυνκιηχγβρςσϲμωօսհոցɡƒʟᴀʙᴄᴅᴇғɢʜɪᴊᴋᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "aeopcyxijshdktbhmnuvqwraeotuvkinxybpcocuwouhnggflabcdefghijkmnoprstuvwyz",
)
_ALIKE.update({base + at: ord("a") + at for base in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)})
_RUN_SIGN = re.compile(r"[#@]|[a-z](?=[A-Z])")
_PIECE = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|\d+")
_LONGEST = 60


@dataclass(frozen=True)
class View:
    """`text` is what is looked at, `shown` the same as typed, `offsets` where they stand in what is viewed."""

    text: str
    shown: str
    offsets: tuple[int, ...] | None = None

    @cached_property
    def words(self) -> str:
        """The words in their order and nothing else, with a space before and after each."""
        return f" {' '.join(WORD.findall(self.text))} "

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(self.words.split())

    def places(self, token: str) -> Iterator[tuple[int, int]]:
        """Where a word stands by itself."""
        text, size = self.text, len(token)
        for at in _places(text, token):
            if not (text[at - 1 : at].isalnum() or text[at + size : at + size + 1].isalnum()):
                yield at, at + size

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The range of what is viewed that a range of the view shows."""
        return (start, end) if self.offsets is None else (self.offsets[start], self.offsets[end - 1] + 1)


def view(folded: Folded, typed: str) -> View:
    """The view of a whole part. The spaces with which folding parts run-together words are left out again."""
    text = (folded.text if folded.text.isascii() else folded.text.translate(_ALIKE)).lower()
    where = folded.offsets
    if where is None:
        return View(text, typed)
    parted = [at for at in _places(text, " ") if at and where[at] == where[at - 1]]
    if not parted:
        return View(text, "".join(map(typed.__getitem__, where)))
    ranges = list(zip([0, *(at + 1 for at in parted)], [*parted, len(text)], strict=True))
    kept = tuple(chain.from_iterable(range(begin, end) for begin, end in ranges))
    shown = typed if typed.isascii() else "".join(typed[where[at]] for at in kept)
    return View("".join(text[begin:end] for begin, end in ranges), shown, kept)


def _places(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)


def run_together(whole: View, everyday: frozenset[str], telling: frozenset[str]) -> Iterator[View]:
    """Views of words that are written together in camel case, a hashtag or a handle, if any of them is telling."""
    for start, end in _runs(whole.shown):
        pieces = [(start + piece.start(), start + piece.end()) for piece in _PIECE.finditer(whole.shown[start:end])]
        spans: list[tuple[int, int]] = []
        for begin, finish in pieces:
            piece = whole.text[begin:finish]
            is_word = piece in everyday or (len(pieces) > 1 and whole.shown[begin].isupper())
            words = [(0, len(piece))] if is_word else _apart(piece, everyday, telling)
            spans.extend((begin + first, begin + last) for first, last in words)
        if len(spans) < 2 or telling.isdisjoint(whole.text[begin:finish] for begin, finish in spans):
            continue
        offsets: list[int] = []
        for begin, finish in spans:
            offsets.extend(range(begin, finish))
            offsets.append(finish - 1)
        offsets.pop()
        text, shown = (" ".join(each[begin:finish] for begin, finish in spans) for each in (whole.text, whole.shown))
        yield View(text, shown, tuple(offsets))


def _runs(shown: str) -> Iterator[tuple[int, int]]:
    """Where words may be written together: around a change to a capital, and after # and @."""
    done = 0
    for match in _RUN_SIGN.finditer(shown):
        if match.start() < done:
            continue
        start = match.start() + 1
        while start > done and match.group() not in "#@" and shown[start - 1].isalnum():
            start -= 1
        word = WORD.match(shown, start)
        if word and len(word.group()) <= _LONGEST:
            yield word.span()
        done = word.end() if word else start


def _apart(piece: str, everyday: frozenset[str], telling: frozenset[str]) -> list[tuple[int, int]]:
    """A run of small letters as words: everyday ones if they will do (push it), else with as few bad ones as can be."""
    best: list[tuple[int, int, int] | None] = [(0, 0, 0), *([None] * len(piece))]  # bad words, words, begin of the last
    for end in range(1, len(piece) + 1):
        for begin in range(max(0, end - 16), end):
            before = best[begin]
            word = piece[begin:end]
            if before is None or not (word in everyday or word in telling):
                continue
            cost = (before[0] + (word not in everyday), before[1] + 1, begin)
            best[end] = min(best[end] or cost, cost)
    spans: list[tuple[int, int]] = []
    end = len(piece)
    while end:
        step = best[end]
        if step is None:
            return [(0, len(piece))]
        spans.append((step[2], end))
        end = step[2]
    return spans[::-1]
