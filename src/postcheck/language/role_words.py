"""The words that say a role, out of the word lists, and what a piece of evidence says."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from postcheck.config import rules
from postcheck.language.fold import plain

Sure = Literal["student", "adult", "public", "place"]
TOUCHING = frozenset({"touching", "after", "bracket"})  # the kinds of evidence right beside a name
MOST_WORDS = 4  # of a phrase that says a role


class Verdict(NamedTuple):
    """A role and the words that say so."""

    role: Sure
    why: str
    surely: bool = False  # needs no weighing: a list of staff, a grade right beside the name


@cache
def phrases() -> dict[tuple[str, ...], Sure]:
    """Nouns that say a role, by their words: of staff and other adults, or of students."""
    found: dict[tuple[str, ...], Sure] = {}
    for section in ("role-nouns", "adult-nouns"):
        for entry in rules.sections("staff-words").get(section, ()):
            found[words_of(entry)] = "adult"
            found.setdefault(_plural_of(words_of(entry)), "adult")
    for entry in rules.sections("place-words").get("things", ()):
        found[words_of(entry)] = "place"
    for entry in rules.sections("student-words").get("before", ()):
        found[words_of(entry)] = "student"
        found.setdefault(_plural_of(words_of(entry)), "student")
    return found


def _plural_of(words: tuple[str, ...]) -> tuple[str, ...]:
    return (*words[:-1], words[-1] if words[-1].endswith("s") else words[-1] + "s") if words else words


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of an entry."""
    return tuple(word for word in plain(text).replace(".", "").replace(",", " ").replace("(", " ").split() if word)


@cache
def place_nouns(section: str) -> frozenset[str]:
    """The single words of a section of the places' nouns (a longer entry is known by its first)."""
    return frozenset(plain(each).split()[0].rstrip(".") for each in rules.sections("place-words").get(section, ()))


@cache
def also_pupils() -> frozenset[str]:
    """Nouns of adults that a heading or "is" gives to pupils as well: artist, author, scientist."""
    return frozenset(rules.sections("staff-words").get("also-pupils", ()))
