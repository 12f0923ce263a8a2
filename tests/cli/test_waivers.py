"""Waivers from the command line: what the report says of them, and what `postcheck waivers` lists."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from PIL import Image

Call = Callable[..., Any]
DAMN = "That was a damn fine day.\n"
COMMENT = '<!-- postcheck: ok profanity mistaken "a family name" -->\n'
SETTINGS = """\
waivers:
  - {drafts: "news/*.md", check: profanity, kind: mistaken, reason: a family name}
"""


def test_each_way_of_giving_a_waiver_is_taken(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.md").write_text(DAMN)
    (tmp_path / "b.md").write_text(COMMENT + DAMN)
    (tmp_path / "c.txt").write_text(DAMN)
    (tmp_path / "c.txt.yml").write_text("waivers: [{check: profanity, kind: mistaken, reason: a family name}]\n")
    (tmp_path / "postcheck.yaml").write_text(SETTINGS)
    done = postcheck(".", "--format", "json")
    schema = json.loads((files("postcheck.reporters") / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(done.report)
    assert done.code == 0
    assert {each["path"]: each["waived"][0]["waiver"]["from"] for each in done.report["drafts"]} == {
        "b.md": "comment", "c.txt": "sidecar", "news/a.md": "settings",
    }  # fmt: skip
    assert done.report["summary"]["waived"] == 3 and done.report["summary"]["notices"] == 0
    waived = done.report["drafts"][0]["waived"][0]
    assert (waived["check"], waived["waiver"]["reason"]) == ("profanity", "a family name")
    assert "Accepted: profanity, as mistaken: a family name (from a comment in the draft)" in flat(
        postcheck("b.md").out
    )


def flat(text: str) -> str:
    return " ".join(text.split())


def test_drafts_may_be_kept_from_waiving(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.md").write_text(DAMN)
    (tmp_path / "b.md").write_text(COMMENT + DAMN)
    (tmp_path / "postcheck.yaml").write_text(SETTINGS)
    done = postcheck(".", "--no-waivers-from", "drafts", "--format", "json")
    assert done.code == 1
    assert {each["path"]: len(each["waived"]) for each in done.report["drafts"]} == {"b.md": 0, "news/a.md": 1}
    assert any("1 waiver in or beside a draft was not believed" in each["message"] for each in done.report["notices"])
    assert postcheck("b.md", "--no-waivers-from", "sidecars").code == 2


def test_a_waiver_of_the_settings_is_unused_only_when_its_drafts_were_checked(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.md").write_text("Hello.\n")
    (tmp_path / "news" / "b.md").write_text("Hello again.\n")
    (tmp_path / "c.md").write_text("Hello there.\n")
    (tmp_path / "postcheck.yaml").write_text(SETTINGS)
    assert [each["id"] for each in postcheck(".", "--format", "json").report["notices"]] == ["waiver-unused"]
    assert postcheck("c.md", "--format", "json").report["notices"] == []
    (tmp_path / "news" / "b.md").write_text(DAMN)
    assert [each["id"] for each in postcheck(".", "--format", "json").report["notices"]] == []


def test_a_refusal_is_not_overruled(postcheck: Call, tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "x.jpg")
    (tmp_path / "a.md").write_text("Clay day.\n")
    (tmp_path / "a.md.yml").write_text(
        "account: classroom\nimages: [{file: x.jpg, people: [{role: student, consent: denied}]}]\n"
        "waivers: [{check: student-image-consent, kind: consented, reason: release 7, picture: x.jpg}]\n"
    )
    done = postcheck("a.md", "--format", "json")
    assert done.code == 1
    (draft,) = done.report["drafts"]
    assert [each["id"] for each in draft["notices"]] == ["waiver-not-taken", "alt-missing"]
    assert "refused" in draft["notices"][0]["message"]


def test_a_consent_must_hold_on_the_day_of_publishing(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DAMN)
    (tmp_path / "a.md.yml").write_text(
        "waivers: [{check: profanity, kind: consented, reason: form 7, until: 2998-01-01}]\n"
    )
    assert postcheck("a.md").code == 0
    assert postcheck("a.md", "--scheduled", "2999-01-01T08:00").code == 1


def test_no_name_of_a_waiver_reaches_a_public_log(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "Eighth grader Mateo Villarreal won.\n"
        '<!-- postcheck: ok student-name mistaken "Villarreal is a street" -->\n'
        "A prize for sixth grader Anouk Delacroix!\n" + DAMN
    )
    (tmp_path / "a.md.yml").write_text(
        "waivers: [{check: profanity, kind: mistaken, reason: a band, approver: Mateo Villarreal}]\n"
    )
    for args in (["a.md"], ["a.md", "--format", "json"], ["waivers", "a.md"]):
        done = postcheck(*args)
        assert "Villarreal" not in done.out + done.err and "a band" in done.out


def test_what_is_listed(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(COMMENT + DAMN)
    (tmp_path / "a.md.yml").write_text(
        "waivers:\n"
        "  - {check: floor-plan, kind: mistaken, reason: a toy}\n"
        "  - {check: profanity, kind: exempted, reason: a play}\n"
        "  - {check: profanity, kind: mistaken, reason: a play, until: 2020-01-01}\n"
    )
    (tmp_path / "postcheck.yaml").write_text(SETTINGS)
    done = postcheck("waivers", "a.md")
    assert done.code == 1
    assert [line for line in done.out.splitlines() if not line.startswith(" ")] == [
        "a.md.yml:2: accepts nothing",
        "a.md.yml:3: not approved",
        "a.md.yml:4: ended",
        "a.md:1: holds",
        "postcheck.yaml:2: speaks of none of these drafts",
        "5 waivers, of which 3 need a look.",
    ]
    (tmp_path / "b.md").write_text("Hello.\n")
    (tmp_path / "postcheck.yaml").unlink()
    assert (postcheck("waivers", "b.md").out, postcheck("waivers", "b.md").code) == ("Nothing is accepted here.\n", 0)


def test_a_name_in_the_place_of_a_check_is_not_printed(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DAMN)
    (tmp_path / "a.md.yml").write_text("waivers: [{check: Mateo Villarreal, kind: mistaken, reason: a street}]\n")
    for args in (["a.md"], ["a.md", "--format", "json"], ["waivers", "a.md"]):
        done = postcheck(*args)
        assert "Villarreal" not in done.out + done.err and "there is no such check" in " ".join(done.out.split())


@pytest.mark.parametrize("args", [["waivers", "missing.md"], ["waivers"]])
def test_waivers_of_nothing_is_exit_2(postcheck: Call, args: list[str]) -> None:
    done = postcheck(*args)
    assert done.code == 2 and "Traceback" not in done.err


TABLE = '''\
date,message,postcheck_waivers
2026-09-07 09:00,That was a damn fine day.,"profanity mistaken ""a family name"""
2026-09-08 09:00,Another damn fine day.,
2026-09-09 09:00,A quiet day.,"profanity mistaken ""a family name"""
2026-09-10 09:00,A quiet evening.,profanity because I say so
'''


def test_a_cell_of_a_table_waives_in_its_own_post(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "week.csv").write_text(TABLE)
    done = postcheck("week.csv", "--account", "school", "--format", "json", "--show-values")
    first, second, third, fourth = done.report["drafts"]
    assert [each["check"] for each in first["waived"]] == ["profanity"]
    assert first["waived"][0]["waiver"] == {
        "kind": "mistaken", "reason": "a family name", "approver": None, "until": None, "from": "csv",
    }  # fmt: skip
    assert [each["check"] for each in second["findings"]] == ["profanity"]
    assert [each["id"] for each in third["notices"]] == ["waiver-unused"]
    assert "week.csv, row 4" in third["notices"][0]["message"]
    assert third["notices"][0]["where"]["name"] == "row 4"
    assert [each["id"] for each in fourth["notices"]] == ["waiver-malformed"]


def test_waivers_beside_a_table_are_not_taken_and_that_is_said(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "week.csv").write_text("date,message\n2026-09-07 09:00,That was a damn fine day.\n")
    (tmp_path / "week.csv.yml").write_text(
        "account: school\nwaivers: [{check: profanity, kind: mistaken, reason: a name}]\n"
    )
    (draft,) = postcheck("week.csv", "--format", "json").report["drafts"]
    assert [each["check"] for each in draft["findings"]] == ["profanity"]
    (said,) = (each for each in draft["notices"] if each["id"] == "waivers-beside-table")
    assert "postcheck_waivers" in said["message"]
