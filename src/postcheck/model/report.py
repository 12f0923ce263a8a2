"""A report: every draft with its verdict, and the checks and clauses that it cites, so that reporters read nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from postcheck.model.check import Check
from postcheck.model.context import Context
from postcheck.model.draft import Draft
from postcheck.model.finding import Judgement, Notice, Verdict
from postcheck.model.policy import Clause, Policy


@dataclass(frozen=True, slots=True)
class Checked:
    """One draft with its settled context and what was found. A file that could not be read has an empty draft."""

    draft: Draft
    context: Context
    judgement: Judgement

    @property
    def verdict(self) -> Verdict:
        """The draft's verdict."""
        return self.judgement.verdict


@dataclass(frozen=True, slots=True)
class Report:
    """What one run found. `skipped` counts files of endings that are no drafts, by ending."""

    drafts: tuple[Checked, ...]
    policies: tuple[Policy, ...]
    checks: Mapping[str, Check]
    clauses: Mapping[tuple[str, str], Clause]
    notices: tuple[Notice, ...] = ()
    skipped: Mapping[str, int] | None = None
    failures: tuple[str, ...] = ()  # sentences about what kept a part of the run from being done

    def counts(self) -> dict[str, int]:
        """The summary's numbers, in the order of the JSON."""
        verdicts = Counter(each.verdict for each in self.drafts)
        severities = Counter(finding.severity for each in self.drafts for finding in each.judgement.findings)
        return {
            "drafts": len(self.drafts),
            "clear": verdicts["clear"],
            "review": verdicts["review"],
            "hold": verdicts["hold"],
            "unchecked": verdicts["unchecked"],
            "errors": severities["error"],
            "warnings": severities["warning"],
            "notes": severities["note"],
            "confirmations": sum(len(each.judgement.confirmations) for each in self.drafts),
            "notices": sum(len(each.judgement.notices) for each in self.drafts) + len(self.notices),
            "waived": sum(len(each.judgement.waived) for each in self.drafts),
            "known": sum(len(each.judgement.known) for each in self.drafts),
        }
