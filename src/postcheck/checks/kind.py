"""What a kind of check is: the keys that its YAML takes, how they compile, and how it finds matches in a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from postcheck.checks.phrase import Glance, Shelf
from postcheck.config.shape import Shape
from postcheck.language.reading import Reading
from postcheck.model.check import Check, Match
from postcheck.model.context import Context


@dataclass(frozen=True, slots=True)
class Scene:
    """What a kind looks at: the draft as read, its context, and per part the patterns that can match there at all.

    `possible[i]` holds (check id, number) of the patterns whose literals occur in part i.
    """

    reading: Reading
    context: Context
    possible: tuple[frozenset[tuple[str, int]], ...]
    _glances: dict[tuple[int, int | None], Glance] = field(default_factory=dict)

    def glance(self, part: int, sentence: int | None = None) -> Glance:
        """A part's folded text, or one sentence of it, ready for phrases to be looked for; kept for all checks."""
        key = (part, sentence)
        if key not in self._glances:
            text = self.reading.folded[part].text
            span = self.reading.folded_sentences[part][sentence] if sentence is not None else (0, len(text))
            self._glances[key] = Glance(text[slice(*span)])
        return self._glances[key]


class Kind(NamedTuple):
    """A kind of check.

    `compile` turns the values of the YAML (as `shapes` read them) and its word lists into the check's options and raises
    ValueError with a sentence when they make no sense. `entries` lists the literals of each numbered pattern for the prefilter.
    """

    shapes: Mapping[str, Shape]
    required: tuple[str, ...]
    compile: Callable[[Mapping[str, Any], Shelf], Any]
    entries: Callable[[Any], Iterable[tuple[int, frozenset[str] | None]]]
    find: Callable[[Check, Scene], Iterator[Match]]
