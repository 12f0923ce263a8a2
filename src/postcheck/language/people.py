"""Everybody who is named in a draft: found by the name model, with the role that adjacent evidence gives them.

Only what touches a name (a title, an apposition, the list or heading that governs it), a list, or the settings takes a
name out; a leaked student is worse than a colleague who is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from postcheck.language import known, roles
from postcheck.language.fold import Folded, plain
from postcheck.language.layout import Layout, Setting
from postcheck.language.local import Local
from postcheck.language.names import decoder
from postcheck.language.sentences import Span
from postcheck.model.draft import Draft

Role = Literal["student", "adult", "public", "place", "unknown"]
FLOOR = 0.15  # a less probable name is no name
SURE = 0.5
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Person:
    """One mention of a person. `why` is the evidence of the role; `full` when more than one word names them.

    `known_as` is the number of the earlier mention that this one repeats in part, None for a first mention.
    """

    part: int
    span: Span
    probability: float
    role: Role
    why: str
    student: float  # how much the setting speaks of a student, 0 to 1
    full: bool
    known_as: int | None
    setting: Setting


def people(draft: Draft, folded: tuple[Folded, ...], local: Local | None) -> tuple[Person, ...]:
    """Everybody named in the draft's parts, in order."""
    found: list[Person] = []
    keys: list[frozenset[str]] = []
    author = _key(draft.stated["author"].value) if "author" in draft.stated else frozenset()
    for index, part in enumerate(draft.parts):
        if part.kind in ("link", "metadata") or not part.text.strip():
            continue
        mentions = decoder.find(part.text, FLOOR)
        if not mentions:
            continue
        lists = tuple(known.listed(folded[index]))
        layout = Layout(part.text, tuple(Span(each.start, each.end) for each in mentions))
        for number, mention in enumerate(mentions):
            span = layout.names[number]
            name = part.text[span.start : span.end]
            setting = layout.setting(number)
            key = _key(name)
            role, why, student = _role(name, key, span, setting, lists, local, author)
            earlier = next((at for at, each in enumerate(keys) if key and key < each), None)
            if earlier is not None and role in ("student", "unknown"):
                role, why = found[earlier].role, found[earlier].why
            found.append(Person(index, span, mention.probability, role, why, student, _full(name), earlier, setting))
            keys.append(key)
    return tuple(found)


def _role(
    name: str,
    key: frozenset[str],
    span: Span,
    setting: Setting,
    lists: tuple[known.Listed, ...],
    local: Local | None,
    author: frozenset[str],
) -> tuple[Role, str, float]:
    if local is not None and local.is_staff(name):
        return "adult", "the list of staff in the settings", 0.0
    if local is not None and local.is_place(name):
        return "place", "the list of places in the settings", 0.0
    if key and author and (key <= author or author <= key):
        return "adult", "the author of the post", 0.0
    for each in lists:
        if not each.weak and each.span.start <= span.start and span.end <= each.span.end:
            return "public", each.what, 0.0
    return roles.role(setting, name)


def _key(name: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(plain(name)) if len(word) > 1 or name.isupper())


def _full(name: str) -> bool:
    """Whether a name has two words or more; an initial counts ('Maya R.')."""
    return len(_WORD.findall(name)) > 1
