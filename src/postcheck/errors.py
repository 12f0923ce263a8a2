"""What can go wrong in a way that a person can mend: one sentence says what, where, and what to do."""

from __future__ import annotations

from typing import NamedTuple


class PostcheckError(Exception):
    """Something that keeps postcheck from doing what was asked; its text is shown as it is, without a traceback."""


class Mistake(NamedTuple):
    """One mistake in a file that people write. `line` and `column` are 1-based; 0 means the file as a whole."""

    file: str
    line: int
    column: int
    what: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.what}"


class MistakesError(PostcheckError):
    """Every mistake of one or more files at once, so that they are mended in one go; `after` says what came of them."""

    def __init__(self, mistakes: tuple[Mistake, ...], after: str = "") -> None:
        super().__init__("\n".join((*map(str, mistakes), *([after] if after else []))))
        self.mistakes = mistakes


class UnreadableError(PostcheckError):
    """A draft or picture that could not be examined: `why`, and what to do about it (`suggestion`)."""

    def __init__(self, why: str, suggestion: str) -> None:
        super().__init__(f"{why} {suggestion}")
        self.why = why
        self.suggestion = suggestion


class NoPostsError(UnreadableError):
    """A table that holds no posts, as far as its columns tell: a mistake when somebody named it, else no draft at all."""
