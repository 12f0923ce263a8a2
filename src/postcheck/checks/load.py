"""Check files: read, compiled by their kind, every mistake of a file told at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any, NamedTuple

from postcheck.checks import KINDS
from postcheck.checks.phrase import Known, Shelf
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


def schema() -> dict[str, Any]:
    """The JSON Schema of a check file: what its kind says."""
    kinds = [{"if": {"properties": {"kind": {"const": kind}}}, "then": shape(kind).schema()} for kind in KINDS]
    common = {key: each.schema() for key, each in _COMMON.items()}
    return {"type": "object", "required": list(_REQUIRED), "properties": common, "allOf": kinds}


class Read(NamedTuple):
    """A check file as read, in plain values that can be kept for the next run: what `build` needs."""

    file: str
    layer: int  # the number of its folder of rules; 0 is the shipped one
    values: dict[str, Any]
    known: tuple[dict[str, Any], dict[str, Any]]  # what reading its phrases told: a `Known`


def load(path: Path) -> Check:
    """Read one check file that names no word lists but its own and the shipped ones, and compile it.

    Raises MistakesError with every mistake in it.
    """
    return build(read(path), (path.parents[1],))


def read(path: Path, layer: int = 0, proofs: bool = True) -> Read:
    """Read one check file. Raises MistakesError with every mistake in it.

    Without `proofs` the examples of a shipped check, which no draft needs, are passed over: they stand last.
    """
    name = rules.shown(path)
    desk = Desk(name)
    text = read_text(path)
    if not proofs and not layer and (last := text.find("\nexamples:")) > 0:
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
    return Read(name, layer, values, ({}, {}))


def build(found: Read, layers: tuple[Path, ...]) -> Check:
    """The check of a file of one of some layers, whose word lists it may name. Raises MistakesError when its words make no
    sense together.
    """
    name, layer, values, known = found
    own: dict[str, list[str]] = values.get("lists", {})
    above = layers[1 : layer + 1] if layer else layers[1:]  # a district may add to the lists of shipped checks

    def lists(wanted: str) -> Iterable[str]:
        return own[wanted] if wanted in own else rules.word_list(wanted, above)

    try:
        options = KINDS[values["kind"]].compile(values, Shelf(lists, Known(*known)))
    except (ValueError, FileNotFoundError) as error:
        from postcheck.checks.mistakes import told  # only for mistakes

        names = [*own, *rules.word_lists((rules.shipped(), *above))]
        path = layers[layer] / "checks" / PurePath(name).name
        raise MistakesError((told(error, parse(read_text(path), name), name, lists, names),)) from None
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
            if re.search(r"\{(?![a-z]+(?::[^{}|]*\|[^{}|]*)?\})", text):
                what = f"the message '{key}' has a '{{' that opens no gap such as {{words}}"
                raise MistakesError((Mistake(name, each["@line"], 1, what),))


class Checks(NamedTuple):
    """The checks of all layers by id; what was read of their files; the mistakes of those that cannot be read; and what
    replaces what.

    `known` are the ids that clauses may name: those of the files that cannot be read as well, so that one mistake does not
    take a policy along.
    """

    checks: dict[str, Check]
    known: frozenset[str]
    reads: tuple[Read, ...]
    mistakes: tuple[Mistake, ...]
    replaced: tuple[str, ...]


def load_all(layers: tuple[Path, ...], proofs: bool = True) -> Checks:
    """Every check file of the folders `checks/` of some layers of rules, the shipped ones first."""
    reads: list[Read] = []
    broken: set[str] = set()
    mistakes: list[Mistake] = []
    for number, layer in enumerate(layers):
        for path in rules.files(layer / "checks"):
            try:
                reads.append(read(path, number, proofs))
            except MistakesError as error:
                mistakes.extend(error.mistakes)
                broken.add(path.stem)
    found = assemble(reads, layers)
    return found._replace(known=found.known | broken, mistakes=(*mistakes, *found.mistakes))


def assemble(reads: Sequence[Read], layers: tuple[Path, ...]) -> Checks:
    """The checks of files as read, a later one in the place of an earlier one of its id."""
    found: dict[str, Check] = {}
    broken: set[str] = set()
    mistakes: list[Mistake] = []
    replaced: list[str] = []
    for each in reads:
        stem = PurePath(each.file).stem
        try:
            check = build(each, layers)
        except MistakesError as error:
            mistakes.extend(error.mistakes)
            broken.add(stem)
            continue
        if check.id != stem:
            mistakes.append(Mistake(check.file, 1, 1, f"the check is called '{check.id}', the file '{stem}'"))
        if each.layer and check.id in found:
            replaced.append(f"Your {check.file} stands in the place of the check {check.id} that comes with postcheck.")
        found[check.id] = check
    return Checks(found, frozenset({*found, *broken}), tuple(reads), tuple(mistakes), tuple(replaced))
