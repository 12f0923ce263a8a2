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
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from postcheck.language.fold import plain

_TOKEN = re.compile(
    r"\s*(?:(?P<gap>\.\.\.)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|(?P<set>\{[a-z0-9-]+\})|(?P<number>#)"
    r"|(?P<join>\+)|(?P<word>[^\s()\[\]|{}#+]+))"
)
_BETWEEN = r"(?:[^\w.!?\n]|_){1,4}"  # what parts two words of a phrase; never the end of a sentence
_GAP = rf"(?:{_BETWEEN}\w[\w'@-]*(?:\.\w[\w'@-]*)*){{0,4}}?"
_MOST_GAPS = 4
Lists = Callable[[str], Iterable[str]]


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class _Node:
    """A piece of a phrase: its pattern, the literals of which one must occur (None: nothing is sure), may it be empty."""

    pattern: str
    literals: frozenset[str] | None
    optional: bool = False
    joined: bool = False  # follows its neighbour with any joiner or none
    gaps: int = 0  # how many gaps one way through it has at most


@dataclass(frozen=True)
class Phrase:
    """A compiled phrase."""

    text: str
    pattern: str
    literals: frozenset[str] | None

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The regular expression, compiled at first use: most phrases of a run are never looked for."""
        return re.compile(self.pattern)


class Shelf:
    """The word lists of a rule file, each read once for all the phrases that name it."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._nodes: dict[str, _Node | None] = {}

    def node(self, name: str) -> _Node:
        """Any entry of a list: entries are phrases, and may name other lists, but none that is being read."""
        if name not in self._nodes:
            self._nodes[name] = None
            self._nodes[name] = self._read(name)
        node = self._nodes[name]
        if node is None:
            raise PhraseError(f"the list '{name}' names itself")
        return node

    def _read(self, name: str) -> _Node:
        branches = []
        for entry in self._lists(name):
            tokens = _tokens(entry)
            node, rest = _sequence(tokens, 0, self)
            if rest != len(tokens):
                raise PhraseError(f"a ')' or ']' too many in '{entry}' of the list '{name}'")
            branches.append(node)
        if not branches:
            raise PhraseError(f"the word list '{name}' is empty")
        return _alternatives(branches)


def compile_phrase(text: str, lists: Lists | Shelf) -> Phrase:
    """Compile a phrase; `lists` gives the entries of a word list. Raises PhraseError with what is wrong.

    Whoever compiles many phrases puts the lists on a `Shelf` first.
    """
    tokens = _tokens(text)
    node, rest = _sequence(tokens, 0, lists if isinstance(lists, Shelf) else Shelf(lists))
    if rest != len(tokens):
        raise PhraseError(f"a ')' or ']' too many in '{text}'")
    if node.optional:
        raise PhraseError(f"'{text}' could match nothing at all")
    if node.gaps > _MOST_GAPS:
        raise PhraseError(f"'{text}' has more than {_MOST_GAPS} gaps (...)")
    return Phrase(text, rf"(?<![^\W_]){node.pattern}(?![^\W_])", node.literals)


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


def _sequence(tokens: list[tuple[str, str]], at: int, shelf: Shelf) -> tuple[_Node, int]:
    """Alternatives up to a closing sign or the end."""
    branches: list[list[_Node]] = [[]]
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
        if kind == "open":
            inner, at = _sequence(tokens, at, shelf)
            if at >= len(tokens) or tokens[at][1] != {"(": ")", "[": "]"}[text]:
                raise PhraseError(f"'{text}' is not closed")
            at += 1
            node = replace(inner, optional=inner.optional or text == "[")
        else:
            node = _leaf(kind, text, shelf)
        branches[-1].append(replace(node, joined=joined))
        joined = False
    return _alternatives([_chain(branch) for branch in branches]), at


def _leaf(kind: str, text: str, shelf: Shelf) -> _Node:
    if kind == "gap":
        return _Node("...", None, optional=True, gaps=1)
    if kind == "number":
        return _Node(r"\d+(?:[,.:]\d+)*", None)
    if kind == "set":
        return shelf.node(text[1:-1])
    return _word(text)


def _word(text: str) -> _Node:
    stem = plain(text.rstrip("*"))
    if not stem:
        raise PhraseError("a '*' needs the beginning of a word")
    pattern = re.escape(stem).replace("'", "'?")
    if text.endswith("*"):
        pattern += r"\w*(?:'\w+)?"
    longest = max(stem.split("'"), key=len)
    return _Node(pattern, frozenset({longest}) if len(longest) > 1 else None)


def _chain(nodes: list[_Node]) -> _Node:
    """Nodes one after another, with what may stand between them; the rarest sure literals are the chain's."""
    pattern = ""
    literals: frozenset[str] | None = None
    started = False  # whether anything sure has been written, so that a separator is due
    for node in nodes:
        if node.pattern == "...":
            pattern += _GAP
            continue
        between = r"[ _-]{0,2}" if node.joined else _BETWEEN
        if not started:
            pattern += f"(?:{node.pattern}{_BETWEEN})?" if node.optional else node.pattern
            started = not node.optional
        elif node.optional:
            pattern += f"(?:{between}{node.pattern})?"
        else:
            pattern += f"{between}{node.pattern}"
        if (
            not node.optional
            and node.literals is not None
            and (literals is None or _rarity(node.literals) > _rarity(literals))
        ):
            literals = node.literals
    return _Node(pattern, literals, optional=not started, gaps=sum(node.gaps for node in nodes))


def _alternatives(branches: list[_Node]) -> _Node:
    if len(branches) == 1:
        return branches[0]
    literals: frozenset[str] | None = frozenset()
    for branch in branches:
        literals = None if literals is None or branch.literals is None else literals | branch.literals
    pattern = "(?:" + "|".join(branch.pattern for branch in branches) + ")"
    optional = any(branch.optional for branch in branches)
    return _Node(pattern, literals, optional, gaps=max(branch.gaps for branch in branches))


def _rarity(literals: frozenset[str]) -> tuple[int, int]:
    """Longer literals are rarer; of two as long, the fewer the better."""
    return min(len(literal) for literal in literals), -len(literals)
