"""The list of students in clear: indexed by family name when it is opened; a row is understood when a draft needs it.

Opening twenty thousand rows must cost a run next to nothing, so each name of a column is folded once, and everything else
waits until a family name of the list occurs in a draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import compress
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from postcheck.errors import Mistake, MistakesError
from postcheck.records.names import Fold, family_forms, given_forms, one_slip, split
from postcheck.records.nouns import Source
from postcheck.records.table import Row, grid, is_yaml, rows

_LEAST_LETTERS = 5  # of a half that may hold a slip; in a shorter one, a slip makes another name
_NO_STUDENT = frozenset({"tobedeleted", "inactive", "withdrawn", "deleted"})
_NO_ROLE = frozenset(
    "teacher administrator aide proctor principal staff counselor parent guardian relative districtadministrator"
    " siteadministrator systemadministrator sysadmin".split()
)


class _Sheet(NamedTuple):
    """The rows of one file, as folded columns of equal length; "" where a cell is empty."""

    file: str
    lines: Sequence[int]
    givens: list[str]
    families: list[str]
    middles: list[str] | None
    nicknames: list[str] | None
    ids: list[str] | None


class ClearRoster:
    """The students of one or more files; a row is known by its number over all of them."""

    sealed = False

    def __init__(self, paths: Sequence[Path], fold: Fold, entries: Sequence[Row] = ()) -> None:
        """Open the files; `entries` are students of a rule file's example. Raises PostcheckError and MistakesError."""
        self._sheets = [_yaml(path, fold) if is_yaml(path) else _csv(path, fold) for path in paths]
        if entries:
            self._sheets.append(_sheet("the example", entries, fold))
        self._starts: list[int] = []
        self.unreadable: list[Source] = []  # rows without a name
        index: dict[str, list[int]] = {}
        start = 0
        for sheet in self._sheets:
            self._starts.append(start)
            same: defaultdict[str, list[int]] = defaultdict(list)
            for number, family in enumerate(sheet.families, start):
                same[family].append(number)
            for family, numbers in same.items():
                for form in (family,) if family.isalpha() else family_forms(family):
                    if form in index:
                        index[form].extend(numbers)
                    else:
                        index[form] = numbers[:]
            if "" in sheet.givens or "" in sheet.families:
                empty = [at for at, given in enumerate(sheet.givens) if not given or not sheet.families[at]]
                self.unreadable.extend(Source(sheet.file, sheet.lines[at]) for at in empty)
            start += len(sheet.families)
        self._by_family = index
        self._by_pair: dict[str, dict[str, tuple[int, ...]]] = {}
        self.count = start

    def _place(self, row: int) -> tuple[_Sheet, int]:
        at = len(self._starts) - 1
        while self._starts[at] > row:
            at -= 1
        return self._sheets[at], row - self._starts[at]

    def givens(self, row: int) -> tuple[str, ...]:
        """The ways in which a student's given name is written."""
        sheet, at = self._place(row)
        middle = sheet.middles[at] if sheet.middles else ""
        return given_forms(sheet.givens[at], middle, sheet.nicknames[at] if sheet.nicknames else "")

    def _given(self, row: int) -> str:
        sheet, at = self._place(row)
        return sheet.givens[at]

    def families(self, row: int) -> tuple[str, ...]:
        """The ways in which a student's family name is written."""
        sheet, at = self._place(row)
        return family_forms(sheet.families[at])

    def source(self, row: int) -> Source:
        """Where a student stands."""
        sheet, at = self._place(row)
        return Source(sheet.file, sheet.lines[at])

    def key(self, row: int) -> str:
        """A student's folded full name, as consents name it."""
        sheet, at = self._place(row)
        return f"{sheet.givens[at]} {sheet.families[at]}"

    def id(self, row: int) -> str:
        """A student's id, "" when the list has none."""
        sheet, at = self._place(row)
        return sheet.ids[at].strip() if sheet.ids else ""

    def has_family(self, family: str) -> bool:
        """Whether a family name is written so anywhere in the list."""
        return family in self._by_family

    def has_given(self, given: str) -> bool:
        """Whether a given name is written so anywhere in the list."""
        return given in self._by_given

    def named(self, given: str, family: str) -> tuple[int, ...]:
        """The students whose two halves are written so."""
        if family not in self._by_family:
            return ()
        return self._pairs(family).get(given, ())

    def _pairs(self, family: str) -> dict[str, tuple[int, ...]]:
        """The students of a family name by the forms of their given names; worked out when it is first met."""
        pairs = self._by_pair.get(family)
        if pairs is None:
            pairs = {}
            for row in self._by_family[family]:
                for given in self.givens(row):
                    pairs[given] = (*pairs.get(given, ()), row)
            self._by_pair[family] = pairs
        return pairs

    def initial(self, letter: str, family: str) -> tuple[int, ...]:
        """The students of a family name whose given name begins with a letter."""
        if family not in self._by_family:
            return ()
        return tuple(
            dict.fromkeys(row for given, found in self._pairs(family).items() if given[0] == letter for row in found)
        )

    @cached_property
    def _by_given(self) -> defaultdict[str, list[int]]:
        index: defaultdict[str, list[int]] = defaultdict(list)
        for start, sheet in zip(self._starts, self._sheets, strict=True):
            same: defaultdict[str, list[int]] = defaultdict(list)
            for number, given in enumerate(sheet.givens, start):
                same[given].append(number)
            for given, numbers in same.items():
                for form in given_forms(given):
                    index[form].extend(numbers)
            for column in (sheet.middles, sheet.nicknames):
                for number, cell in enumerate(column or (), start):
                    more = set(self.givens(number)) - set(given_forms(self._given(number))) if cell else ()
                    for form in more:
                        index[form].append(number)
        return index

    def begun(self, given: str, letter: str) -> tuple[int, ...]:
        """The students of a given name whose family name begins with a letter."""
        rows = dict.fromkeys(self._by_given.get(given, ()))
        return tuple(row for row in rows if any(form[0] == letter for form in self.families(row)))

    def slipped_family(self, given: str, family: str) -> tuple[int, ...]:
        """The students of a given name from whose family name the one written differs by one slip."""
        if len(family) < _LEAST_LETTERS:
            return ()
        begin, end = family[:2], family[-2:]
        return tuple(
            row
            for row in dict.fromkeys(self._by_given.get(given, ()))
            for form in self.families(row)[:1]
            if (form[:2] == begin or form[-2:] == end) and one_slip(form, family)
        )

    def slipped_given(self, given: str, family: str) -> tuple[int, ...]:
        """The students of a family name from whose given name the one written differs by one slip."""
        if len(given) < _LEAST_LETTERS or family not in self._by_family:
            return ()
        pairs = self._pairs(family)
        return tuple(dict.fromkeys(row for form, rows in pairs.items() if one_slip(form, given) for row in rows))


def _csv(path: Path, fold: Fold) -> _Sheet:
    sheet = grid(path, "students")
    columns, kept = sheet.columns, sheet.rows
    width = max(columns.values()) + 1
    lines: Sequence[int] = sheet.lines if sheet.lines is not None else range(2, len(kept) + 2)
    if kept and min(map(len, kept)) < width:
        present = [bool("".join(row).strip()) for row in kept]
        kept, lines = list(compress(kept, present)), list(compress(lines, present))
        kept = [row if len(row) >= width else row + [""] * (width - len(row)) for row in kept]
    for name, others in (("role", _NO_ROLE), ("status", _NO_STUDENT)):
        if name in columns:
            cells = [cell.strip().casefold() for cell in map(itemgetter(columns[name]), kept)]
            if not others.isdisjoint(cells):
                chosen = [cell not in others for cell in cells]
                kept, lines = list(compress(kept, chosen)), list(compress(lines, chosen))

    def column(name: str) -> list[str]:
        return list(map(itemgetter(columns[name]), kept))

    def folded(name: str) -> list[str] | None:
        cells = column(name) if name in columns else []
        return _folded(cells, fold) if any(cells) else None

    if {"given", "family"} <= set(columns):
        given, family = column("given"), column("family")
    else:
        halves = [split(each.strip()) for each in column("name")]
        given, family = [each[0] for each in halves], [each[1] for each in halves]
    ids = column("id") if "id" in columns else None
    return _Sheet(
        sheet.file, lines, _folded(given, fold), _folded(family, fold), folded("middle"), folded("nicknames"), ids
    )


def _folded(cells: list[str], fold: Fold) -> list[str]:
    """A column folded, with single spaces; each name once, however many students have it."""
    once = {cell: fold(cell if cell.isalpha() else " ".join(cell.split())) for cell in set(cells)}
    return list(map(once.__getitem__, cells))


def _yaml(path: Path, fold: Fold) -> _Sheet:
    mistakes: list[Mistake] = []
    entries = list(rows(path, "students", mistakes))
    if mistakes:
        raise MistakesError(tuple(mistakes))
    return _sheet(path.as_posix(), entries, fold)


def _sheet(file: str, entries: Sequence[Row], fold: Fold) -> _Sheet:
    entries = [each for each in entries if each.values.get("role", "student").casefold() == "student"]
    halves = [
        (each.values["given"], each.values["family"])
        if {"given", "family"} <= set(each.values)
        else split(each.values.get("name", ""))
        for each in entries
    ]
    return _Sheet(
        file,
        [each.line for each in entries],
        [fold(given) for given, _ in halves],
        [fold(family) for _, family in halves],
        [fold(each.values.get("middle", "")) for each in entries],
        [fold(each.values.get("nicknames", "")) for each in entries],
        [each.values.get("id", "") for each in entries],
    )
