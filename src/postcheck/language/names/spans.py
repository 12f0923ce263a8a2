"""Group tokens to names, and take from a name what is no part of it."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from postcheck.language.names.lexicon import fold
from postcheck.language.names.tokens import Tokens

_GOES_ON: Final = 0.35
_NEW_NAME: Final = 1.2
_MEMORABLE: Final = 0.9
_RECALLED: Final = 0.5
_LEAST: Final = 0.05
_TITLES: Final = frozenset(
    ("mr", "mrs", "ms", "mx", "miss", "dr", "prof", "professor", "coach", "principal", "officer", "nurse", "sra")
)
_ADDRESSING: Final = frozenset(
    "call text email ask contact tell visit ring phone message remind thank meet congratulate".split()
)
"""What begins with a capital where a sentence begins, and asks readers to turn to whoever is named."""
_CLOSING: Final = {'"': '"', "”": "“", ")": "(", "’": "‘", "'": "'"}
_POSSESSIVE: Final = frozenset(("'s", "’s", "'S", "’S"))
_LIST_GOES_ON: Final = frozenset((",", "and", "&", "y", "or"))
_GENERATIONS: Final = frozenset(("jr", "sr", "jr.", "sr.", "ii", "iii", "iv"))

Stretch = tuple[int, int, float]


def group(marginals: list[tuple[float, float]], floor: float) -> list[Stretch]:
    """Return runs of tokens with their probability; a run goes on over a token that continues rather than begins.

    The probability is that of the run's surest token: whether someone is named here matters more than where the name
    ends, which a reader sees at once.
    """
    found = []
    at = 0
    count = len(marginals)
    while at < count:
        sure = sum(marginals[at])
        if sure < floor:
            at += 1
            continue
        stop = at + 1
        best = sure
        while stop < count:
            begin, inside = marginals[stop]
            if inside < _GOES_ON * best or begin > _NEW_NAME * inside:
                break
            best = max(best, begin + inside)
            stop += 1
        found.append((at, stop, best))
        at = stop
    return found


def split_at_commas(words: list[str], stretch: Stretch) -> list[Stretch]:
    """Part "Watson, Kou" in a list that goes on ("Watson, Kou, Maria"); keep "Lopez, Maria" and "Lee, Jr." whole."""
    first, last, probability = stretch
    commas = [at for at in range(first, last) if words[at] == "," and not _generation(words, at + 1, last)]
    if not commas:
        return [stretch]
    following = words[last] if last < len(words) else ""
    preceding = words[first - 1] if first else ""
    if len(commas) == 1 and following not in _LIST_GOES_ON and preceding not in _LIST_GOES_ON:
        return [stretch]
    edges = [first - 1, *commas, last]
    return [(a + 1, b, probability) for a, b in pairwise(edges) if b > a + 1]


def _generation(words: list[str], at: int, last: int) -> bool:
    return at < last and words[at].casefold() in _GENERATIONS


def recalled(
    tokens: Tokens, stretches: list[Stretch], marginals: list[tuple[float, float]], floor: float
) -> list[Stretch]:
    """Return further places where a word of a sure name stands alone, as in "Lopez said" after "Ana Lopez".

    The model looks at two words on either side; a text often gives its proof of a name in another paragraph.
    """
    words = tokens.words
    known = {
        words[at]
        for first, last, probability in stretches
        if probability >= _MEMORABLE
        for at in range(first, last)
        if len(words[at]) > 2 and words[at][0].isupper()
    }
    taken = {at for first, last, _ in stretches for at in range(first, last)}
    return [
        (at, at + 1, _RECALLED)
        for at, word in enumerate(words)
        if word in known and at not in taken and floor * _LEAST <= sum(marginals[at])
    ]


def trim(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """Return the bounds of a name without titles, possessive ending and stray marks, or None if nothing is left."""
    words = tokens.words
    while first < last and (fold(words[first]).rstrip(".") in _TITLES | _ADDRESSING or not _has_letter(words[first])):
        if words[first] in "'ʻ’‘\"“" and last - first > 1 and tokens.starts[first + 1] == tokens.ends[first]:
            break
        first += 1
    while first < last:
        word = words[last - 1]
        if _has_letter(word) and word not in _POSSESSIVE:
            break
        opening = _CLOSING.get(word)
        if opening and opening in words[first : last - 1]:
            break
        last -= 1
    return (first, last) if first < last else None


def _has_letter(word: str) -> bool:
    return any(c.isalpha() for c in word)
