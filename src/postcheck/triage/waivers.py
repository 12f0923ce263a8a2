"""Accepting findings: which waivers hold, what they accept, and a sentence about each that accepts nothing.

A waiver accepts a finding only when it is of the same check and place, and every clause that the finding cites takes its
kind. It never accepts what rests on a refusal, nor what the law makes one report. One that is expired, unapproved or not
well formed, or that repeats the words it is about, accepts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from postcheck.config.shape import nearest
from postcheck.model.check import Check
from postcheck.model.draft import Draft, Waiver
from postcheck.model.finding import Finding, Judgement, Notice, Standing, Waived
from postcheck.model.place import Place
from postcheck.model.policy import WAIVER_KINDS, Clause

_SHORT = 60  # characters; what is longer is a sentence, and a reason may well share words with it
_WORD = re.compile(r"[^\W\d_]{3,}")


class Law(NamedTuple):
    """What waivers are measured by: the clauses and checks of the run, and the day on which they must hold."""

    clauses: Mapping[tuple[str, str], Clause]
    checks: Mapping[str, Check]
    today: date


def accept(
    judged: Judgement, draft: Draft, waivers: Iterable[Waiver], law: Law, names: Callable[[], Collection[str]]
) -> Judgement:
    """The judgement with what is accepted set apart. `names` gives the names of the people found in the draft."""
    waivers = tuple(waivers)
    if not waivers:
        return judged
    people = names()
    findings = [each for each in judged.findings if not _only_of_a_reason(each, waivers, law.checks)]
    taken: dict[int, Waiver] = {}
    standings: list[Standing] = []
    for waiver in waivers:
        standing = unsound(waiver, law) or _repeating(waiver, findings, people, draft)
        if standing is None:
            meant = {at: each for at, each in enumerate(findings) if _speaks_of(waiver, each, draft)}
            refused = {at: why for at, each in meant.items() if (why := _refused(waiver, each, law.clauses))}
            accepted = meant.keys() - refused.keys()
            for at in accepted:
                taken.setdefault(at, waiver)
            standing = _standing(waiver, bool(accepted), list(refused.values()))
        standings.append(standing)
    return replace(
        judged,
        findings=tuple(each for at, each in enumerate(findings) if at not in taken),
        waived=tuple(Waived(findings[at], taken[at]) for at in sorted(taken)),
        notices=(*judged.notices, *(notice(each) for each in standings if each.says and not each.waiver.drafts)),
        standings=tuple(standings),
    )


def unsound(waiver: Waiver, law: Law) -> Standing | None:
    """What is wrong with a waiver whatever is found; None when it may accept something."""
    if waiver.fault:
        return Standing(waiver, "malformed", f"{_where(waiver)} accepts nothing: {waiver.fault}.")
    if waiver.check not in law.checks:
        known = nearest(waiver.check, sorted(law.checks)).replace("; known are", "; checks are")
        return _malformed(waiver, f"there is no such check{known}".rstrip(".?") + ".")
    if waiver.kind not in WAIVER_KINDS:
        return _malformed(waiver, f"its kind is not one of {', '.join(WAIVER_KINDS)}.")
    if not _WORD.search(waiver.reason):
        return _malformed(waiver, "it gives no reason. Say in a few words why.")
    until = _day(waiver.until)
    if waiver.until and until is None:
        return _malformed(waiver, "its date is no day of the calendar. Write it as 2027-06-30.")
    if law.checks[waiver.check].disclosure:
        return Standing(
            waiver, "not taken", f"{_said(waiver)} accepts nothing: the law asks for a report. Take it out."
        )
    if waiver.kind == "exempted" and not (waiver.approver and until):
        lacks = "who approved it and until when" if not (waiver.approver or until) else ""
        lacks = lacks or ("until when" if waiver.approver else "who approved it")
        return Standing(waiver, "unapproved", f"{_said(waiver)} accepts nothing: 'exempted' needs to say {lacks}.")
    if until and until < law.today:
        says = f"{_said(waiver)} ended on {waiver.until} and accepts nothing. Look again, then renew it or take it out."
        return Standing(waiver, "expired", says)
    return None


def notice(standing: Standing) -> Notice:
    """A waiver's standing as a notice."""
    waiver = standing.waiver
    place = Place("hidden" if waiver.origin == "comment" else "post", waiver.file, waiver.at) if waiver.file else None
    if place is not None and waiver.origin == "csv":
        place = Place("post", waiver.file, name=f"row {waiver.at}")  # of a table, whose rows are no lines
    return Notice(f"waiver-{standing.state.replace(' ', '-')}", standing.says, place)


def _standing(waiver: Waiver, used: bool, refused: list[str]) -> Standing:
    if refused:
        says = f"{_said(waiver)} does not accept all that it speaks of: {refused[0]}"
        return Standing(waiver, "used" if used else "not taken", says)
    if used:
        return Standing(waiver, "used")
    return Standing(waiver, "unused", f"{_said(waiver)} accepts nothing: no such thing is found there. Take it out.")


def _refused(waiver: Waiver, finding: Finding, clauses: Mapping[tuple[str, str], Clause]) -> str | None:
    """Why a finding of the waiver's check and place is not accepted; None when it is."""
    if finding.refused:
        return "somebody has refused, and a waiver does not overrule that."
    for cited in finding.citations:
        clause = clauses[cited.policy, cited.clause]
        name = f"{cited.policy} {cited.clause}"
        if waiver.kind not in clause.waivers:
            kinds = " or ".join(kind for kind in WAIVER_KINDS if kind in clause.waivers) or "no waiver at all"
            return f"{name} takes {kinds}, not '{waiver.kind}'."
        if waiver.kind == "exempted" and not _approves(waiver.approver or "", clause.approvers):
            return f"under {name} it is for {' or '.join(clause.approvers)} to approve."
    return None


def _approves(said: str, approvers: Iterable[str]) -> bool:
    """Whether the approver named is, or holds, one of the offices ("Awa Ndiaye, principal")."""
    return any(re.search(rf"\b{re.escape(each)}\b", said, re.IGNORECASE) for each in approvers)


def _speaks_of(waiver: Waiver, finding: Finding, draft: Draft) -> bool:
    place = finding.place
    if finding.check != waiver.check:
        return False
    if waiver.line is not None and place.line != waiver.line:
        return False
    return waiver.picture is None or _is_about(place, waiver.picture, draft)


def _is_about(place: Place, picture: str, draft: Draft) -> bool:
    """Whether a place is that of the named picture: the picture itself, its reference, or a part about it."""
    for number, each in enumerate(draft.pictures):
        if picture not in (each.file, each.path, PurePosixPath(each.file).name):
            continue
        if place.index is not None and place.part != "post":
            if draft.parts[place.index].picture == number:
                return True
        elif each.reference is not None and place.start is not None:
            if (place.start, place.end) == each.reference:
                return True
        elif place.part == "filename" and place.name == each.file:
            return True
    return False


def _only_of_a_reason(finding: Finding, waivers: Iterable[Waiver], checks: Mapping[str, Check]) -> bool:
    """Whether a finding only rests on the wording of a waiver's own comment, which says why it is no floor plan, say.

    Names and words that stand there are published with it, and stay findings.
    """
    check = checks.get(finding.check)
    if check is None or check.personal or check.kind == "terms":
        return False
    return any(each.check == finding.check and _inside(finding.place, each) for each in waivers)


def _inside(place: Place, waiver: Waiver) -> bool:
    if waiver.span is None or place.start is None or place.end is None:
        return False
    return waiver.span[0] <= place.start and place.end <= waiver.span[1]


def _repeating(waiver: Waiver, findings: Iterable[Finding], people: Collection[str], draft: Draft) -> Standing | None:
    """A waiver that says what it should not: a name of the draft's people, or the very words that it is about."""
    says = f"{_said(waiver)} accepts nothing: its reason repeats a name or the words that it is about. Say why without them."
    said = Standing(waiver, "repeats", says)
    if any(_inside(each.place, waiver) for each in findings) or any(_names(waiver.reason, name) for name in people):
        return said
    for finding in findings:
        place = finding.place
        if _speaks_of(waiver, finding, draft) and place.index is not None and place.words is not None:
            words = draft.parts[place.index].text[slice(*place.words)]
            if len(words) <= _SHORT and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", waiver.reason, re.IGNORECASE):
                return said
    return None


def _names(text: str, name: str) -> bool:
    """Whether a text holds a name, or one capitalized word of it."""
    if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
        return True
    return bool({each for each in _WORD.findall(name) if each[0].isupper()} & set(_WORD.findall(text)))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _malformed(waiver: Waiver, what: str) -> Standing:
    return Standing(waiver, "malformed", f"{_where(waiver)} accepts nothing: {what}")


def _said(waiver: Waiver) -> str:
    return f"The waiver of {waiver.check} ({_stands(waiver)})"


def _where(waiver: Waiver) -> str:
    return f"The waiver in {_stands(waiver)}"


def _stands(waiver: Waiver) -> str:
    return f"{waiver.file}, {'row' if waiver.origin == 'csv' else 'line'} {waiver.at}" if waiver.at else waiver.file
