"""The kind `people`: names of a role, as the name model and the words around each name tell them apart.

role: student             whose names
identifying: [...]        phrases in the sentence that make a single first name identify somebody
school-life: [...]        phrases in a part by which a full name without a role is likely one
records: [...]            phrases in the sentence that make a name worse, said in the reason
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from postcheck.checks.kind import Kind, Scene
from postcheck.checks.phrase import Phrase, Shelf, compile_phrase
from postcheck.checks.wording import any_phrase
from postcheck.config.shape import ListOf, OneOf, Text
from postcheck.language.people import SURE, Person
from postcheck.model.check import REPEATED, Check, Confidence, Match, Slot

_LEAST: Mapping[str | None, float] = MappingProxyType(
    {"classroom": 0.08, "district": 0.45, "personal": 0.6, "pto": 0.65}
)
"""How probable a student must be by weighing alone, on pages that mostly name pupils, or mostly adults."""
_ELSEWHERE = 0.35
_AGAIN = frozenset({REPEATED})
_CLEARLY = 0.7
_SURE_SINGLE = 0.6
_PRIVATE = 0.3  # where the sentence tells something private of the person


_FAR = frozenset({"section", "run-in"})  # evidence that governs prose: not enough for a single name


class Names(NamedTuple):
    """The compiled options of a check of this kind."""

    role: str
    identifying: tuple[Phrase, ...]
    school_life: tuple[Phrase, ...]
    records: tuple[Phrase, ...]
    works: tuple[Phrase, ...]
    teams: tuple[Phrase, ...]


def _compile(values: Mapping[str, Any], shelf: Shelf) -> Names:
    def phrases(key: str) -> tuple[Phrase, ...]:
        return tuple(compile_phrase(text, shelf) for text in values.get(key) or ())

    return Names(
        values["role"],
        phrases("identifying"),
        phrases("school-life"),
        phrases("records"),
        phrases("works"),
        phrases("teams"),
    )


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    options: Names = check.options
    said: set[tuple[int, str]] = set()
    named: set[int] = set()  # the numbers of the people whose names were matches
    texts: set[str] = set()  # and those names
    for number, person in enumerate(scene.reading.people):
        text = scene.reading.draft.parts[person.part].text[person.span.start : person.span.end]
        again = text in texts
        if again or person.known_as in named:
            named.add(number)
            yield Match(check.id, person.part, *person.span, "likely", tags=_AGAIN)
        if (person.part, text) in said or (person.known_as is not None and not again):
            continue
        if not again and not _may_be(options, scene, person):
            continue
        sentence = _sentence(scene, person)
        if not again and not person.full and not _identified(options, scene, person, sentence):
            continue
        said.add((person.part, text))
        named.add(number)
        texts.add(text)
        record = any_phrase(options.records, sentence)
        slots: Mapping[str, Slot] = MappingProxyType({"why": person.why})
        message = "record" if record else "default" if person.full else "first"
        yield Match(check.id, person.part, *person.span, _confidence(options, scene, person), message, slots)


def _may_be(options: Names, scene: Scene, person: Person) -> bool:
    """Whether a person may have the role: no list or adjacent evidence says otherwise, and the page makes it probable."""
    if person.settled and person.role not in (options.role, "unknown"):
        return False
    if person.student_by and person.role in (options.role, "unknown"):
        return True
    least = _LEAST.get(scene.context.account, _ELSEWHERE)
    if least > _PRIVATE and any_phrase(options.records, _sentence(scene, person)):
        least = _PRIVATE
    return person.student >= least


def _confidence(options: Names, scene: Scene, person: Person) -> Confidence:
    if person.probability < SURE:
        return "possible"
    if person.role == options.role:
        return "likely"
    return "likely" if any_phrase(options.school_life, scene.reading.folded[person.part].text) else "possible"


def _sentence(scene: Scene, person: Person) -> str:
    return scene.glance(person.part, scene.reading.sentence_of(person.part, person.span.start)).text


def _identified(options: Names, scene: Scene, person: Person, sentence: str) -> bool:
    """Whether a single name tells who it is: by a detail in its sentence, by the list or words that it stands in, or by
    a child's work on the page of one class.
    """
    if person.role != options.role or person.probability < _SURE_SINGLE:
        return False
    if person.student_by - _FAR or any_phrase(options.identifying, sentence):
        return True
    if person.student >= _CLEARLY and scene.glance(person.part).has_any(options.teams):
        return True
    return scene.context.account == "classroom" and any_phrase(options.works, sentence)


def _entries(options: Names) -> Iterable[tuple[int, frozenset[str] | None]]:
    return ()


_PHRASES = ListOf(Text())
PEOPLE = Kind(
    shapes={
        "role": OneOf(("student",)),
        "identifying": _PHRASES,
        "school-life": _PHRASES,
        "records": _PHRASES,
        "works": _PHRASES,
        "teams": _PHRASES,
    },
    required=("role",),
    compile=_compile,
    entries=_entries,
    find=_find,
)
