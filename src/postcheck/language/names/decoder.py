"""Find the names of persons in a text: the run-time half of a linear-chain CRF, in plain Python.

The model has three labels (begins a name, continues it, outside). All weights are kept relative to "outside", so a token
carries two numbers, and a stretch of tokens that are surely outside splits the chain: only what lies between is decoded.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from postcheck.language.names import lexicon as lexicon_module
from postcheck.language.names.features import Token, context, describe, place_attributes, surroundings
from postcheck.language.names.lexicon import Lexicon
from postcheck.language.names.tokens import Tokens, tokenise
from postcheck.language.names.trim import trim

POSSIBLE: Final = 0.15
LIKELY: Final = 0.5
_SURELY_OUTSIDE: Final = -8.0
_NEVER: Final = -40.0
_OPENS: Final = frozenset("'\"ʻ")
_WITHIN: Final = frozenset(("'", '"', "(", ")", ",", ".", "-", "_", "'s", "ʻ"))
_GOES_ON: Final = 0.35
_NEW_NAME: Final = 1.2
_CACHE_LIMIT: Final = 100_000
_SCALE: Final = 100.0

Pair = tuple[float, float]
_NOTHING: Final[Pair] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of text that probably names a person, without title and possessive ending."""

    start: int
    end: int
    probability: float
    tokens: tuple[str, ...]


class _Known(NamedTuple):
    """A distinct word with the scores that it lends itself and its neighbours on both sides."""

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
        self._weights: dict[str, Pair] = {}
        moves: dict[str, float] = {}
        for line in text.split("\n"):
            if not line or line.startswith("# "):
                continue
            attribute, begin, inside = line.split("\t")
            if attribute.startswith("->"):
                moves[attribute[2:]] = int(begin) / _SCALE
            else:
                self._weights[attribute] = (int(begin) / _SCALE, int(inside) / _SCALE)
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
        begin = inside = 0.0
        for attribute in attributes:
            pair = self._weights.get(attribute)
            if pair:
                begin += pair[0]
                inside += pair[1]
        return begin, inside

    def _learn(self, token: Token) -> _Known:
        near = context(token)
        far = near[:2]
        begin, inside = self._sum(tuple(["0" + a for a in token.own]))
        if token.case in "pd":
            begin = _NEVER if token.word not in _OPENS else begin
            inside = _NEVER if token.word not in _WITHIN else inside
        return _Known(
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
        count = len(known)
        begins = [0.0] * (count + 4)
        insides = [0.0] * (count + 4)
        edge = self._edge
        first = second = edge
        places = self._places
        pairs, triples, after, before = self._pairs, self._triples, self._after, self._before
        # `at` is the padded place of `third`, the token that comes into view; the sums of `second` and `first` grow too.
        for at, third in enumerate((*known, edge, edge), 2):
            (_, exact2, coarse2, word2, _) = second[0]
            (_, exact3, coarse3, word3, _) = third[0]
            coarse1 = first[0].coarse
            trio = triples.get((coarse1, coarse2, coarse3))
            if trio is None:
                trio = self._triple(coarse1, coarse2, coarse3)
            pair = pairs.get((exact2, exact3))
            if pair is None:
                pair = self._pair(exact2, exact3)
            follow = after.get((word2, coarse3))
            if follow is None:
                follow = after[word2, coarse3] = self._sum((f"v{word2}|{coarse3}",))
            lead = before.get((word3, coarse2))
            if lead is None:
                lead = before[word3, coarse2] = self._sum((f"y{word3}|{coarse2}",))
            if at < count + 2:
                flag = flags[at - 2]
                place = places.get((flag, coarse3))
                if place is None:
                    place = places[flag, coarse3] = self._sum(place_attributes(flag, coarse3))
            else:
                place = _NOTHING
            own, near, far = third[1], second[2], first[3]
            begins[at] += own[0] + near[0] + far[0] + place[0] + follow[0] + pair[2] + trio[4]
            insides[at] += own[1] + near[1] + far[1] + place[1] + follow[1] + pair[3] + trio[5]
            near = third[4]
            begins[at - 1] += near[0] + lead[0] + pair[0] + trio[2]
            insides[at - 1] += near[1] + lead[1] + pair[1] + trio[3]
            far = third[5]
            begins[at - 2] += far[0] + trio[0]
            insides[at - 2] += far[1] + trio[1]
            first, second = second, third
        return begins[2:-2], insides[2:-2]

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
    names = []
    for first, last, probability in stretches(marginals, floor):
        bounds = trim(tokens, first, last)
        if bounds:
            first, last = bounds
            words = tuple(tokens.words[first:last])
            names.append(Name(tokens.starts[first], tokens.ends[last - 1], round(probability, 3), words))
    return names


def stretches(marginals: list[Pair], floor: float) -> list[tuple[int, int, float]]:
    """Group tokens to names. A name goes on over a token that continues it rather than begins one of its own."""
    found = []
    at = 0
    count = len(marginals)
    while at < count:
        sure = sum(marginals[at])
        if sure < floor:
            at += 1
            continue
        stop = at + 1
        best = sure
        while stop < count:
            begin, inside = marginals[stop]
            if inside < _GOES_ON * best or begin > _NEW_NAME * inside:
                break
            best = max(best, begin + inside)
            stop += 1
        found.append((at, stop, best))
        at = stop
    return found
