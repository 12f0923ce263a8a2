"""Duty hours, school days and federal holidays."""

from datetime import date, datetime

import pytest

from postcheck.config.duty import duty, federal_holidays

USUAL = duty(None)
OWN = duty(
    {
        "hours": "07:45-15:15",
        "days": "tue-sat",
        "year": "09-01 to 06-20",
        "breaks": ["04-05 to 04-09"],
        "off": ["2027-02-12"],
    }
)


@pytest.mark.parametrize(
    ("when", "on"),
    [
        pytest.param("2026-10-06T10:00", True, id="a Tuesday morning"),
        pytest.param("2026-10-06T08:00", True, id="the first minute"),
        pytest.param("2026-10-06T15:30", False, id="the bell"),
        pytest.param("2026-10-10T10:00", False, id="a Saturday"),
        pytest.param("2026-11-26T10:00", False, id="Thanksgiving"),
        pytest.param("2026-11-27T10:00", False, id="the day after it"),
        pytest.param("2027-01-18T10:00", False, id="a federal holiday"),
        pytest.param("2026-12-28T10:00", False, id="winter break"),
        pytest.param("2027-01-01T10:00", False, id="winter break over New Year"),
        pytest.param("2026-07-14T10:00", False, id="summer"),
    ],
)
def test_the_usual_school_year(when: str, on: bool) -> None:
    assert USUAL.holds(datetime.fromisoformat(when)) is on


@pytest.mark.parametrize(
    ("when", "on"),
    [
        pytest.param("2026-10-10T07:50", True, id="a district that works on Saturdays, early"),
        pytest.param("2026-10-12T10:00", False, id="and not on Mondays"),
        pytest.param("2027-04-07T10:00", False, id="its own break"),
        pytest.param("2027-02-12T10:00", False, id="a day off"),
        pytest.param("2028-02-12T10:00", True, id="of one year only"),
        pytest.param("2026-12-29T10:00", True, id="breaks that are given replace the usual ones"),
    ],
)
def test_a_district_of_its_own_hours(when: str, on: bool) -> None:
    assert OWN.holds(datetime.fromisoformat(when)) is on


def test_the_federal_holidays_of_2026() -> None:
    # As the Office of Personnel Management lists them (July 4 is a Saturday, kept on the 3rd).
    listed = "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25".split()
    assert {date.fromisoformat(f"2026-{day}") for day in listed} <= federal_holidays(2026)


def test_an_hour_that_is_none() -> None:
    with pytest.raises(ValueError):
        duty({"hours": "08:00-25:30"})
