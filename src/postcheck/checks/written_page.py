"""A part of a draft as it is searched for students' names: its words, what stands between them, and where handles are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from postcheck.language.fold import Folded
from postcheck.language.names import lexicon
from postcheck.language.people import Person
from postcheck.model.draft import Part

_WORD = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"[ '_-]|\. ?")  # between the words of one half of a name
_HANDLE = re.compile(r"(?<![\w.])[#@][\w.]+|(?:https?://|www\.)\S+")


class Word(NamedTuple):
    """A word of the folded text, and how it is typed."""

    text: str  # folded
    start: int  # folded offsets
    end: int
    typed: str

    @property
    def capital(self) -> bool:
        """Whether it is typed with a capital."""
        return self.typed[:1].isupper()


class Found(NamedTuple):
    """A name of the list, as folded offsets, in the words that make it."""

    first: int  # folded offsets
    last: int
    how: str
    rows: tuple[int, ...]
    words: Sequence[Word]


class Page:
    """A part as it is searched."""

    def __init__(self, part: Part, folded: Folded, people: Sequence[Person]) -> None:
        words = [
            Word(match.group(), *match.span(), part.text[slice(*folded.back(*match.span()))])
            for match in _WORD.finditer(folded.text)
        ]
        self.text, self.words = folded.text, words
        self.joined = part.kind in ("filename", "link")
        self.handles = [] if self.joined else [match.span() for match in _HANDLE.finditer(folded.text)]
        self.plain = [len(word.text) > 1 and not word.capital and ordinary(word.text) for word in words]
        for first, last in self.handles:
            for at, word in enumerate(words):
                self.plain[at] &= not (first <= word.start < last)
        self.spans = {folded.forth(*person.span) for person in people}

    def gap(self, at: int) -> str:
        """What stands between a word and the next."""
        return self.text[self.words[at].end : self.words[at + 1].start]

    def whole(self, first: int, stop: int) -> str | None:
        """The words [first, stop) run together, None when they cannot be one half of a name."""
        for at in range(first, stop - 1):
            if not _INSIDE.fullmatch(self.gap(at)):
                return None
        return "".join(word.text for word in self.words[first:stop])

    def prose(self, first: int, stop: int) -> bool:
        """Whether the words [first, stop) are all ordinary ones in small letters: no name of the list is written so."""
        return all(self.plain[max(0, first) : stop]) and not self.joined

    def in_handle(self, start: int, end: int) -> bool:
        """Whether a range lies in a hashtag, a handle, a file name or an address."""
        return self.joined or any(first <= start and end <= last for first, last in self.handles)

    def person(self, start: int, end: int) -> bool:
        """Whether the name finder sees a name in exactly that range."""
        return (start, end) in self.spans

    def inside(self, start: int, end: int) -> bool:
        """Whether the name finder sees a longer name that only ends there: 'Michael B. Jordan'."""
        return any(first < start and end <= last for first, last in self.spans)

    def longer(self, first: int, end: int) -> bool:
        """Whether the name finder sees the name of somebody else there, with one more given name before it."""
        before = self.words[first - 1] if first else None
        return before is not None and given_name(before.text) and self.inside(self.words[first].start, end)

    def written_as_name(self, found: Found, common: bool) -> bool:
        """Whether the words are written as a name: ordinary words need capitals, an initial its full stop."""
        if self.in_handle(found.first, found.last):
            return True
        if found.how in ("initial", "begun", "slip") or common:
            return all(word.capital for word in found.words)
        return True


def given_name(word: str) -> bool:
    """Whether a word is a given name and nothing else."""
    given, _, common = lexicon.bands(lexicon.load().lookup(word))
    return given > 0 and common == 0


def ordinary(word: str) -> bool:
    """Whether a word stands in dictionaries too."""
    return lexicon.bands(lexicon.load().lookup(word))[2] > 0
