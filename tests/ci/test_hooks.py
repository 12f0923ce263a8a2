"""The gate as repositories use it: pre-commit with real commits, the action's steps as GitHub runs them, the templates."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from builders import TREE

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "tests" / "schemas"
NAME = "Congratulations to Mateo Villarreal, our eighth grade spelling champion!\n"
CLEAN = "Picture day is Thursday. Order forms are in the office.\n"
KEY = "7e" * 32
HOOK: dict[str, Any] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[0]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
needs_pre_commit = pytest.mark.skipif(
    find_spec("pre_commit") is None, reason="pre-commit is not installed (pip install pre-commit)"
)


def git(folder: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder, capture_output=True, text=True, check=False, timeout=600,
        env={"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(folder.parent), "PYTHONPATH": TREE,
             "GIT_CONFIG_NOSYSTEM": "1", "PYTHONUTF8": "1", **env},
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose pre-commit runs the hook's own command with the postcheck that is tested."""
    folder = tmp_path / "newsletter"
    folder.mkdir()
    assert git(folder, "init", "-q", "-b", "main").returncode == 0
    program, _, rest = HOOK["entry"].partition(" ")
    assert program == "postcheck"
    hook = {**HOOK, "language": "system", "entry": f"{sys.executable} -m postcheck {rest}"}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": [hook]}]}))
    installed = git(folder, "init", "-q")
    assert installed.returncode == 0
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install"], cwd=folder, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.precommit
@needs_pre_commit
def test_a_commit_that_names_a_student_is_blocked_and_a_clean_one_passes(repository: Path) -> None:
    (repository / "post.txt").write_text(NAME)
    (repository / "go.mod").write_text("module x\n")
    git(repository, "add", "-A")
    blocked = git(repository, "commit", "-m", "A post", CI="true")
    assert blocked.returncode == 1
    said = blocked.stdout + blocked.stderr
    assert "post.txt:1:20: error: student-name" in said and "Villarreal" not in said
    assert git(repository, "rev-parse", "HEAD").returncode != 0, "nothing was committed"
    (repository / "post.txt").write_text(CLEAN)
    (repository / "@team.md").write_text("Practice is at four.\n")
    (repository / "policies.txt").write_text("Practice is at four.\n")
    git(repository, "add", "-A")
    passed = git(repository, "commit", "-m", "A post")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "Passed" in passed.stdout + passed.stderr


@pytest.mark.precommit
@needs_pre_commit
def test_only_what_is_committed_is_looked_at_and_other_files_never_stop_it(repository: Path) -> None:
    (repository / "old.txt").write_text(NAME)
    (repository / "tool.bin").write_bytes(b"\0\1\2")
    (repository / "post.txt").write_text(CLEAN)
    (repository / "post.txt.yml").write_text("account: school\n")
    git(repository, "add", "tool.bin", "post.txt", "post.txt.yml", ".pre-commit-config.yaml")
    passed = git(repository, "commit", "-m", "A post")
    assert passed.returncode == 0, passed.stdout + passed.stderr


@pytest.mark.precommit
@needs_pre_commit
def test_the_manifest_is_valid() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.wheel
@pytest.mark.precommit
@needs_pre_commit
def test_pre_commit_installs_the_hook_from_a_clone(tmp_path: Path) -> None:
    """The real thing: pre-commit clones the project and installs it into an environment of its own."""
    if not (ROOT / ".git").exists():
        pytest.skip("no git checkout to install the hook from")
    folder = tmp_path / "newsletter"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    (folder / "post.txt").write_text(NAME)
    git(folder, "add", "-A")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), "postcheck", "--files", "post.txt"],
        cwd=folder, capture_output=True, text=True, check=False, timeout=900,
        env={**{key: value for key, value in os.environ.items() if key != "PYTHONPATH"}, "PRE_COMMIT_HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert "post.txt:1:20: error: student-name" in done.stdout


@pytest.mark.parametrize(
    ("name", "schema", "draft"),
    [
        ("action.yml", "github-action.json", jsonschema.Draft7Validator),
        ("examples/ci/github.yml", "github-workflow.json", jsonschema.Draft7Validator),
        ("examples/ci/gitlab.yml", "gitlab-ci.json", jsonschema.Draft7Validator),
    ],
)
def test_templates_fit_the_schemas_of_their_platforms(name: str, schema: str, draft: Any) -> None:
    class Loader(yaml.SafeLoader):
        """`on` is a key of workflows, not a yes."""

    Loader.yaml_implicit_resolvers = {
        key: [each for each in kinds if key not in "oO" or each[0] != "tag:yaml.org,2002:bool"]
        for key, kinds in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    said = yaml.load((ROOT / name).read_text(encoding="utf-8"), Loader)
    draft(json.loads((SCHEMAS / schema).read_text(encoding="utf-8"))).validate(said)


def test_no_input_of_the_action_is_spliced_into_a_script() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"] and step["shell"] == "bash"


def runner(folder: Path, inputs: Mapping[str, str], **secrets: str) -> tuple[int, str, dict[str, str], str]:
    """Run the step that checks, with the environment that GitHub sets: exit code, log, outputs, summary."""
    step = next(each for each in ACTION["runs"]["steps"] if each.get("id") == "check")
    values = {name: each.get("default", "") for name, each in ACTION["inputs"].items()} | dict(inputs)
    env = {name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: values[found[1]], each)
           for name, each in step["env"].items()}  # fmt: skip
    programs = folder.parent / "bin"
    programs.mkdir(exist_ok=True)
    program = programs / "postcheck"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m postcheck "$@"\n')
    program.chmod(0o755)
    output, summary, script = (folder.parent / name for name in ("output", "summary", "script.sh"))
    output.write_text("")
    summary.write_text("")
    script.write_text(step["run"])
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)], cwd=folder, capture_output=True, text=True,
        check=False, timeout=120,
        env={"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(folder.parent), "PYTHONPATH": TREE, "PYTHONUTF8": "1",
             "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary),
             "GITHUB_WORKSPACE": str(folder), "RUNNER_TEMP": str(folder.parent), **env, **secrets},
    )  # fmt: skip
    outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
    return done.returncode, done.stdout + done.stderr, outputs, summary.read_text()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    (folder / "drafts").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / "drafts" / "a post.txt").write_text(CLEAN)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Start")
    return folder


def test_the_action_passes_a_clean_repository(workspace: Path) -> None:
    code, log, outputs, summary = runner(workspace, {})
    assert (code, outputs) == (0, {"exit-code": "0", "sarif": "postcheck.sarif"}), log
    assert "::error" not in log and "1 clear" in summary


def test_the_action_annotates_what_changed_and_writes_summary_and_sarif(workspace: Path) -> None:
    (workspace / "drafts" / "b; touch hacked.txt").write_text(NAME + "::add-path::/tmp\n")
    (workspace / "old.txt").write_text(NAME)
    code, log, outputs, summary = runner(
        workspace, {"paths": "drafts\n\n", "changed-since": "main", "sarif-file": "out $(touch hacked).sarif"}
    )
    assert (code, outputs["exit-code"]) == (1, "1"), log
    assert (
        "::error file=drafts/b; touch hacked.txt,line=1,endLine=1,col=20,endColumn=36,title=postcheck%3A student-name::"
        in log
    )
    assert "Villarreal" not in log + summary and "old.txt" not in log
    log_file = json.loads((workspace / outputs["sarif"]).read_text(encoding="utf-8"))
    assert log_file["runs"][0]["results"]
    assert "| ✖ hold |" in summary
    assert not (workspace / "hacked").exists()


def test_a_fork_without_the_secret_fails_closed_unless_told_otherwise(workspace: Path) -> None:
    (workspace / "postcheck.yaml").write_text("baseline: known.txt\n")
    (workspace / "drafts" / "old.txt").write_text(NAME)
    done = subprocess.run(
        [sys.executable, "-m", "postcheck", "baseline", "update", "--accept"], cwd=workspace, capture_output=True,
        env={**os.environ, "PYTHONPATH": TREE, "POSTCHECK_KEY": KEY}, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert runner(workspace, {"key": KEY})[0] == 0
    code, log, outputs, summary = runner(workspace, {"key": ""})
    assert (code, outputs["exit-code"]) == (2, "2")
    assert (
        "::error title=postcheck::Checked without the findings known before" in log
        and "Checked without records" in summary
    )
    code, log, _, _ = runner(workspace, {"key": "", "without-key": "true"})
    assert code == 1 and "::error title=postcheck::" not in log and "Checked without records" in log


def test_the_gitlab_template_runs_as_it_stands(workspace: Path) -> None:
    said = yaml.safe_load((ROOT / "examples" / "ci" / "gitlab.yml").read_text(encoding="utf-8"))["postcheck"]
    (workspace / "drafts" / "b.txt").write_text(NAME)
    (line,) = said["script"]
    program = f"{sys.executable} -m postcheck"
    for base, count in (("", 2), ("main", 1)):
        done = subprocess.run(
            ["bash", "-ec", line.replace("postcheck check", f"{program} check", 1)], cwd=workspace, capture_output=True,
            text=True, check=False,
            env={**os.environ, "PYTHONPATH": TREE, "CI": "true", "CI_MERGE_REQUEST_DIFF_BASE_SHA": base},
        )  # fmt: skip
        assert done.returncode == 1, done.stderr
        assert done.stdout.splitlines()[-1].startswith(f"{count} draft")
        reports = said["artifacts"]["reports"]
        assert json.loads((workspace / reports["codequality"]).read_text(encoding="utf-8"))
        assert (workspace / reports["junit"]).read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is missing")
def test_the_scripts_of_the_action_have_no_syntax_errors() -> None:
    for step in ACTION["runs"]["steps"]:
        subprocess.run(["bash", "-n"], input=step["run"], text=True, check=True)
