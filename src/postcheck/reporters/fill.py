"""Filling in words: the one place where a finding, which holds no words of the draft, gets them back, and is masked.

A mask is always the first letter and three blocks, whatever the length. In a public run it covers the words of personal
checks, also where they lie inside another finding's excerpt or slot, and there every word that is not an ordinary one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import NamedTuple

from postcheck.model.check import TELLING, Check, Slot
from postcheck.model.context import ACCOUNTS, AUDIENCES, NOT_EMPLOYEES
from postcheck.model.draft import Draft
from postcheck.model.finding import Confirmation, Finding
from postcheck.model.place import Place

MASK = "\u2588\u2588\u2588"
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What a terminal obeys (C0 and C1 controls), what turns the reading order round, and halves of characters."""
OPEN: Mapping[str, Collection[str]] = MappingProxyType(
    {
        "account": (*ACCOUNTS, "unknown"),
        "audience": AUDIENCES,
        "role": ("teacher", "coach", "principal", "superintendent", "counselor", "secretary", "staff", *NOT_EMPLOYEES),
        "setting": ("public-event", "classroom"),
        "platform": ("facebook", "instagram", "website", "newsletter", "linkedin", "youtube", "tiktok", "x", "bluesky"),
    }
)
"""Words of the context that are shown in a public run too; any other was typed freely and may hold a name."""
Range = tuple[int, int, int]  # part, start, end
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
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
    place = shown(finding.place, check, hidden)
    values.setdefault("words", excerpt or visible(place.name or place.file))
    return Words(
        message=_fill(wording.message, values),
        because=_fill(wording.because, values) + _telling(values.get(TELLING)),
        suggestion=_left(finding.place, draft) or _fill(wording.suggestion, values),
        excerpt=excerpt,
    )


def _telling(words: str | None) -> str:
    """The end of a reason that the sentence model gave: which words weigh most."""
    return f" Most telling: '{words}'." if words and words != MASK else ""


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
    if check.disclosure:
        return MASK
    if check.personal:
        return mask(text[start:end])
    # Words of a list of ours, and paths, are shown as they are; of a sentence only words that can be no name.
    readable = _same if check.kind == "terms" or draft.parts[index].kind == "filename" else ordinary
    pieces: list[str] = []
    at = start
    for _, begin, finish in sorted(each for each in hidden if each[0] == index and each[1] < end and start < each[2]):
        if finish <= at:
            continue
        begin = max(begin, at)
        pieces.append(readable(text[at:begin]))
        pieces.append(mask(text[begin : min(finish, end)]))
        at = max(at, min(finish, end))
    pieces.append(readable(text[at:end]))
    return clean("".join(pieces))


def _same(text: str) -> str:
    return text


def ordinary(text: str) -> str:
    """A text in which only ordinary words are readable: a name that nobody recognised is hidden like the others."""
    from postcheck.language.names.lexicon import bands, load  # only a public run with findings asks for it

    lexicon = load()

    def said(word: re.Match[str]) -> str:
        if len(word.group()) == 1:
            return word.group()
        token = re.sub(r"['\u2019]s$", "", word.group())
        given, surname, common = bands(lexicon.lookup(token))
        name = given or surname
        return word.group() if common and (not name or (common > 1 and token.islower())) else mask(word.group())

    return _WORD.sub(said, text)


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


def visible(text: str) -> str:
    """A path or message on one line, with what a terminal would obey written as an escape, so that no name is altered."""
    return _UNSEEN.sub(lambda char: f"\\u{ord(char.group()):04x}", text)


def said_of(key: str, value: str, masked: bool) -> str:
    """A value of the context: in a public run only words that cannot hold a name are shown."""
    plain = value in OPEN.get(key, ()) or (key == "scheduled" and re.fullmatch(r"[\d\s:/.+TZAPM-]+", value))
    return clean(value) if plain or not masked else mask(value)
