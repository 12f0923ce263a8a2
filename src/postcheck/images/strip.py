"""Taking the metadata out of a JPEG, PNG or WebP: the picture's own data is copied byte for byte, never coded anew.

Kept are the picture, its colour profile, its animation, its resolution, and how it is turned. Everything that no decoder
needs goes, whatever it is called.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from postcheck.errors import UnreadableError
from postcheck.images.record import LEAVE

_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV mDCv cLLI cLLi bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_FRAME = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"


class _Piece:
    """What is put into the copy: how the picture is turned (1 to 8, EXIF's numbers), and a small XMP packet or nothing."""

    def __init__(self, orientation: int, packet: bytes) -> None:
        self.exif = b"" if orientation == 1 else _exif(orientation)
        self.packet = packet


def strip(data: bytes, kind: str, orientation: int = 1, packet: bytes = b"") -> bytes:
    """The picture without its metadata. `kind` is JPEG, PNG or WebP.

    Raises UnreadableError when the file is cut short or damaged: then nothing may be written.
    """
    try:
        return _STRIPPERS[kind](data, _Piece(orientation, packet))
    except (struct.error, IndexError):
        raise _broken() from None


def _broken() -> UnreadableError:
    return UnreadableError("This picture is cut short or damaged, so no clean copy was made.", LEAVE)


def _exif(orientation: int) -> bytes:
    """An EXIF block that says nothing but how the picture is turned."""
    return b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01" + struct.pack(">HHI", orientation, 0, 0)


def _jpeg(data: bytes, piece: _Piece) -> bytes:
    head, kept = [b"\xff\xd8"], []
    for marker, segment in _segments(data):
        if marker == 0xE0 and segment[4:9] == b"JFIF\x00":
            head.append(b"\xff\xe0\x00\x10" + segment[4:16].ljust(12, b"\x00") + b"\x00\x00")  # without its thumbnail
        elif marker == 0xE2 and segment[4:16] == b"ICC_PROFILE\x00":
            kept.append(segment)
        elif marker == 0xEE and segment[4:9] == b"Adobe":
            kept.append(segment[:2] + b"\x00\x0e" + segment[4:16])
        elif not 0xE0 <= marker <= 0xEF and marker != 0xFE:
            kept.append(segment)
    for sign, block in ((b"Exif\x00\x00", piece.exif), (_XMP, piece.packet)):
        if block:
            head.append(b"\xff\xe1" + struct.pack(">H", len(sign) + len(block) + 2) + sign + block)
    return b"".join((*head, *kept))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment with its marker; a scan's coded data goes with its header. Ends with the picture's end."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at] != 0xFF:
            raise _broken()
        marker = data[at + 1]
        if marker == 0xD9:
            yield marker, b"\xff\xd9"
            return
        size = 2
        if not (marker == 0x01 or 0xD0 <= marker <= 0xD7):
            length = struct.unpack(">H", data[at + 2 : at + 4])[0]
            size = 2 + length if length >= 2 else len(data)
        end = at + size
        if end > len(data):
            raise _broken()
        if marker == 0xDA:
            end = _scan(data, end)
        yield marker, data[at:end]
        at = end


def _scan(data: bytes, at: int) -> int:
    """Where a scan's coded data ends: at the next marker that is neither a stuffed FF nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise _broken()
        if data[at + 1] == 0xFF:
            at += 1
        elif data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        else:
            return at


def _png(data: bytes, piece: _Piece) -> bytes:
    kept, at, drawn = [data[:8]], 8, False
    while True:
        size, name = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + size
        if end > len(data):
            raise _broken()
        if name == b"IDAT" and not drawn:
            drawn = True
            if piece.exif:
                kept.append(_chunk(b"eXIf", piece.exif))
            if piece.packet:
                kept.append(_chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + piece.packet))
        if name == b"iCCP":
            kept.append(_profile(data[at + 8 : end - 4]))
        elif name in _PNG_KEPT:
            kept.append(data[at:end])
        at = end
        if name == b"IEND":
            return b"".join(kept)


def _profile(content: bytes) -> bytes:
    """A colour profile under a name that says nothing."""
    return _chunk(b"iCCP", b"icc\x00" + content.partition(b"\x00")[2])


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _webp(data: bytes, piece: _Piece) -> bytes:
    chunks: list[tuple[bytes, bytes]] = []
    for name, content in _riff(data[12 : 8 + struct.unpack("<I", data[4:8])[0]]):
        if name == b"ANMF":
            inner = b"".join(_packed(*each) for each in _riff(content[16:]) if each[0] in _WEBP_FRAME)
            chunks.append((name, content[:16] + inner))
        elif name in _WEBP_KEPT:
            chunks.append((name, content))
    if not any(name in (b"VP8 ", b"VP8L", b"ANMF") for name, _ in chunks):
        raise _broken()
    extended = chunks[0][0] == b"VP8X"
    if (piece.exif or piece.packet) and not extended:
        raise UnreadableError("This simple WebP has no room for what should be kept.", "Scrub it without --keep.")
    if extended:
        flags = chunks[0][1][0] & ~0x0C | (0x08 if piece.exif else 0) | (0x04 if piece.packet else 0)
        chunks[0] = (b"VP8X", bytes([flags]) + chunks[0][1][1:])
    chunks += [(name, said) for name, said in ((b"EXIF", piece.exif), (b"XMP ", piece.packet)) if said]
    body = b"WEBP" + b"".join(_packed(name, content) for name, content in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        name, size = struct.unpack("<4sI", data[at : at + 8])
        if at + 8 + size > len(data):
            raise _broken()
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + (size & 1)


def _packed(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + (b"\x00" if len(content) & 1 else b"")


_STRIPPERS: Mapping[str, Callable[[bytes, _Piece], bytes]] = MappingProxyType(
    {"JPEG": _jpeg, "PNG": _png, "WebP": _webp}
)
CAN = tuple(_STRIPPERS)
