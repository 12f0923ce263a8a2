"""The trial of rules by their own examples: each is a small draft that must break or keep a check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from postcheck import run as journey
from postcheck.checks.find import Finder
from postcheck.config.settings import District
from postcheck.config.statement import from_values
from postcheck.context.settle import settle
from postcheck.language.local import Local
from postcheck.language.reading import annotate
from postcheck.model.check import Example
from postcheck.model.context import Context
from postcheck.model.draft import Draft
from postcheck.model.finding import Confirmation, Finding
from postcheck.model.policy import Clause
from postcheck.readers.drafts import read_text
from postcheck.rulebook import Rules


class Result(NamedTuple):
    """One example and, when it does not hold, what is wrong."""

    file: str
    line: int
    failure: str | None


def trial(book: Rules) -> Iterator[Result]:
    """Judge the examples of every policy (each by itself, permits by all) and of every check (without policies)."""
    finder = Finder(book.checks.values())
    for policy in book.policies:
        for clause in policy.clauses:
            for example in clause.examples:
                yield Result(policy.file, example.line, _clause_fails(clause, example, book, finder))
    for check in book.checks.values():
        for example in check.examples:
            draft = draft_of(example)
            if draft.unexamined:
                yield Result(check.file, example.line, f"the example cannot be read: {draft.unexamined[0].why}")
                continue
            context = settle(draft, {})
            matches = finder.find(annotate(draft, None, context.author), context)
            said = [match for match in matches if match.check == check.id and match.answer != "yes"]
            yield Result(check.file, example.line, _verdict(example, bool(said)))


def lacking(book: Rules) -> Iterator[Result]:
    """Every clause of which a check has no example that breaks or none that keeps; permits need two that keep."""
    for policy in book.policies:
        for clause in policy.clauses:
            if clause.kind == "permit" and sum(not each.breaks for each in clause.examples) < 2:
                yield Result(
                    policy.file, clause.line, f"the clause {clause.id} is a permit and needs two examples that keep"
                )
            for check in clause.checks if clause.kind not in ("permit", "info", "standing") else ():
                for breaks, word in ((True, "breaks"), (False, "keeps")):
                    if not any(each.check == check and each.breaks == breaks for each in clause.examples):
                        yield Result(
                            policy.file, clause.line, f"the clause {clause.id} has no example that {word} {check}"
                        )
    for check_ in book.checks.values():
        for breaks, word in ((True, "breaks"), (False, "keeps")):
            if not any(each.breaks == breaks for each in check_.examples):
                yield Result(check_.file, 1, f"the check {check_.id} has no example that {word} it")


def draft_of(example: Example) -> Draft:
    """The draft of an example; its pictures need not exist."""
    said = from_values(example.draft, "draft")
    draft = read_text(
        str(example.draft["text"]).encode(),
        f"example.{example.draft.get('format', 'txt')}",
        Path(),
        pictures=said.pictures,
    )
    stated = {**draft.stated, **said.stated}
    faults = tuple(each for each in draft.unexamined if each.file == draft.path)  # its pictures need not exist
    return replace(draft, stated=MappingProxyType(stated), unexamined=faults)


def _clause_fails(clause: Clause, example: Example, book: Rules, finder: Finder) -> str | None:
    draft = draft_of(example)
    context = _with_records(example, settle(draft, {}))
    own = tuple(policy for policy in book.policies if policy.id == clause.policy)
    policies = book.policies if clause.kind == "permit" else own
    judged = journey.examine(draft, context, finder, policies, Local(), District())
    if judged.unexamined:
        return f"the example could not be judged: {judged.unexamined[0].why}"
    raised: list[Finding | Confirmation] = [*judged.findings, *judged.confirmations]
    for found in raised:
        cited = found.citations if isinstance(found, Finding) else (found.citation,)
        if (clause.kind == "permit" or found.check == example.check) and (
            clause.kind == "permit" or any((each.policy, each.clause) == (clause.policy, clause.id) for each in cited)
        ):
            return _verdict(example, True)
    return _verdict(example, False)


def _with_records(example: Example, context: Context) -> Context:
    """The context with what the example's own records authorize its author to do."""
    granted = example.draft.get("records", {}).get("authorizations", ())
    may = frozenset((each["for"], each["granted-by"]) for each in granted if each["name"] == context.author)
    return replace(context, authorizations=may)


def _verdict(example: Example, found: bool) -> str | None:
    if not example.check:
        return "the example says neither what it breaks nor what it keeps"
    if found == example.breaks:
        return None
    text = " ".join(str(example.draft["text"]).split())[:70]
    return f"{example.check} is {'found, and should not be' if found else 'not found, and should be'}: {text}"
