"""Writes the rows of a checked table that are held back, and those that are clear, each to a table of its own."""

from __future__ import annotations

from pathlib import Path

from postcheck.errors import PostcheckError
from postcheck.model.report import Report

HELD, CLEARED = "--held-rows", "--cleared-rows"


def refuse(held: Path | None, cleared: Path | None) -> None:
    """Refuse, before anything is checked, to write over a file. Raises PostcheckError."""
    if held is not None and held == cleared:
        raise PostcheckError(f"{HELD} and {CLEARED} name the same file. Name two.")
    for option, path in ((HELD, held), (CLEARED, cleared)):
        if path is not None and path.exists():
            raise PostcheckError(f"{option}: {path.as_posix()} is there already. Name a file that is not.")


def write(report: Report, stdin: bytes, held: Path | None, cleared: Path | None) -> None:
    """Write the rows whose verdict is not clear to `held`, the others to `cleared`, each below the table's header.

    Raises PostcheckError when not exactly one table was checked, or a file cannot be written.
    """
    if held is None and cleared is None:
        return
    from postcheck.readers.table.rows import rows

    posts = [each for each in report.drafts if each.draft.post is not None]
    tables = {each.draft.path for each in posts}
    if len(tables) != 1:
        raise PostcheckError(f"{HELD} and {CLEARED} go with exactly one table of posts. Name one .csv file.")
    (shown,) = tables
    path = Path(shown)
    typed = any((each.draft.called or "").startswith("standard input") for each in posts)
    kept = rows(stdin if typed else path.read_bytes(), shown)
    clear = {each.draft.post for each in posts if each.verdict == "clear"}
    for out, wanted in ((held, False), (cleared, True)):
        if out is None:
            continue
        data = kept.head + b"".join(row for post, row in kept.posts.items() if (post in clear) is wanted)
        try:
            with out.open("xb") as stream:
                stream.write(data)
        except OSError as error:
            why = (error.strerror or "unknown reason").lower()
            raise PostcheckError(f"{out.as_posix()} cannot be written ({why}). Name another file.") from None
