"""A finding: a match that breaks at least one clause in this draft's context. It holds no words of the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from postcheck.model.check import Confidence, Slot
from postcheck.model.draft import Unexamined, Waiver
from postcheck.model.place import Place
from postcheck.model.policy import Severity

Verdict = Literal["clear", "review", "unchecked", "hold"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause that a finding breaks. `assumed`: it binds only by an assumption about what nobody said."""

    policy: str
    clause: str
    severity: Severity
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong and where; its words are filled in by `reporters.fill` alone."""

    check: str
    severity: Severity
    confidence: Confidence
    wording: str
    slots: Mapping[str, Slot]
    place: Place
    citations: tuple[Citation, ...]
    fingerprint: str | None = None
    refused: bool = False  # rests on a refusal, so no waiver accepts it


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Something that this draft calls for and cannot show; listed, never counted as a finding."""

    check: str
    wording: str
    slots: Mapping[str, Slot]
    place: Place
    citation: Citation


@dataclass(frozen=True, slots=True)
class Notice:
    """Worth saying; breaks no clause."""

    id: str
    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding accepted with a reason."""

    finding: Finding
    waiver: Waiver


class Standing(NamedTuple):
    """What came of a waiver: its state, and a sentence about it (empty when it accepted something)."""

    waiver: Waiver
    state: Literal["used", "unused", "expired", "unapproved", "malformed", "repeats", "not taken"]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that was found in one draft."""

    findings: tuple[Finding, ...] = ()
    personal: tuple[tuple[int, int, int], ...] = ()  # ranges (part, start, end) that a public run hides
    confirmations: tuple[Confirmation, ...] = ()
    notices: tuple[Notice, ...] = ()
    waived: tuple[Waived, ...] = ()
    known: tuple[Finding, ...] = ()
    unexamined: tuple[Unexamined, ...] = ()
    standings: tuple[Standing, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The worst of: hold (an error), unchecked, review (a warning or a confirmation), clear."""
        if any(finding.severity == "error" for finding in self.findings):
            return "hold"
        if self.unexamined:
            return "unchecked"
        if self.confirmations or any(finding.severity == "warning" for finding in self.findings):
            return "review"
        return "clear"
