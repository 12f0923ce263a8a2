"""The rules of a run: every check, and the policies that are on, read from their YAML or as an earlier run read them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from postcheck.checks import load as checks_of
from postcheck.config import kept as store
from postcheck.config import rules
from postcheck.errors import Mistake, PostcheckError
from postcheck.model.check import Check
from postcheck.model.policy import Policy
from postcheck.policies import load as policies_of


class Rules(NamedTuple):
    """The checks and policies of a run, and the mistakes of rule files that could not be read."""

    checks: Mapping[str, Check]
    policies: tuple[Policy, ...]
    mistakes: tuple[Mistake, ...] = ()


def load_rules(policies: tuple[str, ...], proofs: bool = True, kept: Path | None = None) -> Rules:
    """The shipped checks and the policies that are on.

    Without `proofs` the examples, which no draft needs, stay unread, and what was read is kept in the folder `kept`.
    Raises PostcheckError for a policy that nobody knows.
    """
    book = _kept(kept) if kept and not proofs else _read(proofs)[0]
    known = {policy.id.casefold(): policy for policy in book.policies}
    for name in policies:
        if name.casefold() not in known and not book.mistakes:
            codes = ", ".join(each.id for each in book.policies)
            raise PostcheckError(f"No policy is called '{name}'. Known are: {codes}.")
    wanted = dict.fromkeys(name.casefold() for name in policies)
    return book._replace(policies=tuple(known[name] for name in wanted if name in known))


def _kept(cache: Path) -> Rules:
    """The rules as an earlier run read them, else read now and kept for the next when they are without a mistake."""
    code = Path(checks_of.__file__).parent.glob("*.py")  # what reads the rules may change with them
    sources = store.stamp((*rules.shipped().glob("*/*"), *code))
    held = store.load(cache, "rules", sources)
    if held is not None:
        checks = [checks_of.build(checks_of.Read(*each)) for each in held[0]]
        policies = [policies_of.build(policies_of.Read(*each)) for each in held[1]]
        return Rules({check.id: check for check in checks}, tuple(policies))
    book, read = _read(proofs=False)
    if not book.mistakes:
        store.save(cache, "rules", sources, read)
    return book


def _read(proofs: bool) -> tuple[Rules, list[list[object]]]:
    """The rules from their files, and what was read in plain values."""
    checks, read_checks, bad_checks = checks_of.load_all(rules.shipped() / "checks", proofs=proofs)
    policies, read_policies, bad_policies = policies_of.load_all(rules.shipped() / "policies", checks, proofs=proofs)
    plain: list[list[object]] = [[tuple(each) for each in read] for read in (read_checks, read_policies)]
    return Rules(checks, policies, (*bad_checks, *bad_policies)), plain
