"""The report as GitLab's code quality JSON: an array, each finding with a fingerprint of its own that holds no line number."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from postcheck.model.report import Report
from postcheck.reporters.fill import visible
from postcheck.reporters.json_text import dump
from postcheck.reporters.page import Page
from postcheck.reporters.paths import from_root
from postcheck.reporters.rows import Row, every_row

SEVERITY = {"error": "critical", "warning": "major", "note": "minor"}


def write(report: Report, page: Page) -> None:
    """Write the report."""
    counts: Counter[tuple[str, str]] = Counter()
    items = [
        _item(row, counts)
        for _, row in every_row(report, page.masked)
        if row.kind in ("finding", "confirmation", "unexamined")
    ]
    page.stream.write(dump(items, indent=1) + "\n")


def _item(row: Row, counts: Counter[tuple[str, str]]) -> dict[str, Any]:
    path = from_root(row.place.file)
    counts[path, row.check] += 1
    return {
        "description": f"{row.check}: {row.sentence}",  # GitLab does not show check_name
        "check_name": row.check,
        "fingerprint": row.fingerprint or _ordinal(path, row, counts[path, row.check]),
        "severity": "info" if row.kind == "confirmation" else SEVERITY[row.severity],
        "location": {"path": visible(path), "lines": {"begin": row.place.line or 1}},
    }


def _ordinal(path: str, row: Row, number: int) -> str:
    """A fingerprint without words, for what has none of its own: the how-manieth of its check in its file."""
    said = "\0".join((path, row.kind, row.check, str(number)))
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:32]
