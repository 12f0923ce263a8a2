"""What ships: the rules in the wheel are the tracked rules, and nothing that git ignores slips in."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.wheel
def test_shipped_rules_are_the_tracked_rules(tmp_path: Path) -> None:
    pytest.importorskip("build", reason="the wheel test needs the package `build` (pip install '.[dev]')")
    if not (ROOT / ".git").exists():
        pytest.skip("no git checkout: nothing says which rules are tracked")
    stray = ROOT / "rules" / "stray.local.yaml"
    stray.write_text("a file that git ignores\n")
    try:
        subprocess.run(
            [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(ROOT)],
            check=True,
            capture_output=True,
        )
    finally:
        stray.unlink()
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        shipped = {name.removeprefix("postcheck/") for name in wheel.namelist() if name.startswith("postcheck/rules/")}
    listed = subprocess.run(["git", "ls-files", "rules"], cwd=ROOT, check=True, capture_output=True, text=True)
    assert shipped == set(listed.stdout.split("\n")) - {""}


def test_rules_are_data_only() -> None:
    assert not list((ROOT / "rules").rglob("*.py"))
