"""The trial of rules by their own examples: each is a small draft that must break or keep a check."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from postcheck import run as journey
from postcheck.checks.find import Finder
from postcheck.checks.kind import Known
from postcheck.config.settings import District
from postcheck.config.statement import from_values
from postcheck.context.settle import settle
from postcheck.errors import PostcheckError
from postcheck.language.fold import plain
from postcheck.language.local import Local
from postcheck.language.reading import annotate
from postcheck.model.check import REPEATED, Check, Example
from postcheck.model.context import Context
from postcheck.model.draft import Draft
from postcheck.model.finding import Confirmation, Finding
from postcheck.model.policy import Clause, Policy
from postcheck.readers.drafts import read_text
from postcheck.records.book import of_example
from postcheck.records.context import account_of, authorized
from postcheck.rulebook import Rules

Rule = TypeVar("Rule", Policy, Check)


class Result(NamedTuple):
    """One example and, when it does not hold, what is wrong."""

    file: str
    line: int
    failure: str | None


def trial(book: Rules, only: Collection[str] = ()) -> Iterator[Result]:
    """Judge the examples of the policies (each by itself, permits by all) and of the checks (without policies): of those
    of these names, or of all.
    """
    finder = Finder(book.checks.values())
    for policy in _chosen(book.policies, only):
        for clause in policy.clauses:
            for example in clause.examples:
                if example.check and example.check not in book.checks:
                    continue  # its file cannot be read, which is told
                yield Result(policy.file, example.line, _clause_fails(clause, example, book, finder))
    for check in _chosen(book.checks.values(), only):
        for example in check.examples:
            yield Result(check.file, example.line, _check_fails(check, example, finder))


def lacking(book: Rules, only: Collection[str] = ()) -> Iterator[Result]:
    """Every clause, and check, of these names, or of all, without an example that breaks or one that keeps; permits
    need two that keep.
    """
    for policy in _chosen(book.policies, only):
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
    for check_ in _chosen(book.checks.values(), only):
        for breaks, word in ((True, "breaks"), (False, "keeps")):
            if not any(each.breaks == breaks for each in check_.examples):
                yield Result(check_.file, 1, f"the check {check_.id} has no example that {word} it")


def _chosen(every: Iterable[Rule], only: Collection[str]) -> Iterator[Rule]:
    return (each for each in every if not only or each.id in only)


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
    return _with_data(example, replace(draft, stated=MappingProxyType(stated), unexamined=faults))


def _with_data(example: Example, draft: Draft) -> Draft:
    """The draft with what the example says that its pictures' own data says."""
    said: Mapping[str, Mapping[str, str]] = example.draft.get("data", {})
    for number, picture in enumerate(draft.pictures):
        if picture.file in said:
            from postcheck.images.look import told
            from postcheck.images.record import Entry, Record

            pairs = ((tag.partition(" "), value) for tag, value in said[picture.file].items())
            entries = [Entry(tag[0], tag[2], value) for tag, value in pairs]
            draft = told(draft, number, Record(entries=entries))
    return draft


def _check_fails(check: Check, example: Example, finder: Finder) -> str | None:
    draft = draft_of(example)
    if draft.unexamined:
        return f"the example cannot be read: {draft.unexamined[0].why}"
    try:
        known, local, context = _with_records(example, draft)
    except PostcheckError as error:
        return str(error)
    matches = finder.find(annotate(draft, local, context), context, known)
    said = [
        match
        for match in matches
        if match.check == check.id and match.answer != "yes" and not match.tags & {REPEATED, "ask"}
    ]
    return _verdict(example, bool(said))


def _clause_fails(clause: Clause, example: Example, book: Rules, finder: Finder) -> str | None:
    draft = draft_of(example)
    try:
        known, local, context = _with_records(example, draft)
    except PostcheckError as error:
        return str(error)
    own = tuple(policy for policy in book.policies if policy.id == clause.policy)
    policies = book.policies if clause.kind == "permit" else own
    judged = journey.examine(draft, context, finder, policies, local, District(), known)
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


def _with_records(example: Example, draft: Draft) -> tuple[Known, Local, Context]:
    """What the example's own records know, and its context with them. Raises PostcheckError for records that are wrong."""
    given = example.draft.get("records") or {}
    if not given:
        return Known(), Local(), settle(draft, {})
    records = of_example(given, plain, date.today(), example.line)
    records.load_all()
    if records.mistakes:
        raise PostcheckError(f"the example's records: {records.mistakes[0].what}")
    context = authorized(settle(draft, {}, account_of((), records, plain)), records)
    return Known(records), Local(staff=tuple(each.name for each in records.staff)), context


def _verdict(example: Example, found: bool) -> str | None:
    if not example.check:
        return "the example says neither what it breaks nor what it keeps"
    if found == example.breaks:
        return None
    text = " ".join(str(example.draft["text"]).split())[:70]
    return f"{example.check} is {'found, and should not be' if found else 'not found, and should be'}: {text}"
