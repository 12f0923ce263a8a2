"""Columns as other programs count them: a place counts code points, an editor UTF-16 units, reviewdog bytes."""

from __future__ import annotations

from typing import NamedTuple

from postcheck.model.place import Place


class Region(NamedTuple):
    """1-based lines and columns; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def utf16(place: Place, source: str) -> Region | None:
    """A place in UTF-16 code units, None when it has no characters of its own in the file."""
    return _region(place, source, "utf-16-le", 2)


def utf8(place: Place, source: str) -> Region | None:
    """A place in bytes of UTF-8, None when it has no characters of its own in the file."""
    return _region(place, source, "utf-8", 1)


def _region(place: Place, source: str, encoding: str, size: int) -> Region | None:
    if place.line is None or place.column is None or place.end_line is None or place.end_column is None:
        return None
    assert place.start is not None and place.end is not None

    def column(offset: int, before: int) -> int:
        """The column of an offset that has `before` code points of its line to its left."""
        return len(source[offset - before : offset].encode(encoding, "replace")) // size + 1

    return Region(
        place.line, column(place.start, place.column - 1), place.end_line, column(place.end, place.end_column - 1)
    )
