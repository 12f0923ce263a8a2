"""Filling in words: the one place where a finding, which holds no words of the draft, gets them back, and is masked.

A mask is always the first letter and three blocks, whatever the length. In a public run it covers the words of personal
checks, also where they lie inside another finding's excerpt or slot.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from postcheck.model.check import Check, Slot
from postcheck.model.draft import Draft
from postcheck.model.finding import Confirmation, Finding
from postcheck.model.place import Place

MASK = "\u2588\u2588\u2588"
Range = tuple[int, int, int]  # part, start, end
_GAP = re.compile(r"\{([a-z]+)(?::([^{}|]*)\|([^{}|]*))?\}")  # {count}, or {count:picture|pictures}


class Words(NamedTuple):
    """A finding in words."""

    message: str
    because: str
    suggestion: str
    excerpt: str | None


def fill(
    finding: Finding | Confirmation,
    check: Check,
    draft: Draft,
    hidden: tuple[Range, ...] | None,
) -> Words:
    """A finding's message, reason, suggestion and excerpt. `hidden` is None in a private run: everything is shown."""
    wording = check.wordings.get(finding.wording, check.wordings["default"])
    excerpt = _excerpt(finding.place, check, draft, hidden)
    values = {name: _said(slot, check, draft, hidden) for name, slot in finding.slots.items()}
    values.setdefault("words", excerpt or finding.place.name or finding.place.file)
    return Words(
        message=_fill(wording.message, values),
        because=_fill(wording.because, values),
        suggestion=_left(finding.place, draft) or _fill(wording.suggestion, values),
        excerpt=excerpt,
    )


def quoted(place: Place, draft: Draft) -> str | None:
    """The words at a place, for private runs only; None when it has none."""
    if place.index is None or place.words is None:
        return None
    return clean(draft.parts[place.index].text[slice(*place.words)])


def _left(place: Place, draft: Draft) -> str | None:
    """What to do about words that nobody means to publish."""
    if place.index is None or not draft.parts[place.index].leftover:
        return None
    return f"Remove it from the file before you send it ({place.name})."


def shown(place: Place, check: Check, hidden: tuple[Range, ...] | None) -> Place:
    """Where a finding may be said to stand: of a child's disclosure a public run says the file alone."""
    return Place(place.part, place.file) if check.disclosure and hidden is not None else place


def _fill(template: str, values: Mapping[str, str]) -> str:
    def word(gap: re.Match[str]) -> str:
        name, one, many = gap.groups()
        value = values.get(name, "...")
        return value if one is None else one if value == "1" else many

    return _GAP.sub(word, template)


def _excerpt(place: Place, check: Check, draft: Draft, hidden: tuple[Range, ...] | None) -> str | None:
    if check.disclosure and hidden is not None:
        return None
    if place.index is not None and place.words is not None:
        return _range((place.index, *place.words), check, draft, hidden)
    if place.start is not None and place.end is not None:
        return clean(draft.source[place.start : place.end]) if hidden is None else None
    return None


def _said(slot: Slot, check: Check, draft: Draft, hidden: tuple[Range, ...] | None) -> str:
    return _range(slot, check, draft, hidden) if isinstance(slot, tuple) else str(slot)


def _range(place: Range, check: Check, draft: Draft, hidden: tuple[Range, ...] | None) -> str:
    index, start, end = place
    text = draft.parts[index].text
    if hidden is None:
        return clean(text[start:end])
    if check.personal:
        return mask(text[start:end])
    pieces: list[str] = []
    at = start
    for _, begin, finish in sorted(each for each in hidden if each[0] == index and each[1] < end and start < each[2]):
        if finish <= at:
            continue
        begin = max(begin, at)
        pieces.append(text[at:begin])
        pieces.append(mask(text[begin : min(finish, end)]))
        at = max(at, min(finish, end))
    pieces.append(text[at:end])
    return clean("".join(pieces))


def mask(words: str) -> str:
    """The first letter and three blocks; nothing tells how long the words are."""
    first = next((char for char in words if char.isalnum()), "")
    return first + MASK


def clean(text: str) -> str:
    """A text on one line, without the control characters and escapes that a terminal would obey."""
    text = "".join(
        char if unicodedata.category(char) not in ("Cc", "Cf", "Cs") or char in "\n\t\u200d" else "" for char in text
    )
    return " ".join(text.split())
