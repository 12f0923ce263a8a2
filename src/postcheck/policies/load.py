"""Policy files: read and checked, every mistake of a file told at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from postcheck.config import rules
from postcheck.config.example import EXAMPLES, examples
from postcheck.config.shape import Desk, Flag, Keys, ListOf, MapOf, OneOf, Text, Unread, nearest
from postcheck.config.yamlfile import Items, Scalar, Table, parse, read_text
from postcheck.errors import Mistake, MistakesError
from postcheck.model.context import ACCOUNTS, AUDIENCES
from postcheck.model.policy import KINDS, SEVERITIES, WAIVER_KINDS, Binds, Clause, Policy, Service

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
        "general": Flag("Asks for all laws and policies: named after the clauses that speak of the thing itself."),
        "waivers": ListOf(
            OneOf(WAIVER_KINDS), about="The kinds of waiver it takes: mistaken and consented, if unsaid."
        ),
        "approvers": ListOf(Text(), about="The offices that may allow what is 'exempted', such as principal."),
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
    layer: int  # the number of its folder of rules; 0 is the shipped one
    digest: str
    values: dict[str, Any]


def read(path: Path, checks: Collection[str], layer: int = 0, proofs: bool = True) -> Read:
    """Read one policy file; `checks` are the ids that clauses may name. Without `proofs` its examples stay unread.

    Raises MistakesError with every mistake.
    """
    from hashlib import sha256  # late: what an earlier run read has its digest

    name = rules.shown(path)
    text = read_text(path)
    desk = Desk(name)
    node = parse(text, name)
    if not isinstance(node, Table):
        raise MistakesError((Mistake(name, 0, 0, "this is no policy file: it should begin with 'policy: \"CODE\"'"),))
    values = (SHAPE if proofs else _LEAN).read(node, desk)
    _names_known_checks(node, checks, desk)
    _says_who_approves(node, desk)
    desk.settle()
    assert values
    return Read(name, layer, sha256(text.encode()).hexdigest()[:16], values)


def build(found: Read) -> Policy:
    """The policy of a file."""
    name, _, digest, values = found
    clauses = tuple(_clause(values["policy"], key, each) for key, each in values["clauses"].items())
    return Policy(values["policy"], values["title"], values["district"], clauses, digest, name)


class Policies(NamedTuple):
    """The policies of all layers in the order of their codes; what was read of their files; the mistakes of those that
    cannot be read; and what replaces what. `own` are the codes of those that are not shipped.
    """

    policies: tuple[Policy, ...]
    own: tuple[str, ...]
    reads: tuple[Read, ...]
    mistakes: tuple[Mistake, ...]
    replaced: tuple[str, ...]


def load_all(layers: tuple[Path, ...], checks: Collection[str], proofs: bool = True) -> Policies:
    """Every policy file of the folders `policies/` of some layers of rules, the shipped ones first."""
    reads: list[Read] = []
    mistakes: list[Mistake] = []
    for number, layer in enumerate(layers):
        for path in rules.files(layer / "policies"):
            try:
                reads.append(read(path, checks, number, proofs))
            except MistakesError as error:
                mistakes.extend(error.mistakes)
    found = assemble(reads)
    return found._replace(mistakes=(*mistakes, *found.mistakes))


def assemble(reads: Sequence[Read]) -> Policies:
    """The policies of files as read, a later one in the place of one of an earlier layer that has its code."""
    found: dict[str, tuple[int, Policy]] = {}
    mistakes: list[Mistake] = []
    replaced: list[str] = []
    for each in reads:
        policy = build(each)
        key = policy.id.casefold()
        layer, before = found.get(key, (-1, policy))
        if layer == each.layer:
            what = f"the policy '{policy.id}' stands in {before.file} already"
            mistakes.append(Mistake(policy.file, 1, 1, what))
            continue
        if layer >= 0:
            replaced.append(f"Your {policy.file} stands in the place of the sample policy {policy.id}.")
        found[key] = (each.layer, policy)
    policies = sorted(found.values(), key=lambda each: each[1].id)
    own = tuple(policy.id for layer, policy in policies if layer)
    return Policies(tuple(policy for _, policy in policies), own, tuple(reads), tuple(mistakes), tuple(replaced))


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


def _says_who_approves(root: Table, desk: Desk) -> None:
    """Note every clause that takes exempted waivers and does not say who approves them, or the other way round."""
    for clause in _tables(_value(root, "clauses")):
        kinds = _value(clause, "waivers")
        named = kinds.items if isinstance(kinds, Items) else [kinds]
        exempted = next((each for each in named if isinstance(each, Scalar) and each.text == "exempted"), None)
        approvers = _value(clause, "approvers")
        if exempted and approvers is None:
            desk.note(exempted, "'exempted' needs the key 'approvers', which says who may allow it")
        if isinstance(approvers, Scalar | Items) and kinds is not None and not exempted:
            desk.note(approvers, "'approvers' is of use only where 'waivers' names exempted")


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
        general=bool(values.get("general")),
        waivers=_waivers(values),
        approvers=tuple(values.get("approvers") or ()),
        line=int(values["@line"]),
    )


def _waivers(values: Mapping[str, Any]) -> frozenset[str]:
    """The kinds of waiver that a clause takes; where it says nothing but who approves, `exempted` is one of them."""
    if values.get("waivers") is not None:
        return frozenset(values["waivers"])
    return frozenset({"mistaken", "consented", *(("exempted",) if values.get("approvers") else ())})


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
