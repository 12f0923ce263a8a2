"""The kind `account`: pages that a post announces, or that it goes out from, and what an official page needs.

asks: registration        registered and approved; or `profile`: the contact details that an official page shows
cues, unless, not-draft   as in the kind `wording`: how a post announces a page
approved: [...]           phrases anywhere in the draft that say that the page is registered and approved
refused: [...]            phrases anywhere in the draft that say that nobody was asked

The accounts record outranks the words: a page named in the announcing sentence, and the draft's own account where it gives
its name, are looked up there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

from postcheck.checks import cues, wording
from postcheck.checks.kind import Kind, Scene
from postcheck.checks.phrase import Phrase, Shelf, compile_phrase
from postcheck.config.shape import ListOf, OneOf, Text
from postcheck.model.check import Check, Match, Slot
from postcheck.model.context import OFFICIAL
from postcheck.model.draft import Draft

CONTACTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "a school e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.[\w.]{2,}"),
        "a telephone number": re.compile(r"(?<!\d)(?:\(\d{3}\) ?|\d{3}[-. ])?\d{3}[-. ]\d{4}(?!\d)"),
        "a link to the homepage": re.compile(
            r"https?://|www\.|(?<![@\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:us|org|com|net|edu|gov)\b"
        ),
    }
)
"""What an official page must show, as far as words can. Source: 428 III.D."""
_HANDLE = re.compile(r"@[\w.]+")
_PAGE = frozenset({"page"})
"""The tag of a match of a page; the question whether the office was told of it, which one policy asks, has none."""
_WHOLE = _PAGE | {"whole"}
_ALONE, _BESIDE = "stated", "stated-beside"  # contact details said to be missing; the second only of an announced page
_STATED = frozenset({_ALONE, _BESIDE})
"""The tags of cues by which the post itself says that contact details are missing."""
_SHORTEST = 5  # letters; a shorter page's name may stand in any text


class Accounts(NamedTuple):
    """The compiled options of a check of this kind."""

    registration: bool
    words: cues.Wordings
    approved: tuple[Phrase, ...]
    refused: tuple[Phrase, ...]


def missing_contacts(text: str) -> tuple[str, ...]:
    """What of an official page's contact details does not stand in a text."""
    return tuple(name for name, pattern in CONTACTS.items() if not pattern.search(text.casefold()))


def _compile(values: Mapping[str, Any], shelf: Shelf) -> Accounts:
    def phrases(key: str) -> tuple[Phrase, ...]:
        return tuple(compile_phrase(text, shelf) for text in values.get(key) or ())

    words = cues.compile_options(values, shelf)
    return Accounts(values["asks"] == "registration", words, phrases("approved"), phrases("refused"))


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    options: Accounts = check.options
    said = list(wording.find_cues(check, options.words, scene))
    announced = next((match for match in said if not match.tags & _STATED), None)  # one page a post
    stated = [match for match in said if _ALONE in match.tags or (announced and match.tags & _STATED)]
    if options.registration and announced is not None:
        yield from _registration(options, scene, replace(announced, tags=_PAGE))
    elif not options.registration:
        if announced is not None:
            yield from _profile(scene, replace(announced, tags=_PAGE))
        yield from (replace(match, tags=_PAGE) for match in stated[:1])
    yield from _own(check, options, scene)


def _registration(options: Accounts, scene: Scene, announced: Match) -> Iterator[Match]:
    texts = [folded.text for folded in scene.reading.folded]
    page = _named(scene, announced)
    refused = announced.answer == "no" or _any(options.refused, texts)
    if page == "approved" or (page is None and not refused and _any(options.approved, texts)):
        yield replace(announced, answer="yes")
        yield replace(announced, wording="telling", answer="unknown", tags=frozenset({"ask"}))
    elif page is not None:
        yield replace(announced, wording=page, answer="no", confidence="certain")
    elif refused:
        yield replace(announced, wording="refused", answer="no")
    else:
        yield replace(announced, answer="unknown")


def _profile(scene: Scene, announced: Match) -> Iterator[Match]:
    missing = missing_contacts(_text(scene.reading.draft))
    if missing:
        yield replace(announced, slots=_slots(missing))


def _named(scene: Scene, announced: Match) -> str | None:
    """What the accounts record says of a page named in the announcing sentence, or by its handle anywhere in the part."""
    records = scene.known.records
    if records is None or not records.has("accounts") or announced.part is None:
        return None
    text = scene.reading.draft.parts[announced.part].text
    wanted = "".join(char for char in scene.reading.folded[announced.part].text if char.isalnum())
    for page in records.accounts:
        name = records.handle(page.name)
        if len(name) > _SHORTEST and name in wanted:
            return _state(page.registered, page.approved)
    handles = [handle for handle in _HANDLE.findall(text) if not text[: text.find(handle)][-1:].isalnum()]
    return "unlisted" if handles else None


def _state(registered: str, approved: str) -> str:
    return "unregistered" if not registered else "unapproved" if not approved else "approved"


def _own(check: Check, options: Accounts, scene: Scene) -> Iterator[Match]:
    """The account that the post goes out from, where the draft names it and the district keeps a record of accounts."""
    records, name = scene.known.records, scene.context.page
    if records is None or name is None or not records.has("accounts"):
        return
    page = records.account(name, scene.context.platform or "")
    if page is None:
        if options.registration and scene.context.account in (None, *OFFICIAL):
            yield Match(check.id, None, 0, 0, "certain", "own-unlisted", answer="no", tags=_WHOLE)
        return
    if (page.kind or scene.context.account) not in OFFICIAL:
        return
    row: dict[str, Slot] = {"row": str(page.source)}
    if options.registration:
        state = _state(page.registered, page.approved)
        if state != "approved":
            yield Match(check.id, None, 0, 0, "certain", f"own-{state}", row, "no", tags=_WHOLE)
    elif page.profile and (missing := missing_contacts(page.profile)):
        yield Match(check.id, None, 0, 0, "certain", "own", {**row, **_slots(missing)}, tags=_WHOLE)


def _slots(missing: tuple[str, ...]) -> Mapping[str, Slot]:
    *first, last = missing
    return MappingProxyType({"missing": f"{', '.join(first)} and {last}" if first else last})


def _text(draft: Draft) -> str:
    return "\n".join(part.text for part in draft.parts)


def _any(phrases: tuple[Phrase, ...], texts: Iterable[str]) -> bool:
    return any(wording.any_phrase(phrases, text) for text in texts)


def _entries(options: Accounts) -> Iterable[tuple[int, frozenset[str] | None]]:
    return cues.entries(options.words)


ACCOUNT = Kind(
    shapes={
        "asks": OneOf(("registration", "profile")),
        "approved": ListOf(Text()),
        "refused": ListOf(Text()),
        **cues.SHAPES,
    },
    required=("asks", "cues"),
    compile=_compile,
    entries=_entries,
    find=_find,
)
