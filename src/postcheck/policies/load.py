"""Policy files: read and checked, every mistake of a file told at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from postcheck.config.example import EXAMPLES, examples
from postcheck.config.shape import Desk, Flag, Keys, ListOf, MapOf, OneOf, Text, Unread, nearest
from postcheck.config.yamlfile import Items, Scalar, Table, parse
from postcheck.errors import Mistake, MistakesError
from postcheck.model.context import ACCOUNTS, AUDIENCES
from postcheck.model.policy import KINDS, SEVERITIES, Binds, Clause, Policy, Service

_ACCOUNT_WORDS = (*ACCOUNTS, "official", "all")
_BINDS = Keys(
    {
        "account": ListOf(OneOf(_ACCOUNT_WORDS), about="Whose pages; official = classroom, school, district."),
        "audience": ListOf(OneOf(AUDIENCES)),
        "employees-on": ListOf(OneOf(ACCOUNTS), about="Of these accounts, only those where an employee posts."),
    }
)
_SERVICE = Keys(
    {
        "severity": OneOf(SEVERITIES[::-1]),
        "record": Flag("Decided by a record or the draft's own statement; unanswered, it is one step milder."),
        "written": Flag("Only a written yes counts."),
        "confirm": Flag("Asked as a question, never a finding."),
        "only": ListOf(Text(), about="Only matches with one of these tags."),
        "events": OneOf(("lift", "confirm"), "What a public event does: lifts it, or makes it a question."),
        "binds": _BINDS,
        "unless": Keys({"authorization": Text(), "granted-by": ListOf(Text())}, required=("authorization",)),
    },
    required=("severity",),
)
_CLAUSE = Keys(
    {
        "kind": OneOf(KINDS),
        "asks": Text(about="What the clause asks, in your own words."),
        "reading": Text(about="Where you interpret the clause."),
        "at": Text(about="Where it stands, when the policy does not number it."),
        "binds": _BINDS,
        "checks": MapOf(Text(), _SERVICE),
        "not-yet": ListOf(Text(), about="Checks that would serve this clause and do not exist yet."),
        "lifts": ListOf(Text(), about="A permit: checks that it lifts within this policy."),
        "examples": EXAMPLES,
    },
    required=("kind", "asks"),
)
SHAPE = Keys(
    {
        "policy": Text(about="The policy's code, in quotes."),
        "title": Text(),
        "district": Text(),
        "clauses": MapOf(Text(), _CLAUSE),
    },
    required=("policy", "title", "district", "clauses"),
)
_LEAN = Keys(
    {
        **SHAPE.shapes,
        "clauses": MapOf(Text(), Keys({**_CLAUSE.shapes, "examples": Unread()}, required=_CLAUSE.required)),
    },
    required=SHAPE.required,
)
_OFFICIAL = ("classroom", "school", "district")


class Read(NamedTuple):
    """A policy file as read, in plain values that can be kept for the next run: what `build` needs."""

    file: str
    digest: str
    values: dict[str, Any]


def load(path: Path, checks: Collection[str]) -> Policy:
    """Read one policy file; `checks` are the ids that clauses may name. Raises MistakesError with every mistake."""
    return build(read(path, checks, str(path)))


def read(path: Path, checks: Collection[str], name: str, proofs: bool = True) -> Read:
    """Read one policy file, which messages call `name`. Without `proofs` its examples stay unread.

    Raises MistakesError with every mistake.
    """
    from hashlib import sha256  # late: what an earlier run read has its digest

    text = path.read_text(encoding="utf-8")
    desk = Desk(name)
    node = parse(text, name)
    if not isinstance(node, Table):
        raise MistakesError((Mistake(name, 0, 0, "this is no policy file: it should begin with 'policy: \"CODE\"'"),))
    values = (SHAPE if proofs else _LEAN).read(node, desk)
    _names_known_checks(node, checks, desk)
    desk.settle()
    assert values
    return Read(name, sha256(text.encode()).hexdigest()[:16], values)


def build(found: Read) -> Policy:
    """The policy of a file."""
    name, digest, values = found
    clauses = tuple(_clause(values["policy"], key, each) for key, each in values["clauses"].items())
    return Policy(values["policy"], values["title"], values["district"], clauses, digest, name)


def load_all(
    folder: Path, checks: Collection[str], shown: str = "rules/policies", proofs: bool = True
) -> tuple[tuple[Policy, ...], tuple[Read, ...], tuple[Mistake, ...]]:
    """Every policy file of a folder, in the order of their codes; what was read of each; and the mistakes of those that
    cannot be read.
    """
    found: dict[str, Policy] = {}
    kept: list[Read] = []
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            kept.append(read(path, checks, f"{shown}/{path.name}", proofs))
            policy = build(kept[-1])
        except MistakesError as error:
            mistakes.extend(error.mistakes)
            continue
        if policy.id in found:
            what = f"the policy '{policy.id}' stands in {found[policy.id].file} already"
            mistakes.append(Mistake(policy.file, 1, 1, what))
            continue
        found[policy.id] = policy
    order = sorted(found)
    read_of = {each.values["policy"]: each for each in kept}
    return tuple(found[key] for key in order), tuple(read_of[key] for key in order), tuple(mistakes)


def _names_known_checks(root: Table, checks: Collection[str], desk: Desk) -> None:
    """Note every check that a clause names and nobody knows, and every planned one that exists by now."""
    for clause in _tables(_value(root, "clauses")):
        named = _value(clause, "checks")
        for key, _ in named.pairs if isinstance(named, Table) else ():
            if key.text not in checks:
                desk.note(key, f"no such check{nearest(key.text, sorted(checks))}")
        samples = _value(clause, "examples")
        for sample in samples.items if isinstance(samples, Items) else ():
            for said in (_value(sample, "breaks"), _value(sample, "keeps")):
                if isinstance(said, Scalar) and said.text not in checks:
                    desk.note(said, f"no such check{nearest(said.text, sorted(checks))}")
        planned = _value(clause, "not-yet")
        for item in planned.items if isinstance(planned, Items) else ():
            if isinstance(item, Scalar) and item.text in checks:
                desk.note(item, f"the check '{item.text}' exists: name it under 'checks'")


def _value(node: object, key: str) -> object:
    if not isinstance(node, Table):
        return None
    return next((value for name, value in node.pairs if name.text == key), None)


def _tables(node: object) -> list[object]:
    return [value for _, value in node.pairs] if isinstance(node, Table) else []


def _clause(policy: str, key: str, values: Mapping[str, Any]) -> Clause:
    checks = values.get("checks") or {}
    return Clause(
        policy=policy,
        id=key,
        kind=values["kind"],
        asks=values["asks"],
        binds=_binds(values.get("binds")) or Binds(),
        checks=MappingProxyType({name: _service(each) for name, each in checks.items()}),
        reading=values.get("reading"),
        at=values.get("at"),
        permits=frozenset(values.get("lifts") or ()),
        planned=tuple(values.get("not-yet") or ()),
        examples=examples(values.get("examples") or []),
    )


def _binds(values: Mapping[str, Any] | None) -> Binds | None:
    if values is None:
        return None
    accounts: set[str] = set()
    for word in values.get("account") or ("all",):
        accounts.update(_OFFICIAL if word == "official" else ACCOUNTS if word == "all" else (word,))
    return Binds(
        account=None if accounts == set(ACCOUNTS) else frozenset(accounts),
        audience=frozenset(values["audience"]) if values.get("audience") else None,
        employees=frozenset(values.get("employees-on") or ()),
    )


def _service(values: Mapping[str, Any]) -> Service:
    unless = values.get("unless") or {}
    return Service(
        severity=values["severity"],
        record=bool(values.get("record")),
        written=bool(values.get("written")),
        confirm=bool(values.get("confirm")),
        tags=frozenset(values.get("only") or ()),
        events=values.get("events"),
        binds=_binds(values.get("binds")),
        authorization=unless.get("authorization"),
        granted_by=frozenset(unless.get("granted-by") or ()),
    )
