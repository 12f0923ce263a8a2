"""What phrases are made of: reading the phrase language into pieces, each with the literals that it must contain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Literal, NamedTuple

from postcheck.language.fold import plain

_TOKEN = re.compile(
    r"\s*(?:(?P<choice>\([\w' |-]*\w[\w' |-]*\)|\[[\w' |-]*\w[\w' |-]*\])"  # plain words in brackets
    r"|(?P<gap>\.\.\.)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|(?P<set>\{[a-z0-9-]+\})|(?P<number>#)"
    r"|(?P<join>\+)|(?P<word>[^\s()\[\]|{}#+]+))"
)
_BREAKS = re.compile(r"[\W_]+")
_PLAIN_WORDS = re.compile(r"[\w' -]+")
_CHOICE = re.compile(r"\([\w' -]*\w(?:\|[\w' -]*\w[ ]*)*\)")
BETWEEN = r"(?:[^\w.!?\n]|_){1,4}"  # what parts two words of a phrase; never the end of a sentence
_WHOLE = r"[^\W_]+(?:['@.-][^\W_]+)*(?![^\W_]|['@-][^\W_])"  # a word, in one reading only, so that no gap backtracks
_GAP = rf"(?:{BETWEEN}{_WHOLE}){{0,4}}?"
_MOST_GAPS = 4
Lists = Callable[[str], Iterable[str]]
Needs = tuple[frozenset[str], ...]
"""Sets of texts; of each set at least one must occur wherever a phrase matches."""


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says why."""


class Node(NamedTuple):
    """A piece of a phrase: a word, a gap, a number, a chain of pieces, or a choice between pieces.

    `literals`: texts of which one must occur wherever the piece matches (None: nothing is sure). `probe`: for a leaf, a text
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


class Later(NamedTuple):
    """Entries of a word list, each with its needs; `shelf` reads them."""

    shelf: Shelf
    entries: tuple[tuple[str, Needs], ...]

    def nodes(self) -> Iterator[Node]:
        """All of them, read."""
        return (self.shelf.branch(entry) for entry, _ in self.entries)


class Listed(NamedTuple):
    """What is known of a word list without its entries being read: its single words, and the needs of the others."""

    words: frozenset[str]
    entries: tuple[tuple[str, Needs], ...]
    literals: frozenset[str] | None
    optional: bool
    gaps: int


class Known(NamedTuple):
    """What reading a file's phrases and lists told of them, in plain values; an earlier run's saves reading them."""

    needs: dict[str, Needs]  # by the phrase's text
    lists: dict[str, tuple[Any, ...]]  # by the list's name, each a `Listed`


def words_of(text: str) -> str:
    """The words of a text, parted and surrounded by single spaces."""
    return f" {_BREAKS.sub(' ', text)} "


class Shelf:
    """The word lists of a rule file, each read once for all the phrases that name it; `entries` gives those of a list."""

    def __init__(self, entries: Lists, known: Known | None = None) -> None:
        self.entries = entries
        self.known = known or Known({}, {})
        self._nodes: dict[str, Node | None] = {}
        self._branches: dict[str, Node] = {}

    def node(self, name: str) -> Node:
        """Any entry of a list: entries are phrases, and may name other lists, but none that is being read."""
        if name not in self._nodes:
            self._nodes[name] = None
            if name not in self.known.lists:
                self.known.lists[name] = tuple(self._read(name))
            words, entries, literals, optional, gaps = self.known.lists[name]
            later = Later(self, entries) if entries else None
            self._nodes[name] = Node(
                "choice", words=words, literals=literals, optional=optional, gaps=gaps, later=later
            )
        node = self._nodes[name]
        if node is None:
            raise PhraseError(f"the list '{name}' names itself")
        return node

    def branch(self, entry: str) -> Node:
        """An entry of a list."""
        if entry not in self._branches:
            self._branches[entry] = _plain_words(entry) if _PLAIN_WORDS.fullmatch(entry) else _whole(entry, self)
        return self._branches[entry]

    def _read(self, name: str) -> Listed:
        entries = (each for entry in self.entries(name) for each in _parted(entry))
        branches = {entry: self.branch(entry) for entry in entries}
        if not branches:
            raise PhraseError(f"the word list '{name}' is empty")
        whole = _alternatives(list(branches.values()))
        others = tuple((entry, needs_of(node)) for entry, node in branches.items() if not _is_single(node))
        words = frozenset(node.pattern for node in branches.values() if _is_single(node))
        return Listed(words, others, whole.literals, whole.optional, whole.gaps)


def _parted(entry: str) -> list[str]:
    """The entries for which one stands that is a mere choice between words."""
    return entry[1:-1].split("|") if _CHOICE.fullmatch(entry) else [entry]


def parse(text: str, shelf: Shelf) -> Node:
    """Read a phrase. Raises PhraseError with what is wrong."""
    node = _whole(text, shelf)
    if node.optional:
        raise PhraseError(f"'{text}' could match nothing at all")
    if node.gaps > _MOST_GAPS:
        raise PhraseError(f"'{text}' has more than {_MOST_GAPS} gaps (...)")
    return node


def _whole(text: str, shelf: Shelf) -> Node:
    tokens = _tokens(text)
    node, rest = _sequence(tokens, 0, shelf)
    if rest != len(tokens):
        raise PhraseError(f"a ')' or ']' too many in '{text}'")
    return node


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match or match.end() == at:
            if text[at:].strip():
                raise PhraseError(f"cannot read '{text[at:]}' in '{text}'")
            break
        kind = match.lastgroup or ""
        tokens.append((kind, match.group(kind)))
        at = match.end()
    return tokens


def _sequence(tokens: list[tuple[str, str]], at: int, shelf: Shelf) -> tuple[Node, int]:
    """Alternatives up to a closing sign or the end."""
    branches: list[list[Node]] = [[]]
    joined = False
    while at < len(tokens):
        kind, text = tokens[at]
        if kind == "close":
            break
        at += 1
        if kind == "bar":
            branches.append([])
            continue
        if kind == "join":
            joined = True
            continue
        if kind == "choice":
            node = _alternatives([_plain_words(words) for words in text[1:-1].split("|")])
            if text[0] == "[":
                node = node._replace(optional=True)
        elif kind == "open":
            inner, at = _sequence(tokens, at, shelf)
            if at >= len(tokens) or tokens[at][1] != {"(": ")", "[": "]"}[text]:
                raise PhraseError(f"'{text}' is not closed")
            at += 1
            node = inner._replace(optional=inner.optional or text == "[")
        else:
            node = _leaf(kind, text, shelf)
        if joined:
            branches[-1] = [*branches[-1][:-1], *map(_loose, branches[-1][-1:])]
            node = _loose(node)._replace(joined=True)
        branches[-1].append(node)
        joined = False
    return _alternatives([_chain(branch) for branch in branches]), at


def needs_of(root: Node) -> Needs:
    """What must occur wherever a phrase matches, the rarest first."""
    nodes = root.parts if root.kind == "chain" else (root,)
    sure = [node.literals for node in nodes if not node.optional and node.literals is not None]
    return tuple(sorted(sure, key=_rarity, reverse=True))


def _loose(node: Node) -> Node:
    """A piece that may run together with its neighbour: its words need not stand alone."""
    later = node.later.nodes() if node.later else ()
    parts = (*node.parts, *later, *map(_word, sorted(node.words)))
    return node._replace(probe=node.probe.strip(), parts=tuple(map(_loose, parts)), words=frozenset(), later=None)


def _leaf(kind: str, text: str, shelf: Shelf) -> Node:
    if kind == "gap":
        return Node("gap", _GAP, optional=True, gaps=1)
    if kind == "number":
        return Node("leaf", r"\d+(?:[,.:]\d+)*")
    if kind == "set":
        return shelf.node(text[1:-1])
    return _word(text)


@cache
def _plain_words(text: str) -> Node:
    """Words without any sign of the language: most entries of lists, so they are made in one go."""
    words = [_word(word) for word in text.split()]
    if len(words) == 1:
        return words[0]
    sure = [word.literals for word in words if word.literals is not None]
    pattern = BETWEEN.join(word.pattern for word in words)
    probes = [word.probe for word in words]
    exact = all(probe.startswith(" ") and probe.endswith(" ") for probe in probes)
    probe = " ".join(each.strip() for each in probes) if exact else max(probes, key=len)
    return Node("leaf", pattern, literals=max(sure, key=_rarity, default=None), probe=f" {probe} " if exact else probe)


@cache
def _word(text: str) -> Node:
    stem = plain(text.rstrip("*"))
    if not stem:
        raise PhraseError("a '*' needs the beginning of a word")
    pattern = re.escape(stem).replace("'", "'?")
    if text.endswith("*"):
        pattern += r"\w*(?:'\w+)?"
    longest = max(stem.split("'"), key=len)
    core = _BREAKS.sub(" ", longest if "'" in stem else stem).strip()
    left = "" if "'" in stem or not stem[0].isalnum() else " "
    right = "" if "'" in stem or text.endswith("*") or not stem[-1].isalnum() else " "
    probe = f"{left}{core}{right}" if core else ""
    return Node("leaf", pattern, literals=frozenset({longest}) if len(longest) > 1 else None, probe=probe)


def _chain(nodes: list[Node]) -> Node:
    """Nodes one after another; the rarest sure literals are the chain's."""
    sure = [node.literals for node in nodes if not node.optional and node.literals is not None]
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


def _alternatives(branches: list[Node]) -> Node:
    if len(branches) == 1:
        return branches[0]
    literals: frozenset[str] | None = frozenset()
    for branch in branches:
        literals = None if literals is None or branch.literals is None else literals | branch.literals
    words = frozenset(branch.pattern for branch in branches if _is_single(branch))
    return Node(
        "choice",
        parts=tuple(branch for branch in branches if not _is_single(branch)),
        words=words,
        literals=literals,
        optional=any(branch.optional for branch in branches),
        gaps=max(branch.gaps for branch in branches),
    )


def _is_single(node: Node) -> bool:
    """Whether a piece is one whole word and nothing else."""
    return node.kind == "leaf" and not node.optional and node.pattern.isalnum() and node.probe == f" {node.pattern} "


def _rarity(literals: frozenset[str]) -> tuple[int, int]:
    """Longer literals are rarer; of two as long, the fewer the better."""
    return min(len(literal) for literal in literals), -len(literals)
