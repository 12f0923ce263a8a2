"""The report as a table that Excel opens well: UTF-8 with a byte-order mark, CRLF, and no cell that it takes for a formula."""

from __future__ import annotations

import csv

from postcheck.model.report import Report
from postcheck.reporters.fill import visible
from postcheck.reporters.page import Page
from postcheck.reporters.rows import rows

HEADER = (
    "file", "post", "verdict", "kind", "severity", "check", "line", "column", "where", "message", "because",
    "suggestion", "excerpt", "clauses",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(report: Report, page: Page) -> None:
    """Write one row a finding, confirmation or unexamined thing, and one for each draft that has none."""
    page.stream.write("\ufeff")
    table = csv.writer(page.stream, lineterminator="\r\n")
    table.writerow(HEADER)
    for checked in report.drafts:
        post = str(checked.draft.post or "")
        said = list(rows(checked, report, page.masked))
        for row in said:
            place = row.place
            cells = (
                place.file, post, checked.verdict, row.kind, row.severity, row.check, str(place.line or ""),
                str(place.column or ""), place.name or place.part, row.message, row.because, row.suggestion,
                row.excerpt or "", row.clauses,
            )  # fmt: skip
            table.writerow(map(_cell, cells))
        if not said:
            table.writerow(map(_cell, (checked.draft.path, post, checked.verdict, *[""] * (len(HEADER) - 3))))


def _cell(text: str) -> str:
    """A cell as text: an apostrophe in front keeps Excel from reading a formula."""
    text = visible(text)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
