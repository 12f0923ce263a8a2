"""The report as JSON, format 1: frozen apart from the types inside, because outside tools read it."""

from __future__ import annotations

from typing import Any

import postcheck
from postcheck.model.draft import Unexamined
from postcheck.model.finding import Citation, Confirmation, Finding, Notice
from postcheck.model.place import Place
from postcheck.model.report import Checked, Report
from postcheck.reporters.accepted import told
from postcheck.reporters.fill import Range, fill, said_of, shown
from postcheck.reporters.json_text import dump
from postcheck.reporters.page import Page


def write(report: Report, page: Page) -> None:
    """Write the report as one JSON object and a newline."""
    page.stream.write(dump(as_data(report, page.masked), indent=1) + "\n")


def as_data(report: Report, masked: bool) -> dict[str, Any]:
    """The report as plain data, every key always there."""
    return {
        "postcheck": postcheck.__version__,
        "format": 1,
        "policies": [{"id": each.id, "title": each.title, "digest": each.digest} for each in report.policies],
        "summary": report.counts(),
        "notices": [_notice(each) for each in report.notices],
        "drafts": [_draft(each, report, masked) for each in report.drafts],
    }


def _draft(checked: Checked, report: Report, masked: bool) -> dict[str, Any]:
    found = checked.judgement
    hidden = found.personal if masked else None
    return {
        "path": checked.draft.path,
        "post": checked.draft.post,
        "verdict": checked.verdict,
        "context": {
            key: {"value": said_of(key, each.value, masked), "from": each.origin}
            for key, each in checked.context.stated.items()
        },
        "findings": [_finding(each, checked, report, hidden) for each in found.findings],
        "confirmations": [_confirmation(each, checked, report, hidden) for each in found.confirmations],
        "notices": [_notice(each) for each in found.notices],
        "waived": [
            {
                **_finding(each.finding, checked, report, hidden),
                "waiver": {
                    "kind": each.waiver.kind,
                    "reason": told(each.waiver.reason, checked.draft, hidden),
                    "approver": told(each.waiver.approver, checked.draft, hidden) if each.waiver.approver else None,
                    "until": each.waiver.until,
                    "from": each.waiver.origin,
                },
            }
            for each in found.waived
        ],
        "known": [_finding(each, checked, report, hidden) for each in found.known],
        "unexamined": [_unexamined(each) for each in found.unexamined],
    }


def _finding(finding: Finding, checked: Checked, report: Report, hidden: tuple[Range, ...] | None) -> dict[str, Any]:
    words = fill(finding, report.checks[finding.check], checked.draft, hidden)
    return {
        "check": finding.check,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "message": words.message,
        "because": words.because,
        "suggestion": words.suggestion,
        "where": _where(shown(finding.place, report.checks[finding.check], hidden)),
        "excerpt": words.excerpt,
        "clauses": [_citation(each, report) for each in finding.citations],
        "fingerprint": finding.fingerprint,
    }


def _confirmation(
    asked: Confirmation, checked: Checked, report: Report, hidden: tuple[Range, ...] | None
) -> dict[str, Any]:
    words = fill(asked, report.checks[asked.check], checked.draft, hidden)
    citation = asked.citation
    return {
        "policy": citation.policy,
        "clause": citation.clause,
        "asks": report.clauses[citation.policy, citation.clause].asks,
        "because": words.because,
        "where": _where(shown(asked.place, report.checks[asked.check], hidden)),
    }


def _citation(citation: Citation, report: Report) -> dict[str, Any]:
    return {
        "policy": citation.policy,
        "clause": citation.clause,
        "asks": report.clauses[citation.policy, citation.clause].asks,
        "severity": citation.severity,
        "assumed": bool(citation.assumed),
    }


def _where(place: Place) -> dict[str, Any]:
    return {
        "part": place.part,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "start": place.start,
        "end": place.end,
        "name": place.name,
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "id": notice.id,
        "message": notice.message,
        "where": _where(notice.place) if notice.place else None,
    }


def _unexamined(each: Unexamined) -> dict[str, Any]:
    return {"file": each.file, "part": each.part, "why": each.why, "suggestion": each.suggestion}
