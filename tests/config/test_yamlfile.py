"""YAML as people type it: scalars as typed, places known, hostile files refused in one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.config.yamlfile import MOST_DEPTH, Items, Scalar, Table, parse
from postcheck.errors import MistakesError


@pytest.mark.parametrize(
    "typed", ["401.10", "08:00", "15:30", "no", "Null", "0123", "1e3", "2026-12-03", "~", "yes", "0x1f", "1_000"]
)
def test_a_plain_scalar_stays_as_typed(typed: str) -> None:
    node = parse(f"key: {typed}", "f.yaml")
    assert isinstance(node, Table)
    value = node.pairs[0][1]
    assert isinstance(value, Scalar) and value.text == typed and value.plain


def test_every_value_knows_its_line_and_column() -> None:
    node = parse("a:\n  - b: one\n", "f.yaml", first_line=5)
    assert isinstance(node, Table) and isinstance(node.pairs[0][1], Items)
    inner = node.pairs[0][1].items[0]
    assert isinstance(inner, Table)
    value = inner.pairs[0][1]
    assert (value.line, value.column) == (6, 8)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("a: &x 1\nb: *x", "anchors", id="an anchor is refused, so that no alias can explode"),
        pytest.param("[" * (MOST_DEPTH + 2) + "]" * (MOST_DEPTH + 2), "nested deeper", id="deep nesting is refused"),
        pytest.param("a: 1\n---\nb: 2", "second document", id="a second document is refused"),
        pytest.param("a: [1", "not valid YAML", id="an open bracket is told"),
        pytest.param("{a: 1}: b", "a key must be a plain word", id="a key that is no word is told"),
        pytest.param("a: Note: x", "a colon and a space stands in quotes", id="a second colon is told"),
        pytest.param("a: 1\nb:\n\tc: 2", "a tab stands at the beginning", id="a tab is told"),
        pytest.param("p: x\nq:\n    k: 1\n   a: 2", "line it up", id="a line too far left is told"),
        pytest.param("a: 1\n b: 2", "line it up", id="a line too far right is told"),
        pytest.param("a:1\nb: 2", "lacks a space", id="a colon without a space is told"),
        pytest.param('a: "x\nb: 2', "never closed", id="an open quote is told"),
        pytest.param('a: "x" y', "put all of it in quotes", id="words after a quote are told"),
        pytest.param("a: \x07", "not valid YAML", id="a control character is told"),
    ],
)
def test_a_hostile_or_broken_file_is_one_sentence(text: str, said: str) -> None:
    with pytest.raises(MistakesError) as caught:
        parse(text, "f.yaml")
    assert len(caught.value.mistakes) == 1
    assert said in str(caught.value)
    assert str(caught.value).startswith("f.yaml")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_never_raises_anything_else(text: str) -> None:
    try:
        parse(text, "f.yaml")
    except MistakesError as error:
        assert error.mistakes
