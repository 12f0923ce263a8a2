"""Sorting what was found in a draft: the same place is said once, and everything stands in the draft's order."""

from __future__ import annotations

from collections.abc import Iterable

from postcheck.model.draft import Draft
from postcheck.model.finding import Confirmation, Finding, Judgement
from postcheck.model.policy import SEVERITIES


def sort(
    draft: Draft,
    findings: Iterable[Finding],
    confirmations: Iterable[Confirmation],
    personal: tuple[tuple[int, int, int], ...] = (),
) -> Judgement:
    """The judgement of a draft. Of two findings of a check, one inside the other, the graver is kept, else the outer."""
    kept: list[Finding] = []
    last: dict[str, int] = {}  # where each check's latest finding stands in `kept`
    for finding in sorted(findings, key=_order):
        at = last.get(finding.check)
        if at is not None and _within(finding, kept[at]):
            if SEVERITIES.index(finding.severity) > SEVERITIES.index(kept[at].severity):
                kept[at] = finding
            continue
        last[finding.check] = len(kept)
        kept.append(finding)
    return Judgement(
        findings=tuple(sorted(kept, key=_order)),
        personal=personal,
        confirmations=tuple(confirmations),
        unexamined=draft.unexamined,
    )


def _order(finding: Finding) -> tuple[bool, str, int, int, int, int, str]:
    place = finding.place
    start = place.start if place.start is not None else (place.words or (0, 0))[0]
    end = place.end if place.end is not None else (place.words or (0, 0))[1]
    grave = -SEVERITIES.index(finding.severity)
    part = -1 if place.line or place.index is None else place.index  # where offsets are of a part, parts come in order
    return place.part == "post", "" if place.line else place.file, part, start, -end, grave, finding.check


def _within(inner: Finding, outer: Finding) -> bool:
    a, b = inner.place, outer.place
    if (a.file, a.part == "post") != (b.file, b.part == "post"):
        return False
    if a.start is None or b.start is None:
        if a.part != "post" and a.index == b.index is not None and a.words and b.words:
            return b.words[0] <= a.words[0] and a.words[1] <= b.words[1]
        if a.name != b.name:
            return False
        return a.part == b.part and a.index == b.index and a.words == b.words and inner.slots == outer.slots
    assert a.end is not None and b.end is not None
    return b.start <= a.start and a.end <= b.end
