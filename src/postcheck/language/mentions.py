"""The mentions of names in a part, each with all by which its role can be told: what `roles` weighs, also in training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from postcheck.language import role_rules
from postcheck.language.layout import Layout, Setting
from postcheck.language.role_words import TOUCHING, Verdict
from postcheck.language.sentences import Span
from postcheck.language.surroundings import Surroundings, surroundings

Evidence = tuple[tuple[str, Verdict], ...]


_FARTHEST = 40  # names of a long list


def peers(every: Sequence[Evidence], group: tuple[int, int], number: int) -> frozenset[str]:
    """What touches the other names that are said in one breath with a name: the roles, and on which side of it."""
    found: set[str] = set()
    for other in range(max(group[0], number - _FARTHEST), min(group[1], number + _FARTHEST) + 1):
        touching = [verdict.role for kind, verdict in every[other] if kind in TOUCHING]
        if other != number and touching:
            found.add(touching[0])
            found.add(f"{touching[0]}{'<' if other < number else '>'}{min(2, abs(other - number))}")
    return frozenset(found)


class Mention(NamedTuple):
    """One mention of a name, and what its role can be told by; `beside` are its `peers`, `probability` is that of a name."""

    name: str
    probability: float
    setting: Setting
    around: Surroundings
    evidence: Evidence
    beside: frozenset[str]


def mentions(layout: Layout, probabilities: Sequence[float], sentences: Sequence[Span]) -> list[Mention]:
    """Every name of a layout as a mention; the names' probabilities and the part's sentences in order."""
    settings = [layout.setting(number) for number in range(len(layout.names))]
    around = surroundings(layout.text, layout.names, sentences)
    evidence = role_rules.of_all(settings)
    return [
        Mention(
            layout.text[slice(*name)],
            probabilities[number],
            settings[number],
            around[number],
            evidence[number],
            peers(evidence, settings[number].group, number),
        )
        for number, name in enumerate(layout.names)
    ]
