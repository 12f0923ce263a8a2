"""Where a report goes, and how much it may show there."""

from __future__ import annotations

from typing import NamedTuple, TextIO


class Page(NamedTuple):
    """A stream to write on. `masked`: the words of personal findings are hidden, and no draft text but excerpts is shown."""

    stream: TextIO
    masked: bool
    colour: bool | None = None  # None: as the terminal allows
    quiet: bool = False
    width: int | None = None
