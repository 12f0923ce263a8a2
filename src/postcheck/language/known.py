"""Names that everybody knows: public figures, characters, titles, and things named after people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from postcheck.config import rules
from postcheck.language.fold import Folded, plain
from postcheck.language.sentences import Span

_WORD = re.compile(r"[^\W_]+")
_LISTS = {
    "public-figures": "a public figure",
    "public-single": "a public figure",
    "characters": "a character",
    "works": "the title of a work",
    "named-after": "something named after a person",
}
_ONLY_BESIDE_A_CUE = "also-given-names"


class Listed(NamedTuple):
    """A stretch of typed text that a list knows, and what it is. `weak` ones are given names too."""

    span: Span
    what: str
    weak: bool
    words: int


class _Entries(NamedTuple):
    """The entries that begin with one word: how many words they have, the most first, and what each is."""

    lengths: tuple[int, ...]
    what: dict[tuple[str, ...], tuple[str, bool]]


@cache
def _by_first() -> dict[str, list[tuple[str, str, bool]]]:
    """Every entry, as it stands in its list, by its first word: parsing all of them would cost each start."""
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for name, what in _LISTS.items():
        for section, entries in rules.sections(name).items():
            weak = section == _ONLY_BESIDE_A_CUE
            for entry in entries:
                first = entry.partition(" ")[0]
                first = first.lower() if first.isalnum() and first.isascii() else next(iter(_words(entry)), "")
                found.setdefault(first, []).append((entry, what, weak))
    return found


@cache
def _entries(first: str) -> _Entries:
    what = {_words(entry): (what, weak) for entry, what, weak in _by_first()[first]}
    return _Entries(tuple(sorted({*map(len, what)}, reverse=True)), what)


def _words(entry: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(plain(entry)))


def listed(folded: Folded) -> Iterator[Listed]:
    """Every listed name in a text, the longest at each place."""
    index = _by_first()
    words = tuple(_WORD.findall(folded.text))
    openers = [at for at, word in enumerate(words) if word in index]
    found = list(_WORD.finditer(folded.text)) if openers else []
    after = 0
    for at in openers:
        if at < after:
            continue
        entries = _entries(words[at])
        for length in entries.lengths:
            entry = entries.what.get(words[at : at + length])
            if entry is not None and at + length <= len(words):
                after = at + length
                yield Listed(Span(*folded.back(found[at].start(), found[after - 1].end())), *entry, length)
                break
