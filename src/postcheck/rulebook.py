"""The rules of a run: every check, and the policies that are on, read from their YAML or as an earlier run read them.

Rules come in layers: the shipped ones, then the folders of the district's own. See `config.rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from postcheck.checks import load as checks_of
from postcheck.config import kept as store
from postcheck.config import rules
from postcheck.config.settings import SAMPLES
from postcheck.errors import Mistake, MistakesError, PostcheckError
from postcheck.model.check import Check
from postcheck.model.policy import Clause, Policy
from postcheck.policies import load as policies_of


class Rules(NamedTuple):
    """The checks and policies of a run, the mistakes of rule files that could not be read, and what replaces what.

    `known` are the ids of all checks, those of the files that could not be read as well. `unread` says of each policy that is
    on, and each check that these name, that its file cannot be read, so that no draft is checked for it.
    """

    checks: Mapping[str, Check]
    policies: tuple[Policy, ...]
    mistakes: tuple[Mistake, ...] = ()
    replaced: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()

    @property
    def clauses(self) -> dict[tuple[str, str], Clause]:
        """Every clause by its policy's code and its own."""
        return {(clause.policy, clause.id): clause for policy in self.policies for clause in policy.clauses}


def load_rules(
    named: tuple[str, ...] | None, proofs: bool = True, kept: Path | None = None, folders: tuple[Path, ...] = ()
) -> Rules:
    """The shipped checks, those of the district's own `folders`, and the policies that are on. With `named` None the
    district's own policies are on, and where it has none the samples.

    Without `proofs` the examples, which no draft needs, stay unread, and what was read is kept in the folder `kept`.
    Raises PostcheckError for a policy that nobody knows, and when none of those that are on can be read.
    """
    layers = (rules.shipped(), *folders)
    checks, found = _kept(layers, kept) if kept and not proofs else _read(layers, proofs)
    mistakes = (*checks.mistakes, *found.mistakes)
    known = {policy.id.casefold(): policy for policy in found.policies}
    policies = named if named is not None else found.own or (() if _own_files(folders) else SAMPLES)
    for name in policies:
        if name.casefold() not in known and not found.mistakes:
            codes = ", ".join(each.id for each in found.policies)
            raise PostcheckError(f"No policy is called '{name}'. Known are: {codes}.")
    wanted = dict.fromkeys(name.casefold() for name in policies)
    chosen = tuple(known[name] for name in wanted if name in known)
    if not chosen:
        raise MistakesError(mistakes, "No policy that is on can be read, so nothing was checked.")
    if named is None:
        unread = [
            f"The policy in {file} cannot be read." for file in dict.fromkeys(each.file for each in found.mistakes)
        ]
    else:
        unread = [f"The policy {name} cannot be read." for name in policies if name.casefold() not in known]
    unread += _unread(chosen, checks)
    return Rules(checks.checks, chosen, mistakes, (*checks.replaced, *found.replaced), checks.known, tuple(unread))


def _unread(policies: tuple[Policy, ...], checks: checks_of.Checks) -> list[str]:
    """What is to be said of the checks that clauses name and whose files cannot be read."""
    clauses: dict[str, str] = {}
    for policy in policies:
        for clause in policy.clauses:
            for name in clause.checks.keys() - checks.checks.keys():
                clauses.setdefault(name, f"clause {clause.id} of {policy.id}")
    return [f"The check {name}, which {clause} asks for, cannot be read." for name, clause in clauses.items()]


def _own_files(folders: tuple[Path, ...]) -> bool:
    """Whether the district has written a policy, however badly."""
    return any(rules.files(folder / "policies") for folder in folders)


def _kept(layers: tuple[Path, ...], cache: Path) -> tuple[checks_of.Checks, policies_of.Policies]:
    """The rules as an earlier run read them, else read now and kept for the next when they are without a mistake."""
    as_given = tuple((str(layer), 0, 0) for layer in layers[1:])  # as own files are called in messages
    code = Path(checks_of.__file__).parent.glob("*.py")  # what reads the rules may change with them
    files = (path for layer in layers for path in layer.resolve().glob("*/*"))
    sources = (*as_given, *store.stamp((*files, *code)))
    held = store.load(cache, "rules", sources)
    if held is not None:
        checks = checks_of.assemble([checks_of.Read(*each) for each in held[0]], layers)
        return checks, policies_of.assemble([policies_of.Read(*each) for each in held[1]])
    checks, policies = _read(layers, proofs=False)
    if not checks.mistakes and not policies.mistakes:
        store.save(cache, "rules", sources, [[tuple(each) for each in found.reads] for found in (checks, policies)])
    return checks, policies


def _read(layers: tuple[Path, ...], proofs: bool) -> tuple[checks_of.Checks, policies_of.Policies]:
    checks = checks_of.load_all(layers, proofs)
    return checks, policies_of.load_all(layers, checks.known, proofs)
