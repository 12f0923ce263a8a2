"""What the stories of a Word file are gathered into: parts, pictures, and what could not be examined."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath

from postcheck.model.draft import Part, Picture, Unexamined
from postcheck.readers.places import Scroll
from postcheck.readers.word.package import Package, picture


class Gathered:
    """Everything that is read so far. `hidden` and `captions` are the ids of styles that hide text or mark captions."""

    def __init__(self, package: Package, again: Callable[[], bytes], shown: str) -> None:
        self.package = package
        self.shown = shown
        self.parts: list[Part] = []
        self.pictures: list[Picture] = []
        self.unexamined: list[Unexamined] = []
        self.leftovers: dict[str, int] = {}  # how many comments, deletions and hidden texts there are
        self.hidden: frozenset[str] = frozenset()
        self.captions: frozenset[str] = frozenset()
        self.tables = self.boxes = 0
        self._again = again

    def line(self, kind: str, text: str, name: str, number: int | None = None) -> None:
        """Add a part that is one short text: a link, an alt text, a property."""
        text = " ".join(text.split())
        if text:
            self.parts.append(Part(kind, text, name=name, picture=number))  # type: ignore[arg-type]

    def leftover(self, what: str, scroll: Scroll, name: str) -> None:
        """Add words that nobody means to publish."""
        part = scroll.part("hidden", name, leftover=True)
        if part.text.strip():
            self.parts.append(part)
            self.leftovers[what] = self.leftovers.get(what, 0) + 1

    def embedded(self, member: str, alt: str | None, typed: str | None, where: str) -> int:
        """Add a picture of the package; `typed` is the name that its file had. Its number."""
        number = len(self.pictures)
        name = PurePosixPath(member).name
        own = PurePosixPath((typed or "").replace("\\", "/")).name
        if not PurePosixPath(own).suffix[1:].isalnum():
            own = ""
        place = f"picture {number + 1}, in {where}" if where else f"picture {number + 1}"
        load = partial(picture, self._again, member)
        self.pictures.append(Picture(own or name, alt=alt, place=place, load=load))
        if member not in self.package:
            why = f"The file of {place} is missing in this Word file."
            self.unexamined.append(Unexamined(self.shown, why, "Put the picture in again."))
        self.about(number, alt, own, place)
        return number

    def linked(self, address: str, alt: str | None, where: str) -> int:
        """Add a picture that the file shows and does not hold. Its number."""
        number = len(self.pictures)
        place = f"picture {number + 1}, in {where}" if where else f"picture {number + 1}"
        self.pictures.append(Picture(address, alt=alt, place=place, web=True))
        self.about(number, alt, PurePosixPath(address.partition("?")[0]).name, place)
        return number

    def about(self, number: int, alt: str | None, file: str, place: str) -> None:
        """Add the words that go with a picture."""
        self.line("alt", alt or "", f"alt text of {place}", number)
        self.line("filename", file, f"file name of {place}", number)
