"""Planted names: whatever a public run writes, no name of a draft, sidecar, picture or setting is in it (paths apart)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from builders import TREE
from postcheck.reporters import REPORTERS

Call = Callable[..., Any]
PLANTED = (
    "Zephandra", "Quillonby", "Thaddwick", "Oluwadamilare", "Xochiquetl", "Brannigough", "Marisolde", "Wexcombe", "Ottoline",
    "Vandermark", "Kaspervik", "Jorundsen", "Elowyth", "Pemberwick", "Saoirselle", "Dunmarrow", "Fenwicket",
)  # fmt: skip
KEY = "5c" * 32


def plant(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / "postcheck.yaml").write_text(
        "baseline: known.txt\nnames:\n  staff: [Ottoline Vandermark]\n  others: [Kaspervik Jorundsen Field]\n"
        "  schools: [Fenwicket Elementary]\n"
    )
    drafts = {
        "a.txt": "Congratulations to Zephandra Quillonby, our eighth grade spelling champion!\n"
        "I posted the floor plan that zephandra quillonby drew of our school for Mr. Thaddwick.\n"
        "That @Quillonby is so damn good. #ZephandraQuillonby Speaking for the district: QUILLONBY WILL BE SUSPENDED.\n"
        "Ottoline Vandermark drew the evacuation map of Kaspervik Jorundsen Field and Fenwicket Elementary.\n",
        "b.md": "---\ntitle: Elowyth Pemberwick wins\nauthor: Ottoline Vandermark\npostcheck:\n  account: personal\n"
        "  role: Vandermark's aide\n  setting: Quillonby's birthday\n  platform: Thaddwick\n---\n"
        "![The floor plan that Oluwadamilare Xochiquetl drew](map.png)\n\n"
        "The board's decision to let Brannigough go is a huge mistake. <!-- Saoirselle Dunmarrow was suspended -->\n",
        "c.html": "<p>On behalf of the district office, Marisolde Wexcombe's class is cancelled.</p>"
        '<img src="kids.jpg" alt="Marisolde Wexcombe and two students in class"><p>Damn, <b>Wex</b>combe!</p>',
        "bad.md": "---\npostcheck:\n  Zephandra Quillonby: personal\n  account: Quillonby\n---\nHi.\n",
        "worse.md": "---\ntitle: [Zephandra Quillonby\n---\nHi.\n",
    }
    for name, text in drafts.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("map.png", "kids.jpg", "loose.jpg"):
        said = PngInfo()
        said.add_text("Description", "Saoirselle Dunmarrow and Zephandra Quillonby at the fair")
        Image.new("RGB", (8, 8)).save(folder / name, "PNG", pnginfo=said)  # a JPEG by its name is read as what it is
    (folder / "c.html.yml").write_text(
        "author: Ottoline Vandermark\nimages:\n  - file: kids.jpg\n    caption: Saoirselle Dunmarrow and Elowyth Pemberwick\n"
        "    people: [{name: Marisolde Wexcombe, role: student, consent: denied}]\n"
    )
    (folder / "d.txt").write_text("Practice is at four. That was a damn shame.\n")
    (folder / "d.txt.yml").write_text(
        "waivers:\n  - {check: profanity, kind: mistaken, reason: Wexcombe says so, approver: Ottoline Vandermark}\n"
    )
    (folder / "e.csv").write_text("date,message,postcheck_waivers\n2026-09-07 09:00,A quiet day.,Zephandra Quillonby\n")
    (folder / "a.txt.yml").write_text("images:\n  - Zephandra Quillonby: granted\n")


def leaks(text: str) -> list[str]:
    plain = re.sub(r"\W", "", text).casefold()
    return [name for name in PLANTED if name.casefold() in plain]


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    plant(folder)
    return folder


def test_no_planted_name_in_any_output_baseline_cache_or_temporary_file(
    planted: Path, tmp_path: Path, postcheck: Call
) -> None:
    before = {each: each.read_bytes() for each in planted.rglob("*") if each.is_file()}
    assert leaks("".join(each.decode("utf-8", "replace") for each in before.values())) == list(PLANTED)
    (tmp_path / "tmp").mkdir()
    said = {"TMPDIR": str(tmp_path / "tmp"), "POSTCHECK_KEY": KEY, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    outputs = [f"--output={name}={tmp_path}/out.{name}" for name in REPORTERS]
    accepted = postcheck("baseline", "update", "--accept", cwd=planted, **said)
    assert accepted.code == 2, accepted.err  # two drafts cannot be examined
    runs = [accepted, postcheck("baseline", "check", cwd=planted, **said)]
    (planted / "a.txt").write_text((planted / "a.txt").read_text() + "Our goalie Thaddwick Pemberwick had a shutout.\n")
    runs += [postcheck(".", *outputs, cwd=planted, **said), postcheck(".", "--format", "github", cwd=planted, **said)]
    (planted / "known.txt").rename(tmp_path / "known.txt")
    (planted / "postcheck.yaml").write_text((planted / "postcheck.yaml").read_text().replace("baseline", "#"))
    runs += [
        postcheck(".", *outputs[:3], *(f"--output={name}={tmp_path}/all.{name}" for name in REPORTERS), cwd=planted)
    ]
    for run in runs:
        assert not leaks(run.out + run.err), run.out + run.err
    written = [each for each in tmp_path.rglob("*") if each.is_file() and planted not in each.parents]
    assert len(written) >= 2 * len(REPORTERS) + 1
    for each in written:
        assert not leaks(each.read_bytes().decode("utf-8", "replace")), each.name
    assert {each.name for each in planted.rglob("*") if each.is_file()} == {each.name for each in before} | {
        ".gitattributes"
    }


@pytest.mark.parametrize(
    "settings",
    [
        "names: {staff: {Zephandra Quillonby: x}}", "Zephandra Quillonby: x", "severity: {Zephandra Quillonby: error}",
        "strict: Zephandra Quillonby", "names: [Zephandra Quillonby", "baseline: {Zephandra: Quillonby}",
        "severity: {profanity: Quillonby}",
    ],
)  # fmt: skip
def test_mistakes_in_settings_do_not_repeat_a_name(planted: Path, postcheck: Call, settings: str) -> None:
    (planted / "postcheck.yaml").write_text(settings + "\n")
    done = postcheck(".", cwd=planted)
    assert done.code == 2 and not leaks(done.out + done.err), done.err


def test_a_failure_of_postcheck_itself_names_nobody(planted: Path, tmp_path: Path, postcheck: Call) -> None:
    (planted / "postcheck.yaml").unlink()
    (tmp_path / "sitecustomize.py").write_text(
        "import postcheck.policies.judge as judge\n"
        "def fail(draft, *_): raise ValueError(draft.source)\n"
        "judge.judge = fail\n"
    )
    done = postcheck(".", "--format", "json", cwd=planted, PYTHONPATH=f"{TREE}:{tmp_path}")
    assert done.code == 2 and "ValueError" in done.out
    assert not leaks(done.out + done.err)


def test_of_a_disclosure_no_format_tells_words_line_or_fingerprint(tmp_path: Path, postcheck: Call) -> None:
    (tmp_path / "post.txt").write_text(
        "\n" * 76 + "A third grader told me today that her stepdad hits her with a belt.\n"
    )
    outputs = [f"--output={name}={tmp_path}/out.{name}" for name in REPORTERS if name != "svg"]
    done = postcheck("post.txt", *outputs, GITHUB_STEP_SUMMARY=str(tmp_path / "out.summary"), POSTCHECK_KEY=KEY)
    assert done.code == 1
    files = sorted(tmp_path.glob("out.*"))
    assert len(files) == len(REPORTERS)
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "child" in text, file.name
        assert not re.search(r"stepdad|belt|third grader|\b77\b|[kp][0-9a-f]{32}", text), file.name
