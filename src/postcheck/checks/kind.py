"""What a kind of check is: the keys that its YAML takes, how they compile, and how it finds matches in a draft."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from postcheck.checks.phrase import Glance, Shelf
from postcheck.checks.prefilter import Prefilter
from postcheck.config.settings import DIRECTORY
from postcheck.config.shape import Shape
from postcheck.language.reading import Reading
from postcheck.model.check import Check, Match
from postcheck.model.context import Context

if TYPE_CHECKING:
    from postcheck.checks.written import Hit
    from postcheck.records.book import Records


LONG = 800  # characters; of a longer sentence, or beside it, only so much is looked at


class Known(NamedTuple):
    """What the district knows and decided: its records, when there are any, and what it may publish of students.

    Under opt-out a name that is tied to nothing but `directory` information may be published; None: nobody decided.
    """

    records: Records | None = None
    release: Literal["opt-in", "opt-out"] | None = None
    directory: tuple[str, ...] = DIRECTORY


UNKNOWN = Known()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a kind looks at: the draft as read, its context, and which patterns can match in a part at all."""

    reading: Reading
    context: Context
    prefilter: Prefilter
    known: Known = UNKNOWN
    _glances: dict[tuple[int, int | None], Glance] = field(default_factory=dict)
    _wider: dict[tuple[int, int], Glance] = field(default_factory=dict)
    _possible: dict[int, Mapping[str, set[int]]] = field(default_factory=dict)
    _by_sentence: dict[int, dict[str, list[tuple[int, Collection[int]]]]] = field(default_factory=dict)
    _students: dict[int, list[Hit]] = field(default_factory=dict)

    def possible(self, check: str, part: int) -> Collection[int]:
        """The numbers of a check's patterns whose literals occur in a part."""
        if part not in self._possible:
            self._possible[part] = self.prefilter.possible(self.glance(part))
        return self._possible[part].get(check, ())

    def possible_by_sentence(self, check: str, part: int) -> Sequence[tuple[int, Collection[int]]]:
        """The numbers of a check's patterns whose literals occur in a sentence of a part, with the sentence's number."""
        if part not in self._by_sentence:
            self._by_sentence[part] = {}
            for sentence in range(len(self.reading.folded_sentences[part])):
                for each, numbers in self.prefilter.possible(self.glance(part, sentence)).items():
                    self._by_sentence[part].setdefault(each, []).append((sentence, numbers))
        return self._by_sentence[part].get(check, ())

    def glance(self, part: int, sentence: int | None = None) -> Glance:
        """A part's folded text, or one sentence of it, ready for phrases to be looked for; kept for all checks."""
        key = (part, sentence)
        if key not in self._glances:
            text = self.reading.folded[part].text
            span = self.reading.folded_sentences[part][sentence] if sentence is not None else (0, len(text))
            self._glances[key] = Glance(text[slice(*span)])
        return self._glances[key]

    def wider(self, part: int, sentence: int) -> Glance:
        """A sentence with those before and after it, of each what is near; kept for all checks."""
        key = (part, sentence)
        if key not in self._wider:
            spans = self.reading.folded_sentences[part]
            here = spans[sentence]
            start, end = spans[max(0, sentence - 1)].start, spans[min(sentence + 1, len(spans) - 1)].end
            text = self.reading.folded[part].text
            self._wider[key] = Glance(text[max(start, here.start - LONG) : min(end, here.end + LONG)])
        return self._wider[key]

    def students(self, part: int) -> list[Hit]:
        """The names of students on the roster in a part; none without a roster. Kept for all checks."""
        if part not in self._students:
            found: list[Hit] = []
            if self.known.records is not None and self.known.records.has("students"):
                from postcheck.checks import written  # only where there is a roster

                people = [person for person in self.reading.people if person.part == part]
                rosters = self.known.records.rosters
                found = written.find(self.reading.draft.parts[part], self.reading.folded[part], people, rosters)
            self._students[part] = found
        return self._students[part]


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
