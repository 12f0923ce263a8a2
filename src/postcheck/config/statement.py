"""What may be said of a draft under `postcheck:`, in a sidecar, or in a rule's example: the keys and their shapes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from postcheck.config import waiver
from postcheck.config.shape import EMPTY, Count, Desk, Keys, ListOf, OneOf, Shape, Text
from postcheck.config.yamlfile import Node, Scalar
from postcheck.errors import Mistake
from postcheck.model.context import ACCOUNTS, AUDIENCES, KEYS
from postcheck.model.draft import Consent, Depicted, Picture, Stated, Waiver


@dataclass(frozen=True, slots=True)
class ConsentWord:
    """granted, denied, on-file; an empty value, null or unknown means that nothing is known."""

    def read(self, node: Node, desk: Desk) -> str | None:
        """The word, or None for unknown."""
        if getattr(node, "text", None) == "unknown":
            return None
        return OneOf(("granted", "denied", "on-file"), null=True).read(node, desk)

    def schema(self) -> dict[str, Any]:
        """An enumeration with null."""
        return {"enum": ["granted", "denied", "on-file", "unknown", "", None]}


@dataclass(frozen=True, slots=True)
class PeopleOrCount:
    """A list of people, or only how many there are."""

    def read(self, node: Node, desk: Desk) -> int | list[dict[str, Any]] | None:
        """The count, or the list."""
        return Count().read(node, desk) if isinstance(node, Scalar) else _PEOPLE.read(node, desk)

    def schema(self) -> dict[str, Any]:
        """A number or a list."""
        return {"anyOf": [Count().schema(), _PEOPLE.schema()]}


@dataclass(frozen=True, slots=True)
class AccountWord:
    """A kind of account, or the name of one that the settings or the records list.

    A name is told from a mistyped kind by what no kind has: a capital, a space, a digit, a dot or another sign.
    """

    def read(self, node: Node, desk: Desk) -> str | None:
        """The kind, or the name."""
        if isinstance(node, Scalar) and re.search(r"[^a-z]", node.text.strip()) and node.text not in EMPTY:
            return Text().read(node, desk)
        return OneOf((*ACCOUNTS, "unknown"), null=True).read(node, desk)

    def schema(self) -> dict[str, Any]:
        """A kind, or any name."""
        kinds = OneOf((*ACCOUNTS, "unknown"), null=True, about="Whose page it is.").schema()
        return {"anyOf": [kinds, {"type": "string", "pattern": "[^a-z]"}]}


_PEOPLE = ListOf(
    Keys(
        {
            "name": Text(empty=True, about="Never required."),
            "role": Text(empty=True, about="student, staff, public, parent ..."),
            "consent": ConsentWord(),
        }
    )
)
_IMAGE = Keys(
    {
        "file": Text(about="The picture's file, as the draft names it or beside it."),
        "alt": Text(empty=True),
        "caption": Text(empty=True),
        "people": PeopleOrCount(),
        "consent": ConsentWord(),
        "setting": Text(empty=True),
    },
    required=("file",),
)
STATEMENT: Mapping[str, Shape] = MappingProxyType(
    {
        "account": AccountWord(),
        "audience": OneOf(AUDIENCES, null=True, about="Who can see it; unknown counts as public."),
        "platform": Text(empty=True),
        "author": Text(empty=True),
        "role": Text(empty=True, about="teacher, coach, principal ...; volunteer, parent, student are no employees."),
        "setting": Text(empty=True, about="public-event, classroom ..."),
        "scheduled": Text(empty=True, about="When it goes out: 2026-12-03T10:15"),
        "images": ListOf(_IMAGE),
    }
)
SHAPE = Keys(STATEMENT)
SIDECAR = Keys({**STATEMENT, "waivers": waiver.IN_SIDECAR})


@dataclass(frozen=True, slots=True)
class Statement:
    """What a draft's author says of it: context values, pictures, and (in a sidecar alone) findings to accept."""

    stated: Mapping[str, Stated] = field(default_factory=lambda: MappingProxyType({}))
    pictures: tuple[Picture, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    waivers: tuple[Waiver, ...] = ()


def statement(node: Node | None, file: str, origin: str) -> Statement:
    """Read a statement from a YAML node; every mistake is kept, and then nothing else is believed."""
    if node is None:
        return Statement()
    desk = Desk(file)
    values = (SIDECAR if origin == "sidecar" else SHAPE).read(node, desk)
    if desk.mistakes or values is None:
        return Statement(mistakes=tuple(desk.mistakes))
    said = from_values(values, origin)
    waivers = waiver.from_values(values.get("waivers") or (), origin, file)
    return replace(said, waivers=waivers) if waivers else said


def from_values(values: Mapping[str, Any], origin: str) -> Statement:
    """A statement from values already read (a rule's example reads its own)."""
    stated = {key: Stated(values[key], origin) for key in KEYS if values.get(key) and values[key] != "unknown"}
    return Statement(MappingProxyType(stated), tuple(_picture(each) for each in values.get("images", [])))


def _picture(values: Mapping[str, Any]) -> Picture:
    people = values.get("people")
    listed: tuple[Depicted, ...] | None = None
    if isinstance(people, list):
        listed = tuple(
            Depicted(each.get("name") or None, each.get("role") or None, _consent(each.get("consent")))
            for each in people
        )
    return Picture(
        file=values["file"],
        alt=values.get("alt"),
        caption=values.get("caption"),
        people=listed,
        count=people if isinstance(people, int) else None,
        consent=_consent(values.get("consent")),
        setting=values.get("setting") or None,
    )


def _consent(word: str | None) -> Consent | None:
    return word if word in ("granted", "denied", "on-file") else None  # type: ignore[return-value]
