"""The baseline: what is known stays known wherever it moves, what is new is new, and no name can be read from it."""

from __future__ import annotations

import json
import os
import subprocess
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from postcheck import run as journey
from postcheck.checks.find import Finder
from postcheck.config.baseline import Entry, load
from postcheck.config.settings import District
from postcheck.context.settle import settle
from postcheck.errors import MistakesError
from postcheck.language.local import Local
from postcheck.model.report import Checked
from postcheck.readers.drafts import read_text
from postcheck.triage.fingerprint import Printer

Call = Callable[..., Any]
KEY = "3f" * 32
POSTS = Path(__file__).parents[1] / "quality" / "posts" / "development.jsonl"
NEWS = (
    "Congratulations to Mateo Villarreal, our eighth grade spelling champion!\n"
    "That was a damn shame.\n"
    "LINEUP vs. Holdrege: 4 Tupou, 11 Ravi Chandrasekar, 23 Elijah Two Bulls\n"
)


@pytest.fixture
def repository(tmp_path: Path, postcheck: Call) -> Path:
    """A repository with settings, one draft and a baseline of it."""
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "postcheck.yaml").write_text("policies: ['428', '401.13']\nbaseline: known.txt\n")
    (tmp_path / "news.txt").write_text(NEWS)
    done = postcheck("baseline", "update", "--accept", POSTCHECK_KEY=KEY)
    assert (done.code, done.err) == (0, "")
    return tmp_path


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", *arguments],
        cwd=folder, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def counts(done: Any) -> tuple[int, int]:
    """New and known findings of a run."""
    summary = json.loads(done.out)["summary"]
    return summary["errors"] + summary["warnings"] + summary["notes"], summary["known"]


def test_what_is_in_the_baseline_is_known_and_no_longer_counts(repository: Path, postcheck: Call) -> None:
    done = postcheck("news.txt", "--format", "json", POSTCHECK_KEY=KEY)
    assert (done.code, done.report["drafts"][0]["verdict"]) == (0, "clear")
    count = len(load(repository / "known.txt").entries)
    assert counts(done) == (0, count)
    assert f"Known before, so not counted: {count}." in " ".join(postcheck("news.txt", POSTCHECK_KEY=KEY).out.split())


def test_the_baseline_holds_no_words_lines_or_times(repository: Path) -> None:
    text = (repository / "known.txt").read_text()
    for word in ("Mateo", "Villarreal", "Ravi", "Elijah", "damn", "Holdrege"):
        assert word.casefold() not in text.casefold()
    entries = [line for line in text.splitlines() if not line.startswith("#")]
    assert entries == sorted(entries)
    assert {line.split()[0] for line in entries} == {"news.txt"}


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param("Spring news.\n" + NEWS, id="a line above"),
        pytest.param("A heading of this week\n\n" + NEWS, id="a heading above"),
        pytest.param(NEWS.replace("\n", "\r\n"), id="other line ends"),
        pytest.param(NEWS.replace(" our eighth", "  our eighth"), id="a double space"),
        pytest.param(NEWS.replace("damn", "DAMN"), id="capitals"),
        pytest.param(NEWS + "\nSee you on Monday.\n", id="a line below"),
        pytest.param("\n".join(reversed(NEWS.splitlines())) + "\n", id="lines in another order"),
    ],
)
def test_known_findings_stay_known(repository: Path, postcheck: Call, changed: str) -> None:
    (repository / "news.txt").write_bytes(changed.encode())
    done = postcheck("news.txt", "--format", "json", POSTCHECK_KEY=KEY)
    assert counts(done)[0] == 0
    assert not [each for each in done.report["notices"] if each["id"] == "baseline-stale"]


def test_known_findings_stay_known_when_a_paragraph_is_wrapped_anew(repository: Path, postcheck: Call) -> None:
    words = (
        "We want to say a very big thank you to everybody who came to the fair on Saturday, and to congratulate the "
        "eighth grader Mateo Villarreal on the first prize that he won there with a bridge made of nothing but paper."
    )
    (repository / "post.md").write_text(words + "\n")
    assert postcheck("baseline", "update", "--accept", POSTCHECK_KEY=KEY).code == 0
    (repository / "post.md").write_text("\n".join(textwrap.wrap(words, 47)) + "\n")
    assert "Mateo Villarreal" not in (repository / "post.md").read_text(), "the name lies over two lines"
    assert counts(postcheck("post.md", "--format", "json", POSTCHECK_KEY=KEY))[0] == 0


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(NEWS.replace("Mateo Villarreal", "Anoushka Pillai"), id="another name on a known line"),
        pytest.param(NEWS.replace("Ravi Chandrasekar", "Ingrid Solbakken"), id="another name in a known list"),
        pytest.param(NEWS + "That was a damn shame.\n", id="a known line once more"),
        pytest.param(NEWS.replace("damn", "bullshit"), id="another word"),
    ],
)
def test_what_was_not_there_before_is_reported(repository: Path, postcheck: Call, changed: str) -> None:
    (repository / "news.txt").write_text(changed)
    done = postcheck("news.txt", "--format", "json", POSTCHECK_KEY=KEY)
    assert done.code == 1
    assert counts(done)[0] == 1


def test_a_known_draft_under_another_name_is_new(repository: Path, postcheck: Call) -> None:
    (repository / "news.txt").rename(repository / "other.txt")
    done = postcheck("other.txt", "--format", "json", POSTCHECK_KEY=KEY)
    assert done.code == 1


def test_the_folder_from_which_it_runs_does_not_matter(repository: Path, postcheck: Call) -> None:
    (repository / "sub").mkdir()
    done = postcheck("../news.txt", "--format", "json", cwd=repository / "sub", POSTCHECK_KEY=KEY)
    assert (done.code, counts(done)[0]) == (0, 0)
    assert counts(postcheck(str(repository / "news.txt"), "--format", "json", POSTCHECK_KEY=KEY))[0] == 0


def test_a_baseline_never_grows_unless_it_is_told_to(repository: Path, postcheck: Call) -> None:
    before = (repository / "known.txt").read_text()
    (repository / "new.txt").write_text("Our goalie Anoushka Pillai had a shutout, damn it.\n")
    done = postcheck("baseline", "update", POSTCHECK_KEY=KEY)
    assert done.code == 1
    assert "new.txt:1: not in it: student-name" in done.out and "--accept" in done.out
    assert "Pillai" not in done.out
    assert (repository / "known.txt").read_text() == before
    assert postcheck("new.txt", POSTCHECK_KEY=KEY).code == 1
    assert (repository / "known.txt").read_text() == before


def test_entries_that_nobody_finds_any_more_are_told_and_taken_out(repository: Path, postcheck: Call) -> None:
    count = len(load(repository / "known.txt").entries)
    (repository / "news.txt").write_text(NEWS.replace("damn shame", "pity"))
    run = postcheck("news.txt", POSTCHECK_KEY=KEY)
    assert run.code == 0 and "1 entry of known.txt no longer found" in " ".join(run.out.split())
    checked = postcheck("baseline", "check", POSTCHECK_KEY=KEY)
    assert checked.code == 1
    assert "news.txt: no longer found: profanity" in checked.out
    assert postcheck("baseline", "update", POSTCHECK_KEY=KEY).code == 0
    assert len(load(repository / "known.txt").entries) == count - 1
    assert postcheck("baseline", "check", POSTCHECK_KEY=KEY).code == 0


def test_entries_of_a_file_that_is_gone_are_stale_and_those_of_files_not_looked_at_are_not(
    repository: Path, postcheck: Call
) -> None:
    (repository / "other.txt").write_text("Practice is at four.\n")
    assert "no longer found" not in postcheck("other.txt", POSTCHECK_KEY=KEY).out
    (repository / "news.txt").unlink()
    assert "no longer found" in " ".join(postcheck("other.txt", POSTCHECK_KEY=KEY).out.split())


def test_without_the_key_a_sealed_baseline_fails_closed(repository: Path, postcheck: Call) -> None:
    done = postcheck("news.txt")
    assert done.code == 2
    assert "Checked without the findings known before" in done.err and "--without-key" in done.err
    open_run = postcheck("news.txt", "--without-key", "--format", "json")
    assert (open_run.code, open_run.err) == (1, "")
    assert {each["id"] for each in open_run.report["notices"]} >= {"without-key"}
    assert counts(open_run) == (4, 1)  # the names are reported again, the swear word needs no key
    assert postcheck("baseline", "check").code == 2


def test_another_key_is_told(repository: Path, postcheck: Call) -> None:
    done = postcheck("news.txt", POSTCHECK_KEY="a1" * 32)
    assert (done.code, done.out) == (2, "") and "another key made this baseline" in done.err


def test_without_a_key_names_cannot_be_kept(tmp_path: Path, postcheck: Call) -> None:
    (tmp_path / "postcheck.yaml").write_text("baseline: known.txt\n")
    (tmp_path / "news.txt").write_text(NEWS)
    done = postcheck("baseline", "update", "--accept")
    assert (done.code, done.out) == (2, "") and "POSTCHECK_KEY" in done.err
    assert not (tmp_path / "known.txt").exists()
    (tmp_path / "news.txt").write_text("That was a damn shame.\n")
    assert postcheck("baseline", "update", "--accept").code == 0
    assert postcheck("news.txt").code == 0


def test_findings_of_names_have_no_fingerprint_without_a_key(tmp_path: Path, postcheck: Call) -> None:
    (tmp_path / "news.txt").write_text(NEWS)
    prints = dict(postcheck("news.txt", "--format", "json").found("check", "fingerprint"))
    assert prints["student-name"] is None and prints["profanity"]
    keyed = postcheck("news.txt", "--format", "json", POSTCHECK_KEY=KEY).found("check", "fingerprint")
    other = postcheck("news.txt", "--format", "json", POSTCHECK_KEY="a1" * 32).found("check", "fingerprint")
    assert all(mark for _, mark in keyed) and len({mark for _, mark in keyed}) == len(keyed)
    assert [mark for check, mark in keyed if check == "profanity"] == [prints["profanity"]]
    assert not {mark for check, mark in keyed if check == "student-name"} & {mark for _, mark in other}


def test_a_name_does_not_reach_the_hash_of_another_finding(tmp_path: Path, postcheck: Call) -> None:
    said = "I posted the floor plan that eighth grader {} drew of our school.\n"
    prints = []
    for name in ("Mateo Villarreal", "Anoushka Pillai"):
        (tmp_path / "news.txt").write_text(said.format(name))
        prints.append(dict(postcheck("news.txt", "--format", "json").found("check", "fingerprint"))["floor-plan"])
    assert prints[0] == prints[1] and prints[0]


@pytest.mark.parametrize("fresh", [True, False], ids=["in a new baseline", "in one that was there"])
def test_branches_that_each_add_an_entry_merge_without_conflict(repository: Path, postcheck: Call, fresh: bool) -> None:
    if fresh:
        (repository / "news.txt").write_text("Practice is at four.\n")
        assert postcheck("baseline", "update", POSTCHECK_KEY=KEY).code == 0
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "Start")
    for branch, name in (("one", "Anoushka Pillai"), ("two", "Ingrid Solbakken")):
        git(repository, "checkout", "-q", "-b", branch, "main")
        (repository / f"{branch}.txt").write_text(f"Our goalie {name} had a shutout.\n")
        assert postcheck("baseline", "update", "--accept", POSTCHECK_KEY=KEY).code == 0
        git(repository, "add", "-A")
        git(repository, "commit", "-qm", branch)
    git(repository, "merge", "-q", "--no-edit", "one")
    assert postcheck(".", POSTCHECK_KEY=KEY).code == 0
    assert postcheck("baseline", "check", POSTCHECK_KEY=KEY).code == 0


def test_the_baseline_is_no_draft(repository: Path, postcheck: Call) -> None:
    done = postcheck(".", "--format", "json", POSTCHECK_KEY=KEY)
    assert [each["path"] for each in done.report["drafts"]] == ["news.txt"]
    alone = postcheck("known.txt", "--format", "json", POSTCHECK_KEY=KEY)
    assert (alone.code, alone.report["drafts"]) == (0, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("Mateo Villarreal\n", "known.txt:1:1: this line is no entry", id="a line of text"),
        pytest.param("<<<<<<< HEAD\n=======\n", "known.txt:2:1", id="a conflict"),
        pytest.param("# key 01234567\n# key 89abcdef\n", "two keys made this baseline", id="two keys"),
        pytest.param(None, "baseline update --accept", id="no file"),
    ],
)
def test_a_bad_baseline_is_told(postcheck: Call, tmp_path: Path, text: str | None, said: str) -> None:
    (tmp_path / "postcheck.yaml").write_text("baseline: known.txt\n")
    (tmp_path / "a.txt").write_text("Hello.\n")
    if text is not None:
        (tmp_path / "known.txt").write_text(text)
    done = postcheck("a.txt")
    assert (done.code, done.out) == (2, "")
    assert said in done.err and "Villarreal" not in done.err


def test_commands_without_settings_or_a_baseline_say_what_to_write(postcheck: Call, tmp_path: Path) -> None:
    assert "baseline: .postcheck-baseline" in postcheck("baseline", "check").err
    (tmp_path / "postcheck.yaml").write_text("policies: ['428']\n")
    done = postcheck("baseline", "update")
    assert (done.code, done.out) == (2, "") and "names no baseline" in done.err


def test_paths_of_any_name_come_back_from_the_file(tmp_path: Path) -> None:
    from postcheck.config import baseline

    paths = [
        "a b.txt",
        "#x.md",
        " lead.txt",
        "new\nline.txt",
        "50%.txt",
        "é\u202e.txt",
        "trail ",
        "bad\udcff.txt",
        "k 1",
    ]
    entries = {Entry(path, "profanity", "p" + "0" * 32) for path in paths}
    baseline.save(tmp_path / "b", entries, None)
    assert load(tmp_path / "b").entries == entries
    (tmp_path / "b").write_text("x\n")
    with pytest.raises(MistakesError):
        load(tmp_path / "b")


@pytest.mark.parametrize(
    ("check", "draft", "beside"),
    [
        pytest.param(
            "mandated-report", "A third grader told me today that her stepdad hits her with a belt.\n", "",
            id="what the law makes one report",
        ),
        pytest.param(
            "student-image-consent", "![Two students at bat](bat.png)\n",
            "images: [{file: bat.png, people: [{role: student, consent: denied}]}]\n", id="a refusal",
        ),
    ],
)  # fmt: skip
def test_what_always_counts_is_never_taken_as_known(
    repository: Path, postcheck: Call, check: str, draft: str, beside: str
) -> None:
    Image.new("RGB", (8, 8)).save(repository / "bat.png")
    (repository / "post.md").write_text(draft)
    (repository / "post.md.yml").write_text(f"account: school\n{beside}")
    done = postcheck("baseline", "update", "--accept", POSTCHECK_KEY=KEY)
    assert done.code == 1
    assert f"not in it: {check} (such a finding is never taken as known)" in done.out
    assert f" {check} " not in (repository / "known.txt").read_text()
    assert check in [each for each, _ in postcheck("post.md", "--format", "json", POSTCHECK_KEY=KEY).found()]


def test_entries_of_a_table_of_which_a_post_cannot_be_examined_are_not_called_out_of_date(
    repository: Path, postcheck: Call
) -> None:
    table = "date,message,image\n2026-09-07 09:00,That was a damn shame.,{}\n2026-09-08 09:00,A quiet day.,{}\n"
    (repository / "week.csv").write_text(table.format("", ""))
    assert postcheck("baseline", "update", "--accept", POSTCHECK_KEY=KEY).code == 0
    (repository / "week.csv").write_text(table.format("", "gone.png").replace("a damn shame", "fine"))
    done = postcheck("week.csv", "--format", "json", POSTCHECK_KEY=KEY)
    assert done.code == 2
    assert "baseline-stale" not in [each["id"] for each in done.report["notices"]]


def test_a_line_above_keeps_every_fingerprint_of_real_posts(book: journey.Rules) -> None:
    """Over the labelled posts: whatever a check still finds below a new line has the fingerprint that it had."""
    finder = Finder(book.checks.values())

    def prints(text: str) -> dict[tuple[str, str], set[str | None]]:
        draft = read_text(text.encode(), "post.txt", Path())
        context = settle(draft, {})
        judgement = journey.examine(draft, context, finder, book.policies, Local(), District())
        found: dict[tuple[str, str], set[str | None]] = {}
        for each in Printer(book.checks, KEY.encode()).mark(Checked(draft, context, judgement), "post.txt"):
            place = each.place
            words = (
                draft.parts[place.index].text[slice(*place.words)] if place.index is not None and place.words else ""
            )
            found.setdefault((each.check, words), set()).add(each.fingerprint)
        return found

    lost, kept = [], 0
    for line in POSTS.read_text(encoding="utf-8").splitlines()[::3]:
        post = json.loads(line)
        before, after = prints(post["text"]), prints("Spring news.\n" + post["text"])
        for found in before.keys() & after.keys():
            kept += 1
            if not before[found] <= after[found]:
                lost.append((post["id"], found[0]))
    assert not lost
    assert kept > 50
