"""A policy: a district's rules as clauses, each saying what it asks, whom it binds, and which checks serve it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from postcheck.model.check import Example

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("note", "warning", "error")  # from mild to grave
Kind = Literal["detect", "record", "confirm", "standing", "permit", "info"]
KINDS: tuple[Kind, ...] = ("detect", "record", "confirm", "standing", "permit", "info")


WaiverKind = Literal["mistaken", "consented", "exempted"]
WAIVER_KINDS: tuple[WaiverKind, ...] = ("mistaken", "consented", "exempted")
"""The tool is wrong; a paper that it cannot see says yes; somebody who may has allowed it."""


def lowered(severity: Severity) -> Severity:
    """One step milder; a note stays a note."""
    return SEVERITIES[max(0, SEVERITIES.index(severity) - 1)]


@dataclass(frozen=True, slots=True)
class Binds:
    """For whom a clause speaks; None means anybody.

    `employees` narrows named accounts to those run by an employee: {"pto"} says that a PTO's page is bound only when its
    author posts as an employee.
    """

    account: frozenset[str] | None = None
    audience: frozenset[str] | None = None
    employees: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Service:
    """How a clause uses a check: severity, and what lifts or narrows it.

    `record`: an answer from a record or the draft's own statement decides; unanswered, the finding is one step milder.
    `written`: only a written yes lifts it. `tags`: only matches that carry one of these. `confirm`: raised as a thing
    to confirm, never as a finding. `events`: "lift" when a public event lifts it, "confirm" when it makes it a question.
    `authorization`: what an authorized author may do, and who may have granted it.
    """

    severity: Severity
    record: bool = False
    written: bool = False
    confirm: bool = False
    tags: frozenset[str] = frozenset()
    events: Literal["lift", "confirm"] | None = None
    binds: Binds | None = None
    authorization: str | None = None
    granted_by: frozenset[str] = frozenset()

    @property
    def graded(self) -> str:
        """The severity in words: what a record decides is milder while no record answers."""
        return f"{self.severity}; {lowered(self.severity)} while nobody has answered" if self.record else self.severity


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a policy. `asks` is in our words; `reading` says where we interpret; `at` finds an unnumbered one.

    `general` marks one that asks for all laws and policies: a report names it after those that speak of the thing itself.
    `waivers` are the kinds that it takes, `approvers` those who may allow what is `exempted`.
    """

    policy: str
    id: str
    kind: Kind
    asks: str
    binds: Binds
    checks: Mapping[str, Service]
    reading: str | None
    at: str | None
    permits: frozenset[str]  # checks that a permit lifts within its own policy
    planned: tuple[str, ...]  # checks that would serve it and do not exist yet
    examples: tuple[Example, ...]
    general: bool = False
    waivers: frozenset[str] = frozenset({"mistaken", "consented"})
    approvers: tuple[str, ...] = ()
    line: int = 0  # of the policy's file

    @property
    def breadth(self) -> tuple[bool, int]:
        """How broad it is, the most specific first: whether it is general, and of how many checks it speaks, those that it
        waits for included.
        """
        return self.general, len(self.checks) + len(self.planned)


@dataclass(frozen=True, slots=True)
class Policy:
    """A district's policy."""

    id: str
    title: str
    district: str
    clauses: tuple[Clause, ...]
    digest: str  # the beginning of the SHA-256 of the file's text: the same file, the same digest
    file: str
