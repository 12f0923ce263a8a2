"""The example folder of pictures shows each thing that a picture can give away.

`UPDATE_EXAMPLES=1 pytest tests/test_example_photos.py` writes `expected.txt` anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from builders import TREE

PHOTOS = Path(__file__).parents[1] / "examples" / "photos"
EXPECTED = PHOTOS / "expected.txt"
MOST_BYTES = 20_000  # of a picture
SHOWN: dict[str, tuple[str, set[str]]] = {
    "banner.gif": ("hold", {"profanity"}),
    "bench.png": ("hold", {"student-name", "student-image-consent"}),
    "broken.jpg": ("hold", {"student-name", "student-image-consent"}),
    "cut.jpg": ("review", {"location-metadata"}),
    "fountain.heic": ("review", {"location-metadata"}),
    "gallery.avif": ("hold", {"student-name", "student-image-consent"}),
    "harvest.jpg": ("hold", {"student-name", "student-image-consent"}),
    "lab.jpg": ("hold", {"student-image-consent"}),
    "moving.jpg": ("review", {"location-metadata"}),
    "nature-walk.md": ("review", set()),
    "porch.jpg": ("review", {"location-metadata"}),
    "scan.tif": ("hold", {"floor-plan"}),
    "sprouts.webp": ("clear", set()),
    "wing.png": ("review", {"floor-plan"}),
}


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "postcheck", "pictures", "--account", "classroom", "--format", "json", "--show-values"],
        capture_output=True,
        cwd=PHOTOS,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(tmp_path_factory.mktemp("home")),
            "PYTHONPATH": TREE,
            "PYTHONUTF8": "1",
        },
        timeout=120,
    )
    assert done.returncode == 2, done.stderr  # broken.jpg could not be looked at wholly
    assert not done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["drafts"]
    return found


def rendered(draft: dict[str, Any]) -> str:
    """One draft as a few lines that are easy to compare."""
    lines = [f"{draft['path']}: {draft['verdict']}"]
    for each in draft["findings"]:
        cited = ", ".join(f"{clause['policy']} {clause['clause']}" for clause in each["clauses"])
        lines.append(f"  {each['severity']} {each['check']} @ {each['where']['name']}: {each['message']} [{cited}]")
        lines.append(f"    do: {each['suggestion']}")
    lines += [f"  confirm {each['policy']} {each['clause']}: {each['because']}" for each in draft["confirmations"]]
    lines += [f"  notice {each['id']} @ {each['where']['name']}: {each['message']}" for each in draft["notices"]]
    lines += [f"  unexamined {each['file']}: {each['why']} {each['suggestion']}" for each in draft["unexamined"]]
    return "\n".join(lines) + "\n"


def test_each_picture_gets_its_verdict(drafts: list[dict[str, Any]]) -> None:
    said = {
        Path(each["path"]).name: (each["verdict"], {finding["check"] for finding in each["findings"]})
        for each in drafts
    }
    assert said == SHOWN


def test_what_is_only_worth_saying(drafts: list[dict[str, Any]]) -> None:
    [walk] = [each for each in drafts if each["path"].endswith(".md")]
    assert [each["id"] for each in walk["notices"]] == ["wrong-ending", "alt-missing", "alt-missing"]


def test_the_report_is_as_expected(drafts: list[dict[str, Any]]) -> None:
    said = "\n".join(rendered(each) for each in drafts)
    if os.environ.get("UPDATE_EXAMPLES"):
        EXPECTED.write_text(said, encoding="utf-8")
    assert said == EXPECTED.read_text(encoding="utf-8")


def test_pictures_are_small() -> None:
    assert not [each.name for each in PHOTOS.rglob("*") if each.is_file() and each.stat().st_size > MOST_BYTES]
