"""The report with one line a finding, as compilers write them: path:line:column: severity check message [clauses]."""

from __future__ import annotations

from postcheck.model.report import Report
from postcheck.reporters.fill import visible
from postcheck.reporters.page import Page
from postcheck.reporters.rows import Row, every_row


def write(report: Report, page: Page) -> None:
    """Write the report; the last line counts."""
    for _, row in every_row(report, page.masked):
        if row.kind in ("finding", "confirmation", "unexamined"):
            page.stream.write(_line(row) + "\n")
    for failure in report.failures:
        page.stream.write(visible(f"postcheck: error: {failure}") + "\n")
    counts = report.counts()
    said = ", ".join(f"{counts[key]} {key}" for key in ("hold", "unchecked", "review", "clear", "known") if counts[key])
    page.stream.write(f"{counts['drafts']} draft{'s' if counts['drafts'] != 1 else ''}: {said or 'nothing to check'}\n")


def _line(row: Row) -> str:
    place = row.place
    where = f"{place.file}:{place.line}:{place.column}" if place.line else place.file
    label = {"confirmation": "confirm", "unexamined": "unexamined"}.get(row.kind, row.severity)
    check = "" if row.kind == "unexamined" else f"{row.check}: "
    cited = f" [{row.clauses}]" if row.citations else ""
    return visible(f"{where}: {label}: {check}{row.message} {row.suggestion}{cited}")
