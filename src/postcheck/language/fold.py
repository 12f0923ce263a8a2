"""Folded text: one plain form for every way in which the same word is typed, with the way back to the typed offsets.

Folding strips accents, case, soft hyphens and zero-width characters, and turns typographic quotes, dashes and full-width
letters into their plain keys.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

_PLAIN = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "\u02bc": "'", "\u00b4": "'", "`": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ",
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th", "ð": "d",
}  # fmt: skip
_CAMEL = re.compile(r"(?<=[^\W\d_])(?:(?<=[a-z])(?=[A-Z])|(?=[A-Z][a-z]))|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[A-Z])")
_HASHTAG = re.compile(r"#\w+")
_GONE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u034f\u061c\u180e\u202a\u202b\u202c\u202d\u202e")


class _Table(dict[int, str]):
    """The folded form of each character, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _GONE:
            plain = ""
        elif char in _PLAIN:
            plain = _PLAIN[char]
        else:
            apart = unicodedata.normalize("NFKD", char).casefold()
            plain = "".join(_PLAIN.get(each, each) for each in apart if not unicodedata.combining(each))
        self[code] = plain
        return plain


_TABLE = _Table()


class Folded(NamedTuple):
    """Folded text; `offsets[i]` is where folded character i begins in the typed text; None when they are the same."""

    text: str
    typed: int
    offsets: tuple[int, ...] | None = None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The typed range of a folded range."""
        if self.offsets is None:
            return start, end
        begin = self.offsets[start] if start < len(self.offsets) else self.typed
        finish = self.offsets[end - 1] + 1 if end > start else begin
        return begin, finish

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """The folded range of a typed range."""
        if self.offsets is None:
            return start, end
        return bisect_left(self.offsets, start), bisect_left(self.offsets, end)


def fold(text: str, camel: bool = False) -> Folded:
    """Fold a text. ASCII text, the common case, only changes case.

    Words run together in capitals (#FloorPlan) are parted by a space that stands for no character: in hashtags always,
    in the whole text when `camel` (file names, links).
    """
    parted = _camel_places(text, camel)
    if not parted:
        if text.isascii() and "`" not in text and "\t" not in text:
            return Folded(text.lower(), len(text))
        folded = text.translate(_TABLE)
        if all(len(_TABLE[ord(char)]) == 1 for char in set(text)):
            return Folded(folded, len(text))
    wide = {char for char in set(text) if len(_TABLE[ord(char)]) != 1}
    breaks = sorted(parted | {at for at, char in enumerate(text) if char in wide} if wide else parted)
    pieces: list[str] = []
    offsets: list[int] = []
    after = 0
    for at in breaks:  # what stands between them has one folded character for each typed one
        pieces.append(text[after:at].translate(_TABLE))
        offsets.extend(range(after, at))
        if at in parted:
            pieces.append(" ")
            offsets.append(at - 1)
        after = at
        if text[at] in wide:
            folded = _TABLE[ord(text[at])]
            pieces.append(folded)
            offsets.extend([at] * len(folded))
            after = at + 1
    pieces.append(text[after:].translate(_TABLE))
    offsets.extend(range(after, len(text)))
    return Folded("".join(pieces), len(text), tuple(offsets))


def _camel_places(text: str, everywhere: bool) -> frozenset[int]:
    """The offsets before which a run-together word is parted."""
    if everywhere:
        return frozenset(match.end() for match in _CAMEL.finditer(text))
    if "#" not in text:
        return frozenset()
    return frozenset(
        tag.start() + match.end() for tag in _HASHTAG.finditer(text) for match in _CAMEL.finditer(tag.group())
    )


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """The folded form of a word or name, without offsets."""
    return fold(text).text
