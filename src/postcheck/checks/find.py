"""Looking through a draft with every check, each pattern only where its words can occur."""

from __future__ import annotations

from collections.abc import Iterable

from postcheck.checks import KINDS
from postcheck.checks.kind import UNKNOWN, Known, Scene
from postcheck.checks.prefilter import Prefilter
from postcheck.language.reading import Reading
from postcheck.model.check import Check, Match
from postcheck.model.context import Context


class Finder:
    """All checks of a run, ready to look through drafts."""

    def __init__(self, checks: Iterable[Check]) -> None:
        self._checks = tuple(checks)
        self._by_id = {check.id: check for check in self._checks}
        self._prefilter = Prefilter(
            (check.id, number, literals)
            for check in self._checks
            for number, literals in KINDS[check.kind].entries(check.options)
        )

    def personal(self, matches: Iterable[Match]) -> tuple[tuple[int, int, int], ...]:
        """The ranges (part, start, end) whose words a public run hides, wherever they are quoted."""
        return tuple(
            (match.part, match.start, match.end)
            for match in matches
            if match.part is not None and self._by_id[match.check].personal
        )

    def find(self, reading: Reading, context: Context, known: Known = UNKNOWN) -> tuple[Match, ...]:
        """Every match of every check in a draft, in the order of the parts and places."""
        scene = Scene(reading, context, self._prefilter, known)
        matches = [match for check in self._checks for match in KINDS[check.kind].find(check, scene)]
        last = len(reading.draft.parts)
        return tuple(sorted(matches, key=lambda match: (last if match.part is None else match.part, match.start)))
