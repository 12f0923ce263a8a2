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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Literal, NamedTuple

from postcheck.language.fold import plain

_TOKEN = re.compile(
    r"\s*(?:(?P<choice>\([\w' |-]*\w[\w' |-]*\)|\[[\w' |-]*\w[\w' |-]*\])"  # plain words in brackets
    r"|(?P<gap>\.\.\.)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|(?P<set>\{[a-z0-9-]+\})|(?P<number>#)"
    r"|(?P<join>\+)|(?P<word>[^\s()\[\]|{}#+]+))"
)
_BREAKS = re.compile(r"[\W_]+")
_PLAIN_WORDS = re.compile(r"[\w' -]+")
_BETWEEN = r"(?:[^\w.!?\n]|_){1,4}"  # what parts two words of a phrase; never the end of a sentence
_WHOLE = r"[^\W_]+(?:['@.-][^\W_]+)*(?![^\W_]|['@-][^\W_])"  # a word, in one reading only, so that no gap backtracks
_GAP = rf"(?:{_BETWEEN}{_WHOLE}){{0,4}}?"
_MOST_GAPS = 4
Lists = Callable[[str], Iterable[str]]


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says why."""


class _Node(NamedTuple):
    """A piece of a phrase: a word, a gap, a number, a chain of pieces, or a choice between pieces.

    `literals`: texts of which one must occur wherever the piece matches (None: nothing is sure). `probe`: for a leaf, a text
    that must occur in the words of the text, parted and surrounded by single spaces. `words`: a choice's single words, which
    a set finds faster than a search each. `gaps` counts how many gaps one way through it has at most; `joined` follows its
    neighbour with any joiner or none.
    """

    kind: Literal["leaf", "gap", "chain", "choice"]
    pattern: str = ""
    parts: tuple[_Node, ...] = ()
    words: frozenset[str] = frozenset()
    literals: frozenset[str] | None = None
    probe: str = ""
    optional: bool = False
    joined: bool = False
    gaps: int = 0


@dataclass(frozen=True, eq=False)
class Phrase:
    """A phrase, compiled when it is first needed: of the thousands of a run, most never are."""

    text: str
    shelf: Shelf

    @cached_property
    def root(self) -> _Node:
        """What the phrase is made of. Raises PhraseError with what is wrong."""
        tokens = _tokens(self.text)
        node, rest = _sequence(tokens, 0, self.shelf)
        if rest != len(tokens):
            raise PhraseError(f"a ')' or ']' too many in '{self.text}'")
        if node.optional:
            raise PhraseError(f"'{self.text}' could match nothing at all")
        if node.gaps > _MOST_GAPS:
            raise PhraseError(f"'{self.text}' has more than {_MOST_GAPS} gaps (...)")
        return node

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
        self._words = _words_of(text)
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

    def _render(self, node: _Node) -> str | None:
        """The pattern of a piece with what cannot match left out; None when nothing of it can."""
        if node.kind == "leaf":
            return node.pattern if self._may(node) else None
        if node.kind == "gap":
            return node.pattern
        key = id(node.parts) if node.parts else id(node.words)
        if key not in self._known:
            self._known[key] = self._choice(node) if node.kind == "choice" else self._chain(node.parts)
        return self._known[key]

    def _may(self, node: _Node) -> bool:
        return node.probe in self._words

    def _single(self, words: frozenset[str]) -> frozenset[str]:
        return words & self.words

    def _choice(self, node: _Node) -> str | None:
        patterns = [pattern for pattern in map(self._render, node.parts) if pattern is not None]
        patterns += sorted(self._single(node.words))
        if not patterns:
            return None
        return patterns[0] if len(patterns) == 1 else "(?:" + "|".join(patterns) + ")"

    def _chain(self, parts: tuple[_Node, ...]) -> str | None:
        written = ""
        started = False  # whether anything sure has been written, so that a separator is due
        for node in parts:
            pattern = self._render(node)
            if pattern is None:
                if node.optional:
                    continue
                return None
            between = r"[ _-]{0,2}" if node.joined else _BETWEEN
            if node.kind == "gap":
                written += pattern
            elif not started:
                written += f"(?:{pattern}{_BETWEEN})?" if node.optional else pattern
                started = not node.optional
            else:
                written += f"(?:{between}{pattern})?" if node.optional else f"{between}{pattern}"
        return written


class _Uncut(Glance):
    """Renders phrases whole."""

    __slots__ = ()

    def _may(self, node: _Node) -> bool:
        return True

    def _single(self, words: frozenset[str]) -> frozenset[str]:
        return words


def _words_of(text: str) -> str:
    """The words of a text, parted and surrounded by single spaces."""
    return f" {_BREAKS.sub(' ', text)} "


@lru_cache(maxsize=8192)
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])")


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
            if _PLAIN_WORDS.fullmatch(entry):
                branches.append(_plain_words(entry))
                continue
            tokens = _tokens(entry)
            node, rest = _sequence(tokens, 0, self)
            if rest != len(tokens):
                raise PhraseError(f"a ')' or ']' too many in '{entry}' of the list '{name}'")
            branches.append(node)
        if not branches:
            raise PhraseError(f"the word list '{name}' is empty")
        return _alternatives(branches)


def compile_phrase(text: str, lists: Lists | Shelf, late: bool = False) -> Phrase:
    """Compile a phrase; `lists` gives the entries of a word list. Raises PhraseError with what is wrong.

    Whoever compiles many phrases puts the lists on a `Shelf` first. A `late` phrase waits for its first use, and is only
    then found to be wrong; the examples' trial uses all of them.
    """
    phrase = Phrase(text, lists if isinstance(lists, Shelf) else Shelf(lists))
    if not late:
        _ = phrase.root
    return phrase


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


def _loose(node: _Node) -> _Node:
    """A piece that may run together with its neighbour: its words need not stand alone."""
    parts = (*node.parts, *map(_word, sorted(node.words)))
    return node._replace(probe=node.probe.strip(), parts=tuple(map(_loose, parts)), words=frozenset())


def _leaf(kind: str, text: str, shelf: Shelf) -> _Node:
    if kind == "gap":
        return _Node("gap", _GAP, optional=True, gaps=1)
    if kind == "number":
        return _Node("leaf", r"\d+(?:[,.:]\d+)*")
    if kind == "set":
        return shelf.node(text[1:-1])
    return _word(text)


@cache
def _plain_words(text: str) -> _Node:
    """Words without any sign of the language: most entries of lists, so they are made in one go."""
    words = [_word(word) for word in text.split()]
    if len(words) == 1:
        return words[0]
    sure = [word.literals for word in words if word.literals is not None]
    pattern = _BETWEEN.join(word.pattern for word in words)
    probes = [word.probe for word in words]
    exact = all(probe.startswith(" ") and probe.endswith(" ") for probe in probes)
    probe = " ".join(each.strip() for each in probes) if exact else max(probes, key=len)
    return _Node("leaf", pattern, literals=max(sure, key=_rarity, default=None), probe=f" {probe} " if exact else probe)


@cache
def _word(text: str) -> _Node:
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
    return _Node("leaf", pattern, literals=frozenset({longest}) if len(longest) > 1 else None, probe=probe)


def _chain(nodes: list[_Node]) -> _Node:
    """Nodes one after another; the rarest sure literals are the chain's."""
    sure = [node.literals for node in nodes if not node.optional and node.literals is not None]
    optional = all(node.optional for node in nodes)
    if len(nodes) == 1 and nodes[0].kind != "gap":
        return nodes[0]._replace(joined=False)
    return _Node(
        "chain",
        parts=tuple(nodes),
        literals=max(sure, key=_rarity, default=None),
        optional=optional,
        gaps=sum(node.gaps for node in nodes),
    )


def _alternatives(branches: list[_Node]) -> _Node:
    if len(branches) == 1:
        return branches[0]
    literals: frozenset[str] | None = frozenset()
    for branch in branches:
        literals = None if literals is None or branch.literals is None else literals | branch.literals
    words = frozenset(branch.pattern for branch in branches if _is_single(branch))
    return _Node(
        "choice",
        parts=tuple(branch for branch in branches if not _is_single(branch)),
        words=words,
        literals=literals,
        optional=any(branch.optional for branch in branches),
        gaps=max(branch.gaps for branch in branches),
    )


def _is_single(node: _Node) -> bool:
    """Whether a piece is one whole word and nothing else."""
    return node.kind == "leaf" and not node.optional and node.pattern.isalnum() and node.probe == f" {node.pattern} "


def _rarity(literals: frozenset[str]) -> tuple[int, int]:
    """Longer literals are rarer; of two as long, the fewer the better."""
    return min(len(literal) for literal in literals), -len(literals)
