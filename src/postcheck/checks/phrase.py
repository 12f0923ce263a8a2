"""The phrase language of rule files: how a policy writer says what wording to look for.

    word            the word itself, in any case, with or without accents
    word*           the word with any ending (polic* = policy, policies; district* = districts, district's)
    (a|b c|d)       one of several
    [word]          may be missing
    floor+plan      joined in any way: floor plan, floor-plan, floor_plan, floorplan
    ...             up to four words between
    #               a number
    $#              a sum of money: $35, $ 35, €35 or £35
    {list}          any entry of a word list in rules/words/ or of the check's own `lists`; entries are phrases too

A phrase compiles to a bounded regular expression on folded text: no repetition in it is open-ended over words, so a rule
file cannot make a run slow. `needs` gives sets of texts, of each of which at least one begins a word wherever the phrase
matches; the prefilter looks for those of the rarest set, of all phrases at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from postcheck.checks.phrase_nodes import (
    ANY_NUMBER,
    BETWEEN,
    LONGEST_LITERAL,
    SHORTEST_LITERAL,
    Later,
    Needs,
    Node,
    PhraseError,
    needs_of,
    words_of,
)
from postcheck.checks.phrase_reader import Known, Shelf, parse

__all__ = ["Glance", "Known", "Phrase", "PhraseError", "Shelf", "compile_phrase"]


@dataclass(frozen=True, eq=False)
class Phrase:
    """A phrase, compiled when it is first needed: of the thousands of a run, most never are."""

    text: str
    shelf: Shelf

    @cached_property
    def root(self) -> Node:
        """What the phrase is made of. Raises PhraseError with what is wrong."""
        return parse(self.text, self.shelf)

    @cached_property
    def needs(self) -> Needs:
        """Sets of texts, of each of which at least one begins a word wherever the phrase matches; the rarest first."""
        known = self.shelf.known.needs
        if self.text not in known:
            known[self.text] = needs_of(self.root)
        return known[self.text]

    @property
    def literals(self) -> frozenset[str] | None:
        """The rarest of those sets; None when nothing is sure."""
        return self.needs[0] if self.needs else None

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The phrase as one regular expression, whatever the text; a `Glance` is quicker for phrases over long lists."""
        pattern = _Uncut("")._render(self.root)
        assert pattern is not None  # nothing is cut
        return _regex(pattern)


class Glance:
    """A folded text in which phrases are looked for, each cut down first to the words that occur in the text.

    A phrase over long word lists would cost more to compile than a draft costs to read; cut down, it is short. What is
    cut cannot match, because its literals are not there.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = words_of(text)
        self.words = frozenset(self._words.split())
        self._known: dict[int, str | None] = {}

    def find(self, phrase: Phrase) -> Iterator[re.Match[str]]:
        """Every place where a phrase matches."""
        pattern = self._pattern(phrase)
        return _regex(pattern).finditer(self.text) if pattern is not None else iter(())

    def has(self, phrase: Phrase) -> bool:
        """Whether a phrase matches anywhere."""
        pattern = self._pattern(phrase)
        return pattern is not None and _regex(pattern).search(self.text) is not None

    def has_any(self, phrases: Iterable[Phrase]) -> bool:
        """Whether any of the phrases matches anywhere."""
        return any(map(self.has, phrases))

    def _pattern(self, phrase: Phrase) -> str | None:
        """The pattern of a phrase, cut down; a phrase whose needs are not met is not even read."""
        return self._render(phrase.root) if self.meets(phrase.needs) else None

    def meets(self, needs: Needs) -> bool:
        """Whether of each set of needs one is there."""
        there = self.literals
        for need in needs:  # noqa: SIM110  a plain loop: this is asked more often than anything else
            if need.isdisjoint(there):
                return False
        return True

    @cached_property
    def literals(self) -> frozenset[str]:
        """Every literal that the text has."""
        return frozenset(chain.from_iterable(map(_literals, self.words)))

    def _render(self, node: Node) -> str | None:
        """The pattern of a piece with what cannot match left out; None when nothing of it can."""
        if node.kind == "leaf":
            return node.pattern if self._may(node) else None
        if node.kind == "gap":
            return node.pattern
        key = id(node.later or node.parts or node.words)
        if key not in self._known:
            self._known[key] = self._choice(node) if node.kind == "choice" else self._chain(node.parts)
        return self._known[key]

    def _may(self, node: Node) -> bool:
        return node.probe in self._words

    def _single(self, words: frozenset[str]) -> frozenset[str]:
        return words & self.words

    def _choice(self, node: Node) -> str | None:
        patterns = [pattern for pattern in map(self._render, node.parts) if pattern is not None]
        if node.later:
            found = map(self._render, map(node.later.shelf.branch, self._plausible(node.later)))
            patterns += [pattern for pattern in found if pattern is not None]
        patterns += sorted(self._single(node.words))
        if not patterns:
            return None
        return patterns[0] if len(patterns) == 1 else "(?:" + "|".join(patterns) + ")"

    def _plausible(self, later: Later) -> Iterator[str]:
        """The entries of a list whose needs are met, in the list's order."""
        return (entry for entry, needs in later.among(self.literals) if self.meets(needs))

    def _chain(self, parts: tuple[Node, ...]) -> str | None:
        written = ""
        started = False  # whether anything sure has been written, so that a separator is due
        for node in parts:
            pattern = self._render(node)
            if pattern is None:
                if node.optional:
                    continue
                return None
            between = r"[ _-]{0,2}" if node.joined else BETWEEN
            if node.kind == "gap":
                written += pattern
            elif not started:
                written += f"(?:{pattern}{BETWEEN})?" if node.optional else pattern
                started = not node.optional
            else:
                written += f"(?:{between}{pattern})?" if node.optional else f"{between}{pattern}"
        return written


class _Uncut(Glance):
    """Renders phrases whole."""

    def _may(self, node: Node) -> bool:
        return True

    def _plausible(self, later: Later) -> Iterator[str]:
        return (entry for entry, _ in later.entries)

    def meets(self, needs: Needs) -> bool:
        """Everything is taken as there."""
        return True

    def _single(self, words: frozenset[str]) -> frozenset[str]:
        return words


@lru_cache(maxsize=65536)
def _literals(word: str) -> tuple[str, ...]:
    """The literals of a word: itself with a space after it, its beginnings, and whether it begins with a number."""
    lengths = range(SHORTEST_LITERAL, min(len(word), LONGEST_LITERAL) + 1)
    return (f"{word} ", *(word[:length] for length in lengths), *((ANY_NUMBER,) if word[0].isdigit() else ()))


@lru_cache(maxsize=65536)
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])")


def compile_phrase(text: str, shelf: Shelf) -> Phrase:
    """Compile a phrase over the word lists of a shelf. Raises PhraseError with what is wrong.

    A phrase whose needs the shelf knows from an earlier run is not read before it is looked for.
    """
    phrase = Phrase(text, shelf)
    _ = phrase.needs
    return phrase
