"""`postcheck explain WHAT...`: a check or a clause in a teacher's words: what, why, examples, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from postcheck.config import settings
from postcheck.config.settings import District
from postcheck.errors import PostcheckError
from postcheck.model.check import Check, Example
from postcheck.model.context import ACCOUNTS, OFFICIAL
from postcheck.model.policy import WAIVER_KINDS, Binds, Clause, Policy
from postcheck.rulebook import Rules, load_rules

if TYPE_CHECKING:
    from rich.console import Console

KIND_WORDS = {
    "detect": "postcheck looks for it in the draft.",
    "record": "postcheck decides it by what the draft shows and what the district's records, or the draft itself, say.",
    "confirm": "postcheck asks about it; no draft can show it.",
    "standing": "A standing duty of the account or its owner. No draft can show it, so postcheck never raises it.",
    "permit": "Expressly allowed: postcheck raises nothing for it.",
    "info": "Nothing that a draft could break.",
}
MOST_EXAMPLES = 3


def show(words: tuple[str, ...], config: Path | None) -> int:
    """Print what is known of a check, a clause, or a whole policy. Raises PostcheckError when nothing is called so."""
    from rich.console import Console

    path = config or settings.find([Path()])
    district = settings.load(path) if path else District()
    book = load_rules(district.policies, folders=district.rules)
    console = Console(highlight=False, markup=False, emoji=False)
    wanted = _plain(" ".join(words))
    for check in book.checks.values():
        if _plain(check.id) == wanted:
            _check(console, check, book.policies)
            return 0
    for policy in book.policies:
        if _plain(policy.id) == wanted:
            for clause in policy.clauses:
                _clause(console, clause, policy, book.checks, brief=True)
            return 0
        for clause in policy.clauses:
            if _plain(policy.id + clause.id) == wanted:
                _clause(console, clause, policy, book.checks)
                return 0
    raise PostcheckError(f"Nothing is called '{' '.join(words)}'. {_hint(wanted, book)}")


def _plain(text: str) -> str:
    """A name without case, spaces and paragraph signs, so that '428 iv.f' finds 428 IV.F."""
    return re.sub(r"[\s¶§-]+", "", text).casefold()


def _hint(wanted: str, book: Rules) -> str:
    names = {_plain(check): check for check in book.checks}
    names |= {
        _plain(clause.policy + clause.id): f"{clause.policy} {clause.id}" for p in book.policies for clause in p.clauses
    }
    close = get_close_matches(wanted, names, n=2, cutoff=0.5)
    if close:
        return f"Did you mean {' or '.join(names[each] for each in close)}?"
    return f"Checks are: {', '.join(sorted(book.checks))}. Clauses are listed by: postcheck policies list --clauses"


def _check(console: Console, check: Check, policies: Iterable[Policy]) -> None:
    console.print(check.title, style="bold")
    _field(console, "What", check.what)
    _field(console, "Why", check.why)
    _field(console, "Instead", check.instead)
    _examples(console, check.examples)
    asking = [clause for policy in policies for clause in policy.clauses if check.id in clause.checks]
    cited = [f"{clause.policy} {clause.id} ({clause.checks[check.id].graded})" for clause in asking]
    _field(console, "Asked by", ", ".join(cited) or "no clause of the policies that are on, so it finds nothing")
    if asking:
        _field(console, "Accept", _accepting(asking, [check]))


def _accepting(clauses: list[Clause], checks: list[Check]) -> str:
    """How findings of some checks under some clauses may be accepted, in words."""
    if all(check.disclosure for check in checks):
        return "Never: the law asks for a report, and no waiver answers for that."
    kinds = [kind for kind in WAIVER_KINDS if all(kind in clause.waivers for clause in clauses)]
    if not kinds:
        return "By no waiver. Change the post."
    name = next(check.id for check in checks if not check.disclosure)
    approvers = list(dict.fromkeys(each for clause in clauses for each in clause.approvers))
    words = {
        "mistaken": "a finding that is wrong (mistaken)",
        "consented": "one that a paper allows (consented)",
        "exempted": f"one that the {' or the '.join(approvers)} has allowed until a day to look again (exempted)",
    }
    allowed = {"exempted": f", approver: {approvers[0]}, until: 2027-06-30"} if approvers else {}
    lines = [f'{{check: {name}, kind: {each}, reason: "..."{allowed.get(each, "")}}}' for each in kinds]
    said = f"{'; '.join(words[kind] for kind in kinds)}. For draft.txt, write one of these in draft.txt.yml:"
    return "\n".join((said[0].upper() + said[1:], "waivers:", *(f"  - {each}" for each in lines)))


def _clause(console: Console, clause: Clause, policy: Policy, checks: Mapping[str, Check], brief: bool = False) -> None:
    console.print(f"{policy.id} {clause.id}", style="bold", end="")
    console.print(f"  {policy.title}", style="dim")
    _field(console, "Asks", clause.asks)
    if brief:
        return
    if clause.at:
        _field(console, "Stands", clause.at)
    if clause.reading:
        _field(console, "We read", clause.reading)
    _field(console, "Binds", binds(clause.binds))
    _field(console, "How", KIND_WORDS[clause.kind])
    for name, service in clause.checks.items():
        on = f", on {binds(service.binds)}" if service.binds else ""
        what = f" {checks[name].what}" if name in checks else " Its file cannot be read, so nothing looks for it."
        _field(console, "", f"{name} ({service.graded}{on}):{what}")
    if clause.planned:
        _field(console, "Not yet", f"no check looks for this yet: {', '.join(clause.planned)}")
    for name in dict.fromkeys(each.check for each in clause.examples):
        _examples(console, [each for each in clause.examples if each.check == name])
    for name in clause.checks:
        if name in checks:
            _field(console, "Instead", f"{checks[name].instead} ({name})")
    if serving := [checks[name] for name in clause.checks if name in checks]:
        _field(console, "Accept", _accepting([clause], serving))


def binds(bounds: Binds) -> str:
    """The accounts that a clause speaks of, in words."""
    if bounds.account is None:
        words = "every page"
    elif bounds.account == OFFICIAL:
        words = "official pages (classroom, school, district)"
    else:
        words = " and ".join(account for account in ACCOUNTS if account in bounds.account) + " pages"
    if bounds.employees:
        words += f"; {', '.join(sorted(bounds.employees))} pages only where an employee posts"
    return words + (f", {' or '.join(sorted(bounds.audience))} ones only" if bounds.audience else "")


def _examples(console: Console, examples: Iterable[Example]) -> None:
    chosen = list(examples)
    for breaks, label in ((True, "Breaks"), (False, "Keeps")):
        for example in [each for each in chosen if each.breaks == breaks][:MOST_EXAMPLES]:
            _field(console, label, f"“{' '.join(str(example.draft['text']).split())}”{_circumstances(example)}")


def _circumstances(example: Example) -> str:
    said = [f"{key} {example.draft[key]}" for key in ("account", "author", "role", "setting") if example.draft.get(key)]
    images = example.draft.get("images") or []
    said += [f"with {image['file']}" + (f", “{image['alt']}”" if image.get("alt") else "") for image in images]
    return f"  ({', '.join(said)})" if said else ""


def _field(console: Console, label: str, text: str) -> None:
    from rich.table import Table

    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(width=9, style="dim")
    grid.add_column(ratio=1)
    grid.add_row("", label, text)
    console.print(grid)
