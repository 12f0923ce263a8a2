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

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args

from postcheck.checks.kind import Kind, Scene
from postcheck.checks.phrase import Glance, Phrase, Shelf, compile_phrase
from postcheck.checks.token_patterns import TokenPattern, TokenShape
from postcheck.config.shape import Flag, Keys, ListOf, OneOf, Shape, Text, nearest
from postcheck.language.meaning.model import POSSIBLE, SURE
from postcheck.model.check import Check, Confidence, Match
from postcheck.model.context import ACCOUNTS
from postcheck.model.draft import PartKind

DEFAULT_PARTS = frozenset({"text", "title", "alt", "caption", "filename", "hidden", "ocr", "metadata"})
LONG = 800  # characters; in a longer sentence only so much around the words is looked at
MOST_CHARACTERS = 300  # a longer sentence is shown around the words that gave it away


class Cue(NamedTuple):
    """One way of saying it."""

    says: tuple[Phrase, ...]
    tokens: tuple[TokenPattern, ...]
    meaning: str | None
    least: float
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


class Wordings(NamedTuple):
    """The compiled options of a check of this kind."""

    cues: tuple[Cue, ...]
    unless: tuple[Phrase, ...]
    not_draft: tuple[Phrase, ...]
    sentence: bool


_PHRASES = ListOf(Text())
_CUE = Keys(
    {
        "says": _PHRASES,
        "tokens": ListOf(TokenShape()),
        "meaning": Text(about="A category of the sentence model."),
        "surely": Flag("Only where the model is sure of it (0.9, not 0.75)."),
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
)


def compile_options(values: Mapping[str, Any], shelf: Shelf) -> Wordings:
    """The cues of a check. Raises ValueError with what makes no sense."""

    def phrases(texts: list[str] | None) -> tuple[Phrase, ...]:
        return tuple(compile_phrase(text, shelf) for text in texts or ())

    cues: list[Cue] = []
    for value in values["cues"]:
        message = value.get("message", "default")
        if message not in values["messages"]:
            raise ValueError(
                f"the cue on line {value['@line']} names a message '{message}' that 'messages' does not have"
                + nearest(message, list(values["messages"]))
            )
        if not any(value.get(key) for key in ("says", "tokens", "meaning")):
            raise ValueError(f"the cue on line {value['@line']} needs 'says', 'tokens' or 'meaning'")
        cue = Cue(
            says=phrases(value.get("says")),
            tokens=tuple(TokenPattern(tuple(pattern)) for pattern in value.get("tokens") or ()),
            meaning=value.get("meaning"),
            least=SURE if value.get("surely") else POSSIBLE,
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
        )
        cues.append(cue)
    return Wordings(
        tuple(cues), phrases(values.get("unless")), phrases(values.get("not-draft")), values.get("covers") != "words"
    )


def entries(options: Wordings) -> Iterable[tuple[int, frozenset[str] | None]]:
    """The phrases that cues begin with, by their identity, with their literals."""
    for cue in options.cues:
        yield from ((id(phrase), phrase.literals) for phrase in cue.says)
        yield from ((id(pattern), pattern.literals) for pattern in cue.tokens)


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    return find_cues(check, check.options, scene)


def find_cues(check: Check, options: Wordings, scene: Scene) -> Iterator[Match]:
    """The matches of a check's cues in a draft."""
    seen: set[tuple[int, int]] = set()
    whole = False
    for index, part in enumerate(scene.reading.draft.parts):
        possible = {number for name, number in scene.possible[index] if name == check.id}
        for cue in options.cues:
            if part.kind not in cue.parts or (cue.whole and whole):
                continue
            if cue.accounts and scene.context.account is not None and scene.context.account not in cue.accounts:
                continue
            for start, end in _hits(cue, options, scene, index, possible):
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


def _hits(cue: Cue, options: Wordings, scene: Scene, index: int, possible: set[int]) -> Iterator[tuple[int, int]]:
    """The typed ranges of a part where a cue holds; each sentence is judged once."""
    folded = scene.reading.folded[index]
    for pattern in cue.tokens:
        sentences = range(len(scene.reading.sentences[index]))
        if id(pattern) in possible and any(pattern.may_match(scene.glance(index, each).words) for each in sentences):
            yield from _token_hits(pattern, cue, options, scene, index)
    if cue.meaning:
        yield from _meaning_hits(cue, options, scene, index)
    whole = scene.glance(index)
    phrases = [phrase for phrase in cue.says if id(phrase) in possible and whole.may_have(phrase)]
    if not phrases:
        return
    for number, (begin, finish) in enumerate(scene.reading.folded_sentences[index]):
        sentence = scene.glance(index, number)
        some = [phrase for phrase in phrases if sentence.may_have(phrase)]
        if not some or (cue.also and finish - begin <= LONG and not any(map(sentence.may_have, cue.also))):
            continue
        holds: bool | None = None
        for phrase in some:
            for match in sentence.find(phrase):
                if holds is None or finish - begin > LONG:
                    holds = _holds(cue, options, scene, index, number, match.start())
                if not holds:
                    continue
                if not options.sentence:
                    yield folded.back(begin + match.start(), begin + match.end())
                elif finish - begin > MOST_CHARACTERS:
                    half = MOST_CHARACTERS // 2
                    yield folded.back(max(begin, begin + match.start() - half), min(finish, begin + match.end() + half))
                else:
                    yield folded.back(begin, finish)


def _token_hits(
    pattern: TokenPattern, cue: Cue, options: Wordings, scene: Scene, index: int
) -> Iterator[tuple[int, int]]:
    """The typed ranges of a part where a token pattern matches and the rest of the cue holds."""
    folded, sentences = scene.reading.folded[index], scene.reading.sentences[index]
    for start, end in pattern.find(scene.reading.docs[index]):
        number = scene.reading.sentence_of(index, start)
        at = folded.forth(start, end)[0] - scene.reading.folded_sentences[index][number].start
        if _holds(cue, options, scene, index, number, at):
            yield (*sentences[number],) if options.sentence else (start, end)


def _meaning_hits(cue: Cue, options: Wordings, scene: Scene, index: int) -> Iterator[tuple[int, int]]:
    """The sentences of a part that mean what the cue asks, by the sentence model, where the rest of the cue holds."""
    for meaning in scene.reading.meanings[index]:
        if meaning.category != cue.meaning or meaning.score < cue.least:
            continue
        if _holds(cue, options, scene, index, meaning.sentence, 0):
            start, end = scene.reading.sentences[index][meaning.sentence]
            yield start, min(end, start + MOST_CHARACTERS)


def _holds(cue: Cue, options: Wordings, scene: Scene, index: int, number: int, at: int) -> bool:
    """Whether all else that a cue asks is so in a sentence in which it says its phrase (at a folded offset of it)."""
    around = scene.glance(index, number)
    if len(around.text) > LONG:  # a text without full stops: what stands far away is another matter
        around = Glance(around.text[max(0, at - LONG // 2) : at + LONG // 2])
    if cue.also and not around.has_any(cue.also):
        return False
    if cue.near and not Glance(_with_neighbours(scene, index, number)).has_any(cue.near):
        return False
    if around.has_any(cue.unless) or around.has_any(options.unless):
        return False
    return not (_anywhere(cue.not_draft, scene) or _anywhere(options.not_draft, scene))


def _with_neighbours(scene: Scene, index: int, number: int) -> str:
    """A sentence with those before and after it, folded; of long ones only what is near."""
    spans = scene.reading.folded_sentences[index]
    start, end = spans[max(0, number - 1)].start, spans[min(number + 1, len(spans) - 1)].end
    text = scene.reading.folded[index].text
    return text[max(start, spans[number].start - LONG) : min(end, spans[number].end + LONG)]


def any_phrase(phrases: tuple[Phrase, ...], text: str) -> bool:
    """Whether any of the phrases occurs in a folded text."""
    return Glance(text).has_any(phrases)


def _anywhere(phrases: tuple[Phrase, ...], scene: Scene) -> bool:
    """Whether any of the phrases occurs anywhere in the draft."""
    return any(scene.glance(index).has(phrase) for index in range(len(scene.reading.draft.parts)) for phrase in phrases)


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
