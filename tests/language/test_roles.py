"""Whom the words beside a name, or the heading of its list, make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from postcheck.language.people import Person
from postcheck.language.reading import annotate
from postcheck.readers.drafts import read_text


def person(text: str, name: str) -> Person:
    """Who is named so in a Markdown text."""
    reading = annotate(read_text(text.encode(), "draft.md", Path(), pictures=()))
    words = reading.draft.parts[0].text
    return next(each for each in reading.people if each.part == 0 and words[slice(*each.span)] == name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("PTO officers\n\nNkechi Eze, Pavel Dragomir", "Nkechi Eze", id="below the officers of a body"),
        pytest.param("School board\n\nNkechi Eze\nPavel Dragomir", "Nkechi Eze", id="below the name of a body"),
        pytest.param(
            "Our parent volunteers: Nkechi Eze and Pavel Dragomir.", "Nkechi Eze", id="in a list of volunteers"
        ),
        pytest.param("Thank you to Nkechi Eze, who is our custodian.", "Nkechi Eze", id="who is"),
        pytest.param("My daughter Lily turned nine today!", "Lily", id="the writer's daughter"),
        pytest.param("Thanks to my husband and our kids Ella and Theo!", "Theo", id="a couple's children"),
        pytest.param("Follow me on my own profile, Nkechi Eze, for more.", "Nkechi Eze", id="my profile"),
        pytest.param("Best collage: by Nkechi Eze's first grader Jay.", "Nkechi Eze", id="whose child it is"),
    ],
)
def test_an_adult(text: str, name: str) -> None:
    assert person(text, name).settled


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "PTO Notes\n\nHats off to Nkechi Eze and Pavel Dragomir, grade 5.",
            "Pavel Dragomir",
            id="below a body's notes",
        ),
        pytest.param(
            "Team trip board\n\nRoster on board: Nkechi Eze, Cash Dillard.", "Nkechi Eze", id="on a board of cork"
        ),
        pytest.param(
            "| Name | Grade | Note |\n|---|---|---|\n| Nkechi Eze | 9 | 5-1 |\n| Pavel Dragomir | 10 | 7-0 |",
            "Pavel Dragomir",
            id="in a table that gives grades",
        ),
        pytest.param(
            'Our front pages are up.\n\n- Nkechi Eze, "Coach Eats Pie, Sources Say"\n- Pavel Dragomir, "Taco War"',
            "Nkechi Eze",
            id="before a title in quotes",
        ),
    ],
)
def test_a_student(text: str, name: str) -> None:
    assert person(text, name).role == "student"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Thank you to Hser Paw, who shared that Dad locks her out.", "Hser Paw", id="who told of a dad"),
        pytest.param("PTO Notes\n\nHats off to Nkechi Eze for the win.", "Nkechi Eze", id="below a body's notes"),
        pytest.param(
            "The Official Oakdale Kindergarten Hub\n\nHodan Moe kept her shoes on.", "Hodan Moe", id="an official hub"
        ),
        pytest.param(
            "Taxonomy of the parent email, after Linnaeus: the Lawyer, the Ghost, and the family of most of you. I decline to"
            " waste another Sunday. On the bright side, Leilani Kealoha earned a perfect score.",
            "Leilani Kealoha",
            id="sentences after a colon",
        ),
        pytest.param("Parents, don't panic! It was only Hodan Moe.", "Hodan Moe", id="after parents are spoken to"),
    ],
)
def test_words_that_speak_of_others_make_no_adult(text: str, name: str) -> None:
    assert not person(text, name).settled
