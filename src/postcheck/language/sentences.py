"""Sentences by rule: blocks end at newlines, sentences at full stops that end no abbreviation, number or initial."""

from __future__ import annotations

import re
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of a text."""

    start: int
    end: int


_END = re.compile(r"(?:(?<![.!?\u2026])[.!?\u2026]+[\"')\]\u201d\u2019]*(?=\s|$)|[\u3002\uff01\uff1f])|\n")
_TITLE = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|mx|dr|prof|st|sgt|lt|cpl|capt|col|gen|rev|fr|sr|jr|sra|srta|dra|sen|rep|gov|supt|asst|dept"
    r"|vs|e\.g|i\.e|rm|[a-z])\.$",
    re.IGNORECASE,
)
_SHORT = re.compile(  # words too, so only what follows tells
    r"(?:^|[\s(])(?:no|v|etc|a\.m|p\.m|approx|ext|bldg|ave|blvd|rd|hwy|inc|co|ltd|fig|min|max|est|tel|jan|feb|mar|apr|jun"
    r"|jul|aug|sept|sep|oct|nov|dec|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|gr|hr|hrs|pts|reb|ast)\.$",
    re.IGNORECASE,
)


def split(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, without surrounding space. An empty line yields nothing."""
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if match.group().startswith(".") and len(match.group()) == 1 and _goes_on(text, match.start(), end):
            continue
        _add(spans, text, start, end)
        start = end
    _add(spans, text, start, len(text))
    return tuple(spans)


def _goes_on(text: str, stop: int, end: int) -> bool:
    """Whether a lone full stop stands inside a sentence: an abbreviation, and something follows on the line."""
    follows = text[end : end + 2].lstrip(" ")
    if not follows or follows.startswith("\n"):
        return False
    before = text[max(0, stop - 12) : stop + 1]
    if _TITLE.search(before):
        return True
    return not follows[0].isupper() and _SHORT.search(before) is not None


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    stripped = text[start:end].strip()
    if stripped:
        begin = start + text[start:end].index(stripped[0])
        spans.append(Span(begin, begin + len(stripped)))
