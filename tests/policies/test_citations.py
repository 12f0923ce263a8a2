"""Which clauses a finding cites, for every check, account and policy: the whole table, compared with a reviewed one.

`UPDATE_TABLE=1 pytest tests/policies/test_citations.py` writes the table anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

from postcheck.config.settings import SAMPLES
from postcheck.model.check import Match
from postcheck.model.context import ACCOUNTS, Context
from postcheck.model.draft import Draft, Part, Piece
from postcheck.policies.judge import judge
from postcheck.rulebook import Rules

TABLE = Path(__file__).with_name("citations.txt")
TAGS = frozenset({"to-students", "persons"})


def table(book: Rules) -> str:
    text = "words"
    draft = Draft("draft.txt", text, (Part("text", text, (Piece(0, 0, 5),)),))
    lines = []
    for check in sorted(book.checks):
        for account in (*ACCOUNTS, None):
            for policy in sorted(SAMPLES):
                seen = Match(check, 0, 0, 5, "certain", answer="no", tags=TAGS)
                one = [each for each in book.policies if each.id == policy]
                findings, asked = judge(draft, Context(account=account), [seen], one)
                cited = [
                    f"{each.clause} {each.severity}{' (assumed)' if each.assumed else ''}"
                    for finding in findings
                    for each in finding.citations
                ]
                cited += [f"{each.citation.clause} asked" for each in asked]
                if cited:
                    lines.append(f"{check} | {account or 'unknown'} | {policy} | {', '.join(cited)}")
    return "\n".join(lines) + "\n"


def test_the_citation_table(book: Rules) -> None:
    made = table(book)
    if os.environ.get("UPDATE_TABLE"):
        TABLE.write_text(made, encoding="utf-8")
    assert made == TABLE.read_text(encoding="utf-8")
