"""Streams and files: reports in files, whole or not at all; every closed or full stream is one sentence; --changed-since."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from builders import TREE

Call = Callable[..., Any]
NAME = "Congratulations to Mateo Villarreal, our eighth grade spelling champion!\n"
PROGRAM = f"{sys.executable} -m postcheck"


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-c", command], cwd=cwd, capture_output=True, text=True, check=False, timeout=120,
        env={"PATH": "/usr/bin:/bin", "HOME": str(cwd), "PYTHONPATH": TREE, "PYTHONUTF8": "1"},
    )  # fmt: skip


def test_several_reports_of_one_run(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(NAME)
    (tmp_path / "old.json").write_text("an older report")
    (tmp_path / "link.sarif").symlink_to("real.sarif")
    done = postcheck(
        "draft.txt", "--output", "json=old.json", "--output", "sarif=link.sarif", "--output", "json=b.json"
    )
    assert (done.code, done.err) == (1, "")
    assert "HOLD" in done.out
    report = json.loads((tmp_path / "old.json").read_text())
    assert report == json.loads((tmp_path / "b.json").read_text()) and report["summary"]["hold"] == 1
    assert (tmp_path / "link.sarif").is_symlink() and json.loads((tmp_path / "real.sarif").read_text())["runs"]
    assert not [each for each in tmp_path.iterdir() if each.name.endswith(".tmp")]


@pytest.mark.parametrize(
    ("output", "said"),
    [
        pytest.param("json=no/x.json", "no/x.json: the report cannot be written (no such file", id="no such folder"),
        pytest.param("json=folder", "the report cannot be written (is a directory)", id="a folder"),
        pytest.param("json=/dev/full", "the report cannot be written (no space left", id="a full disk"),
    ],
)
def test_a_file_that_cannot_be_written_is_one_sentence_and_the_rest_is_done(
    postcheck: Call, tmp_path: Path, output: str, said: str
) -> None:
    (tmp_path / "draft.txt").write_text(NAME)
    (tmp_path / "folder").mkdir()
    done = postcheck("draft.txt", "--output", output, "--output", "json=good.json")
    assert done.code == 2 and "HOLD" in done.out
    assert said in done.err and done.err.count("\n") == 1
    assert json.loads((tmp_path / "good.json").read_text())
    assert not list((tmp_path / "folder").iterdir())


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("json", "takes FORMAT=FILE"), ("xml=x.xml", "does not know the format 'xml'"),
        ("json=draft.txt", "this file is a draft of this run"), ("json=./sub/../draft.txt", "this file is a draft"),
    ],
)  # fmt: skip
def test_an_output_that_cannot_be_meant_is_told_before_anything_is_checked(
    postcheck: Call, tmp_path: Path, output: str, said: str
) -> None:
    (tmp_path / "draft.txt").write_text(NAME)
    (tmp_path / "sub").mkdir()
    done = postcheck("draft.txt", "--output", output)
    assert (done.code, done.out) == (2, "") and said in done.err
    assert (tmp_path / "draft.txt").read_text() == NAME


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        pytest.param("draft.txt >&-", 2, "Standard output is closed", id="closed output"),
        pytest.param("- <&-", 2, "Standard input is closed", id="closed input"),
        pytest.param("draft.txt > /dev/full", 2, "Standard output takes no more", id="a full disk"),
        pytest.param("draft.txt --format json > /dev/full", 2, "Standard output takes no more", id="a full disk, JSON"),
        pytest.param("explain student-name > /dev/full", 2, "No space left on device", id="a full disk, explain"),
        pytest.param("nowhere.txt 2>&-", 2, "", id="closed error output"),
        pytest.param("nowhere.txt 2>&- >&- <&-", 2, "", id="everything closed"),
        pytest.param("nowhere.txt 2>/dev/full", 2, "", id="full error output"),
        pytest.param("draft.txt | true; exit ${PIPESTATUS[0]}", 1, "", id="a closed pipe"),
        pytest.param("draft.txt --format sarif | true; exit ${PIPESTATUS[0]}", 1, "", id="a closed pipe, SARIF"),
        pytest.param("--help | true; exit ${PIPESTATUS[0]}", 0, "", id="a closed pipe, help"),
    ],
)
def test_a_stream_that_is_closed_or_full_is_one_sentence(tmp_path: Path, command: str, code: int, said: str) -> None:
    (tmp_path / "draft.txt").write_text(NAME)
    done = shell(f"{PROGRAM} {command}", tmp_path)
    if "--help" not in command:
        assert done.returncode == code
    assert said in done.stderr and done.stderr.count("\n") == bool(said)
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr


def test_a_report_in_a_file_does_not_need_standard_output(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(NAME)
    shell(f"{PROGRAM} draft.txt --output json=x.json >&-", tmp_path)
    assert json.loads((tmp_path / "x.json").read_text())["summary"]["hold"] == 1


def test_ctrl_c_while_modules_load_and_while_it_waits_is_quiet_and_130(tmp_path: Path) -> None:
    stop = (
        "import os, signal, sys\nimport postcheck.__main__ as entry\nsys.argv = ['postcheck', '-']\n"
        "class Stop:\n    def find_spec(self, name, *_):\n        if name == 'typer': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stop())\nentry.main()"
    )
    early = subprocess.run(
        [sys.executable, "-c", stop], capture_output=True, env={**os.environ, "PYTHONPATH": TREE}, check=False
    )
    assert (early.returncode, early.stdout, early.stderr) == (130, b"", b"")
    waits = subprocess.Popen(
        [sys.executable, "-m", "postcheck", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": TREE, "PYTHONPROFILEIMPORTTIME": "1"}, cwd=tmp_path,
    )  # fmt: skip
    assert waits.stderr and waits.stdin
    for line in waits.stderr:  # the last module that it loads before it reads standard input
        if line.rstrip().endswith(b"| postcheck.run"):
            break
    waits.send_signal(signal.SIGINT)
    out, err = waits.communicate(timeout=60)
    assert (waits.returncode, out) == (130, b"") and b"Traceback" not in err and b"Aborted" not in err


def test_standard_input_without_end_is_bounded(postcheck: Call) -> None:
    done = postcheck("-", stdin=b"a" * 20_000_001)
    assert (done.code, done.out) == (2, "") and "larger than 20 MB" in done.err


def test_a_list_of_arguments_and_what_follows_two_dashes(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_text(NAME)
    (tmp_path / "@list.txt").write_text("Practice is at four.\n")
    (tmp_path / "policies").write_text("Practice is at four.\n")
    (tmp_path / "list").write_text("\ufeffa b.txt\r\n\n@list.txt\n--format\njson\n".replace("\r\n", "\n"))
    assert [each["path"] for each in postcheck("@list").report["drafts"]] == ["@list.txt", "a b.txt"]
    done = postcheck("check", "--format", "json", "--", "@list.txt", "policies")
    assert [each["path"] for each in done.report["drafts"]] == ["@list.txt", "policies"]
    missing = postcheck("@nothing")
    assert missing.code == 2 and "./@nothing" in missing.err


def test_a_list_of_ten_thousand_paths(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Practice is at four.\n")
    (tmp_path / "list").write_text("draft.txt\n" * 10_000)
    assert postcheck("@list", "--format", "concise").out == "1 draft: 1 clear\n"


def test_pictures_are_nobodys_own_under_separate(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("Our students had fun.\n")
    (tmp_path / "IMG_1.jpg").write_bytes(b"picture")
    both = postcheck("draft.txt", "IMG_1.jpg", "--separate", "--format", "json")
    assert [each["path"] for each in both.report["drafts"]] == ["IMG_1.jpg", "draft.txt"]
    (tmp_path / "draft.md").write_text("![A red bridge](IMG_1.jpg)\n")
    used = postcheck("draft.md", "IMG_1.jpg", "--separate", "--format", "json")
    assert [each["path"] for each in used.report["drafts"]] == ["draft.md"]


def test_in_githubs_runner_no_line_of_any_output_is_a_command_of_a_draft(postcheck: Call, tmp_path: Path) -> None:
    name = "::add-path::x ##[error]y.txt"
    (tmp_path / name).write_text(f"damn ::set-env name=X::1\n::warning::{NAME}##[add-mask]damn\n" + "\0")
    for form in ("terminal", "concise", "markdown", "csv", "junit", "json", "sarif", "svg"):
        done = postcheck("--format", form, "--", name, GITHUB_ACTIONS="true")
        for line in (done.out + done.err).splitlines():
            assert not line.lstrip().startswith("::") and "##[" not in line, (form, line)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def test_changed_since_checks_what_git_says_changed(postcheck: Call, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "drafts").mkdir()
    for name in ("old.txt", "é b.txt", "sidecar.txt", "pictured.md", "gone.txt"):
        (tmp_path / "drafts" / name).write_text("![A red bridge](bridge.jpg)\n" if name.endswith("md") else "Hello.\n")
    Image.new("RGB", (8, 8)).save(tmp_path / "drafts" / "bridge.jpg")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Start")
    done = postcheck("drafts", "--changed-since", "HEAD", "--format", "json")
    assert (done.code, done.report["drafts"]) == (0, [])
    assert "No draft has changed since HEAD." in [each["message"] for each in done.report["notices"]]
    (tmp_path / "drafts" / "é b.txt").write_text(NAME)
    (tmp_path / "drafts" / "sidecar.txt.yml").write_text("account: school\n")
    Image.new("RGB", (9, 9)).save(tmp_path / "drafts" / "bridge.jpg")
    (tmp_path / "drafts" / "gone.txt").unlink()
    (tmp_path / "drafts" / "fresh.txt").write_text("Hello.\n")
    git(tmp_path, "add", "drafts/é b.txt")
    for where, path in ((tmp_path, "drafts"), (tmp_path / "drafts", ".")):
        done = postcheck(path, "--changed-since", "main", "--format", "json", cwd=where)
        names = [Path(each["path"]).name for each in done.report["drafts"]]
        assert sorted(names) == ["fresh.txt", "pictured.md", "sidecar.txt", "é b.txt"]
        assert done.code == 1


@pytest.mark.parametrize(
    ("ref", "path", "said"),
    [
        pytest.param("HEAD", "/usr/bin:/bin", "lies in no git repository", id="no repository"),
        pytest.param("HEAD", "/nowhere", "it is not installed", id="no git"),
    ],
)
def test_changed_since_without_git_or_a_repository(
    postcheck: Call, tmp_path: Path, ref: str, path: str, said: str
) -> None:
    (tmp_path / "draft.txt").write_text("Hello.\n")
    done = postcheck("draft.txt", "--changed-since", ref, PATH=path)
    assert (done.code, done.out) == (2, "") and said in done.err and done.err.count("\n") == 1


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "HEAD"])
def test_changed_since_a_commit_that_git_does_not_know(postcheck: Call, tmp_path: Path, ref: str) -> None:
    git(tmp_path, "init", "-q")
    (tmp_path / "draft.txt").write_text("Hello.\n")
    done = postcheck("draft.txt", f"--changed-since={ref}")
    assert (done.code, done.out) == (2, "") and f"git knows no commit '{ref}'" in done.err
    assert not (tmp_path / "x").exists()
