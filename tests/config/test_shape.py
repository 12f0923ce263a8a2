"""Shapes: all mistakes at once, each with line, column and the nearest known word."""

from __future__ import annotations

from typing import Any

from postcheck.config.shape import Count, Desk, Flag, Keys, ListOf, OneOf, Text
from postcheck.config.yamlfile import parse

SHAPE = Keys(
    {"name": Text(), "severity": OneOf(("error", "warning")), "on": Flag(), "tags": ListOf(Text()), "n": Count()}
)


def read(text: str) -> tuple[dict[str, Any] | None, list[str]]:
    node = parse(text, "f.yaml")
    assert node is not None
    desk = Desk("f.yaml")
    return SHAPE.read(node, desk), [str(each) for each in desk.mistakes]


def test_all_mistakes_are_told_at_once_with_place_and_nearest_word() -> None:
    _, mistakes = read("severty: error\nseverity: eror\non: maybe\nn: x\n")
    assert mistakes == [
        "f.yaml:1:1: unknown key 'severty': did you mean 'severity'?",
        "f.yaml:2:11: unknown word 'eror': did you mean 'error'?",
        "f.yaml:3:5: expected true or false",
        "f.yaml:4:4: expected a whole number",
    ]


def test_a_key_that_stands_twice_is_told() -> None:
    assert read("name: a\nname: b\n")[1] == ["f.yaml:2:1: the key 'name' stands here twice"]


def test_one_value_stands_for_a_list_of_one() -> None:
    values, mistakes = read("tags: solo\n")
    assert values is not None and values["tags"] == ["solo"] and not mistakes
