"""The kind `image`: what a picture gives away beside its pixels, as its own data says it.

looks-for:                each names what is looked for and how it is said
  - fact: position        position, unread-position, serial, thumbnail, maybe-thumbnail, video, archive, document, picture, data
    confidence: certain   certain (default), likely or possible
    message: default      which of the check's messages it says
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple, get_args

from postcheck.checks.kind import Kind, Scene
from postcheck.checks.phrase import Shelf
from postcheck.config.shape import Keys, ListOf, OneOf, Text
from postcheck.model.check import Check, Confidence, Match
from postcheck.model.draft import FactKind, Picture

_SCRUBBED = frozenset({".jpg", ".jpeg", ".png", ".webp"})


class Wanted(NamedTuple):
    """How a fact is said."""

    confidence: Confidence
    message: str


def _compile(values: Mapping[str, Any], shelf: Shelf) -> Mapping[str, Wanted]:
    wanted: dict[str, Wanted] = {}
    for each in values["looks-for"]:
        message = each.get("message", "default")
        if message not in values["messages"]:
            raise ValueError(f"line {each['@line']} names a message '{message}' that 'messages' does not have")
        wanted[each["fact"]] = Wanted(each.get("confidence", "certain"), message)
    return MappingProxyType(wanted)


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    said: set[tuple[str | None, int]] = set()
    for number, picture in enumerate(scene.reading.draft.pictures):
        for index, fact in enumerate(picture.facts):
            wanted = check.options.get(fact.kind)
            if wanted is None or (picture.path, index) in said:
                continue
            said.add((picture.path, index))  # a picture that a draft shows twice is told once
            slots = MappingProxyType({"file": picture.file, "size": _size(fact.size), "clean": _clean(picture)})
            yield Match(check.id, None, 0, 0, wanted.confidence, wanted.message, slots, picture=number, fact=index)


def _clean(picture: Picture) -> str:
    """How to come by a clean copy: by our own command, where the format can be cleaned without loss."""
    path = picture.path or picture.file
    if PurePosixPath(path).suffix.lower() not in _SCRUBBED:
        return "export it from a photo program as a JPEG picture, then scrub that with: postcheck images scrub"
    return f'postcheck images scrub "{path}"' if " " in path else f"postcheck images scrub {path}"


def _size(count: int) -> str:
    """A size in bytes as people say it."""
    return (
        f"{count} bytes"
        if count < 2_000
        else f"{count // 1_000} kB"
        if count < 2_000_000
        else f"{count // 1_000_000} MB"
    )


def _entries(options: Mapping[str, Wanted]) -> Iterable[tuple[int, frozenset[str] | None]]:
    return ()


IMAGE = Kind(
    shapes={
        "looks-for": ListOf(
            Keys(
                {"fact": OneOf(get_args(FactKind)), "confidence": OneOf(get_args(Confidence)), "message": Text()},
                required=("fact",),
            )
        )
    },
    required=("looks-for",),
    compile=_compile,
    entries=_entries,
    find=_find,
)
