"""Names of students run together with other words: in web addresses, and in cheers."""

from __future__ import annotations

import pytest

from postcheck.checks import run_together
from postcheck.model.draft import Part


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("See larkmoor.example.org/news/tomas-lindqvist-gr7-wins-state today.", ["tomas-lindqvist"]),
        ("https://larkmoor.example.org/blog/mai-vang-5th-grade-poet", ["mai-vang"]),
        ("https://larkmoor.example.org/students/ana-ruiz", ["ana-ruiz"]),
        ("https://larkmoor.example.org/news/spring-break-grade-4", []),
        ("https://larkmoor.example.org/news/rosa-parks-grade-4-project", []),
        ("https://larkmoor.example.org/staff/ana-ruiz", []),
        ("Bring a pen and/or a pencil to grade 7.", []),
    ],
    ids=[
        "a grade",
        "an ordinal",
        "a folder of students",
        "no name",
        "a public figure",
        "a folder of staff",
        "no address",
    ],
)
def test_a_web_address_that_speaks_of_a_pupil(text: str, names: list[str]) -> None:
    assert [text[span.start : span.end] for _, span in run_together.slugs([Part("text", text)])] == names


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("So proud! #CongratsMalia #readers", ["#CongratsMalia"]),
        ("#HappyBirthdayTomas", ["#HappyBirthdayTomas"]),
        ("#WayToGoTigers and #GoMalia", []),
        ("#CongratsCoachKim", []),
    ],
    ids=["congratulations", "a birthday", "a team and a bare go", "a coach"],
)
def test_a_hashtag_that_cheers_a_given_name(text: str, tags: list[str]) -> None:
    assert [text[span.start : span.end] for _, span in run_together.cheers([Part("text", text)])] == tags
