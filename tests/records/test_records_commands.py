"""Records as a user meets them: checked, sealed, asked in a run; and no name where none may be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
KEY = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"
STUDENTS = "id,given,family\n1,Kalani,Mahoe\n2,Ottilie,Brannigan\n"
PLANTED = ("Kalani", "Mahoe", "Ottilie", "Brannigan")


@pytest.fixture
def district(tmp_path: Path) -> Path:
    (tmp_path / "students.csv").write_text(STUDENTS)
    (tmp_path / "postcheck.yaml").write_text("records: {students: students.csv}\n")
    (tmp_path / "draft.txt").write_text("We saw kalani mahoe in the hall.\n")
    return tmp_path


def test_a_name_on_the_list_is_held_with_its_row(postcheck: Call, district: Path) -> None:
    done = postcheck("draft.txt", "--format", "json", "--show-values")
    assert done.found("check", "excerpt", "confidence", "severity") == [
        ("student-name", "kalani mahoe", "certain", "error")
    ]
    assert "students.csv, row 2" in done.report["drafts"][0]["findings"][0]["because"]
    assert [each["message"] for each in done.report["notices"] if each["id"] == "records"] == [
        "Checked with your records: students."
    ]


def test_a_public_run_prints_no_name_of_the_list(postcheck: Call, district: Path) -> None:
    for form in ("json", "terminal"):
        assert "ahoe" not in postcheck("draft.txt", "--format", form).out


def test_without_records_that_is_said_in_every_format(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Our champion is eighth grader Kalani Mahoe.\n")
    for form in ("json", "terminal"):
        assert "Checked without records" in " ".join(postcheck("draft.txt", "--format", form).out.split())


def test_a_plain_run_imports_nothing_of_records(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Our champion is eighth grader Kalani Mahoe.\n")
    done = postcheck("draft.txt", PYTHONPROFILEIMPORTTIME="1")
    imported = {line.rpartition("|")[2].strip() for line in done.err.splitlines()}
    assert "postcheck.run" in imported
    assert not {each for each in imported if each.startswith("postcheck.records")}
    assert not {"postcheck.checks.written", "postcheck.checks.students"} & imported


def test_a_sealed_list_finds_names_and_holds_none(postcheck: Call, district: Path) -> None:
    done = postcheck("records", "seal", POSTCHECK_KEY=KEY)
    assert (done.code, done.err) == (0, "")
    assert "misspelled" in done.out and "postcheck.yaml" not in done.err
    (district / "students.csv").unlink()
    (district / "postcheck.yaml").write_text("records: {students: students.sealed}\n")
    found = postcheck("draft.txt", "--format", "json", "--show-values", POSTCHECK_KEY=KEY)
    assert found.found() == [("student-name", "kalani mahoe")]
    data = (district / "students.sealed").read_bytes().lower()
    assert not [name for name in PLANTED if name.lower().encode() in data]


@pytest.mark.parametrize(
    ("key", "said"),
    [(None, "POSTCHECK_KEY is not set"), (OTHER, "another key"), ("short", "shorter than 32")],
    ids=["no key", "another key", "a key that could be guessed"],
)
def test_a_sealed_list_without_its_key_is_never_silence(
    postcheck: Call, district: Path, key: str | None, said: str
) -> None:
    assert postcheck("records", "seal", POSTCHECK_KEY=KEY).code == 0
    (district / "postcheck.yaml").write_text("records: {students: students.sealed}\n")
    env = {"POSTCHECK_KEY": key} if key else {}
    for command in (("draft.txt",), ("records", "check")):
        done = postcheck(*command, **env)
        assert (done.code, done.out) == (2, "") and said in done.err


def test_a_fork_goes_on_without_the_key_and_that_is_said(postcheck: Call, district: Path) -> None:
    assert postcheck("records", "seal", POSTCHECK_KEY=KEY).code == 0
    (district / "staff.csv").write_text("name\nAwa Ndiaye\n")
    (district / "postcheck.yaml").write_text("records: {students: students.sealed, staff: staff.csv}\n")
    done = postcheck("draft.txt", "--without-key", "--format", "json")
    assert done.code in (0, 1), done.err
    said = {each["id"]: each["message"] for each in done.report["notices"]}
    assert "students.sealed is sealed, and POSTCHECK_KEY is not set" in said["without-key"]
    assert said["records"] == "Checked with your records: staff."
    found = postcheck("draft.txt", "--without-key", "--format", "json", POSTCHECK_KEY=KEY)
    assert "without-key" not in [each["id"] for each in found.report["notices"]]


def test_a_damaged_sealed_list_is_told(postcheck: Call, district: Path) -> None:
    assert postcheck("records", "seal", POSTCHECK_KEY=KEY).code == 0
    sealed = district / "students.sealed"
    sealed.write_bytes(sealed.read_bytes()[:-3])
    (district / "postcheck.yaml").write_text("records: {students: students.sealed}\n")
    done = postcheck("draft.txt", POSTCHECK_KEY=KEY)
    assert (done.code, done.out) == (2, "") and "damaged" in done.err


def test_sealing_needs_a_key_and_a_list(postcheck: Call, district: Path) -> None:
    done = postcheck("records", "seal")
    assert done.code == 2 and "secrets.token_hex" in done.err and not (district / "students.sealed").exists()
    (district / "postcheck.yaml").write_text("records: {staff: students.csv}\n")
    done = postcheck("records", "seal", POSTCHECK_KEY=KEY)
    assert done.code == 2 and "no list of students in clear" in done.err


BROKEN = {
    "an unknown column": ("students.csv", "given,famly\nKalani,Mahoe\n"),
    "a student without a family name": ("students.csv", "given,family\nKalani,\nOttilie,Brannigan\n"),
    "a name where a date should be": (
        "consents.csv",
        "name,what,answer,until\nKalani Mahoe,photo,yes,Ottilie Brannigan\n",
    ),
    "a name where an answer should be": ("consents.csv", "name,what,answer\nKalani Mahoe,photo,Ottilie Brannigan\n"),
    "a name as a column": ("consents.csv", "name,what,answer,Kalani Mahoe\nOttilie Brannigan,photo,yes,1\n"),
    "a cell without an end": ("consents.csv", 'name,what,answer\n"Kalani Mahoe,photo,yes\n' + "x" * 200_000),
}


@pytest.mark.parametrize(("name", "text"), BROKEN.values(), ids=list(BROKEN))
@pytest.mark.parametrize("command", [("draft.txt",), ("records", "check")], ids=["a run", "records check"])
def test_no_name_of_a_broken_record_is_printed_and_no_traceback(
    postcheck: Call, district: Path, name: str, text: str, command: tuple[str, ...]
) -> None:
    (district / name).write_text(text)
    (district / "postcheck.yaml").write_text("records: {students: students.csv, consents: consents.csv}\n")
    if not (district / "consents.csv").exists():
        (district / "consents.csv").write_text("name,what,answer\n")
    (district / "draft.txt").write_text("Nobody is named.\n")
    done = postcheck(*command)
    assert done.code in ((2,) if command[0] == "draft.txt" else (1, 2))
    printed = done.out + done.err
    assert name in printed and "Traceback" not in printed
    assert not [planted for planted in PLANTED if planted in printed]


def test_a_record_that_is_not_there_is_told(postcheck: Call, district: Path) -> None:
    (district / "postcheck.yaml").write_text("records: {students: gone.csv}\n")
    done = postcheck("draft.txt")
    assert (done.code, done.out) == (2, "") and "gone.csv" in done.err and "no such file" in done.err


def test_records_check_of_sound_records_exits_0(postcheck: Call, district: Path) -> None:
    done = postcheck("records", "check")
    assert (done.code, done.err) == (0, "")
    assert "0 to mend" in done.out


def test_records_check_without_records_could_not_look(postcheck: Call, tmp_path: Path) -> None:
    done = postcheck("records", "check")
    assert (done.code, done.out) == (2, "") and "names no records" in done.err


def test_records_check_tells_what_is_stale_and_contradictory_by_row(postcheck: Call, district: Path) -> None:
    (district / "students.csv").write_text(STUDENTS + "2,Hunter,Green\n3,Kalani,Mahoe\n")
    (district / "staff.csv").write_text("name,job\nOttilie Brannigan,Coach\n")
    (district / "consents.csv").write_text(
        "id,name,what,until,answer\n1,,photo,,granted\n1,,all,,refused\n9,,photo,,granted\n,Kalani Mahoe,name,,granted\n"
        ",Somebody Else,photo,,granted\n3,,photo,2020-01-01,granted\n"
    )
    (district / "authorizations.csv").write_text("name,for,granted by,until\nNot Staff,logo,Principal,2020-01-01\n")
    (district / "accounts.csv").write_text("name,kind,profile\nOur Page,school,Hello\nour page,school,\nOdd,,\n")
    kinds = ("students", "staff", "consents", "authorizations", "accounts")
    (district / "postcheck.yaml").write_text("records:\n" + "".join(f"  {each}: {each}.csv\n" for each in kinds))
    done = postcheck("records", "check")
    assert done.code == 1
    for said in (
        "students.csv:4: this id is another student's too (students.csv, row 3)",
        "students.csv:5: another student has the same name",
        "students.csv:4: both names are ordinary words too",
        "students.csv:3: a member of staff has the same name (staff.csv, row 2)",
        "consents.csv:2: granted here and refused in consents.csv, row 3, both for the photo",
        "consents.csv:4: no student on the list has this id",
        "consents.csv:5: 2 students have this name",
        "consents.csv:6: nobody on the lists",
        "consents.csv:7: this consent ended on 2020-01-01",
        "authorizations.csv:2: this authorization ended on 2020-01-01",
        "authorizations.csv:2: nobody in the staff directory",
        "accounts.csv:2: nobody registered this official account",
        "accounts.csv:2: nobody approved this official account",
        "accounts.csv:2: this official account has no named administrator",
        "accounts.csv:2: the profile of this official account lacks",
        "accounts.csv:3: this account stands in accounts.csv, row 2 too",
        "accounts.csv:4: the kind of this account is missing",
    ):
        assert said in done.out, said
    assert not [name for name in (*PLANTED, "Hunter", "Somebody") if name in done.out]


def test_record_files_in_a_folder_are_no_drafts(postcheck: Call, district: Path) -> None:
    (district / "staff.txt").write_text("name\nOttilie Brannigan\n")
    (district / "postcheck.yaml").write_text("records: {students: students.csv, staff: staff.txt}\n")
    done = postcheck(".", "--format", "json")
    assert [each["path"] for each in done.report["drafts"]] == ["draft.txt"]
    assert "Passed over" not in postcheck(".").out


@pytest.mark.parametrize(
    ("release", "found"), [("opt-in", 2), ("opt-out", 1), (None, 2)], ids=["opt-in", "opt-out", "undecided"]
)
def test_directory_information_may_go_out_under_opt_out_unless_refused(
    postcheck: Call, district: Path, release: str | None, found: int
) -> None:
    (district / "consents.csv").write_text("id,what,answer\n2,name,refused\n")
    (district / "postcheck.yaml").write_text(
        f"{f'release: {release}' if release else ''}\nrecords: {{students: students.csv, consents: consents.csv}}\n"
    )
    (district / "draft.txt").write_text(
        "Kalani Mahoe won first place for our team. So did Ottilie Brannigan of our team.\n"
    )
    done = postcheck("draft.txt", "--format", "json", "--show-values")
    names = [each["excerpt"] for each in done.report["drafts"][0]["findings"] if each["check"] == "student-name"]
    assert len(names) == found and "Ottilie Brannigan" in names
    masked = postcheck("draft.txt", "--format", "json").out
    assert "ahoe" not in masked


def test_under_opt_out_what_is_no_directory_information_stays_a_finding(postcheck: Call, district: Path) -> None:
    (district / "postcheck.yaml").write_text("release: opt-out\nrecords: {students: students.csv}\n")
    for text in (
        "Kalani Mahoe of our team has asthma.",
        "Kalani Mahoe of our team lives on Elm Street.",
        "Kalani Mahoe waved.",
    ):
        (district / "draft.txt").write_text(text)
        assert postcheck("draft.txt").code == 1, text


def test_undecided_the_finding_names_the_setting(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Congratulations to sophomore Kalani Mahoe, who took first at regionals.\n")
    said = json.loads(postcheck("draft.txt", "--format", "json").out)["drafts"][0]["findings"][0]["suggestion"]
    assert "release: opt-out" in said
    (tmp_path / "postcheck.yaml").write_text("release: opt-out\n")
    assert postcheck("draft.txt").code == 0


def test_an_account_by_name_brings_its_context(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Practice is at four.\n")
    (tmp_path / "draft.txt.yml").write_text("account: '@fern_fliers'\nrole: teacher\n")
    (tmp_path / "postcheck.yaml").write_text(
        "accounts: [{name: fern_fliers, kind: school, platform: x, role: coach, audience: public}]\n"
    )
    context = postcheck("draft.txt", "--format", "json").report["drafts"][0]["context"]
    assert context["account"] == {"value": "school", "from": "settings"}
    assert context["platform"] == {"value": "x", "from": "settings"}
    assert context["role"] == {"value": "teacher", "from": "sidecar"}


def test_an_account_that_no_list_has_is_not_examined(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Practice is at four.\n")
    done = postcheck("draft.txt", "--account", "Some Page")
    assert done.code == 2 and "in no list of accounts" in " ".join(done.out.split())


def test_a_mistyped_kind_of_account_is_still_a_mistake(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Practice is at four.\n")
    (tmp_path / "draft.txt.yml").write_text("account: clasroom\n")
    done = postcheck("draft.txt")
    assert done.code == 2 and "classroom" in done.out
