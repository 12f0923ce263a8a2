"""When the district's staff are on duty: the settings' key `duty`, and the federal holidays, which are never duty.

    duty:
      hours: 07:45-15:15
      days: mon-fri
      year: 08-20 to 06-05        # month-day; the school year
      breaks: [12-22 to 01-02]    # month-day, or a date of one year, or two with `to`
      off: [2027-02-12]

Times are the district's own. Without settings a usual school day and year are taken, with wide margins.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from postcheck.config.shape import Keys, ListOf, Text

_DAY = r"(?:\d{4}-)?\d\d-\d\d"
_SPAN = rf"{_DAY}(?: to {_DAY})?"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DUTY_SHAPE = Keys(
    {
        "hours": Text(r"\d\d:\d\d-\d\d:\d\d", "hours such as 08:00-15:30"),
        "days": Text(r"(?:mon|tue|wed|thu|fri|sat|sun)-(?:mon|tue|wed|thu|fri|sat|sun)", "days such as mon-fri"),
        "year": Text(rf"{_DAY} to {_DAY}", "the school year, such as 08-20 to 06-05"),
        "breaks": ListOf(Text(_SPAN, "days such as 12-22 to 01-02")),
        "off": ListOf(Text(_SPAN, "a day such as 2027-02-12")),
    },
    about="When the staff are on duty.",
)


class Duty(NamedTuple):
    """Duty hours of a school day, and the days on which there are none; spans are (first, last) as month-day or full dates."""

    start: time = time(8, 0)
    end: time = time(15, 30)
    days: tuple[int, int] = (0, 4)
    year: tuple[str, str] = ("08-25", "06-05")
    off: tuple[tuple[str, str], ...] = (("12-22", "01-02"),)

    def holds(self, when: datetime) -> bool:
        """Whether a moment of the district's own clock lies in duty hours of a school day."""
        day = when.date()
        first, last = self.days
        weekday = day.weekday()
        on_weekday = first <= weekday <= last if first <= last else weekday >= first or weekday <= last
        if not (on_weekday and self.start <= when.time().replace(tzinfo=None) < self.end):
            return False
        if not _within(day, self.year) or any(_within(day, span) for span in self.off):
            return False
        return day not in federal_holidays(day.year)


def duty(values: dict[str, Any] | None) -> Duty:
    """The duty that the settings' values say; what they leave out stays as usual. Raises ValueError for no such hour."""
    values = values or {}
    start, end = (time.fromisoformat(each) for each in values.get("hours", "08:00-15:30").split("-"))
    first, last = (WEEKDAYS.index(each) for each in values.get("days", "mon-fri").split("-"))
    usual = Duty()
    breaks = [*(values.get("breaks") or ()), *(values.get("off") or ())]
    return Duty(
        start,
        end,
        (first, last),
        _span(values["year"]) if "year" in values else usual.year,
        tuple(map(_span, breaks)) if "breaks" in values else (*usual.off, *map(_span, breaks)),
    )


def _span(text: str) -> tuple[str, str]:
    first, _, last = text.partition(" to ")
    return first, last or first


def _within(day: date, span: tuple[str, str]) -> bool:
    """Whether a day lies in a span, both ends included; one of month-days may run over New Year."""
    first, last = span
    if re.match(r"\d{4}", first) and re.match(r"\d{4}", last):
        return first <= day.isoformat() <= last
    today, first, last = f"{day:%m-%d}", first[-5:], last[-5:]
    return first <= today <= last if first <= last else today >= first or today <= last


def federal_holidays(year: int) -> frozenset[date]:
    """The federal holidays of a year (5 U.S.C. 6103), with the day on which one that falls on a weekend is kept, and the
    day after Thanksgiving, on which schools are closed.

    The package `holidays` knows them too, but takes 200 ms to import.
    """
    thanksgiving = _nth(year, 11, 3, 4)
    fixed = [date(year, 1, 1), date(year, 6, 19), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    kept = [day + timedelta({5: -1, 6: 1}.get(day.weekday(), 0)) for day in fixed]
    moving = [
        _nth(year, 1, 0, 3),  # Martin Luther King's birthday
        _nth(year, 2, 0, 3),  # Washington's birthday
        _nth(year, 6, 0, 1) - timedelta(7),  # Memorial Day: the last Monday of May
        _nth(year, 9, 0, 1),  # Labor Day
        _nth(year, 10, 0, 2),  # Columbus Day
        thanksgiving,
        thanksgiving + timedelta(1),
    ]
    return frozenset((*fixed, *kept, *moving))


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    """The nth such weekday of a month (Monday is 0)."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (number - 1))
