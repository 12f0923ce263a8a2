"""The list of students in clear: indexed by family name when it is opened; a row is understood when a draft needs it.

Opening twenty thousand rows must cost a run next to nothing, so columns are folded as one long text each, and everything
else waits until a family name of the list occurs in a draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from postcheck.errors import Mistake, MistakesError
from postcheck.records.names import Fold, family_forms, given_forms, one_slip, split
from postcheck.records.nouns import Source
from postcheck.records.table import Row, grid, is_yaml, rows

_LEAST_LETTERS = 5  # of a half that may hold a slip; in a shorter one, a slip makes another name
_NO_STUDENT = frozenset({"tobedeleted", "inactive", "withdrawn", "deleted"})


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
            for number, family in enumerate(sheet.families, start):
                if family.isalpha():
                    if family in index:
                        index[family].append(number)
                    else:
                        index[family] = [number]
                elif family:
                    for form in family_forms(family):
                        index.setdefault(form, []).append(number)
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
        return sheet.ids[at] if sheet.ids else ""

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
    def _by_given(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for start, sheet in zip(self._starts, self._sheets, strict=True):
            plain = not sheet.middles and not sheet.nicknames
            for number, given in enumerate(sheet.givens, start):
                for form in (given,) if plain and given.isalpha() else self.givens(number):
                    index.setdefault(form, []).append(number)
        return index

    def begun(self, given: str, letter: str) -> tuple[int, ...]:
        """The students of a given name whose family name begins with a letter."""
        rows = self._by_given.get(given, ())
        return tuple(row for row in rows if any(form[0] == letter for form in self.families(row)))

    def slipped_family(self, given: str, family: str) -> tuple[int, ...]:
        """The students of a given name from whose family name the one written differs by one slip."""
        if len(family) < _LEAST_LETTERS:
            return ()
        begin, end = family[:2], family[-2:]
        return tuple(
            row
            for row in self._by_given.get(given, ())
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
    columns = sheet.columns
    width = max(columns.values()) + 1
    kept, lines = sheet.rows, sheet.lines
    if any(len(row) < width for row in kept) or "role" in columns or "status" in columns:
        numbers = [number for number, row in enumerate(kept) if any(row) and _student(row, columns)]
        lines = [sheet.line(number) for number in numbers]
        kept = [row if len(row := kept[number]) >= width else row + [""] * width for number in numbers]
    elif lines is None:
        lines = range(2, len(kept) + 2)  # type: ignore[assignment]
    assert lines is not None
    if "name" in columns and not {"given", "family"} <= set(columns):
        halves = [split(row[columns["name"]].strip()) for row in kept]
        given, family = [each[0] for each in halves], [each[1] for each in halves]
    else:
        given, family = ([row[columns[name]] for row in kept] for name in ("given", "family"))

    def column(name: str) -> list[str] | None:
        return _folded([row[columns[name]] for row in kept], fold) if name in columns else None

    ids = [row[columns["id"]].strip() for row in kept] if "id" in columns else None
    return _Sheet(
        sheet.file, lines, _folded(given, fold), _folded(family, fold), column("middle"), column("nicknames"), ids
    )


def _student(row: list[str], columns: dict[str, int]) -> bool:
    """Whether a row of a list that has roles or a status speaks of a student who is still there."""

    def cell(name: str) -> str:
        at = columns.get(name)
        return row[at].strip().casefold() if at is not None and at < len(row) else ""

    return cell("role") in ("", "student", "pupil") and cell("status") not in _NO_STUDENT


def _folded(cells: list[str], fold: Fold) -> list[str]:
    """A column, folded in one go, each cell stripped."""
    text = "\n".join(cells)
    whole = fold(text).split("\n")
    if len(whole) != len(cells):  # a cell with a line break in it
        whole = [fold(" ".join(cell.split())) for cell in cells]
    return (
        whole if text.count("  ") == text.count(" \n") == text.count("\n ") == 0 else [each.strip() for each in whole]
    )


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
