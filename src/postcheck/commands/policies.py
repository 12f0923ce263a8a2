"""`postcheck policies`: which policies there are and what of them is served, and a trial of every rule's examples."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from postcheck.config import rules, settings
from postcheck.config.settings import District
from postcheck.config.shape import nearest
from postcheck.errors import PostcheckError
from postcheck.model.policy import Clause, Policy
from postcheck.rulebook import Rules, load_rules

if TYPE_CHECKING:
    from rich.table import Table

LOOKED_FOR = ("detect", "record", "confirm")


def show(clauses: bool, config: Path | None) -> int:
    """Print the policies that are on; with `clauses`, every clause with its kind and checks."""
    from rich.console import Console

    path = config or settings.find([Path()])
    district = settings.load(path) if path else District()
    book = load_rules(district.policies, folders=district.rules)
    console = Console(highlight=False, markup=False)
    for policy in book.policies:
        every = [clause for clause in policy.clauses if clause.kind in LOOKED_FOR and not _sets(clause)]
        served = sum(not book.checks.keys().isdisjoint(clause.checks) for clause in every)
        whole = sum(bool(clause.checks) and not _lacking(clause, book) for clause in every)
        console.print(f"{policy.id}  {policy.title} ({policy.district})", style="bold")
        more = f", but only {whole} every check that they ask for" if whole < served else ""
        console.print(f"{len(every)} clauses that a draft can break; {served} have a check{more}.")
        if clauses:
            console.print(_table(policy, book))
    uncited = sorted(set(book.checks) - _cited(book.policies))
    if uncited:
        console.print(f"No clause of these policies asks for: {', '.join(uncited)}. These checks find nothing here.")
    for each in book.replaced:
        console.print(each)
    for mistake in book.mistakes:
        print(f"postcheck: {mistake}", file=sys.stderr)
    return 2 if book.mistakes else 0


def _table(policy: Policy, book: Rules) -> Table:
    """Every clause of a policy: its number, its kind, and what serves it."""
    from rich.table import Table

    table = Table.grid(padding=(0, 1))
    for width in (2, 10, 9):
        table.add_column(width=width)
    table.add_column(ratio=1)
    for clause in policy.clauses:
        table.add_row("", clause.id, clause.kind, _served(clause, book))
    return table


def _sets(clause: Clause) -> bool:
    """Whether a clause only says of what other clauses hold, which a draft states and cannot break."""
    return clause.kind == "record" and not clause.checks and not clause.planned


def _lacking(clause: Clause, book: Rules) -> list[str]:
    """The checks that a clause waits for: those that do not exist yet, and those whose file cannot be read."""
    return [*(name for name in clause.checks if name not in book.checks), *clause.planned]


def _served(clause: Clause, book: Rules) -> str:
    """The checks that serve a clause, and what is missing; nothing for a clause that no draft can break."""
    if clause.kind not in LOOKED_FOR and not clause.checks:
        return ""
    if _sets(clause):
        return "says where other clauses hold; a draft's context answers it"
    text = ", ".join(f"{name} ({each.graded})" for name, each in clause.checks.items() if name in book.checks)
    broken = [name for name in clause.checks if name not in book.checks]
    cannot = f"cannot be read: {', '.join(broken)}" if broken else ""
    missing = f"not yet served: {', '.join(clause.planned)}" if clause.planned else ""
    return "; ".join(each for each in (text, cannot, missing) if each) or "no check looks for it"


def _cited(policies: tuple[Policy, ...]) -> set[str]:
    return {name for policy in policies for clause in policy.clauses for name in clause.checks}


def test(names: list[str], config: Path | None) -> int:
    """Judge every example of the policies that are on and of every check, or only of those named; print each one that
    fails, and each clause that lacks a breaking or a keeping one. Exit 1 when there is any, 2 when a rule file cannot be
    read. Raises PostcheckError for a name that no policy that is on, and no check, has.
    """
    from postcheck.commands.trial import lacking, trial

    path = config or settings.find([Path()])
    district = settings.load(path) if path else District()
    book = load_rules(district.policies, folders=district.rules)
    for mistake in book.mistakes:
        print(f"postcheck: {mistake}", file=sys.stderr)
    _tell_of_unnamed(path.parent if path else Path(), district)
    only = _only(names, book)
    results = list(trial(book, only))
    failed = [each for each in results if each.failure]
    missing = list(lacking(book, only))
    for each in (*failed, *missing):
        print(f"{each.file}:{each.line}: {each.failure}")
    on = ", ".join(policy.id for policy in book.policies)
    print(f"{len(results) - len(failed)} of {len(results)} examples hold (policies on: {on}).")
    return 2 if book.mistakes else int(bool(failed or missing))


def _only(names: list[str], book: Rules) -> frozenset[str]:
    """The codes of the policies and checks that are named, in any case."""
    known = {each.casefold(): each for each in (*(policy.id for policy in book.policies), *book.checks)}
    for name in names:
        if name.casefold() not in known:
            on = ", ".join(policy.id for policy in book.policies)
            raise PostcheckError(
                f"No policy that is on, and no check, is called '{name}'{nearest(name, list(known.values()))}. On are: {on}."
            )
    return frozenset(known[name.casefold()] for name in names)


def _tell_of_unnamed(folder: Path, district: District) -> None:
    """Say it when there are policies of the district's own beside the settings that these do not name."""
    own = folder / "rules"
    named = {each.resolve() for each in (*district.rules, rules.shipped())}
    if any(rules.files(own / "policies")) and own.resolve() not in named:
        line = "write into postcheck.yaml the line  rules: [rules]"
        print(f"postcheck: The rules in {own} are not on: {line}", file=sys.stderr)
