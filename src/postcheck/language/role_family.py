"""Whose child, and whose parent: what words of family beside a name say of its role."""

from __future__ import annotations

from postcheck.language.role_words import Verdict

CHILD_OF = frozenset("son daughter sons daughters child children kid kids twin twins brother sister".split())
SPOUSES = frozenset("husband wife hubby spouse fiance fiancee esposo esposa".split())
BROOD = frozenset("kids children boys girls".split())  # a couple's, beside one of it; "our girls" may be a team
GROWN = frozenset({"grown", "adult", "married"})
_OFFSPRING = CHILD_OF | frozenset(
    "boy girl boys girls grader graders kinder kindergartner grandson granddaughter".split()
)
_ELDERS = frozenset(
    "mother mom mommy mama father dad daddy papa parent parents folks family familia grandma grandmother grandpa grandfather"
    " abuela abuelo aunt auntie uncle tia tio madre padre padres papas mamas guardian guardians".split()
)
_WHOSE = frozenset({"of", "de", "to"})


def touching(words: list[str]) -> Verdict | None:
    """'the mother of' right before a name: a child is named."""
    if len(words) > 1 and words[-1] in _WHOSE and words[-2] in _ELDERS:
        return Verdict("student", f"'{words[-2]} {words[-1]}' before the name")
    return None


def owned(words: tuple[str, ...]) -> Verdict | None:
    """What a name's possessive ending goes on with: Ann Lee's first grader is the pupil, and so is Jay of "Jay's mom"."""
    if words[:1] != ("s",):
        return None
    if theirs := _OFFSPRING.intersection(words[1:4]):
        return Verdict("adult", f"'{min(theirs)}' after the name")
    if words[1:2] and words[1] in _ELDERS:
        return Verdict("student", f"'{words[1]}' after the name")
    return None


def parent(left: tuple[str, ...], before: tuple[str, ...]) -> Verdict | None:
    """'daughter of A and B': A and B are the parents."""
    for words in (left, before):
        if len(words) >= 2 and words[-1] == "of" and words[-2] in CHILD_OF:
            return Verdict("adult", f"'{words[-2]} of' before the name")
    return None
