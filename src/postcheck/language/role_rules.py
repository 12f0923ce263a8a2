"""What the words right beside a name, or the heading of its list, say of its role.

The kinds of evidence: a title or role noun touching the name, an apposition after it, the noun before its list, the head of
its line, column or section. The model of `roles` weighs them; each says in words what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from postcheck.config import rules
from postcheck.language import role_family, role_headings, role_places
from postcheck.language.layout import Setting
from postcheck.language.role_family import BROOD, CHILD_OF, GROWN, SPOUSES
from postcheck.language.role_numbers import CLASS, ORDINAL, PAST, counted, graduated, of_year, section
from postcheck.language.role_words import (
    MOST_WORDS,
    TOUCHING,
    Sure,
    Verdict,
    also_pupils,
    phrases,
    words_of,
)

_HEADS = frozenset({"line", "opening", "run-in", "list", "section"})
_MARKS = frozenset(('"', "\u201c", "(", "*"))
_STOPS = frozenset({",", ".", ";", "!", "?", ")", ":"})
_OPENERS = frozenset({",", "(", "-", "\u2013", "\u2014", "|", ":"})
_STUDENT_BODIES = frozenset(
    "student class council club team squad ffa nhs grade freshman sophomore junior senior youth band choir 4-h deca fbla".split()
)
_OFFICES = frozenset("president vice-president vp secretary treasurer captain manager editor chair historian".split())
_GRADES = frozenset(
    "grade gr grado grader graders freshman sophomore kindergartner kindergartener kindergarteners preschooler".split()
)
_GRADES_ALONE = frozenset("fifth sixth seventh eighth ninth tenth eleventh twelfth k kinder kindergarten".split())
_STUDENT_THINGS = frozenset(
    "council government services teacher resource body activities section union affairs".split()
)
_IS = frozenset("is was are were has will teaches taught coaches coached works worked serves served retires".split())
_MOVES = frozenset(
    "hire hiring resignation retirement appointment employment rehire transfer".split()
)  # that a board votes on
_THEIR = frozenset("his her their".split())
_SIGNED = frozenset(  # what a line says of the one adult whom it names; a treasurer or a captain may be a pupil
    "teacher teachers coach coaches director conductor advisor adviser accompanist juror jurors judge judges umpire umpires ump"
    " umps referee referees ref refs instructor sponsor choreographer emcee pianist starter scorer scorekeeper announcer"
    " photographer photos presiding curator guide speaker presenter presenters chaperone chaperones"
    " jurado maestra maestro directora".split()
)
_YEARS = frozenset({"years", "yrs", "anos"})
_SOUGHT = frozenset("mayor sheriff senate congress governor judge assessor coroner alderman".split())
_SOUGHT_BODIES = frozenset(
    (
        ("school", "board"),
        ("county", "board"),
        ("city", "council"),
        ("town", "council"),
        ("state", "senate"),
        ("state", "house"),
    )
)
_LINKS = frozenset("is was are named like as".split())  # between a noun and the name that it speaks of
_STEPS_ASIDE = frozenset("by with for from to".split())  # after these an apposition speaks of somebody else
_ALL = frozenset({("both",), ("all",), ("los", "dos"), ("las", "dos"), ("todos",), ("todas",)})  # of a list of names
_ARTICLES = frozenset("the our a an my".split())
_IN = frozenset("in of from en de".split())
_JOINS = frozenset("and but or so then y e pero".split())  # what follows is no apposition


@cache
def _titles() -> frozenset[tuple[str, ...]]:
    """Titles: before a name they make an adult; after one ('Ava, Mr. Diaz's class') they are somebody else's."""
    return frozenset(words_of(entry) for entry in rules.sections("staff-words").get("titles-before", ()))


@cache
def _following() -> frozenset[tuple[str, ...]]:
    """What follows a student's name: ', a senior', 'from Mrs.', '(grade 7'."""
    return frozenset(counted(words_of(entry)) for entry in rules.sections("student-words").get("after", ()))


def of_all(settings: Sequence[Setting]) -> list[tuple[tuple[str, Verdict], ...]]:
    """The evidence of each name; a heading of adults gives way where a name in the same breath is surely a pupil's."""
    every = [tuple(evidence(setting)) for setting in settings]
    graded = {
        setting.group
        for setting, found in zip(settings, every, strict=True)
        if any(kind in TOUCHING and verdict.surely and verdict.role == "student" for kind, verdict in found)
    }
    return [
        tuple(each for each in found if not (each[0] in _HEADS and each[1].role == "adult"))
        if setting.group in graded
        else found
        for setting, found in zip(settings, every, strict=True)
    ]


def _without_stops(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(token.rstrip(".") if len(token) > 1 else token for token in tokens)


def evidence(setting: Setting) -> Iterator[tuple[str, Verdict]]:
    """What each kind of adjacent evidence says, the nearest first, by the name of the kind."""
    left, right, after = map(_without_stops, (setting.left, setting.right, setting.after))
    for kind, verdict in (
        ("place", role_places.beside(left, setting.next_word) or role_places.opponent(setting)),
        ("touching", _touching(left)),
        ("after", _after(right) or _graded_apposition(setting.apposition) or graduated(setting.apposition, "after")),
        ("after-list", _of_all(after)),
        ("bracket", _bracket(setting.bracket)),
        ("parent", role_family.parent(left, setting.before)),
        ("before", _plural(setting.before)),
        ("phrase", _graded_phrase(setting.before or setting.left)),
        ("line", role_headings.head(setting.prefix, "its line")),
        ("column", role_headings.column(setting.column, setting.columns)),
        ("opening", role_headings.head(setting.opening, "its list")),
        ("run-in", role_headings.head(setting.run_in, "its paragraph")),
        (
            "list" if setting.listed else "section",
            role_headings.head(setting.heading, "its list" if setting.listed else "the section"),
        ),
    ):
        if verdict is not None:
            yield kind, verdict


def _touching(left: tuple[str, ...]) -> Verdict | None:
    """A title or noun right before the name, its article and quotes aside."""
    tail = [token for token in left if token not in _MARKS]
    apart = bool(left) and left[-1] in ('"', "\u201c", "\u201d", ",")  # "My Dad's Boat", Ava: she is no boat
    if len(tail) > 1 and tail[-1] == "." and (tail[-2],) in _titles():
        tail = tail[:-1]  # "Cpl. Ruiz"
    while len(tail) > 1 and tail[-1] in _LINKS:
        tail = tail[:-1]
        if tail[-1] in also_pupils():
            return None
    if tail and tail[-1] == "," and len(tail) > 1:
        tail = tail[:-1]  # "our custodian, X"
    elif len(tail) > 1 and tail[-1] == ":" and tail[-2] in _SIGNED:
        return Verdict("adult", f"'{tail[-2]}:' before the name")
    if told := role_family.touching(tail) or graduated(tail, "before"):
        return told
    if len(tail) > 1 and tail[-1] == "of" and tail[-2] in _MOVES:
        return Verdict("adult", f"'{tail[-2]} of' before the name", surely=True)
    if len(tail) > 3 and tail[-3:-1] == ["of", "the"] and tail[-1] in role_headings.TIMES:
        holder = role_headings.holder_of(tail[-4])
        return Verdict(holder, f"'of the {tail[-1]}' before the name")
    for size in range(min(MOST_WORDS, len(tail)), 0, -1):
        phrase = tuple(tail[-size:])
        role: Sure | None = "adult" if phrase in _titles() else phrases().get(phrase)
        if role is None or (role == "place" and apart):
            continue
        if role == "adult" and phrase[-1] in also_pupils() and _graded_phrase(left):
            role = "student"  # our sixth-grade announcer
        if phrase[-1] == "of":  # the parents of X: X is the child
            role = "student"
        before = set(tail[: len(tail) - size]) | set(phrase[:-1])
        if phrase[-1] in BROOD and before & SPOUSES:
            return Verdict("adult", f"'{min(before & SPOUSES)}' and '{phrase[-1]}' before the name", surely=True)
        if phrase[-1] in CHILD_OF and before & GROWN:
            role = "adult"
        if role == "adult" and phrase[-1] in _OFFICES and before & _STUDENT_BODIES:
            role = "student"
        surely = _graded(role, phrase) or (role == "adult" and phrase in _titles())
        return Verdict(role, f"'{' '.join(phrase)}' before the name", surely)
    return None


def _after(right: tuple[str, ...]) -> Verdict | None:
    """An apposition after the name: the first role noun within a few words decides."""
    if family := role_family.owned(right):
        return family
    opened = bool(right) and right[0] in _OPENERS
    code = section(right[opened:])
    if code and right[1 + opened : 2 + opened] != ("teacher",):
        return Verdict("student", f"'{code}' after the name", surely=opened)
    counts = right[:1] in ((",",), ("(",))  # a number after a comma may be an age or a grade, after a dash it is not
    words = _each(right[1:] if opened else right)
    for size in range(min(MOST_WORDS, len(words)), 0, -1):
        if counted(words[:size]) in _following() and (counts or not words[0].isdigit()):
            return Verdict("student", f"'{' '.join(words[:size])}' after the name", _graded("student", words[:size]))
    if right[:1] == ("for",) and len(right) > 1 and (right[1] in _SOUGHT or right[1:3] in _SOUGHT_BODIES):
        return Verdict("adult", f"'for {' '.join(right[1 : 2 + (right[1] not in _SOUGHT)])}' after the name")
    if year := next(filter(None, map(CLASS.fullmatch, right[opened : opened + 1])), None):
        return of_year(year, "after the name")
    if len(right) > 2 and right[0] == right[2] == "," and right[1].isdigit() and 30 <= int(right[1]) < 100:
        return Verdict("adult", f"the age {right[1]} after the name")
    if right[:1] in (("is",), ("was",)) and right[1:2] and right[1] in _ARTICLES:
        noun = _first(right[2 : 2 + MOST_WORDS], "after the name")
        return noun if noun and noun.role == "adult" else None  # Ana Lee is the best principal
    if right[:2] == ("on", "the") and right[2:4] in _SOUGHT_BODIES:  # keep Bo Lee on the city council
        return Verdict("adult", f"'on the {' '.join(right[2:4])}' after the name")
    if right[:1] == (",",) and right[1:2] in (("cc",), ("chapter",)):
        return Verdict("adult" if right[1] == "cc" else "public", f"'{right[1]}' after the name")
    if not right or right[0] not in _OPENERS or (right[1:2] and right[1] in _JOINS):
        return None
    return _first(right[1:], "after the name")


def _each(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without "both", "all of" and the like."""
    size = next((size for size in (1, 2) if words[:size] in _ALL), 0)
    return words[size + 1 :] if size and words[size : size + 1] and words[size] in _IN else words[size:]


def _of_all(after: tuple[str, ...]) -> Verdict | None:
    """What a list's end says of every name in it: "A and B, both Room 3", "A and B, eighth graders"."""
    if len(after) < 2 or after[0] not in _OPENERS:
        return None
    words = _each(after[1:])
    if words == after[1:]:
        return _graded_apposition(after) if any(word.endswith("graders") for word in words[:2]) else None
    found = any(counted(words[:size]) in _following() for size in range(1, MOST_WORDS + 1))
    return (
        Verdict("student", f"'{' '.join(after[1:3])}' after its list") if found or _graded_apposition(after) else None
    )


def _graded_apposition(words: tuple[str, ...]) -> Verdict | None:
    """', our eighth grade spelling champion': a grade in an apposition whose noun is no adult's."""
    if len(words) < 2 or words[0] not in (",", "(", "\u2013", "\u2014", "-"):
        return None
    stop = next((at for at, word in enumerate(words[1:], 1) if word in _STOPS or word in _STEPS_ASIDE), len(words))
    inside = _each(words[1:stop])
    grade = next((word for word in inside if word in _GRADES or word.endswith(("grader", "graders", "-grade"))), None)
    if len(inside) == 1 and inside[0] in _GRADES_ALONE:
        grade = inside[0]
    noun = _first(inside, "after the name") if grade else None
    adult = noun is not None and noun.role == "adult"
    return Verdict("student", f"'{grade}' after the name", surely=True) if grade and not adult else None


def _graded(role: Sure, phrase: tuple[str, ...]) -> bool:
    """Whether the words name a pupil's grade: nobody else has one."""
    graded = any(word in _GRADES or word.endswith("grader") for word in phrase)
    return role == "student" and (graded or (phrase[0] == "who" and bool(ORDINAL.fullmatch(phrase[-1]))))


def _bracket(bracket: tuple[str, ...]) -> Verdict | None:
    if bracket and tuple(each.rstrip(".") for each in bracket) in _titles():
        return Verdict("adult", f"'{bracket[0]}' in the brackets", surely=True)
    if len(bracket) < 3 and (code := section(bracket)):
        return Verdict("student", f"'{code}' in the brackets", surely=True)
    if bracket and (year := CLASS.fullmatch(bracket[-1])):
        return of_year(year, "in the brackets")
    if bracket and PAST.fullmatch(bracket[0]) and bracket[1:2] in ((), (",",)):
        return Verdict("adult", f"the year {bracket[0]} in the brackets")  # a winner of long ago
    if len(bracket) == 3 and bracket[1] == "/" and bracket[0].isdigit() and bracket[2].isdigit():
        return Verdict("student", "a score in the brackets")
    if len(bracket) == 2 and bracket[0].isdigit() and bracket[1] in _YEARS:
        return Verdict("adult", "years of service in the brackets")
    for size in range(min(MOST_WORDS, len(bracket)), 0, -1):
        if counted(bracket[:size]) in _following():
            words = bracket[:size]
            return Verdict("student", f"'{' '.join(words)}' in the brackets", _graded("student", words))
    return _first(bracket, "in the brackets") if bracket else None


def _first(words: tuple[str, ...], where: str) -> Verdict | None:
    for at in range(len(words)):
        if words[at] in ("who", "whose", "that") and words[at + 1 : at + 2] and words[at + 1] not in _IS:
            return None  # "who told us that Dad ...": another is spoken of
        if words[at] in (",", ".", ";", "!", "?", '"', "\u201c"):  # a title in quotes says nothing of who wrote it
            return None
        for size in range(min(MOST_WORDS, len(words) - at), 0, -1):
            phrase = words[at : at + size]
            role = phrases().get(phrase)
            if words[at + size : at + size + 1] == ("s",) and at and words[at - 1] in _THEIR:
                return None  # "Anaya Rao, her dad's heart": the dad is another
            if role == "place" or "with" in words[:at]:  # with her abuela coaching
                return None
            if role is None or (phrase == ("student",) and words[at + 1 : at + 2] and words[at + 1] in _STUDENT_THINGS):
                continue
            if role == "adult" and set(words[:at]) & _STUDENT_BODIES and phrase[-1] in _OFFICES:
                role = "student"
            return Verdict(role, f"'{' '.join(phrase)}' {where}", _graded(role, phrase))
    return None


def _graded_phrase(before: tuple[str, ...]) -> Verdict | None:
    """'my sixth-grade football crew, A and B': a grade in the words that a name or a list explains."""
    words = before[:-1] if before[-1:] in ((",",), (":",), ("-",), ("\u2014",)) else before
    start = next((at + 1 for at in range(len(words) - 1, -1, -1) if words[at] in _STOPS), 0)
    grade = next((word for word in words[start:] if word in _GRADES or word.endswith(("-grade", "grader"))), None)
    return Verdict("student", f"'{grade}' before the name") if grade else None


def _plural(before: tuple[str, ...]) -> Verdict | None:
    """A plural noun before a list speaks of everybody in it; a singular one only of the first."""
    verdict = _touching(before)
    return verdict if verdict and before and before[-1].endswith("s") else None
