"""Reading one picture's file: its format by its content, then its metadata. Nothing raises; what fails is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from types import MappingProxyType

from postcheck.images import boxes, jpeg, kinds, png, riff, tiff
from postcheck.images.record import LEAVE, Record
from postcheck.images.source import Source

MOST_PIXELS = 300_000_000  # more than any camera in use takes; nothing here decodes them

_READERS: Mapping[str, Callable[[Source, Record], None]] = MappingProxyType(
    {
        "JPEG": jpeg.read,
        "PNG": png.read,
        "WebP": riff.read_webp,
        "GIF": riff.read_gif,
        "TIFF": lambda source, record: tiff.read(source, record, whole=True),
        "HEIC": boxes.read,
        "AVIF": boxes.read,
        "BMP": lambda source, record: _bitmap(source, record),
    }
)


def read(path: Path) -> Record:
    """Read what a picture says of itself. What cannot be read is among the record's problems."""

    def look(record: Record) -> None:
        size = path.stat().st_size
        with path.open("rb", buffering=32_768) as file:
            _read(Source(file, size), path.suffix.lower(), record)

    return _guarded(look)


def read_within(name: str, load: Callable[[], bytes]) -> Record:
    """Read what a picture inside another file says of itself; `load` gives its bytes."""
    return _guarded(lambda record: _read(Source.of(load()), PurePath(name).suffix.lower(), record))


def _guarded(look: Callable[[Record], None]) -> Record:
    record = Record()
    try:
        look(record)
    except OSError as error:
        record.problem(
            f"This picture cannot be opened ({(error.strerror or 'unknown reason').lower()}).",
            "Close it elsewhere, or ask for the right to read it.",
        )
    except Exception as error:  # a bug of ours must neither end the run nor pass for having looked
        record.problem(
            f"postcheck failed on this picture ({type(error).__name__}).", "Look at it by hand, and report it."
        )
    return record


def _read(source: Source, ending: str, record: Record) -> None:
    first = source.read(0, kinds.FIRST)
    if not first:
        record.problem("This picture's file is empty.", LEAVE)
        return
    kind = kinds.format_of(first)
    if kind is None:
        what = kinds.other(source.read(0, 512))
        record.problem(f"This file is {what}, not a picture that postcheck reads.", _other_advice(what))
        return
    record.format = kind
    record.ending_fits = ending in kinds.ENDINGS[kind]
    _READERS[kind](source, record)
    if not record.problems and not (record.width and record.height) and kind not in ("HEIC", "AVIF"):
        record.problem("This picture has no pixels.", LEAVE)
    if record.width * record.height > MOST_PIXELS:
        size = f"{record.width} by {record.height}"
        record.problem(f"This picture says that it is {size} pixels, more than any camera takes.", LEAVE)


def _other_advice(what: str) -> str:
    if what.startswith(("something", "plain", "a web")):
        return LEAVE
    return "Save it as a JPEG or PNG picture, or leave it out."


def _bitmap(source: Source, record: Record) -> None:
    """A BMP has no metadata; only its size is read."""
    head = source.read(14, 12)
    width, height = int.from_bytes(head[4:8], "little", signed=True), int.from_bytes(head[8:12], "little", signed=True)
    record.width, record.height = max(0, width), abs(height)
