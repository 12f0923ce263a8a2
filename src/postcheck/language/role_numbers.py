"""Numbers beside a name that tell a pupil from a grown-up: an age, a grade, the code or the year of a class."""

from __future__ import annotations

import re
from collections.abc import Sequence

from postcheck.language.role_words import Verdict

CLASS = re.compile(r"'(\d\d)")
PAST = re.compile(r"19\d\d|20(?:[01]\d|2[0-3])")  # a year in which nobody who is now at school left it
ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_SECTION = re.compile(r"(?:p?k|[1-9]|1[0-2])-?[a-h]|(?:p?k|[2-9]|1[0-2])-\d{3}|1-[1-7]\d\d")
"""7-b, 4a, 3-301; k-2 is a range, and 1-800 begins a number to call."""
_BEFORE_SECTION = frozenset("in of from de del en my our the class clase homeroom ,".split())
_MOST_BEFORE = 4  # words: "from my homeroom, 7-A"
_OLDEST = 19
_GRADUATIONS = range(24, 37)  # the years of those who are at school, without the century


def counted(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with every number as a number sign, and every ordinal too: grade 3 is like grade 4, 5th like 6th.

    Alone or after "class of" only the number of a grade, a young age, or a year to come: nobody's pupil is 81, or of 1994.
    """
    if words[-1:] and words[-1].isdigit() and words[:-1] in ((), ("class", "of")) and not _young(int(words[-1])):
        return words
    return tuple("#" if word.isdigit() else "#th" if ORDINAL.fullmatch(word) else word for word in words)


def of_year(year: re.Match[str], where: str) -> Verdict:
    """What "'27" says: one who is to graduate is at school, who has graduated is not."""
    return Verdict("student" if int(year.group(1)) in _GRADUATIONS else "adult", f"'{year.group(1)} {where}")


def graduated(words: Sequence[str], where: str) -> Verdict | None:
    """What "class of 2011" among the words right before or after a name says: that pupil is grown."""
    for at in range(len(words) - 2):
        year = words[at + 2]
        if tuple(words[at : at + 2]) == ("class", "of") and year.isdigit() and not _young(int(year)):
            return Verdict("adult", f"'class of {year}' {where} the name")
    return None


def section(words: tuple[str, ...]) -> str | None:
    """The code of a class that the words after a name begin with ("7-B", "de 7-B", "in 3-301"), if they do."""
    at = 0
    while at < _MOST_BEFORE and words[at : at + 1] and words[at] in _BEFORE_SECTION:
        at += 1
    return words[at] if words[at : at + 1] and _SECTION.fullmatch(words[at]) else None


def _young(number: int) -> bool:
    """Whether a number may be a pupil's age or grade, or the year of their graduation."""
    return number <= _OLDEST or (number % 100 in _GRADUATIONS and (number < 100 or number > 2000))
