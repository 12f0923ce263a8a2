"""Cues, the ways of saying a thing: how a check file writes them, and compiled for `wording`, which looks for them.

cues:                     each cue is a way of saying it
  - says: [...]           any of these phrases in a sentence
    finds: phone          or a number, address or date of this shape (see `contact`); the finding covers it
    tokens: [...]         or any of these patterns of spaCy's Matcher
    meaning: copyright    or the sentence model sees this category in it: from a score of 0.5 on
    score: sure           ... from 0.65 on; `faint`: from 0.25 on, beside words in `also` or `near`; `certain`: from 0.85 on,
                          and then the check's own `unless` does not hold, only the cue's
    also: [...]           and any of these in the same sentence
    near: [...]           and any of these in the same sentence, the one before or the one after
    beside: copyright     and the sentence model sees this category there, from a score of 0.25 on
    unless: [...]         and none of these in the same sentence
    not-draft: [...]      and none of these anywhere in the draft, unless taken back ("nobody gave the OK")
    names: student        and somebody who may be a student is named in the same sentence; `anyone`: a person at all
    parts: [text, alt]    only in these parts (default: all but links and hidden metadata)
    accounts: [personal]  only where the draft's account is one of these or unknown
    confidence: likely    certain, likely (default) or possible
    message: default      which of the check's messages it says
    tags: [...]           what policies may narrow by
    whole: true           the finding is about the post as a whole, once
    answer: no            what the words say of a permission: no, unwritten, or unknown
unless: [...]             none of these in the sentence, for every cue
not-draft: [...]          none of these anywhere in the draft, for every cue
doubted-by: floor-plan    no phrase counts in a sentence that the model is all but sure is nothing of the kind (below 0.003)
covers: sentence          the sentence (default), or `words`: the phrase itself
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args

from postcheck.checks import contact
from postcheck.checks.phrase import Phrase, Shelf, compile_phrase
from postcheck.checks.token_patterns import TokenPattern, TokenShape
from postcheck.config.shape import Flag, Keys, ListOf, OneOf, Shape, Text
from postcheck.language.meaning.model import CERTAIN, FAINT, POSSIBLE, SURE
from postcheck.model.check import Confidence
from postcheck.model.context import ACCOUNTS
from postcheck.model.draft import PartKind

DEFAULT_PARTS = frozenset({"text", "title", "alt", "caption", "filename", "hidden", "ocr", "metadata"})
NAMED: Mapping[str, frozenset[str]] = MappingProxyType(
    {"student": frozenset({"student", "unknown"}), "anyone": frozenset({"student", "unknown", "adult"})}
)
"""The roles of those whom the key `names` of a cue asks for."""
SCORES: Mapping[str, float] = MappingProxyType({"faint": FAINT, "possible": POSSIBLE, "sure": SURE, "certain": CERTAIN})
"""The least score of the sentence model for each value of the key `score` of a cue."""


class Cue(NamedTuple):
    """One way of saying it."""

    says: tuple[Phrase, ...]
    tokens: tuple[TokenPattern, ...]
    finds: str | None
    meaning: str | None
    least: float
    certain: bool
    also: tuple[Phrase, ...]
    near: tuple[Phrase, ...]
    beside: str | None
    unless: tuple[Phrase, ...]
    not_draft: tuple[Phrase, ...]
    names: str | None
    parts: frozenset[str]
    accounts: frozenset[str]
    confidence: Confidence
    message: str
    tags: frozenset[str]
    whole: bool
    answer: Literal["no", "unwritten", "unknown"] | None


class Wordings(NamedTuple):
    """The compiled options of a check of this kind; `places`: a phrase's cue and its number there, by its identity."""

    cues: tuple[Cue, ...]
    places: Mapping[int, tuple[int, int]]
    unless: tuple[Phrase, ...]
    not_draft: tuple[Phrase, ...]
    sentence: bool
    doubted_by: str | None


_PHRASES = ListOf(Text())
_CUE = Keys(
    {
        "says": _PHRASES,
        "tokens": ListOf(TokenShape()),
        "finds": OneOf(contact.LOOKS, about="A number, address or date of this shape."),
        "meaning": Text(about="A category of the sentence model."),
        "score": OneOf(
            tuple(SCORES), about="How sure the model must be: faint, possible (the default), sure or certain."
        ),
        "also": _PHRASES,
        "near": _PHRASES,
        "beside": Text(about="And the sentence model sees this category in the same sentence or one beside it."),
        "unless": _PHRASES,
        "not-draft": _PHRASES,
        "names": OneOf(
            tuple(NAMED), about="And somebody is named in the same sentence: who may be a student, or anyone."
        ),
        "parts": ListOf(OneOf(get_args(PartKind))),
        "accounts": ListOf(OneOf(ACCOUNTS)),
        "confidence": OneOf(get_args(Confidence)),
        "message": Text(),
        "tags": ListOf(Text()),
        "whole": Flag(),
        "answer": OneOf(("no", "unwritten", "unknown"), about="What the words say of a permission."),
    },
)


SHAPES: dict[str, Shape] = {
    "cues": ListOf(_CUE),
    "unless": _PHRASES,
    "not-draft": _PHRASES,
    "covers": OneOf(("sentence", "words")),
    "doubted-by": Text(about="A category of the sentence model, which may overrule the phrases."),
}


def compile_options(values: Mapping[str, Any], shelf: Shelf) -> Wordings:
    """The cues of a check. Raises ValueError with what makes no sense."""

    def phrases(texts: list[str] | None) -> tuple[Phrase, ...]:
        return tuple(compile_phrase(text, shelf) for text in texts or ())

    cues: list[Cue] = []
    for value in values["cues"]:
        message = value.get("message", "default")
        if message not in values["messages"]:
            raise ValueError(
                f"the cue on line {value['@line']} names the message '{message}'; there are: {', '.join(values['messages'])}"
            )
        if not any(value.get(key) for key in ("says", "tokens", "finds", "meaning")):
            raise ValueError(f"the cue on line {value['@line']} needs 'says', 'tokens', 'finds' or 'meaning'")
        score = value.get("score", "possible")
        if value.get("score") and not value.get("meaning"):
            raise ValueError(
                f"the cue on line {value['@line']} needs 'meaning', since it says how sure the model must be"
            )
        if score == "faint" and not (value.get("also") or value.get("near")):
            raise ValueError(f"the cue on line {value['@line']} needs 'also' or 'near', since it goes by a faint score")
        cue = Cue(
            says=phrases(value.get("says")),
            tokens=tuple(TokenPattern(tuple(pattern)) for pattern in value.get("tokens") or ()),
            finds=value.get("finds"),
            meaning=value.get("meaning"),
            least=SCORES[score],
            certain=score == "certain",
            also=phrases(value.get("also")),
            near=phrases(value.get("near")),
            beside=value.get("beside"),
            unless=phrases(value.get("unless")),
            not_draft=phrases(value.get("not-draft")),
            names=value.get("names"),
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
        tuple(cues),
        {id(phrase): (number, at) for number, cue in enumerate(cues) for at, phrase in enumerate(cue.says)},
        phrases(values.get("unless")),
        phrases(values.get("not-draft")),
        values.get("covers") != "words",
        values.get("doubted-by"),
    )


def entries(options: Wordings) -> Iterable[tuple[int, frozenset[str] | None]]:
    """The phrases that cues begin with, by their identity, with their literals."""
    for cue in options.cues:
        yield from ((id(phrase), phrase.literals) for phrase in cue.says)
