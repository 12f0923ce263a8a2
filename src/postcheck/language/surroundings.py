"""What a part says around its names beyond what touches them: the sentence of each, the next one, and where it is named again.

The names themselves are left out of the words, so that no name stands for a role.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from postcheck.language.fold import plain
from postcheck.language.layout import tokens
from postcheck.language.sentences import Span

_WORD = re.compile(r"[^\W\d_]{2,}")
_SENTENCE, _NEXT = 400, 200  # characters that are read of a sentence, and of the one after it
_MANY = 5
_MANY_SHARE = 40  # names; a word that more of them share says nothing of one


class Surroundings(NamedTuple):
    """The folded words of a name's sentence and of the next, how the name comes again, and where in the part it stands.

    `again` says of other mentions that share a word whether they are the same, shorter, longer or share a part.
    """

    sentence: tuple[str, ...]
    following: tuple[str, ...]
    again: frozenset[str]
    quarter: int  # of the part, 0 to 3
    names: int  # in the part, no more than _MANY


def surroundings(text: str, names: Sequence[Span], sentences: Sequence[Span]) -> list[Surroundings]:
    """What stands around each name; names and sentences in order."""
    starts = [sentence.start for sentence in sentences]
    first = [name.start for name in names]
    read: dict[tuple[int, int], tuple[str, ...]] = {}

    def words(at: int, most: int) -> tuple[str, ...]:
        """The words of a sentence, its names left out."""
        if not 0 <= at < len(sentences):
            return ()
        if (at, most) not in read:
            start, end = sentences[at].start, min(sentences[at].end, sentences[at].start + most)
            pieces = []
            for number in range(max(0, bisect_left(first, start) - 1), bisect_left(first, end)):
                if names[number].end > start:
                    pieces.append(text[start : max(start, names[number].start)])
                    start = max(start, names[number].end)
            pieces.append(text[start:end])
            read[at, most] = tokens(" ".join(pieces))
        return read[at, most]

    again = _again([frozenset(_WORD.findall(plain(text[slice(*name)]))) for name in names])
    found = []
    for number, name in enumerate(names):
        at = bisect_right(starts, name.start) - 1
        found.append(
            Surroundings(
                words(at, _SENTENCE),
                words(at + 1, _NEXT),
                again[number],
                4 * name.start // max(1, len(text)),
                min(_MANY, len(names)),
            )
        )
    return found


def _again(keys: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """How each name, by its words, comes again among the others."""
    of_word: dict[str, set[frozenset[str]]] = {}
    count: dict[frozenset[str], int] = {}
    for key in keys:
        count[key] = count.get(key, 0) + 1
        for word in key:
            of_word.setdefault(word, set()).add(key)
    found: dict[frozenset[str], frozenset[str]] = {}
    for key in count:
        others = {other for word in key if len(of_word[word]) <= _MANY_SHARE for other in of_word[word]} - {key}
        said = {"shorter" if other < key else "longer" if key < other else "shared" for other in others}
        found[key] = frozenset(said | {"same"} if count[key] > 1 else said)
    return [found[key] for key in keys]
