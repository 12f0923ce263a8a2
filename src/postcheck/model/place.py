"""Where something is, as people and editors count it: lines and columns from offsets, worked out once at the edge."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_LINE_END = re.compile(r"\r\n|\n|\r")  # the only ends of a line; a form feed or U+2028 is a character like others


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a draft: part, file, and (where the file has characters of its own) 1-based lines and columns.

    `start` and `end` are half-open offsets in code points of the decoded file; `end_column` is exclusive. All are None
    where a file has no characters of its own; then `name` says the place in words. `part` is "post" when something is
    missing and so has no place. `words` is the range in the draft's part `index` that the excerpt is taken from.
    """

    part: str
    file: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    start: int | None = None
    end: int | None = None
    name: str | None = None
    index: int | None = None
    words: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a source text."""

    starts: tuple[int, ...]

    @classmethod
    @lru_cache(maxsize=2)  # the rows of a table of posts share one source
    def of(cls, source: str) -> Lines:
        """Find where each line starts; lines end at LF, CRLF or CR only."""
        return cls((0, *(match.end() for match in _LINE_END.finditer(source))))

    def at(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def line_text(source: str, lines: Lines, line: int) -> str:
    """The text of a 1-based line, without its end."""
    start = lines.starts[line - 1]
    end = lines.starts[line] if line < len(lines.starts) else len(source)
    return source[start:end].rstrip("\r\n")
