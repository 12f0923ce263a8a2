"""The report as SARIF 2.1.0, for code scanning and editors.

Columns count UTF-16 units, paths are seen from the repository's root. What is known before or waived is left out,
because GitHub shows suppressed results as alerts. GitHub's own line hash is left for its uploader to add.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_from_bytes

import postcheck
from postcheck.model.check import Check
from postcheck.model.policy import SEVERITIES, Severity
from postcheck.model.report import Checked, Report
from postcheck.reporters import columns
from postcheck.reporters.fill import visible
from postcheck.reporters.json_text import dump
from postcheck.reporters.page import Page
from postcheck.reporters.paths import from_root
from postcheck.reporters.rows import UNEXAMINED, Row, clause_texts, every_row

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST_RESULTS = 25_000  # of a run, on GitHub
MOST_TEXT = 1024  # characters of a rule's text, on GitHub
PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}


def write(report: Report, page: Page) -> None:
    """Write the report as one SARIF run."""
    page.stream.write(dump(as_data(report, page.masked), indent=1) + "\n")


def as_data(report: Report, masked: bool) -> dict[str, Any]:
    """The report as a SARIF log."""
    said = list(every_row(report, masked))
    counted = [(checked, row) for checked, row in said if row.kind in ("finding", "confirmation")]
    counted.sort(
        key=lambda each: -SEVERITIES.index(each[1].severity)
    )  # stable: the gravest are kept where there are too many
    used = list(dict.fromkeys(row.check for _, row in counted))
    notes = [_unexamined(row) for _, row in said if row.kind == UNEXAMINED]
    notes += [{"level": "error", "message": {"text": visible(failure)}} for failure in report.failures]
    failed = bool(notes)
    if len(counted) > MOST_RESULTS:
        left = (
            f"{len(counted) - MOST_RESULTS} findings more than a SARIF file may hold were left out; the JSON has all."
        )
        notes.append({"level": "warning", "message": {"text": left}})
    notes += [{"level": "note", "message": {"text": visible(each.message)}} for each in report.notices]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "postcheck",
                        "version": postcheck.__version__,
                        "rules": [_rule(report.checks[name], report) for name in used],
                    }
                },
                "invocations": [{"executionSuccessful": not failed, "toolExecutionNotifications": notes}],
                "columnKind": "utf16CodeUnits",
                "results": [_result(checked, row, used, report) for checked, row in counted[:MOST_RESULTS]],
            }
        ],
    }


def _rule(check: Check, report: Report) -> dict[str, Any]:
    severity: Severity = max((each for each, _ in _served(check, report)), key=SEVERITIES.index, default="note")
    clauses = [text for _, text in _served(check, report)]
    return {
        "id": check.id,
        "name": check.title,
        "shortDescription": {"text": _short(check.title)},
        "fullDescription": {"text": _short(check.what)},
        "help": {"text": _short("\n".join([check.why, check.instead, *clauses]))},
        "defaultConfiguration": {"level": severity},
        "properties": {"problem.severity": PROBLEM[severity], "tags": ["school policy"]},
    }


def _served(check: Check, report: Report) -> Iterator[tuple[Severity, str]]:
    """The severity and the words of each clause that the check serves."""
    for policy in report.policies:
        for clause in policy.clauses:
            if check.id in clause.checks:
                yield clause.checks[check.id].severity, f"{policy.id} {clause.id}: {clause.asks}"


def _short(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "\u2026"


def _result(checked: Checked, row: Row, used: list[str], report: Report) -> dict[str, Any]:
    own = columns.utf16(row.place, checked.draft.source)
    region = own or columns.Region(1, 1, 1, 1)  # GitHub wants one for whole files and pictures too
    text = "\n".join([row.message, row.because, row.suggestion, *clause_texts(row, report)])
    result: dict[str, Any] = {
        "ruleId": row.check,
        "ruleIndex": used.index(row.check),
        "level": row.severity,
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri(row.place.file)},
                    "region": {
                        "startLine": region.line,
                        "startColumn": region.column,
                        "endLine": region.end_line,
                        "endColumn": region.end_column,
                    },
                }
            }
        ],
    }
    if row.fingerprint:
        result["partialFingerprints"] = {"postcheck/v1": row.fingerprint}
    return result


def _unexamined(row: Row) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": f"{row.message} {row.suggestion}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(row.place.file)}}}],
    }


def uri(path: str) -> str:
    """A path as a relative reference, from the repository's root."""
    return quote_from_bytes(from_root(path).encode("utf-8", "surrogateescape"), safe="/")
