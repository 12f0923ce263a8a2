"""`postcheck policies`, and a district's own rules: written from a template, layered, and their mistakes told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
POLICY = """\
policy: "{code}"
title: Posting
district: Larkmoor
clauses:
  "1":
    kind: detect
    asks: {asks}
    binds: {{account: [all]}}
    checks: {{{check}: {{severity: error}}}}
    examples:
      - {{breaks: {check}, account: school, text: "{breaks}"}}
      - {{keeps: {check}, account: school, text: "Practice is at four."}}
"""
CHECK = """\
check: {name}
kind: wording
title: Snow days
what: Posts that tell of a closing.
why: Families act on it.
instead: Link to the district's page.
messages:
  default: {{message: This tells of a closing., because: It says so., suggestion: Link to the announcement.}}
cues:
  - says: [{says}]
examples:
  - {{breaks: true, text: "No school tomorrow!"}}
  - {{keeps: true, text: "School starts at eight."}}
"""


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., None]:
    """Write a district's own rules; `**files` are texts by name, such as check_snow_day or policy_LM_7."""

    def write(settings: str = "rules: [rules]\n", **files: str) -> None:
        (tmp_path / "postcheck.yaml").write_text(settings)
        for name, text in files.items():
            kind, _, stem = name.partition("_")
            folder = tmp_path / "rules" / {"check": "checks", "policy": "policies", "words": "words"}[kind]
            folder.mkdir(parents=True, exist_ok=True)
            ending = "txt" if kind == "words" else "yaml"
            (folder / f"{stem.replace('_', '-')}.{ending}").write_text(text)

    return write


def policy(code: str = "LM-7", check: str = "snow-day", breaks: str = "No school tomorrow!", asks: str = "Ask.") -> str:
    return POLICY.format(code=code, check=check, breaks=breaks, asks=asks)


def check(name: str = "snow-day", says: str = '"no school [tomorrow]"') -> str:
    return CHECK.format(name=name, says=says)


def test_the_templates_hold_from_the_start(postcheck: Call, tmp_path: Path) -> None:
    first = postcheck("policies", "new", "9100")
    assert first.code == 0 and "Wrote rules/policies/9100.yaml." in first.out and "rules: [rules]" in first.out
    assert postcheck("policies", "new", "--check", "selling").code == 0
    (tmp_path / "postcheck.yaml").write_text("rules: [rules]\n")
    path = tmp_path / "rules" / "policies" / "9100.yaml"
    path.write_text(path.read_text().replace("checks:\n", "checks:\n      selling: {severity: error}\n"))
    done = postcheck("policies", "test")
    assert done.code == 1 and "has no example that breaks selling" in done.out
    first_example = "      - breaks: floor-plan"
    more = "      - {breaks: selling, text: I am selling my bike.}\n      - {keeps: selling, text: Hello.}\n"
    path.write_text(path.read_text().replace(first_example, more + first_example, 1))
    assert postcheck("policies", "test").code == 0, postcheck("policies", "test").out
    (tmp_path / "draft.txt").write_text("I am selling my old bike.\n")
    held = postcheck("draft.txt", "--account", "personal", "--format", "json")
    assert held.code == 1
    assert held.report["drafts"][0]["findings"][0]["clauses"][0]["policy"] == "9100"


def test_rules_that_the_settings_do_not_name_are_told_of(postcheck: Call) -> None:
    assert postcheck("policies", "new", "9100").code == 0
    done = postcheck("policies", "test", "profanity")
    assert "rules are not on" in done.err and "rules: [rules]" in done.err and done.code == 0


def test_only_what_is_named_is_tried(postcheck: Call, tmp_path: Path) -> None:
    assert postcheck("policies", "new", "9100").code == 0
    (tmp_path / "postcheck.yaml").write_text("rules: [rules]\n")
    done = postcheck("policies", "test", "9100")
    assert done.code == 0 and done.out.startswith("2 of 2 examples hold") and not done.err
    unknown = postcheck("policies", "test", "floor-pan")
    assert unknown.code == 2 and "did you mean 'floor-plan'?" in unknown.err and "On are: 9100." in unknown.err


def test_what_is_there_is_never_overwritten(postcheck: Call, tmp_path: Path) -> None:
    assert postcheck("policies", "new", "9100").code == 0
    path = tmp_path / "rules" / "policies" / "9100.yaml"
    path.write_text("mine")
    done = postcheck("policies", "new", "9100")
    assert done.code == 2 and "is there already" in done.err and path.read_text() == "mine"


@pytest.mark.parametrize(
    "args", [["../x"], ["a/b"], [""], ["--check", "No Spaces"], ["--check", "profanity"], [".hidden"]], ids=str
)
def test_a_name_that_no_file_can_have_is_refused(postcheck: Call, tmp_path: Path, args: list[str]) -> None:
    done = postcheck("policies", "new", *args)
    assert done.code == 2 and "Traceback" not in done.err and not list(tmp_path.rglob("*.yaml"))


def test_the_districts_own_policies_are_on_alone_and_samples_where_it_says_so(
    postcheck: Call, tmp_path: Path, own: Callable[..., None]
) -> None:
    own(policy_lm=policy(), check_snow_day=check())
    (tmp_path / "draft.txt").write_text("No school tomorrow! What a damn shame.\n")
    args = ("draft.txt", "--account", "school", "--format", "json")
    assert postcheck(*args).found("check") == [("snow-day",)]
    own('rules: [rules]\npolicies: ["LM-7", "428"]\n')
    assert postcheck(*args).found("check") == [("snow-day",), ("profanity",)]
    own('policies: ["428"]\n')
    assert postcheck(*args).found("check") == [("profanity",)]


def test_a_file_of_the_same_name_replaces_the_sample_and_that_is_said(
    postcheck: Call, tmp_path: Path, own: Callable[..., None]
) -> None:
    own(
        policy_428=policy("428", "floor-plan", "No school tomorrow!", asks="Our own words."),
        check_floor_plan=check("floor-plan"),
    )
    (tmp_path / "draft.txt").write_text("No school tomorrow! Here is the floor plan of the new wing.\n")
    done = postcheck("draft.txt", "--account", "school", "--format", "json", "--show-values")
    assert done.found() == [("floor-plan", "No school tomorrow!")]
    assert done.report["drafts"][0]["findings"][0]["clauses"][0]["asks"] == "Our own words."
    said = [each["message"] for each in done.report["notices"] if each["id"] == "rule-replaced"]
    assert len(said) == 2 and "rules/checks/floor-plan.yaml" in said[0] and "sample policy 428" in said[1]


def test_a_check_looks_for_word_lists_in_its_own_folder_first(
    postcheck: Call, tmp_path: Path, own: Callable[..., None]
) -> None:
    own(policy_lm=policy(), check_snow_day=check(says='"{closing}"'), words_closing="no school  # a comment\n")
    (tmp_path / "draft.txt").write_text("No school tomorrow!\n")
    assert postcheck("draft.txt", "--account", "school", "--format", "json").found("check") == [("snow-day",)]


def test_a_district_adds_to_a_shipped_word_list(postcheck: Call, tmp_path: Path, own: Callable[..., None]) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("I put the lark on my own mugs.\n")
    own(policy_lm=policy(check="logo-use"))
    assert not postcheck("draft.txt", "--account", "personal", "--format", "json").found("check")
    own(words_mascots="lark*\n")
    assert postcheck("draft.txt", "--account", "personal", "--format", "json").found("check") == [("logo-use",)]
    draft.write_text("I put the cardinal on my own mugs.\n")
    assert postcheck("draft.txt", "--account", "personal", "--format", "json").found("check") == [("logo-use",)]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param({"check_a": check("a", '"no (school"')}, "rules/checks/a.yaml:10:12: '(' is not closed", id="a phrase"),
        pytest.param(
            {"check_a": check("a") + "unless: ['no )']\n"}, "rules/checks/a.yaml:14:10: ", id="a phrase that is used late"
        ),
        pytest.param(
            {"check_a": check("a", '"{clozing}"'), "words_closing": "no school\n"},
            "rules/checks/a.yaml:10:12: no word list is called 'clozing': did you mean 'closing'?", id="a word list",
        ),
        pytest.param(
            {"check_a": check("a").replace("says:", "sais:")}, "10:5: unknown key 'sais': did you mean 'says'?", id="a key"
        ),
        pytest.param(
            {"check_a": check("a").replace("kind: wording", "kind: wordings")},
            "2:7: unknown word 'wordings': did you mean 'wording'?", id="a kind",
        ),
        pytest.param(
            {"policy_x": policy("X", "flor-plan")}, "9:14: no such check 'flor-plan': did you mean 'floor-plan'?", id="a check",
        ),
        pytest.param(
            {"policy_x": policy("X", "floor-plan").replace("error", "eror")}, "did you mean 'error'?", id="a severity"
        ),
        pytest.param({"policy_x": policy("lm-7")}, "stands in rules/policies/lm.yaml already", id="a policy twice"),
        pytest.param({"check_b": "- [x] y\n"}, "rules/checks/b.yaml:1:7: this is not valid YAML", id="no YAML"),
        pytest.param(
            {"policy_x": policy("X", "floor-plan").replace("    checks:", "    waivers: [exempted]\n    checks:")},
            "'exempted' needs the key 'approvers'", id="nobody to approve",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_the_remaining_rules_still_run(
    postcheck: Call, tmp_path: Path, own: Callable[..., None], files: dict[str, str], said: str
) -> None:
    own(policy_lm=policy(), check_snow_day=check(), **files)
    (tmp_path / "draft.txt").write_text("No school tomorrow!\n")
    done = postcheck("draft.txt", "--account", "school", "--format", "json")
    assert done.code == 2 and said in done.err and "Traceback" not in done.err
    assert done.found("check") == [("snow-day",)]
    tried = postcheck("policies", "test")
    assert tried.code == 2 and "should be" not in tried.out
    assert said in postcheck("policies", "list", "--clauses").err


def test_a_broken_check_does_not_take_its_policy_along(
    postcheck: Call, tmp_path: Path, own: Callable[..., None]
) -> None:
    both = policy().replace("checks: {", "checks: {floor-plan: {severity: error}, ")
    own(policy_lm=both, check_snow_day=check(says='"no (school"'))
    (tmp_path / "draft.txt").write_text("No school! Here is the floor plan of the new wing.\n")
    done = postcheck("draft.txt", "--account", "school", "--format", "json")
    assert done.code == 2 and done.found("check") == [("floor-plan",)]
    (tmp_path / "draft.txt").write_text("No school tomorrow!\n")
    draft = postcheck("draft.txt", "--format", "json").report["drafts"][0]
    assert (draft["verdict"], len(draft["unexamined"])) == ("unchecked", 1)
    assert "snow-day" in draft["unexamined"][0]["why"] and "line 10" in draft["unexamined"][0]["suggestion"]
    assert "cannot be read" in postcheck("policies", "list", "--clauses").out
    assert "cannot be read" in postcheck("explain", "LM-7", "1").out


def test_when_no_policy_can_be_read_nothing_is_called_clear(
    postcheck: Call, tmp_path: Path, own: Callable[..., None]
) -> None:
    own(policy_lm=policy().replace("kind: detect", "kind: detct"), check_snow_day=check())
    (tmp_path / "draft.txt").write_text("No school tomorrow!\n")
    done = postcheck("draft.txt")
    assert (done.code, done.out) == (2, "") and "did you mean 'detect'?" in done.err
    assert "nothing was checked" in done.err
    own('rules: [rules]\npolicies: ["LM-7", "428"]\n')
    beside = postcheck("draft.txt", "--format", "json")
    assert (beside.code, beside.report["drafts"][0]["verdict"]) == (2, "unchecked")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        pytest.param("policies: []\n", "turns every policy off", id="no policy at all"),
        pytest.param("rules: [nowhere]\n", "no such folder", id="a folder that is not there"),
        pytest.param("rules: [drafts]\n", "holds no rules", id="a folder without rules"),
        pytest.param("policies: [LM-8]\n", "No policy is called 'LM-8'", id="a policy that nobody knows"),
    ],
)
def test_settings_that_leave_nothing_to_check_are_refused(
    postcheck: Call, tmp_path: Path, settings: str, said: str
) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "draft.txt").write_text("Hello.\n")
    (tmp_path / "postcheck.yaml").write_text(settings)
    done = postcheck("draft.txt")
    assert (done.code, done.out) == (2, "") and said in done.err


def test_own_rules_are_no_drafts(postcheck: Call, tmp_path: Path, own: Callable[..., None]) -> None:
    own(policy_lm=policy(), check_snow_day=check())
    (tmp_path / "rules" / "README.md").write_text("No school tomorrow!\n")
    (tmp_path / "draft.txt").write_text("Hello.\n")
    done = postcheck(".", "--format", "json")
    assert [each["path"] for each in done.report["drafts"]] == ["draft.txt"]
    assert "Passed over" not in postcheck(".").out


def test_the_table_of_clauses_names_every_clause_and_claims_no_more_than_works(postcheck: Call, book: Any) -> None:
    done = postcheck("policies", "list", "--clauses", COLUMNS="400")
    lines = {tuple(line.split()[:2]): line for line in done.out.splitlines()}
    for one in book.policies:
        for clause in one.clauses:
            line = lines[clause.id, clause.kind]
            for name in clause.checks:
                assert name in line and name in book.checks
            for name in clause.planned:
                assert name in line.partition("not yet served")[2]


def test_the_schemas_are_printed(postcheck: Call) -> None:
    assert set(json.loads(postcheck("policies", "schema").out)) == {"policy", "check", "settings", "sidecar", "report"}
    assert json.loads(postcheck("policies", "schema", "policy").out)["$schema"].endswith("draft-07/schema#")
    done = postcheck("policies", "schema", "polcy")
    assert (done.code, done.out) == (2, "") and "Known are: policy" in done.err
