"""The example of an office's files, a Word newsletter and a scheduler's table, gets the verdicts of a careful reviewer.

CASES says what is right, and nothing rewrites it. `expected.txt` is what the tool says today, word by word:
`UPDATE_EXAMPLES=1 pytest tests/test_examples_files.py` writes it anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builders.rendering import rendered

FOLDER = Path(__file__).parents[1] / "examples" / "files"
EXPECTED = FOLDER / "expected.txt"
CASES: dict[tuple[str, int | None], tuple[str, set[tuple[str, str]]]] = {
    ("december-posts.csv", 1): ("clear", set()),
    ("december-posts.csv", 2): ("hold", {("student-name", "row 3, message_text")}),
    ("december-posts.csv", 3): ("clear", set()),
    ("december-posts.csv", 5): ("hold", {("profanity", "row 6, message_text")}),
    ("december-posts.csv", 6): ("clear", set()),
    ("whitcomb-wave.docx", None): (
        "hold",
        {
            ("student-name", "paragraph 3"), ("student-name", "table 1, row 2"), ("student-name", "comment 1"),
            ("student-name", "tracked deletion in paragraph 3"), ("student-image-consent", "picture 1, in paragraph 5"),
        },
    ),
}  # fmt: skip


@pytest.fixture
def drafts(postcheck: Callable[..., Any]) -> list[dict[str, Any]]:
    done = postcheck("drafts", "--format", "json", "--show-values", cwd=FOLDER)
    assert (done.code, done.err) == (1, "")
    found: list[dict[str, Any]] = done.report["drafts"]
    return found


def test_every_draft_gets_its_verdict_and_its_places(drafts: list[dict[str, Any]]) -> None:
    said = {
        (draft["path"].removeprefix("drafts/"), draft["post"]): (
            draft["verdict"],
            {(each["check"], each["where"]["name"]) for each in draft["findings"]},
        )
        for draft in drafts
    }
    assert said == CASES


def test_the_report_is_as_expected(drafts: list[dict[str, Any]]) -> None:
    said = "\n".join(map(rendered, drafts))
    if os.environ.get("UPDATE_EXAMPLES"):
        EXPECTED.write_text(said, encoding="utf-8")
    assert said == EXPECTED.read_text(encoding="utf-8")
