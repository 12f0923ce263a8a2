"""What phrases are made of: words, gaps, chains of pieces and choices between them, each with what it must contain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from postcheck.language.fold import plain

if TYPE_CHECKING:
    from postcheck.checks.phrase_reader import Shelf

_BREAKS = re.compile(r"[\W_]+")
_COMMON_WORDS = """
the and a to s in for by of is on at it with from our who you we was i her are one has grade will all de that not day she coach my
his be this no up first he class room la new team as out your t thank about so bus school two friday year week got have lunch mr
student me teacher please back if us state night board club them thanks made last read years said best were they can asked second
after now today off had says office three kids bring mrs still ms do every time did home see found here thursday students girls
an but or what when how there more just their been than into over some then only know like good come make take get go going
boys game tonight tomorrow families parents principal middle high elementary monday tuesday wednesday next book books
"""
BETWEEN = r"(?:[^\w.!?\n]|_){1,4}"  # what parts two words of a phrase; never the end of a sentence
SHORTEST_LITERAL = 2
LONGEST_LITERAL = 24  # a longer word is known by its beginning
ANY_NUMBER = "#"  # the literal of what is a number
_RARE = 0.6  # how much rarer a word or beginning is for each further letter
_COMMON: Mapping[str, float] = MappingProxyType(
    {ANY_NUMBER: 30.0} | {word: 45 / rank for rank, word in enumerate(_COMMON_WORDS.split(), 1)}
)
"""The commonest words of school posts, with how often each occurs in a thousand words by Zipf's law."""
Needs = tuple[frozenset[str], ...]
"""Sets of literals, of each of which one occurs wherever a phrase matches: the beginning of a word; with a space after it, a
whole word; or `ANY_NUMBER`."""


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says why."""


class Node(NamedTuple):
    """A piece of a phrase: a word, a gap, a number, a chain of pieces, or a choice between pieces.

    `literals`: as in `Needs`, of which one occurs wherever the piece matches (None: nothing is sure). `probe`: for a leaf, a text
    that must occur in the words of the text, parted and surrounded by single spaces. `words`: a choice's single words, which
    a set finds faster than a search each. `gaps` counts how many gaps one way through it has at most; `joined` follows its
    neighbour with any joiner or none. `later`: a choice's further entries, read when a text may have them.
    """

    kind: Literal["leaf", "gap", "chain", "choice"]
    pattern: str = ""
    parts: tuple[Node, ...] = ()
    words: frozenset[str] = frozenset()
    literals: frozenset[str] | None = None
    probe: str = ""
    optional: bool = False
    joined: bool = False
    gaps: int = 0
    later: Later | None = None


class Later:
    """Entries of a word list, each with its needs; `shelf` reads them."""

    def __init__(self, shelf: Shelf, entries: tuple[tuple[str, Needs], ...]) -> None:
        self.shelf = shelf
        self.entries = entries

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The numbers of the entries by their rarest literals; of those without any, by the empty text."""
        places: dict[str, list[int]] = {}
        for number, (_, needs) in enumerate(self.entries):
            for literal in needs[0] if needs else ("",):
                places.setdefault(literal, []).append(number)
        return places

    def among(self, there: frozenset[str]) -> Iterator[tuple[str, Needs]]:
        """The entries of which the rarest literal is there, in the list's order."""
        numbers = set(self._places.get("", ()))
        for literal in self._places.keys() & there:
            numbers.update(self._places[literal])
        return (self.entries[number] for number in sorted(numbers))

    def nodes(self) -> Iterator[Node]:
        """All of them, read."""
        return (self.shelf.branch(entry) for entry, _ in self.entries)


def words_of(text: str) -> str:
    """The words of a text, parted and surrounded by single spaces."""
    return f" {_BREAKS.sub(' ', text)} "


def needs_of(root: Node) -> Needs:
    """What must occur wherever a phrase matches, the rarest first."""
    nodes = root.parts if root.kind == "chain" else (root,)
    sure = [node.literals for node in nodes if _is_sure(node) and node.literals is not None]
    return tuple(sorted(sure, key=_rarity, reverse=True))


def join(left: Node, right: Node) -> tuple[Node, Node]:
    """Two pieces that may run together: "re+upload" needs a word that begins with "reupload", or one with "upload"."""
    firsts = left.words or ({left.pattern} if left.kind == "leaf" and left.pattern.isalnum() else ())
    simple = firsts and not (left.parts or left.later or left.optional or left.joined)
    if not simple or right.literals is None or ANY_NUMBER in right.literals:
        return loose(left), loose(right)._replace(joined=True, literals=None)
    together = {f"{first}{literal.rstrip()}"[:LONGEST_LITERAL] for first in firsts for literal in right.literals}
    return loose(left), loose(right)._replace(joined=True, literals=right.literals | together)


def loose(node: Node) -> Node:
    """A piece that may run together with its neighbour: its words need not stand alone."""
    later = node.later.nodes() if node.later else ()
    parts = (*node.parts, *later, *map(word, sorted(node.words)))
    literals = frozenset(literal.rstrip() for literal in node.literals or ())
    return node._replace(
        probe=node.probe.strip(),
        parts=tuple(map(loose, parts)),
        words=frozenset(),
        later=None,
        literals=literals if literals and min(map(len, literals)) >= SHORTEST_LITERAL else None,
    )


@cache
def plain_words(text: str) -> Node:
    """Words without any sign of the language: most entries of lists, so they are made in one go."""
    words = list(map(word, text.split()))
    if len(words) == 1:
        return words[0]
    sure = [each.literals for each in words if each.literals is not None]
    pattern = BETWEEN.join(each.pattern for each in words)
    probes = [each.probe for each in words]
    exact = all(probe.startswith(" ") and probe.endswith(" ") for probe in probes)
    probe = " ".join(each.strip() for each in probes) if exact else max(probes, key=len)
    return Node("leaf", pattern, literals=max(sure, key=_rarity, default=None), probe=f" {probe} " if exact else probe)


@cache
def word(text: str) -> Node:
    """A word, or the beginning of one (`polic*`). Raises PhraseError when nothing stands before the star."""
    stem = plain(text.rstrip("*"))
    if not stem:
        raise PhraseError("a '*' needs the beginning of a word")
    pattern = re.escape(stem).replace("'", "'?")
    if text.endswith("*"):
        pattern += r"\w*(?:'\w+)?"
    longest = max(stem.split("'"), key=len)
    core = _BREAKS.sub(" ", longest if "'" in stem else stem).strip()
    telling = {stem.replace("'", ""), longest} if "'" in stem else {max(core.split(), key=len, default="")}
    whole = "'" not in stem and not text.endswith("*") and all(len(each) <= LONGEST_LITERAL for each in telling)
    sure = all(each.isalnum() and (whole or len(each) >= SHORTEST_LITERAL) for each in telling)
    literals = frozenset(f"{each} " if whole else each[:LONGEST_LITERAL] for each in telling) if sure else None
    left = "" if "'" in stem or not stem[0].isalnum() else " "
    right = "" if "'" in stem or text.endswith("*") or not stem[-1].isalnum() else " "
    probe = f"{left}{core}{right}" if core else ""
    return Node("leaf", pattern, literals=literals, probe=probe)


def chain(nodes: list[Node]) -> Node:
    """Nodes one after another; the rarest sure literals are the chain's."""
    sure = [node.literals for node in nodes if _is_sure(node) and node.literals is not None]
    optional = all(node.optional for node in nodes)
    if len(nodes) == 1 and nodes[0].kind != "gap":
        return nodes[0]._replace(joined=False)
    return Node(
        "chain",
        parts=tuple(nodes),
        literals=max(sure, key=_rarity, default=None),
        optional=optional,
        gaps=sum(node.gaps for node in nodes),
    )


def alternatives(branches: list[Node]) -> Node:
    """A choice between nodes; what must occur is what any of them needs."""
    if len(branches) == 1:
        return branches[0]
    literals: frozenset[str] | None = frozenset()
    for branch in branches:
        literals = None if literals is None or branch.literals is None else literals | branch.literals
    words = frozenset(branch.pattern for branch in branches if is_single(branch))
    return Node(
        "choice",
        parts=tuple(branch for branch in branches if not is_single(branch)),
        words=words,
        literals=literals,
        optional=any(branch.optional for branch in branches),
        gaps=max(branch.gaps for branch in branches),
    )


def _is_sure(node: Node) -> bool:
    """Whether a piece of a chain must be there."""
    return not node.optional


def is_single(node: Node) -> bool:
    """Whether a piece is one whole word and nothing else."""
    return node.kind == "leaf" and not node.optional and node.pattern.isalnum() and node.probe == f" {node.pattern} "


def _rarity(literals: frozenset[str]) -> float:
    """How rarely any of the literals occurs, as a negative rate in a thousand words."""
    return -sum(map(_rate, literals))


@cache
def _rate(literal: str) -> float:
    """How often a literal occurs in a thousand words, roughly: by its letters, and more if a common word has it."""
    common = (rate for word, rate in _COMMON.items() if f"{word} ".startswith(literal))
    return _RARE ** len(literal.rstrip()) + sum(common)
