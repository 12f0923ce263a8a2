"""Whose a name is by what somebody stated: the district's lists, the author of the post, and who is in the draft's pictures."""

from __future__ import annotations

import re

from postcheck.language.fold import plain
from postcheck.language.local import Local
from postcheck.language.roles import Weighed
from postcheck.model.draft import Draft

_WORD = re.compile(r"[^\W\d_]+")


def key_of(name: str) -> frozenset[str]:
    """The folded words by which a name is known again; a single letter counts among capitals only."""
    return frozenset(word for word in _WORD.findall(plain(name)) if len(word) > 1 or name.isupper())


def staff(draft: Draft) -> list[frozenset[str]]:
    """The names of those whom the draft states to be staff in its pictures, but for a name that a stated student shares."""
    said: dict[str, list[frozenset[str]]] = {"staff": [], "student": []}
    for picture in draft.pictures:
        for person in picture.people or ():
            if person.name and person.role in said:
                said[person.role].append(key_of(person.name))
    return [each for each in said["staff"] if not any(each & student for student in said["student"])]


def role(
    name: str, key: frozenset[str], local: Local | None, author: frozenset[str], staff: list[frozenset[str]]
) -> Weighed | None:
    """The role of a name by the district's lists, the author of the post, and the `staff` in its pictures."""
    if local is not None and local.is_staff(name):
        return Weighed("adult", "The list of staff in the settings names them.", 0.0, listed=True)
    if local is not None and local.is_place(name):
        return Weighed("place", "The settings name a place so.", 0.0, listed=True)
    if key and author and (key <= author or (len(author) > 1 and author <= key)):
        return Weighed("adult", "It is the author of the post.", 0.0, listed=True)
    if key and any(key <= each for each in staff):
        return Weighed("adult", "The draft states that staff of this name are in its pictures.", 0.0, listed=True)
    return None
