"""The weights of a model: a text that can be read and compared, parted into blocks of keys that begin alike.

A block begins with that beginning on a line of its own, then `key<TAB>row` on each line; an empty line parts blocks. A
block is read when a key of it is first asked for, so that a short draft pays for the few that it needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Final

_WIDTH: Final = 4  # characters in which the keys of a block begin alike


class Weights(dict[str, str]):
    """Rows by key; an absent key has an empty row."""

    def __init__(self, text: str) -> None:
        """Part the text into blocks."""
        super().__init__()
        self._unread = {block[: block.find("\n")]: block for block in text.strip("\n").split("\n\n")}

    def __missing__(self, key: str) -> str:
        """Read the block of a key that was not met before."""
        block = self._unread.pop(key[:_WIDTH], None)
        if block is None:
            return ""
        for line in block.split("\n")[1:]:
            name, _, row = line.partition("\t")
            self[name] = row
        return self.get(key, "")

    def beginning(self, start: str) -> list[str]:
        """The keys of the blocks that begin so."""
        for block in [each for each in self._unread if each.startswith(start)]:
            self[block]
        return sorted(key for key in self if key.startswith(start))


def pack(rows: Mapping[str, str]) -> str:
    """Write rows as the text that `Weights` reads, sorted."""
    blocks = groupby(sorted(rows), key=lambda key: key[:_WIDTH])
    return "\n\n".join("\n".join([start, *(f"{key}\t{rows[key]}" for key in keys)]) for start, keys in blocks) + "\n"
