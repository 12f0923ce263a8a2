"""Everybody who is named in a draft: found by the name model, with the role that adjacent evidence gives them.

Only what touches a name (a title, an apposition, the list or heading that governs it), a list, or the settings takes a
name out; a leaked student is worse than a colleague who is asked about.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from postcheck.language import known, name_shape, stated
from postcheck.language.field_names import by_field, field_names
from postcheck.language.fold import Folded, plain
from postcheck.language.layout import Layout, Setting
from postcheck.language.local import Local
from postcheck.language.mentions import mentions
from postcheck.language.name_shape import SUFFIX, is_full, looks_like_a_name
from postcheck.language.names import lexicon
from postcheck.language.plain_names import found_names
from postcheck.language.role_features import Poster
from postcheck.language.role_words import TOUCHING
from postcheck.language.roles import STUDENT, Weighed, weigh
from postcheck.language.sentences import Span
from postcheck.language.stated import key_of
from postcheck.model.context import UNSAID, Context
from postcheck.model.draft import Draft

Role = Literal["student", "adult", "public", "place", "unknown"]
SURE = 0.5
_NEAR = 80  # characters
_CLEARLY = 0.8
_DRAWN = 0.35  # how far a name is drawn towards the others of its list
_FICTION = re.compile(
    r"\b(?:cast|musical|play|book|books|novel|character|characters|story|movie|film|read|reading|audition|song|songs)\b",
    re.IGNORECASE,
)
_PAIRS = re.compile(r"[\u2013\u2014=|\t]|\s-\s")
_PART = re.compile(r"[ \t]*(?:[\u2013\u2014=|:-]|\.{2,}|\u2026)[ \t]*")
_PLAYED = re.compile(r"\W{1,6}(?:was|is|as told by|as played by|played by|by|fue|es)\W{1,6}")  # Frida Kahlo was Ava Lee
_CAST = frozenset("cast roles characters reparto".split())
_TITLED = re.compile(
    r" (?:de la semana|del? (?:mes|d[ií]a|a[nñ]o|quarter|week))\b", re.IGNORECASE
)  # ¡Estrella de la semana!


class Person(NamedTuple):
    """One mention of a person. `why` is the evidence of the role; `full` when more than one word names them.

    `known_as` is the number of the earlier mention that this one repeats in part, None for a first mention.
    """

    part: int
    span: Span
    probability: float
    role: Role
    why: str
    student: float  # how much the setting speaks of a student, 0 to 1
    student_by: frozenset[str]  # the kinds of adjacent evidence that say so
    settled: (
        bool  # whether a list, the settings or adjacent evidence, not weighing alone, say that it is nobody's pupil
    )
    full: bool
    known_as: int | None
    setting: Setting


def people(
    draft: Draft,
    folded: tuple[Folded, ...],
    sentences: tuple[tuple[Span, ...], ...],
    local: Local | None = None,
    context: Context = UNSAID,
) -> tuple[Person, ...]:
    """Everybody named in the draft's parts, in order."""
    found: list[Person] = []
    keys: list[frozenset[str]] = []
    of_word: dict[str, list[int]] = {}  # the mentions by the words of their names
    author = key_of(context.author or "")
    poster = Poster(context.account or "", plain(context.role or ""))
    staff = stated.staff(draft)
    for index, part in enumerate(draft.parts):
        if part.kind == "link" or part.names == "none" or not part.text.strip():
            continue
        named = found_names(part.text)
        if part.names == "shown":
            named = field_names(part.text, named)
        if not named:
            continue
        lists = tuple(known.listed(folded[index]))
        fiction = [each.start() for each in _FICTION.finditer(part.text)]
        layout = Layout(part.text, tuple(Span(each.start, each.end) for each in named))
        known_as = [_covering(lists, name, part.text) for name in layout.names]
        public = [each is not None and not each.weak for each in known_as]
        told = mentions(layout, [each.probability for each in named], sentences[index])
        settings = [each.setting for each in told]
        alone = [weigh(each, poster) for each in told]
        likeliest = _likeliest(alone, settings)
        for number, mention in enumerate(named):
            span = layout.names[number]
            if part.kind == "filename":
                span = name_shape.without_rest(part.text, span)
            name = part.text[span.start : span.end]
            in_file = part.kind == "filename" or name_shape.is_in_file_name(part.text, span)
            if not looks_like_a_name(name, name_shape.before(part.text, span), in_file, mention.probability):
                continue
            if name_shape.is_end_of_a_code(part.text, span) or (_TITLED.match(part.text, span.end) and " " not in name):
                continue
            setting = settings[number]
            key = key_of(name)
            weighed = stated.role(name, key, local, author, staff) or _drawn(
                alone[number], likeliest.get(setting.group, 0.0)
            )
            if not (weighed.listed or weighed.role == "place" or _is_pupil(weighed)):
                story = _is_near(fiction, span) and not _among_strangers(layout, known_as, setting.group, number)
                weighed = _known(name, known_as[number], story) or weighed
            if _is_part(layout, number, setting):
                weighed = Weighed("public", "It is a part in a cast list.", 0.0, weighed.evidence, listed=True)
            if number and public[number - 1] and _plays(layout, number, weighed):
                weighed = Weighed("student", "It stands beside a part in a cast list.", 0.9, weighed.evidence)
            weighed = by_field(weighed, part.names)
            role, why = weighed.role, weighed.why
            earlier = min((at for at in _among(of_word, key) if key < keys[at]), default=None)
            if (
                earlier is not None
                and weighed.student_by & TOUCHING
                and found[earlier].role not in ("student", "unknown")
            ):
                earlier = None  # a pupil who shares a teacher's name
            if earlier is not None and role in ("student", "unknown"):
                role, why = found[earlier].role, found[earlier].why
            if (
                role in ("student", "unknown")
                and not weighed.student_by & TOUCHING
                and _among_public(layout, setting.group, number, public)
            ):
                role, why = "public", "It stands in one list with public figures."
            found.append(
                Person(
                    index,
                    span,
                    mention.probability,
                    role,
                    why,
                    weighed.student,
                    weighed.student_by,
                    weighed.settled or (role == "public" and weighed.role != "public"),
                    is_full(name),
                    earlier,
                    setting,
                )
            )
            for word in key:
                of_word.setdefault(word, []).append(len(keys))
            keys.append(key)
    return tuple(found)


def _likeliest(weighed: Sequence[Weighed], settings: Sequence[Setting]) -> dict[tuple[int, int], float]:
    """How probable the likeliest student is among those who are named in one breath, by their group."""
    found: dict[tuple[int, int], float] = {}
    for each, setting in zip(weighed, settings, strict=True):
        if not each.settled:
            found[setting.group] = max(found.get(setting.group, 0.0), each.student)
    return found


def _drawn(own: Weighed, likeliest: float) -> Weighed:
    """The role of a name, drawn towards the likeliest student of its group."""
    if own.settled or own.role in ("place", "public"):
        return own
    student = own.student + _DRAWN * (likeliest - own.student)
    return own._replace(student=student, role="student" if own.role == "unknown" and student >= STUDENT else own.role)


def _among(of_word: Mapping[str, Sequence[int]], key: frozenset[str]) -> Sequence[int]:
    """The mentions that have a word of a name, the word that fewest have."""
    return min((of_word.get(word, ()) for word in key), key=len, default=())


def _is_pupil(weighed: Weighed) -> bool:
    """Whether what stands right beside the name speaks clearly of a pupil, who may share a famous one."""
    return bool(weighed.student_by & TOUCHING) and weighed.student >= _CLEARLY


def _known(name: str, known_as: known.Listed | None, fiction: bool) -> Weighed | None:
    """The role of a name that everybody knows; a given name is a character's only where the text speaks of `fiction`."""
    if known_as is not None and (not known_as.weak or (fiction and " " not in name)):
        return Weighed("public", f"It is {known_as.what}.", 0.0, listed=True)
    return None


def _is_part(layout: Layout, number: int, setting: Setting) -> bool:
    """Whether a lone name stands in a cast list right before a dash and the name of who plays it."""
    if number + 1 == len(layout.names) or not _CAST.intersection(setting.heading):
        return False
    name, who = layout.names[number : number + 2]
    return (
        setting.first
        and " " not in layout.text[slice(*name)]
        and bool(_PART.fullmatch(layout.text, name.end, who.start))
    )


def _plays(layout: Layout, number: int, weighed: Weighed) -> bool:
    """Whether a name stands in a list of students right behind a dash and the name of a character: who plays it."""
    between = layout.text[layout.names[number - 1].end : layout.names[number].start]
    return bool(_PART.fullmatch(between)) and bool(weighed.student_by & {"list", "section", "line", "column"})


def _is_near(places: Sequence[int], name: Span) -> bool:
    """Whether one of the offsets, in order, is not far from a name."""
    at = bisect_right(places, name.start - _NEAR)
    return at < len(places) and places[at] < name.end + _NEAR


def _among_strangers(
    layout: Layout, known_as: Sequence[known.Listed | None], group: tuple[int, int], number: int
) -> bool:
    """Whether most of the others who are named in one breath are on no list: not so in a cast list, a part and who plays it."""
    first, last = group
    if _PAIRS.search(layout.text, layout.names[first].end, layout.names[last].start):
        return False
    others = [known_as[each] for each in range(first, last + 1) if each != number]
    return 2 * others.count(None) > len(others)


def _among_public(layout: Layout, group: tuple[int, int], number: int, public: list[bool]) -> bool:
    """Whether most of the other names said in one breath with this one are public figures', and it is none who plays one."""
    first, last = group
    if (
        number
        and public[number - 1]
        and _PLAYED.fullmatch(layout.text, layout.names[number - 1].end, layout.names[number].start)
    ):
        return False
    if first == last or not any(public[first : last + 1]):
        return False
    if _PAIRS.search(layout.text, layout.names[first].end, layout.names[last].start):
        return False  # a cast list: a part and who plays it
    others = sum(public[first : last + 1]) - public[number]
    return others * 2 > last - first


def _covering(lists: tuple[known.Listed, ...], name: Span, text: str) -> known.Listed | None:
    """The listed name that is the whole of a found one, or its beginning of two words ('Patrick Mahomes jersey'), unless a
    family name goes on ('Harper Lee Johnson').

    Listed names are in order and do not overlap, so that only the last that begins no later than the found one can.
    """
    at = bisect_right(lists, name.start, key=lambda each: each.span.start) - 1
    if at < 0:
        return None
    listed = lists[at]
    if name.end <= listed.span.end:
        return listed
    begins = listed.words > 1 and listed.span.start == name.start
    return listed if begins and not _goes_on(text[listed.span.end : name.end]) else None


def _goes_on(rest: str) -> bool:
    """Whether the words after a listed name end in a family name."""
    last = rest.split()[-1:]
    return bool(last) and last[0].casefold() not in SUFFIX and lexicon.bands(lexicon.load().lookup(last[0]))[1] > 1
