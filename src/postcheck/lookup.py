"""What the district knows of a draft: its records, its names, its accounts, and whom to call."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from postcheck.checks.kind import Known
from postcheck.config.settings import District
from postcheck.context.settle import settle
from postcheck.language.local import Local
from postcheck.model.check import Check
from postcheck.model.context import Context
from postcheck.model.draft import Draft, Unexamined

_MOST_MISTAKES = 5  # of the records that a run names


def unopened(district: District, without_key: bool) -> tuple[str, ...]:
    """The sealed lists of students that a run goes on `without_key` for: no key is there that would open them.

    Raises PostcheckError for a key that could be guessed.
    """
    lists = district.records.get("students", ()) if without_key else ()
    if not lists:
        return ()
    from postcheck.config.key import district_key
    from postcheck.records.table import is_sealed

    return () if district_key() else tuple(name for name in lists if is_sealed(district.root / name))


def look_up(district: District, unopened: Collection[str] = ()) -> tuple[Known, Local]:
    """What the district knows but for the lists that stay `unopened`, and its own names.

    Raises PostcheckError for records that cannot be read.
    """
    names = district.names
    files = {kind: [each for each in given if each not in unopened] for kind, given in district.records.items()}
    if not any(files.values()):
        known = Known(None, district.release, district.directory)
        return known, Local(names.places, names.staff, district.domains)
    from postcheck.language.fold import plain
    from postcheck.records.book import open_records  # only where there are records

    records = open_records(files, district.root, plain)
    records.load_all()
    known = Known(records, district.release, district.directory)
    staff = (*names.staff, *(each.name for each in records.staff))
    return known, Local(names.places, staff, district.domains)


def settled(draft: Draft, options: Mapping[str, str], district: District, known: Known) -> Context:
    """A draft's context, with what the settings and the records know of its account and its author."""
    if known.records is None and not district.accounts:
        return settle(draft, options, None, district.duty, district.timezone)
    from postcheck.language.fold import plain
    from postcheck.records.context import account_of, authorized

    accounts = account_of(district.accounts, known.records, plain)
    context = settle(draft, options, accounts, district.duty, district.timezone)
    return authorized(context, known.records)


def unknown_account(draft: Draft, context: Context, known: Known) -> Draft:
    """A draft that names an account of which no list says whose it is: that is not examined as it should be."""
    if context.page is None or context.account is not None or (known.records and known.records.has("accounts")):
        return draft
    why = "The account that this draft names is in no list of accounts, so nobody knows whose page it is."
    mend = "List it under 'accounts' in postcheck.yaml, or say the kind: account: classroom."
    return replace(draft, unexamined=(*draft.unexamined, Unexamined(draft.path, why, mend)))


def record_failures(known: Known) -> tuple[str, ...]:
    """The mistakes of single records: what they say is not known, so the run is not complete."""
    mistakes = known.records.mistakes if known.records is not None else []
    more = f"{len(mistakes) - _MOST_MISTAKES} more mistakes in the records; list them: postcheck records check"
    return (*map(str, mistakes[:_MOST_MISTAKES]), *([more] if len(mistakes) > _MOST_MISTAKES else []))


def reachable(checks: Mapping[str, Check], report_to: str) -> Mapping[str, Check]:
    """The checks with `{contact}` in a disclosure's messages filled with whom to call."""
    return {
        name: replace(check, wordings={key: each.calling(report_to) for key, each in check.wordings.items()})
        if check.disclosure
        else check
        for name, check in checks.items()
    }
