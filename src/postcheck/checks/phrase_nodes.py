"""What phrases are made of: words, gaps, chains of pieces and choices between them, each with what it must contain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from postcheck.language.fold import plain

if TYPE_CHECKING:
    from postcheck.checks.phrase_reader import Shelf

_BREAKS = re.compile(r"[\W_]+")
BETWEEN = r"(?:[^\w.!?\n]|_){1,4}"  # what parts two words of a phrase; never the end of a sentence
SHORTEST_LITERAL = 2
LONGEST_LITERAL = 24  # a longer word is known by its beginning
Needs = tuple[frozenset[str], ...]
"""Sets of texts; of each set at least one begins a word wherever a phrase matches."""


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says why."""


class Node(NamedTuple):
    """A piece of a phrase: a word, a gap, a number, a chain of pieces, or a choice between pieces.

    `literals`: texts of which one begins a word wherever the piece matches (None: nothing is sure). `probe`: for a leaf, a text
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


def loose(node: Node) -> Node:
    """A piece that may run together with its neighbour: its words need not stand alone."""
    later = node.later.nodes() if node.later else ()
    parts = (*node.parts, *later, *map(word, sorted(node.words)))
    return node._replace(probe=node.probe.strip(), parts=tuple(map(loose, parts)), words=frozenset(), later=None)


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
    sure = all(each.isalnum() and len(each) >= SHORTEST_LITERAL for each in telling)
    literals = frozenset(each[:LONGEST_LITERAL] for each in telling) if sure else None
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
    """Whether a piece of a chain must be there, at the beginning of a word."""
    return not node.optional and not node.joined


def is_single(node: Node) -> bool:
    """Whether a piece is one whole word and nothing else."""
    return node.kind == "leaf" and not node.optional and node.pattern.isalnum() and node.probe == f" {node.pattern} "


def _rarity(literals: frozenset[str]) -> tuple[int, int]:
    """Longer literals are rarer; of two as long, the fewer the better."""
    return min(len(literal) for literal in literals), -len(literals)
