"""Which patterns can match a text at all: the beginnings of its words are looked up among what the patterns must contain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from postcheck.checks.phrase import Glance


class Prefilter:
    """The literals of numbered patterns of checks; a literal begins a word wherever its pattern matches.

    What it lets through is a superset of what matches, by construction: a pattern without literals always passes, and one
    with literals when a word of the text begins with any of them.
    """

    def __init__(self, entries: Iterable[tuple[str, int, frozenset[str] | None]]) -> None:
        self._always: dict[str, set[int]] = {}
        self._by_literal: dict[str, list[tuple[str, int]]] = {}
        for check, number, literals in entries:
            if literals is None:
                self._always.setdefault(check, set()).add(number)
            for literal in literals or ():
                self._by_literal.setdefault(literal, []).append((check, number))

    def possible(self, glance: Glance) -> Mapping[str, set[int]]:
        """The numbers of the patterns that may match, by check."""
        found = {check: set(numbers) for check, numbers in self._always.items()}
        for literal in self._by_literal.keys() & glance.literals:
            for check, number in self._by_literal[literal]:
                found.setdefault(check, set()).add(number)
        return found
