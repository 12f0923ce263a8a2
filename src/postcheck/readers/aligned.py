"""Follows a value of YAML or TOML through the way in which it is written: quotes, escapes, folded and indented lines."""

from __future__ import annotations

import re

from postcheck.readers.body import Stretch, Words

_UNIT = re.compile(r"\s+|\S")
_GAP = re.compile(r"(?:\s|\\[ \t]*(?:\r\n|\n|\r))+")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SHORT = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
          "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029"}  # fmt: skip
_HEADER = re.compile(r"[|>][^\r\n]*(?:\r\n|\n|\r)")
_MARKS = re.compile(r"(?:[&!]\S*\s+)+")  # an anchor, a tag
_OPENING = re.compile(r"\"{3}(?:\r\n|\n|\r)?|\'{3}(?:\r\n|\n|\r)?|[\"\']")


def align(source: str, start: int, end: int, text: str) -> Stretch | None:
    """The text with its places, when source[start:end] is a way to write it; None when it cannot be followed."""
    words = Words()
    at, quote = _opened(source, start, end)
    for unit in _UNIT.findall(text):
        if unit.isspace():
            step = _space(source, at, end, quote)
        elif quote == "'" == unit and source.startswith("''", at):
            step = at + 2
        elif quote == '"' and source.startswith("\\", at):
            step = _escaped(source, at, end, unit)
        else:
            step = at + 1 if at < end and source.startswith(unit, at) else None
        if step is None:
            return None
        words.add(unit, at, step)
        at = step
    return words.stretch() if text else None


def _opened(source: str, start: int, end: int) -> tuple[int, str]:
    """Where the characters of a value begin, and the mark that quotes them ("" for plain and block values)."""
    if marks := _MARKS.match(source, start, end):
        start = marks.end()
    if header := _HEADER.match(source, start, end):
        at = header.end()
        while at < end and source[at] in " \t":
            at += 1
        return at, ""
    opening = _OPENING.match(source, start, end)
    return (opening.end(), opening.group()[0]) if opening else (start, "")


def _space(source: str, at: int, end: int, quote: str) -> int | None:
    """Where white space of the value ends; lines that were folded, and their indents, are white space too."""
    begin = at
    while at < end:
        if gap := _GAP.match(source, at, end):
            at = gap.end()
            continue
        escape = _ESCAPE.match(source, at, end) if quote == '"' else None
        if escape is None or not _character(escape).isspace():
            break
        at = escape.end()
    return at if at > begin else None


def _escaped(source: str, at: int, end: int, unit: str) -> int | None:
    escape = _ESCAPE.match(source, at, end)
    return escape.end() if escape and _character(escape) == unit else None


def _character(escape: re.Match[str]) -> str:
    """The character that an escape stands for."""
    code = escape.group(1) or escape.group(2) or escape.group(3)
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else ""
    return _SHORT.get(escape.group(4), escape.group(4))
