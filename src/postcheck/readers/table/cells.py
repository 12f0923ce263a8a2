"""Splits CSV into records and cells of which every character knows its place; the standard reader tells no places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from postcheck.readers.body import Words

SEPARATORS = (",", ";", "\t", "|")
_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTE = re.compile(r'""|\r\n|\r')


class Cell(NamedTuple):
    """A cell: its characters are source[start:end], without the quotation marks around it.

    `tail` is where the characters end that follow the closing mark, which belong to the cell too; `closed` is False when
    a mark opens the cell and none closes it.
    """

    start: int
    end: int
    tail: int
    quoted: bool
    closed: bool = True

    def words(self, source: str) -> Words:
        """The cell's text with its places."""
        words = Words()
        self.copy(source, words, self.start, self.end)
        if self.quoted and self.tail > self.end + 1:
            words.add(source[self.end + 1 : self.tail], self.end + 1, self.tail)
        return words

    def copy(self, source: str, words: Words, start: int, end: int) -> None:
        """Add a stretch of the cell; a doubled mark is one, and so are the two characters of a line end."""
        if self.quoted:
            for found in _QUOTE.finditer(source, start, end):
                words.add(source[start : found.start()], start, found.start())
                words.add('"' if found.group() == '""' else "\n", *found.span())
                start = found.end()
        words.add(source[start:end], start, end)

    def text(self, source: str) -> str:
        """The cell's text."""
        inner = source[self.start : self.end]
        if not self.quoted:
            return inner
        return _LINE_END.sub("\n", inner.replace('""', '"')) + source[self.end + 1 : self.tail]


class Record(NamedTuple):
    """A row of the table: its cells, and where it begins and ends, line end included."""

    start: int
    end: int
    cells: tuple[Cell, ...]

    def blank(self, source: str) -> bool:
        """Has it no words at all?"""
        return not any(cell.text(source).strip() for cell in self.cells)


def records(source: str, separator: str, start: int = 0) -> Iterator[Record]:
    """The records from an offset on; the end of the text is no record."""
    at = start
    while at < len(source):
        begin = at
        cells = []
        while True:
            cell, at = _cell(source, separator, at)
            cells.append(cell)
            if source.startswith(separator, at):
                at += len(separator)
                continue
            line_end = _LINE_END.match(source, at)
            at = line_end.end() if line_end else at
            break
        yield Record(begin, at, tuple(cells))


def _cell(source: str, separator: str, at: int) -> tuple[Cell, int]:
    """The cell at an offset, and where it stops: at a separator, a line end, or the end of the text."""
    if not source.startswith('"', at):
        stop = _stop(source, separator, at)
        return Cell(at, stop, stop, False), stop
    begin = end = at + 1
    while True:
        end = source.find('"', end)
        if end < 0:
            return Cell(begin, len(source), len(source), True, closed=False), len(source)
        if not source.startswith('"', end + 1):
            break
        end += 2
    stop = _stop(source, separator, end + 1)
    return Cell(begin, end, stop, True), stop


def _stop(source: str, separator: str, at: int) -> int:
    found = _stops(separator).search(source, at)
    return found.start() if found else len(source)


@lru_cache(maxsize=8)
def _stops(separator: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(separator)}|\r|\n")
