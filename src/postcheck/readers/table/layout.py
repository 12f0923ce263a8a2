"""How a table is laid out: what separates its cells, what its columns hold, and whether a header says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from postcheck.errors import NoPostsError
from postcheck.readers.table.cells import SEPARATORS, Record, records
from postcheck.readers.table.columns import KNOWN, Role, holds_posts, role

MOST_COLUMNS = 200
_SEPARATOR = re.compile(r"sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)  # how Excel is told
_DATE = re.compile(
    r"\s*\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?:[T ,]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[AaPp][Mm]|Z)?)?\s*"
)
_ADDRESS = re.compile(r"\s*(?:https?://\S*|www\.\S+)?\s*")
_BARE: tuple[tuple[str, Role], ...] = (("date", "date"), ("message", "text"), ("link", "link"), ("image", "image"))
_SAMPLE = 25


class Column(NamedTuple):
    """A column: its name as typed, and what it holds, None when that is not known."""

    name: str
    role: Role | None


class Layout(NamedTuple):
    """A table of posts. `first` is where its first post begins; `header` says whether a header stands before."""

    separator: str
    columns: tuple[Column, ...]
    first: int
    header: bool

    def records(self, source: str) -> Iterator[tuple[int, Record]]:
        """Every record after the header, with its 1-based number; blank ones are numbered and left out."""
        for number, record in enumerate(records(source, self.separator, self.first), 1):
            if not record.blank(source):
                yield number, record


def short(name: str) -> str:
    """A column's name on one short line."""
    return " ".join("".join(char if char.isprintable() else " " for char in name).split())[:40]


def layout(source: str) -> Layout:
    """The layout of a table of posts. Raises NoPostsError when no column holds posts."""
    told = _SEPARATOR.match(source)
    start = told.end() if told else 0
    separators = (told[1],) if told else SEPARATORS
    for separator in separators:
        header = next((each for each in records(source, separator, start) if not each.blank(source)), None)
        if header is None or len(header.cells) > MOST_COLUMNS:
            continue
        names = [cell.text(source).strip() for cell in header.cells]
        if holds_posts(names):
            return Layout(separator, tuple(Column(name, role(name)) for name in names), header.end, True)
    for separator in separators:
        if found := _bare(source, separator, start):
            return found
    raise NoPostsError(
        "This table has no column that is known to hold posts.",
        f"Name the column with the words of the posts one of: {KNOWN}.",
    )


def _bare(source: str, separator: str, start: int) -> Layout | None:
    """The layout of a table without (known) names: a date, the words, and a link or nothing, as Hootsuite takes it."""
    sample = [each for each in islice(records(source, separator, start), _SAMPLE) if not each.blank(source)]
    if not sample or max(len(each.cells) for each in sample) > len(_BARE):
        return None
    dated = [_dated(source, each) for each in sample]
    header = len(sample) > 1 and not dated[0]
    if sum(dated) < 0.8 * (len(sample) - header):
        return None
    columns = tuple(Column(*each) for each in _BARE)
    return Layout(separator, columns, sample[0].end if header else start, header)


def _dated(source: str, record: Record) -> bool:
    """Whether a record begins with a date, then has words, then an address or nothing."""
    texts = [cell.text(source) for cell in record.cells]
    if len(texts) < 2 or not _DATE.fullmatch(texts[0]) or not re.search(r"[^\W\d_]", texts[1]):
        return False
    return all(_ADDRESS.fullmatch(text) for text in texts[2:])
