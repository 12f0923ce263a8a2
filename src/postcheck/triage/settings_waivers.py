"""The waivers of the settings: which drafts each speaks of, and what came of it in all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from postcheck.model.draft import Waiver
from postcheck.model.finding import Judgement, Notice, Standing
from postcheck.triage.waivers import Law, notice, unsound


def of(path: str, waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
    """The waivers that speak of the draft at a path as given; their patterns start from the settings' folder."""
    return tuple(each for each in waivers if each.drafts and _fits(path, each))


def _fits(path: str, waiver: Waiver) -> bool:
    from pathspec import GitIgnoreSpec  # only where the settings accept something

    base = Path(waiver.file).resolve().parent
    try:
        inside = Path(path).resolve().relative_to(base).as_posix()
    except ValueError:
        return False
    return bool(waiver.drafts) and GitIgnoreSpec.from_lines([waiver.drafts or ""]).match_file(inside)


def standings(waivers: Iterable[Waiver], law: Law, judged: Iterable[Judgement]) -> Iterator[Standing | None]:
    """What came of each waiver of the settings in all drafts of a run; None for one that speaks of none of them."""
    every = [standing for each in judged for standing in each.standings]
    for waiver in waivers:
        yield unsound(waiver, law) or _best(each for each in every if each.waiver is waiver)


def notices(waivers: Iterable[Waiver], law: Law, judged: Iterable[Judgement]) -> tuple[Notice, ...]:
    """A notice for each waiver of the settings that has something to say, once for the run."""
    return tuple(notice(each) for each in standings(waivers, law, judged) if each is not None and each.says)


def _best(each_draft: Iterable[Standing]) -> Standing | None:
    """It is used when it accepts something somewhere; else what is wrong outweighs that nothing was found."""
    ordered = sorted(each_draft, key=lambda each: (each.state != "used", each.state == "unused"))
    return ordered[0] if ordered else None
