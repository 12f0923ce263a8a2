"""Rules of single formats and of the words in them, on the values that break them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.commands.output import harmless
from postcheck.model.context import Context
from postcheck.model.draft import Draft, Part, Unexamined
from postcheck.model.finding import Judgement
from postcheck.model.place import Lines, Place
from postcheck.model.report import Checked, Report
from postcheck.reporters import REPORTERS, github, reporter
from postcheck.reporters.accepted import told
from postcheck.reporters.columns import utf8, utf16
from postcheck.reporters.fill import said_of, visible
from postcheck.reporters.json_text import dump
from postcheck.reporters.page import Page

SOURCE = Path(__file__).parents[2] / "src" / "postcheck" / "reporters"


def report(*unexamined: Unexamined) -> Report:
    draft = Draft("-+=a|b\u202e.txt", "", (), unexamined=unexamined)
    return Report((Checked(draft, Context(), Judgement(unexamined=unexamined)),), (), {}, {})


def written(name: str, said: Report) -> str:
    stream = io.StringIO(newline="")
    reporter(name)(said, Page(stream, masked=True, colour=False))
    return stream.getvalue()


def test_every_format_of_the_table_can_be_written() -> None:
    for name in REPORTERS:
        assert written(name, report(Unexamined("x.txt", "It is no text.", "Name another."))).endswith("\n")


def test_every_format_gets_its_words_from_fill() -> None:
    for entry in set(REPORTERS.values()):
        text = (SOURCE / f"{entry.partition(':')[0]}.py").read_text(encoding="utf-8")
        assert re.search(r"from postcheck\.reporters\.(rows|fill|json_report) import .*(row|fill|as_data)", text), entry
        assert ".parts[" not in text and "source[" not in text, "no words of a draft are taken past fill"


@given(st.text(st.characters(exclude_categories=())))
def test_json_keeps_any_text_and_shows_none_of_the_dangerous_signs(text: str) -> None:
    said = dump({"a": text})
    assert json.loads(said) == {"a": text}
    assert visible(said) == said and "##[" not in said


@given(st.text(st.sampled_from(" \t\u2003:#[]a\r\n"), max_size=12))
def test_no_line_is_a_command_of_githubs_runner(text: str) -> None:
    for line in harmless(text).split("\n"):
        assert not line.lstrip().startswith("::") and "##[" not in line


@given(st.text(st.sampled_from("aé😀\n "), min_size=1), st.data())
def test_columns_lead_back_to_the_same_place(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    lines = Lines.of(source)
    place = Place("text", "a.txt", *lines.at(start), *lines.at(end), start, end)
    for region, encoding, size in ((utf16(place, source), "utf-16-le", 2), (utf8(place, source), "utf-8", 1)):
        assert region
        rows = source.split("\n")
        for offset, line, column in ((start, region.line, region.column), (end, region.end_line, region.end_column)):
            before = rows[line - 1].encode(encoding)[: size * (column - 1)].decode(encoding)
            assert len("\n".join(rows[: line - 1])) + (line > 1) + len(before) == offset


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", " ="])
def test_no_cell_of_the_table_is_a_formula(sign: str) -> None:
    said = written("csv", report(Unexamined(f"{sign}cmd.txt", "No.", f"{sign}1+1")))
    cells = [cell for row in csv.reader(io.StringIO(said.lstrip("\ufeff"), newline="")) for cell in row]
    assert f"'{sign}1+1" in cells and not [each for each in cells if each.lstrip()[:1] in tuple("=+-@") and each]


def test_github_keeps_within_ten_a_level_and_the_summary_has_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    said = written("github", report(*(Unexamined(f"{n}.txt", f"Number {n}.", "Mend it.") for n in range(1, 26))))
    assert said.count("::error ") == 10 == github.MOST
    assert "15 more than GitHub shows" in said
    text = summary.read_text()
    assert text.startswith("before\n") and "Number 25" in text


def test_github_escapes_data_and_properties() -> None:
    said = written("github", report(Unexamined("a:b,c%.txt", "50% \r\n::error::x", "Mend it.")))
    (line,) = (each for each in said.splitlines() if each.startswith("::"))
    assert line.startswith("::error file=a%3Ab%2Cc%25.txt,line=1,title=postcheck%3A unexamined::")
    assert "50%25" in line and "\r" not in line


def test_a_summary_that_would_be_refused_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    written("github", report(*(Unexamined("a.txt", "x" * 1000, "Mend it.") for _ in range(1500))))
    assert summary.stat().st_size <= 1024 * 1024
    assert "The rest does not fit here" in summary.read_text()


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("account", "classroom", "classroom"), ("role", "teacher", "teacher"), ("setting", "public-event", "public-event"),
        ("scheduled", "2026-12-03T10:15", "2026-12-03T10:15"), ("author", "Ottoline Vandermark", "O\u2588\u2588\u2588"),
        ("setting", "Quillon's birthday", "Q\u2588\u2588\u2588"), ("platform", "Zephyrine", "Z\u2588\u2588\u2588"),
        ("scheduled", "after Quillon", "a\u2588\u2588\u2588"),
    ],
)  # fmt: skip
def test_a_public_run_shows_only_words_of_the_context_that_hold_no_name(key: str, value: str, shown: str) -> None:
    assert said_of(key, value, masked=True) == shown
    assert said_of(key, value, masked=False) == value


def test_a_reason_that_a_person_wrote_is_hidden_in_a_public_run() -> None:
    draft = Draft("a.txt", "", (Part("text", "Elowyth Grace won."),))
    reason = "signed by Quillonby, release 2026-114, of Grace"
    assert told(reason, draft, None) == reason
    assert (
        told(reason, draft, ((0, 0, 13),)) == "signed by Q\u2588\u2588\u2588, release 2026-114, of G\u2588\u2588\u2588"
    )
    assert told(reason, draft, ()) == "signed by Q\u2588\u2588\u2588, release 2026-114, of G\u2588\u2588\u2588"


def test_sarif_stays_within_githubs_number_of_results(draft: Callable[..., Draft], book: object) -> None:
    from postcheck.model.finding import Citation, Finding
    from postcheck.reporters import sarif

    checks, policies = book.checks, book.policies  # type: ignore[attr-defined]
    clause = next(each for policy in policies for each in policy.clauses if "profanity" in each.checks)
    finding = Finding(
        "profanity",
        "warning",
        "likely",
        "default",
        {},
        Place("post", "a.txt"),
        (Citation(clause.policy, clause.id, "error"),),
    )
    grave = replace(finding, severity="error")
    judgement = Judgement(findings=(*[finding] * sarif.MOST_RESULTS, grave))
    said = Report((Checked(draft("x"), Context(), judgement),), policies, checks, {(clause.policy, clause.id): clause})
    run = sarif.as_data(said, masked=True)["runs"][0]
    assert len(run["results"]) == sarif.MOST_RESULTS
    assert run["results"][0]["level"] == "error"
    assert any("left out" in each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"])
