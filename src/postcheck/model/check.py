"""A check: one thing that postcheck can recognise, as its YAML file describes it; and what it saw, a match."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

Confidence = Literal["certain", "likely", "possible"]
REPEATED = "repeated"
"""The tag of a match that says once more what another has said: no finding, but hidden where the other is."""
REFUSED = "refused"
"""The tag of a match that rests on a refusal which somebody stated or a record holds: nothing makes it accepted. A record's
place stands in the slot of the same name, for the message."""
TELLING = "telling"
"""The slot of a match by meaning: where the words stand that speak most for it. The reason ends with them."""
Slot = str | int | tuple[int, int, int]
"""What fills a gap of a message: a number or a plain value that is not personal, or a place (part, start, end)."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a check says of a match: what is wrong, why we think so, and what to do instead."""

    message: str
    because: str
    suggestion: str

    def calling(self, contact: str) -> Wording:
        """The same with `{contact}` filled in."""
        return Wording(*(text.replace("{contact}", contact) for text in (self.message, self.because, self.suggestion)))


@dataclass(frozen=True, slots=True)
class Example:
    """A draft in a rule file that proves the rule: `breaks` or `keeps` a check. `draft` is any context key and text."""

    check: str
    breaks: bool
    draft: Mapping[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that postcheck can recognise. `options` belong to its kind, which has read and compiled them.

    `wordings` are told apart by the id that a match carries; "default" always exists. `personal` checks have their
    words masked in public runs. A `disclosure` is of a child in danger: a public run says neither its words nor where
    they stand, and it is never waived, known before or kept.
    """

    id: str
    kind: str
    title: str
    what: str
    why: str
    instead: str
    personal: bool
    wordings: Mapping[str, Wording]
    options: Any
    examples: tuple[Example, ...]
    file: str
    disclosure: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """What a check saw: a range of one part's text (or a picture, or the whole post when `part` is None).

    `answer` is what a record or the draft's own statement says of it: "yes" lifts it, "no" confirms it whatever is
    otherwise unknown, "unknown" when nobody says, None when the check asks for no answer. Clauses narrow by `tags`.
    """

    check: str
    part: int | None
    start: int
    end: int
    confidence: Confidence
    wording: str = "default"
    slots: Mapping[str, Slot] = field(default_factory=lambda: MappingProxyType({}))
    answer: Literal["yes", "no", "unwritten", "unknown"] | None = None
    picture: int | None = None
    fact: int | None = None  # which of that picture's facts
    tags: frozenset[str] = frozenset()
