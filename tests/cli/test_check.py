"""The main job as a user runs it: exit codes, one sentence for every bad input, masking, streams."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from PIL import Image

Call = Callable[..., Any]
NAME = "Congratulations to Mateo Villarreal, our eighth grade spelling champion!\n"


def test_a_clean_draft_is_clear_and_exits_0(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Picture day is Thursday. Order forms are in the office.\n")
    done = postcheck("draft.txt")
    assert (done.code, done.err) == (0, "")
    assert "CLEAR" in done.out


def test_a_students_name_is_held_and_exits_1(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(NAME)
    done = postcheck("draft.txt", "--show-values")
    assert done.code == 1
    assert "HOLD" in done.out and "Mateo Villarreal" in done.out and "401.13" in done.out and "428" in done.out


def test_check_may_be_said_or_left_out(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(NAME)
    assert postcheck("draft.txt").out == postcheck("check", "draft.txt").out


def test_no_arguments_show_three_examples(postcheck: Call) -> None:
    done = postcheck()
    assert done.code == 0
    assert done.out.count("postcheck draft") == 3


def test_standard_input_is_a_draft(postcheck: Call) -> None:
    done = postcheck("-", "--format", "json", "--show-values", stdin=NAME)
    assert done.found() == [("student-name", "Mateo Villarreal")]
    assert done.report["drafts"][0]["path"] == "draft.txt"


def test_standard_input_takes_its_format_from_the_name_given(postcheck: Call) -> None:
    done = postcheck(
        "-", "--stdin-filename", "post.html", "--format", "json", "--show-values",
        stdin="<p>Our champion is eighth grader Ma<b>teo</b> Villarreal.</p>",
    )  # fmt: skip
    finding = done.report["drafts"][0]["findings"][0]
    assert (finding["excerpt"], finding["where"]["column"]) == ("Mateo Villarreal", 34)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(["nowhere.txt"], "There is no file or folder called 'nowhere.txt'", id="a missing file"),
        pytest.param(["polices"], "Did you mean the command 'postcheck policies'?", id="a mistyped command"),
        pytest.param(
            ["draft.txt", "--account", "clasroom"], "--account does not know 'clasroom'", id="an unknown account"
        ),
        pytest.param(["draft.txt", "--format", "xml"], "--format does not know 'xml'", id="an unknown format"),
        pytest.param(["draft.txt", "--policy", "999"], "No policy is called '999'", id="an unknown policy"),
        pytest.param(["draft.txt", "--scheduled", "soon"], "--scheduled cannot read 'soon'", id="a time that is none"),
        pytest.param(["draft.txt", "--config", "no.yaml"], "the settings cannot be read", id="missing settings"),
        pytest.param(["draft.txt", "--config", "bad.yaml"], "unknown key 'polices'", id="a misspelt setting"),
        pytest.param(["draft.txt", "--show-values", "--mask"], "opposite things", id="options that contradict"),
        pytest.param(["@missing.txt"], "this list of arguments cannot be read", id="a missing list of arguments"),
        pytest.param(["empty"], "No draft was found in empty", id="a folder without drafts"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_on_standard_error_and_exit_2(
    postcheck: Call, tmp_path: Path, args: list[str], said: str
) -> None:
    (tmp_path / "draft.txt").write_text("Hello.\n")
    (tmp_path / "bad.yaml").write_text("polices: [428]\n")
    (tmp_path / "empty").mkdir()
    done = postcheck(*args)
    assert (done.code, done.out) == (2, "")
    assert said in done.err and "Traceback" not in done.err


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        pytest.param("a.txt", b"abc\x00def\x00\x01", "", id="a binary file"),
        pytest.param("a.txt", b"", "empty", id="an empty file"),
        pytest.param("a.txt", b"%PDF-1.7\n%\xe2\xe3", "", id="a PDF that is called .txt"),
        pytest.param("a.docx", b"PK\x03\x04", "broken or incomplete", id="half a Word file"),
        pytest.param(
            "a.md", b"---\npostcheck:\n  acount: personal\n---\nHi.\n", "unknown key 'acount'", id="a misspelt key"
        ),
        pytest.param("a.md", b"---\ntitle: [x\n---\nHi.\n", "not valid YAML", id="broken front matter"),
    ],
)
def test_a_draft_that_cannot_be_examined_says_why_and_the_others_are_still_checked(
    postcheck: Call, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "other.txt").write_text(NAME)
    done = postcheck(name, "other.txt", "--format", "json", "--show-values")
    assert done.code == 2
    first, other = done.report["drafts"]
    assert first["verdict"] == "unchecked" and first["unexamined"][0]["why"] and first["unexamined"][0]["suggestion"]
    assert said in first["unexamined"][0]["why"]
    assert other["verdict"] == "hold"


def test_a_missing_picture_is_said(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("![A red bridge](bridge.jpg)\n")
    done = postcheck("draft.md", "--format", "json")
    assert done.code == 2
    assert done.report["drafts"][0]["unexamined"][0]["file"] == "bridge.jpg"


def test_a_public_run_masks_names_and_shows_no_line_of_the_draft(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(NAME)
    for arguments in (["draft.txt"], ["draft.txt", "--format", "json"]):
        done = postcheck(*arguments)
        assert "Villarreal" not in done.out + done.err
        assert "spelling champion" not in done.out
        assert "M\u2588\u2588\u2588" in done.out


DISCLOSURE = "We loved the zoo.\n\nA third grader told me today that her stepdad hits her with a belt.\n"


def test_a_public_run_shows_neither_words_nor_line_of_a_disclosure(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(DISCLOSURE)
    (tmp_path / "postcheck.yaml").write_text("report-to: call the county line at 555-0142\n")
    done = postcheck("draft.txt", "--format", "json")
    (found,) = [each for each in done.report["drafts"][0]["findings"] if each["check"] == "mandated-report"]
    assert found["excerpt"] is None
    assert found["where"]["file"] == "draft.txt"
    assert {found["where"][key] for key in ("line", "column", "end_line", "end_column", "start", "end", "name")} == {
        None
    }
    assert "call the county line at 555-0142" in found["suggestion"]
    shown = postcheck("draft.txt").out
    assert "Do not post this" in shown
    assert "stepdad" not in shown
    assert "line 3" not in shown


def test_a_private_run_shows_where_a_disclosure_stands(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(DISCLOSURE)
    done = postcheck("draft.txt", "--format", "json", "--show-values")
    (found,) = [each for each in done.report["drafts"][0]["findings"] if each["check"] == "mandated-report"]
    assert found["where"]["line"] == 3
    assert "stepdad" in found["excerpt"]
    assert "hotline of your state or county" in found["suggestion"]


def test_a_name_inside_another_findings_excerpt_is_masked_too(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(
        "I posted the floor plan that eighth grader Mateo Villarreal drew of our school.\n"
    )
    done = postcheck("draft.txt", "--format", "json")
    assert "floor-plan" in {check for (check,) in done.found("check")}
    assert "Villarreal" not in done.out


def test_terminal_escapes_in_a_draft_never_reach_the_terminal(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(
        "A damn \x1b[31mred\x1b[0m \x1b]0;title\x07 day for eighth grader Mateo Villarreal.\n"
    )
    done = postcheck("draft.txt", "--show-values", "--color", "never")
    assert "\x1b" not in done.out and "\x07" not in done.out


def test_the_json_keeps_its_schema(postcheck: Call, tmp_path: Path) -> None:
    schema = json.loads((files("postcheck.reporters") / "report.schema.json").read_text(encoding="utf-8"))
    (tmp_path / "a.txt").write_text(NAME + "That was a damn shame. Here is the floor plan of the new wing.\n")
    (tmp_path / "b.md").write_text(
        "---\npostcheck:\n  account: personal\n---\n![](IMG_1.jpg) ![](https://example.org/x.png)\n"
    )
    (tmp_path / "c.txt").write_bytes(b"\x00\x01\x02")
    done = postcheck(".", "--format", "json", "--show-values")
    jsonschema.Draft7Validator(schema).validate(done.report)
    assert [each["path"] for each in done.report["drafts"]] == ["a.txt", "b.md", "c.txt"]


HELD = NAME
REVIEWED = (
    "I borrowed the school logo for the top of our team page.\n"  # a warning: no record says whether that was allowed
)
ASKED = "![](IMG_2231.jpg)\n"  # a question: who is in the picture?


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        (HELD, "error", 1), (HELD, "warning", 1), (HELD, "confirmation", 1), (HELD, "never", 0),
        (REVIEWED, "error", 0), (REVIEWED, "warning", 1), (REVIEWED, "never", 0),
        (ASKED, "warning", 0), (ASKED, "confirmation", 1), (ASKED, "never", 0),
    ],
)  # fmt: skip
def test_fail_on_decides_what_counts(postcheck: Call, tmp_path: Path, text: str, fail_on: str, code: int) -> None:
    (tmp_path / "draft.md").write_text(text)
    Image.new("RGB", (30, 20), (90, 120, 150)).save(tmp_path / "IMG_2231.jpg")
    assert postcheck("draft.md", "--fail-on", fail_on, "--account", "classroom").code == code


def test_a_later_mention_of_a_name_is_masked_too(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(
        "Eighth grader Mateo Villarreal won the fair. I posted the floor plan that Mateo Villarreal drew of our school.\n"
    )
    for form in ("terminal", "json", "svg"):
        assert "Villarreal" not in postcheck("draft.txt", "--format", form).out


def test_a_sidecar_with_a_name_in_the_wrong_place_does_not_print_it(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Hello.\n")
    (tmp_path / "draft.txt.yml").write_text("images:\n  - Mateo Villarreal: granted\n")
    done = postcheck("draft.txt", "--format", "json")
    assert done.code == 2
    assert "Villarreal" not in done.out + done.err


def test_a_refusal_in_the_sidecar_outranks_the_drafts_own_word(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "x.jpg").write_bytes(b"picture")
    (tmp_path / "draft.md").write_text(
        "---\npostcheck:\n  images: [{file: x.jpg, alt: Two students in class}]\n---\nHello.\n"
    )
    (tmp_path / "draft.md.yml").write_text("images: [{file: x.jpg, consent: denied}]\n")
    assert postcheck("draft.md", "--format", "json").found("check", "severity") == [("student-image-consent", "error")]


def test_a_statement_speaks_of_the_picture_at_its_path(postcheck: Call, tmp_path: Path) -> None:
    for name in ("a", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.jpg").write_bytes(b"picture")
    (tmp_path / "draft.md").write_text("![Two students at bat](a/1.jpg)\n\n![Two students in class](c/1.jpg)\n")
    (tmp_path / "draft.md.yml").write_text("images: [{file: c/1.jpg, consent: granted}]\n")
    found = postcheck("draft.md", "--format", "json").report["drafts"][0]["findings"]
    assert [each["where"]["line"] for each in found] == [1]


def test_a_pupil_who_shares_the_authors_first_name_is_still_found(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Our champion is eighth grader Maria Lopez.\n")
    done = postcheck("draft.txt", "--author", "Maria", "--format", "json", "--show-values")
    assert done.found() == [("student-name", "Maria Lopez")]


def test_options_without_a_draft_are_told(postcheck: Call) -> None:
    done = postcheck("--account", "school")
    assert (done.code, done.out) == (2, "") and "No draft was named" in done.err


def test_a_closed_pipe_ends_quietly_with_the_exit_code(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Practice is at four.\n" * 3000 + NAME)
    done = subprocess.run(
        f"{sys.executable} -m postcheck draft.txt --format json | head -c 20; exit ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")


def test_the_sidecar_the_front_matter_and_the_options_settle_the_context(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(
        "---\nauthor: Site Author\npostcheck:\n  account: school\n  role: teacher\n---\nHello.\n"
    )
    (tmp_path / "draft.md.yml").write_text("account: classroom\n")
    done = postcheck("draft.md", "--role", "coach", "--format", "json", "--show-values")
    context = done.report["drafts"][0]["context"]
    assert context["account"] == {"value": "classroom", "from": "sidecar"}
    assert context["role"] == {"value": "coach", "from": "option"}
    assert context["author"] == {"value": "Site Author", "from": "draft"}


def test_what_git_ignores_hidden_files_and_settings_are_passed_over_and_other_endings_counted(
    postcheck: Call, tmp_path: Path
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("ignored.txt\nbuild/\n")
    (tmp_path / "build").mkdir()
    for name in ("ignored.txt", "build/x.txt", ".hidden.txt", "kept.txt", "sheet.xlsx", "kept.txt.yml"):
        (tmp_path / name).write_text("account: school\n" if name.endswith(".yml") else "Hello.\n")
    (tmp_path / "postcheck.yaml").write_text("policies: ['428']\n")
    done = postcheck(".", "--format", "json")
    assert [each["path"] for each in done.report["drafts"]] == ["kept.txt"]
    assert "Passed over: 1 .xlsx." in postcheck(".").out


def test_a_plain_run_does_not_import_spacy(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Picture day is Thursday. Thank you to our volunteers.\n")
    done = postcheck("draft.txt", PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rpartition("|")[2].strip() for line in done.err.splitlines()}
    assert "postcheck.run" in imported
    assert not {"spacy", "PIL", "numpy", "markdown_it"} & imported


def test_pictures_on_the_web_are_one_question_and_under_strict_not_examined(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("Hello. ![](https://example.org/a.jpg) ![](/images/b.jpg)\n")
    asked = postcheck("draft.md", "--account", "school", "--format", "json")
    assert asked.code == 0
    assert len(asked.report["drafts"][0]["confirmations"]) == 1
    (tmp_path / "postcheck.yaml").write_text("strict: true\n")
    strict = postcheck("draft.md", "--account", "school", "--format", "json")
    assert (strict.code, strict.report["drafts"][0]["verdict"]) == (2, "unchecked")


def test_a_picture_outside_the_drafts_folder_is_never_opened(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_text("not for drafts")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "draft.md").write_text(
        "---\npostcheck:\n  images: [{file: ../secret.jpg}]\n---\nHello. ![](../secret.jpg)\n"
    )
    done = postcheck("in/draft.md", "--format", "json")
    assert not done.report["drafts"][0]["unexamined"]
    assert "secret.jpg" not in json.dumps(done.report["drafts"][0]["findings"])


def test_the_authors_name_is_masked_in_a_public_run(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(NAME)
    done = postcheck("draft.txt", "--author", "Ottoline Vandermark", "--format", "json")
    assert "Vandermark" not in done.out


def test_a_picture_named_beside_one_draft_is_its_own_and_that_is_said(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Hello.\n")
    (tmp_path / "lab_students.jpg").write_bytes(b"picture")
    done = postcheck("draft.txt", "lab_students.jpg", "--format", "json", "--account", "classroom")
    assert [each["path"] for each in done.report["drafts"]] == ["draft.txt"]
    assert {each["id"] for each in done.report["notices"]} >= {"attached"}


def test_a_deeper_gitignore_has_the_last_word(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*.txt\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / ".gitignore").write_text("!keep.txt\n")
    for name in ("gone.txt", "sub/keep.txt", "sub/gone.txt"):
        (tmp_path / name).write_text("Hello.\n")
    done = postcheck(".", "--format", "json")
    assert [each["path"] for each in done.report["drafts"]] == ["sub/keep.txt"]


def test_severity_of_a_check_that_nobody_knows_is_told(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Hello.\n")
    (tmp_path / "postcheck.yaml").write_text("severity: {profanty: note}\n")
    done = postcheck("draft.txt")
    assert (done.code, done.out) == (2, "") and "profanty" in done.err


@pytest.mark.parametrize(
    ("pictures", "said"),
    [
        (["IMG_1.jpg"], "Who is in the 1 picture of which the post says nothing?"),
        (["IMG_1.jpg", "IMG_2.jpg"], "Who is in the 2 pictures of which the post says nothing?"),
    ],
)
def test_a_question_says_what_to_do(postcheck: Call, tmp_path: Path, pictures: list[str], said: str) -> None:
    for name in pictures:
        (tmp_path / name).write_bytes(b"picture")
    (tmp_path / "draft.md").write_text(" ".join(f"![]({name})" for name in pictures) + "\n")
    out = " ".join(postcheck("draft.md", "--account", "school").out.split())
    assert said in out and "Do Write an alt text for" in out


HONOR_ROLL = (
    "Honor Roll, Quarter 2 - Grade 7\n"
    "Amina Warsame, Noah Kim, Zoe Garcia\n"
    "Owen Brandt, Hodan Ali\n"
    "Room 12 is where we meet.\n"
)


def test_what_is_said_alike_of_many_names_is_said_once(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "honor.txt").write_text(HONOR_ROLL)
    said = postcheck("honor.txt", "--account", "school", "--show-values").out
    assert said.count("looks like a student's full name") == 1 and said.count("Do  ") == 1
    assert "So too   Noah Kim, Zoe Garcia; line 3: Owen Brandt, Hodan Ali" in said
    assert "│ Amina Warsame, Noah Kim, Zoe Garcia" in said and "│ Owen Brandt, Hodan Ali" in said


def test_what_is_said_alike_is_masked_in_a_public_run(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "honor.txt").write_text(HONOR_ROLL)
    said = postcheck("honor.txt", "--account", "school", "--mask").out
    assert "So too   N███, Z███; line 3: O███, H███" in said
    assert not any(name in said for name in ("Amina", "Noah", "Garcia", "Brandt", "Hodan"))


def test_a_name_is_told_again_in_a_hashtag(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Malia Fonoti, grade 7, won the meet. #WayToGoMalia\n")
    found = postcheck("draft.txt", "--account", "school", "--format", "json", "--show-values").report["drafts"][0][
        "findings"
    ]
    assert [(each["excerpt"], each["message"]) for each in found if each["check"] == "student-name"][1:] == [
        ("Malia", "Malia tells the student's name again.")
    ]


def test_of_a_student_on_record_only_the_record_speaks(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "students.csv").write_text("id,given,family\n1,Malia,Fonoti\n")
    (tmp_path / "consents.csv").write_text("given,family,what,answer,form\nMalia,Fonoti,name,granted,F1\n")
    (tmp_path / "postcheck.yaml").write_text("records: {students: students.csv, consents: consents.csv}\n")
    (tmp_path / "draft.txt").write_text("Malia Fonoti, grade 7, won the meet. #WayToGoMalia\n")
    found = postcheck("draft.txt", "--account", "school", "--format", "json").report["drafts"][0]["findings"]
    assert not [each for each in found if each["check"] == "student-name"]
