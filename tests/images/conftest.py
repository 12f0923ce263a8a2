"""Small pictures made on the spot, and the samples that exiftool wrote."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image


class Make:
    """Bytes of small pictures, whole and broken."""

    @staticmethod
    def jpeg(width: int = 60, height: int = 40, **said: object) -> bytes:
        stream = io.BytesIO()
        Image.effect_noise((width, height), 80).convert("RGB").save(stream, "JPEG", **said)
        return stream.getvalue()

    @staticmethod
    def with_segment(data: bytes, marker: int, content: bytes) -> bytes:
        """A JPEG with one more segment at its beginning."""
        return data[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + data[2:]

    @staticmethod
    def with_exif(block: bytes) -> bytes:
        return Make.with_segment(Make.jpeg(), 0xE1, b"Exif\x00\x00" + block)

    @staticmethod
    def header(content: bytes) -> bytes:
        """A PNG that is nothing but its header."""
        return b"\x89PNG\r\n\x1a\n" + Make.chunk(b"IHDR", content) + Make.chunk(b"IEND", b"")

    @staticmethod
    def with_xmp(data: bytes, packet: bytes) -> bytes:
        return Make.with_segment(data, 0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + packet)

    @staticmethod
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    @staticmethod
    def png(*chunks: bytes, width: int = 60, height: int = 40) -> bytes:
        """A PNG with more chunks before its pixels."""
        stream = io.BytesIO()
        Image.new("RGB", (width, height), (200, 90, 40)).save(stream, "PNG")
        data = stream.getvalue()
        return data[:33] + b"".join(chunks) + data[33:]

    @staticmethod
    def exif(*entries: tuple[int, int, int, bytes], following: int = 0) -> bytes:
        """A little-endian EXIF block with one directory; each entry is (tag, type, count, four bytes)."""
        rows = b"".join(struct.pack("<HHI", tag, kind, count) + value for tag, kind, count, value in entries)
        return b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(entries)) + rows + struct.pack("<I", following)


@pytest.fixture(scope="session")
def make() -> type[Make]:
    return Make


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def put(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return put
