"""Text of files that have no characters of their own (Word, PDF, e-mail): each stretch knows what people call its place."""

from __future__ import annotations

from dataclasses import replace

from postcheck.model.draft import Part, PartKind
from postcheck.model.place import Lines

_SINGLE: dict[PartKind, str] = {
    "title": "title", "link": "link", "alt": "alt text", "caption": "caption", "filename": "file name",
    "metadata": "properties", "hidden": "hidden words", "ocr": "words in a picture",
}  # fmt: skip


class Scroll:
    """Collects text with the names of its places; spaces and line ends wait until a character follows them."""

    __slots__ = ("_chunks", "_line", "_name", "_places", "_space", "length")

    def __init__(self, name: str = "") -> None:
        self._chunks: list[str] = []
        self._places: list[tuple[int, str]] = []
        self._name = name
        self._line = 0
        self._space = False
        self.length = 0

    def place(self, name: str) -> None:
        """What follows stands in the place of this name."""
        self._name = name

    def add(self, text: str) -> None:
        """Add text as it is read."""
        if not text:
            return
        if self.length and (self._line or self._space):
            self._append("\n" * self._line if self._line else " ")
        self._line, self._space = 0, False
        if self._name and (not self._places or self._places[-1][1] != self._name):
            self._places.append((self.length, self._name))
        self._append(text)

    def space(self) -> None:
        """Let a space come before the next character, unless a line ends there."""
        self._space = True

    def line(self, ends: int = 1) -> None:
        """Let the line end before the next character; two ends make an empty line."""
        self._line = max(self._line, ends)

    def part(self, kind: PartKind, name: str | None = None, picture: int | None = None, leftover: bool = False) -> Part:
        """What was collected, as a part of the draft."""
        return Part(
            kind,
            "".join(self._chunks),
            name=name,
            picture=picture,
            places=tuple(self._places),
            leftover=leftover,
        )

    def _append(self, text: str) -> None:
        self._chunks.append(text)
        self.length += len(text)


def by_paragraph(part: Part, where: str = "") -> Part:
    """A part of a text inside another file (a message in an e-mail): its lines, which are paragraphs by now, are counted."""
    if part.kind != "text":
        return replace(part, pieces=(), name=f"{where}{_SINGLE[part.kind]}")
    places = []
    at = number = 0
    for line in part.text.split("\n"):
        if line.strip():
            number += 1
            places.append((at, f"{where}paragraph {number}"))
        at += len(line) + 1
    return replace(part, pieces=(), places=tuple(places))


def by_line(part: Part, source: str, where: str) -> Part:
    """A part of a text file inside another file (an attachment): its places are the lines of that file."""
    if not part.pieces:
        return replace(part, file=None, name=where + (part.name or _SINGLE.get(part.kind, "")))
    lines = Lines.of(source)
    places: list[tuple[int, str]] = []
    for piece in part.pieces:
        exact = piece.end - piece.start
        step = piece.at
        begin = piece.start
        while True:
            line = lines.at(begin)[0]
            name = f"{where}line {line}"
            if not places or places[-1][1] != name:
                places.append((step, name))
            after = lines.starts[line] if line < len(lines.starts) else piece.end
            if after >= piece.end or not exact:
                break
            step, begin = step + after - begin, after
    return replace(part, pieces=(), places=tuple(places))


def within(part: Part, where: str) -> Part:
    """A part of a document inside another file: every place says in which."""
    return replace(
        part,
        file=None,
        name=where + part.name if part.name else None,
        places=tuple((at, where + name) for at, name in part.places),
    )
