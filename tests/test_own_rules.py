"""An invented district that wrote its own policy and check, with no Python: examples/larkmoor.

`UPDATE_EXAMPLES=1 pytest tests/test_own_rules.py` writes its expected report anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., Any]
LARKMOOR = Path(__file__).parents[1] / "examples" / "larkmoor"
EXPECTED = LARKMOOR / "expected.txt"


def test_its_drafts_are_judged_by_its_own_policy_alone(postcheck: Call) -> None:
    done = postcheck("drafts", "--format", "json", "--show-values", cwd=LARKMOOR)
    assert done.code == 1, done.err
    report = done.report
    assert [each["id"] for each in report["policies"]] == ["FH-31"]
    found = {
        each["path"].removeprefix("drafts/"): [
            (finding["check"], [cited["clause"] for cited in finding["clauses"]]) for finding in each["findings"]
        ]
        for each in report["drafts"]
    }
    assert found == {
        "auction.md": [],
        "bake-sale.txt": [("private-payment", ["2"])],
        "chess.html": [("student-name", ["1"])],
        "science-fair.md": [],
    }
    accepted = {
        each["path"]: [(one["check"], one["waiver"]["kind"]) for one in each["waived"]]
        for each in report["drafts"]
        if each["waived"]
    }
    assert accepted == {
        "drafts/auction.md": [("private-payment", "exempted")],
        "drafts/science-fair.md": [("profanity", "mistaken")],
    }


def test_its_report_is_as_expected(postcheck: Call) -> None:
    done = postcheck("drafts", "--show-values", cwd=LARKMOOR, COLUMNS="100")
    said = "\n".join(line.rstrip() for line in done.out.splitlines()) + "\n"
    if os.environ.get("UPDATE_EXAMPLES"):
        EXPECTED.write_text(said, encoding="utf-8")
    assert said == EXPECTED.read_text(encoding="utf-8")


def test_its_examples_hold_and_every_clause_has_both_kinds(postcheck: Call) -> None:
    done = postcheck("policies", "test", cwd=LARKMOOR)
    assert done.code == 0, done.out + done.err
    assert "policies on: FH-31" in done.out


def test_its_rules_are_explained(postcheck: Call) -> None:
    clause = " ".join(postcheck("explain", "fh-31", "2", cwd=LARKMOOR).out.split())
    for said in ("Collect money through the school office", "We ask this of parents' groups too", "Venmo me five dollars",
                 "private-payment", "business manager", "exempted", "Ask for cash or a check at the school office"):  # fmt: skip
        assert said in clause
    assert "FH-31 2" in postcheck("explain", "private-payment", cwd=LARKMOOR).out
    assert "private-payment (error)" in postcheck("policies", "list", "--clauses", cwd=LARKMOOR).out
