"""What was read of one picture: its metadata as entries named as exiftool names them, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

MEND = "Open it in a photo program and save it again, or leave it out."
LEAVE = "Leave it out, or get the picture again from where it came."
CLEAN = "Remove what it carries with: postcheck images scrub"

Trail = Literal["video", "archive", "document", "picture", "data"]


class Entry(NamedTuple):
    """One value of the metadata; `group` and `tag` are exiftool's (`exiftool -G`). `note` says what a region is of."""

    group: str
    tag: str
    value: str
    note: str = ""


class Trailer(NamedTuple):
    """What follows the end of the picture: its kind and its size in bytes."""

    what: Trail
    size: int


class Thumbnail(NamedTuple):
    """A small picture inside the picture, as it is stored."""

    tag: str
    data: bytes


class Problem(NamedTuple):
    """Something of the picture that could not be examined, and what to do about it."""

    why: str
    suggestion: str = MEND


@dataclass(slots=True)
class Record:
    """Everything read of a picture. `width` and `height` are pixels as stored, 0 where nothing says so.

    `original` are the width and height that the EXIF remembers. `ending_fits` is whether the file name's ending is one
    of the format that the content has.
    """

    format: str = ""
    width: int = 0
    height: int = 0
    original: tuple[int, int] = (0, 0)
    ending_fits: bool = True
    entries: list[Entry] = field(default_factory=list)
    thumbnails: list[Thumbnail] = field(default_factory=list)
    trailer: Trailer | None = None
    problems: list[Problem] = field(default_factory=list)

    def add(self, group: str, tag: str, value: str, note: str = "") -> None:
        """Keep a value that says something."""
        value = value.replace("\x00", " ").strip()
        if value:
            self.entries.append(Entry(group, tag, value, note))

    def problem(self, why: str, suggestion: str = MEND) -> None:
        """Keep a problem, each once."""
        told = Problem(why, suggestion)
        if told not in self.problems:
            self.problems.append(told)
