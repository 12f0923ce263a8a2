"""What a report says, one row a thing: the common ground of all formats that list findings for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from postcheck.model.finding import Citation, Confirmation, Finding
from postcheck.model.place import Place
from postcheck.model.policy import Severity
from postcheck.model.report import Checked, Report
from postcheck.reporters.accepted import told
from postcheck.reporters.fill import Range, fill, shown, visible

Kind = Literal["finding", "confirmation", "unexamined", "known", "waived"]
UNEXAMINED: Literal["unexamined"] = "unexamined"
"""The name under which a thing that could not be looked at stands where a check's name would."""


class Row(NamedTuple):
    """One thing that a report says. `note` is why it does not count (a waiver's reason), when it does not."""

    kind: Kind
    check: str
    severity: Severity
    message: str
    because: str
    suggestion: str
    excerpt: str | None
    place: Place
    citations: tuple[Citation, ...]
    fingerprint: str | None = None
    note: str = ""

    @property
    def clauses(self) -> str:
        """The clauses, such as `428 IV.F, 401.13 A1`."""
        return ", ".join(f"{each.policy} {each.clause}" for each in self.citations)

    @property
    def sentence(self) -> str:
        """What is wrong, why, and what to do, with the clauses."""
        said = " ".join(each for each in (self.message, self.because, self.suggestion) if each)
        return f"{said} ({self.clauses})" if self.citations else said


def rows(checked: Checked, report: Report, masked: bool) -> Iterator[Row]:
    """The rows of a draft: findings in the draft's order, confirmations, unexamined things, then what does not count."""
    found = checked.judgement
    hidden = found.personal if masked else None
    for finding in found.findings:
        yield _finding(finding, "finding", checked, report, hidden)
    for asked in found.confirmations:
        yield _confirmation(asked, checked, report, hidden)
    for each in found.unexamined:
        place = Place("post", each.file, name=each.part)
        yield Row(
            UNEXAMINED, UNEXAMINED, "error", f"Not examined: {visible(each.why)}", "", each.suggestion, None, place, ()
        )
    for waived in found.waived:
        reason = told(waived.waiver.reason, checked.draft, hidden)
        yield _finding(waived.finding, "waived", checked, report, hidden, f"{waived.waiver.kind}: {reason}")
    for finding in found.known:
        yield _finding(finding, "known", checked, report, hidden, "known before: it stands in the baseline")


def every_row(report: Report, masked: bool) -> Iterator[tuple[Checked, Row]]:
    """The rows of all drafts."""
    for checked in report.drafts:
        for row in rows(checked, report, masked):
            yield checked, row


def clause_texts(row: Row, report: Report) -> list[str]:
    """What each clause asks, one sentence a clause."""
    return [f"{each.policy} {each.clause}: {report.clauses[each.policy, each.clause].asks}" for each in row.citations]


def _finding(
    finding: Finding, kind: Kind, checked: Checked, report: Report, hidden: tuple[Range, ...] | None, note: str = ""
) -> Row:
    check = report.checks[finding.check]
    words = fill(finding, check, checked.draft, hidden)
    return Row(
        kind, finding.check, finding.severity, words.message, words.because, words.suggestion, words.excerpt,
        shown(finding.place, check, hidden), finding.citations, finding.fingerprint, note,
    )  # fmt: skip


def _confirmation(asked: Confirmation, checked: Checked, report: Report, hidden: tuple[Range, ...] | None) -> Row:
    check = report.checks[asked.check]
    words = fill(asked, check, checked.draft, hidden)
    return Row(
        "confirmation", asked.check, "note", f"Please confirm: {words.message}", words.because, words.suggestion,
        words.excerpt, shown(asked.place, check, hidden), (asked.citation,),
    )  # fmt: skip
