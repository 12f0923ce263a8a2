"""The example district and the README's first draft get the verdicts that a careful reviewer gives them.

CASES says what is right, and nothing rewrites it. `expected.txt` is what the tool says today, word by word:
`UPDATE_EXAMPLES=1 pytest tests/test_examples.py` writes it anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import postcheck

TREE = str(Path(postcheck.__file__).parents[1])
EXAMPLES = Path(__file__).parents[1] / "examples"
RIVERBEND = EXAMPLES / "riverbend"
EXPECTED = RIVERBEND / "expected.txt"
MOST_BYTES = 8_000  # of a picture
CHECKS = {
    "student-name",
    "student-image-consent",
    "coworker-image-consent",
    "logo-use",
    "floor-plan",
    "profanity",
    "spokesperson-claim",
    "missing-disclaimer",
}


@dataclass(frozen=True)
class Case:
    """What a draft must get. `found` and `asked` are the least, `names` are all names of students that are found."""

    verdict: str
    found: frozenset[str] = frozenset()  # checks
    asked: frozenset[str] = frozenset()  # clauses of confirmations
    names: frozenset[str] = frozenset()
    keeps: frozenset[str] = frozenset()  # checks that the draft comes near and must not raise


def hold(*found: str, names: tuple[str, ...] = (), asked: tuple[str, ...] = (), keeps: tuple[str, ...] = ()) -> Case:
    return Case("hold", frozenset(found), frozenset(asked), frozenset(names), frozenset(keeps))


def review(*found: str, asked: tuple[str, ...] = (), keeps: tuple[str, ...] = ()) -> Case:
    return Case("review", frozenset(found), frozenset(asked), keeps=frozenset(keeps))


def clear(*keeps: str) -> Case:
    return Case("clear", keeps=frozenset(keeps))


CASES: Mapping[str, Case] = {
    "2026-09-18-star-of-the-week.md": hold("student-name", names=("Mateo Quispe",)),
    "2026-10-02-relay.md": hold(
        "student-name",
        names=("Nayeli Xochihua", "Ingrid Solbakken"),
        asked=("428 III.A",),
        keeps=("student-image-consent",),
    ),
    "PTO spirit shirts.txt": review("logo-use"),
    "budget-thread.txt": review("spokesperson-claim"),
    "bus-route-quote.txt": clear("spokesperson-claim", "missing-disclaimer", "student-name"),
    "coach-tweet.txt": hold("profanity"),
    "community group reply.txt": review("spokesperson-claim", asked=("428 IV.D",)),
    "drill-day.txt": hold("floor-plan"),
    "fb_post_draft3.txt": hold("missing-disclaimer", "profanity"),
    "field-day.md": review(asked=("428 III.A",), keeps=("student-image-consent", "student-name")),
    "football-recap-week6.txt": clear("student-name", "profanity"),
    "lunch_menu_nov.md": clear("student-name"),
    "monday.txt": review(asked=("401.13 A5",)),
    "museum-trip.txt": clear("student-image-consent", "student-name"),
    "my-two-cents.md": clear("missing-disclaimer"),
    "new-counselor.md": clear("coworker-image-consent", "student-name"),
    "new-logo-reveal.md": clear("logo-use"),
    "open-house.html": hold("floor-plan"),
    "picture-day.txt": clear("student-image-consent"),
    "pto_bake_sale.md": clear("logo-use", "student-name"),
    "reading-list.html": clear("student-name", "profanity"),
    "room14-news.html": hold(
        "student-name",
        "student-image-consent",
        names=("Oluwadamilare Adebayo", "Ji-ho Ahn", "Marisol Bañuelos"),
    ),
    "safety-faq.txt": clear("floor-plan"),
    "science-night.txt": hold("student-image-consent"),
    "staff lounge.txt": hold("coworker-image-consent", keeps=("student-name",)),
    "thank-you-custodians.txt": clear("student-name"),
}

Report = dict[str, Any]


def run(path: str, cwd: Path, home: Path) -> tuple[Report, str]:
    """The report of a run, and what it said on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "postcheck", "check", path, "--format", "json", "--show-values"],
        capture_output=True,
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "HOME": str(home), "PYTHONPATH": TREE, "PYTHONUTF8": "1"},
        timeout=120,
    )
    error = done.stderr.decode()
    assert done.returncode == 1, error  # both runs hold something, and leave nothing unchecked
    report: Report = json.loads(done.stdout)
    return report, error


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, str]:
    return run("drafts", RIVERBEND, tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def drafts(district: tuple[Report, str]) -> dict[str, Report]:
    """What the run says of each draft, by the path below drafts/."""
    return {each["path"].removeprefix("drafts/"): each for each in district[0]["drafts"]}


@pytest.fixture(scope="module")
def welcome(tmp_path_factory: pytest.TempPathFactory) -> Report:
    report, _ = run("examples/welcome.txt", EXAMPLES.parent, tmp_path_factory.mktemp("home"))
    (only,) = report["drafts"]
    found: Report = only
    return found


def place(where: Mapping[str, Any]) -> str:
    """Where a finding stands, as briefly as possible: its line, the picture, or the whole post."""
    return str(where["line"] or where["name"] or where["part"])


def clauses(cited: list[Mapping[str, str]]) -> str:
    return ", ".join(f"{each['policy']} {each['clause']}" for each in cited)


def rendered(draft: Report) -> str:
    """One draft as a few lines that are easy to compare."""
    lines = [f"{draft['path']}: {draft['verdict']}"]
    for each in draft["findings"]:
        excerpt = json.dumps(each["excerpt"], ensure_ascii=False)
        lines.append(
            f"  {each['severity']} {each['check']} @ {place(each['where'])} {excerpt} [{clauses(each['clauses'])}]"
        )
    lines += [
        f"  confirm {each['policy']} {each['clause']} @ {place(each['where'])} {each['because']}"
        for each in draft["confirmations"]
    ]
    lines += [f"  unexamined {each['file']}: {each['why']}" for each in draft["unexamined"]]
    return "\n".join(lines) + "\n"


def flat(words: str) -> str:
    """An excerpt on one line: a name may cross a line's end."""
    return " ".join(words.split())


@pytest.mark.parametrize("name", CASES)
def test_a_draft_gets_its_verdict(name: str, drafts: dict[str, Report]) -> None:
    case, draft = CASES[name], drafts[name]
    found = {each["check"] for each in draft["findings"]}
    said = rendered(draft)
    assert draft["verdict"] == case.verdict, said
    assert case.found <= found, said
    assert not case.keeps & found, said
    assert case.asked <= {f"{each['policy']} {each['clause']}" for each in draft["confirmations"]}, said
    assert case.names == {flat(each["excerpt"]) for each in draft["findings"] if each["check"] == "student-name"}, said


def test_a_clear_draft_has_nothing_against_it(drafts: dict[str, Report]) -> None:
    noisy = [
        rendered(drafts[name])
        for name, case in CASES.items()
        if case.verdict == "clear" and (drafts[name]["findings"] or drafts[name]["confirmations"])
    ]
    assert not noisy, "\n".join(noisy)


def test_every_draft_is_in_the_table_and_what_the_settings_exclude_is_passed_over(drafts: dict[str, Report]) -> None:
    assert (RIVERBEND / "drafts" / "archive").is_dir()
    assert drafts.keys() == CASES.keys()


def test_every_check_is_shown_broken_and_kept() -> None:
    assert {check for case in CASES.values() for check in case.found} == CHECKS
    assert {check for case in CASES.values() for check in case.keeps} == CHECKS


def test_every_kind_of_account_is_shown(drafts: dict[str, Report]) -> None:
    accounts = {draft["context"].get("account", {}).get("value") for draft in drafts.values()}
    assert accounts == {"personal", "classroom", "school", "district", "pto", None}


def test_a_run_over_the_folder_says_nothing_on_standard_error(district: tuple[Report, str]) -> None:
    assert district[1] == ""


def test_pictures_are_small() -> None:
    pictures = [each for each in RIVERBEND.rglob("*") if each.suffix in (".jpg", ".png")]
    assert pictures
    assert not [each.name for each in pictures if each.stat().st_size > MOST_BYTES]


def test_the_first_draft_of_the_readme(welcome: Report) -> None:
    found = welcome["findings"]
    assert welcome["verdict"] == "hold"
    assert [(each["check"], each["where"]["line"]) for each in found] == [
        ("student-name", 2),
        ("profanity", 3),
        ("logo-use", 4),
    ]
    assert [each["excerpt"] for each in found][:2] == ["Priya Venkataraman", "damn"]
    assert {each["policy"] for finding in found for each in finding["clauses"]} >= {"401.13", "428"}
    assert not welcome["unexamined"]


def test_the_reports_are_as_expected(drafts: dict[str, Report], welcome: Report) -> None:
    said = "\n".join(rendered(each) for each in (welcome, *drafts.values()))
    if os.environ.get("UPDATE_EXAMPLES"):
        EXPECTED.write_text(said, encoding="utf-8")
    assert said == EXPECTED.read_text(encoding="utf-8")
