"""Sorting: one finding a check and place, the graver of two, in the draft's order."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from postcheck.model.draft import Draft, Unexamined
from postcheck.model.finding import Finding
from postcheck.model.place import Place
from postcheck.model.policy import Severity
from postcheck.triage.sort import sort

DRAFT = Draft("draft.txt", "x" * 100, (), unexamined=(Unexamined("a.jpg", "missing", "put it there"),))


def finding(start: int, end: int, severity: Severity = "error", check: str = "c", part: str = "text") -> Finding:
    place = Place(part, "draft.txt", 1, start + 1, 1, end + 1, start, end, index=0, words=(start, end))
    return Finding(check, severity, "likely", "default", MappingProxyType({}), place, ())


OUTER, INNER = finding(0, 20), finding(5, 9)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param([INNER, OUTER], [OUTER], id="the outer of two of the same check"),
        pytest.param(
            [finding(0, 20, "warning"), INNER], [INNER], id="the graver, though it is the inner one"
        ),
        pytest.param([OUTER, finding(5, 9, check="d")], [OUTER, finding(5, 9, check="d")], id="two checks are two findings"),
        pytest.param([finding(30, 40), OUTER], [OUTER, finding(30, 40)], id="in the draft's order"),
        pytest.param([OUTER, OUTER], [OUTER], id="the same twice is one"),
        pytest.param([finding(0, 10), finding(5, 15)], [finding(0, 10), finding(5, 15)], id="what only overlaps is two"),
    ],
)  # fmt: skip
def test_what_is_kept(given: list[Finding], kept: list[Finding]) -> None:
    assert list(sort(DRAFT, given, ()).findings) == kept


def test_what_is_missing_from_the_whole_post_comes_last() -> None:
    whole = Finding("d", "error", "likely", "default", MappingProxyType({}), Place("post", "draft.txt"), ())
    assert sort(DRAFT, [whole, OUTER], ()).findings == (OUTER, whole)


def test_what_could_not_be_examined_is_kept() -> None:
    assert sort(DRAFT, [], ()).unexamined == DRAFT.unexamined
