"""Students whose names the roster knows, as a check of names sees them: a record outranks every cue and statement.

A refusal is a finding of its own kind, a written consent on record lifts it, one that has ended is said so. Where the name is
a member of staff's too, it is asked about more mildly, and where it is part of a place's it is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from postcheck.checks.kind import Scene
from postcheck.language.fold import plain
from postcheck.language.people import SURE, Person
from postcheck.model.check import REPEATED, Confidence, Match, Slot
from postcheck.records.book import Records, Said

if TYPE_CHECKING:
    from postcheck.checks.written import Hit

REFUSED = "refused"
"""The tag, and the slot with the record's place, of a match that rests on a refusal on record; no waiver takes it."""
_TITLE = re.compile(
    r"(?:mr|mrs|ms|mx|miss|dr|coach|principal|superintendent|profe|maestra|maestro|officer|nurse|teacher|secretary)\.? $"
)
_HOW: Mapping[str, str] = MappingProxyType(
    {
        "full": "",
        "turned": ", here with the family name first",
        "initial": ", here with an initial for the given name",
        "begun": ", here with an initial for the family name",
        "joined": ", here run together",
        "slip": ", but for one slip of the keyboard",
    }
)
_MOST_ROWS = 3  # that are named in a reason


def matches(check: str, scene: Scene) -> Iterator[tuple[Hit, Match]]:
    """What is to be said of every name of the roster in the draft."""
    records = scene.known.records
    assert records is not None
    for part in range(len(scene.reading.draft.parts)):
        for hit in scene.students(part):
            match = _match(check, scene, records, part, hit)
            if match is not None:
                yield hit, match


def _match(check: str, scene: Scene, records: Records, part: int, hit: Hit) -> Match | None:
    text = scene.reading.draft.parts[part].text
    named = [person for person in scene.reading.people if person.part == part and _overlaps(person, hit)]
    if any(person.role == "place" for person in named):
        return None
    titled = _TITLE.search(plain(text[max(0, hit.start - 20) : hit.start])) is not None
    name = text[hit.start : hit.end]
    shared = scene.reading.is_staff(name)
    if shared and titled:
        return None
    said = consent(scene, records, hit, name, "name")
    slots: dict[str, Slot] = {"why": _why(hit)}
    if said is not None and said.answer == "refused":
        slots[REFUSED] = str(said.source)
        tags = frozenset({REFUSED})
        return Match(check, part, hit.start, hit.end, "certain", "refused", slots, "no", tags=tags)
    if said is not None and said.answer == "expired":
        slots |= {"until": str(said.until), "form": str(said.source)}
        return Match(check, part, hit.start, hit.end, "certain", "expired", slots, "no")
    if said is not None and said.answer == "granted":
        return Match(check, part, hit.start, hit.end, "certain", "default", slots, "yes")
    if shared:
        return Match(check, part, hit.start, hit.end, "possible", "shared", slots)
    confidence: Confidence = "certain"
    if hit.ordinary and not any(person.probability >= SURE for person in named):
        confidence = "possible"
    answer = "unwritten" if said is not None else None
    if said is not None:
        slots["why"] = f"{slots['why']} The yes on record is not in writing ({said.source})."
    return Match(check, part, hit.start, hit.end, confidence, "roster", slots, answer)  # type: ignore[arg-type]


def _overlaps(person: Person, hit: Hit) -> bool:
    return person.span.start < hit.end and hit.start < person.span.end


def consent(scene: Scene, records: Records, hit: Hit, name: str, what: str) -> Said | None:
    """What is on record for everybody who is called so: the worst of it; a yes only when all of them gave it."""
    if not records.has("consents"):
        return None
    day = scene.context.scheduled.date() if scene.context.scheduled else None
    where = scene.context.platform or ""
    found: list[Said | None] = []
    if hit.roster.sealed:
        found.append(records.consent(what, name, "", day, where))  # type: ignore[arg-type]
    else:
        for row in hit.rows:
            key, ident = hit.roster.key(row), hit.roster.id(row)  # type: ignore[union-attr]
            found.append(records.consent(what, key, ident, day, where))  # type: ignore[arg-type]
    for answer in ("refused", "expired", "unwritten"):
        for said in found:
            if said is not None and said.answer == answer:
                return said
    return found[0] if found and all(found) else None


def hidden(match: Match) -> Match:
    """A match that is no finding and whose words a public run hides all the same."""
    return Match(match.check, match.part, match.start, match.end, match.confidence, tags=frozenset({REPEATED}))


def _why(hit: Hit) -> str:
    """Where the name stands, without the name."""
    if hit.roster.sealed:
        text = f"The sealed list of students has this name{_HOW[hit.how]}."
    elif len(hit.sources) == 1:
        text = f"The list of students has this name{_HOW[hit.how]} ({hit.sources[0]})."
    else:
        rows = "; ".join(map(str, hit.sources[:_MOST_ROWS])) + ("; ..." if len(hit.sources) > _MOST_ROWS else "")
        text = f"{len(hit.sources)} students on the list are called so{_HOW[hit.how]} ({rows})."
    return text + (" Its words are ordinary ones too." if hit.ordinary else "")
