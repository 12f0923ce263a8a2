"""Shapes of the files that people write: each reads a node into plain values and notes every mistake it meets.

A shape is written once and serves the reader and the editor's JSON Schema alike. Unknown keys are refused, with the
nearest known word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from postcheck.config.yamlfile import Items, Node, Scalar, Table
from postcheck.errors import Mistake, MistakesError

EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Desk:
    """Gathers the mistakes of one file, so that all are told at once."""

    file: str
    mistakes: list[Mistake] = field(default_factory=list)

    def note(self, node: Node, what: str) -> None:
        """Note a mistake at a node."""
        self.mistakes.append(Mistake(self.file, node.line, node.column, what))

    def settle(self) -> None:
        """Raise MistakesError when anything was noted."""
        if self.mistakes:
            raise MistakesError(tuple(sorted(self.mistakes, key=lambda each: (each.line, each.column))))


class Shape(Protocol):
    """What a value must look like."""

    def read(self, node: Node, desk: Desk) -> Any:
        """The plain value, or None after noting what is wrong."""
        ...

    def schema(self) -> dict[str, Any]:
        """The same in JSON Schema, draft-07."""
        ...


def kind_of(node: Node) -> str:
    """What a node is, in words."""
    return {Scalar: "a text", Items: "a list", Table: "keys and values"}[type(node)]


def nearest(word: str, known: Sequence[str]) -> str:
    """What to say of an unknown word: the word itself only when it is a slip for a known one, which it names.

    Anything else may be a person's name in the wrong place, and messages end in logs.
    """
    from difflib import get_close_matches  # only for mistakes

    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f" '{word[:60]}': did you mean '{close[0]}'?"
    return f"; known are: {', '.join(known)}" if len(known) <= 14 else "; rules/README.md says what is known"


class Text(NamedTuple):
    """A text; `pattern` with its description in words, when not every text will do."""

    pattern: str | None = None
    said: str = ""
    about: str = ""
    empty: bool = False

    def read(self, node: Node, desk: Desk) -> str | None:
        """The text without surrounding space."""
        if not isinstance(node, Scalar):
            quotes = "; a text that begins with [ or { stands in quotes"
            desk.note(node, f"expected a text, found {kind_of(node)}{quotes}")
            return None
        text = node.text.strip()
        if not text and not self.empty:
            desk.note(node, "this value is empty")
            return None
        if self.pattern and not re.fullmatch(self.pattern, text):
            desk.note(node, f"'{text[:60]}' is not {self.said}")
            return None
        return text

    def schema(self) -> dict[str, Any]:
        """A string; what YAML takes for a number or for yes and no is read as it was typed."""
        types = ["string", "number", "boolean", *(["null"] if self.empty else [])]
        pattern = {"pattern": f"^(?:{self.pattern})$"} if self.pattern else {}
        return {"type": types, **pattern, **({"description": self.about} if self.about else {})}


class OneOf(NamedTuple):
    """One of some words; `null` reads as None when an empty value is allowed."""

    words: tuple[str, ...]
    about: str = ""
    null: bool = False

    def read(self, node: Node, desk: Desk) -> str | None:
        """The word."""
        if not isinstance(node, Scalar):
            desk.note(node, f"expected one of {', '.join(self.words)}, found {kind_of(node)}")
            return None
        if self.null and node.plain and node.text in EMPTY:
            return None
        if node.text not in self.words:
            desk.note(node, f"unknown word{nearest(node.text, self.words)}")
            return None
        return node.text

    def schema(self) -> dict[str, Any]:
        """An enumeration; an editor's YAML reads a bare yes or no as true or false, which stands for it."""
        bare = [value for word, value in (("yes", True), ("no", False)) if word in self.words]
        words = [*self.words, *bare, *([None] if self.null else [])]
        return {"enum": words, **({"description": self.about} if self.about else {})}


class Flag(NamedTuple):
    """Yes or no."""

    about: str = ""

    def read(self, node: Node, desk: Desk) -> bool | None:
        """True or False."""
        if isinstance(node, Scalar) and node.text.casefold() in ("true", "yes", "on"):
            return True
        if isinstance(node, Scalar) and node.text.casefold() in ("false", "no", "off"):
            return False
        desk.note(node, "expected true or false")
        return None

    def schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean", **({"description": self.about} if self.about else {})}


class Count(NamedTuple):
    """A whole number that is not negative."""

    about: str = ""

    def read(self, node: Node, desk: Desk) -> int | None:
        """The number."""
        if isinstance(node, Scalar) and re.fullmatch(r"\d{1,6}", node.text):
            return int(node.text)
        desk.note(node, "expected a whole number")
        return None

    def schema(self) -> dict[str, Any]:
        """An integer."""
        return {"type": "integer", "minimum": 0, **({"description": self.about} if self.about else {})}


class ListOf(NamedTuple):
    """A list of values of one shape; a single value stands for a list of one."""

    item: Shape
    about: str = ""

    def read(self, node: Node, desk: Desk) -> list[Any]:
        """The values that could be read."""
        nodes = node.items if isinstance(node, Items) else [node]
        return [value for value in (self.item.read(each, desk) for each in nodes) if value is not None]

    def schema(self) -> dict[str, Any]:
        """An array, or one item."""
        item = self.item.schema()
        return {
            "anyOf": [{"type": "array", "items": item}, item],
            **({"description": self.about} if self.about else {}),
        }


class Unread(NamedTuple):
    """A value that is passed over; it reads as nothing."""

    def read(self, node: Node, desk: Desk) -> list[Any]:
        """Nothing."""
        return []

    def schema(self) -> dict[str, Any]:
        """Anything."""
        return {}


class Keys(NamedTuple):
    """Named keys, each with its shape. A key that nobody knows is a mistake."""

    shapes: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    about: str = ""

    def read(self, node: Node, desk: Desk) -> dict[str, Any] | None:
        """The values by key, with "line" (of the node) added under the key "@line"."""
        if not isinstance(node, Table):
            desk.note(node, f"expected keys ({', '.join(list(self.shapes)[:8])} ...), found {kind_of(node)}")
            return None
        values: dict[str, Any] = {"@line": node.line}
        for key, value in node.pairs:
            if key.text in values:
                desk.note(key, f"the key '{key.text}' stands here twice")
            elif key.text not in self.shapes:
                desk.note(key, f"unknown key{nearest(key.text, list(self.shapes))}")
            else:
                values[key.text] = self.shapes[key.text].read(value, desk)
        for key_name in self.required:
            if key_name not in values:
                desk.note(node, f"the key '{key_name}' is missing")
        return values

    def schema(self) -> dict[str, Any]:
        """An object with known properties only."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": list(self.required),
            "properties": {key: shape.schema() for key, shape in self.shapes.items()},
            **({"description": self.about} if self.about else {}),
        }


class MapOf(NamedTuple):
    """Any keys (each fitting `key`), all values of one shape."""

    key: Shape
    value: Shape
    about: str = ""

    def read(self, node: Node, desk: Desk) -> dict[str, Any] | None:
        """The values by key."""
        if isinstance(node, Scalar) and node.text in EMPTY:
            return {}
        if not isinstance(node, Table):
            desk.note(node, f"expected keys and values, found {kind_of(node)}")
            return None
        values: dict[str, Any] = {}
        for key, value in node.pairs:
            name = self.key.read(key, desk)
            if name is None:
                continue
            if name in values:
                desk.note(key, f"the key '{name}' stands here twice")
            values[name] = self.value.read(value, desk)
        return values

    def schema(self) -> dict[str, Any]:
        """An object with free property names, or nothing."""
        named = self.key.schema().get("pattern")
        return {
            "type": ["object", "null"],
            **({"propertyNames": {"pattern": named}} if named else {}),
            "additionalProperties": self.value.schema(),
            **({"description": self.about} if self.about else {}),
        }
