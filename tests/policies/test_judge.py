"""Judging: severity drops one step, once; permits lift within their own policy; what nobody said is assumed and told."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest

from postcheck.model.check import Match
from postcheck.model.context import Context
from postcheck.model.draft import Draft, Part, Picture, Piece
from postcheck.model.policy import Binds, Clause, Policy, Service
from postcheck.policies.judge import allowed, judge

TEXT = "Some words of a draft."
DRAFT = Draft(
    "draft.txt", TEXT, (Part("text", TEXT, (Piece(0, 0, len(TEXT)),)),), pictures=(Picture("a.jpg", "a.jpg"),)
)


def clause(key: str = "1", check: str = "c", service: Service | None = None, **more: Any) -> Clause:
    values: dict[str, Any] = {
        "policy": "P", "id": key, "kind": "detect", "asks": "asks", "binds": Binds(), "reading": None, "at": None,
        "permits": frozenset(), "planned": (), "examples": (),
        "checks": MappingProxyType({check: service or Service("error")}),
    }  # fmt: skip
    return Clause(**{**values, **more})


def policy(*clauses: Clause, key: str = "P") -> Policy:
    return Policy(key, "title", "district", clauses, "digest", "p.yaml")


def match(**more: Any) -> Match:
    return Match(**{"check": "c", "part": 0, "start": 5, "end": 10, "confidence": "likely", **more})


def severity(one: Clause, seen: Match, context: Context | None = None) -> str | None:
    findings, asked = judge(DRAFT, context or Context(), [seen], [policy(one)])
    return findings[0].severity if findings else "asked" if asked else None


CLASSROOM = Binds(account=frozenset({"classroom"}))
RECORD = Service("error", record=True)


@pytest.mark.parametrize(
    ("one", "seen", "context", "expected"),
    [
        pytest.param(clause(), match(), Context(), "error", id="a likely match under a must is an error"),
        pytest.param(clause(), match(confidence="possible"), Context(), "warning", id="a possible match is one milder"),
        pytest.param(clause(service=RECORD), match(), Context(), "warning", id="an unanswered record is one milder"),
        pytest.param(clause(service=RECORD), match(answer="no"), Context(), "error", id="a no never drops"),
        pytest.param(clause(service=RECORD), match(answer="yes"), Context(), None, id="a yes lifts"),
        pytest.param(clause(service=RECORD), match(answer="unwritten"), Context(), None, id="an unwritten yes is enough"),
        pytest.param(
            clause(service=Service("error", record=True, written=True)), match(answer="unwritten"), Context(), "error",
            id="an unwritten yes is not enough where it must be written",
        ),
        pytest.param(clause(binds=CLASSROOM), match(), Context(), "warning", id="an assumed account is one milder"),
        pytest.param(clause(binds=CLASSROOM), match(), Context(account="classroom"), "error", id="a bound account is full"),
        pytest.param(clause(binds=CLASSROOM), match(), Context(account="personal"), None, id="another account is not bound"),
        pytest.param(
            clause(service=RECORD, binds=CLASSROOM), match(confidence="possible"), Context(), "warning",
            id="three reasons drop once",
        ),
        pytest.param(
            clause(check="work-time", binds=CLASSROOM), match(check="work-time"), Context(), "asked",
            id="what means something on some accounts only is asked when nobody said whose page it is",
        ),
        pytest.param(
            clause(binds=Binds(frozenset({"pto"}), employees=frozenset({"pto"}))), match(),
            Context(account="pto", role="volunteer"), None, id="a volunteer's PTO page is not an employee's",
        ),
        pytest.param(
            clause(binds=Binds(frozenset({"pto"}), employees=frozenset({"pto"}))), match(),
            Context(account="pto", role="teacher"), "error", id="a teacher's PTO page is an employee's",
        ),
        pytest.param(
            clause(service=Service("error", events="lift")), match(), Context(setting="public-event"), None,
            id="a public event lifts",
        ),
        pytest.param(
            clause(service=Service("error", events="confirm")), match(), Context(setting="public-event"), "asked",
            id="a public event makes it a question",
        ),
        pytest.param(
            clause(service=Service("error", tags=frozenset({"t"}))), match(), Context(), None,
            id="a clause that wants a tag passes over matches without it",
        ),
        pytest.param(
            clause(service=Service("error", authorization="spokesperson")), match(),
            Context(authorizations=frozenset({("spokesperson", "superintendent")})), None, id="an authorized author may",
        ),
        pytest.param(
            clause(service=Service("error", authorization="spokesperson", granted_by=frozenset({"superintendent"}))), match(),
            Context(authorizations=frozenset({("spokesperson", "a friend")})), "error",
            id="an authorization by somebody else is none",
        ),
    ],
)  # fmt: skip
def test_what_a_clause_makes_of_a_match(one: Clause, seen: Match, context: Context, expected: str | None) -> None:
    assert severity(one, seen, context) == expected


def test_a_permit_lifts_the_clauses_of_its_own_policy_only() -> None:
    permit = clause("C1", kind="permit", checks=MappingProxyType({}), permits=frozenset({"c"}))
    other = clause("9", policy="Q")
    findings, _ = judge(DRAFT, Context(), [match()], [policy(clause(), permit), policy(other, key="Q")])
    assert [(each.policy, each.clause) for each in findings[0].citations] == [("Q", "9")]


def test_every_broken_clause_is_cited_the_gravest_first_then_the_most_specific() -> None:
    mild = clause("2", service=Service("warning"))
    broad = clause("3", checks=MappingProxyType({"c": Service("error"), "d": Service("error")}))
    planned = clause("4", planned=("d", "e"))
    general = clause("5", general=True)
    findings, _ = judge(DRAFT, Context(), [match()], [policy(general, planned, broad, mild, clause())])
    assert findings[0].severity == "error"
    cited = [(each.clause, each.severity) for each in findings[0].citations]
    assert cited == [("1", "error"), ("3", "error"), ("4", "error"), ("5", "error"), ("2", "warning")]


def test_the_districts_own_severity_is_final() -> None:
    findings, _ = judge(DRAFT, Context(), [match()], [policy(clause())], {"c": "note"})
    assert findings[0].severity == "note"


def test_a_place_is_worked_out_from_offsets() -> None:
    findings, _ = judge(DRAFT, Context(), [match()], [policy(clause())])
    place = findings[0].place
    assert (place.line, place.column, place.end_column, place.start, place.end) == (1, 6, 11, 5, 10)


def test_a_finding_about_a_picture_named_beside_the_draft_has_the_pictures_path() -> None:
    findings, _ = judge(DRAFT, Context(), [match(part=None, picture=0)], [policy(clause())])
    assert (findings[0].place.file, findings[0].place.line) == ("a.jpg", None)


def test_an_author_whom_the_record_does_not_authorize_is_an_answer() -> None:
    one = clause(service=Service("error", record=True, authorization="spokesperson"))
    assert severity(one, match(), Context()) == "warning"
    assert severity(one, match(), Context(denials=MappingProxyType({"spokesperson": "ended"}))) == "error"


def test_a_public_event_lifts_no_refusal_on_record() -> None:
    one = clause(service=Service("error", record=True, events="lift"))
    seen = match(answer="no", tags=frozenset({"refused"}))
    assert severity(one, seen, Context(setting="public-event")) == "error"


def test_what_a_record_allows_is_said_with_its_place() -> None:
    one = policy(clause(service=Service("error", record=True, authorization="spokesperson")))
    may = Context(
        authorizations=frozenset({("spokesperson", "superintendent")}),
        grants=MappingProxyType({"spokesperson": "row 2"}),
    )
    may_not = Context(denials=MappingProxyType({"spokesperson": "ended"}))
    assert [each.message for each in allowed([match()], [one], may)] == ["Allowed by a record (spokesperson): row 2."]
    assert [each.id for each in allowed([match()], [one], may_not)] == ["not-authorized"]
    assert allowed([match(check="other")], [one], may) == ()
