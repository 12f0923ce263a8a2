"""Settling a draft's context: option beats sidecar beats the draft's own words beats the list of accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from postcheck.model.context import ACCOUNTS, AUDIENCES, KEYS, Context
from postcheck.model.draft import Draft, Stated

if TYPE_CHECKING:
    from postcheck.config.duty import Duty

FORMS = ("%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M",
         "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p",
         "%m/%d/%y %H:%M", "%m/%d/%y %I:%M %p", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %I:%M %p", "%Y-%m-%d %I:%M %p",
         "%Y-%m-%dT%H:%M:%S.%f%z", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M", "%m/%d/%Y", "%Y/%m/%d")  # fmt: skip


def settle(
    draft: Draft,
    options: Mapping[str, str],
    account_of: Callable[[str, str | None], Mapping[str, str] | None] | None = None,
    duty: Duty | None = None,
    zone: str | None = None,
) -> Context:
    """The context of a draft; `options` are what the command line said, by key.

    `account_of` gives what the settings and records know of an account by its name and platform: its values serve where
    nothing else says them, but for the kind, which stands for the name. An account that nobody knows stays a name in
    `stated`, and its kind unknown. `duty` are the staff's hours, on the clock of `zone` (a time with an offset of its own
    is turned to it).
    """
    stated = {key: draft.stated[key] for key in KEYS if key in draft.stated}
    stated.update({key: Stated(value, "option") for key, value in options.items() if value and value != "unknown"})
    if options.get("account") == "unknown":
        stated.pop("account", None)
    named = stated.get("account")
    page = named.value if named is not None and named.value not in ACCOUNTS else None
    if page is not None and account_of is not None:
        own = account_of(page, stated["platform"].value if "platform" in stated else None)
        if own is not None:
            origin = own.get("from", "settings")
            kept = {key: each for key, each in stated.items() if key != "account" or not own.get("account")}
            stated = {**{key: Stated(own[key], origin) for key in KEYS if own.get(key)}, **kept}
    values = {key: each.value for key, each in stated.items()}
    account = values.get("account")
    audience = values.get("audience")
    scheduled = moment(values.get("scheduled"))
    return Context(
        account=account if account in ACCOUNTS else None,
        page=page,
        audience=audience if audience in AUDIENCES else None,
        platform=values.get("platform"),
        author=values.get("author"),
        role=values.get("role"),
        setting=values.get("setting"),
        scheduled=scheduled,
        on_duty=scheduled is not None and _on_duty(scheduled, duty, zone),
        stated=MappingProxyType(stated),
    )


def _on_duty(when: datetime, duty: Duty | None, zone: str | None) -> bool:
    if when.tzinfo is not None and zone:
        from zoneinfo import ZoneInfo

        when = when.astimezone(ZoneInfo(zone))
    if duty is None:
        from postcheck.config.duty import Duty

        duty = Duty()
    return duty.holds(when)


def moment(text: str | None) -> datetime | None:
    """A date and time as schedulers and people write it; None when it cannot be read."""
    if not text:
        return None
    text = text.strip().replace("Z", "+0000") if text.strip().endswith("Z") else text.strip()
    for form in FORMS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None
