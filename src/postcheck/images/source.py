"""Reading a picture's file piece by piece: never past its end, never more at once than a limit allows."""

from __future__ import annotations

import io
from typing import BinaryIO

MOST_SEGMENT = 4_000_000  # bytes of one block of metadata; larger ones are named, not read
MOST_TEXT = 1_000_000  # bytes of one text once it is unpacked


class Source:
    """A file, or a block of one, as bytes at offsets."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self.size = size

    @classmethod
    def of(cls, data: bytes) -> Source:
        """A source over bytes already in memory."""
        return cls(io.BytesIO(data), len(data))

    def read(self, at: int, count: int) -> bytes:
        """The bytes [at, at + count), or as many of them as there are. Raises OSError when the file cannot be read."""
        if at < 0 or count <= 0 or at >= self.size:
            return b""
        self._file.seek(at)
        return self._file.read(min(count, self.size - at))

    def number(self, at: int, count: int, big: bool = True) -> int | None:
        """An unsigned number of `count` bytes, None where the file has ended."""
        data = self.read(at, count)
        return int.from_bytes(data, "big" if big else "little") if len(data) == count else None
