"""Reads a table of posts: each row is a draft whose words stand in cells of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from postcheck.config.statement import STATEMENT, Statement
from postcheck.errors import UnreadableError
from postcheck.model.draft import Draft, Remark, Unexamined
from postcheck.readers.decode import decode
from postcheck.readers.file import File
from postcheck.readers.table.columns import OURS, WAIVERS, scheduler
from postcheck.readers.table.layout import Layout, layout, short
from postcheck.readers.table.row import Table, draft

MOST_POSTS = 5_000
MEND = "Correct it, then check again."


def read(file: File) -> tuple[Draft, ...]:
    """The drafts of a table. Raises NoPostsError when no column holds posts, UnreadableError when it cannot be read."""
    source = decode(file.data)
    if not source.strip():
        raise UnreadableError("This table is empty.", "Check that it is the right file.")
    form = layout(source)
    beside = file.beside
    troubles = [Unexamined(file.shown, line, MEND) for line in beside.splitlines()] if isinstance(beside, str) else []
    troubles += _unknown(file.shown, form)
    table = Table(file, source, form, beside if isinstance(beside, Statement) else Statement())
    drafts: list[Draft] = []
    for number, record in form.records(source):
        if len(drafts) == MOST_POSTS:
            why = f"Only the first {MOST_POSTS:,} posts of this table were read."
            troubles.append(Unexamined(file.shown, why, "Split the table, and check each part."))
            break
        drafts.append(draft(table, number, record))
    if not drafts:
        raise UnreadableError("This table has a header and no posts.", "Check that it is the right file.")
    first = drafts[0]
    remarks = (*_remarks(form, len(drafts)), *_beside(table.beside), *first.remarks)
    drafts[0] = replace(first, unexamined=(*troubles, *first.unexamined), remarks=remarks)
    return tuple(drafts)


def _unknown(shown: str, form: Layout) -> Iterator[Unexamined]:
    """Columns with our prefix whose names nobody knows."""
    known = [*(OURS + key for key in STATEMENT if key != "images"), WAIVERS]
    for column in form.columns:
        if column.role == "ours" and column.name.casefold() not in known:
            yield Unexamined(
                shown, f"postcheck knows no column '{short(column.name)}'.", f"Its columns are: {', '.join(known)}."
            )


def _beside(beside: Statement) -> Iterator[Remark]:
    """Waivers in a table's sidecar, which would speak of all its posts."""
    if beside.waivers:
        what = "The waivers in the file beside this table are not taken, because it has many posts. "
        yield Remark("waivers-beside-table", f"{what}Write each into its post's cell, in a column '{WAIVERS}'.")


def _remarks(form: Layout, posts: int) -> Iterator[Remark]:
    asides = [f"'{short(column.name)}'" for column in form.columns if column.role is None and column.name]
    if asides:
        yield Remark("columns", f"Not read, because nothing says that they are posted: {', '.join(asides)}.")
    found = scheduler(column.name for column in form.columns)
    if found is not None and posts > found.most:
        yield Remark("too-many", f"This table has {posts} posts; {found.name} takes {found.most} at once. Split it.")
