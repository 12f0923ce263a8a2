"""Take from the ends of a found name what is no part of it."""

from __future__ import annotations

from typing import Final

from postcheck.language.names.lexicon import fold
from postcheck.language.names.tokens import Tokens

_TITLES: Final = frozenset("mr mrs ms mx miss dr prof coach professor principal officer nurse mr. mrs. ms. mx. dr. prof.".split())
_CLOSING: Final = {'"': '"', "”": "“", ")": "(", "’": "‘", "'": "'"}


def trim(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """Return the bounds of a name without titles, possessive ending and stray marks, or None if nothing is left."""
    words = tokens.words
    while first < last and (fold(words[first]) in _TITLES or not _has_letter(words[first])):
        if words[first] in "'ʻ’‘" and last - first > 1 and tokens.starts[first + 1] == tokens.ends[first]:
            break
        first += 1
    while first < last:
        word = words[last - 1]
        if _has_letter(word) and word not in ("'s", "’s", "'S", "’S"):
            break
        opening = _CLOSING.get(word)
        if opening and opening in words[first : last - 1]:
            break
        last -= 1
    return (first, last) if first < last else None


def _has_letter(word: str) -> bool:
    return any(c.isalpha() for c in word)
