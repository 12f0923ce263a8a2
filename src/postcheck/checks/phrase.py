"""The phrase language of rule files: how a policy writer says what wording to look for.

    word            the word itself, in any case, with or without accents
    word*           the word with any ending (polic* = policy, policies; district* = districts, district's)
    (a|b c|d)       one of several
    [word]          may be missing
    floor+plan      joined in any way: floor plan, floor-plan, floor_plan, floorplan
    ...             up to four words between
    #               a number
    {list}          any entry of a word list in rules/words/ or of the check's own `lists`; entries are phrases too

A phrase compiles to a bounded regular expression on folded text: no repetition in it is open-ended over words, so a rule
file cannot make a run slow. `literals` gives texts of which at least one must occur wherever the phrase matches; the
prefilter looks for all of them in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from postcheck.checks.phrase_nodes import BETWEEN, Lists, Node, PhraseError, Shelf, parse, words_of

__all__ = ["Glance", "Lists", "Phrase", "PhraseError", "Shelf", "compile_phrase"]


@dataclass(frozen=True, eq=False)
class Phrase:
    """A phrase, compiled when it is first needed: of the thousands of a run, most never are."""

    text: str
    shelf: Shelf

    @cached_property
    def root(self) -> Node:
        """What the phrase is made of. Raises PhraseError with what is wrong."""
        return parse(self.text, self.shelf)

    @property
    def literals(self) -> frozenset[str] | None:
        """Texts of which at least one must occur wherever the phrase matches; None when nothing is sure."""
        return self.root.literals

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The phrase as one regular expression, whatever the text; a `Glance` is quicker for phrases over long lists."""
        pattern = _Uncut("")._render(self.root)
        assert pattern is not None  # nothing is cut
        return _regex(pattern)


class Glance:
    """A folded text in which phrases are looked for, each cut down first to the words that occur in the text.

    A phrase over long word lists would cost more to compile than a draft costs to read; cut down, it is short. What is
    cut cannot match, because its literals are not there.
    """

    __slots__ = ("_known", "_words", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self._words = words_of(text)
        self.words = frozenset(self._words.split())
        self._known: dict[int, str | None] = {}

    def find(self, phrase: Phrase) -> Iterator[re.Match[str]]:
        """Every place where a phrase matches."""
        pattern = self._render(phrase.root)
        return _regex(pattern).finditer(self.text) if pattern is not None else iter(())

    def has(self, phrase: Phrase) -> bool:
        """Whether a phrase matches anywhere."""
        pattern = self._render(phrase.root)
        return pattern is not None and _regex(pattern).search(self.text) is not None

    def has_any(self, phrases: Iterable[Phrase]) -> bool:
        """Whether any of the phrases matches anywhere."""
        return any(map(self.has, phrases))

    def may_have(self, phrase: Phrase) -> bool:
        """Whether all the literals are there that a phrase needs."""
        return self._render(phrase.root) is not None

    def _render(self, node: Node) -> str | None:
        """The pattern of a piece with what cannot match left out; None when nothing of it can."""
        if node.kind == "leaf":
            return node.pattern if self._may(node) else None
        if node.kind == "gap":
            return node.pattern
        key = id(node.parts) if node.parts else id(node.words)
        if key not in self._known:
            self._known[key] = self._choice(node) if node.kind == "choice" else self._chain(node.parts)
        return self._known[key]

    def _may(self, node: Node) -> bool:
        return node.probe in self._words

    def _single(self, words: frozenset[str]) -> frozenset[str]:
        return words & self.words

    def _choice(self, node: Node) -> str | None:
        patterns = [pattern for pattern in map(self._render, node.parts) if pattern is not None]
        patterns += sorted(self._single(node.words))
        if not patterns:
            return None
        return patterns[0] if len(patterns) == 1 else "(?:" + "|".join(patterns) + ")"

    def _chain(self, parts: tuple[Node, ...]) -> str | None:
        written = ""
        started = False  # whether anything sure has been written, so that a separator is due
        for node in parts:
            pattern = self._render(node)
            if pattern is None:
                if node.optional:
                    continue
                return None
            between = r"[ _-]{0,2}" if node.joined else BETWEEN
            if node.kind == "gap":
                written += pattern
            elif not started:
                written += f"(?:{pattern}{BETWEEN})?" if node.optional else pattern
                started = not node.optional
            else:
                written += f"(?:{between}{pattern})?" if node.optional else f"{between}{pattern}"
        return written


class _Uncut(Glance):
    """Renders phrases whole."""

    __slots__ = ()

    def _may(self, node: Node) -> bool:
        return True

    def _single(self, words: frozenset[str]) -> frozenset[str]:
        return words


@lru_cache(maxsize=8192)
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])")


def compile_phrase(text: str, lists: Lists | Shelf, late: bool = False) -> Phrase:
    """Compile a phrase; `lists` gives the entries of a word list. Raises PhraseError with what is wrong.

    Whoever compiles many phrases puts the lists on a `Shelf` first. A `late` phrase waits for its first use, and is only
    then found to be wrong; the examples' trial uses all of them.
    """
    phrase = Phrase(text, lists if isinstance(lists, Shelf) else Shelf(lists))
    if not late:
        _ = phrase.root
    return phrase
