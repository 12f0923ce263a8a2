"""JPEG files: the segments before the picture's data, and what stands after its end (ITU-T T.81, B.1; XMP part 3)."""

from __future__ import annotations

from postcheck.images import iptc, tiff, xmp
from postcheck.images.record import LEAVE, Record, Thumbnail
from postcheck.images.source import MOST_SEGMENT, Source
from postcheck.images.trailing import kind_of

_EXIF = b"Exif\x00"
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_MORE_XMP = b"http://ns.adobe.com/xmp/extension/\x00"
_PHOTOSHOP = b"Photoshop 3.0\x00"
_SIZED = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
MOST_SEGMENTS = 2_000
MOST_TOGETHER = 16_000_000  # bytes of metadata in one file
_TAIL = 65_536
_BLOCK = 1_048_576
MOST_SCAN = 100_000_000  # bytes of the picture's data looked through for its end, when the file does not end with it


def read(source: Source, record: Record) -> None:
    """Read a JPEG into the record. Raises OSError only."""
    at, together = 2, 0
    photoshop: list[bytes] = []
    extended: dict[bytes, dict[int, bytes]] = {}
    directory = False
    for _ in range(MOST_SEGMENTS):
        head = source.read(at, 4)
        if len(head) < 2 or head[0] != 0xFF:
            record.problem("This picture is cut short or damaged: it ends before the picture itself begins.", LEAVE)
            break
        marker = head[1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 2
            continue
        size = int.from_bytes(head[2:4], "big")
        if marker == 0xD9 or len(head) < 4 or size < 2:
            record.problem("This picture is cut short or damaged: it ends before the picture itself begins.", LEAVE)
            break
        if marker in (0xE1, 0xED, 0xFE, 0xE2, 0xE0) or marker in _SIZED:
            data = source.read(at + 4, size - 2)
            together += len(data)
            if together > MOST_TOGETHER:
                record.problem("This picture carries more than 16 MB of metadata; the rest was not read.")
                break
            if marker in _SIZED and len(data) >= 5:
                record.height, record.width = int.from_bytes(data[1:3], "big"), int.from_bytes(data[3:5], "big")
            elif marker == 0xED and data.startswith(_PHOTOSHOP):
                photoshop.append(data[len(_PHOTOSHOP) :])
            elif marker == 0xE1 and data.startswith(_MORE_XMP):
                _extend(extended, data[len(_MORE_XMP) :])
            elif marker == 0xE2 and data.startswith(b"MPF\x00"):
                directory = True
            else:
                _segment(marker, data, record)
        if marker == 0xDA:
            _after(source, at + 2 + size, record, directory)
            break
        at += 2 + size
    else:
        record.problem("This picture has more segments than any camera writes; the rest was not read.")
    iptc.photoshop(b"".join(photoshop)[:MOST_SEGMENT], record)
    for parts in extended.values():
        xmp.read(b"".join(parts[offset] for offset in sorted(parts)), record)


def _segment(marker: int, data: bytes, record: Record) -> None:
    if marker == 0xFE:
        record.add("File", "Comment", tiff.words(data))
    elif marker == 0xE1 and data.startswith(_EXIF):
        tiff.read(Source.of(data[6:]), record)
    elif marker == 0xE1 and data.startswith(_XMP):
        xmp.read(data[len(_XMP) :], record)
    elif marker == 0xE0 and data.startswith(b"JFXX\x00\x10"):
        record.thumbnails.append(Thumbnail("JFIF ThumbnailImage", data[6:]))


def _extend(extended: dict[bytes, dict[int, bytes]], data: bytes) -> None:
    """Keep a piece of an XMP packet that is too long for one segment: an id, the whole size, its offset, its bytes."""
    if len(data) > 40 and len(extended) <= 16:
        extended.setdefault(data[:32], {})[int.from_bytes(data[36:40], "big")] = data[40:]


def _after(source: Source, at: int, record: Record, directory: bool) -> None:
    """What follows the end of the picture's data, whose first byte stands at `at`.

    A file that ends with the picture's end, as nearly all do, is read at its end only; further pictures that the file
    itself lists (a phone's second, darker copy) are no surprise. In any other the end is looked for.
    """
    tail = source.read(max(at, source.size - _TAIL), _TAIL)
    ends = tail.rstrip(b"\x00").endswith(b"\xff\xd9")
    another = tail.rfind(b"\xff\xd8\xff")
    if ends and (another < 0 or directory):
        return
    end = _end(source, at)
    if end is None:
        if source.size - at > MOST_SCAN:
            record.problem("This picture is so large that postcheck did not look for what may follow its end.")
        else:
            record.problem("This picture is cut short: its end is missing.", LEAVE)
        return
    rest = source.read(end, 4096)
    size = source.size - end
    if size > 64 and rest.strip(b"\x00\xff\r\n "):
        record.trailer = kind_of(rest, tail, size)


def _end(source: Source, at: int) -> int | None:
    """Where the picture ends: in its data FF is followed by D9 nowhere else."""
    last = b""
    for start in range(at, min(source.size, at + MOST_SCAN), _BLOCK):
        block = last + source.read(start, _BLOCK)
        found = block.find(b"\xff\xd9")
        if found >= 0:
            return start - len(last) + found + 2
        last = block[-1:]
    return None
