"""EXIF and TIFF: directories of numbered tags (TIFF 6.0; EXIF 3.0, CIPA DC-008), read with every count and offset bounded.

Tag names are those of exiftool. Values that no table here names are not read.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from postcheck.images import iptc
from postcheck.images.record import Record, Thumbnail
from postcheck.images.source import MOST_SEGMENT, Source

MOST_DIRECTORIES = 200
MOST_ENTRIES = 4_000
MOST_VALUE = 200_000
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8, 129: 1}
_FORMS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I", 16: "Q", 17: "q", 18: "Q"}
_NAMES: Mapping[int, str] = MappingProxyType(
    {
        0x010D: "DocumentName", 0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0112: "Orientation",
        0x011D: "PageName", 0x0131: "Software", 0x0132: "ModifyDate", 0x013B: "Artist", 0x013C: "HostComputer",
        0x8298: "Copyright", 0x9C9B: "XPTitle", 0x9C9C: "XPComment", 0x9C9D: "XPAuthor", 0x9C9E: "XPKeywords",
        0x9C9F: "XPSubject", 0x9003: "DateTimeOriginal", 0x9004: "CreateDate", 0x9010: "OffsetTime",
        0x9011: "OffsetTimeOriginal", 0x9012: "OffsetTimeDigitized", 0x9286: "UserComment", 0xA420: "ImageUniqueID",
        0xA430: "OwnerName", 0xA431: "SerialNumber", 0xA433: "LensMake", 0xA434: "LensModel", 0xA435: "LensSerialNumber",
        0xA436: "ImageTitle", 0xA437: "Photographer", 0xA438: "ImageEditor", 0xA43A: "RAWDevelopingSoftware",
        0xA43B: "ImageEditingSoftware", 0xA43C: "MetadataEditingSoftware", 0xC62F: "CameraSerialNumber",
        0xFDE8: "OwnerName", 0xFDE9: "SerialNumber",
    }
)  # fmt: skip
_GPS: Mapping[int, str] = MappingProxyType(
    {
        5: "GPSAltitudeRef", 6: "GPSAltitude", 7: "GPSTimeStamp", 8: "GPSSatellites", 16: "GPSImgDirectionRef",
        17: "GPSImgDirection", 18: "GPSMapDatum", 23: "GPSDestBearingRef", 24: "GPSDestBearing",
        25: "GPSDestDistanceRef", 26: "GPSDestDistance", 27: "GPSProcessingMethod", 28: "GPSAreaInformation",
        29: "GPSDateStamp",
    }
)  # fmt: skip
_CODED = frozenset({"UserComment", "GPSProcessingMethod", "GPSAreaInformation"})
_EXIF, _GPS_AT, _SUB, _XMP, _IPTC, _PHOTOSHOP = 0x8769, 0x8825, 0x014A, 0x02BC, 0x83BB, 0x8649


class _Form(NamedTuple):
    """How numbers are written: the byte order, and whether offsets have eight bytes (BigTIFF)."""

    order: str
    wide: bool


class _Field(NamedTuple):
    tag: int
    kind: int
    many: int
    at: int
    size: int


def read(source: Source, record: Record, whole: bool = False) -> None:
    """Read an EXIF block, or (`whole`) a TIFF file with all its pages, into the record. Raises OSError only."""
    head = source.read(0, 16)
    form = _form(head)
    if form is None:
        record.problem("The EXIF of this picture is damaged and cannot be read.")
        return
    start = struct.unpack(form.order + ("Q" if form.wide else "I"), head[8:16] if form.wide else head[4:8])[0]
    _Reader(source, record, form, whole).chain(start)


def _form(head: bytes) -> _Form | None:
    orders = {b"II": "<", b"MM": ">"}
    if len(head) < 8 or head[:2] not in orders:
        return None
    order = orders[head[:2]]
    version = struct.unpack(order + "H", head[2:4])[0]
    if version == 43:
        return _Form(order, True) if len(head) == 16 else None
    return _Form(order, False) if version == 42 or version == 0x4F52 else None


class _Reader:
    def __init__(self, source: Source, record: Record, form: _Form, whole: bool) -> None:
        self._source, self._record, self._form, self._whole = source, record, form, whole
        self._seen: set[int] = set()

    def chain(self, start: int) -> None:
        """A chain of directories: pages of a TIFF, or the picture and its thumbnail."""
        at, number = start, 0
        while at:
            if at in self._seen or len(self._seen) >= MOST_DIRECTORIES:
                self._damaged("its directories refer to each other in a circle")
                return
            self._seen.add(at)
            following = self._directory(at, thumbnail=number == 1 and not self._whole)
            if following is None:
                self._damaged("a directory of tags is cut short or lies outside the file")
                return
            at, number = following, number + 1

    def _damaged(self, what: str) -> None:
        name = "TIFF" if self._whole else "EXIF"
        self._record.problem(f"The {name} data of this picture is damaged: {what}.")

    def _directory(self, at: int, thumbnail: bool = False) -> int | None:
        """Read one directory; the offset of the next, or None when it is broken."""
        fields = list(self._fields(at))
        if not fields or fields[-1].tag < 0:
            return None
        following = fields.pop()
        tags = {each.tag: each for each in fields}
        for each in fields:
            if each.tag in _NAMES:
                self._text(each, _NAMES[each.tag])
        if thumbnail:
            self._thumbnail(tags)
        elif 0x0100 in tags and 0x0101 in tags and self._whole and not self._record.width:
            self._record.width = self._whole_number(tags[0x0100])
            self._record.height = self._whole_number(tags[0x0101])
        if 0xA002 in tags and 0xA003 in tags:
            self._record.original = (self._whole_number(tags[0xA002]), self._whole_number(tags[0xA003]))
        if 0x927C in tags:
            self._record.add("EXIF", "MakerNote", f"{tags[0x927C].size} bytes")
        self._blocks(tags)
        for tag in (_EXIF, _SUB):
            for offset in self._numbers(tags[tag])[:16] if tag in tags else ():
                self._below(int(offset), tag)
        if _GPS_AT in tags:
            self._gps(self._whole_number(tags[_GPS_AT]))
        return following.at

    def _below(self, offset: int, tag: int) -> None:
        if offset in self._seen or len(self._seen) >= MOST_DIRECTORIES:
            self._damaged("its directories refer to each other in a circle")
            return
        self._seen.add(offset)
        if self._directory(offset) is None:
            self._damaged("a directory of tags is cut short or lies outside the file")

    def _fields(self, at: int) -> Iterator[_Field]:
        """The fields of a directory, and last one whose `at` is the next directory's offset (tag -1: it is broken)."""
        order, wide = self._form
        counted, width, head = ("Q", 20, 8) if wide else ("H", 12, 2)
        first = self._source.read(at, head)
        if len(first) < head:
            yield _Field(-1, 0, 0, 0, 0)
            return
        count = struct.unpack(order + counted, first)[0]
        data = self._source.read(at + head, count * width + head * 4) if count <= MOST_ENTRIES else b""
        if count > MOST_ENTRIES or len(data) < count * width:
            yield _Field(-1, 0, 0, 0, 0)
            return
        room = 8 if wide else 4
        for number in range(count):
            row = data[number * width : (number + 1) * width]
            tag, kind = struct.unpack(order + "HH", row[:4])
            many = struct.unpack(order + ("Q" if wide else "I"), row[4 : 4 + room])[0]
            size = many * _SIZES.get(kind, 1)
            place = at + head + number * width + width - room
            if size > room:
                place = struct.unpack(order + ("Q" if wide else "I"), row[-room:])[0]
            yield _Field(tag, kind, many, place, size)
        rest = data[count * width : count * width + room]
        yield _Field(0, 0, 0, struct.unpack(order + ("Q" if wide else "I"), rest)[0] if len(rest) == room else 0, 0)

    def _value(self, field: _Field, most: int = MOST_VALUE) -> bytes:
        if field.size > most or field.at + field.size > self._source.size:
            self._damaged("a value is larger than the file has room for")
            return b""
        return self._source.read(field.at, field.size)

    def _numbers(self, field: _Field) -> tuple[float, ...]:
        """The numbers of a field; a fraction of zero is not a number."""
        data = self._value(field)
        if field.kind in (5, 10):
            form = "II" if field.kind == 5 else "ii"
            pairs = [struct.unpack(self._form.order + form, data[at : at + 8]) for at in range(0, len(data) - 7, 8)]
            return tuple(above / below if below else math.nan for above, below in pairs)
        code = _FORMS.get(field.kind)
        width = _SIZES.get(field.kind, 1)
        if code is None:
            return ()
        return tuple(struct.unpack(f"{self._form.order}{len(data) // width}{code}", data[: len(data) // width * width]))

    def _whole_number(self, field: _Field) -> int:
        numbers = self._numbers(field) if field.size <= 64 else ()
        return int(numbers[0]) if numbers and math.isfinite(numbers[0]) else 0

    def _text(self, field: _Field, name: str) -> None:
        """Keep a field's value as words."""
        if field.kind in (2, 7, 129) or name.startswith("XP"):
            data = self._value(field)
            if name.startswith("XP"):
                text = data.decode("utf-16-le", errors="replace")
            elif name in _CODED:
                text = coded(data, self._form.order == ">")
            else:
                text = words(data)
        else:
            numbers = self._numbers(field) if field.size <= 256 else ()
            text = " ".join(f"{each:g}" for each in numbers if math.isfinite(each))
        self._record.add("EXIF", name, text)

    def _thumbnail(self, tags: Mapping[int, _Field]) -> None:
        if 0x0201 not in tags or 0x0202 not in tags:
            return
        at, size = self._whole_number(tags[0x0201]), self._whole_number(tags[0x0202])
        if 0 < size <= MOST_SEGMENT:
            self._record.thumbnails.append(Thumbnail("EXIF ThumbnailImage", self._source.read(at, size)))

    def _blocks(self, tags: Mapping[int, _Field]) -> None:
        """XMP, IPTC and Photoshop blocks, as TIFF files carry them."""
        from postcheck.images import xmp  # late: it imports the parser of XML

        if _XMP in tags:
            xmp.read(self._value(tags[_XMP], MOST_SEGMENT), self._record)
        if _IPTC in tags:
            data = self._value(tags[_IPTC], MOST_SEGMENT)
            if tags[_IPTC].kind in (4, 13) and self._form.order == "<" and data[3:4] == b"\x1c":
                data = b"".join(data[at : at + 4][::-1] for at in range(0, len(data), 4))
            iptc.read(data, self._record)
        if _PHOTOSHOP in tags:
            iptc.photoshop(self._value(tags[_PHOTOSHOP], MOST_SEGMENT), self._record)

    def _gps(self, at: int) -> None:
        """The position: decimal degrees as GPSLatitude and GPSLongitude, `nan` where it cannot be read."""
        fields = list(self._fields(at))
        if fields[-1].tag < 0:
            self._damaged("the position is cut short")
            return
        tags = {each.tag: each for each in fields[:-1]}
        for latitude, longitude, name in ((2, 4, "GPS"), (20, 22, "GPSDest")):
            for tag, what, negative in ((latitude, "Latitude", "S"), (longitude, "Longitude", "W")):
                if tag not in tags or tags[tag].size > 256:
                    continue
                degrees = self._numbers(tags[tag])
                side = words(self._value(tags[tag - 1])) if tag - 1 in tags and tags[tag - 1].size <= 16 else ""
                self._record.add("EXIF", name + what, _decimal(degrees, side.upper().startswith(negative)))
        for tag, name in _GPS.items():
            if tag in tags:
                self._text(tags[tag], name)


def _decimal(degrees: tuple[float, ...], negative: bool) -> str:
    value = sum(each / 60**power for power, each in enumerate(degrees[:3])) if degrees else math.nan
    if not math.isfinite(value) or abs(value) > 360:
        return "nan"
    return f"{-value if negative else value:.6f}"


def words(data: bytes) -> str:
    """A text of unknown encoding: UTF-8 where it fits, else Windows Latin."""
    data = data.strip(b"\x00")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def coded(data: bytes, big: bool) -> str:
    """A text that says its encoding in its first eight bytes (EXIF 3.0, UserComment)."""
    head, rest = data[:8], data[8:]
    if head.startswith(b"UNICODE"):
        if rest[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return rest.decode("utf-16", errors="replace")
        even, odd = rest[::2].count(0), rest[1::2].count(0)
        big = even > odd if even != odd else big
        return rest.decode("utf-16-be" if big else "utf-16-le", errors="replace")
    if head.startswith(b"JIS"):
        return rest.decode("iso2022_jp", errors="replace")
    if head.startswith(b"ASCII") or head == bytes(8):
        return words(rest)
    return words(data)
