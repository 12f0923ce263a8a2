"""`postcheck waivers PATH...`: what is accepted in drafts and settings, why, by whom, and whether it still holds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from postcheck import run as journey
from postcheck.commands.check import is_private
from postcheck.config import settings
from postcheck.config.settings import District
from postcheck.model.draft import Draft, Waiver
from postcheck.model.finding import Standing
from postcheck.model.report import Checked, Report
from postcheck.reporters.accepted import told
from postcheck.reporters.fill import Range, clean
from postcheck.triage import settings_waivers
from postcheck.triage.waivers import Law

STATES = {
    "used": "holds", "unused": "accepts nothing", "expired": "ended", "unapproved": "not approved",
    "malformed": "not well formed", "repeats": "repeats its words", "not taken": "not taken by the policy",
}  # fmt: skip


def show(paths: tuple[str, ...], config: Path | None) -> int:
    """Print every waiver with its state. Exit 1 when one of them accepts nothing, 2 when a draft cannot be checked."""
    path = config or settings.find([Path(each) for each in paths])
    district = settings.load(path) if path else District()
    asked = journey.Settings(paths=paths, district=district)
    report = journey.check(asked)
    law = Law(report.clauses, report.checks, asked.today)
    count = wrong = 0
    for waiver, standing, checked in _every(report, district, law):
        hidden = None if is_private() else checked.judgement.personal if checked else ()
        _print(waiver, standing, checked.draft if checked else Draft("", "", ()), hidden)
        count += 1
        wrong += standing is not None and standing.state != "used"
    print(_counted(count, wrong))
    unexamined = [each for checked in report.drafts for each in checked.judgement.unexamined]
    for each in unexamined:
        print(f"postcheck: {each.file}: {each.why} {each.suggestion}", file=sys.stderr)
    for failure in report.failures:
        print(f"postcheck: {failure}", file=sys.stderr)
    return 2 if unexamined or report.failures else int(bool(wrong))


def _counted(count: int, wrong: int) -> str:
    if not count:
        return "Nothing is accepted here."
    many = "1 waiver" if count == 1 else f"{count} waivers"
    return f"{many}, of which {wrong} need{'s' if wrong == 1 else ''} a look." if wrong else f"{many}; nothing to mend."


def _every(report: Report, district: District, law: Law) -> Iterator[tuple[Waiver, Standing | None, Checked | None]]:
    for checked in report.drafts:
        for standing in checked.judgement.standings:
            if standing.waiver.drafts is None:
                yield standing.waiver, standing, checked
    overall = settings_waivers.standings(district.waivers, law, (each.judgement for each in report.drafts))
    for waiver, found in zip(district.waivers, overall, strict=True):
        yield waiver, found, None


def _print(waiver: Waiver, standing: Standing | None, draft: Draft, hidden: tuple[Range, ...] | None) -> None:
    state = STATES[standing.state] if standing else "speaks of none of these drafts"
    print(f"{clean(waiver.file)}{f':{waiver.at}' if waiver.at else ''}: {state}")
    if standing is None or standing.state != "malformed":  # what is not well formed may hold a name in the wrong place
        by = f" by {told(waiver.approver, draft, hidden)}" if waiver.approver else ""
        until = f" until {waiver.until}" if waiver.until else ""
        of = f" in {waiver.drafts}" if waiver.drafts else f" on line {waiver.line}" if waiver.line else ""
        print(f"    {waiver.check}{of}, as {waiver.kind}{by}{until}: {told(waiver.reason, draft, hidden)}")
    if standing and standing.says:
        print(f"    {clean(standing.says)}")
