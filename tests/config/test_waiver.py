"""Waivers as people write them: in a cell, in a comment, in YAML."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.config import waiver
from postcheck.config.statement import statement
from postcheck.config.yamlfile import parse
from postcheck.model.draft import Draft


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('profanity mistaken "a name"', [("profanity", "mistaken", "a name", None, None)], id="one"),
        pytest.param(
            'logo-use exempted "a fair" by "principal" until 2027-06-30',
            [("logo-use", "exempted", "a fair", "principal", "2027-06-30")],
            id="with who and until when",
        ),
        pytest.param(
            'profanity mistaken "a; b"; floor-plan mistaken "a toy"\nlogo-use consented “form 7”',
            [
                ("profanity", "mistaken", "a; b", None, None),
                ("floor-plan", "mistaken", "a toy", None, None),
                ("logo-use", "consented", "form 7", None, None),
            ],
            id="several, by semicolon and line, with a semicolon in a reason and typographic quotes",
        ),
        pytest.param("", [], id="an empty cell"),
        pytest.param(" ; \n", [], id="a cell of separators"),
    ],
)
def test_a_cell(text: str, expected: list[tuple[str, ...]]) -> None:
    read = waiver.from_cell(text, "posts.csv", 3)
    assert [(each.check, each.kind, each.reason, each.approver, each.until) for each in read] == expected
    assert all((each.origin, each.file, each.at, each.fault) == ("csv", "posts.csv", 3, None) for each in read)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("profanity mistaken", id="no reason"),
        pytest.param('"a name"', id="only a reason"),
        pytest.param("profanity mistaken a name", id="no quotes"),
        pytest.param('profanity mistaken "a name', id="an open quote"),
        pytest.param('profanity mistaken "a" until soon', id="no date"),
        pytest.param('profanity mistaken "' + "a" * 2_000 + '"', id="without end"),
    ],
)
def test_what_cannot_be_read_is_a_fault_that_repeats_no_word(text: str) -> None:
    (read,) = waiver.from_cell(text, "posts.csv")
    assert read.fault and "a name" not in read.fault
    assert (read.check, read.reason) == ("", "")


@given(st.text())
def test_no_cell_and_no_comment_fails(text: str) -> None:
    waiver.from_cell(text, "posts.csv")
    waiver.from_comment(text, "draft.md", 1, 2, (0, 1))
    list(waiver.bare(text))


@pytest.mark.parametrize("ending", ["txt", "md", "html"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_comment_speaks_of_the_next_line_that_is_not_empty(
    draft: Callable[..., Draft], ending: str, newline: str
) -> None:
    text = newline.join(["Hello.", "", '<!-- postcheck: ok profanity mistaken "a name" -->', "", "", "A line."])
    (read,) = draft(text, ending).waivers
    assert (read.check, read.origin, read.at, read.line, read.fault) == ("profanity", "comment", 3, 6, None)
    assert read.span and text[slice(*read.span)].strip().startswith("postcheck:")


def test_a_comment_that_is_not_ours_is_none(draft: Callable[..., Draft]) -> None:
    assert draft("<!-- see postcheck: ok -->\nHello.", "md").waivers == ()
    assert draft("<!-- todo -->\nHello.", "md").waivers == ()


@pytest.mark.parametrize("text", ["<!-- postcheck: okay -->\nA.", "<!-- postcheck: skip x -->\nA."])
def test_a_comment_that_says_something_else_to_us_is_a_fault(draft: Callable[..., Draft], text: str) -> None:
    (read,) = draft(text, "md").waivers
    assert read.fault


@pytest.mark.parametrize("line", ['postcheck: ok profanity mistaken "x"', '# postcheck: ok profanity mistaken "x"'])
def test_a_directive_among_the_words_of_a_post_is_not_believed(draft: Callable[..., Draft], line: str) -> None:
    (read,) = draft(f"Hello.\n{line}\nA line.\n").waivers
    assert read.fault and "published" in read.fault and read.at == 2


SIDE = "waivers:\n  - {check: profanity, kind: mistaken, reason: a name, line: 3, until: 2027-06-30}\n"


def test_a_sidecar_gives_waivers_and_front_matter_does_not() -> None:
    (read,) = statement(parse(SIDE, "a.md.yml"), "a.md.yml", "sidecar").waivers
    assert (read.check, read.line, read.until, read.at, read.origin) == ("profanity", 3, "2027-06-30", 2, "sidecar")
    assert statement(parse(SIDE, "a.md"), "a.md", "draft").mistakes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("{check: profanity, kind: mistaken}", "'reason' is missing", id="no reason"),
        pytest.param("{check: profanity, kind: mistake, reason: a}", "did you mean 'mistaken'", id="a misspelt kind"),
        pytest.param("{check: profanity, kind: mistaken, reason: a, until: soon}", "not a date", id="no date"),
        pytest.param("{chek: profanity, kind: mistaken, reason: a}", "did you mean 'check'", id="a misspelt key"),
    ],
)
def test_a_mistake_in_a_sidecar_has_its_line(text: str, said: str) -> None:
    mistakes = statement(parse(f"waivers:\n  - {text}\n", "a.yml"), "a.yml", "sidecar").mistakes
    assert any(said in each.what and each.line == 2 for each in mistakes)
