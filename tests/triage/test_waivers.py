"""Accepting findings: every state of a waiver, and that none hides what it does not speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.model.check import Check, Wording
from postcheck.model.draft import Draft, Part, Picture, Piece, Waiver
from postcheck.model.finding import Citation, Finding, Judgement
from postcheck.model.place import Place
from postcheck.model.policy import Binds, Clause, Service
from postcheck.triage.waivers import Law, accept

TODAY = date(2026, 9, 1)
TEXT = "Mateo Villarreal won.\nWhat a darn day.\n"
DRAFT = Draft(
    "draft.md",
    TEXT,
    (
        Part("text", TEXT, (Piece(0, 0, len(TEXT)),)),
        Part("alt", "A map of the east wing", picture=0),
        Part("hidden", "x" * 40, (Piece(0, 100, 140),)),
    ),
    pictures=(Picture("photos/map.jpg", "photos/map.jpg"), Picture("b.jpg", "b.jpg", reference=(60, 70))),
)


def check(name: str, kind: str, personal: bool) -> Check:
    said = MappingProxyType({"default": Wording("m", "b", "s")})
    return Check(name, kind, name, "w", "w", "i", personal, said, None, (), f"{name}.yaml")


CHECKS = {
    "student-name": check("student-name", "people", True),
    "profanity": check("profanity", "terms", False),
    "floor-plan": check("floor-plan", "wording", False),
    "child-in-danger": replace(check("child-in-danger", "wording", False), disclosure=True),
}


def clause(key: str, **more: Any) -> Clause:
    values: dict[str, Any] = {
        "policy": "P", "id": key, "kind": "detect", "asks": "a", "binds": Binds(), "reading": None, "at": None,
        "checks": {name: Service("error") for name in CHECKS}, "permits": frozenset(), "planned": (), "examples": (),
    }  # fmt: skip
    return Clause(**{**values, **more})


CLAUSES = {
    ("P", "open"): clause("open"),
    ("P", "strict"): clause("strict", waivers=frozenset({"mistaken"})),
    ("P", "none"): clause("none", waivers=frozenset()),
    ("P", "exempt"): clause(
        "exempt", waivers=frozenset({"mistaken", "consented", "exempted"}), approvers=("principal",)
    ),
}
LAW = Law(CLAUSES, CHECKS, TODAY)


def finding(name: str = "student-name", cites: str = "open", **place: Any) -> Finding:
    at: dict[str, Any] = {
        "part": "text",
        "file": "draft.md",
        "line": 1,
        "start": 0,
        "end": 16,
        "index": 0,
        "words": (0, 16),
    }
    cited = tuple(Citation("P", each, "error") for each in cites.split())
    return Finding(name, "error", "likely", "default", MappingProxyType({}), Place(**{**at, **place}), cited)


DARN = finding("profanity", line=2, start=29, end=33, words=(29, 33))
PLAN = finding("floor-plan", part="alt", line=None, start=None, end=None, index=1, words=(0, 22))


def waiver(**more: Any) -> Waiver:
    values: dict[str, Any] = {
        "check": "student-name", "kind": "mistaken", "reason": "a street, not a child", "origin": "sidecar",
        "file": "draft.md.yml", "at": 2,
    }  # fmt: skip
    return Waiver(**{**values, **more})


def state(one: Waiver, found: Finding | None = None, law: Law = LAW) -> tuple[str, bool]:
    """The waiver's state, and whether it accepted the finding."""
    judged = accept(Judgement((found or finding(),)), DRAFT, (one,), law, lambda: {"Mateo Villarreal", "Bo Li"})
    (standing,) = judged.standings
    assert len(judged.findings) + len(judged.waived) == 1
    assert bool(judged.notices) == bool(standing.says) == (standing.state != "used")
    return standing.state, bool(judged.waived)


EXEMPT: Mapping[str, Any] = {"kind": "exempted", "approver": "principal", "until": "2026-12-31"}


@pytest.mark.parametrize(
    ("one", "found", "expected"),
    [
        pytest.param(waiver(), None, "used", id="a mistake that is named is accepted"),
        pytest.param(waiver(kind="consented", reason="release 2026-14"), None, "used", id="a paper that is named is believed"),
        pytest.param(waiver(until="2026-09-01"), None, "used", id="a waiver holds on its last day"),
        pytest.param(waiver(until="2026-08-31"), None, "expired", id="a day later it has ended"),
        pytest.param(waiver(until="2026-02-30"), None, "malformed", id="a day that no calendar has"),
        pytest.param(waiver(check="student-nam"), None, "malformed", id="a check that nobody knows"),
        pytest.param(waiver(kind="ignored"), None, "malformed", id="a kind that nobody knows"),
        pytest.param(waiver(reason=""), None, "malformed", id="no reason"),
        pytest.param(waiver(reason=" - "), None, "malformed", id="a reason that says nothing"),
        pytest.param(waiver(fault="write it as ..."), None, "malformed", id="a directive that cannot be read"),
        pytest.param(waiver(line=2), None, "unused", id="nothing stands on its line"),
        pytest.param(waiver(line=1), None, "used", id="it stands on its line"),
        pytest.param(waiver(check="profanity"), None, "unused", id="another check"),
        pytest.param(waiver(picture="photos/map.jpg"), None, "unused", id="a picture that the finding is not about"),
        pytest.param(waiver(check="floor-plan", picture="map.jpg"), PLAN, "used", id="a picture by its name"),
        pytest.param(waiver(check="floor-plan", picture="b.jpg"), PLAN, "unused", id="the other picture"),
        pytest.param(waiver(), finding(cites="strict"), "used", id="a clause that takes mistakes only"),
        pytest.param(waiver(kind="consented"), finding(cites="strict"), "not taken", id="a clause that takes no papers"),
        pytest.param(waiver(kind="consented"), finding(cites="open strict"), "not taken", id="one of two clauses does not"),
        pytest.param(waiver(), finding(cites="open none"), "not taken", id="a clause that takes no waiver at all"),
        pytest.param(waiver(**EXEMPT), finding(cites="exempt"), "used", id="an exemption by the named office"),
        pytest.param(
            waiver(**{**EXEMPT, "approver": "A. Ndiaye, Principal"}), finding(cites="exempt"), "used",
            id="an exemption by a person of that office",
        ),
        pytest.param(waiver(**EXEMPT), finding(), "not taken", id="an exemption where the file names no office"),
        pytest.param(
            waiver(**{**EXEMPT, "approver": "coach"}), finding(cites="exempt"), "not taken", id="an exemption by another office"
        ),
        pytest.param(waiver(**{**EXEMPT, "approver": None}), finding(cites="exempt"), "unapproved", id="nobody approved it"),
        pytest.param(waiver(**{**EXEMPT, "until": None}), finding(cites="exempt"), "unapproved", id="no day to look again"),
        pytest.param(
            waiver(**{**EXEMPT, "until": "2026-01-01"}), finding(cites="exempt"), "expired", id="the day to look again is past"
        ),
        pytest.param(waiver(reason="Mateo Villarreal is a street"), None, "repeats", id="it repeats the name"),
        pytest.param(waiver(reason="Villarreal is a street"), None, "repeats", id="it repeats a part of the name"),
        pytest.param(waiver(reason="bo li is a brand"), None, "repeats", id="it repeats another name of the draft"),
        pytest.param(waiver(check="profanity", reason="darn is in a song"), DARN, "repeats", id="it repeats the word"),
        pytest.param(waiver(check="profanity", reason="darning socks"), DARN, "used", id="a longer word is another word"),
        pytest.param(
            waiver(check="child-in-danger"), finding("child-in-danger"), "not taken", id="what the law makes one report"
        ),
        pytest.param(waiver(), replace(finding(), refused=True), "not taken", id="a refusal"),
    ],
)  # fmt: skip
def test_the_states_of_a_waiver(one: Waiver, found: Finding | None, expected: str) -> None:
    assert state(one, found) == (expected, expected == "used")


def test_a_waiver_of_a_line_never_accepts_what_is_missing_from_the_whole_post() -> None:
    assert state(waiver(line=1), finding(part="post", line=None, start=None, end=None)) == ("unused", False)


def comment(**more: Any) -> Waiver:
    return waiver(origin="comment", file="draft.md", at=3, line=2, span=(100, 140), **more)


def test_the_wording_of_a_comments_reason_is_no_finding_but_a_name_in_it_is() -> None:
    inside = {"part": "hidden", "line": 3, "start": 105, "end": 120, "index": 2, "words": (5, 20)}
    plan, name = finding("floor-plan", **inside), finding(**inside)
    judged = accept(Judgement((DARN, plan, name)), DRAFT, (comment(check="profanity"),), LAW, frozenset)
    assert judged.findings == (DARN, plan, name)
    assert [each.state for each in judged.standings] == ["repeats"]
    seen = finding("floor-plan", line=2, start=22, end=30, words=(22, 30))
    without = accept(Judgement((seen, plan)), DRAFT, (comment(check="floor-plan"),), LAW, frozenset)
    assert (without.findings, [each.finding for each in without.waived]) == ((), [seen])


def test_without_waivers_nothing_is_looked_up() -> None:
    judged = Judgement((finding(),))
    assert accept(judged, DRAFT, (), LAW, lambda: pytest.fail("the people were looked for")) is judged


CHECK_NAMES = st.sampled_from([*CHECKS, "nothing"])
LINES = st.one_of(st.none(), st.integers(1, 4))
WAIVERS = st.builds(
    Waiver,
    check=CHECK_NAMES,
    kind=st.sampled_from(["mistaken", "consented", "exempted", "?"]),
    reason=st.sampled_from(["", "a street", "Mateo", "release 14"]),
    origin=st.just("sidecar"),
    file=st.just("draft.md.yml"),
    at=st.integers(1, 9),
    line=LINES,
    picture=st.sampled_from([None, "photos/map.jpg", "b.jpg"]),
    approver=st.sampled_from([None, "principal"]),
    until=st.sampled_from([None, "2026-12-31", "2020-01-01"]),
    **dict.fromkeys(("drafts", "span", "fault"), st.none()),
)
FINDINGS = st.builds(
    lambda name, cites, line, picture: (
        replace(PLAN, check=name, citations=finding(cites=cites).citations)
        if picture
        else finding(name, cites, line=line, start=line * 10, end=line * 10 + 3, words=(1, 4))
    ),
    st.sampled_from(sorted(CHECKS)),
    st.sampled_from(["open", "strict", "none", "exempt", "open exempt"]),
    st.integers(1, 4),
    st.booleans(),
)


@given(st.lists(FINDINGS, max_size=6), st.lists(WAIVERS, max_size=4))
def test_a_waiver_never_hides_a_finding_of_another_check_or_place(found: list[Finding], given_: list[Waiver]) -> None:
    judged = accept(Judgement(tuple(found)), DRAFT, given_, LAW, lambda: {"Mateo Villarreal"})
    left = [id(each) for each in judged.findings]
    assert sorted([*left, *(id(each.finding) for each in judged.waived)]) == sorted(map(id, found))
    for each in judged.waived:
        one = each.waiver
        assert one.check == each.finding.check != "child-in-danger"
        assert one.line in (None, each.finding.place.line)
        assert one.picture is None or each.finding.place.part == "alt"
        assert all(one.kind in CLAUSES[cited.policy, cited.clause].waivers for cited in each.finding.citations)
        assert one.reason and "Mateo" not in one.reason and one.until != "2020-01-01"
        assert one.kind != "exempted" or (one.approver and one.until)
    assert len(judged.standings) == len(given_)
