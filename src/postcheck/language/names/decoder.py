"""Find the names of persons in a text: the run-time half of a linear-chain CRF, in plain Python.

The model has three labels (begins a name, continues it, outside). All weights are kept relative to "outside", so a
token carries two numbers, and tokens that are surely outside split the chain: only what lies between is decoded.
"""

from __future__ import annotations

import math
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from postcheck.language.names import lexicon as lexicon_module
from postcheck.language.names.features import Token, context, describe, place_attributes, surroundings
from postcheck.language.names.lexicon import Lexicon
from postcheck.language.names.spans import group, recalled, split_at_commas, trim
from postcheck.language.names.tokens import Tokens, tokenise
from postcheck.language.weights import Weights

POSSIBLE: Final = 0.15
LIKELY: Final = 0.5
_SURELY_OUTSIDE: Final = -7.0
_NEVER: Final = -40.0
_OPENS: Final = frozenset("'\"ʻ")
_WITHIN: Final = frozenset(("'", '"', "(", ")", ",", ".", "-", "_", "'s", "ʻ"))
_CACHE_LIMIT: Final = 100_000
_SCALE: Final = 100.0

Pair = tuple[float, float]
_NOTHING: Final[Pair] = (0.0, 0.0)


class Name(NamedTuple):
    """A stretch of text that probably names a person, without title and possessive ending."""

    start: int
    end: int
    probability: float
    tokens: tuple[str, ...]


class _Known(NamedTuple):
    """A distinct word and the scores that it lends itself and its neighbours: two numbers each, flat for speed."""

    exact: str
    coarse: str
    word: str
    token: Token
    own: Pair
    to_next: Pair
    to_next_but_one: Pair
    to_previous: Pair
    to_previous_but_one: Pair


class Model:
    """Weights and the scores already worked out from them; the caches only ever hold what the weights imply."""

    def __init__(self, text: str, words: Lexicon) -> None:
        """Read the weights out of the text that the trainer wrote."""
        self._lexicon = words
        self._weights = Weights(text)
        moves = {key[2:]: self._sum((key,))[0] for key in self._weights.beginning("->")}
        self._moves = {key: math.exp(value - moves["OO"]) for key, value in moves.items()}
        self._known: dict[str, _Known] = {}
        self._pairs: dict[tuple[str, str], tuple[float, float, float, float]] = {}
        self._after: dict[tuple[str, str], Pair] = {}
        self._before: dict[tuple[str, str], Pair] = {}
        self._triples: dict[tuple[str, str, str], tuple[float, float, float, float, float, float]] = {}
        self._places: dict[tuple[int, str], Pair] = {}
        edge = Token("p", "<edge>", "<edge>", "<edge>", ())
        self._edge = self._learn(edge)

    def _sum(self, attributes: tuple[str, ...]) -> Pair:
        begin = inside = 0
        for attribute in attributes:
            row = self._weights[attribute]
            if row:
                more_begin, more_inside = row.split("\t")
                begin += int(more_begin)
                inside += int(more_inside)
        return begin / _SCALE, inside / _SCALE

    def _learn(self, token: Token) -> _Known:
        near = context(token)
        far = near[:2]
        begin, inside = self._sum(tuple(["0" + a for a in token.own]))
        if token.case in "pd":
            begin = _NEVER if token.word not in _OPENS else begin
            inside = _NEVER if token.word not in _WITHIN else inside
        return _Known(
            token.exact,
            token.coarse,
            token.word,
            token,
            (begin, inside),
            self._sum(tuple(["b" + a for a in near])),
            self._sum(tuple(["a" + a for a in far])),
            self._sum(tuple(["d" + a for a in near])),
            self._sum(tuple(["e" + a for a in far])),
        )

    def _know(self, words: list[str]) -> list[_Known]:
        known = self._known
        if len(known) > _CACHE_LIMIT:
            self._forget()
        found = []
        for word in words:
            entry = known.get(word)
            if entry is None:
                entry = known[word] = self._learn(describe(word, self._lexicon))
            found.append(entry)
        return found

    def _forget(self) -> None:
        """Keep the memory of a long run bounded."""
        for cache in (self._known, self._pairs, self._after, self._before, self._triples, self._places):
            cache.clear()

    def scores(self, tokens: Tokens) -> tuple[list[float], list[float]]:
        """Return what speaks for "begins a name" and for "continues a name" at every token."""
        known = self._know(tokens.words)
        flags = surroundings(tokens, [k.token for k in known])
        edge = self._edge
        known += (edge, edge)
        flags += (0, 0)
        begins: list[float] = []
        insides: list[float] = []
        places, pairs, triples, after, before = self._places, self._pairs, self._triples, self._after, self._before
        coarse1 = exact2 = coarse2 = word2 = edge.word
        begin1 = inside1 = begin2 = inside2 = 0.0
        next_begin, next_inside = edge.to_next
        far_begin, far_inside = edge.to_next_but_one
        skip_begin, skip_inside = edge.to_next_but_one
        # Three tokens are in view; the third comes in, and what bears on the first is complete.
        for (exact3, coarse3, word3, _, own, to_next, to_skip, to_previous, to_first), flag in zip(
            known, flags, strict=True
        ):
            trio = triples.get((coarse1, coarse2, coarse3)) or self._triple(coarse1, coarse2, coarse3)
            pair = pairs.get((exact2, exact3)) or self._pair(exact2, exact3)
            follow = after.get((word2, coarse3)) or self._follow(word2, coarse3)
            lead = before.get((word3, coarse2)) or self._lead(word3, coarse2)
            place = places.get((flag, coarse3)) or self._place(flag, coarse3)
            begins.append(begin1 + to_first[0] + trio[0])
            insides.append(inside1 + to_first[1] + trio[1])
            begin1 = begin2 + to_previous[0] + lead[0] + pair[0] + trio[2]
            inside1 = inside2 + to_previous[1] + lead[1] + pair[1] + trio[3]
            begin2 = own[0] + next_begin + far_begin + place[0] + follow[0] + pair[2] + trio[4]
            inside2 = own[1] + next_inside + far_inside + place[1] + follow[1] + pair[3] + trio[5]
            far_begin, far_inside = skip_begin, skip_inside
            next_begin, next_inside = to_next
            skip_begin, skip_inside = to_skip
            coarse1, exact2, coarse2, word2 = coarse2, exact3, coarse3, word3
        return begins[2:], insides[2:]

    def _follow(self, word: str, coarse: str) -> Pair:
        found = self._after[word, coarse] = self._sum((f"v{word}|{coarse}",))
        return found

    def _lead(self, word: str, coarse: str) -> Pair:
        found = self._before[word, coarse] = self._sum((f"y{word}|{coarse}",))
        return found

    def _place(self, flag: int, coarse: str) -> Pair:
        found = self._places[flag, coarse] = self._sum(place_attributes(flag, coarse))
        return found

    def _pair(self, left: str, right: str) -> tuple[float, float, float, float]:
        found = (*self._sum((f"D{left}|{right}",)), *self._sum((f"B{left}|{right}",)))
        self._pairs[left, right] = found
        return found

    def _triple(self, one: str, two: str, three: str) -> tuple[float, float, float, float, float, float]:
        key = f"{one}|{two}|{three}"
        found = (*self._sum(("N" + key,)), *self._sum(("T" + key,)), *self._sum(("P" + key,)))
        self._triples[one, two, three] = found
        return found

    def marginals(self, tokens: Tokens) -> list[Pair]:
        """Return for every token the probabilities that it begins and that it continues a name."""
        begins, insides = self.scores(tokens)
        count = len(begins)
        result = [_NOTHING] * count
        at = 0
        while at < count:
            if begins[at] < _SURELY_OUTSIDE:
                at += 1
                continue
            stop = at + 1
            while stop < count and (begins[stop] >= _SURELY_OUTSIDE or insides[stop] >= _SURELY_OUTSIDE):
                stop += 1
            result[at:stop] = self._segment(begins[at:stop], insides[at:stop])
            at = stop
        return result

    def _segment(self, begins: list[float], insides: list[float]) -> list[Pair]:
        """Sum over all labellings of a stretch with "outside" on both sides, forwards and backwards."""
        moves = self._moves
        out_begin, begin_out, inside_out = moves["OB"], moves["BO"], moves["IO"]
        begin_begin, begin_inside = moves["BB"], moves["BI"]
        inside_begin, inside_inside = moves["IB"], moves["II"]
        weights = [(math.exp(min(b, 30.0)), math.exp(min(i, 30.0))) for b, i in zip(begins, insides, strict=True)]
        forward = []
        begin, inside, outside = 0.0, 0.0, 1.0
        for weight_begin, weight_inside in weights:
            begin, inside, outside = (
                (outside * out_begin + begin * begin_begin + inside * inside_begin) * weight_begin,
                (begin * begin_inside + inside * inside_inside) * weight_inside,
                outside + begin * begin_out + inside * inside_out,
            )
            total = begin + inside + outside
            begin, inside, outside = begin / total, inside / total, outside / total
            forward.append((begin, inside, outside))
        result: list[Pair] = []
        begin, inside, outside = begin_out, inside_out, 1.0
        for (weight_begin, weight_inside), (front_begin, front_inside, front_outside) in zip(
            reversed(weights), reversed(forward), strict=True
        ):
            total = front_begin * begin + front_inside * inside + front_outside * outside
            result.append((front_begin * begin / total, front_inside * inside / total))
            weight_begin *= begin
            weight_inside *= inside
            begin, inside, outside = (
                begin_begin * weight_begin + begin_inside * weight_inside + begin_out * outside,
                inside_begin * weight_begin + inside_inside * weight_inside + inside_out * outside,
                out_begin * weight_begin + outside,
            )
            total = begin + inside + outside
            begin, inside, outside = begin / total, inside / total, outside / total
        result.reverse()
        return result


@lru_cache(maxsize=1)
def load() -> Model:
    """Return the model that ships beside this module."""
    packed = Path(__file__).with_name("weights.txt.gz").read_bytes()
    return Model(zlib.decompress(packed, 31).decode("utf-8"), lexicon_module.load())


def find(text: str, floor: float = POSSIBLE, model: Model | None = None) -> list[Name]:
    """Return the names in ``text``, in order; ``probability`` of :data:`LIKELY` and more may be relied on.

    Between ``floor`` and that the name is only possible: a reader should look, a gate should not block.
    """
    tokens = tokenise(text)
    marginals = (model or load()).marginals(tokens)
    stretches = group(marginals, floor)
    stretches = [part for stretch in stretches for part in split_at_commas(tokens.words, stretch)]
    stretches += recalled(tokens, stretches, marginals, floor)
    names = []
    for first, last, probability in sorted(stretches):
        bounds = trim(tokens, first, last)
        if bounds:
            first, last = bounds
            words = tuple(tokens.words[first:last])
            names.append(Name(tokens.starts[first], tokens.ends[last - 1], round(probability, 3), words))
    return names
