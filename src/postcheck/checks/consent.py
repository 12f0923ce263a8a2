"""The kind `consent`: pictures of people, and whether those people (or their parents) said yes.

    of: students              whose pictures: students, or staff
    shows: [...]              phrases in an alt text, caption or file name that say that such people are in the picture
    things: [...]             phrases that say that it is a picture of a thing, whatever else is said
    granted: [...]            phrases, beside the picture or anywhere in the draft, that state a written yes
    unwritten: [...]          phrases that state a yes that is not in writing
    refused: [...]            phrases, beside the picture, that state a no
    asks: true                ask about pictures of which nothing is said, and about those that nobody looked at
    cues, unless, not-draft   as in the kind `wording`: what the words alone give away, when no picture does

A list of people decides over words. The author's own picture is nobody's else business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, Literal

from postcheck.checks import wording
from postcheck.checks.kind import Kind, Scene
from postcheck.checks.phrase import Lists, Phrase, compile_phrase
from postcheck.config.shape import Flag, ListOf, OneOf, Text
from postcheck.language.fold import fold, plain
from postcheck.model.check import Check, Match, Slot
from postcheck.model.draft import Picture

Answer = Literal["yes", "no", "unwritten", "unknown"]
_CAMERA = re.compile(
    r"(?:img|image|dsc[nf]?|dscn|pxl|photo|pic|picture|screenshot|mvimg|vid|gopr|p)?[\s_()-]*\d[\d\s_().-]*(?:copy|edited)?$"
)
_STUDENT_ROLES = frozenset({"student", "pupil", "child", "athlete"})
_STAFF_ROLES = frozenset(
    {"staff", "teacher", "coach", "colleague", "co-worker", "coworker", "principal", "employee", "aide"}
)


@dataclass(frozen=True, slots=True)
class Consents:
    """The compiled options of a check of this kind."""

    students: bool
    shows: tuple[Phrase, ...]
    things: tuple[Phrase, ...]
    granted: tuple[Phrase, ...]
    unwritten: tuple[Phrase, ...]
    refused: tuple[Phrase, ...]
    asks: bool
    words: wording.Wordings


def _compile(values: Mapping[str, Any], lists: Lists) -> Consents:
    def phrases(key: str) -> tuple[Phrase, ...]:
        return tuple(compile_phrase(text, lists) for text in values.get(key) or ())

    return Consents(
        students=values["of"] == "students",
        shows=phrases("shows"),
        things=phrases("things"),
        granted=phrases("granted"),
        unwritten=phrases("unwritten"),
        refused=phrases("refused"),
        asks=bool(values.get("asks")),
        words=wording.compile_options({"cues": [], **values}, lists),
    )


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    options: Consents = check.options
    seen = False
    unsaid = unseen = 0
    first: int | None = None
    for number, picture in enumerate(scene.reading.draft.pictures):
        match = _listed(check, options, scene, number, picture)
        if match is None and picture.people is None:
            match = _shown(check, options, scene, number, picture)
        if match is not None:
            if match.answer != "yes":
                seen = True
                yield match
            continue
        if picture.web and not picture.alt and not picture.caption:
            unseen += 1
            first = number if first is None else first
        elif not _said(picture) and not _settled(picture, scene):
            unsaid += 1
            first = number if first is None else first
    if options.asks and (unsaid or unseen) and first is not None:
        slots: Mapping[str, Slot] = MappingProxyType({"count": unsaid or unseen})
        yield Match(
            check.id, None, 0, 0, "likely", "ask" if unsaid else "web", slots, "unknown", first, frozenset({"ask"})
        )
    if not seen:
        yield from wording.find_cues(check, options.words, scene)


def _listed(check: Check, options: Consents, scene: Scene, number: int, picture: Picture) -> Match | None:
    """What a list of the people in the picture, or a stated consent for all of them, says."""
    if picture.consent in ("granted", "on-file"):
        return Match(check.id, None, 0, 0, "certain", answer="yes", picture=number)
    if picture.people is None:
        return None
    author = plain(scene.context.author or "")
    wanted = _STUDENT_ROLES if options.students else _STAFF_ROLES
    people = [
        each
        for each in picture.people
        if (each.role or "student").casefold() in wanted and not (each.name and plain(each.name) == author)
    ]
    if not people:
        return None
    denied = sum(each.consent == "denied" for each in people)
    unknown = sum(each.consent is None for each in people)
    answer: Answer = "no" if denied or picture.consent == "denied" else "unknown" if unknown else "yes"
    slots: Mapping[str, Slot] = MappingProxyType({"count": denied or unknown, "all": len(people)})
    message = {"no": "refused", "unknown": "unanswered", "yes": "default"}[answer]
    return Match(
        check.id, None, 0, 0, "certain" if denied else "likely", message, slots, answer, number, frozenset({"sidecar"})
    )


def _shown(check: Check, options: Consents, scene: Scene, number: int, picture: Picture) -> Match | None:
    """What the words beside the picture show."""
    beside = _beside(picture)
    named = _people_named(options, scene, number)
    if not named and (not _any(options.shows, beside) or _any(options.things, beside)):
        return None
    around = (*beside, *(folded.text for folded in scene.reading.folded))
    answer: Answer = "unknown"
    message = "default"
    if picture.consent == "denied" or _any(options.refused, around):
        answer, message = "no", "refused"
    elif _any(options.unwritten, around):
        answer, message = "unwritten", "unwritten"
    elif _any(options.granted, around):
        answer = "yes"
    return Match(check.id, None, 0, 0, "likely", message, answer=answer, picture=number)


def _people_named(options: Consents, scene: Scene, number: int) -> bool:
    """Whether the alt text, caption or file name of the picture names such a person."""
    role = "student" if options.students else "staff"
    parts = {at for at, part in enumerate(scene.reading.draft.parts) if part.picture == number}
    return bool(parts) and any(person.part in parts and person.role == role for person in scene.reading.people)


def _beside(picture: Picture) -> tuple[str, ...]:
    """The folded words beside a picture: alt text, caption, and the words of its file name."""
    name = PurePosixPath(picture.file).stem.replace("_", " ").replace("-", " ")
    return tuple(fold(text, camel=True).text for text in (picture.alt, picture.caption, name) if text)


def _said(picture: Picture) -> bool:
    """Whether anything at all is said of the picture: alt text, caption, people, or a file name that says something."""
    if picture.alt or picture.caption or picture.people or picture.count or picture.consent:
        return True
    return _CAMERA.fullmatch(PurePosixPath(picture.file).stem.casefold()) is None


def _settled(picture: Picture, scene: Scene) -> bool:
    return (picture.setting or scene.context.setting) == "public-event"


def _any(phrases: tuple[Phrase, ...], texts: Iterable[str]) -> bool:
    return any(wording.any_phrase(phrases, text) for text in texts)


def _entries(options: Consents) -> Iterable[tuple[int, frozenset[str] | None]]:
    return wording.entries(options.words)


_PHRASES = ListOf(Text())
CONSENT = Kind(
    shapes={
        "of": OneOf(("students", "staff")),
        "shows": _PHRASES,
        "things": _PHRASES,
        "granted": _PHRASES,
        "unwritten": _PHRASES,
        "refused": _PHRASES,
        "asks": Flag(),
        **wording.SHAPES,
    },
    required=("of", "shows"),
    compile=_compile,
    entries=_entries,
    find=_find,
)
