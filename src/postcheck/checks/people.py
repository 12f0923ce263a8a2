"""The kind `people`: names of a role, as the name model and the words around each name tell them apart.

role: student             whose names
identifying: [...]        phrases in the sentence that make a single first name identify somebody
school-life: [...]        phrases in a part by which a full name without a role is likely one
records: [...]            phrases in the sentence that make a name worse, said in the reason
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from postcheck.checks.kind import Kind, Scene
from postcheck.checks.phrase import Lists, Phrase, compile_phrase
from postcheck.checks.wording import any_phrase
from postcheck.config.shape import ListOf, OneOf, Text
from postcheck.language.people import SURE, Person
from postcheck.model.check import Check, Confidence, Match, Slot

_LEAST: Mapping[str, float] = MappingProxyType({"personal": 0.6, "pto": 0.75})
"""How probable a student must be on pages that mostly name adults, when nothing beside the name says student."""


_FAR = frozenset({"section", "run-in"})  # evidence that governs prose: not enough for a single name


@dataclass(frozen=True, slots=True)
class Names:
    """The compiled options of a check of this kind."""

    role: str
    identifying: tuple[Phrase, ...]
    school_life: tuple[Phrase, ...]
    records: tuple[Phrase, ...]


def _compile(values: Mapping[str, Any], lists: Lists) -> Names:
    def phrases(key: str) -> tuple[Phrase, ...]:
        return tuple(compile_phrase(text, lists, late=True) for text in values.get(key) or ())

    return Names(values["role"], phrases("identifying"), phrases("school-life"), phrases("records"))


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    options: Names = check.options
    said: set[tuple[int, str]] = set()
    for person in scene.reading.people:
        if person.role not in (options.role, "unknown") or person.known_as is not None:
            continue
        if not person.student_by and person.student < _LEAST.get(scene.context.account or "", 0.0):
            continue
        text = scene.reading.draft.parts[person.part].text[person.span.start : person.span.end]
        if (person.part, text) in said:
            continue
        sentence = _sentence(scene, person)
        if not person.full and not _identified(options, person, sentence):
            continue
        said.add((person.part, text))
        record = any_phrase(options.records, sentence)
        slots: Mapping[str, Slot] = MappingProxyType({"why": person.why})
        message = "record" if record else "default" if person.full else "first"
        yield Match(check.id, person.part, *person.span, _confidence(options, scene, person), message, slots)


def _confidence(options: Names, scene: Scene, person: Person) -> Confidence:
    if person.probability < SURE:
        return "possible"
    if person.role == options.role:
        return "likely"
    return "likely" if any_phrase(options.school_life, scene.reading.folded[person.part].text) else "possible"


def _sentence(scene: Scene, person: Person) -> str:
    return scene.glance(person.part, scene.reading.sentence_of(person.part, person.span.start)).text


def _identified(options: Names, person: Person, sentence: str) -> bool:
    """Whether a single name tells who it is: by a detail in its sentence, or by the list or words that it stands in."""
    if person.role != options.role or person.probability < SURE:
        return False
    return bool(person.student_by - _FAR) or any_phrase(options.identifying, sentence)


def _entries(options: Names) -> Iterable[tuple[int, frozenset[str] | None]]:
    return ()


_PHRASES = ListOf(Text())
PEOPLE = Kind(
    shapes={
        "role": OneOf(("student",)),
        "identifying": _PHRASES,
        "school-life": _PHRASES,
        "records": _PHRASES,
    },
    required=("role",),
    compile=_compile,
    entries=_entries,
    find=_find,
)
