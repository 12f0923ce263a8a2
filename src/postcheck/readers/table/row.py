"""One row of a table of posts as a draft: its words, its pictures, and what its other cells say of its context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType
from typing import NamedTuple

from postcheck.config import waiver
from postcheck.config.statement import STATEMENT, Statement
from postcheck.model.context import ACCOUNTS
from postcheck.model.draft import Draft, Part, PartKind, Picture, Piece, Stated, Unexamined
from postcheck.readers.body import Reference
from postcheck.readers.file import File
from postcheck.readers.pictures import merge
from postcheck.readers.said import said
from postcheck.readers.table.cells import Cell, Record
from postcheck.readers.table.columns import OURS, WAIVERS
from postcheck.readers.table.layout import Column, Layout, short

_KINDS: tuple[PartKind, ...] = ("text", "title", "link", "alt")  # the roles of columns that become parts, in this order
_BETWEEN = re.compile(r"\s*[\n\r;|]+\s*|\s*,\s*(?=https?://)|(?<=\.\w{3})\s*,\s*|(?<=\.\w{4})\s*,\s*|\s+(?=https?://)")


class Table(NamedTuple):
    """What all rows share. `beside` is what the table's sidecar says."""

    file: File
    source: str
    layout: Layout
    beside: Statement


class _Told(NamedTuple):
    """A cell that is not empty, its column, and the name of its place."""

    column: Column
    cell: Cell
    place: str


def draft(table: Table, number: int, record: Record) -> Draft:
    """The draft in a record; `number` is that of the record among the posts."""
    shown, source = table.file.shown, table.source
    row = f"row {number + table.layout.header}"
    cells = [
        _Told(column, cell, f"{row}, {short(column.name)}")
        for column, cell in zip(table.layout.columns, record.cells, strict=False)
        if cell.text(source).strip()
    ]
    parts = [
        replace(told.cell.words(source).part(kind), name=told.place)
        for kind in _KINDS
        for told in cells
        if told.column.role == kind
    ]
    if not parts or parts[0].kind != "text":
        parts.insert(0, Part("text", "", file=shown, name=row))
    references = _references(source, cells, parts)
    named = {reference.target for reference in references}
    stated, unexamined = _statement(table, cells, row)
    pictures, more, missing = merge(
        table.file.folder,
        PurePath(shown).parent.as_posix(),
        references,
        [each for each in table.beside.pictures if _in(each, named)],
    )
    if not pictures and not any(part.text.strip() for part in parts):
        unexamined.append(Unexamined(shown, f"The post in {row} is empty.", "Write it, or take the row out.", row))
    unexamined += _broken(table, record, row)
    return Draft(
        path=shown,
        source=source,
        parts=(*parts, *more),
        post=number,
        pictures=pictures,
        stated=MappingProxyType({**stated, **table.beside.stated}),
        unexamined=(*unexamined, *missing),
        waivers=tuple(
            each
            for told in cells
            if told.column.name.casefold() == WAIVERS
            for each in waiver.from_cell(told.cell.text(source), shown, number + table.layout.header)
        ),
        called=f"{shown}, {row}",
    )


def _in(said_of: Picture, named: set[str]) -> bool:
    """Whether a row names the picture that a sidecar speaks of."""
    name = PurePath(said_of.file).name
    return any(PurePath(target.replace("\\", "/")).name == name for target in named)


def _broken(table: Table, record: Record, row: str) -> Iterator[Unexamined]:
    shown = table.file.shown
    extra = record.cells[len(table.layout.columns) :]
    if any(cell.text(table.source).strip() for cell in extra):
        why = f"The post in {row} has more cells than the table has columns, and those were not read."
        yield Unexamined(shown, why, 'Put words that have commas between "quotation marks".', row)
    if any(not cell.closed for cell in record.cells):
        why = f"A quotation mark opens a cell in {row} and none closes it, so the rows below cannot be told apart."
        yield Unexamined(shown, why, "Close it; write it twice if it belongs to the words.", row)


def _references(source: str, cells: list[_Told], parts: list[Part]) -> list[Reference]:
    """The pictures that a row names; each file name becomes a part, and each alt text learns whose it is."""
    alts = [index for index, part in enumerate(parts) if part.kind == "alt"]
    references: list[Reference] = []
    for told in cells:
        if told.column.role != "image":
            continue
        for start, end in _targets(source, told.cell):
            number = len(references)
            target = source[start:end]
            begin = start + max(target.rfind("/"), target.rfind("\\")) + 1
            file_part = alt = None
            if begin < end:
                file_part = len(parts)
                piece = Piece(0, begin, end)
                parts.append(Part("filename", source[begin:end], (piece,), name=told.place, picture=number))
            if number < len(alts):
                parts[alts[number]] = replace(parts[alts[number]], picture=number)
                alt = parts[alts[number]].text
            references.append(Reference(target, start, end, alt, None, file_part))
    return references


def _targets(source: str, cell: Cell) -> Iterator[tuple[int, int]]:
    """Where the addresses or file names in a cell stand; a cell may hold several."""
    at = cell.start
    for between in (*_BETWEEN.finditer(source, cell.start, cell.end), None):
        end = between.start() if between else cell.end
        text = source[at:end]
        if text.strip():
            yield at + len(text) - len(text.lstrip()), at + len(text.rstrip())
        at = between.end() if between else end


def _statement(table: Table, cells: list[_Told], row: str) -> tuple[Mapping[str, Stated], list[Unexamined]]:
    """What the row says of its context: a scheduler's columns, then our own, which beat them."""
    values: dict[str, str] = {}
    ours: dict[str, str] = {}
    for told in cells:
        text = told.cell.text(table.source).strip()
        wanted = told.column.role
        if wanted == "ours":
            key = told.column.name.casefold().removeprefix(OURS)
            if key in STATEMENT and key != "images":
                ours[key] = text
        elif wanted == "date":
            values["scheduled"] = text + values.get("scheduled", "")
        elif wanted == "time":
            values["scheduled"] = f"{values.get('scheduled', '')} {text}"
        elif wanted == "account" and text.casefold() in ACCOUNTS:
            values["account"] = text.casefold()
        elif wanted in ("platform", "author"):
            values[wanted] = text
    own = said(ours, table.file.shown, row)
    stated = {key: Stated(value.strip(), "draft") for key, value in values.items()}
    mend = "Correct it, then check again."
    return {**stated, **own.stated}, [Unexamined(table.file.shown, str(each), mend, row) for each in own.mistakes]
