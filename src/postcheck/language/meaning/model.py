"""Judge what a sentence does: one linear model a category, in pure Python, with the words that speak for its answer.

The weights are a text that `training.meaning` writes. A line is a feature and its weights (`w:pull<TAB>S34 Q-5`: 34 for
the head of letter S, -5 for that of Q); heads stand first, each on a line that starts with `!`, and an empty line ends
them. A head's line from margin to log-odds is fitted on posts that its weights had not seen. What then counts is that
score as `context` weighs it with the other categories and with the sentences around: how likely a reviewer flags the
sentence in a post.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Sequence
from functools import cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from postcheck.language.meaning import context
from postcheck.language.meaning.context import MOST, Facts, Odds
from postcheck.language.meaning.features import Span, features, tokens
from postcheck.language.weights import Weights

CERTAIN = 0.85  # the exceptions that a check makes for its phrases do not hold against it
SURE = 0.65
POSSIBLE = 0.5  # beside this, cues ask for words that bear it out
FAINT = 0.25  # counts only beside words that bear it out
DOUBTED = 0.003  # below this, some checks do not believe their own words
_SCALE = 32.0
_LEAST = 4
_SHORTEST = 3  # words of letters; in fewer, one word decides
_WORD_OF_LETTERS = re.compile(r"[^\W\d_]+")
_FIELD = 32
_REMEMBERED = 100_000
_SHOWN = 5  # words
# A function word alone tells a teacher little; between two chosen words it is shown all the same.
_FAINT = 0.3
_FUNCTION = frozenset(
    "a an the this that these those and or but so if as at by for from in into of on to up with is are was were be "
    "been am do does did has have had will would can could it its it's i i'm my me we our us you your he his she her "
    "they their them who what when where how there here just still very too also <name>".split()
)


class Judgement(NamedTuple):
    """A category that a sentence seems to breach."""

    category: str
    score: float


class Head(NamedTuple):
    """One category's constants: its letter in the weights, its bias and the line from margin to log-odds."""

    category: str
    letter: str
    bias: float
    slope: float
    shift: float

    def log_odds(self, margin: float) -> float:
        """Turn a margin into the log-odds that the sentence, by itself, breaches the category."""
        return max(-MOST, min(MOST, self.slope * margin + self.shift))


class Model:
    """The weights of all heads.

    A feature's weights are packed into one integer, a field of 32 bits for each head, so that a single addition of
    Python's long integers adds up all heads at once: summing them one by one took ten times as long.
    """

    def __init__(self, text: str) -> None:
        top, _, body = text.partition("\n\n")
        self.heads: list[Head] = []
        for line in top.split("\n"):
            if line.startswith("!"):
                category, letter, bias, slope, shift = line[1:].split("\t")
                self.heads.append(Head(category, letter, float(bias), float(slope), float(shift)))
        self._rows = Weights(body)
        self._packed: dict[str, int] = {}
        self._shifts = {head.letter: _FIELD * place for place, head in enumerate(self.heads)}
        self._places = {head.category: place for place, head in enumerate(self.heads)}
        self._zero = sum(1 << (_FIELD * place + _FIELD - 1) for place in range(len(self.heads)))
        self._layout = struct.Struct(f"<{len(self.heads)}I")

    def _weights(self, feature: str) -> int:
        """Return a feature's packed weights; a line is parsed at its first use."""
        row = self._rows[feature]
        packed = sum(int(part[1:]) << self._shifts[part[0]] for part in row.split(" ")) if row else 0
        if len(self._packed) > _REMEMBERED:
            self._packed.clear()
        self._packed[feature] = packed
        return packed

    def _sums(self, found: Iterable[str]) -> list[int]:
        """Return every head's sum of the features' weights."""
        total = self._zero
        packed = self._packed
        for feature in found:
            value = packed.get(feature)
            total += self._weights(feature) if value is None else value
        middle = 1 << (_FIELD - 1)
        return [field - middle for field in self._layout.unpack(total.to_bytes(self._layout.size, "little"))]

    def margins(self, sentence: str) -> list[float]:
        """Return every head's margin."""
        return self._margins(features(tokens(sentence)))

    def _margins(self, found: dict[str, Span]) -> list[float]:
        scale = 1.0 / (_SCALE * sqrt(max(len(found), _LEAST)))
        return [head.bias + total * scale for head, total in zip(self.heads, self._sums(found), strict=True)]

    def log_odds(self, sentences: Sequence[str], facts: Sequence[Facts] = ()) -> Odds:
        """Return every head's log-odds for each sentence of a part by itself, with the `facts` that are known of it; where it
        stands need not be among them.

        Of fewer than three words none is judged: there one word decides.
        """
        own: list[list[float]] = []
        for sentence in sentences:
            long = len(_WORD_OF_LETTERS.findall(sentence)) >= _SHORTEST
            margins = self.margins(sentence) if long else ()
            own.append([head.log_odds(margin) for head, margin in zip(self.heads, margins, strict=False)])
        known = [set(each) for each in facts or ((),) * len(own)]
        for where, row in (("first", 0), ("last", -1)) if known else ():
            known[row].add(where)
        return Odds(own, [len(sentence.split()) for sentence in sentences], [frozenset(each) for each in known])

    def judge(self, odds: Odds) -> list[list[Judgement]]:
        """Return what each sentence of a part seems to breach among the others, the surest first; nothing for nearly every
        sentence.
        """
        judged = []
        for row in range(len(odds.own)):
            found = context.scores(odds, row)
            reached = [
                Judgement(head.category, score)
                for head, score in zip(self.heads, found, strict=False)
                if score >= FAINT
            ]
            judged.append(sorted(reached, key=lambda one: -one.score))
        return judged

    def score(self, odds: Odds, row: int, category: str) -> float | None:
        """Return how likely a sentence breaches a category; None when it is too short to be judged."""
        return context.score(odds, row, self._places[category]) if odds.own[row] else None

    def telling(self, sentence: str, category: str) -> tuple[int, int] | None:
        """Return where the few words stand that speak most for a category; None when they are the whole sentence."""
        split = tokens(sentence)
        credit = self._credit(split, self._places[category])
        windows = [
            (sum(credit[first:last]), first, last)
            for first in range(len(split))
            for last in range(first + 1, min(first + _SHOWN, len(split)) + 1)
            if credit[first] > 0 and credit[last - 1] > 0
        ]
        if not windows:
            return None
        _, first, last = max(windows, key=lambda each: (each[0], each[1] - each[2]))
        if last - first == len(split):
            return None
        found = re.search(r"\W*".join(re.escape(shown) for shown, _ in split[first:last]), sentence)
        return found.span() if found else None

    def _credit(self, split: list[tuple[str, str]], place: int) -> list[float]:
        """What each token adds to the margin of the numbered head; a feature's weight is shared by its tokens."""
        credit = [0.0] * len(split)
        for feature, (first, last) in features(split).items():
            weight = self._sums((feature,))[place]
            ends = {first, last} if feature[0] == "k" else set(range(first, last + 1))
            for index in ends if weight and split else ():
                credit[index] += weight / len(ends)
        for index, (_, word) in enumerate(split):
            if word in _FUNCTION:
                credit[index] *= _FAINT
            elif not word[0].isalnum() and word[0] != "<":
                credit[index] = 0.0
        return credit


@cache
def load() -> Model:
    """Return the packaged model, read once."""
    return Model(Path(__file__).with_name("weights.txt").read_bytes().decode())


def telling(sentence: str, category: str) -> tuple[int, int] | None:
    """Return where the words of a sentence stand that speak most for a category."""
    return load().telling(sentence, category)
