"""What surrounds a sentence says about it: the scores of its categories, weighed with each other and with all around.

A sentence that seems to breach one category seldom breaches some others as well; one between others of its kind more often
does than one that stands alone; what the rest of the text seems to breach counts, and so do the account, whom the sentence
and the post name, where it stands, and how long it is. `context.tsv`, which `training.meaning` writes from labelled posts,
holds how much each of these counts: a row for each, a column for each category.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from math import exp
from operator import mul
from pathlib import Path
from typing import NamedTuple

from postcheck.model.context import ACCOUNTS

MOST = 8.0  # log-odds; what is farther from even than that is as good as sure
UNLIKELY = -5.0  # what most sentences have; it stands for a neighbour that is not there
FACTS = ("first", "last", "student", "adult", "student before", "student in the post", "adult in the post")
"""What may be so of a sentence: where it stands in its part, and whom it, the one before it and the post name."""
POSTED = tuple(f"account: {account}" for account in ACCOUNTS)
"""And where it is posted; where nobody said, it counts as a bit of each."""
Facts = frozenset[str]

_MOST_WORDS, _TENS = 30, 10.0  # a sentence's length in tens of words
_ENOUGH = 0.0  # log-odds beyond which a neighbour says no more: what it breaches by itself is found there
_NOTHING = -4.0  # log-odds below which it does not matter how unlikely the rest of a text breaches a category
_HOPELESS = -3.5  # log-odds below which nothing around makes a sentence count


class Odds:
    """The sentences of a part, each by itself: every category's log-odds, at most `MOST` either way; its length in words;
    and what is so of it.

    Of a sentence that is too short to be judged there are no log-odds.
    """

    def __init__(self, own: list[list[float]], words: list[int], facts: Sequence[Facts]) -> None:
        self.own = own
        self.words = words
        self.facts = facts

    @cached_property
    def best(self) -> list[tuple[float, float]]:
        """Of each category the best two log-odds among the part's sentences."""
        columns = zip(*(row for row in self.own if row), strict=True)
        ranked = (sorted(column, reverse=True) for column in columns)
        return [(column[0], column[1] if len(column) > 1 else UNLIKELY) for column in ranked]


def around(odds: Odds, row: int) -> list[float]:
    """What all categories of the sentence `row` share: the log-odds of each, how far each is from hopeless elsewhere in the
    part, the length, and the facts in the order of `FACTS` and `POSTED`, 1 where they are so.
    """
    here = odds.own[row]
    elsewhere = [
        max(second if first == own else first, _NOTHING) - _NOTHING
        for own, (first, second) in zip(here, odds.best, strict=True)
    ]
    facts = odds.facts[row]
    posted = [float(fact in facts) for fact in POSTED]
    if not any(posted):
        posted = [1.0 / len(POSTED)] * len(POSTED)
    return [
        *here,
        *elsewhere,
        min(odds.words[row], _MOST_WORDS) / _TENS,
        *(float(fact in facts) for fact in FACTS),
        *posted,
    ]


def beside(odds: Odds, row: int, place: int) -> tuple[float, float, float]:
    """What is one category's (its `place`) own in the sentence `row`: the best other category there, and the same category
    in the sentence before and in the one after.
    """
    here = odds.own[row]
    before, after = (
        min(odds.own[each][place], _ENOUGH) if 0 <= each < len(odds.own) and odds.own[each] else UNLIKELY
        for each in (row - 1, row + 1)
    )
    return max(here[:place] + here[place + 1 :]), before, after


class Weighing(NamedTuple):
    """What counts how much for one category."""

    added: float
    beside: tuple[float, ...]
    around: tuple[float, ...]


def rows(categories: Sequence[str]) -> list[str]:
    """The names of the table's rows, in their order."""
    shared = [f"{where}: {category}" for where in ("here", "elsewhere") for category in categories]
    return ["added", "other", "before", "after", *shared, "length", *FACTS, *POSTED]


@cache
def load() -> tuple[Weighing, ...]:
    """The packaged weights of each category, read once."""
    lines = Path(__file__).with_name("context.tsv").read_text(encoding="utf-8").splitlines()
    columns = zip(*(line.split("\t")[1:] for line in lines[1:]), strict=True)
    weights = ([float(value) for value in column] for column in columns)
    return tuple(Weighing(column[0], tuple(column[1:4]), tuple(column[4:])) for column in weights)


def score(odds: Odds, row: int, place: int) -> float:
    """The score (0 to 1) of one category of a sentence among those of its part."""
    return _score(odds, row, place, around(odds, row))


def _score(odds: Odds, row: int, place: int, shared: list[float]) -> float:
    weighing = load()[place]
    total = weighing.added + sum(map(mul, weighing.around, shared))
    total += sum(map(mul, weighing.beside, beside(odds, row, place)))
    return 1.0 / (1.0 + exp(-total))


def scores(odds: Odds, row: int) -> list[float]:
    """The scores of all categories of a sentence; 0 where there is no hope."""
    here = odds.own[row]
    if not here or max(here) <= _HOPELESS:
        return [0.0] * len(here)
    shared = around(odds, row)
    return [_score(odds, row, place, shared) if mine > _HOPELESS else 0.0 for place, mine in enumerate(here)]
