"""PNG files: every chunk is walked, so that words after the pixels are found without unpacking the pixels (W3C PNG 3)."""

from __future__ import annotations

import re
import zlib

from postcheck.images import iptc, tiff, xmp
from postcheck.images.record import CLEAN, LEAVE, Record
from postcheck.images.source import MOST_SEGMENT, MOST_TEXT, Source
from postcheck.images.trailing import kind_of

MOST_CHUNKS = 200_000
_BREAKS = re.compile(rb"\s+")


def read(source: Source, record: Record) -> None:
    """Read a PNG into the record. Raises OSError only."""
    at = 8
    for _ in range(MOST_CHUNKS):
        head = source.read(at, 8)
        if len(head) < 8:
            record.problem("This picture is cut short: its end is missing.", LEAVE)
            return
        size, name = int.from_bytes(head[:4], "big"), head[4:]
        if name == b"IHDR":
            data = source.read(at + 8, 8)
            record.width, record.height = int.from_bytes(data[:4], "big"), int.from_bytes(data[4:], "big")
        elif name in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"zxIf"):
            _chunk(source, at + 8, size, name, record)
        at += 12 + size
        if name == b"IEND":
            break
        if at > source.size:
            record.problem("This picture is cut short: its end is missing.", LEAVE)
            return
    else:
        record.problem("This picture has more chunks than any program writes; the rest was not read.")
        return
    rest = source.read(at, 4096)
    if rest.strip(b"\x00\r\n "):
        record.trailer = kind_of(rest, source.read(max(at, source.size - 65_536), 65_536), source.size - at)


def _chunk(source: Source, at: int, size: int, name: bytes, record: Record) -> None:
    """A chunk that may hold words."""
    if size > MOST_SEGMENT:
        record.problem("A text inside this picture is larger than 4 MB; it was not read.", CLEAN)
        return
    data = source.read(at, size)
    if source.number(at + size, 4) != zlib.crc32(name + data):
        record.problem("A text inside this picture is damaged (its check sum is wrong).", CLEAN)
    if name == b"eXIf":
        tiff.read(Source.of(data.removeprefix(b"Exif\x00\x00")), record)
        return
    keyword, _, rest = data.partition(b"\x00")
    key = keyword.decode("latin-1")
    text: bytes | None = rest
    if name == b"zTXt":
        text = _unpacked(rest[1:], record)
    elif name == b"iTXt":
        packed = rest[:1] == b"\x01"
        _, _, rest = rest[2:].partition(b"\x00")  # the language
        _, _, rest = rest.partition(b"\x00")  # the keyword in it
        text = _unpacked(rest, record) if packed else rest
    if text is None:
        return
    if key == "XML:com.adobe.xmp":
        xmp.read(text, record)
    elif key.startswith("Raw profile type "):
        _profile(key.removeprefix("Raw profile type ").strip().lower(), text, record)
    else:
        record.add("PNG", _tag(key), tiff.words(text))


def _tag(key: str) -> str:
    """A keyword as exiftool writes it: 'Creation Time' is CreationTime."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^\w-]+", key) if word)[:80] or "Text"


def _unpacked(data: bytes, record: Record) -> bytes | None:
    """A packed text, unless it is larger than any text of a person's."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, MOST_TEXT + 1)
    except zlib.error:
        record.problem("A packed text inside this picture is damaged and cannot be read.", CLEAN)
        return None
    if len(text) > MOST_TEXT:
        record.problem("A packed text inside this picture unpacks to more than 1 MB; it was not read.", CLEAN)
        return None
    return text


def _profile(kind: str, text: bytes, record: Record) -> None:
    """A block of another format, as ImageMagick writes it: its name, its size, and its bytes in hexadecimal."""
    lines = text.strip().split(b"\n", 2)
    try:
        data = bytes.fromhex(_BREAKS.sub(b"", lines[2]).decode("ascii"))
    except (ValueError, IndexError):
        record.problem(f"The {kind} block inside this picture is damaged and cannot be read.", CLEAN)
        return
    if data.startswith(b"http://ns.adobe.com/xap/1.0/\x00"):
        xmp.read(data[29:], record)
    elif kind in ("exif", "app1"):
        tiff.read(Source.of(data.removeprefix(b"Exif\x00\x00")), record)
    elif kind == "xmp":
        xmp.read(data, record)
    elif data.startswith(b"8BIM"):
        iptc.photoshop(data, record)
    elif kind in ("iptc", "8bim"):
        iptc.read(data, record)
