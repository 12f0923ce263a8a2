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
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from postcheck.checks import wording
from postcheck.checks.kind import Kind, Scene
from postcheck.checks.phrase import Phrase, Shelf, compile_phrase
from postcheck.config.shape import Flag, ListOf, OneOf, Text
from postcheck.language.fold import fold, plain
from postcheck.language.people import SURE
from postcheck.model.check import REFUSED, Check, Match, Slot
from postcheck.model.draft import Depicted, Part, Picture

Answer = Literal["yes", "no", "unwritten", "unknown"]
_CAMERA = re.compile(
    r"(?:img|image|dsc[nf]?|pxl|photo|pic|picture|screen ?shot|mvimg|vid|gopr|p|whatsapp image|attachment|unnamed)?"
    r"[\s_()-]*(?:\d[\d\s_().:at-]*)?(?:copy|edited|am|pm)?"
)
_TITLE = r"(?:mr|mrs|ms|mx|miss|dr|coach|nurse|principal|profe|maestra|maestro|senora|senor|sra|sr)\.?"
_OWNER = re.compile(rf"(?:\b{_TITLE} )?[\w-]+(?:'s|s') (?!(?:faces?|smiles?|grins?|eyes)\b)")
_STUDENT_ROLE = re.compile(
    r"student|pupil|child|kid|athlete|player|minor|scholar|grader|freshman|sophomore|junior|senior"
)
_STAFF_ROLE = re.compile(
    r"staff|teacher|coach|colleague|co-?worker|principal|employee|\baide|\bpara|nurse|custodian|librarian|secretary"
    r"|counsell?or|driver|cook|substitute|superintendent|administrator|director|trainer|advis[eo]r"
)


_LISTS = ("shows", "acts", "others", "points", "granted", "unwritten", "refused")


class Consents(NamedTuple):
    """The compiled options of a check of this kind; `phrases` are those of each key of _LISTS."""

    students: bool
    asks: bool
    phrases: Mapping[str, tuple[Phrase, ...]]
    words: wording.Wordings

    def any(self, key: str, *texts: str) -> bool:
        """Whether a phrase of that key stands in one of the texts."""
        return any(wording.any_phrase(self.phrases[key], text) for text in texts)


def _compile(values: Mapping[str, Any], shelf: Shelf) -> Consents:
    phrases = {key: tuple(compile_phrase(text, shelf) for text in values.get(key) or ()) for key in _LISTS}
    words = wording.compile_options({"cues": [], **values}, shelf)
    return Consents(values["of"] == "students", bool(values.get("asks")), MappingProxyType(phrases), words)


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    options: Consents = check.options
    found: list[Match] = []
    silent: list[int] = []  # pictures of which nothing says who is in them
    for number, picture in enumerate(scene.reading.draft.pictures):
        match = _listed(check, options, scene, number, picture)
        if match is None and picture.people is None and picture.count != 0:
            sight = _sight(options, scene, number, picture)
            if sight == "shown" or (options.asks and picture.consent == "denied" and sight is None):
                match = _judged(check, options, scene, number)
            elif sight is None:
                silent.append(number)
        if match is not None:
            found.append(match)
    yield from found
    if all(match.answer == "yes" for match in found):
        found = list(_worded(check, options, scene, silent))
        yield from found
        if options.asks and not found:
            yield from _asked(check, scene, silent)


def _worded(check: Check, options: Consents, scene: Scene, silent: list[int]) -> Iterator[Match]:
    """What the post's own sentences give away: where no picture shows anybody."""
    settled = bool(scene.reading.draft.pictures) and not silent
    settled = settled or options.any("granted", *_folded(scene))
    words = wording.find_cues(check, options.words, scene)
    cues = [match for match in words if match.answer not in ("unknown", None) or not settled]
    yield from cues
    if silent and not cues and options.any("points", *_folded(scene, ("text", "title"))):
        for number in silent:
            yield _judged(check, options, scene, number)


def _asked(check: Check, scene: Scene, silent: list[int]) -> Iterator[Match]:
    """One question for all pictures of which nothing at all is said."""
    pictures = scene.reading.draft.pictures
    unknown = [
        number
        for number in silent
        if not pictures[number].alt
        and not pictures[number].caption
        and (pictures[number].setting or scene.context.setting) != "public-event"
    ]
    unsaid = [number for number in unknown if not pictures[number].web and _unnamed(pictures[number])]
    asked = unsaid or [number for number in unknown if pictures[number].web]
    if asked:
        slots: Mapping[str, Slot] = MappingProxyType({"count": len(asked)})
        wanted = "ask" if unsaid else "web"
        yield Match(check.id, None, 0, 0, "likely", wanted, slots, "unknown", asked[0], frozenset({"ask"}))


def _listed(check: Check, options: Consents, scene: Scene, number: int, picture: Picture) -> Match | None:
    """What a list of the people in the picture, or a stated consent for all of them, says."""
    author = scene.context.author or ""
    people = [
        each
        for each in picture.people or ()
        if _wanted(options, each) and not (not options.students and each.name and author and _same(each.name, author))
    ]
    stated = picture.consent in ("granted", "on-file")
    if not people and not stated:
        return None
    denied = sum((each.consent or picture.consent) == "denied" for each in people)
    unknown = 0 if stated else sum(each.consent is None for each in people)
    answer: Answer = "no" if denied else "unknown" if unknown else "yes"
    slots: Mapping[str, Slot] = MappingProxyType({"count": denied or unknown, "all": len(people)})
    message = {"no": "refused", "unknown": "unanswered", "yes": "default"}[answer]
    confidence: Literal["certain", "likely"] = "likely" if answer == "unknown" else "certain"
    tags = frozenset({"sidecar", *((REFUSED,) if denied else ())})
    return Match(check.id, None, 0, 0, confidence, message, slots, answer, number, tags)


_OTHER_ROLE = re.compile(
    r"\b(?:public|parent|mom|dad|mother|father|volunteer|board|guest|alum|author|speaker|adult|family|community)"
)


def _wanted(options: Consents, person: Depicted) -> bool:
    """Whether a listed person is one of those whose yes is needed; a role that nobody knows is taken for a student's."""
    role = plain(person.role or "")
    if not role:
        titled = re.match(rf"{_TITLE} ", plain(person.name or "")) is not None
        return titled != options.students
    staff = _STAFF_ROLE.search(role) is not None
    if not options.students:
        return staff
    return not staff and (_STUDENT_ROLE.search(role) is not None or not _OTHER_ROLE.search(role))


def _same(name: str, author: str) -> bool:
    """Whether a name is the author's: the same, or one of the two has only the last name, after a title or alone."""
    one, other = (re.sub(rf"^{_TITLE} ", "", plain(each)).split() for each in (name, author))
    titled = any(re.match(rf"{_TITLE} ", plain(each)) for each in (name, author))
    return one == other or (titled and one[-1:] == other[-1:] and min(len(one), len(other)) == 1)


def _judged(check: Check, options: Consents, scene: Scene, number: int) -> Match:
    """A picture that shows such people, and what the words say of their yes."""
    picture = scene.reading.draft.pictures[number]
    around = (*_folded(scene), *(fold(text).text for text in (picture.alt, picture.caption) if text))
    answer: Answer = "unknown"
    message = "default"
    if picture.consent == "denied" or options.any("refused", *around):
        answer, message = "no", "refused"
    elif options.any("unwritten", *around):
        answer, message = "unwritten", "unwritten"
    elif options.any("granted", *around):
        answer = "yes"
    tags = frozenset({REFUSED} if picture.consent == "denied" else ())  # a refusal read from words may be misread
    return Match(check.id, None, 0, 0, "likely", message, answer=answer, picture=number, tags=tags)


def _sight(options: Consents, scene: Scene, number: int, picture: Picture) -> Literal["shown", "other"] | None:
    """What the words beside a picture show: such people, something else, or nothing that tells."""
    told = [_seen(options, scene, fold(text).text) for text in (picture.alt, picture.caption) if text]
    file = PurePosixPath(picture.file).stem.replace("_", " ").replace("-", " ")
    if not any(told):
        told.append(_seen(options, scene, fold(file, camel=True).text))
    if "shown" in told or _named(options, scene, number, picture, "other" in told):
        return "shown"
    return "other" if "other" in told else None


def _seen(options: Consents, scene: Scene, text: str) -> Literal["shown", "other"] | None:
    """What one of those texts shows, once the author, owners of things, and things and other people are taken out."""
    author = re.sub(rf"^{_TITLE} ", "", plain(scene.context.author or "")).split()
    if author:
        text = re.sub(rf"\b(?:{_TITLE} |{re.escape(author[0])} ){re.escape(author[-1])}\b", "me", text)
    left = _OWNER.sub("whose ", text)
    for phrase in options.phrases["others"]:
        left = phrase.regex.sub("-", left)
    if options.any("shows", left):
        return "shown"
    if options.any("others", text):
        return "other"
    return "shown" if options.any("acts", left) else None


def _named(options: Consents, scene: Scene, number: int, picture: Picture, other: bool) -> bool:
    """Whether the words beside the picture name such a person; beside a thing only a name that begins them counts."""
    for person in scene.reading.people:
        part = scene.reading.draft.parts[person.part]
        if person.probability < SURE or not _beside(part, number, picture):
            continue
        if person.role == "student" if options.students else person.why == "the list of staff in the settings":
            owner = part.text[person.span.end :].startswith(("'s", "\u2019s"))
            if not other or (person.span.start == 0 and part.kind != "filename" and not owner):
                return True
    return False


def _beside(part: Part, number: int, picture: Picture) -> bool:
    return part.picture == number or (part.kind == "caption" and part.text == picture.caption)


def _unnamed(picture: Picture) -> bool:
    """Whether a file name is a camera's: it says nothing, as does a picture's mere number of people."""
    return _CAMERA.fullmatch(PurePosixPath(picture.file).stem.casefold()) is not None or bool(picture.count)


def _folded(scene: Scene, kinds: tuple[str, ...] = ()) -> Iterator[str]:
    parts = zip(scene.reading.draft.parts, scene.reading.folded, strict=True)
    return (folded.text for part, folded in parts if not kinds or part.kind in kinds)


def _entries(options: Consents) -> Iterable[tuple[int, frozenset[str] | None]]:
    return wording.entries(options.words)


CONSENT = Kind(
    shapes={
        "of": OneOf(("students", "staff")),
        **{key: ListOf(Text()) for key in _LISTS},
        "asks": Flag(),
        **wording.SHAPES,
    },
    required=("of", "shows"),
    compile=_compile,
    entries=_entries,
    find=_find,
)
