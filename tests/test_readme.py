"""The README's commands do what it says, run as they stand there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builders import TREE

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    {*re.findall(r"^    (postcheck [^\n]*)$", README, re.M), *re.findall(r"`(postcheck [a-z][^`<>]*)`", README)}
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(command: str, tmp_path: Path, postcheck: Callable[..., Any]) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "draft.txt").write_text("Practice is at four on Monday.\n")
    shutil.copy(next((ROOT / "examples").rglob("*.jpg")), tmp_path / "team.jpg")
    done = postcheck(*shlex.split(command)[1:], stdin="Practice is at four.\n")
    assert done.code in (0, 1), done.err
    assert done.out


def test_the_picture_in_the_readme_is_what_postcheck_prints(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "postcheck", "examples/welcome.txt", "--show-values", "--format", "svg"],
        cwd=ROOT, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": TREE},
    )  # fmt: skip
    assert done.stdout.decode() == (ROOT / "examples" / "welcome.svg").read_text(encoding="utf-8")


def test_the_first_commands_report_cites_both_policies() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "postcheck", "examples/welcome.txt"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": TREE},
    )
    assert "401.13" in done.stdout.decode() and "428" in done.stdout.decode()
