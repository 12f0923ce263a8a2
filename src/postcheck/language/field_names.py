"""Names in the fields of a picture's own data: the field itself says whom it names."""

from __future__ import annotations

import re
from typing import Literal

from postcheck.language.names.decoder import Name
from postcheck.language.role_rules import Verdict
from postcheck.language.roles import Weighed

_LISTED = 0.9  # a line of a field that holds nothing but names
_LINE = re.compile(r"[^\n]*[^\W\d_]{2}[^\n]*")


def field_names(text: str, found: list[Name]) -> list[Name]:
    """The names that the model found in a field of people shown, and each line in which it found none, in order."""
    names = list(found)
    for line in _LINE.finditer(text):
        if not any(each.start < line.end() and line.start() < each.end for each in found):
            words = line.group().strip()
            start = line.start() + line.group().index(words)
            names.append(Name(start, start + len(words), _LISTED, tuple(words.split())))
    return sorted(names, key=lambda each: each.start)


def by_field(weighed: Weighed, names: Literal["shown", "maker", "none"] | None) -> Weighed:
    """The role of a name with what its field says: a person shown is taken for a student, who made the picture for an adult.

    What a list, the settings or a title say of the name comes first.
    """
    if names is None or weighed.settled or weighed.student_by:
        return weighed
    if names == "shown":
        why = "The picture's own data lists it as somebody who is shown"
        return Weighed("student", f"{why}.", 0.9, (*weighed.evidence, ("picture", Verdict("student", why, False))))
    return Weighed("adult", "The picture's own data says so of who made the picture.", 0.0, listed=True)
