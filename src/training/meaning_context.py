"""How sure the sentence model may be of itself in a post, and what a sentence's neighbours count for: two small fits."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from postcheck.language.meaning import context
from postcheck.language.meaning.context import MOST, Odds
from postcheck.language.meaning.model import Model
from training.meaning_material import Part

STRENGTH, SHARED = 0.3, 0.3  # inverse of the L2 penalty; how freely a category's slope leaves the common one
HARMLESS = 0.1  # weight of a training post's sentence, of which there are many more than of labelled posts


class Judged(NamedTuple):
    """A part of a post with the margins that a model which has not seen it gives to its sentences."""

    part: Part
    margins: list[list[float]]
    words: list[int]


def judge(part: Part, model: Model) -> Judged:
    """The part as a model judges it."""
    odds = model.log_odds(each.text for each in part.sentences)  # heads that are not calibrated give their margins
    return Judged(part, odds.own, odds.words)


def calibrate(text: str, judged: list[Judged], categories: list[str]) -> tuple[str, str]:
    """The model's text with every head's line from margin to log-odds, and the text of context.tsv."""
    alone, truth, weights = _table(judged, categories)
    line = _fit(alone, truth, weights)
    print(f"average precision, each sentence by itself: {_precision(line, alone, truth, weights):.3f}")
    slopes, shifts = _lines(line, 1, len(categories))
    for category, slope, shift in zip(categories, slopes, shifts, strict=True):
        text = re.sub(rf"(?m)^(!{category}\t.\t[-\d.]+)\t1\t0$", rf"\g<1>\t{slope:.4f}\t{shift:.4f}", text)
    settled = [
        each._replace(
            margins=[list(np.clip(np.array(row) * slopes + shifts, -MOST, MOST)) if row else [] for row in each.margins]
        )
        for each in judged
    ]
    among, truth, weights = _table(settled, categories, among=True)
    fitted = _fit(among, truth, weights)
    print(f"average precision, among its neighbours: {_precision(fitted, among, truth, weights):.3f}")
    slopes, added = _lines(fitted, 4, len(categories))
    rows = ["# other, near, length; then category, slope, added; written by training.meaning"]
    rows.append("\t".join(f"{value:.4f}" for value in fitted.coef_[0][1:4]))
    rows += [f"{name}\t{slope:.4f}\t{more:.4f}" for name, slope, more in zip(categories, slopes, added, strict=True)]
    return text, "\n".join(rows) + "\n"


def _table(
    judged: list[Judged], categories: list[str], among: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A row for each sentence and category that is not in doubt: its margin, with `among` its neighbours, then each
    category's own shift and slope; whether it is a breach; and its weight.
    """
    many = len(categories)
    rows: list[list[float]] = []
    truth: list[bool] = []
    weights: list[float] = []
    for part, margins, words in judged:
        odds = Odds(margins, words)
        for row, sentence in enumerate(part.sentences):
            for place, own in enumerate(margins[row]):
                if categories[place] not in sentence.doubtful:
                    around = context.features(odds, row, place) if among else ()
                    own_line = [0.0] * (2 * many)
                    own_line[place], own_line[many + place] = 1.0, SHARED * own
                    rows.append([own, *around, *own_line])
                    truth.append(categories[place] in sentence.breaches)
                    weights.append(HARMLESS if part.harmless else 1.0)
    return np.array(rows, dtype=np.float32), np.array(truth), np.array(weights)


def _fit(table: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=3000).fit(table, truth, sample_weight=weights)


def _lines(fitted: LogisticRegression, common: int, many: int) -> tuple[np.ndarray, np.ndarray]:
    """Every category's slope and shift."""
    shifts, slopes = np.split(fitted.coef_[0][common:], (many,))
    return fitted.coef_[0][0] + SHARED * slopes, fitted.intercept_[0] + shifts


def _precision(fitted: LogisticRegression, table: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> float:
    return float(average_precision_score(truth, fitted.decision_function(table), sample_weight=weights))
