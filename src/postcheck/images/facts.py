"""What a picture gives away without words: where it was taken, with which camera, who in it is a minor, what it hides."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from postcheck.images.record import Entry, Record
from postcheck.images.thumbnail import judged
from postcheck.model.draft import Fact, FactKind

_SERIALS = frozenset(
    {"SerialNumber", "LensSerialNumber", "CameraSerialNumber", "BodySerialNumber", "InternalSerialNumber"}
)
_RELEASES: dict[str, FactKind] = {"MR-NON": "unreleased", "MR-UMR": "released", "MR-LMR": "limited"}
MINOR = 18
GROWN = 21  # between the two somebody may still be a student
_DEGREES = re.compile(
    r"(\d{1,3}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?(?:,(\d{1,2}(?:\.\d+)?))?\s*([NSEW]?)", re.IGNORECASE
)


def facts(record: Record) -> tuple[Fact, ...]:
    """The facts of a picture, each kind once."""
    found: dict[FactKind, Fact] = {}
    for fact in (*_positions(record), *_others(record), *_hidden(record)):
        found.setdefault(fact.kind, fact)
    if "position" in found:
        found.pop("unread-position", None)
    if "minor" in found:
        found.pop("adults", None)
    return tuple(found.values())


def positions(entries: list[Entry]) -> Iterator[tuple[str, float, float]]:
    """Every position: its tag, latitude and longitude in degrees; `nan` where one cannot be read.

    Zero by zero, which cameras without a fix write, is none.
    """
    for index, entry in enumerate(entries):
        if not entry.tag.endswith("Latitude"):
            continue
        wanted = entry.tag.removesuffix("Latitude") + "Longitude"
        other = next((each for each in entries[index:] if (each.group, each.tag) == (entry.group, wanted)), None)
        latitude, longitude = degrees(entry.value), degrees(other.value) if other else math.nan
        if (latitude, longitude) != (0.0, 0.0):
            yield f"{entry.group} {entry.tag}", latitude, longitude


def degrees(text: str) -> float:
    """Decimal degrees of '44.0582', '44,3.492N' or '44,3,29.5N'; `nan` for what is none of them."""
    negative = text.strip().startswith("-")
    found = _DEGREES.fullmatch(text.strip().lstrip("+-"))
    if found is None:
        return math.nan
    value: float = sum(float(each) / 60**power for power, each in enumerate(found.groups()[:3]) if each)
    return -value if negative or found[4].upper() in ("S", "W") else value


def _positions(record: Record) -> Iterator[Fact]:
    for tag, latitude, longitude in positions(record.entries):
        known = math.isfinite(latitude) and math.isfinite(longitude)
        yield Fact("position" if known else "unread-position", tag)


def _others(record: Record) -> Iterator[Fact]:
    for entry in record.entries:
        tag, word = f"{entry.group} {entry.tag}", entry.value.rstrip("/").rpartition("/")[2].upper()
        if entry.tag in _SERIALS and entry.value.strip("0 "):
            yield Fact("serial", tag)
        elif entry.tag == "ModelReleaseStatus" and word in _RELEASES:
            yield Fact(_RELEASES[word], tag)
        elif entry.tag in ("ModelAge", "MinorModelAgeDisclosure"):
            yield from _age(tag, word)
        elif entry.tag.endswith("RegionType") and entry.value.casefold() == "face":
            yield Fact("face", tag)
        elif entry.tag in ("MicroVideo", "MotionPhoto") and entry.value == "1":
            yield Fact("video", tag)


def _age(tag: str, word: str) -> Iterator[Fact]:
    """An age in years, or the youngest model's as PLUS writes it: AG-U14 is under 14 or 14, AG-A25 is 25 or over."""
    found = re.fullmatch(r"(?:AG-[AU])?(\d{1,3})", word)
    if found and int(found[1]) < MINOR:
        yield Fact("minor", tag)
    elif found and int(found[1]) >= GROWN:
        yield Fact("adults", tag)


def _hidden(record: Record) -> Iterator[Fact]:
    if record.trailer is not None:
        yield Fact(record.trailer.what, "File TrailingData", record.trailer.size)
    for thumbnail in record.thumbnails:
        kind = judged(thumbnail, record)
        if kind is not None:
            yield Fact(kind, thumbnail.tag)
