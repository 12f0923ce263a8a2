"""One sample for all formats: emoji, accents, CRLF, a span over two lines, a picture, a missing thing, an unreadable file."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from builders import TREE
from postcheck.reporters import REPORTERS

FORMATS = tuple(REPORTERS)
DRAFT = (
    "---\r\npostcheck:\r\n  account: personal\r\n---\r\n"
    "🎉🎉 Félicitations! Our champion is eighth grader Mateo\r\nVillarreal, says café owner 👩‍🎓.\r\n\r\n"
    "![Evacuation map of the east wing](maps/évac-map.png)\r\n\r\n"
    "Ça va? 🎈 That was a damn shame, ::error::boo ##[add-path]boo <b>*x*</b> | @everyone.\r\n\r\n"
    "The board's decision to cut the library aides is a huge mistake.\r\n"
)
NAME = "Mateo Villarreal"


@dataclass(frozen=True)
class Sample:
    """The sample repository and what each format says of it. `shown` is a run with --show-values, `masked` one without."""

    folder: Path
    shown: dict[str, bytes]
    masked: dict[str, bytes]
    report: dict[str, Any]  # the JSON of the shown run

    def finding(self, check: str) -> dict[str, Any]:
        """The first finding of a check, as the JSON has it."""
        return next(each for post in self.report["drafts"] for each in post["findings"] if each["check"] == check)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = tmp_path_factory.mktemp("sample")
    (folder / ".git").mkdir()
    drafts = folder / "drafts été"
    (drafts / "maps").mkdir(parents=True)
    (drafts / "a post.md").write_bytes(DRAFT.encode())
    Image.new("RGB", (8, 8)).save(drafts / "maps" / "évac-map.png")
    (drafts / "clean.txt").write_text("Practice is at four on Monday.\n")
    (drafts / "broken.txt").write_bytes(b"\0\1\2\3")
    (drafts / "missing.md").write_text("Hello.\n\n![A red bridge](bridge.jpg)\n")

    def run(*options: str) -> dict[str, bytes]:
        outputs = [f"--output={name}={folder / 'out'}.{name}" for name in FORMATS]
        done = subprocess.run(
            [sys.executable, "-m", "postcheck", "drafts été", *outputs, *options],
            cwd=folder, capture_output=True, timeout=120, check=False,
            env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONPATH": TREE, "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (2, b"")  # something could not be examined
        return {name: (folder / f"out.{name}").read_bytes() for name in FORMATS}

    shown, masked = run("--show-values"), run()
    return Sample(folder, shown, masked, json.loads(shown["json"]))
