"""The examples in rule files: small drafts that prove a rule, as text and any context key."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from postcheck.config.shape import Keys, ListOf, MapOf, Text
from postcheck.config.statement import STATEMENT
from postcheck.model.check import Example

EXAMPLES = ListOf(
    Keys(
        {
            "breaks": Text(about="The check that must be found."),
            "keeps": Text(about="The check that must not be found."),
            "text": Text(about="The draft's words."),
            "format": Text(r"txt|md|html", "txt, md or html"),
            "note": Text(about="Why this example is here."),
            "records": MapOf(Text(), ListOf(MapOf(Text(), Text(empty=True)))),
            "data": MapOf(
                Text(), MapOf(Text(), Text()), about="What a picture's own data says: GROUP TAG as exiftool names it."
            ),
            **STATEMENT,
        },
        required=("text",),
    ),
    about="Drafts that prove the rule.",
)


def examples(values: list[Mapping[str, Any]], default: str | None = None) -> tuple[Example, ...]:
    """Examples as read. In a check's own file `breaks: true` and `keeps: true` mean the check itself."""
    found = []
    for value in values:
        breaks = "breaks" in value
        named = value.get("breaks") or value.get("keeps") or ""
        check = default if default and named in ("true", "yes", "") else named
        draft = {key: each for key, each in value.items() if key not in ("breaks", "keeps", "@line", "note")}
        found.append(Example(str(check), breaks, MappingProxyType(draft), int(value["@line"])))
    return tuple(found)
