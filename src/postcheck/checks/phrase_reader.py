"""Reading the phrase language: phrases and word lists into the pieces that they are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from postcheck.checks.phrase_nodes import (
    ANY_NUMBER,
    BETWEEN,
    Later,
    Needs,
    Node,
    PhraseError,
    alternatives,
    chain,
    is_single,
    join,
    loose,
    needs_of,
    plain_words,
    word,
)

_TOKEN = re.compile(
    r"\s*(?:(?P<choice>\([\w' |-]*\w[\w' |-]*\)|\[[\w' |-]*\w[\w' |-]*\])"  # plain words in brackets
    r"|(?P<gap>\.\.\.)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|(?P<set>\{[a-z0-9-]+\})|(?P<money>\$\s*#)|(?P<number>#)"
    r"|(?P<join>\+)|(?P<word>[^\s()\[\]|{}#+]+))"
)
_PLAIN_WORDS = re.compile(r"[\w' -]+")
_NUMBER = r"\d+(?:[,.:]\d+)*"
_SIGNS = re.compile(r"([()\[\]|])")
_SPACE = re.compile(r"\s*")
_LONG = 40  # characters; a longer choice in brackets is kept like a list
_WHOLE = r"[^\W_]+(?:['@.-][^\W_]+)*(?![^\W_]|['@-][^\W_])"  # a word, in one reading only, so that no gap backtracks
_GAP = rf"(?:{BETWEEN}{_WHOLE}){{0,4}}?"
_MOST_GAPS = 4
Lists = Callable[[str], Iterable[str]]


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


class Shelf:
    """The word lists of a rule file, each read once for all the phrases that name it; `entries` gives those of a list."""

    def __init__(self, entries: Lists, known: Known | None = None) -> None:
        self.entries = entries
        self.known = known or Known({}, {})
        self._nodes: dict[str, Node | None] = {}
        self._branches: dict[str, Node] = {}

    def node(self, name: str) -> Node:
        """Any entry of a list: entries are phrases, and may name other lists, but none that is being read.

        A long choice in brackets is a list too, its text its name: what a text cannot have of it is never read.
        """
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
            self._branches[entry] = plain_words(entry) if _PLAIN_WORDS.fullmatch(entry) else _whole(entry, self)
        return self._branches[entry]

    def _read(self, name: str) -> Listed:
        entries = (each for entry in ([name] if name[0] == "(" else self.entries(name)) for each in _parted(entry))
        branches = {entry: self.branch(entry) for entry in entries}
        if not branches:
            raise PhraseError(f"the word list '{name}' is empty")
        whole = alternatives(list(branches.values()))
        others = tuple((entry, needs_of(node)) for entry, node in branches.items() if not is_single(node))
        words = frozenset(node.pattern for node in branches.values() if is_single(node))
        return Listed(words, others, whole.literals, whole.optional, whole.gaps)


def _parted(entry: str) -> list[str]:
    """The entries for which one stands that is a mere choice between some."""
    if not entry.startswith("(") or _closed(entry, 0) != len(entry):
        return [entry]
    parts, depth = [""], 0
    for piece in _SIGNS.split(entry[1:-1]):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(piece, 0)
        if piece == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _closed(text: str, at: int) -> int | None:
    """Where the bracket that opens at an offset is closed again; None when it is not, or not by its like."""
    depth = 0
    for sign in _SIGNS.finditer(text, at):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(sign.group(), 0)
        if not depth:
            return sign.end() if {"(": ")", "[": "]"}[text[at]] == sign.group() else None
    return None


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
    at = len(text) - len(text.lstrip())
    while at < len(text):
        end = _closed(text, at) if text[at] in "([" else None
        if end is not None and end - at > _LONG:
            tokens.append(("list", text[at:end]))
            at = _SPACE.match(text, end).end()  # type: ignore[union-attr]  # it matches anywhere
            continue
        match = _TOKEN.match(text, at)
        if not match or match.end() == at:
            if text[at:].strip():
                raise PhraseError(f"cannot read '{text[at:]}' in '{text}'")
            break
        kind = match.lastgroup or ""
        tokens.append((kind, match.group(kind)))
        at = _SPACE.match(text, match.end()).end()  # type: ignore[union-attr]  # it matches anywhere
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
        if kind == "list":
            node = shelf.node(f"({text[1:-1]})")
            if text[0] == "[":
                node = node._replace(optional=True)
        elif kind == "choice":
            node = alternatives([plain_words(words) for words in text[1:-1].split("|")])
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
            if branches[-1]:
                branches[-1][-1], node = join(branches[-1][-1], node)
            else:
                node = loose(node)._replace(joined=True)
        branches[-1].append(node)
        joined = False
    return alternatives([chain(branch) for branch in branches]), at


def _leaf(kind: str, text: str, shelf: Shelf) -> Node:
    if kind == "gap":
        return Node("gap", _GAP, optional=True, gaps=1)
    if kind == "number":
        return Node("leaf", _NUMBER, literals=frozenset({ANY_NUMBER}))
    if kind == "money":
        return Node("leaf", rf"[$€£] ?{_NUMBER}", literals=frozenset({ANY_NUMBER}))
    if kind == "set":
        return shelf.node(text[1:-1])
    return word(text)
