"""A draft: its parts, where each character of a part stands in the file, its pictures, and what is said about it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Literal, NamedTuple

PartKind = Literal["text", "title", "link", "alt", "caption", "filename", "metadata", "ocr", "hidden"]
Consent = Literal["granted", "denied", "on-file"]
FactKind = Literal[
    "position", "unread-position", "serial", "thumbnail", "maybe-thumbnail", "video", "archive", "document", "picture",
    "data", "minor", "adults", "face", "released", "limited", "unreleased",
]  # fmt: skip
_ENDINGS = frozenset("jpg jpeg png webp gif tif tiff bmp heic heif avif".split())
_CAMERA = re.compile(
    r"(?:img|image|dsc[nf]?|pxl|photo|pic|picture|screen ?shot|mvimg|vid|gopr|p|whatsapp image|attachment|unnamed)?"
    r"[\s_()-]*(?:\d[\d\s_().:at-]*)?(?:copy|edited|am|pm)?"
)


def is_camera_name(stem: str) -> bool:
    """Whether a file's name, without its ending, is one that a camera or a phone gives: it says nothing."""
    return _CAMERA.fullmatch(stem.casefold()) is not None


class Piece(NamedTuple):
    """A step from text offset `at` to the source characters [start, end).

    A piece reaches to the next one's `at`. When it is as long as its source, characters map one to one; otherwise each
    of its characters stands for the whole source range (an entity, an escape). A break that no character of the source
    makes (the end of a cell) has start == end.
    """

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of published words. Nothing crosses parts; block boundaries are newlines in `text`.

    `pieces` is empty when the part has no characters of its own in the draft's file (a caption in a sidecar, a Word
    file's text); then `file` and `name` say where it stands in words, and `places` where each stretch of it does:
    from each offset on, the name that people know it by ("paragraph 4"). A part with both (a cell of a table) has a name
    beside its offsets. `leftover` are words that nobody means to publish and that the file still holds: comments, tracked
    deletions, hidden text.
    """

    kind: PartKind
    text: str
    pieces: tuple[Piece, ...] = ()
    file: str | None = None
    name: str | None = None
    picture: int | None = None  # index into the draft's pictures, when the words are about one
    names: Literal["shown", "maker", "none"] | None = None  # whom a field of a picture's own data names, if anybody
    places: tuple[tuple[int, str], ...] = ()
    leftover: bool = False

    def called(self, offset: int) -> str | None:
        """What people call the place of an offset, as far as it has a name."""
        at = bisect_right(self.places, offset, key=lambda place: place[0]) - 1
        return self.places[at][1] if at >= 0 else self.name

    def source(self, start: int, end: int) -> tuple[int, int] | None:
        """The half-open source range of text[start:end], or None when the part has no characters in the file."""
        if not self.pieces:
            return None
        first = self._piece(start)
        last = self._piece(max(start, end - 1))
        begin = first.start + (start - first.at if self._exact(first) else 0)
        if end <= start:
            return begin, begin
        finish = last.start + (end - last.at) if self._exact(last) else last.end
        return min(begin, finish), max(begin, finish)

    def _piece(self, offset: int) -> Piece:
        return self.pieces[max(0, bisect_right(self.pieces, offset, key=lambda piece: piece.at) - 1)]

    def _exact(self, piece: Piece) -> bool:
        after = bisect_right(self.pieces, piece.at, key=lambda each: each.at)
        reach = self.pieces[after].at if after < len(self.pieces) else len(self.text)
        return reach - piece.at == piece.end - piece.start


@dataclass(frozen=True, slots=True)
class Depicted:
    """A person said to be in a picture. Consent None means that nothing is known."""

    name: str | None
    role: str | None
    consent: Consent | None


class Fact(NamedTuple):
    """Something that a picture's own data gives away without words: what, and under which tag (exiftool's name)."""

    kind: FactKind
    tag: str
    size: int = 0  # bytes, of what follows the picture's end


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a draft uses. `path` is where it can be opened, None when it is on the web or cannot be resolved.

    `people` is None when no list was given; `count` is the number of people when only that was said. `reference` is the
    source range of the reference in the draft's file, None when only the sidecar or the command line names the picture.
    A picture that is embedded in the draft's file has no path; `place` says where it is ("picture 2 on page 1"), and
    `load` reads its bytes out of the file when they are wanted (raises UnreadableError when they cannot be had).
    """

    file: str
    path: str | None = None
    alt: str | None = None
    caption: str | None = None
    people: tuple[Depicted, ...] | None = None
    count: int | None = None
    consent: Consent | None = None
    setting: str | None = None
    reference: tuple[int, int] | None = None
    web: bool = False
    facts: tuple[Fact, ...] = ()

    @property
    def described(self) -> bool:
        """Whether it has an alt text that says something: one that repeats the file's name does not."""
        alt = (self.alt or "").strip()
        named = alt.rpartition(".")[2].casefold() in _ENDINGS or alt == PurePosixPath(self.file).stem
        return bool(alt) and not named and not is_camera_name(alt)

    place: str | None = None
    load: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of the context and where it was said: option, sidecar, draft."""

    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Unexamined:
    """Something that could not be looked at; never silent, and it makes the verdict `unchecked`."""

    file: str
    why: str
    suggestion: str
    part: str | None = None


class Remark(NamedTuple):
    """Something worth saying that a reader saw in the file; it breaks no clause."""

    id: str
    message: str


class Waiver(NamedTuple):
    """A directive to accept findings of `check`, as read; `triage` alone understands it.

    `file` and `at` say where it stands. `line` is the source line of the draft that it speaks of (for a comment the next
    one) and `picture` the picture; a waiver without either speaks of the whole draft. `drafts` is the pattern of the
    drafts that one in the settings speaks of. `span` is the source range of a comment, and `fault` says what is wrong
    with a directive that cannot be read; it repeats no word of it.
    """

    check: str
    kind: str
    reason: str
    origin: str  # comment, sidecar, csv, settings
    file: str = ""
    at: int | None = None
    line: int | None = None
    picture: str | None = None
    approver: str | None = None
    until: str | None = None
    drafts: str | None = None
    span: tuple[int, int] | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One post to be checked, as read. `path` is as given; `post` is the 1-based record of a table of posts (its header is
    none). `called` is what people call the draft where its path alone does not say it: "posts.csv, row 12".
    """

    path: str
    source: str
    parts: tuple[Part, ...]
    post: int | None = None
    pictures: tuple[Picture, ...] = ()
    stated: Mapping[str, Stated] = field(default_factory=lambda: MappingProxyType({}))
    unexamined: tuple[Unexamined, ...] = ()
    remarks: tuple[Remark, ...] = ()
    called: str | None = None
    waivers: tuple[Waiver, ...] = ()
