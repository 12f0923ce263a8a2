"""The example district that keeps records: each draft gets the verdict and the reason that its records give it.

CASES says what is right, and nothing rewrites it. `expected.txt` is what the tool says today, word by word:
`UPDATE_EXAMPLES=1 pytest tests/records/test_fernhollow.py` writes it anew; read the difference before you commit it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from postcheck import run as journey
from postcheck.config import settings
from postcheck.model.report import Checked, Report
from postcheck.reporters import terminal
from postcheck.reporters.page import Page

FERNHOLLOW = Path(__file__).parents[2] / "examples" / "fernhollow"
EXPECTED = FERNHOLLOW / "expected.txt"
CASES: Mapping[str, tuple[str, frozenset[tuple[str, str]]]] = {
    "01-on-the-list.txt": ("hold", frozenset({("student-name", "refused"), ("student-name", "roster")})),
    "02-consent-for-the-name.txt": ("clear", frozenset()),
    "03-expired.txt": ("hold", frozenset({("student-image-consent", "expired")})),
    "04-refused-picture.txt": ("hold", frozenset({("student-image-consent", "on-record")})),
    "05-spoken-yes.txt": ("hold", frozenset({("student-image-consent", "verbal")})),
    "06-co-worker.txt": ("hold", frozenset({("coworker-image-consent", "on-record")})),
    "07-staff-are-no-students.txt": ("clear", frozenset()),
    "08-teacher-or-student.txt": ("review", frozenset({("student-name", "namesake")})),
    "09-ordinary-words.txt": ("clear", frozenset()),
    "10-two-of-one-name.txt": ("hold", frozenset({("student-name", "roster")})),
    "11-spokesperson.txt": ("clear", frozenset({("notice", "authorized")})),
    "12-not-any-more.txt": ("hold", frozenset({("spokesperson-claim", "default"), ("notice", "not-authorized")})),
    "13-unapproved-page.txt": (
        "hold", frozenset({("unregistered-account", "own-unapproved"), ("account-profile", "own")}),
    ),
    "14-new-page.txt": ("hold", frozenset({("unregistered-account", "unlisted"), ("account-profile", "default")})),
    "15-page-by-name.txt": ("clear", frozenset()),
}  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Report:
    before = Path.cwd()
    os.chdir(FERNHOLLOW)
    try:
        district = settings.load(Path("postcheck.yaml"))
        return journey.check(journey.Settings(("drafts",), district=district))
    finally:
        os.chdir(before)


def said(checked: Checked) -> frozenset[tuple[str, str]]:
    found = checked.judgement
    return frozenset(
        [
            *((each.check, each.wording) for each in (*found.findings, *found.confirmations)),
            *(("notice", each.id) for each in found.notices),
        ]
    )


def test_every_draft_gets_what_its_records_say(report: Report) -> None:
    got = {Path(each.draft.path).name: (each.verdict, said(each)) for each in report.drafts}
    assert got == dict(CASES)


def test_a_finding_on_a_refusal_is_marked_so_that_no_waiver_takes_it(report: Report) -> None:
    marked = {
        Path(each.draft.path).name
        for each in report.drafts
        for finding in each.judgement.findings
        if "refused" in finding.slots
    }
    assert marked == {"01-on-the-list.txt", "04-refused-picture.txt", "06-co-worker.txt"}


def test_the_report_word_by_word(report: Report) -> None:
    out = io.StringIO()
    terminal.write(report, Page(out, masked=False, colour=False, width=100))
    made = "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
    if os.environ.get("UPDATE_EXAMPLES"):
        EXPECTED.write_text(made, encoding="utf-8")
    assert made == EXPECTED.read_text(encoding="utf-8")
