"""What a file says of its own context by named values: `<meta>`, properties of a Word file, columns of a table."""

from __future__ import annotations

from collections.abc import Mapping

from postcheck.config.statement import Statement, statement
from postcheck.config.yamlfile import parse
from postcheck.errors import Mistake, MistakesError


def said(values: Mapping[str, str], shown: str, place: str) -> Statement:
    """The statement that `values` (by key, without our prefix) make; its mistakes name `place` in the file."""
    if not values:
        return Statement()
    text = "\n".join(f"{_quoted(key)}: {_quoted(value)}" for key, value in values.items())
    try:
        read = statement(parse(text, shown), shown, "draft")
    except MistakesError as error:
        read = Statement(mistakes=error.mistakes)
    mistakes = tuple(Mistake(shown, 0, 0, f"{place}: {each.what}") for each in read.mistakes)
    return Statement(read.stated, read.pictures, mistakes)


def _quoted(value: str) -> str:
    shown = "".join(char if char.isprintable() else " " for char in value)
    return "'" + shown.replace("'", "''") + "'"
