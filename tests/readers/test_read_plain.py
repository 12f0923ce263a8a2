from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from postcheck.readers import plain

WRAPPED = (
    "Hello everyone, we would like to congratulate Maria\n"
    "Lopez who won the science fair at Lincoln last week,\nand her sister."
)
NAMES = (
    "Hello families, our spelling champion of the year is Mateo\n"
    "Villarreal, and the second prize of the bee goes to Emma\n"
    "Rodriguez. We cheered for both of them on Tuesday!"
)
ROSTER = (
    "Maria Lopez, fourth grade, Lincoln Elementary, first place\n"
    "Juan Garcia, fifth grade, Lincoln Elementary, second place\n"
    "Emma Smith, fourth grade, Lincoln Elementary, third place"
)
CASES = [
    ("a line end is a line end", "Maria Lopez\nJuan Garcia\n", "Maria Lopez\nJuan Garcia\n"),
    ("CRLF is one character", "a\r\nb\rc", "a\nb\nc"),
    ("a wrapped paragraph goes on, also in the middle of a name", WRAPPED, WRAPPED.replace("\n", " ")),
    ("the indent of a wrapped line is part of the wrap", WRAPPED.replace("\n", " \r\n  "), WRAPPED.replace("\n", " ")),
    (
        "a word with a hyphen is joined where it was wrapped",
        "Hello everyone, we would like to congratulate Maria Lopez-\nGarcia who won.",
        "Hello everyone, we would like to congratulate Maria Lopez-Garcia who won.",
    ),
    (
        "a wrapped paragraph in which every line begins with a name",
        NAMES,
        NAMES.replace("\n", " "),
    ),
    (
        "rows of a list do not go on, however long they are",
        ROSTER,
        None,
    ),
    (
        "a bullet begins its own line",
        "Hello everyone, we would like to congratulate Maria and\n- Juan Garcia of fifth grade",
        None,
    ),
    (
        "a row with a key begins its own line",
        "Hello everyone, we would like to congratulate Maria and\nWhere: the gym of Lincoln",
        None,
    ),
    (
        "a sentence that ends at a line end stays there",
        "Thank you all for coming to our game on Friday, parents!\nMaria scored.",
        None,
    ),
    (
        "an abbreviation ends no sentence",
        "Thank you all for coming to our game on Friday with Mr.\nLopez.",
        "Thank you all for coming to our game on Friday with Mr. Lopez.",
    ),
    ("soft hyphens and zero-width characters stay", "Ma\u00adria\u200b", None),
    ("a comment is not in the text", "a <!-- x --> b", "a  b"),
    ("a comment that never ends is text", "a <!-- x", None),
]


@pytest.mark.parametrize(("source", "text"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_text(check: Callable[..., None], source: str, text: str | None) -> None:
    body = plain.read(source)
    assert body.parts[0].text == (source if text is None else text)
    check(source, body)


def test_a_comment_is_hidden_words_and_a_comment(check: Callable[..., None]) -> None:
    source = "---\nx: 1\n---\na\n<!-- postcheck: ok x -->\nb"
    body = plain.read(source, start=13)
    assert [(part.kind, part.text) for part in body.parts] == [("text", "a\n\nb"), ("hidden", " postcheck: ok x ")]
    (comment,) = body.comments
    assert source[comment.start : comment.end] == comment.text == " postcheck: ok x "
    check(source, body, 13)


@pytest.mark.parametrize(
    "source", ["<!--" * 250_000, "word word word\n" * 66_000, WRAPPED * 8_000], ids=["comments", "lines", "wraps"]
)
def test_a_megabyte_takes_a_moment(source: str) -> None:
    start = time.process_time()
    plain.read(source)
    assert time.process_time() - start < 5
