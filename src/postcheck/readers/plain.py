"""Reads plain text: its lines, the lines that a paragraph was wrapped into, and comments written as in HTML."""

from __future__ import annotations

import re
from itertools import pairwise

from postcheck.model.draft import Part
from postcheck.readers.body import Body, Comment, Words

_LINE_END = re.compile(r"\r\n|\n|\r")
_LONG = 50  # a line shorter than this was ended by its writer, not by a wrap
_OWN_LINE = re.compile(r"[-*+•·‣▪●◦–—>#|@=_]|\(?(?:\d{1,3}|[A-Za-z])[.)]\s|[^\W\d_][\w’'/ -]{0,30}:(?:\s|$)|https?:")
_SENTENCE_END = re.compile(r"[.!?:;…]['\"’”)\]]*$")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-Z]|Mr|Mrs|Ms|Mx|Dr|St|Prof|Rev|Sr|Jr|Gov|Sgt|Lt|Capt)\.$")
_OPEN_END = re.compile(
    r"(?:^|\s)(?:an?|the|and|or|of|to|in|on|at|by|for|from|with|who|whose|that|our|her|his|their|my|your|is|was|are|were|has)$",
    re.IGNORECASE,
)
_NEXT_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?]['\"’”)]* +[A-Z]")
_HYPHENATED = re.compile(r"[^\W\d_]-$")


def read(source: str, start: int = 0) -> Body:
    """Read the text from offset `start` on; every place is an offset of the whole source."""
    text = Words()
    parts: list[Part] = []
    comments: list[Comment] = []
    at = start
    while (begin := source.find("<!--", at)) >= 0 and (end := source.find("-->", begin + 4)) >= 0:
        _lines(text, source, at, begin)
        hidden = Words()
        _lines(hidden, source, begin + 4, end)
        parts.append(hidden.part("hidden"))
        comments.append(Comment(source[begin + 4 : end], begin + 4, end))
        at = end + 3
    _lines(text, source, at, len(source))
    return Body((text.part("text"), *parts), comments=tuple(comments))


def _lines(words: Words, source: str, start: int, end: int) -> None:
    """Add source[start:end]; each of its lines ends, or goes on in the next when the line was only wrapped."""
    lines: list[tuple[int, int]] = []  # of each line: where it begins, and where its end (one or two characters) does
    begin = start
    for line_end in _LINE_END.finditer(source, start, end):
        lines.append((begin, line_end.start()))
        begin = line_end.end()
    lines.append((begin, end))
    begin = start
    for wrapped, ((_, stop), (after, after_end)) in zip(_wraps(source, lines), pairwise(lines), strict=True):
        if wrapped:
            text = source[begin:stop].rstrip()
            words.add(text, begin, begin + len(text))
            fresh = after_end - len(source[after:after_end].lstrip())
            if not _HYPHENATED.search(text):
                words.space(begin + len(text), fresh)
            begin = fresh
        else:
            words.add(source[begin:stop], begin, stop)
            words.add("\n", stop, after)
            begin = after
    words.add(source[begin:end], begin, end)


def _wraps(source: str, lines: list[tuple[int, int]]) -> list[bool]:
    """For each line but the last: does it go on in the next one?"""
    wraps: list[bool] = []
    block: list[str] = []
    for begin, end in lines:
        line = source[begin:end].strip()
        if line:
            block.append(line)
        else:
            wraps += [*_block_wraps(block), False]
            block = []
    return (wraps + _block_wraps(block))[: len(lines) - 1]


def _block_wraps(block: list[str]) -> list[bool]:
    """For each line of a block: was it wrapped because the next word did not fit?"""
    width = max(map(len, block), default=0)
    if width < _LONG or len(block) < 2:
        return [False] * len(block)
    wraps = [
        len(line) >= _LONG
        and len(line) + 1 + len(after.split(None, 1)[0]) > width
        and not _OWN_LINE.match(after)
        and (not _SENTENCE_END.search(line) or bool(_ABBREVIATION.search(line)) or after[0].islower())
        for line, after in pairwise(block)
    ]
    # Rows of a list can be long and alike, but they all begin and end like rows; wrapped prose goes on in small letters,
    # leaves off at a word that wants another, or begins a sentence within a line.
    prose = any(
        wrap and (after[0].islower() or _OPEN_END.search(line))
        for wrap, (line, after) in zip(wraps, pairwise(block), strict=True)
    )
    if len(block) > 2 and not prose and not any(map(_NEXT_SENTENCE.search, block)):
        return [False] * len(block)
    return [*wraps, False]
