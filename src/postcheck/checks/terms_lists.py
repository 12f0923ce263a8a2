"""Word lists of the kind `terms`: read into the tables by which words, also disguised ones, are looked up.

How a list is written is told at the top of rules/words/profanity-strong.txt.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from postcheck.checks.phrase import Phrase, Shelf, compile_phrase
from postcheck.language.fold import plain
from postcheck.model.check import Confidence

Manner = Literal["words", "not as a name", "perhaps", "small letters", "as typed", "phrases"]
_MANNERS: tuple[Manner, ...] = ("words", "not as a name", "perhaps", "small letters", "as typed", "phrases")
_REPEATED = re.compile(r"(.)\1+")
WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^()\[\]]*\)|\[[^()\[\]]*\]|\{[^{}]*\}")
SHORT = 3


class Tier(NamedTuple):
    """Words of one weight: how sure a literal find is, and which message speaks of it."""

    name: str
    confidence: Confidence
    wording: str


class Term(NamedTuple):
    """A word of a list, folded, and how its section says it is to be taken. `spelling` must be typed with its ñ."""

    word: str
    spelling: str
    tier: Tier
    manner: Manner


class Gated(NamedTuple):
    """A phrase; all of `needs` and one of `marks` stand among the words of a text wherever the phrase matches."""

    phrase: Phrase
    needs: tuple[str, ...]
    marks: tuple[str, ...]

    def is_in(self, text: str, words: str) -> bool:
        """Whether the phrase matches."""
        return next(self.spans(text, words), None) is not None

    def spans(self, text: str, words: str) -> Iterator[tuple[int, int]]:
        """Where the phrase matches; `words` are the text's words, a space before and after each."""
        if not all(map(words.__contains__, self.needs)) or not any(map(words.__contains__, self.marks)):
            return
        for match in self.phrase.regex.finditer(text):
            yield match.span()


def gated(entry: str, shelf: Shelf) -> Gated:
    """Compile a phrase. What is outside brackets is needed; a literal begins a word, and ends it if no `*` is there."""
    phrase = compile_phrase(entry, shelf)
    if "+" in entry:
        return Gated(phrase, (), ("",))
    outside, inner = "", entry
    while outside != inner:
        outside, inner = inner, _BRACKETS.sub(" ", inner)
    needs = tuple(f" {word} " for word in outside.split() if word.isalpha() and "|" not in outside)
    literals = sorted(literal.rstrip() for literal in phrase.literals or ("",))
    if not all(literal.isalpha() for literal in literals):
        return Gated(phrase, needs, ("",))
    after = "" if set(entry) & set("*'") else " "
    return Gated(phrase, needs, tuple(f" {literal}{after}" for literal in literals))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of all tiers, by the forms in which they are looked up."""

    words: dict[str, Term] = field(default_factory=dict)
    inside: dict[str, Term] = field(default_factory=dict)
    typed: dict[str, Term] = field(default_factory=dict)
    squeezed: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    shaped: dict[tuple[str, int], list[Term]] = field(default_factory=lambda: defaultdict(list))
    phrases: list[tuple[Gated, Tier]] = field(default_factory=list)

    def read(self, tier: Tier, entries: Iterable[str], shelf: Shelf) -> None:
        """Take in the list of a tier. Raises ValueError when an entry makes no sense."""
        for manner, entry in in_sections(entries, _MANNERS):
            if manner == "phrases":
                self.phrases.append((gated(entry, shelf), tier))
            else:
                self._take(tier, manner, entry)

    def _take(self, tier: Tier, manner: Manner, entry: str) -> None:
        stem, _, endings = entry.partition(":")
        stem = stem.strip()
        core = stem.strip("*")
        if manner != "as typed" and not core.isalpha():
            raise ValueError(f"'{entry}' is not one word; wording belongs under [phrases]")
        for ending in ("", *endings.split()):
            term = Term(plain(core + ending), core + ending, tier, manner)
            if manner == "as typed":
                self.typed.setdefault(term.word, term)
                continue
            self.words.setdefault(term.word, term)
            if stem.startswith("*"):
                self.inside[term.word] = term
            if manner in ("words", "not as a name"):
                self.squeezed[squeeze(term.word)].append(term)
                self.shaped[term.word[0], len(term.word)].append(term)


def in_sections(entries: Iterable[str], known: tuple[Manner, ...]) -> Iterable[tuple[Manner, str]]:
    """Entries, each with the section that it stands in; the first section needs no heading."""
    current = known[0]
    for entry in entries:
        if entry.startswith("["):
            title = entry.strip("[]")
            found = next((each for each in known if each == title), None)
            if found is None:
                raise ValueError(f"a word list has no section '[{title}]'; known are: {', '.join(known)}")
            current = found
        else:
            yield current, entry


def squeeze(text: str) -> str:
    """A text with each run of a letter written once."""
    return _REPEATED.sub(r"\1", text)


def stretches(token: str, term: Term) -> bool:
    """Whether a token is the term with letters repeated for force: three or more of one, or two in a longer word."""
    counts = [len(run.group()) for run in re.finditer(r"(.)\1*", token)]
    wanted = [len(run.group()) for run in re.finditer(r"(.)\1*", term.word)]
    if any(count < least for count, least in zip(counts, wanted, strict=True)):
        return False
    doubled = len(term.word) > SHORT and term.manner == "words" and len(token) > len(term.word)
    return doubled or any(count > max(least, 2) for count, least in zip(counts, wanted, strict=True))


class Innocent(NamedTuple):
    """Where a word of the lists is innocent."""

    phrases: tuple[Gated, ...]
    beside: Mapping[str, tuple[Gated, ...]]
    quoted: Mapping[str, tuple[Gated, ...]]
    before: frozenset[str]

    @classmethod
    def read(cls, entries: Iterable[str], shelf: Shelf) -> Innocent:
        """Read a list of innocent wording. Raises ValueError when an entry makes no sense."""
        phrases: list[Gated] = []
        cues: dict[str, dict[str, list[Gated]]] = {"beside": defaultdict(list), "in quotes": defaultdict(list)}
        before: set[str] = set()
        current = "phrases"
        for entry in entries:
            if entry.startswith("["):
                current = entry.strip("[]")
                if current not in ("phrases", "beside", "in quotes", "before"):
                    raise ValueError(f"a list of innocent wording has no section '[{current}]'")
            elif current == "phrases":
                phrases.append(gated(entry, shelf))
            elif current == "before":
                before.update(entry.split())
            else:
                words, _, wording = entry.partition(":")
                cue = gated(wording.strip(), shelf)
                for word in words.split():
                    cues[current][word].append(cue)
        beside, quoted = (
            {word: tuple(each) for word, each in cues[title].items()} for title in ("beside", "in quotes")
        )
        return cls(tuple(phrases), beside, quoted, frozenset(before))
