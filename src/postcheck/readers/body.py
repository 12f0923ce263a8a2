"""What a reader of text finds in a draft's body, and the builders that keep the place of every character of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from postcheck.model.draft import Part, PartKind, Piece

_LAST = 1 << 62  # greater than any offset: finds the piece that an offset lies in


class Reference(NamedTuple):
    """A picture that the body shows: what it names, the source range of the whole reference, the parts about it.

    `alt` is None when the reference has no alternative text at all, and empty when it says that there is none.
    """

    target: str
    start: int
    end: int
    alt: str | None = None
    alt_part: int | None = None
    file_part: int | None = None
    caption: str | None = None


class Comment(NamedTuple):
    """What stands inside a comment, and the source range of it."""

    text: str
    start: int
    end: int


class Meta(NamedTuple):
    """A `<meta>` element's name and content, and the source range of the content."""

    name: str
    content: str
    start: int
    end: int


class Body(NamedTuple):
    """What a reader found. `parts[0]` is always the text, though it may be empty."""

    parts: tuple[Part, ...]
    references: tuple[Reference, ...] = ()
    comments: tuple[Comment, ...] = ()
    metas: tuple[Meta, ...] = ()


class Stretch(NamedTuple):
    """A text taken out of the source (a paragraph without its markers, say) that still knows its places."""

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, source: str) -> Stretch:
        """The source itself."""
        return cls(source, (Piece(0, 0, len(source)),))

    def cut(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """The text from `start` to `end`, in steps that each are one piece: (text, source start, source end)."""
        index = max(0, bisect_right(self.pieces, (start, _LAST, _LAST)) - 1)
        while start < end:
            at, begin, finish = self.pieces[index]
            index += 1
            reach = self.pieces[index].at if index < len(self.pieces) else len(self.text)
            stop = min(end, reach)
            if reach - at == finish - begin:
                yield self.text[start:stop], begin + start - at, begin + stop - at
            else:
                yield self.text[start:stop], begin, finish
            start = stop

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The source range that the text from `start` to `end` (not empty) spans."""
        if self.is_plain():
            shift = self.pieces[0].start
            return start + shift, end + shift
        first, last = next(self.cut(start, start + 1)), next(self.cut(end - 1, end))
        return first[1], last[2]

    def is_plain(self) -> bool:
        """Is it a single piece of the source, as most are?"""
        return len(self.pieces) == 1 and len(self.text) == self.pieces[0].end - self.pieces[0].start


class Words:
    """Collects text with its places; spaces and line ends wait until a character follows them."""

    __slots__ = ("_at", "_chunks", "_end", "_exact", "_length", "_line", "_pieces", "_space", "_start")

    def __init__(self) -> None:
        self._chunks: list[str] = []
        self._length = 0
        self._pieces: list[Piece] = []  # all but the last, which may grow yet:
        self._at = self._start = self._end = 0
        self._exact = False
        self._space: tuple[int, int] | None = None
        self._line = 0

    def add(self, text: str, start: int, end: int) -> None:
        """Add text that stands for source[start:end]; of the same length, its characters map one to one."""
        if not text:
            return
        if self._line or self._space:
            if self._length and self._line:
                self._append("\n" * self._line, start, start)
            elif self._length and self._space:
                self._append(" ", *self._space)
            self._line, self._space = 0, None
        self._append(text, start, end)

    def copy(self, stretch: Stretch, start: int, end: int) -> None:
        """Add a cut of a stretch, with its places."""
        if stretch.is_plain():
            shift = stretch.pieces[0].start
            self.add(stretch.text[start:end], start + shift, end + shift)
            return
        for step in stretch.cut(start, end):
            self.add(*step)

    def space(self, start: int, end: int) -> None:
        """Let a space for source[start:end] come before the next character, unless a line ends there."""
        self._space = self._space or (start, end)

    def line(self, ends: int = 1) -> None:
        """Let the line end before the next character; two ends make an empty line."""
        if ends > self._line:
            self._line = ends

    def stretch(self) -> Stretch:
        """What was collected, to be read on."""
        pieces = (*self._pieces, Piece(self._at, self._start, self._end)) if self._chunks else ()
        return Stretch("".join(self._chunks), pieces)

    def part(self, kind: PartKind) -> Part:
        """What was collected, as a part of the draft."""
        return Part(kind, *self.stretch())

    def _append(self, text: str, start: int, end: int) -> None:
        length = len(text)
        exact = length == end - start
        if exact and self._exact and self._end == start:
            self._end = end
        else:
            if self._chunks:
                self._pieces.append(Piece(self._at, self._start, self._end))
            self._at, self._start, self._end, self._exact = self._length, start, end, exact
        self._chunks.append(text)
        self._length += length
