"""Students whose names the roster knows, as a check of names sees them: a record outranks every cue and statement.

A refusal is a finding of its own kind, a written consent on record lifts it, one that has ended is said so. Where the name may
as well be an adult's (the staff directory has it, or a word beside it says so), postcheck asks which of the two is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from postcheck.checks.kind import Scene
from postcheck.language.fold import plain
from postcheck.language.people import SURE, Person
from postcheck.language.role_rules import evidence
from postcheck.model.check import REFUSED, REPEATED, Confidence, Match, Slot
from postcheck.records.book import Records, Said, What, worst
from postcheck.records.roster import ClearRoster

if TYPE_CHECKING:
    from postcheck.checks.written import Hit

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
_BESIDE = frozenset({"touching", "after", "bracket"})
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
    named = [person for person in scene.reading.people if person.part == part and _overlaps(person, hit)]
    if any(person.role == "place" for person in named):
        return None
    said = consent(scene, records, hit, part, "name")
    slots: dict[str, Slot] = {"why": _why(hit)}
    place = (check, part, hit.start, hit.end)
    if said is not None and said.answer == "refused":
        slots[REFUSED] = str(said.source)
        return Match(*place, "certain", "refused", slots, "no", tags=frozenset({REFUSED}))
    namesake = _namesake(scene, part, hit, named)
    if namesake == "nobody":
        return None
    if namesake is not None:
        slots["who"] = namesake
        return Match(*place, "likely", "namesake", slots, "unknown", tags=frozenset({"ask"}))
    if said is not None and said.answer == "expired":
        slots |= {"until": str(said.until), "form": str(said.source)}
        return Match(*place, "certain", "expired", slots, "no")
    if said is not None and said.answer == "granted":
        return Match(*place, "certain", "roster", slots, "yes")
    confidence: Confidence = "certain"
    if hit.ordinary and not any(person.probability >= SURE for person in named) and _opens(scene, part, hit):
        confidence = "possible"
    if said is not None:
        slots["why"] = f"{slots['why']} The yes on record is not in writing ({said.source})."
    return Match(*place, confidence, "roster", slots, "unwritten" if said is not None else None)


def _namesake(scene: Scene, part: int, hit: Hit, named: list[Person]) -> str | None:
    """Who else it may be: in words, when an adult of that name is as likely; "nobody", when it is surely no student.

    A word right beside the name that speaks of a student settles it, also for a name that the staff directory has.
    """
    verdicts = [verdict for person in named for kind, verdict in evidence(person.setting) if kind in _BESIDE]
    if any(verdict.role == "student" for verdict in verdicts):
        return None
    text = scene.reading.draft.parts[part].text
    before = plain(text[max(0, hit.start - 20) : hit.start])
    adult = any(verdict.role in ("adult", "public") for verdict in verdicts) or _TITLE.search(before) is not None
    if scene.reading.is_staff(text[hit.start : hit.end]):
        return "nobody" if adult else "The list of staff has the name too."
    settled = next((person for person in named if person.settled and person.role in ("adult", "public")), None)
    if settled is None and not adult:
        return None
    if hit.how in ("initial", "begun") or (settled is not None and settled.why.startswith("It is the author")):
        return "nobody"  # so little of a name, and somebody else's
    return "The words beside it speak of an adult." if settled is None or settled.role == "adult" else settled.why


def _opens(scene: Scene, part: int, hit: Hit) -> bool:
    """Whether capitals say nothing there: at the beginning of a sentence, or where all is in capitals."""
    sentence = scene.reading.sentences[part][scene.reading.sentence_of(part, hit.start)]
    text = scene.reading.draft.parts[part].text
    opens = not any(char.isalnum() for char in text[sentence.start : hit.start])
    return opens or text[hit.start : hit.end].isupper()


def _overlaps(person: Person, hit: Hit) -> bool:
    return person.span.start < hit.end and hit.start < person.span.end


def consent(scene: Scene, records: Records, hit: Hit, part: int, what: What) -> Said | None:
    """What is on record for everybody who is called so: the worst of it; a yes only when all of them gave it."""
    if not records.has("consents"):
        return None
    when, where = day(scene), scene.context.platform or ""
    if not isinstance(hit.roster, ClearRoster):
        return records.consent(what, scene.reading.draft.parts[part].text[hit.start : hit.end], "", when, where)
    roster = hit.roster
    return worst([records.consent(what, roster.key(row), roster.id(row), when, where) for row in hit.rows])


def day(scene: Scene) -> date | None:
    """The day on which the draft goes out, when that is known: consents must hold then."""
    return scene.context.scheduled.date() if scene.context.scheduled else None


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
