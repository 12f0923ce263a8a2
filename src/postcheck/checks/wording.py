"""The kind `wording`: phrases of the rule file, looked for sentence by sentence.

cues:                     each cue is a way of saying it
  - says: [...]           any of these phrases in a sentence
    also: [...]           and any of these in the same sentence
    near: [...]           and any of these in the same sentence, the one before or the one after
    unless: [...]         and none of these in the same sentence
    not-draft: [...]      and none of these anywhere in the draft
    parts: [text, alt]    only in these parts (default: all but links and hidden metadata)
    accounts: [personal]  only where the draft's account is one of these or unknown
    confidence: likely    certain, likely (default) or possible
    message: default      which of the check's messages it says
    tags: [...]           what policies may narrow by
    whole: true           the finding is about the post as a whole, once
    answer: no            what the words say of a permission: no, unwritten, or unknown
unless: [...]             none of these in the sentence, for every cue
not-draft: [...]          none of these anywhere in the draft, for every cue
covers: sentence          the sentence (default), or `words`: the phrase itself
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from postcheck.checks.kind import Kind, Scene
from postcheck.checks.phrase import Lists, Phrase, Shelf, compile_phrase
from postcheck.config.shape import Flag, Keys, ListOf, OneOf, Shape, Text
from postcheck.model.check import Check, Confidence, Match
from postcheck.model.context import ACCOUNTS
from postcheck.model.draft import PartKind

DEFAULT_PARTS = frozenset({"text", "title", "alt", "caption", "filename", "hidden", "ocr", "metadata"})
MOST_CHARACTERS = 300  # a longer sentence is shown around the words that gave it away


@dataclass(frozen=True, slots=True)
class Cue:
    """One way of saying it; `first` is the number of its first phrase in the prefilter."""

    says: tuple[Phrase, ...]
    also: tuple[Phrase, ...]
    near: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    not_draft: tuple[Phrase, ...]
    parts: frozenset[str]
    accounts: frozenset[str]
    confidence: Confidence
    message: str
    tags: frozenset[str]
    whole: bool
    answer: Literal["no", "unwritten", "unknown"] | None
    first: int


@dataclass(frozen=True, slots=True)
class Wordings:
    """The compiled options of a check of this kind."""

    cues: tuple[Cue, ...]
    unless: tuple[Phrase, ...]
    not_draft: tuple[Phrase, ...]
    sentence: bool


_PHRASES = ListOf(Text())
_CUE = Keys(
    {
        "says": _PHRASES,
        "also": _PHRASES,
        "near": _PHRASES,
        "unless": _PHRASES,
        "not-draft": _PHRASES,
        "parts": ListOf(OneOf(get_args(PartKind))),
        "accounts": ListOf(OneOf(ACCOUNTS)),
        "confidence": OneOf(get_args(Confidence)),
        "message": Text(),
        "tags": ListOf(Text()),
        "whole": Flag(),
        "answer": OneOf(("no", "unwritten", "unknown"), about="What the words say of a permission."),
    },
    required=("says",),
)


def compile_options(values: Mapping[str, Any], lists: Lists) -> Wordings:
    """The cues of a check, its phrases compiled. Raises ValueError with what makes no sense."""

    shelf = Shelf(lists)

    def phrases(texts: list[str] | None) -> tuple[Phrase, ...]:
        return tuple(compile_phrase(text, shelf) for text in texts or ())

    cues: list[Cue] = []
    number = 0
    for value in values["cues"]:
        message = value.get("message", "default")
        if message not in values["messages"]:
            raise ValueError(
                f"the cue on line {value['@line']} names a message '{message}' that 'messages' does not have"
            )
        cue = Cue(
            says=phrases(value["says"]),
            also=phrases(value.get("also")),
            near=phrases(value.get("near")),
            unless=phrases(value.get("unless")),
            not_draft=phrases(value.get("not-draft")),
            parts=frozenset(value.get("parts") or DEFAULT_PARTS),
            accounts=frozenset(value.get("accounts") or ()),
            confidence=value.get("confidence", "likely"),
            message=message,
            tags=frozenset(value.get("tags") or ()),
            whole=bool(value.get("whole")),
            answer=value.get("answer"),
            first=number,
        )
        number += len(cue.says)
        cues.append(cue)
    return Wordings(
        tuple(cues), phrases(values.get("unless")), phrases(values.get("not-draft")), values.get("covers") != "words"
    )


def entries(options: Wordings) -> Iterable[tuple[int, frozenset[str] | None]]:
    """The numbered phrases that a cue begins with, each with its literals."""
    for cue in options.cues:
        for number, phrase in enumerate(cue.says, cue.first):
            yield number, phrase.literals


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    return find_cues(check, check.options, scene)


def find_cues(check: Check, options: Wordings, scene: Scene) -> Iterator[Match]:
    """The matches of a check's cues in a draft."""
    seen: set[tuple[int, int]] = set()
    whole = False
    for index, part in enumerate(scene.reading.draft.parts):
        numbers = {number for name, number in scene.possible[index] if name == check.id}
        if not numbers:
            continue
        for cue in options.cues:
            if part.kind not in cue.parts or (cue.whole and whole):
                continue
            if cue.accounts and scene.context.account is not None and scene.context.account not in cue.accounts:
                continue
            for start, end in _hits(cue, options, scene, index, numbers):
                if (index, start) in seen:
                    continue
                seen.add((index, start))
                whole = whole or cue.whole
                yield Match(
                    check.id,
                    index,
                    start,
                    end,
                    cue.confidence,
                    cue.message,
                    answer=cue.answer,
                    tags=cue.tags | ({"whole"} if cue.whole else frozenset()),
                )
                if cue.whole:
                    break


def _hits(cue: Cue, options: Wordings, scene: Scene, index: int, numbers: set[int]) -> Iterator[tuple[int, int]]:
    """The typed ranges of a part where a cue holds."""
    folded = scene.reading.folded[index]
    for number, phrase in enumerate(cue.says, cue.first):
        if number not in numbers:
            continue
        for match in phrase.regex.finditer(folded.text):
            start, end = scene.reading.folded_sentence(index, match.start())
            around = folded.text[start:end]
            if cue.also and not any_phrase(cue.also, around):
                continue
            if cue.near and not any_phrase(cue.near, _with_neighbours(scene, index, match.start())):
                continue
            if any_phrase(cue.unless, around) or any_phrase(options.unless, around):
                continue
            if _anywhere(cue.not_draft, scene) or _anywhere(options.not_draft, scene):
                return
            if not options.sentence:
                yield folded.back(match.start(), match.end())
            elif end - start > MOST_CHARACTERS:
                half = MOST_CHARACTERS // 2
                yield folded.back(max(start, match.start() - half), min(end, match.end() + half))
            else:
                yield folded.back(start, end)


def _with_neighbours(scene: Scene, index: int, offset: int) -> str:
    """The folded sentence in which an offset stands, with the sentences before and after it."""
    folded, spans = scene.reading.folded[index], scene.reading.sentences[index]
    typed, _ = folded.back(offset, offset + 1)
    at = bisect_right(spans, typed, key=lambda span: span.start) - 1
    start, end = folded.forth(spans[max(0, at - 1)].start, spans[min(at + 1, len(spans) - 1)].end)
    return folded.text[start:end]


def any_phrase(phrases: tuple[Phrase, ...], text: str) -> bool:
    """Whether any of the phrases occurs in a folded text."""
    return any(
        phrase.regex.search(text)
        for phrase in phrases
        if phrase.literals is None or any(literal in text for literal in phrase.literals)
    )


def _anywhere(phrases: tuple[Phrase, ...], scene: Scene) -> bool:
    return bool(phrases) and any(any_phrase(phrases, folded.text) for folded in scene.reading.folded)


SHAPES: dict[str, Shape] = {
    "cues": ListOf(_CUE),
    "unless": _PHRASES,
    "not-draft": _PHRASES,
    "covers": OneOf(("sentence", "words")),
}
WORDING = Kind(
    shapes=SHAPES,
    required=("cues",),
    compile=compile_options,
    entries=entries,
    find=_find,
)
