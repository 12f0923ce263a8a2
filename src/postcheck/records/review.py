"""What is wrong, stale or contradictory in a district's records; told by file and row, never by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from postcheck.model.context import OFFICIAL
from postcheck.records.book import Records, handle
from postcheck.records.names import Fold, key
from postcheck.records.nouns import Consent, Source
from postcheck.records.roster import ClearRoster


class Remark(NamedTuple):
    """One thing to look at. `wrong` ones must be mended; the others are worth knowing."""

    source: Source
    what: str
    wrong: bool = True

    def __str__(self) -> str:
        place = f"{self.source.file}:{self.source.line}" if self.source.line else self.source.file
        return f"{place}: {self.what}"


def review(
    records: Records,
    fold: Fold,
    ordinary: Callable[[str], bool],
    missing_contacts: Callable[[str], tuple[str, ...]],
) -> Iterator[Remark]:
    """Every remark on the records; `ordinary` says whether a word is one of the dictionary's, `missing_contacts` what of an
    official page's contact details its profile lacks.
    """
    rosters = [each for each in records.rosters if isinstance(each, ClearRoster)]
    people = _People(rosters)
    yield from people.remarks(ordinary)
    if records.has("staff"):
        yield from _staff(records, fold, people)
    yield from _consents(records, people, bool(rosters))
    yield from _authorizations(records)
    yield from _accounts(records, fold, missing_contacts)


class _People:
    """The students of the clear lists, by name and by id."""

    def __init__(self, rosters: list[ClearRoster]) -> None:
        self.by_name: dict[str, list[Source]] = {}
        self.by_id: dict[str, list[Source]] = {}
        self.names: list[tuple[str, Source]] = []
        for roster in rosters:
            for row in range(roster.count):
                source = roster.source(row)
                self.names.append((roster.key(row), source))
                self.by_name.setdefault(" ".join(roster.key(row).split()), []).append(source)
                if roster.id(row):
                    self.by_id.setdefault(roster.id(row), []).append(source)

    def remarks(self, ordinary: Callable[[str], bool]) -> Iterator[Remark]:
        for places in self.by_id.values():
            for again in places[1:]:
                yield Remark(again, f"this id is another student's too ({places[0]})")
        for name, places in self.by_name.items():
            for again in places[1:]:
                yield Remark(again, f"another student has the same name ({places[0]}); give consents by id", False)
            words = re.findall(r"[^\W\d_]+", name)
            if len(words) > 1 and all(map(ordinary, words)):
                what = "both names are ordinary words too; they are found only where capitals show a name"
                yield Remark(places[0], what, False)


def _staff(records: Records, fold: Fold, people: _People) -> Iterator[Remark]:
    for worker in records.staff:
        for place in people.by_name.get(key(worker.name, fold), ()):
            what = f"a member of staff has the same name ({worker.source}); a draft is asked which of the two is meant"
            yield Remark(place, what, False)


def _consents(records: Records, people: _People, listed: bool) -> Iterator[Remark]:
    if not records.has("consents"):
        return
    by_person: dict[tuple[str, str], list[Consent]] = {}
    for consent in records.consents:
        for what in sorted(consent.what):
            by_person.setdefault((consent.id or consent.who, what), []).append(consent)
        if consent.granted and consent.until is not None and consent.until < records.today:
            yield Remark(consent.source, f"this consent ended on {_day(consent.until)}")
        if listed:
            yield from _of_whom(consent, people, records)
    for (_, what), rows in by_person.items():
        refused = next((row for row in rows if not row.granted), None)
        granted = next((row for row in rows if row.granted), None)
        if refused is not None and granted is not None:
            told = f"granted here and refused in {refused.source}, both for the {what}; the refusal holds"
            yield Remark(granted.source, told)


def _of_whom(consent: Consent, people: _People, records: Records) -> Iterator[Remark]:
    namesakes = people.by_name.get(consent.who, [])
    if consent.id and consent.id not in people.by_id:
        yield Remark(consent.source, "no student on the list has this id")
    elif not consent.id and len(namesakes) > 1:
        yield Remark(
            consent.source, f"{len(namesakes)} students have this name, and the row has no id to tell them apart"
        )
    elif not consent.id and not namesakes and consent.who not in _staff_names(records):
        yield Remark(consent.source, "nobody on the lists of students and staff has this name")


def _staff_names(records: Records) -> frozenset[str]:
    return frozenset(records.key(worker.name) for worker in records.staff)


def _authorizations(records: Records) -> Iterator[Remark]:
    names = _staff_names(records)
    for each in records.authorizations:
        if each.until is not None and each.until < records.today:
            yield Remark(each.source, f"this authorization ended on {_day(each.until)}")
        if records.has("staff") and each.who not in names:
            yield Remark(each.source, "nobody in the staff directory has this name")


def _accounts(records: Records, fold: Fold, missing_contacts: Callable[[str], tuple[str, ...]]) -> Iterator[Remark]:
    names = _staff_names(records)
    seen: dict[tuple[str, str], Source] = {}
    for page in records.accounts:
        one = (handle(page.name, fold), page.platform.casefold())
        if one in seen:
            yield Remark(page.source, f"this account stands in {seen[one]} too")
        seen.setdefault(one, page.source)
        if not page.kind:
            yield Remark(
                page.source, "the kind of this account is missing: personal, classroom, school, district or pto"
            )
        if page.kind not in OFFICIAL:
            continue
        for value, what in (
            (page.registered, "nobody registered this official account"),
            (page.approved, "nobody approved this official account"),
            (page.administrator, "this official account has no named administrator"),
        ):
            if not value:
                yield Remark(page.source, what)
        if page.administrator and records.has("staff") and records.key(page.administrator) not in names:
            yield Remark(page.source, "the administrator of this account is not in the staff directory")
        lacking = missing_contacts(page.profile) if page.profile else ()
        if lacking:
            yield Remark(page.source, f"the profile of this official account lacks: {', '.join(lacking)}")


def _day(day: date) -> str:
    return "a day that cannot be read" if day == date.min else str(day)
