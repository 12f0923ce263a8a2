"""Judging: which clauses of which policies a match breaks in this draft's context, and how gravely.

Each policy is judged by itself; none overrides another. Severity drops one step, once, whatever the number of reasons:
a possible match, a record that nobody has, a clause that binds only by an assumption about what nobody said, or words
that nobody means to publish (a comment in a Word file).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from postcheck.model.check import REFUSED, Match
from postcheck.model.context import Context
from postcheck.model.draft import Draft
from postcheck.model.finding import Citation, Confirmation, Finding, Notice
from postcheck.model.place import Lines, Place
from postcheck.model.policy import SEVERITIES, Binds, Clause, Policy, Service, Severity, lowered

ASKED_WHEN_UNKNOWN = frozenset({"missing-disclaimer", "personal-expression", "work-time", "district-email"})
"""Checks that mean something on some accounts only: when nobody said whose page it is, they are asked, not found."""


class Ruling(NamedTuple):
    """What one clause makes of one match: a finding's citation, or a thing to confirm. `breadth` is the clause's."""

    citation: Citation
    confirm: bool
    breadth: tuple[bool, int]


def judge(
    draft: Draft,
    context: Context,
    matches: Iterable[Match],
    policies: Iterable[Policy],
    severities: Mapping[str, Severity] | None = None,
) -> tuple[tuple[Finding, ...], tuple[Confirmation, ...]]:
    """The findings and confirmations of a draft's matches. `severities` are the district's own, by check, and final.

    A finding cites the gravest clause first, of equally grave ones the most specific, then in the order of the policies.
    """
    lines = Lines.of(draft.source)
    findings: list[Finding] = []
    asked: dict[tuple[str, str], Confirmation] = {}
    policies = tuple(policies)
    for match in matches:
        rulings = [
            ruling
            for policy in policies
            for clause in policy.clauses
            if (ruling := _rule(clause, policy, match, context, draft)) is not None
        ]
        rulings.sort(key=lambda each: (-SEVERITIES.index(each.citation.severity), each.breadth))
        place = locate(draft, match, lines)
        citations = tuple(ruling.citation for ruling in rulings if not ruling.confirm)
        if citations:
            severity = (severities or {}).get(match.check, citations[0].severity)
            findings.append(
                Finding(
                    match.check, severity, match.confidence, match.wording, match.slots, place, citations,
                    refused=REFUSED in match.tags,
                )
            )  # fmt: skip
            continue
        if rulings:  # one question a draft, whatever the number of places and clauses that ask it
            asked.setdefault(
                (match.check, match.wording),
                Confirmation(match.check, match.wording, match.slots, place, rulings[0].citation),
            )
    return tuple(findings), tuple(asked.values())


def _rule(clause: Clause, policy: Policy, match: Match, context: Context, draft: Draft) -> Ruling | None:
    service = clause.checks.get(match.check)
    if service is None or (service.tags and not service.tags & match.tags):
        return None
    if _lifted(policy, match, context) or (match.answer == "yes" and (service.record or service.written)):
        return None
    if match.answer == "unwritten" and not service.written:
        return None
    assumed = _bound(clause.binds, context)
    narrower = _bound(service.binds, context) if service.binds else ()
    if assumed is None or narrower is None:
        return None
    if service.authorization and _authorized(service, context):
        return None
    confirm = service.confirm or "ask" in match.tags
    if service.events and REFUSED not in match.tags and _public_event(match, context, draft):
        if service.events == "lift":
            return None
        confirm = True
    unsure = (*assumed, *narrower)
    if "account" in unsure and match.check in ASKED_WHEN_UNKNOWN:
        confirm = True
    severity = service.severity
    if match.confidence == "possible" or unsure or _unanswered(service, match, context) or _leftover(match, draft):
        severity = lowered(severity)
    citation = Citation(clause.policy, clause.id, severity, tuple(dict.fromkeys(unsure)))
    return Ruling(citation, confirm, clause.breadth)


def _authorized(service: Service, context: Context) -> bool:
    """Whether the author may do it by a record that somebody granted whom the clause names."""
    return any(
        what == service.authorization and (not service.granted_by or by in service.granted_by)
        for what, by in context.authorizations
    )


def _unanswered(service: Service, match: Match, context: Context) -> bool:
    """Whether a record was to decide and nobody has it; that an author is not on the list of the authorized is an answer."""
    if service.authorization in context.denials:
        return False
    return service.record and match.answer in (None, "unknown")


def _leftover(match: Match, draft: Draft) -> bool:
    """Whether the words are not meant for publication: a comment or a tracked deletion in a Word file."""
    return match.part is not None and draft.parts[match.part].leftover


def allowed(matches: Iterable[Match], policies: Iterable[Policy], context: Context) -> tuple[Notice, ...]:
    """What an authorization on record allows in this draft, or does not any more, each said once with its place."""
    seen = {match.check for match in matches}
    asked = {
        (service.authorization, _authorized(service, context))
        for policy in policies
        for clause in policy.clauses
        for check, service in clause.checks.items()
        if service.authorization and check in seen and _bound(clause.binds, context) is not None
    }
    notices = []
    for what, held in sorted(asked):
        if held and what in context.grants:
            notices.append(Notice("authorized", f"Allowed by a record ({what}): {context.grants[what]}."))
        elif not held and what in context.denials:
            notices.append(Notice("not-authorized", f"Not allowed by the records ({what}): {context.denials[what]}."))
    return tuple(notices)


def _lifted(policy: Policy, match: Match, context: Context) -> bool:
    """Whether a permit of the same policy lifts the match."""
    return any(
        match.check in clause.permits and _bound(clause.binds, context) == ()
        for clause in policy.clauses
        if clause.kind == "permit"
    )


def _bound(binds: Binds, context: Context) -> tuple[str, ...] | None:
    """What must be assumed for these bounds to hold: nothing when they hold, None when they do not."""
    if binds.audience and (context.audience or "public") not in binds.audience:
        return None
    if binds.account is None:
        return ()
    if context.account is None:
        return ("account",)
    if context.account not in binds.account:
        return None
    if context.account in binds.employees and not context.employee:
        return None
    return ()


def _public_event(match: Match, context: Context, draft: Draft) -> bool:
    """Whether the match speaks of a picture taken at a public event: its own setting, else the draft's."""
    own = draft.pictures[match.picture].setting if match.picture is not None else None
    return own == "public-event" if own else context.public_event


def locate(draft: Draft, match: Match, lines: Lines) -> Place:
    """Where a match stands, in the file's own offsets, lines and columns."""
    if match.picture is not None and match.fact is not None:
        picture = draft.pictures[match.picture]
        tag = picture.facts[match.fact].tag
        return Place("metadata", picture.path or picture.file, name=f"{picture.file}, {tag}")
    if match.part is None and match.picture is not None:
        return _picture_place(draft, match.picture, lines, "sidecar" in match.tags)
    if match.part is None or "whole" in match.tags:
        words = (match.start, match.end) if match.part is not None else None
        return Place("post", draft.path, index=match.part, words=words)
    part = draft.parts[match.part]
    span = part.source(match.start, match.end)
    words = (match.start, match.end)
    if span is None:
        name = part.called(match.start)
        return Place(part.kind, part.file or draft.path, name=name, index=match.part, words=words)
    return _span_place(draft, part.kind, span, lines, match.part, words)


def _picture_place(draft: Draft, number: int, lines: Lines, beside: bool) -> Place:
    picture = draft.pictures[number]
    if picture.reference is not None and not beside:
        return _span_place(draft, "text", picture.reference, lines)
    if picture.place is not None:
        return Place("filename", draft.path, name=picture.place)
    return Place("filename", picture.path or picture.file, name=picture.file)


def _span_place(
    draft: Draft,
    kind: str,
    span: tuple[int, int],
    lines: Lines,
    index: int | None = None,
    words: tuple[int, int] | None = None,
) -> Place:
    line, column = lines.at(span[0])
    end_line, end_column = lines.at(span[1])
    name = draft.parts[index].name if index is not None else None
    return Place(kind, draft.path, line, column, end_line, end_column, *span, name, index, words)
