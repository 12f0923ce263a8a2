"""WebP and GIF files: chunks and blocks, walked to their end (RFC 9649; GIF89a)."""

from __future__ import annotations

from postcheck.images import tiff, xmp
from postcheck.images.record import CLEAN, LEAVE, Record
from postcheck.images.source import MOST_SEGMENT, MOST_TEXT, Source
from postcheck.images.trailing import kind_of

MOST_CHUNKS = 100_000
MOST_BLOCKS = 400_000  # of at most 255 bytes each


def read_webp(source: Source, record: Record) -> None:
    """Read a WebP into the record. Raises OSError only."""
    end = 8 + (source.number(4, 4, big=False) or 0)
    if end > source.size + 1:
        record.problem("This picture is cut short: its end is missing.", LEAVE)
    at = 12
    for _ in range(MOST_CHUNKS):
        head = source.read(at, 8)
        if at >= end or len(head) < 8:
            break
        name, size = head[:4], int.from_bytes(head[4:], "little")
        if name in (b"VP8X", b"VP8 ", b"VP8L"):
            _sized(name, source.read(at + 8, 10), record)
        elif name in (b"EXIF", b"XMP ", b"XMP\x00"):
            data = source.read(at + 8, min(size, MOST_SEGMENT + 1))
            if len(data) > MOST_SEGMENT:
                record.problem("The metadata of this picture is larger than 4 MB; it was not read.", CLEAN)
            elif name == b"EXIF":
                tiff.read(Source.of(data.removeprefix(b"Exif\x00\x00")), record)
            else:
                xmp.read(data, record)
        at += 8 + size + (size & 1)
    if record.width == 0:
        record.problem("This picture is damaged: no pixels were found in it.", LEAVE)
    rest = source.read(end + (end & 1), 4096)
    if rest.strip(b"\x00\r\n "):
        record.trailer = kind_of(rest, source.read(max(end, source.size - 65_536), 65_536), source.size - end)


def _sized(name: bytes, data: bytes, record: Record) -> None:
    """The size that a picture chunk says; the canvas of an extended file counts first."""
    if record.width or len(data) < 10:
        return
    if name == b"VP8X":
        record.width = int.from_bytes(data[4:7], "little") + 1
        record.height = int.from_bytes(data[7:10], "little") + 1
    elif name == b"VP8 ":
        record.width = int.from_bytes(data[6:8], "little") & 0x3FFF
        record.height = int.from_bytes(data[8:10], "little") & 0x3FFF
    else:
        bits = int.from_bytes(data[1:5], "little")
        record.width, record.height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def read_gif(source: Source, record: Record) -> None:
    """Read a GIF into the record: comments of every frame, plain texts and XMP. Raises OSError only."""
    head = source.read(0, 13)
    if len(head) < 13:
        record.problem("This picture is cut short: its end is missing.", LEAVE)
        return
    record.width, record.height = int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    at = 13 + _colours(head[10])
    blocks = 0
    while blocks < MOST_BLOCKS:
        sign = source.read(at, 2)
        if sign[:1] == b";":
            rest = source.read(at + 1, 4096)
            if rest.strip(b"\x00\r\n "):
                record.trailer = kind_of(rest, source.read(max(at, source.size - 65_536), 65_536), source.size - at - 1)
            return
        if sign[:1] == b"," and len(frame := source.read(at, 10)) == 10:
            at, count, _ = _blocks(source, at + 11 + _colours(frame[9]), keep=False)
        elif sign[:1] == b"!" and len(sign) == 2:
            at, count, data = _blocks(source, at + 2, keep=sign[1] in (0xFE, 0x01, 0xFF))
            _extension(sign[1], data, record)
        else:
            break
        blocks += count + 1
        if at < 0:
            break
    record.problem("This picture is cut short or damaged: its end is missing.", LEAVE)


def _colours(flags: int) -> int:
    """The bytes of a colour table that such flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _blocks(source: Source, at: int, keep: bool) -> tuple[int, int, bytes]:
    """The blocks from `at`: where they end (-1: the file ended first), how many, and their bytes with their sizes."""
    kept: list[bytes] = []
    total = 0
    for count in range(MOST_BLOCKS):
        block = source.read(at, 256)
        if not block:
            return -1, count, b"".join(kept)
        size = block[0]
        if size == 0:
            return at + 1, count, b"".join(kept)
        if keep and total < MOST_TEXT:
            kept.append(block[: size + 1])
            total += size
        at += size + 1
    return -1, MOST_BLOCKS, b"".join(kept)


def _extension(label: int, data: bytes, record: Record) -> None:
    if label == 0xFF and data[1:12] == b"XMP DataXMP":
        packet, _, _ = data[12:].partition(b"\x01\xff\xfe")  # its blocks' sizes are the packet's own letters
        xmp.read(packet, record)
    elif label in (0xFE, 0x01):
        text, at = b"", 0
        while at < len(data):
            text += data[at + 1 : at + 1 + data[at]]
            at += data[at] + 1
        group, tag = ("File", "Comment") if label == 0xFE else ("GIF", "Text")
        record.add(group, tag, tiff.words(text[12:] if label == 1 else text))
