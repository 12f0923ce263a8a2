"""The role that a name's setting gives it: student, adult, or a public figure, with the words that say so."""

from __future__ import annotations

import gzip
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from postcheck.language.layout import Setting
from postcheck.language.role_features import features

if TYPE_CHECKING:
    from postcheck.language.people import Role

ROLES: tuple[Role, ...] = ("student", "adult", "public")
STUDENT = 0.5
NOT_STUDENT = 0.25


@cache
def _weights() -> dict[str, tuple[float, float, float]]:
    weights = {}
    with gzip.open(Path(__file__).with_name("roles.tsv.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            feature, *values = line.rstrip("\n").split("\t")
            weights[feature] = (int(values[0]) / 100, int(values[1]) / 100, int(values[2]) / 100)
    return weights


def role(setting: Setting, name: str) -> tuple[Role, str, float]:
    """The role, its evidence in words, and how probable a student is."""
    weights = _weights()
    sums = [0.0, 0.0, 0.0]
    best: list[tuple[float, str]] = [(0.0, ""), (0.0, ""), (0.0, "")]
    for feature in features(setting, name):
        for at, weight in enumerate(weights.get(feature, (0.0, 0.0, 0.0))):
            sums[at] += weight
            if weight > best[at][0]:
                best[at] = (weight, feature)
    top = max(sums)
    powers = [math.exp(each - top) for each in sums]
    student = powers[0] / sum(powers)
    if student >= STUDENT:
        return "student", best[0][1], student
    if student >= NOT_STUDENT:
        return "unknown", "", student
    at = 1 if sums[1] >= sums[2] else 2
    return ROLES[at], best[at][1], student
