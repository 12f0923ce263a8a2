"""Which patterns can match a text at all: all their literals are looked for in one pass over the folded text."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

import ahocorasick

Key = TypeVar("Key", bound=Hashable)


class Prefilter(Generic[Key]):
    """An automaton over the literals that patterns must contain.

    What it lets through is a superset of what matches, by construction: a key without literals always passes, and a key
    passes when any of its literals occurs anywhere.
    """

    def __init__(self, entries: Iterable[tuple[Key, frozenset[str] | None]]) -> None:
        self._always: set[Key] = set()
        by_literal: dict[str, set[Key]] = {}
        for key, literals in entries:
            if literals is None:
                self._always.add(key)
                continue
            for literal in literals:
                by_literal.setdefault(literal, set()).add(key)
        self._automaton = ahocorasick.Automaton()
        for literal, keys in by_literal.items():
            self._automaton.add_word(literal, keys)
        self._automaton.make_automaton()
        self._any = bool(by_literal)

    def possible(self, folded: str) -> set[Key]:
        """The keys of the patterns that may match this folded text."""
        found = set(self._always)
        if self._any:
            for _, keys in self._automaton.iter(folded):
                found |= keys
        return found
