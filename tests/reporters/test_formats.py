"""Each format on the one sample report: its own rules, its schema where there is one, and what all of them promise."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from markdown_it import MarkdownIt

from .conftest import DRAFT, FORMATS, NAME, Sample

SCHEMAS = Path(__file__).parents[1] / "schemas"
PATH = "drafts été/a post.md"
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def loaded(sample: Sample, name: str) -> Any:
    return json.loads(sample.shown[name])


def test_the_sample_has_what_it_is_meant_to_show(sample: Sample) -> None:
    where = sample.finding("student-name")["where"]
    assert where["end_line"] == where["line"] + 1
    assert sample.finding("missing-disclaimer")["where"]["part"] == "post"
    assert sample.finding("floor-plan")["clauses"]
    assert [post["verdict"] for post in sample.report["drafts"]] == ["hold", "unchecked", "clear", "unchecked"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_public_run_shows_no_name_in_any_format(sample: Sample, name: str) -> None:
    assert b"Villarreal" in sample.shown["json"]
    for word in NAME.split():
        assert word.encode() not in sample.masked[name]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_utf8_and_holds_no_raw_control_or_bidi_characters(sample: Sample, name: str) -> None:
    assert not RAW.search(sample.shown[name].decode())
    assert sample.shown[name].endswith(b"\n")


def test_sarif_fits_the_oasis_schema(sample: Sample) -> None:
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    for written in (sample.shown, sample.masked):
        jsonschema.Draft4Validator(schema).validate(json.loads(written["sarif"]))


def test_sarif_counts_utf16_units_and_says_so(sample: Sample) -> None:
    run = loaded(sample, "sarif")["runs"][0]
    assert run["columnKind"] == "utf16CodeUnits"
    lines = [line.encode("utf-16-le") for line in DRAFT.split("\r\n")]
    result = next(each for each in run["results"] if each["ruleId"] == "student-name")
    region = result["locations"][0]["physicalLocation"]["region"]
    first = lines[region["startLine"] - 1][2 * region["startColumn"] - 2 :].decode("utf-16-le")
    last = lines[region["endLine"] - 1][: 2 * region["endColumn"] - 2].decode("utf-16-le")
    assert (first, last) == ("Mateo", "Villarreal")


def test_sarif_has_what_github_asks_for(sample: Sample) -> None:
    log = loaded(sample, "sarif")
    assert log["$schema"]
    run = log["runs"][0]
    for rule in run["tool"]["driver"]["rules"]:
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024 >= len(rule["fullDescription"]["text"]) > 0
        assert 0 < len(rule["help"]["text"]) <= 1024 and len(rule["name"]) <= 255
        assert re.search(r"^\S+ \S+: ", rule["help"]["text"], re.M), "the help names a clause"
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert set(place["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}
        uri = place["artifactLocation"]["uri"]
        assert uri.isascii() and " " not in uri and not uri.startswith(("/", "."))
        assert (sample.folder / unquote(uri)).is_file()
        assert "suppressions" not in result and result["message"]["text"]
    invocation = run["invocations"][0]
    assert invocation["executionSuccessful"] is False
    errors = [each for each in invocation["toolExecutionNotifications"] if each["level"] == "error"]
    uris = {unquote(each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for each in errors}
    assert uris == {"drafts été/broken.txt", "drafts été/bridge.jpg"}


def test_junit_counts_add_up_and_names_are_unique(sample: Sample) -> None:
    root = ET.fromstring(sample.shown["junit"])
    assert root.tag == "testsuites"
    for suites, cases in ((root, root.iter("testcase")), *((each, each.iter("testcase")) for each in root)):
        found = list(cases)
        assert int(suites.attrib["tests"]) == len(found)
        for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suites.attrib[key]) == sum(case.find(tag) is not None for case in found)
    named = [(case.attrib["classname"], case.attrib["name"]) for case in root.iter("testcase")]
    assert len(set(named)) == len(named)
    assert {case for case in named if case[0].endswith("clean.txt")} == {("drafts été/clean.txt", "clear")}
    assert (PATH, "student-name L5:49") in named
    clean = next(case for case in root.iter("testcase") if case.attrib["name"] == "clear")
    assert len(clean) == 0
    broken = next(case for case in root.iter("testcase") if case.attrib["classname"].endswith("broken.txt"))
    assert broken.find("error") is not None


def test_github_annotations_are_commands_that_a_draft_cannot_forge(sample: Sample) -> None:
    lines = sample.shown["github"].decode().splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    for line in commands:
        assert re.fullmatch(r"::(error|warning|notice) file=[^:]*::.*", line), line
    assert not [line for line in lines if line not in commands and "##[" in line]
    name = next(line for line in commands if "student-name" in line)
    assert "line=5,endLine=6,title=" in name and "col=" not in name  # columns only within one line
    swear = next(line for line in commands if "profanity" in line)
    assert re.search(r"line=10,endLine=10,col=\d+,endColumn=\d+", swear)
    assert not any(character in line for line in commands for character in "\r")


def test_gitlab_is_an_array_with_a_fingerprint_of_its_own_for_each(sample: Sample) -> None:
    items = loaded(sample, "gitlab")
    assert isinstance(items, list) and not sample.shown["gitlab"].startswith(b"\xef\xbb\xbf")
    assert len({each["fingerprint"] for each in items}) == len(items)
    for each in items:
        assert each["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert each["description"].startswith(each["check_name"])
        assert not each["location"]["path"].startswith(("./", "/"))
        assert each["location"]["lines"]["begin"] >= 1


RDFORMAT = {  # the messages of reviewdog's format, as its protocol describes them; unknown keys are mistakes here
    "type": "object", "additionalProperties": False, "required": ["diagnostics"],
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "diagnostics": {"type": "array", "items": {
            "type": "object", "additionalProperties": False, "required": ["message", "location"],
            "properties": {
                "message": {"type": "string", "minLength": 1},
                "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                "code": {"type": "object", "additionalProperties": False, "properties": {"value": {"type": "string"}}},
                "location": {
                    "type": "object", "additionalProperties": False, "required": ["path"],
                    "properties": {"path": {"type": "string"}, "range": {
                        "type": "object", "additionalProperties": False, "required": ["start", "end"],
                        "properties": {"start": {"$ref": "#/definitions/at"}, "end": {"$ref": "#/definitions/at"}},
                    }},
                },
            },
        }},
    },
    "definitions": {"at": {
        "type": "object", "additionalProperties": False, "required": ["line", "column"],
        "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    }},
}  # fmt: skip


def test_rdjson_counts_bytes(sample: Sample) -> None:
    result = loaded(sample, "rdjson")
    jsonschema.Draft7Validator(RDFORMAT).validate(result)
    lines = [line.encode() for line in DRAFT.split("\r\n")]
    found = next(each for each in result["diagnostics"] if each["code"]["value"] == "profanity")
    span = found["location"]["range"]
    line = lines[span["start"]["line"] - 1]
    assert line[span["start"]["column"] - 1 : span["end"]["column"] - 1] == b"damn"


def test_jsonl_has_one_object_a_line_and_loses_nothing(sample: Sample) -> None:
    lines = [json.loads(line) for line in sample.shown["jsonl"].decode().splitlines()]
    kinds = [each["kind"] for each in lines]
    posts = sample.report["drafts"]
    assert kinds.count("draft") == len(posts)
    assert kinds.count("finding") == sum(len(post["findings"]) for post in posts)
    assert kinds.count("unexamined") == sum(len(post["unexamined"]) for post in posts)
    first = next(each for each in lines if each["kind"] == "finding")
    assert {**posts[0]["findings"][0], "kind": "finding", "path": PATH, "post": None} == first


def test_markdown_holds_no_markup_of_the_draft(sample: Sample) -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(sample.shown["markdown"].decode())
    assert "<table>" in html
    assert not re.search(r"<(a|img|b|em|code|del|script)\b", html)
    assert not re.search(r"@\w", html)
    assert "drafts été/a post.md" in html


def test_csv_opens_in_excel(sample: Sample) -> None:
    data = sample.shown["csv"]
    assert data.startswith(b"\xef\xbb\xbf") and b"\n" not in data.replace(b"\r\n", b"")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in table}) == 1
    assert not [cell for row in table for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert {row[0] for row in table[1:]} >= {PATH, "drafts été/clean.txt", "drafts été/broken.txt"}


def test_concise_has_one_line_each(sample: Sample) -> None:
    lines = sample.shown["concise"].decode().splitlines()
    assert f"{PATH}:5:49: error: student-name: {NAME}" in "\n".join(lines)
    assert any(line.startswith("drafts été/broken.txt: unexamined: ") for line in lines)
    assert lines[-1] == "4 drafts: 1 hold, 2 unchecked, 1 clear"
