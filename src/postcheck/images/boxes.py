"""HEIC and AVIF files: boxes within boxes, of which only the list of items is read (ISO/IEC 14496-12, 23008-12).

No decoder is needed: EXIF and XMP are items of their own, beside the pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from postcheck.images import tiff, xmp
from postcheck.images.record import LEAVE, Record, Trailer
from postcheck.images.source import MOST_SEGMENT, Source

MOST_BOXES = 10_000
MOST_ITEMS = 5_000


class Box(NamedTuple):
    """A box: its name and the half-open range of its contents."""

    name: bytes
    start: int
    end: int


class Item(NamedTuple):
    """Where an item's bytes stand: in the file, or (`inside`) in the box `idat`."""

    inside: bool
    extents: tuple[tuple[int, int], ...]


def read(source: Source, record: Record) -> None:
    """Read a HEIC or AVIF into the record. Raises OSError only."""
    found = False
    for box in _boxes(source, 0, source.size):
        if box.end > source.size:
            record.problem("This picture is cut short: its end is missing.", LEAVE)
        if box.name == b"meta" and not found:
            found = True
            _meta(source, box, record)
        elif box.name == b"mpvd":
            record.trailer = Trailer("video", box.end - box.start)
        elif box.name == b"uuid" and source.read(box.start, 16) == bytes.fromhex("be7acfcb97a942e89c71999491e3afac"):
            xmp.read(source.read(box.start + 16, min(box.end - box.start - 16, MOST_SEGMENT + 1)), record)
    if not found:
        record.problem("This picture is damaged: the list of what it holds is missing.", LEAVE)


def _boxes(source: Source, start: int, end: int) -> Iterator[Box]:
    """The boxes of a range, each with a size that moves on."""
    at = start
    for _ in range(MOST_BOXES):
        head = source.read(at, 16)
        if at + 8 > end or len(head) < 8:
            return
        size, name, skip = int.from_bytes(head[:4], "big"), head[4:8], 8
        if size == 1:
            size, skip = int.from_bytes(head[8:16], "big"), 16
        elif size == 0:
            size = end - at
        if size < skip:
            return
        yield Box(name, at + skip, at + size)
        at += size


def _meta(source: Source, meta: Box, record: Record) -> None:
    parts = {box.name: box for box in _boxes(source, meta.start + 4, meta.end)}
    if b"iprp" in parts:
        _size(source, parts[b"iprp"], record)
    wanted = _wanted(source, parts[b"iinf"]) if b"iinf" in parts else {}
    items = _places(_Numbers(source, parts[b"iloc"])) if b"iloc" in parts and wanted else {}
    for number, kind in wanted.items():
        item = items.get(number)
        data = _bytes(source, item, parts.get(b"idat")) if item else b""
        if not data:
            record.problem(f"The {kind} of this picture is missing or lies outside the file.", LEAVE)
        elif kind == "XMP":
            xmp.read(data, record)
        else:
            skip = int.from_bytes(data[:4], "big")
            tiff.read(Source.of(data[4 + skip :].removeprefix(b"Exif\x00\x00")), record)


def _size(source: Source, properties: Box, record: Record) -> None:
    """The largest size that any picture of the file has (tiles and thumbnails are smaller)."""
    for within in _boxes(source, properties.start, properties.end):
        for box in _boxes(source, within.start, within.end) if within.name == b"ipco" else ():
            data = source.read(box.start, 12) if box.name == b"ispe" else b""
            width, height = int.from_bytes(data[4:8], "big"), int.from_bytes(data[8:12], "big")
            if width * height > record.width * record.height:
                record.width, record.height = width, height


def _wanted(source: Source, box: Box) -> dict[int, str]:
    """The items that hold EXIF or XMP, by their numbers."""
    version = source.number(box.start, 1) or 0
    found: dict[int, str] = {}
    for entry in _boxes(source, box.start + (6 if version == 0 else 8), box.end):
        data = source.read(entry.start, min(entry.end - entry.start, 400))
        if entry.name != b"infe" or len(data) < 12 or data[0] < 2:
            continue
        width = 2 if data[0] == 2 else 4
        number = int.from_bytes(data[4 : 4 + width], "big")
        kind = data[6 + width : 10 + width]
        if kind == b"Exif":
            found[number] = "EXIF"
        elif kind == b"mime" and b"application/rdf+xml" in data:
            found[number] = "XMP"
    return found


class _Numbers:
    """Numbers of given sizes, one after the other."""

    def __init__(self, source: Source, box: Box) -> None:
        self._data = source.read(box.start, min(box.end - box.start, 1_000_000))
        self._at = 0

    def take(self, size: int) -> int:
        """The next number of `size` bytes; beyond the end it is zero."""
        self._at += size
        return int.from_bytes(self._data[self._at - size : self._at], "big")

    def over(self) -> bool:
        """Whether everything has been taken."""
        return self._at >= len(self._data)


def _places(numbers: _Numbers) -> dict[int, Item]:
    """Where each item's bytes stand (the box `iloc`)."""
    version = numbers.take(1)
    numbers.take(3)
    sizes = numbers.take(2)
    offset, length, base, index = sizes >> 12 & 15, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15
    count = numbers.take(2 if version < 2 else 4)
    found: dict[int, Item] = {}
    for _ in range(min(count, MOST_ITEMS)):
        if numbers.over():
            break
        number = numbers.take(2 if version < 2 else 4)
        method = numbers.take(2) & 15 if version in (1, 2) else 0
        numbers.take(2)
        start = numbers.take(base)
        extents: list[tuple[int, int]] = []
        for _ in range(numbers.take(2)):
            if numbers.over():
                break
            if version in (1, 2):
                numbers.take(index)
            at = numbers.take(offset)
            extents.append((start + at, numbers.take(length)))
        if method in (0, 1):
            found[number] = Item(method == 1, tuple(extents))
    return found


def _bytes(source: Source, item: Item, inside: Box | None) -> bytes:
    """An item's bytes, empty when it is larger than the limit or not there."""
    if (item.inside and inside is None) or sum(size for _, size in item.extents) > MOST_SEGMENT:
        return b""
    begin = inside.start if item.inside and inside else 0
    return b"".join(source.read(begin + at, size) for at, size in item.extents)
