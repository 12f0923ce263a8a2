"""Names in the fields of a picture's own data: the field itself says whom it names."""

from __future__ import annotations

import re
from typing import Literal

from postcheck.language.names.decoder import Name
from postcheck.language.role_words import Verdict
from postcheck.language.roles import Weighed

_LISTED = 0.9  # a line of a field that holds nothing but names
_LINE = re.compile(r"[^\n]*[^\W\d_]{2}[^\n]*")
_TITLE = re.compile(r"(?:mr|mrs|ms|mx|miss|dr|coach|nurse|principal|professor|senora?|sra?)\b", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'\u2019-]*(?: [^\W\d_][\w.'\u2019-]*){0,3}")


def field_names(text: str, found: list[Name]) -> list[Name]:
    """The names in a field of people shown, in order: each line that is nothing but a name, and what the model finds in
    the others (behind a title, before a remark). A line in which it finds none is taken as it stands.
    """
    names: list[Name] = []
    for line in _LINE.finditer(text):
        words = line.group().strip()
        start = line.start() + line.group().index(words)
        inside = [each for each in found if each.start < line.end() and line.start() < each.end]
        if not inside or (_NAME.fullmatch(words) and not _TITLE.match(words)):
            inside = [Name(start, start + len(words), _LISTED, tuple(words.split()))]
        names.extend(inside)
    return names


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
