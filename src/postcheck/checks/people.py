"""The kind `people`: names of a role, as the name model and the words around each name tell them apart.

role: student             whose names
identifying: [...]        phrases in the sentence that make a single first name identify somebody
school-life: [...]        phrases in a part by which a full name without a role is likely one
records: [...]            phrases in the sentence that make a name worse, said in the reason
directory: {team: [...]}  phrases by the directory information that they speak of, which a district may publish
beyond: [...]             phrases of what is no directory information (a family, a birthday, a room)

Where the district has a list of students, a name on it is found by `written`, and the record outranks all of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from postcheck.checks.kind import Kind, Scene
from postcheck.checks.phrase import Glance, Phrase, Shelf, compile_phrase
from postcheck.config.settings import DIRECTORY
from postcheck.config.shape import ListOf, MapOf, OneOf, Text
from postcheck.language.people import SURE, Person
from postcheck.language.sentences import Span
from postcheck.model.check import REPEATED, Check, Confidence, Match, Slot

_LEAST = 0.12  # how probable a student must be by weighing alone: of so many, few are missed, and few alarms are false
_PRIVATE = 0.01  # for a full name in a sentence that tells something private
_AGAIN = frozenset({REPEATED})
_LIST_ITEM = 8  # words; a shorter sentence is an item of a list, and its heading says what it is about
_SINGLE = 0.3  # for a single name
_CLEARLY = 0.6  # for one where nothing in its sentence tells who it is
_SURE_SINGLE = 0.6
_HANDLE = re.compile(r"(?<![\w.])[#@][\w.]*$")  # a hashtag or handle that begins before a name and goes on in it
_HANDLE_LENGTH = 60  # characters of it before the name
_ACCOUNT = "It is the address of a student's account."
_SLUG = "The web address speaks of a student by this name."
_CHEERED = "The hashtag cheers a student by the given name."
_REPEATS = "It repeats the name of a student in this post."
_FAR = frozenset({"section", "run-in"})  # evidence that governs prose: not enough for a single name


class Names(NamedTuple):
    """The compiled options of a check of this kind."""

    role: str
    identifying: tuple[Phrase, ...]
    school_life: tuple[Phrase, ...]
    records: tuple[Phrase, ...]
    works: tuple[Phrase, ...]
    directory: Mapping[str, tuple[Phrase, ...]]
    beyond: tuple[Phrase, ...]


def _compile(values: Mapping[str, Any], shelf: Shelf) -> Names:
    def phrases(key: str) -> tuple[Phrase, ...]:
        return tuple(compile_phrase(text, shelf) for text in values.get(key) or ())

    directory = {
        name: tuple(compile_phrase(text, shelf) for text in texts)
        for name, texts in (values.get("directory") or {}).items()
    }
    return Names(
        values["role"],
        phrases("identifying"),
        phrases("school-life"),
        phrases("records"),
        phrases("works"),
        MappingProxyType(directory),
        phrases("beyond"),
    )


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    options: Names = check.options
    said: set[tuple[int, str]] = set()
    named: set[int] = set()  # the numbers of the people whose names were matches
    texts: set[str] = set()  # and those names
    taken: set[int] = set()  # the people of whom a record speaks
    if scene.known.records is not None and scene.known.records.has("students"):
        for people, match in _on_record(check, options, scene):
            taken.update(people)
            yield match
        named |= taken
    shown = _shown(options, scene)
    for number, person in enumerate(scene.reading.people):
        if number in taken:
            continue
        text = scene.reading.draft.parts[person.part].text[person.span.start : person.span.end]
        again = text in texts
        if not again and person.known_as in named and person.known_as not in taken and _elsewhere(scene, person):
            said.add((person.part, text))
            texts.add(text)
            named.add(number)
            yield Match(check.id, person.part, *person.span, "likely", "again", {"why": _REPEATS})
            continue
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
        message = "default" if person.full else "first"
        if scene.reading.draft.parts[person.part].kind == "metadata":
            person, message = shown.get(text, person), "picture"
        elif sentence.has_any(options.records):
            message = "record"
        elif _directory(options, scene, person.part, sentence):
            if scene.known.release == "opt-out":
                yield Match(check.id, person.part, *person.span, "likely", tags=_AGAIN)
                continue
            message = "directory" if person.full and scene.known.release is None else message
        slots: Mapping[str, Slot] = MappingProxyType({"why": person.why})
        yield Match(check.id, person.part, *person.span, _confidence(options, scene, person), message, slots)
    yield from _echoes(check, options, scene, named, taken)


def _shown(options: Names, scene: Scene) -> Mapping[str, Person]:
    """Who has the role by a picture's own data, by name: several fields name one person, and some know more than others."""
    parts = scene.reading.draft.parts
    return {
        parts[each.part].text[slice(*each.span)]: each
        for each in scene.reading.people
        if each.role == options.role and parts[each.part].kind == "metadata"
    }


def _elsewhere(scene: Scene, person: Person) -> bool:
    """Whether a name that was told before stands in a hashtag or handle, or in another form about a picture."""
    part = scene.reading.draft.parts[person.part]
    if part.kind == "text" and _HANDLE.search(part.text, max(0, person.span.start - _HANDLE_LENGTH), person.span.start):
        return True
    if part.kind not in ("alt", "caption", "filename") or not person.full or person.known_as is None:
        return False
    return scene.reading.people[person.known_as].part != person.part


def _echoes(check: Check, options: Names, scene: Scene, named: set[int], on_record: set[int]) -> Iterator[Match]:
    """The students who are named, told again in file names, hashtags, handles and addresses (of those on record the record
    has said what there is to say), and those whom only the address of their account, a web address or a cheer names.
    """
    people, parts = scene.reading.people, scene.reading.draft.parts
    told = (people[number] for number in sorted(named - on_record))
    names = [parts[each.part].text[slice(*each.span)] for each in told]
    if not names and not any(mark in part.text for part in parts for mark in "@#/"):
        return
    from postcheck.checks import echoes, run_together  # only where there may be any

    taken = [(people[number].part, people[number].span) for number in named]
    for wording, why, found in (
        ("again", _REPEATS, echoes.find(parts, names)),
        ("first", _ACCOUNT, echoes.accounts(parts)),
        ("default", _SLUG, run_together.slugs(parts)),
        ("first", _CHEERED, _in_class(options, scene, run_together.cheers(parts))),
    ):
        for part, span in found:
            if any(part == where and span.start < other.end and other.start < span.end for where, other in taken):
                continue
            taken.append((part, span))
            yield Match(check.id, part, *span, "likely", wording, {"why": why})


def _in_class(options: Names, scene: Scene, found: Iterable[tuple[int, Span]]) -> Iterator[tuple[int, Span]]:
    """Those that a class's own page, or a detail in the same part, makes known."""
    for part, span in found:
        if scene.context.account == "classroom" or scene.glance(part).has_any(options.identifying):
            yield part, span


def _on_record(check: Check, options: Names, scene: Scene) -> Iterator[tuple[set[int], Match]]:
    """The matches of the roster, each with the numbers of the people that it speaks of."""
    from postcheck.checks import students  # only where there is a roster

    for hit, match in students.matches(check.id, scene):
        assert match.part is not None
        people = {
            number
            for number, person in enumerate(scene.reading.people)
            if person.part == match.part and person.span.start < hit.end and hit.start < person.span.end
        }
        sentence = scene.glance(match.part, scene.reading.sentence_of(match.part, match.start))
        private = sentence.has_any(options.records)
        allowed = scene.known.release == "opt-out" and _directory(options, scene, match.part, sentence)
        if match.answer == "yes" or (allowed and match.wording in ("roster", "namesake", "expired")):
            yield people, replace(match, answer=None, wording="private") if private else students.hidden(match)
        else:
            yield people, match


def _directory(options: Names, scene: Scene, part: int, sentence: Glance) -> bool:
    """Whether a name is tied to directory information only, by its sentence; in a list, by what else the part says."""
    if sentence.has_any((*options.records, *options.beyond)):
        return False
    around = sentence if len(sentence.text.split()) > _LIST_ITEM else scene.glance(part)
    kinds = {kind for kind, phrases in options.directory.items() if around.has_any(phrases)}
    return bool(kinds) and kinds <= set(scene.known.directory)


def _may_be(options: Names, scene: Scene, person: Person) -> bool:
    """Whether a person may have the role: no list or adjacent evidence says otherwise, and the page makes it probable."""
    if person.settled and person.role not in (options.role, "unknown"):
        return False
    if person.student_by and person.role in (options.role, "unknown"):
        return True
    if person.student >= _LEAST:
        return True
    private = person.full and not person.settled and person.student >= _PRIVATE
    return private and _sentence(scene, person).has_any(options.records)


def _confidence(options: Names, scene: Scene, person: Person) -> Confidence:
    if person.probability < SURE:
        return "possible"
    if person.role == options.role:
        return "likely"
    return "likely" if scene.glance(person.part).has_any(options.school_life) else "possible"


def _sentence(scene: Scene, person: Person) -> Glance:
    return scene.glance(person.part, scene.reading.sentence_of(person.part, person.span.start))


def _identified(options: Names, scene: Scene, person: Person, sentence: Glance) -> bool:
    """Whether a single name tells who it is: by a detail in its sentence, by the list or words that it stands in, or by
    a child's work on the page of one class.
    """
    if person.probability < _SURE_SINGLE or (person.settled and person.role != options.role):
        return False
    one_class = scene.context.account == "classroom"
    if one_class and sentence.has_any(options.works):
        return True
    if person.role != options.role and person.student < _SINGLE:
        return False
    told = sentence.has_any((*options.identifying, *options.records))
    return bool(person.student >= _CLEARLY or person.student_by - _FAR or told)


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
        "directory": MapOf(OneOf(DIRECTORY), _PHRASES),
        "beyond": _PHRASES,
    },
    required=("role",),
    compile=_compile,
    entries=_entries,
    find=_find,
)
