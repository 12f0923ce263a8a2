"""The kind `consent`: pictures of people, and whether those people (or their parents) said yes.

    of: students              whose pictures: students, or staff
    shows: [...]              phrases in an alt text, caption or file name that say that such people are in the picture
    acts: [...]               phrases that say what people do; they show such people where nobody else is spoken of
    others: [...]             phrases that say that it is a picture of a thing or of other people; their words show nobody
    points: [...]             phrases of the post that say who is in a picture of which its own words say nothing
    granted: [...]            phrases, beside the picture or anywhere in the draft, that state a written yes
    unwritten: [...]          phrases that state a yes that is not in writing
    refused: [...]            phrases that state a no, or a form that is missing
    asks: true                ask about pictures of which nothing is said, and about those that nobody looked at
    cues, unless, not-draft   as in the kind `wording`: what the words alone give away, when no picture does

A list of people decides over words, an alt text or caption over the file name. The author's own picture is nobody
else's business, and what belongs to somebody ("the coach's whistle") does not show them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from postcheck.checks import cues, wording
from postcheck.checks.depicted import TITLE, same, wanted
from postcheck.checks.kind import Kind, Scene
from postcheck.checks.phrase import Phrase, Shelf, compile_phrase
from postcheck.config.shape import Flag, ListOf, OneOf, Text
from postcheck.language.fold import fold, plain
from postcheck.language.people import SURE
from postcheck.model.check import REFUSED, Check, Match, Slot
from postcheck.model.draft import FactKind, Part, Picture

Answer = Literal["yes", "no", "unwritten", "unknown"]
_OWNER = re.compile(rf"(?:\b{TITLE} )?[\w-]+(?:'s|s') (?!(?:faces?|smiles?|grins?|eyes)\b)")
_STAFF_LIST = "The list of staff in the settings"

OnRecord = Callable[[Match], Match]
"""What the records make of a match."""
_LISTS = ("shows", "acts", "others", "points", "granted", "unwritten", "refused")


class Consents(NamedTuple):
    """The compiled options of a check of this kind; `phrases` are those of each key of _LISTS."""

    students: bool
    asks: bool
    phrases: Mapping[str, tuple[Phrase, ...]]
    words: cues.Wordings

    def any(self, key: str, *texts: str) -> bool:
        """Whether a phrase of that key stands in one of the texts."""
        return any(wording.any_phrase(self.phrases[key], text) for text in texts)


def _compile(values: Mapping[str, Any], shelf: Shelf) -> Consents:
    phrases = {key: tuple(compile_phrase(text, shelf) for text in values.get(key) or ()) for key in _LISTS}
    words = cues.compile_options({"cues": [], **values}, shelf)
    return Consents(values["of"] == "students", bool(values.get("asks")), MappingProxyType(phrases), words)


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    options: Consents = check.options
    found: list[Match] = []
    silent: list[int] = []  # pictures of which nothing says who is in them
    for number, own in enumerate(scene.reading.draft.pictures):
        picture, recorded = _looked_up(options, scene, number, own)
        match = _listed(check, options, scene, number, picture)
        if match is None and picture.people is None and picture.count != 0:
            sight = _sight(options, scene, number, picture)
            if sight in ("shown", "told") or (options.asks and picture.consent == "denied" and sight is None):
                match = _judged(check, options, scene, number, "told" if sight == "told" else "default")
            elif sight is None:
                silent.append(number)
        if match is not None:
            found.append(recorded(match))
    yield from found
    worded = list(_worded(check, options, scene, silent)) if all(match.answer == "yes" for match in found) else []
    yield from worded
    if options.asks and not worded:
        yield from _asked(check, scene, silent)


def _looked_up(options: Consents, scene: Scene, number: int, picture: Picture) -> tuple[Picture, OnRecord]:
    """A picture with what the records say of the people listed for it, and the record that decides over the match."""
    if scene.known.records is None or not scene.known.records.has("consents"):
        return picture, _no_record
    from postcheck.checks import consent_records  # only where there are records

    needed = frozenset(at for at, each in enumerate(picture.people or ()) if wanted(each, options.students))
    beside = [at for at, part in enumerate(scene.reading.draft.parts) if _beside(part, number, picture)]
    return consent_records.look_up(scene, picture, needed, beside, staff=not options.students)


def _no_record(match: Match) -> Match:
    return match


def _worded(check: Check, options: Consents, scene: Scene, silent: list[int]) -> Iterator[Match]:
    """What the post's own sentences give away: where no picture shows anybody."""
    settled = bool(scene.reading.draft.pictures) and not silent
    settled = settled or options.any("granted", *_folded(scene))
    words = wording.find_cues(check, options.words, scene)
    told = [match for match in words if match.answer not in ("unknown", None) or not settled]
    yield from told
    if silent and not told and options.any("points", *_folded(scene, ("text", "title"))):
        for number in silent:
            yield _judged(check, options, scene, number, "default")


def _asked(check: Check, scene: Scene, silent: list[int]) -> Iterator[Match]:
    """One question for all pictures of which nothing at all is said, and one for those that nobody could look at."""
    pictures = scene.reading.draft.pictures
    unknown = [
        number
        for number in silent
        if not pictures[number].described
        and not pictures[number].caption
        and (pictures[number].setting or scene.context.setting) != "public-event"
    ]
    unsaid = [number for number in unknown if not pictures[number].web]
    away = [number for number in unknown if pictures[number].web]
    for message, asked in (("ask", unsaid), ("web", away)):
        if asked:
            slots: Mapping[str, Slot] = MappingProxyType({"count": len(asked)})
            yield Match(check.id, None, 0, 0, "likely", message, slots, "unknown", asked[0], tags=frozenset({"ask"}))


def _listed(check: Check, options: Consents, scene: Scene, number: int, picture: Picture) -> Match | None:
    """What a list of the people in the picture, or a stated consent for all of them, says."""
    author = scene.context.author or ""
    people = [
        each
        for each in picture.people or ()
        if wanted(each, options.students)
        and not (not options.students and each.name and author and same(each.name, author))
    ]
    stated = picture.consent in ("granted", "on-file")
    if not people and not stated:
        return None
    denied = sum((each.consent or picture.consent) == "denied" for each in people)
    settled = stated or _fact(picture, "released") is not None
    unknown = 0 if settled else sum(each.consent is None for each in people)
    answer: Answer = "no" if denied else "unknown" if unknown else "yes"
    slots: Mapping[str, Slot] = MappingProxyType({"count": denied or unknown, "all": len(people)})
    message = {"no": "refused", "unknown": "unanswered", "yes": "default"}[answer]
    confidence: Literal["certain", "likely"] = "likely" if answer == "unknown" else "certain"
    tags = frozenset({"sidecar", *((REFUSED,) if denied else ())})
    return Match(check.id, None, 0, 0, confidence, message, slots, answer, number, tags=tags)


def _judged(check: Check, options: Consents, scene: Scene, number: int, message: str) -> Match:
    """A picture that shows such people, and what the words and its own data say of their yes.

    `message` is what is said when they say nothing.
    """
    picture = scene.reading.draft.pictures[number]
    around = (*_folded(scene), *(fold(text).text for text in (picture.alt, picture.caption) if text))
    answer: Answer = "unknown"
    fact = None
    if picture.consent == "denied" or options.any("refused", *around):
        answer, message = "no", "refused"
    elif (unreleased := _fact(picture, "unreleased")) is not None:
        answer, message, fact = "no", "unreleased", unreleased
    elif options.any("unwritten", *around):
        answer, message = "unwritten", "unwritten"
    elif options.any("granted", *around) or _fact(picture, "released") is not None:
        answer = "yes"
    elif (limited := _fact(picture, "limited")) is not None:
        message, fact = "limited", limited
    elif options.students and (minor := _fact(picture, "minor")) is not None:
        message, fact = "minor", minor
    tags = frozenset({REFUSED} if picture.consent == "denied" else ())  # a refusal read from words may be misread
    return Match(check.id, None, 0, 0, "likely", message, answer=answer, picture=number, tags=tags, fact=fact)


def _fact(picture: Picture, kind: FactKind) -> int | None:
    """The number of a fact of that kind among a picture's, None when it has none."""
    return next((number for number, fact in enumerate(picture.facts) if fact.kind == kind), None)


def _sight(options: Consents, scene: Scene, number: int, picture: Picture) -> Literal["shown", "told", "other"] | None:
    """What the words beside a picture show: such people, something else, or nothing that tells.

    `told` is what only its own data shows. Words beside it come before its file name, and both before its data; but a
    name or an age in the data shows somebody whatever the words say.
    """
    told = [_seen(options, scene, fold(text).text) for text in (picture.alt, picture.caption) if text]
    file = PurePosixPath(picture.file).stem.replace("_", " ").replace("-", " ")
    if not any(told):
        told.append(_seen(options, scene, fold(file, camel=True).text))
    other = "other" in told
    if "shown" in told or _named(options, scene, number, picture, other):
        return "shown"
    data = [] if other else [_seen(options, scene, text) for text in _data(scene, number)]
    if "shown" in data or _named(options, scene, number, picture, other, data=True):
        return "told"
    if options.students and _fact(picture, "minor") is not None:
        return "told"
    grown = options.students and _fact(picture, "adults") is not None
    return "other" if other or "other" in data or grown else None


def _data(scene: Scene, number: int) -> Iterator[str]:
    """The folded words of a picture's own data that speak of what it shows; comments are mostly a program's figures."""
    for part, folded in zip(scene.reading.draft.parts, scene.reading.folded, strict=True):
        described = part.names is None and not (part.name or "").endswith("Comment")
        if part.kind == "metadata" and part.picture == number and described:
            yield folded.text


def _seen(options: Consents, scene: Scene, text: str) -> Literal["shown", "other"] | None:
    """What one of those texts shows, once the author, owners of things, and things and other people are taken out."""
    author = re.sub(rf"^{TITLE} ", "", plain(scene.context.author or "")).split()
    if author:
        text = re.sub(rf"\b(?:{TITLE} |{re.escape(author[0])} ){re.escape(author[-1])}\b", "me", text)
    left = _OWNER.sub("whose ", text)
    for phrase in options.phrases["others"]:
        left = phrase.regex.sub("-", left)
    if options.any("shows", left):
        return "shown"
    if options.any("others", text):
        return "other"
    return "shown" if options.any("acts", left) else None


def _named(options: Consents, scene: Scene, number: int, picture: Picture, other: bool, data: bool = False) -> bool:
    """Whether the words beside the picture, or (`data`) its own data, name such a person.

    Beside a thing only a name that begins the words counts; but a list of people shown always does.
    """
    for person in scene.reading.people:
        part = scene.reading.draft.parts[person.part]
        if person.probability < SURE or (part.kind == "metadata") != data or not _beside(part, number, picture):
            continue
        if part.names == "maker":
            continue
        name = part.text[slice(*person.span)]
        if person.role == "student" if options.students else scene.reading.is_staff(name):
            owner = part.text[person.span.end :].startswith(("'s", "\u2019s"))
            begins = person.span.start == 0 and part.kind not in ("filename", "metadata") and not owner
            if not other or begins or part.names == "shown":
                return True
    return False


def _beside(part: Part, number: int, picture: Picture) -> bool:
    return part.picture == number or (part.kind == "caption" and part.text == picture.caption)


def _folded(scene: Scene, kinds: tuple[str, ...] = ()) -> Iterator[str]:
    parts = zip(scene.reading.draft.parts, scene.reading.folded, strict=True)
    return (folded.text for part, folded in parts if not kinds or part.kind in kinds)


def _entries(options: Consents) -> Iterable[tuple[int, frozenset[str] | None]]:
    return cues.entries(options.words)


CONSENT = Kind(
    shapes={
        "of": OneOf(("students", "staff")),
        **{key: ListOf(Text()) for key in _LISTS},
        "asks": Flag(),
        **cues.SHAPES,
    },
    required=("of", "shows"),
    compile=_compile,
    entries=_entries,
    find=_find,
)
