"""What is known of a draft's circumstances: the account, the audience, who writes, where and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from postcheck.model.draft import Stated

Account = Literal["personal", "classroom", "school", "district", "pto"]
ACCOUNTS: tuple[Account, ...] = ("personal", "classroom", "school", "district", "pto")
OFFICIAL = frozenset({"classroom", "school", "district"})
AUDIENCES = ("public", "protected")
KEYS = ("account", "audience", "platform", "author", "role", "setting", "scheduled")
NOT_EMPLOYEES = frozenset({"volunteer", "parent", "student", "alumnus", "alumna", "board", "board member", "pto"})


@dataclass(frozen=True, slots=True)
class Context:
    """The settled context of a draft. None means that nobody said; `stated` keeps each value's origin."""

    account: Account | None = None
    page: str | None = None  # the account's own name, where the draft gives it
    audience: str | None = None
    platform: str | None = None
    author: str | None = None
    role: str | None = None
    setting: str | None = None
    scheduled: datetime | None = None
    on_duty: bool = False  # whether `scheduled` is known to lie in duty hours of a school day
    authorizations: frozenset[tuple[str, str]] = frozenset()  # what the author may do, and who granted it
    grants: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))  # and where that stands, by what
    denials: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({})
    )  # what the records say they may not
    stated: Mapping[str, Stated] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def employee(self) -> bool:
        """Whether the author counts as an employee; an unknown author does."""
        return self.role is None or self.role.casefold() not in NOT_EMPLOYEES

    @property
    def public_event(self) -> bool:
        """Whether the draft's pictures were taken in the public arena; unknown is no."""
        return self.setting == "public-event"


UNSAID = Context()
