"""What the records add to a draft's context: the kind of a named account, and what the author is authorized to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from postcheck.model.context import OFFICIAL, Context
from postcheck.records.book import Permit, Records, handle
from postcheck.records.load import MAY
from postcheck.records.names import Fold

APPROVED = "approved-account"
"""Who granted the logo to an official account that the record has as registered and approved: nobody need ask again."""


def account_of(
    accounts: Sequence[Mapping[str, str]], records: Records | None, fold: Fold
) -> Callable[[str, str | None], Mapping[str, str] | None]:
    """What is known of an account by its name and platform: first by the settings, then by the accounts record."""

    def look(name: str, platform: str | None) -> Mapping[str, str] | None:
        wanted = handle(name, fold)
        listed = [each for each in accounts if handle(each["name"], fold) == wanted]
        listed = [each for each in listed if not platform or each.get("platform", platform) == platform] or listed
        if listed:
            return {**listed[0], "from": "settings"}
        page = records.account(name, platform or "") if records is not None else None
        if page is None:
            return None
        said = {"account": page.kind, "platform": page.platform, "audience": page.audience, "from": "records"}
        return {key: value for key, value in said.items() if value}

    return look


def authorized(context: Context, records: Records | None) -> Context:
    """The context with what the records authorize the author, and the account, to do."""
    if records is None:
        return context
    permits: list[Permit] = []
    denials: dict[str, str] = {}
    day = context.scheduled.date() if context.scheduled else None
    if records.has("authorizations") and context.author:
        permits.extend(records.permits(context.author, day))
        denials = {what: records.denial(context.author, what) for what in MAY}
    page = records.account(context.page, context.platform or "") if context.page and records.has("accounts") else None
    if page is not None and page.approved and page.registered and context.account in OFFICIAL:
        permits.append(Permit("logo", APPROVED, str(page.source)))
    denials = {what: why for what, why in denials.items() if all(each.what != what for each in permits)}
    if not denials and not permits:
        return context
    return replace(
        context,
        authorizations=frozenset((each.what, each.by) for each in permits),
        grants=MappingProxyType({each.what: f"granted by {_granter(each.by)} ({each.source})" for each in permits}),
        denials=MappingProxyType(denials),
    )


def _granter(by: str) -> str:
    return "the approval of this account" if by == APPROVED else f"the {by}"
