"""What a sentence's neighbours say about it: the scores of its categories, weighed with those of the sentences around it.

A sentence that seems to breach one category seldom breaches another as well; one between others of its kind more often does
than one that stands alone; and a long sentence says more than a short one. `context.tsv`, which `training.meaning`
writes from labelled posts, holds how much each of these counts: its first line for all categories, then each category's own.
"""

from __future__ import annotations

from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

MOST = 8.0  # log-odds; what is farther from even than that is as good as sure
UNLIKELY = -5.0  # what most sentences have; it stands for a neighbour that is not there
MOST_WORDS, TEN = 30, 10.0  # a sentence's length in tens of words
_ENOUGH = 0.0  # log-odds beyond which a neighbour says no more: what it breaches by itself is found there
_HOPELESS = -3.5  # log-odds below which no neighbour makes a sentence count


class Weighing(NamedTuple):
    """How much counts what: the best other category, the sentences beside, and ten words more."""

    other: float
    near: float
    length: float
    heads: tuple[tuple[float, float], ...]  # of each category the slope of its own log-odds, and what is added


@cache
def load() -> Weighing:
    """The packaged weights, read once."""
    lines = Path(__file__).with_name("context.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    other, near, length = map(float, rows[0])
    return Weighing(other, near, length, tuple((float(slope), float(added)) for _, slope, added in rows[1:]))


class Odds(NamedTuple):
    """The sentences of a part, each by itself: every category's log-odds, at most `MOST` either way, and the length in words.

    Of a sentence that is too short to be judged there are no log-odds.
    """

    own: list[list[float]]
    words: list[int]


def features(odds: Odds, row: int, place: int) -> tuple[float, float, float]:
    """What is weighed of one category (its `place`) in the sentence `row`: the best other category there, the better of the
    sentences beside it for the same category, and the sentence's length.
    """
    here = odds.own[row]
    other = max(here[:place] + here[place + 1 :])
    beside = (odds.own[each] for each in (row - 1, row + 1) if 0 <= each < len(odds.own))
    near = max((each[place] for each in beside if each), default=UNLIKELY)
    return other, min(near, _ENOUGH), min(odds.words[row], MOST_WORDS) / TEN


def score(odds: Odds, row: int, place: int) -> float:
    """The score (0 to 1) of one category of a sentence among those of its part."""
    weighing = load()
    other, near, length = features(odds, row, place)
    slope, added = weighing.heads[place]
    total = slope * odds.own[row][place] + weighing.other * other + weighing.near * near
    return 1.0 / (1.0 + exp(-(total + weighing.length * length + added)))


def scores(odds: Odds, row: int) -> list[float]:
    """The scores of all categories of a sentence; 0 where there is no hope."""
    here = odds.own[row]
    return [score(odds, row, place) if mine > _HOPELESS else 0.0 for place, mine in enumerate(here)]
