"""What the records say of the people in a picture: it outranks the draft's own statement and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from postcheck.checks import students
from postcheck.checks.kind import Scene
from postcheck.model.check import REFUSED, Match, Slot
from postcheck.model.draft import Consent, Depicted, Picture
from postcheck.records.book import Records, Said, worst

_AS_STATED: dict[str, Consent] = {
    "granted": "granted", "unwritten": "granted", "refused": "denied", "expired": "denied",
}  # fmt: skip


def look_up(
    scene: Scene, picture: Picture, wanted: frozenset[int], beside: Iterable[int], staff: bool
) -> tuple[Picture, Callable[[Match], Match]]:
    """A picture whose listed people (those of `wanted`) carry what the records say of them, and what becomes of its match.

    Without a list, the names in the parts `beside` the picture are looked up; a refusal of somebody whom the post names
    anywhere counts too.
    """
    records = scene.known.records
    assert records is not None
    if picture.people is not None:
        said = {at: _of_name(scene, records, picture.people[at].name) for at in wanted}
        people = tuple(_with(each, said.get(at)) for at, each in enumerate(picture.people))
        found = [each for each in said.values() if each is not None]
        return replace(picture, people=people), lambda match: _worst_of(match, found)
    near = set(beside)
    named = worst(list(_of_parts(scene, records, near, staff)))
    if named is None:
        others = set(range(len(scene.reading.draft.parts))) - near
        elsewhere = worst(list(_of_parts(scene, records, others, staff)))
        named = elsewhere if elsewhere is not None and elsewhere.answer == "refused" else None
    decided = named
    return picture, lambda match: answered(match, decided)


def _of_name(scene: Scene, records: Records, name: str | None) -> Said | None:
    return records.consent_of("photo", name, students.day(scene), scene.context.platform or "") if name else None


def _with(person: Depicted, said: Said | None) -> Depicted:
    return person if said is None else replace(person, consent=_AS_STATED[said.answer])


def _of_parts(scene: Scene, records: Records, parts: Iterable[int], staff: bool) -> Iterator[Said | None]:
    """What is on record of all who are named in some parts: students of the roster, or members of staff."""
    for part in parts:
        if not staff:
            for hit in scene.students(part):
                yield students.consent(scene, records, hit, part, "photo")
            continue
        text = scene.reading.draft.parts[part].text
        for person in scene.reading.people:
            name = text[slice(*person.span)]
            if person.part == part and scene.reading.is_staff(name):
                yield _of_name(scene, records, name)


def _worst_of(match: Match, said: list[Said]) -> Match:
    """A match of a list of people; a yes of some says nothing of the others, and the list has been judged with it."""
    decides = worst([each for each in said if each.answer != "granted"])
    if decides is None or (decides.answer == "unwritten" and match.answer != "yes"):
        return match
    return answered(match, decides)


def answered(match: Match, said: Said | None) -> Match:
    """A match of a picture with what the record says of it; unchanged where it says nothing."""
    if said is None:
        return match
    if said.answer == "granted":
        return replace(match, answer="yes")
    if said.answer == "unwritten":
        spoken = MappingProxyType({**match.slots, "row": str(said.source)})
        return replace(match, answer="unwritten", wording="verbal", slots=spoken)
    slots: dict[str, Slot] = {**match.slots, "row": str(said.source)}
    tags = match.tags
    message: Literal["expired", "on-record"] = "expired"
    if said.answer == "expired":
        slots["until"] = str(said.until)
    else:
        message = "on-record"
        slots[REFUSED] = str(said.source)
        tags |= {REFUSED}
    return replace(match, answer="no", confidence="certain", wording=message, slots=MappingProxyType(slots), tags=tags)
