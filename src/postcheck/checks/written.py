"""Names of the students' list in a draft, in every form in which people write them: a pass over the folded words.

Given name and family name in either order, with an initial or a nickname between them; an initial and a family name; a given
name and an initial; run together or joined in hashtags, handles and file names; with one slip of the keyboard. A name whose
words are all ordinary ones (Hunter Green) must be written with capitals. A given name alone is never enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from postcheck.checks.written_page import Found, Page, given_name, ordinary
from postcheck.language.fold import Folded
from postcheck.language.names import lexicon
from postcheck.language.people import Person
from postcheck.model.draft import Part
from postcheck.records.book import Roster
from postcheck.records.nouns import Source

_BETWEEN = re.compile(r" {1,2}|[-_.+]{1,2}")  # between its halves
_AFTER_INITIAL = re.compile(r"\.? ?|_|-")
_JOINED = re.compile(r"[-_.+]{1,2}|")
_QUOTED = re.compile(r" [\"'(\[]([\w .-]{1,30})[\"')\]] ")
_LINE_START = re.compile(r"(?:^|[\n;|\t:(])[\s\d.)*#>\u2022\u00b7-]*$")
_LINE_END = re.compile(r"\s*(?:$|[\n;|\t(\d\u2013\u2014)]|- |\.\s*(?:$|\n)|[a-z]\.)")
MOST_GIVEN = 3
MOST_FAMILY = 4
_LONGEST = 40  # letters of a run-together name
_SHORTEST = 6
_NO_END = frozenset("the a an and or of to in on at for is was are were be by with from as it we our my your".split())


class Hit(NamedTuple):
    """A student's name in a part, as a range of the typed text; `how` it is written, and which students are called so."""

    start: int
    end: int
    how: str  # full, turned, initial, begun, joined, slip
    sources: tuple[Source, ...]
    rows: tuple[int, ...]
    roster: Roster
    ordinary: bool


def find(part: Part, folded: Folded, people: Sequence[Person], rosters: Sequence[Roster]) -> list[Hit]:
    """The names of students in a part, the longest where several overlap; `people` are those found in the same part."""
    page = Page(part, folded, people)
    found: list[Hit] = []
    for roster in rosters:
        for each in _search(page, roster):
            common = all(ordinary(word.text) for word in each.words)
            if not page.written_as_name(each, common):
                continue
            span = folded.back(each.first, each.last)
            sources = tuple(roster.source(row) for row in each.rows)
            found.append(Hit(*span, each.how, sources, each.rows, roster, common))
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda each: (each.how == "slip", each.start - each.end, each.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda each: each.start)


def _search(page: Page, roster: Roster) -> Iterator[Found]:
    words = page.words
    for at in range(len(words)):
        for stop in range(at + 1, min(at + MOST_FAMILY, len(words)) + 1):
            family = page.whole(at, stop)
            if family is None:
                break
            if len(family) < 2 or not roster.has_family(family) or words[stop - 1].text in _NO_END:
                continue
            if page.prose(at - 1, stop + 1):
                continue
            yield from _before(page, roster, at, stop, family)
            yield from _turned(page, roster, at, stop, family)
    for at in range(len(words) - 1):
        yield from _begun(page, roster, at)
    if not roster.sealed:
        yield from _slips(page, roster)
    for at in range(len(words)):
        yield from _run_together(page, roster, at)


def _before(page: Page, roster: Roster, at: int, stop: int, family: str) -> Iterator[Found]:
    """A given name, or its initial, before the family name words[at:stop]."""
    words = page.words
    for last in _ends_of_given(page, at):
        for first in range(last - 1, max(-1, last - 1 - MOST_GIVEN), -1):
            given = page.whole(first, last)
            if given is None:
                break
            if len(given) > 1 and words[first].text not in _NO_END:
                rows = roster.named(given, family)
                if rows and not page.longer(first, words[stop - 1].end):
                    chosen = [*words[first:last], *words[at:stop]]
                    yield Found(words[first].start, words[stop - 1].end, "full", rows, chosen)
    if at and len(words[at - 1].text) == 1 and words[at].capital:
        first = at - 1
        stopped = page.gap(first) in (". ", ".")
        while first and len(words[first - 1].text) == 1 and page.gap(first - 1) in (". ", ".", " "):
            first -= 1  # J. K. Rowling is no K. Rowling
        if first and page.gap(first - 1) == " " and words[first - 1].capital and given_name(words[first - 1].text):
            return  # Booker T. Washington
        if stopped or (page.gap(first) == " " and words[first].text not in "ai" and not ordinary(family)):
            rows = roster.initial(words[first].text, family)
            if rows and len(words[first].typed) == 1 and not page.inside(words[first].start, words[stop - 1].end):
                yield Found(words[first].start, words[stop - 1].end, "initial", rows, [words[first], *words[at:stop]])


def _ends_of_given(page: Page, at: int) -> Iterator[int]:
    """Where a given name may end before a family name at `at`: right before it, or before an initial or a nickname."""
    words = page.words
    if at and _BETWEEN.fullmatch(page.gap(at - 1)):
        yield at
    initial = at > 1 and len(words[at - 1].text) == 1 and _AFTER_INITIAL.fullmatch(page.gap(at - 1))
    if initial and page.gap(at - 2) in (" ", "_", "-"):
        yield at - 1
    for back in (2, 3):
        if at >= back and _QUOTED.fullmatch(page.text[words[at - back].end : words[at].start]):
            yield at - back + 1


def _turned(page: Page, roster: Roster, at: int, stop: int, family: str) -> Iterator[Found]:
    """The family name first: 'Last, First' in a list, or joined in a file name."""
    words = page.words
    if stop >= len(words):
        return
    gap = page.gap(stop - 1)
    for end in range(stop + 1, min(stop + MOST_GIVEN, len(words)) + 1):
        given = page.whole(stop, end)
        if given is None:
            return
        start, last = words[at].start, words[end - 1].end
        loud = words[at].typed.isupper() and len(family) > 2 and not words[end - 1].typed.isupper()
        if gap in (", ", ","):
            listed = _LINE_START.search(page.text, max(0, start - 30), start) and _LINE_END.match(page.text, last)
            if not (listed or page.person(start, last)):
                continue
        elif not (
            (_JOINED.fullmatch(gap) and (gap or page.joined))
            or (gap in (" ", "") and (page.in_handle(start, last) or loud or page.person(start, last)))
        ):
            return
        if len(given) == 1:
            rows = roster.initial(given, family) if page.text[last : last + 1] == "." and gap in (", ", ",") else ()
            how = "initial"
        else:
            rows, how = roster.named(given, family), "turned"
        if rows:
            yield Found(start, last, how, rows, words[at:end])


def _begun(page: Page, roster: Roster, at: int) -> Iterator[Found]:
    """A given name and the initial of the family name: 'Emma R.'"""
    given, letter = page.words[at], page.words[at + 1]
    if len(letter.text) != 1 or len(given.text) < 2 or page.gap(at) != " " or not (letter.capital and given.capital):
        return
    stopped = page.text[letter.end : letter.end + 1] == "."
    spelled = at + 2 < len(page.words) and len(page.words[at + 2].text) == 1  # "Dana B. C."
    full = stopped and not spelled and not ordinary(given.text)
    if not (full or page.person(given.start, letter.end) or page.person(given.start, letter.end + 1)):
        return
    after = page.words[at + 2] if at + 2 < len(page.words) else None
    if after is not None and after.capital and page.text[letter.end : after.start] == ". " and not ordinary(after.text):
        return  # Emma R. Something: the initial of a middle name; an ordinary word may as well begin a sentence
    rows = roster.begun(given.text, letter.text)
    if rows:
        yield Found(given.start, letter.end, "begun", rows, [given, letter])


def _slips(page: Page, roster: Roster) -> Iterator[Found]:
    """Two neighbours of which one is a student's and the other nearly so, and no other name or word."""
    words = page.words
    for at in range(len(words) - 1):
        given, family = words[at], words[at + 1]
        if not _BETWEEN.fullmatch(page.gap(at)) or len(given.text) < 2 or len(family.text) < 2:
            continue
        if not ((given.capital and family.capital) or page.in_handle(given.start, family.end)):
            continue
        rows: tuple[int, ...] = ()
        if roster.has_family(family.text) and not _real(given.text):
            rows = roster.slipped_given(given.text, family.text)
        if not rows and not _real(family.text) and roster.has_given(given.text):
            rows = roster.slipped_family(given.text, family.text)
        if rows:
            yield Found(given.start, family.end, "slip", rows, [given, family])


def _run_together(page: Page, roster: Roster, at: int) -> Iterator[Found]:
    """One word of a hashtag, handle, file name or link that is both halves at once."""
    word = page.words[at]
    if not _SHORTEST <= len(word.text) <= _LONGEST or not page.in_handle(word.start, word.end):
        return
    for cut in range(2, len(word.text) - 1):
        for given, family in (
            (word.text[:cut], word.text[cut:]),
            (word.text[cut:], word.text[:cut]),
        ):
            rows = roster.named(given, family)
            if rows:
                yield Found(word.start, word.end, "joined", rows, [word])
                return


def _real(word: str) -> bool:
    """Whether a word is somebody's name, or an ordinary word: no slip, then."""
    return lexicon.bands(lexicon.load().lookup(word)) != (0, 0, 0)
