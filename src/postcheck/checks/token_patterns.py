"""Token patterns: spaCy's documented `Matcher` language, for wording in which a phrase is not enough (capitals, shapes, repeats).

    tokens:
      - [{LOWER: we}, {LOWER: at}, {IS_TITLE: true, OP: "+"}, {LOWER: {IN: [oppose, support]}}]

Only what works without a trained pipeline is taken: no POS, LEMMA or DEP, and no REGEX, which could run away. spaCy is
imported only for a draft in which the literals occur that a pattern must contain; they are derived from LOWER, ORTH and TEXT.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from postcheck.config.shape import Desk, Flag, ListOf, OneOf, Text
from postcheck.config.yamlfile import Items, Node, Scalar, Table
from postcheck.language.fold import plain

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

_WORDS = ("LOWER", "ORTH", "TEXT", "NORM", "SHAPE", "PREFIX", "SUFFIX")
_FLAGS = (
    "IS_ALPHA", "IS_ASCII", "IS_DIGIT", "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE", "IS_STOP", "LIKE_NUM",
    "LIKE_URL", "LIKE_EMAIL",
)  # fmt: skip
_OPERATORS = ("!", "?", "+", "*")
_SPLIT = frozenset(
    "ca wo sha do does did is are was were would could should have has had not gon wan got na ta".split()
)
"""Words that spaCy cuts out of others (cannot, won't, gonna), so that they stand in no text by themselves."""
_MAY_BE_MISSING = ("!", "?", "*")


@dataclass(frozen=True, slots=True)
class TokenShape:
    """A list of tokens, each a set of attributes."""

    def read(self, node: Node, desk: Desk) -> list[dict[str, Any]] | None:
        """The pattern as spaCy takes it."""
        if not isinstance(node, Items) or not node.items:
            desk.note(node, "expected a list of tokens, such as [{LOWER: we}, {LOWER: at}]")
            return None
        return [token for token in (_token(each, desk) for each in node.items) if token is not None]

    def schema(self) -> dict[str, Any]:
        """An array of objects."""
        return {"type": "array", "items": {"type": "object"}, "minItems": 1}


def _token(node: Node, desk: Desk) -> dict[str, Any] | None:
    if not isinstance(node, Table):
        desk.note(node, "expected a token, such as {LOWER: we}")
        return None
    token: dict[str, Any] = {}
    for key, value in node.pairs:
        name = key.text
        if name in _FLAGS and isinstance(value, Scalar):
            token[name] = Flag().read(value, desk)
        elif name == "OP":
            token[name] = OneOf(_OPERATORS).read(value, desk)
        elif name in _WORDS and isinstance(value, Table):
            token[name] = {each.text: ListOf(Text()).read(words, desk) for each, words in value.pairs}
            for each, _ in value.pairs:
                if each.text not in ("IN", "NOT_IN"):
                    desk.note(each, f"a token takes IN and NOT_IN, not '{each.text}'")
        elif name in _WORDS:
            token[name] = Text().read(value, desk)
        else:
            desk.note(
                key, f"a token has no '{name}' without a trained pipeline: it takes {', '.join((*_WORDS, *_FLAGS))}, OP"
            )
    return token


@dataclass(frozen=True, eq=False)
class TokenPattern:
    """A token pattern."""

    tokens: tuple[Mapping[str, Any], ...]

    @cached_property
    def _needs(self) -> tuple[frozenset[str], ...]:
        """For each token that must be there, the words of which it must be one."""
        return tuple(found for token in self.tokens if (found := _literals(token)))

    def may_match(self, words: frozenset[str]) -> bool:
        """Whether a sentence of these folded words has all that the pattern needs, so that spaCy is worth its import."""
        return all(not needed.isdisjoint(words) for needed in self._needs)

    @cached_property
    def _matcher(self) -> Matcher:
        from postcheck.language.spacy_docs import matcher

        return matcher([dict(token) for token in self.tokens])

    def find(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """The character ranges of a document where the pattern matches, the longest at each place."""
        from spacy.util import filter_spans

        for span in filter_spans(self._matcher(doc, as_spans=True)):
            yield span.start_char, span.end_char


def _literals(token: Mapping[str, Any]) -> frozenset[str] | None:
    if token.get("OP") in _MAY_BE_MISSING:
        return None
    for name in ("LOWER", "ORTH", "TEXT"):
        value = token.get(name)
        words = value.get("IN") if isinstance(value, dict) else [value] if value else None
        if words:
            found = frozenset(plain(word) for word in words)
            plain_words = all(len(word) > 1 and word.isalnum() and word not in _SPLIT for word in found)
            return found if plain_words else None
    return None
