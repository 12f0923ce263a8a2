"""Every rule proves itself: the examples in its own YAML hold, and no served clause is without both kinds."""

from __future__ import annotations

import pytest

from postcheck.commands.trial import trial
from postcheck.rulebook import Rules


def test_every_example_of_every_policy_and_check_holds(book: Rules) -> None:
    failed = [f"{each.file}:{each.line}: {each.failure}" for each in trial(book) if each.failure]
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("kind", [True, False], ids=["breaking", "keeping"])
def test_every_served_clause_has_at_least_two_examples_of_each_kind(book: Rules, kind: bool) -> None:
    lacking = [
        f"{clause.policy} {clause.id} {check}"
        for policy in book.policies
        for clause in policy.clauses
        if clause.kind in ("detect", "record")
        for check in clause.checks
        if sum(each.check == check and each.breaks == kind for each in clause.examples) < 2
    ]
    assert not lacking


def test_every_check_has_examples_of_both_kinds(book: Rules) -> None:
    lacking = [check.id for check in book.checks.values() if {each.breaks for each in check.examples} != {True, False}]
    assert not lacking


def test_every_permit_has_two_examples(book: Rules) -> None:
    permits = [clause for policy in book.policies for clause in policy.clauses if clause.kind == "permit"]
    assert permits
    assert all(len(clause.examples) >= 2 and not any(each.breaks for each in clause.examples) for clause in permits)
