"""The kind `hours`: a post that goes out in duty hours of a school day and is not about the job.

free: [...]      phrases that say the writer is not on duty (a break, a day off)
job: [...]       phrases that tie the post to the job
idle: [...]      phrases that show it does not serve the job after all; they beat `job`
unfit: [...]     categories of the sentence model that show the same, where it is sure of one

Silent when nobody says when the post goes out. The finding is about the post as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from postcheck.checks.kind import Kind, Scene
from postcheck.checks.phrase import Phrase, Shelf, compile_phrase
from postcheck.config.shape import ListOf, Text
from postcheck.language.meaning.model import SURE
from postcheck.model.check import Check, Match


class Hours(NamedTuple):
    """The compiled options of a check of this kind."""

    free: tuple[Phrase, ...]
    job: tuple[Phrase, ...]
    idle: tuple[Phrase, ...]
    unfit: frozenset[str]


def compile_options(values: Mapping[str, Any], shelf: Shelf) -> Hours:
    """The phrases of a check."""
    free, job, idle = (
        tuple(compile_phrase(text, shelf) for text in values.get(key) or ()) for key in ("free", "job", "idle")
    )
    return Hours(free, job, idle, frozenset(values.get("unfit") or ()))


def _entries(_: Hours) -> Iterable[tuple[int, frozenset[str] | None]]:
    return ()


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    # A personal page, or nobody said whose; pages of the school are work.
    if not scene.context.on_duty or scene.context.account not in (None, "personal") or not scene.context.employee:
        return
    options: Hours = check.options
    glances = [scene.glance(index) for index in range(len(scene.reading.draft.parts))]

    def says(phrases: tuple[Phrase, ...]) -> bool:
        return any(glance.has_any(phrases) for glance in glances)

    def is_unfit() -> bool:
        meant = (found for part in scene.reading.meanings for found in part.items())
        return any(category in options.unfit and max(each.score for each in some) >= SURE for category, some in meant)

    if says(options.free) or (says(options.job) and not says(options.idle) and not is_unfit()):
        return
    yield Match(check.id, None, 0, 0, "likely")


_PHRASES = ListOf(Text())
HOURS = Kind(
    shapes={"free": _PHRASES, "job": _PHRASES, "idle": _PHRASES, "unfit": _PHRASES},
    required=("job",),
    compile=compile_options,
    entries=_entries,
    find=_find,
)
