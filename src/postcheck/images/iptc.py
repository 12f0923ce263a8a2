"""IPTC-IIM records and the Photoshop blocks that carry them (IIM 4.2; Photoshop File Formats, "Image Resource Blocks")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from postcheck.images.record import Record, Thumbnail

_NAMES: Mapping[int, str] = MappingProxyType(
    {
        3: "ObjectTypeReference", 4: "ObjectAttributeReference", 5: "ObjectName", 7: "EditStatus", 12: "SubjectReference",
        15: "Category", 20: "SupplementalCategories", 22: "FixtureIdentifier", 25: "Keywords",
        26: "ContentLocationCode", 27: "ContentLocationName", 40: "SpecialInstructions", 55: "DateCreated",
        60: "TimeCreated", 65: "OriginatingProgram", 80: "By-line", 85: "By-lineTitle", 90: "City", 92: "Sub-location",
        95: "Province-State", 100: "Country-PrimaryLocationCode", 101: "Country-PrimaryLocationName",
        103: "OriginalTransmissionReference", 105: "Headline", 110: "Credit", 115: "Source", 116: "CopyrightNotice",
        118: "Contact", 120: "Caption-Abstract", 121: "LocalCaption", 122: "Writer-Editor",
    }
)  # fmt: skip
_SIGNS = (b"8BIM", b"PHUT", b"DCSR", b"AgHg", b"MeSa")
MOST_RECORDS = 5_000


def read(data: bytes, record: Record) -> None:
    """Read IIM records into the record."""
    utf8 = b"\x1c\x01\x5a\x00\x03\x1b%G" in data[:200]
    at = 0
    for _ in range(MOST_RECORDS):
        if data[at : at + 1] != b"\x1c" or at + 5 > len(data):
            break
        number, dataset, size = data[at + 1], data[at + 2], int.from_bytes(data[at + 3 : at + 5], "big")
        at += 5
        if size & 0x8000:  # an extended record: the size of the size, then the size
            width = size & 0x7FFF
            if width > 4:
                break
            size = int.from_bytes(data[at : at + width], "big")
            at += width
        if at + size > len(data):
            record.problem("The IPTC data of this picture is cut short.")
            size = len(data) - at
        if number == 2 and dataset in _NAMES:
            record.add("IPTC", _NAMES[dataset], _text(data[at : at + size], utf8))
        at += size


def _text(data: bytes, utf8: bool) -> str:
    """What the charset record says; without one most programs write UTF-8 all the same, old ones Windows Latin."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8" if utf8 else "cp1252", errors="replace")


def photoshop(data: bytes, record: Record) -> None:
    """Read the blocks that Photoshop writes: IPTC, XMP, EXIF and thumbnails."""
    from postcheck.images import tiff, xmp
    from postcheck.images.source import Source

    for number, block in _blocks(data, record):
        if number == 0x0404:
            read(block, record)
        elif number == 0x0424:
            xmp.read(block, record)
        elif number == 0x0422:
            tiff.read(Source.of(block), record)
        elif number in (0x0409, 0x040C) and len(block) > 28 and block[28:30] == b"\xff\xd8":
            record.thumbnails.append(Thumbnail("Photoshop PhotoshopThumbnail", block[28:]))


def _blocks(data: bytes, record: Record) -> Iterator[tuple[int, bytes]]:
    at = 0
    for _ in range(MOST_RECORDS):
        if data[at : at + 4] not in _SIGNS or at + 12 > len(data):
            return
        number = int.from_bytes(data[at + 4 : at + 6], "big")
        name = data[at + 6] + 1
        at += 6 + name + (name & 1)
        size = int.from_bytes(data[at : at + 4], "big")
        at += 4
        if at + size > len(data):
            record.problem("The Photoshop data of this picture is cut short.")
        yield number, data[at : at + size]
        at += size + (size & 1)
