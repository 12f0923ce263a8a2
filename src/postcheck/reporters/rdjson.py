"""The report as Reviewdog Diagnostic Format: columns count bytes of UTF-8, ends are exclusive."""

from __future__ import annotations

from typing import Any

from postcheck.model.report import Checked, Report
from postcheck.reporters import columns
from postcheck.reporters.fill import visible
from postcheck.reporters.json_text import dump
from postcheck.reporters.page import Page
from postcheck.reporters.paths import from_root
from postcheck.reporters.rows import Row, every_row

SEVERITY = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def write(report: Report, page: Page) -> None:
    """Write the report as one DiagnosticResult."""
    diagnostics = [
        _diagnostic(checked, row)
        for checked, row in every_row(report, page.masked)
        if row.kind in ("finding", "confirmation", "unexamined")
    ]
    page.stream.write(dump({"source": {"name": "postcheck"}, "diagnostics": diagnostics}, indent=1) + "\n")


def _diagnostic(checked: Checked, row: Row) -> dict[str, Any]:
    location: dict[str, Any] = {"path": visible(from_root(row.place.file))}
    region = columns.utf8(row.place, checked.draft.source)
    if region:
        location["range"] = {
            "start": {"line": region.line, "column": region.column},
            "end": {"line": region.end_line, "column": region.end_column},
        }
    return {
        "message": row.sentence,
        "location": location,
        "severity": SEVERITY[row.severity],
        "code": {"value": row.check},
    }
