"""A record file as rows: CSV as spreadsheets save it (any usual encoding and separator), or YAML as a list of entries."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from postcheck.config.shape import nearest
from postcheck.errors import Mistake, MistakesError, PostcheckError
from postcheck.records.columns import COLUMNS, heads, plain_head

MOST_BYTES = 64_000_000
MOST_MISTAKES = 200  # of one file; a sheet that is wrong throughout is told about once
MAGIC = b"postcheck sealed roster 1\n"  # a sealed list of students begins with it
_LONGEST_CELL = 100_000
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


class Row(NamedTuple):
    """One record: its values by column (only those that are not empty), and the line it stands on."""

    line: int
    values: dict[str, str]
    places: dict[str, int]  # the 1-based column (of the sheet, or of the line in YAML) that each value stands in


class Grid(NamedTuple):
    """A CSV file: the place of each known column, and the rows as they are, the first of them on line 2."""

    file: str
    columns: dict[str, int]
    rows: list[list[str]]
    lines: list[int] | None  # the line of each row, None when row n stands on line n + 2

    def line(self, number: int) -> int:
        """The line of the file on which a row begins."""
        return number + 2 if self.lines is None else self.lines[number]


def is_yaml(path: Path) -> bool:
    """Whether a record file is YAML by its ending; all others are CSV."""
    return path.suffix.lower() in (".yaml", ".yml")


def is_sealed(path: Path) -> bool:
    """Whether a file is a sealed list of students, by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def read_bytes(path: Path) -> bytes:
    """The bytes of a record file. Raises PostcheckError when it cannot be read or is too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PostcheckError(f"{path.as_posix()}: this record is larger than {MOST_BYTES:,} bytes; split it.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it is no file"
        raise PostcheckError(
            f"{path.as_posix()}: this record cannot be read ({reason}). Check the path under 'records' in postcheck.yaml."
        ) from None


def decode(data: bytes, file: str) -> str:
    """The text of a spreadsheet's file: by its byte-order mark, else UTF-8, else cp1252. Raises PostcheckError."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data[:2] == b"PK":
        raise PostcheckError(f"{file}: this is a workbook, not a CSV file. Save the sheet as CSV (UTF-8).")
    if b"\0" in data[:4096]:
        for encoding, zeros in (("utf-16-le", data[1:400:2]), ("utf-16-be", data[0:400:2])):
            if zeros.count(0) * 2 > len(zeros):
                return data.decode(encoding, "replace")
        raise PostcheckError(f"{file}: this is not a text file. Save the sheet as CSV (UTF-8).")
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PostcheckError(f"{file}: the encoding of this file is not known. Save the sheet as CSV (UTF-8).")


def grid(path: Path, kind: str) -> Grid:
    """A CSV file, its head understood and its rows not yet. Raises PostcheckError, MistakesError for the head's."""
    file = path.as_posix()
    text = decode(read_bytes(path), file)
    head_line, _, _ = text.partition("\n")
    if not text.strip():
        raise PostcheckError(f"{file}: this record is empty. Its first line must name the columns.")
    separator = max(",;\t", key=head_line.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        head = next(reader, [])
        columns = _columns(file, kind, head)
        begin = reader.line_num
        found = list(reader)
        if reader.line_num - begin == len(found) and begin == 1:
            return Grid(file, columns, found, None)  # no cell spans lines
        return Grid(file, columns, *_numbered(text, separator))
    except csv.Error as error:
        raise MistakesError((Mistake(file, reader.line_num, 1, f"this row cannot be read ({error})"),)) from None


def _numbered(text: str, separator: str) -> tuple[list[list[str]], list[int]]:
    """The rows after the head, each with the line on which it begins: cells may span lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    next(reader)
    rows: list[list[str]] = []
    lines: list[int] = []
    before = reader.line_num
    for row in reader:
        rows.append(row)
        lines.append(before + 1)
        before = reader.line_num
    return rows, lines


def _columns(file: str, kind: str, head: list[str]) -> dict[str, int]:
    """The place of each known column. Raises MistakesError for unknown heads, double ones, and what is missing."""
    known = heads(kind)
    found: dict[str, int] = {}
    mistakes: list[Mistake] = []
    for at, title in enumerate(head):
        plain = plain_head(title)
        column = known.get(plain)
        if column is None:
            if plain and plain not in COLUMNS[kind].passed:
                mistakes.append(
                    Mistake(file, 1, at + 1, f"unknown column{nearest(title.strip(), list(COLUMNS[kind].known))}")
                )
        elif column in found and column != "id":
            mistakes.append(Mistake(file, 1, at + 1, f"the column '{column}' stands here twice"))
        else:
            found.setdefault(column, at)
    groups = COLUMNS[kind].required
    if not any(set(group) <= set(found) for group in groups) and not mistakes:
        wanted = " or ".join(", ".join(group) for group in groups)
        mistakes.append(Mistake(file, 1, 1, f"columns are missing; a record of {kind} needs: {wanted}"))
    if mistakes:
        raise MistakesError(tuple(mistakes))
    return found


def rows(path: Path, kind: str, mistakes: list[Mistake]) -> Iterator[Row]:
    """Every record of a file with its values; what is wrong with single rows goes to `mistakes`.

    Raises PostcheckError when the file as a whole cannot be read, MistakesError for mistakes in its head.
    """
    if is_yaml(path):
        yield from _entries(path, kind, mistakes)
        return
    sheet = grid(path, kind)
    width = max(sheet.columns.values()) + 1
    for number, row in enumerate(sheet.rows):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < width:
            row = row + [""] * (width - len(row))  # a spreadsheet leaves out empty cells at the end
        values = {name: row[at].strip() for name, at in sheet.columns.items() if row[at].strip()}
        yield Row(sheet.line(number), values, {name: at + 1 for name, at in sheet.columns.items()})


def _entries(path: Path, kind: str, mistakes: list[Mistake]) -> Iterator[Row]:
    from postcheck.config.yamlfile import Items, Scalar, Table, parse

    file = path.as_posix()
    root = parse(decode(read_bytes(path), file), file)
    if root is None:
        return
    if not isinstance(root, Items):
        raise MistakesError((Mistake(file, root.line, root.column, "expected a list: begin each entry with '- '"),))
    known = heads(kind)
    for entry in root.items:
        if not isinstance(entry, Table):
            mistakes.append(Mistake(file, entry.line, entry.column, "expected keys and values, such as 'name: ...'"))
            continue
        values: dict[str, str] = {}
        places: dict[str, int] = {}
        for key, value in entry.pairs:
            plain = plain_head(key.text)
            column = known.get(plain)
            if column is None:
                if plain not in COLUMNS[kind].passed:
                    said = nearest(key.text, list(COLUMNS[kind].known))
                    mistakes.append(Mistake(file, key.line, key.column, f"unknown key{said}"))
                continue
            cells = value.items if isinstance(value, Items) else [value]
            if any(not isinstance(cell, Scalar) for cell in cells):
                mistakes.append(Mistake(file, value.line, value.column, "expected a text or a list of texts"))
                continue
            text = "; ".join(cell.text.strip() for cell in cells if isinstance(cell, Scalar))
            if text and text not in ("~", "null"):
                values[column] = text
            places[column] = value.column
        yield Row(entry.line, values, places)
