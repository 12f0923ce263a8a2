"""The weights of a model: a text that can be read and compared, parted into blocks of keys that begin alike.

A block begins with that beginning on a line of its own, then `key<TAB>row` on each line; an empty line parts blocks. A
row is looked for in its block when its key is first asked for, so that a short draft pays for the few that it needs.
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
        self._blocks = {block[: block.find("\n")]: block for block in text.strip("\n").split("\n\n")}

    def __missing__(self, key: str) -> str:
        """Find the row of a key that was not met before."""
        block = self._blocks.get(key[:_WIDTH])
        if block is None:
            return ""
        at = block.find(f"\n{key}\t")
        if at < 0:
            return ""
        at += len(key) + 2
        end = block.find("\n", at)
        row = self[key] = block[at:] if end < 0 else block[at:end]
        return row

    def beginning(self, start: str) -> list[str]:
        """The keys that begin so, sorted."""
        blocks = (block for name, block in self._blocks.items() if name.startswith(start[:_WIDTH]))
        keys = (line.partition("\t")[0] for block in blocks for line in block.split("\n")[1:])
        return sorted(key for key in keys if key.startswith(start))


def pack(rows: Mapping[str, str]) -> str:
    """Write rows as the text that `Weights` reads, sorted."""
    blocks = groupby(sorted(rows), key=lambda key: key[:_WIDTH])
    return "\n\n".join("\n".join([start, *(f"{key}\t{rows[key]}" for key in keys)]) for start, keys in blocks) + "\n"
