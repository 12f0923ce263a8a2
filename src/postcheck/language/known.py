"""Names that everybody knows: public figures, characters, titles, and things named after people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from postcheck.config import rules
from postcheck.language.fold import Folded
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
def _index() -> dict[str, _Entries]:
    """Every entry by its first word."""
    from postcheck.language.fold import plain

    index: dict[str, dict[tuple[str, ...], tuple[str, bool]]] = {}
    for name, what in _LISTS.items():
        for section, entries in rules.sections(name).items():
            for entry in entries:
                simple = entry.isascii() and entry.replace(" ", "").isalnum()  # most are, and folding each would cost
                words = tuple(entry.lower().split() if simple else _WORD.findall(plain(entry)))
                if words:
                    index.setdefault(words[0], {}).setdefault(words, (what, section == _ONLY_BESIDE_A_CUE))
    return {first: _Entries(tuple(sorted({*map(len, of)}, reverse=True)), of) for first, of in index.items()}


def listed(folded: Folded) -> Iterator[Listed]:
    """Every listed name in a text, the longest at each place."""
    index = _index()
    words = tuple(_WORD.findall(folded.text))
    openers = [at for at, word in enumerate(words) if word in index]
    found = list(_WORD.finditer(folded.text)) if openers else []
    after = 0
    for at in openers:
        if at < after:
            continue
        entries = index[words[at]]
        for length in entries.lengths:
            entry = entries.what.get(words[at : at + length])
            if entry is not None and at + length <= len(words):
                after = at + length
                yield Listed(Span(*folded.back(found[at].start(), found[after - 1].end())), *entry, length)
                break
