"""How sure the sentence model may be of itself in a post, and what counts that surrounds a sentence: two small fits."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from postcheck.language.meaning import context
from postcheck.language.meaning.context import FACTS, MOST, POSTED, Odds
from postcheck.language.meaning.model import Model
from training.meaning_material import Part

ALONE, AMONG = 0.3, 0.5  # inverse of the L2 penalty of each fit
SHARED = 0.3  # how freely a category's slope leaves the common one
SCORES, LENGTH, FACT = 0.1, 0.5, 0.3
"""How freely a category weighs the scores of the others, a sentence's length, and what is so of it: less than its own score,
since what authors happened to put side by side is no rule."""
HARMLESS = 0.1  # weight of a training post's sentence, of which there are many more than of labelled posts


class Judged(NamedTuple):
    """A part of a post as a model judges it which has not seen it; heads that are not calibrated give their margins."""

    part: Part
    odds: Odds


class Rows(NamedTuple):
    """Every sentence, for each category in turn: its row in a table, whether it breaches the category, its weight."""

    table: sp.csr_matrix
    truth: np.ndarray
    weights: np.ndarray

    def fit(self, strength: float) -> LogisticRegression:
        """A model of the breaches; what weighs nothing is left out."""
        told = self.weights > 0
        model = LogisticRegression(C=strength, max_iter=3000)
        return model.fit(self.table[told], self.truth[told], sample_weight=self.weights[told])

    def precision(self, fitted: LogisticRegression) -> float:
        """The average precision of a model on its own rows."""
        return float(
            average_precision_score(self.truth, fitted.decision_function(self.table), sample_weight=self.weights)
        )


def judge(part: Part, model: Model) -> Judged:
    """The part as a model judges it."""
    return Judged(part, model.log_odds([each.text for each in part.sentences], [each.facts for each in part.sentences]))


def calibrate(text: str, judged: list[Judged], categories: list[str]) -> tuple[str, str]:
    """The model's text with every head's line from margin to log-odds, and the text of context.tsv."""
    many = len(categories)
    alone = _alone(judged, categories)
    line = alone.fit(ALONE)
    print(f"average precision, each sentence by itself: {alone.precision(line):.3f}")
    shifts, slopes = np.split(line.coef_[0][1:], (many,))
    slopes, shifts = line.coef_[0][0] + SHARED * slopes, line.intercept_[0] + shifts
    for category, slope, shift in zip(categories, slopes, shifts, strict=True):
        text = re.sub(rf"(?m)^(!{category}\t.\t[-\d.]+)\t1\t0$", rf"\g<1>\t{slope:.4f}\t{shift:.4f}", text)
    settled = [Judged(part, _settled(odds, slopes, shifts)) for part, odds in judged]
    among = _among(settled, categories)
    fitted = among.fit(AMONG)
    print(f"average precision of the fit, among what surrounds it: {among.precision(fitted):.3f}")
    return text, _table(fitted, categories)


def _settled(odds: Odds, slopes: np.ndarray, shifts: np.ndarray) -> Odds:
    own = [list(np.clip(np.array(row) * slopes + shifts, -MOST, MOST)) if row else [] for row in odds.own]
    return Odds(own, odds.words, odds.facts)


def _told(judged: list[Judged], categories: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Of every category in turn, whether each sentence breaches it, and what the sentence weighs: nothing where in doubt.

    What a post breaches without a place, that sentence breaches which seems to most.
    """
    truth: list[bool] = []
    weights: list[float] = []
    for place, category in enumerate(categories):
        for part, odds in judged:
            margins = [row[place] if row else -np.inf for row in odds.own]
            most = int(np.argmax(margins)) if category in part.whole and margins else None
            for at, (sentence, row) in enumerate(zip(part.sentences, odds.own, strict=True)):
                if row:
                    truth.append(category in sentence.breaches or at == most)
                    told = at == most or category not in sentence.doubtful
                    weights.append(told * (HARMLESS if part.harmless else 1.0))
    return np.array(truth), np.array(weights)


def _alone(judged: list[Judged], categories: list[str]) -> Rows:
    """Each sentence's margin, then each category's own shift and slope."""
    own = np.array([row for _, odds in judged for row in odds.own if row])
    shifts = sp.block_diag([np.ones((len(own), 1))] * len(categories))
    slopes = sp.block_diag([column[:, None] * SHARED for column in own.T])
    table = sp.hstack([own.T.reshape(-1, 1), shifts, slopes])
    return Rows(table.tocsr(), *_told(judged, categories))


def _among(judged: list[Judged], categories: list[str]) -> Rows:
    """What all categories weigh alike: the category's own log-odds, those beside it, and the length; then what each weighs in
    its own way.
    """
    rows = [(odds, row) for _, odds in judged for row, own in enumerate(odds.own) if own]
    around = np.array([context.around(*each) for each in rows])
    beside = np.array([[context.beside(*each, place) for each in rows] for place in range(len(categories))])
    own, length = around[:, : len(categories)], around[:, 2 * len(categories)]
    alike = np.column_stack([own.T.ravel(), beside.reshape(-1, 3), np.tile(length, len(categories))])
    each = sp.csr_matrix(np.column_stack([np.ones(len(rows)), around * _freedom(len(categories))]))
    table = sp.hstack([alike, sp.block_diag([each] * len(categories))])
    return Rows(table.tocsr(), *_told(judged, categories))


def _freedom(many: int) -> np.ndarray:
    """How freely a category weighs each thing around a sentence."""
    return np.array([SCORES] * (2 * many) + [LENGTH] + [FACT] * len((*FACTS, *POSTED)))


def _table(fitted: LogisticRegression, categories: list[str]) -> str:
    """The text of context.tsv."""
    many = len(categories)
    slope, *beside, length = fitted.coef_[0][:5]
    each = fitted.coef_[0][5:].reshape(many, -1)
    added, around = fitted.intercept_[0] + each[:, 0], each[:, 1:] * _freedom(many)
    around[np.arange(many), np.arange(many)] += slope
    around[:, 2 * many] += length
    values = np.column_stack([added, *(np.full(many, value) for value in beside), around]).T
    lines = ["\t".join(["", *categories])]
    for name, row in zip(context.rows(categories), values, strict=True):
        lines.append("\t".join([name, *(f"{value:.3f}" for value in row)]))
    return "\n".join(lines) + "\n"
