"""Check files: read, compiled by their kind, every mistake of a file told at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from postcheck.checks import KINDS
from postcheck.checks.phrase import Known, Shelf
from postcheck.config import rules
from postcheck.config.example import EXAMPLES, examples
from postcheck.config.shape import Desk, Flag, Keys, ListOf, MapOf, OneOf, Shape, Text
from postcheck.config.yamlfile import Scalar, Table, parse
from postcheck.errors import Mistake, MistakesError
from postcheck.model.check import Check, Wording

_WORDING = Keys(
    {
        "message": Text(about="What is wrong, in plain words. {words} is what was found."),
        "because": Text(about="Why we think so."),
        "suggestion": Text(about="One concrete thing to do."),
    },
    required=("message", "because", "suggestion"),
)
_COMMON: Mapping[str, Shape] = MappingProxyType(
    {
        "check": Text(r"[a-z][a-z0-9-]*", "a check's name (small letters, digits and hyphens)"),
        "kind": OneOf(tuple(KINDS), about="How the check looks."),
        "title": Text(about="A short name that a teacher understands."),
        "what": Text(about="What is recognised."),
        "why": Text(about="Why it matters."),
        "instead": Text(about="What to do instead."),
        "personal": Flag(about="Its words are masked in public runs."),
        "disclosure": Flag("A child in danger: nothing of it is shown in public runs, and it cannot be waived."),
        "messages": MapOf(Text(r"[a-z-]+", "the name of a message"), _WORDING),
        "lists": MapOf(Text(r"[a-z0-9-]+", "the name of a list"), ListOf(Text())),
        "examples": EXAMPLES,
    }
)
_REQUIRED = ("check", "kind", "title", "what", "why", "instead", "messages", "examples")


def shape(kind: str) -> Keys:
    """The shape of a check file of a kind."""
    return Keys({**_COMMON, **KINDS[kind].shapes}, required=(*_REQUIRED, *KINDS[kind].required))


class Read(NamedTuple):
    """A check file as read, in plain values that can be kept for the next run: what `build` needs."""

    file: str
    values: dict[str, Any]
    known: tuple[dict[str, Any], dict[str, Any]]  # what reading its phrases told: a `Known`


def load(path: Path, shown: str | None = None) -> Check:
    """Read one check file and compile it. Raises MistakesError with every mistake in it."""
    return build(read(path, shown or str(path)))


def read(path: Path, name: str, proofs: bool = True) -> Read:
    """Read one check file, which messages call `name`. Raises MistakesError with every mistake in it.

    Without `proofs` its examples, which no draft needs, are passed over where they stand last.
    """
    desk = Desk(name)
    text = path.read_text(encoding="utf-8")
    if not proofs and (last := text.find("\nexamples:")) > 0:
        text = f"{text[:last]}\nexamples: []\n"
    node = parse(text, name)
    if not isinstance(node, Table):
        raise MistakesError((Mistake(name, 0, 0, "this is no check file: it should begin with 'check: NAME'"),))
    kind_node = next((value for key, value in node.pairs if key.text == "kind"), None)
    kind = kind_node.text if isinstance(kind_node, Scalar) and kind_node.text in KINDS else None
    values = (shape(kind) if kind else Keys(_COMMON, _REQUIRED)).read(node, desk)
    desk.settle()
    assert kind and values
    _sound(values, name)
    return Read(name, values, ({}, {}))


def build(found: Read) -> Check:
    """The check of a file. Raises MistakesError when its words make no sense together."""
    name, values, known = found
    own: dict[str, list[str]] = values.get("lists", {})
    shelf = Shelf(lambda wanted: own[wanted] if wanted in own else rules.words(wanted), Known(*known))
    try:
        options = KINDS[values["kind"]].compile(values, shelf)
    except FileNotFoundError as error:
        raise MistakesError((Mistake(name, 1, 1, f"no word list is called '{Path(error.filename).stem}'"),)) from None
    except ValueError as error:
        raise MistakesError((Mistake(name, 1, 1, str(error)),)) from None
    return Check(
        id=values["check"],
        kind=values["kind"],
        title=values["title"],
        what=values["what"],
        why=values["why"],
        instead=values["instead"],
        personal=values.get("personal", False),
        wordings=MappingProxyType(
            {
                key: Wording(each["message"], each["because"], each["suggestion"])
                for key, each in values["messages"].items()
            }
        ),
        options=options,
        examples=examples(values["examples"], values["check"]),
        file=name,
        disclosure=values.get("disclosure", False),
    )


def _sound(values: Mapping[str, Any], name: str) -> None:
    """What no shape can say: the default message exists, and gaps in messages are well formed."""
    if "default" not in values["messages"]:
        raise MistakesError((Mistake(name, values["@line"], 1, "'messages' needs one called 'default'"),))
    for key, each in values["messages"].items():
        for text in (each["message"], each["because"], each["suggestion"]):
            if re.search(r"\{(?![a-z]+\})", text):
                what = f"the message '{key}' has a '{{' that opens no gap such as {{words}}"
                raise MistakesError((Mistake(name, each["@line"], 1, what),))


def load_all(
    folder: Path, shown: str = "rules/checks", proofs: bool = True
) -> tuple[dict[str, Check], tuple[Read, ...], tuple[Mistake, ...]]:
    """Every check file of a folder, by id; what was read of each; and the mistakes of those that cannot be read."""
    found: dict[str, Check] = {}
    kept: list[Read] = []
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            kept.append(read(path, f"{shown}/{path.name}", proofs))
            check = build(kept[-1])
        except MistakesError as error:
            mistakes.extend(error.mistakes)
            continue
        if check.id != path.stem:
            mistakes.append(Mistake(check.file, 1, 1, f"the check is called '{check.id}', the file '{path.stem}'"))
        found[check.id] = check
    return found, tuple(kept), tuple(mistakes)
