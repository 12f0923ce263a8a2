"""`postcheck explain`: every check and clause has its page, however it is spelled; what nobody knows gets a hint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from postcheck.commands import explain
from postcheck.rulebook import Rules

Call = Callable[..., Any]


@pytest.fixture(autouse=True)
def read_once(book: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules are the same for every page."""
    monkeypatch.setattr(explain, "load_rules", lambda *_, **__: book)


def page(*words: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert explain.show(words, None) == 0
    return " ".join(capsys.readouterr().out.split())


def test_every_clause_is_explained(book: Rules, capsys: pytest.CaptureFixture[str]) -> None:
    for policy in book.policies:
        for clause in policy.clauses:
            said = page(clause.policy, clause.id, capsys=capsys)
            assert " ".join(clause.asks.split()) in said
            assert explain.KIND_WORDS[clause.kind] in said
            assert not clause.reading or f"We read {' '.join(clause.reading.split())}" in said
            accepted = any(not book.checks[name].disclosure for name in clause.checks)
            assert ("kind: mistaken" in said) == accepted
            assert all(f"{name} (" in said for name in clause.checks)
            assert all(name in said.partition("Not yet")[2] for name in clause.planned)


def test_every_check_is_explained(book: Rules, capsys: pytest.CaptureFixture[str]) -> None:
    for check in book.checks.values():
        said = page(check.id, capsys=capsys)
        for word in ("What", "Why", "Instead", "Breaks", "Keeps", "Asked by", "Accept"):
            assert word in said, check.id
        assert (f"check: {check.id}, kind: mistaken" in said) is not check.disclosure


@pytest.mark.parametrize("words", [("428", "IV.F"), ("428 iv.f",), ("428", "¶", "iv.f"), ("428iv.F",)])
def test_spelling_does_not_matter(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert page(*words, capsys=capsys).startswith("428 IV.F")


def test_a_whole_policy_lists_what_its_clauses_ask(book: Rules, capsys: pytest.CaptureFixture[str]) -> None:
    said = page("4007", capsys=capsys)
    (policy,) = (each for each in book.policies if each.id == "4007")
    assert all(" ".join(clause.asks.split()) in said for clause in policy.clauses)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(("floor-plans",), "Did you mean floor-plan?", id="a misspelt check"),
        pytest.param(("428", "IV.Z"), "Did you mean 428 IV.", id="a clause that is not there"),
        pytest.param(("zzzzzz",), "Checks are: ", id="something else"),
    ],
)
def test_what_nobody_knows_gets_a_hint(postcheck: Call, words: tuple[str, ...], said: str) -> None:
    done = postcheck("explain", *words)
    assert (done.code, done.out) == (2, "") and said in done.err
