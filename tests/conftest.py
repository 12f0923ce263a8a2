"""What all tests share: a draft from a line of text, and the command line run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import postcheck as package
from postcheck import run as journey
from postcheck.config.settings import SAMPLES
from postcheck.model.draft import Draft
from postcheck.readers.drafts import read_text

TREE = str(Path(package.__file__).parents[1])
"""Where the postcheck that is tested lies; processes of their own get the same one."""


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """A draft of a text, read as its format is."""

    def make(text: str, ending: str = "txt") -> Draft:
        return read_text(text.encode(), f"draft.{ending}", Path())

    return make


@pytest.fixture(scope="session")
def book() -> journey.Rules:
    """The shipped checks and policies; a rule file that cannot be read fails every test that asks for them."""
    rules = journey.load_rules(SAMPLES)
    assert not rules.mistakes, "\n".join(map(str, rules.mistakes))
    return rules


class Outcome:
    """What a run of the command printed and how it ended."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def report(self) -> dict[str, Any]:
        return json.loads(self.out)

    def found(self, *keys: str) -> list[tuple[Any, ...]]:
        """The findings of all drafts, as tuples of the keys asked for (default: check and excerpt)."""
        keys = keys or ("check", "excerpt")
        return [tuple(each[key] for key in keys) for post in self.report["drafts"] for each in post["findings"]]


@pytest.fixture
def postcheck(tmp_path: Path) -> Callable[..., Outcome]:
    """Run the command in an empty folder, in a process of its own."""

    def call(*args: str, stdin: str | bytes = "", cwd: Path | None = None, **env: str) -> Outcome:
        data = stdin if isinstance(stdin, bytes) else stdin.encode()
        done = subprocess.run(
            [sys.executable, "-m", "postcheck", *args],
            input=data,
            capture_output=True,
            cwd=cwd or tmp_path,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": TREE, "PYTHONUTF8": "1", **env},
            timeout=120,
        )
        return Outcome(
            subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
        )

    return call
