"""A name that the draft states to be staff's, in the list of who is in its pictures, is no student's."""

from __future__ import annotations

from pathlib import Path

import pytest

from postcheck.language.reading import annotate
from postcheck.model.draft import Depicted, Picture
from postcheck.readers.drafts import read_text

TEXT = "Fourth grade wins again! Leng lost her hat in the relay, and Mai Vue found it."


def named(*people: tuple[str, str], text: str = TEXT) -> dict[str, str]:
    """The role of everybody who is named in a post beside a picture of these people."""
    depicted = tuple(Depicted(name, role, None) for name, role in people)
    draft = read_text(text.encode(), "post.txt", Path(), pictures=(Picture("team.jpg", people=depicted),))
    reading = annotate(draft)
    return {
        reading.draft.parts[each.part].text[slice(*each.span)]: each.role for each in reading.people if each.part == 0
    }


def test_by_itself_the_post_speaks_of_students() -> None:
    assert named()["Leng"] == "student" and named()["Mai Vue"] in ("student", "unknown")


@pytest.mark.parametrize("stated", ["Leng Her", "LENG HER", "leng her"])
def test_a_first_name_is_that_of_the_staff_in_the_picture(stated: str) -> None:
    assert named((stated, "staff"))["Leng"] == "adult"


def test_nobody_else_becomes_staff() -> None:
    assert named(("Leng Her", "staff"))["Mai Vue"] in ("student", "unknown")
    assert named(("Leng Her", "public"))["Leng"] == "student"


def test_a_name_that_a_stated_student_shares_stays_a_students() -> None:
    assert named(("Leng Her", "staff"), ("Leng Vue", "student"))["Leng"] == "student"
