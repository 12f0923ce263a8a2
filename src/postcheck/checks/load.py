"""Check files: read, compiled by their kind, every mistake of a file told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from postcheck.checks import KINDS
from postcheck.checks.phrase import Phrase
from postcheck.config import rules
from postcheck.config.example import EXAMPLES, examples
from postcheck.config.shape import Desk, Flag, Keys, ListOf, MapOf, OneOf, Shape, Text
from postcheck.config.yamlfile import Scalar, Table, parse, read_text
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
        "messages": MapOf(Text(r"[a-z-]+", "the name of a message"), _WORDING),
        "lists": MapOf(Text(r"[a-z0-9-]+", "the name of a list"), ListOf(Text())),
        "examples": EXAMPLES,
    }
)
_REQUIRED = ("check", "kind", "title", "what", "why", "instead", "messages", "examples")


def shape(kind: str) -> Keys:
    """The shape of a check file of a kind."""
    return Keys({**_COMMON, **KINDS[kind].shapes}, required=(*_REQUIRED, *KINDS[kind].required))


def schema() -> dict[str, Any]:
    """The JSON Schema of a check file: what its kind says."""
    kinds = [{"if": {"properties": {"kind": {"const": kind}}}, "then": shape(kind).schema()} for kind in KINDS]
    common = {key: each.schema() for key, each in _COMMON.items()}
    return {"type": "object", "required": list(_REQUIRED), "properties": common, "allOf": kinds}


def load(path: Path, layers: tuple[Path, ...] = (), proofs: bool = True) -> Check:
    """Read one check file; `layers` are the folders of rules whose word lists it may name beside the shipped ones.

    Without `proofs` the examples of a shipped check, which no draft needs, are passed over: they stand last. Raises
    MistakesError with every mistake in it.
    """
    name = rules.shown(path)
    desk = Desk(name)
    text = read_text(path)
    if not proofs and not layers and (last := text.find("\nexamples:")) > 0:
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
    own: dict[str, list[str]] = values.get("lists", {})

    def lists(wanted: str) -> Iterable[str]:
        return own[wanted] if wanted in own else rules.word_list(wanted, layers)

    try:
        options = KINDS[kind].compile(values, lists)
        if layers:  # what a district wrote is read whole at once; the shipped phrases are proved by their examples
            for phrase in phrases_in(options):
                _ = phrase.root
    except (ValueError, FileNotFoundError) as error:
        from postcheck.checks.mistakes import told  # only for mistakes

        known = [*own, *rules.word_lists((rules.shipped(), *layers))]
        raise MistakesError((told(error, node, name, lists, known),)) from None
    return Check(
        id=values["check"],
        kind=kind,
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
    )


def _sound(values: Mapping[str, Any], name: str) -> None:
    """What no shape can say: the default message exists, and gaps in messages are well formed."""
    if "default" not in values["messages"]:
        raise MistakesError((Mistake(name, values["@line"], 1, "'messages' needs one called 'default'"),))
    for key, each in values["messages"].items():
        for text in (each["message"], each["because"], each["suggestion"]):
            if re.search(r"\{(?![a-z]+(?::[^{}|]*\|[^{}|]*)?\})", text):
                what = f"the message '{key}' has a '{{' that opens no gap such as {{words}}"
                raise MistakesError((Mistake(name, each["@line"], 1, what),))


def phrases_in(options: Any) -> Iterator[Phrase]:
    """Every phrase in a check's compiled options, however deep."""
    if isinstance(options, Phrase):
        yield options
        return
    if is_dataclass(options):
        inner: Iterable[Any] = (getattr(options, each.name) for each in fields(options))
    elif isinstance(options, Mapping):
        inner = options.values()
    else:
        inner = options if isinstance(options, tuple | list | frozenset) else ()
    for each in inner:
        yield from phrases_in(each)


class Checks(NamedTuple):
    """The checks of all layers by id, the mistakes of files that cannot be read, and what replaces what.

    `known` are the ids that clauses may name: those of the files that cannot be read as well, so that one mistake does not
    take a policy along.
    """

    checks: dict[str, Check]
    known: frozenset[str]
    mistakes: tuple[Mistake, ...]
    replaced: tuple[str, ...]


def load_all(layers: tuple[Path, ...], proofs: bool = True) -> Checks:
    """Every check file of the folders `checks/` of some layers of rules, the shipped ones first."""
    found: dict[str, Check] = {}
    broken: set[str] = set()
    mistakes: list[Mistake] = []
    replaced: list[str] = []
    for number, layer in enumerate(layers):
        for path in rules.files(layer / "checks"):
            try:
                check = load(path, layers[1 : number + 1], proofs)
            except MistakesError as error:
                mistakes.extend(error.mistakes)
                broken.add(path.stem)
                continue
            if check.id != path.stem:
                mistakes.append(Mistake(check.file, 1, 1, f"the check is called '{check.id}', the file '{path.stem}'"))
            if number and check.id in found:
                replaced.append(
                    f"Your {check.file} stands in the place of the check {check.id} that comes with postcheck."
                )
            found[check.id] = check
    return Checks(found, frozenset({*found, *broken}), tuple(mistakes), tuple(replaced))
