"""Findings as people read them: those of one place together, and once what is said alike of several places."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Set
from dataclasses import dataclass, field

from postcheck.model.finding import Finding

_GRADES = {"error": 0, "warning": 1, "note": 2}


@dataclass(slots=True)
class Group:
    """What is found at one place, the worst first; `alike` are the findings of other places of which the same is said."""

    findings: list[Finding]
    alike: list[Finding] = field(default_factory=list)


def groups(
    findings: Iterable[Finding], said: Callable[[Finding], Hashable], apart: Set[str] = frozenset()
) -> list[Group]:
    """The findings of a draft in groups, in order. `said` is what is said of a finding besides its own words; findings of
    the checks that stand `apart` never join others.
    """
    places: dict[object, list[Finding]] = {}
    for finding in findings:
        place = finding.place
        key: tuple[object, ...] = ("post", finding.check)
        if finding.check in apart:
            key = ("apart", len(places))
        elif place.part != "post":
            key = (place.file, place.name, place.start, place.end, place.index if place.start is None else None)
            key = (*key, place.words) if place.start is None else key
        places.setdefault(key, []).append(finding)
    merged: dict[Hashable, Group] = {}
    for number, found in enumerate(places.values()):
        first = found[0]
        alone = len(found) == 1 and first.check not in apart and first.place.line is not None
        key = (first.check, first.severity, first.citations, said(first)) if alone else (number,)
        if key in merged:
            merged[key].alike.append(first)
        else:
            merged[key] = Group(sorted(found, key=lambda each: _GRADES[each.severity]))
    return list(merged.values())
