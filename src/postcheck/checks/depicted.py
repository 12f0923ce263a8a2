"""The people listed for a picture: whose yes is needed, and who is the author."""

from __future__ import annotations

import re

from postcheck.language.fold import plain
from postcheck.model.draft import Depicted

TITLE = r"(?:mr|mrs|ms|mx|miss|dr|coach|nurse|principal|profe|maestra|maestro|senora|senor|sra|sr)\.?"
"""A pattern of the titles that stand before an adult's name, folded."""
_STUDENT_ROLE = re.compile(
    r"student|pupil|child|kid|athlete|player|minor|scholar|grader|freshman|sophomore|junior|senior"
)
_STAFF_ROLE = re.compile(
    r"staff|teacher|coach|colleague|co-?worker|principal|employee|\baide|\bpara|nurse|custodian|librarian|secretary"
    r"|counsell?or|driver|cook|substitute|superintendent|administrator|director|trainer|advis[eo]r"
)
_OTHER_ROLE = re.compile(
    r"\b(?:public|parent|mom|dad|mother|father|volunteer|board|guest|alum|author|speaker|adult|family|community)"
)


def wanted(person: Depicted, students: bool) -> bool:
    """Whether a listed person is one of the `students`, else of the staff; a role that nobody knows is a student's."""
    role = plain(person.role or "")
    if not role:
        titled = re.match(rf"{TITLE} ", plain(person.name or "")) is not None
        return titled != students
    staff = _STAFF_ROLE.search(role) is not None
    if not students:
        return staff
    return not staff and (_STUDENT_ROLE.search(role) is not None or not _OTHER_ROLE.search(role))


def same(name: str, author: str) -> bool:
    """Whether a name is the author's: the same, or one of the two has only the last name, after a title or alone."""
    one, other = (re.sub(rf"^{TITLE} ", "", plain(each)).split() for each in (name, author))
    titled = any(re.match(rf"{TITLE} ", plain(each)) for each in (name, author))
    return one == other or (titled and one[-1:] == other[-1:] and min(len(one), len(other)) == 1)
