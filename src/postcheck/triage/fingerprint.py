"""Fingerprints: the same finding has the same one when lines are inserted or text is wrapped anew, and nobody can read it.

A fingerprint is over the file's path, the check, the folded words, their folded sentence without its names,
and the how-manieth such finding it is. Findings of personal checks are made with the district's key (HMAC): a plain hash
of a name is undone by trying every name. Without a key they have none. The words of other checks are hashed without the
names in them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from postcheck.language.fold import plain
from postcheck.language.sentences import Span, split
from postcheck.model.check import Check
from postcheck.model.draft import Draft
from postcheck.model.finding import Finding
from postcheck.model.report import Checked

Range = tuple[int, int, int]  # part, start, end
_WORD = re.compile(r"\w+")


class Printer:
    """Makes the fingerprints of a run; it counts repeated findings of each file."""

    def __init__(self, checks: Mapping[str, Check], key: bytes | None) -> None:
        self._checks = checks
        self._key = key
        self._counts: Counter[tuple[str, ...]] = Counter()

    def mark(self, checked: Checked, path: str) -> tuple[Finding, ...]:
        """The findings of a draft with their fingerprints; `path` is the file's, as the baseline calls it."""
        page = _Page(checked.draft, checked.judgement.personal)
        return tuple(
            replace(finding, fingerprint=self._print(finding, page, path)) for finding in checked.judgement.findings
        )

    def _print(self, finding: Finding, page: _Page, path: str) -> str | None:
        if self._checks[finding.check].disclosure:
            return None  # nothing of it is kept anywhere
        secret = self._checks[finding.check].personal
        words, sentence = page.said(finding, bare=not secret)
        said = (path, finding.check, words, sentence)
        self._counts[said] += 1
        message = "\0\0".join((*said, str(self._counts[said]))).encode("utf-8", "surrogatepass")
        import hashlib  # only a draft with findings asks for them
        import hmac

        if not secret:
            return f"p{hashlib.sha256(message).hexdigest()[:32]}"
        return f"k{hmac.digest(self._key, message, 'sha256').hex()[:32]}" if self._key else None


class _Page:
    """A draft as fingerprints see it; each part is split, and each sentence rid of its names, once."""

    def __init__(self, draft: Draft, personal: tuple[Range, ...]) -> None:
        self._parts = draft.parts
        self._personal: dict[int, list[tuple[int, int]]] = {}
        for part, begin, finish in sorted(personal):
            self._personal.setdefault(part, []).append((begin, finish))
        self._split: dict[int, tuple[Span, ...]] = {}
        self._sentences: dict[tuple[int, int, int], str] = {}

    def said(self, finding: Finding, bare: bool) -> tuple[str, str]:
        """The folded words of a finding (without names when `bare`), and their folded sentence without names."""
        place = finding.place
        if place.index is None or place.words is None:
            return "", _tidy(place.name or "")  # a picture, or something that is missing
        text = self._parts[place.index].text
        start, end = place.words
        ranges = self._personal.get(place.index, [])
        words = _without(text, start, end, ranges) if bare else text[start:end]
        if place.index not in self._split:
            self._split[place.index] = split(text)
        around = [span for span in self._split[place.index] if span.start < end and start < span.end]
        first = min((span.start for span in around), default=start)
        last = max((span.end for span in around), default=end)
        key = (place.index, first, last)
        if key not in self._sentences:
            self._sentences[key] = _tidy(_without(text, first, last, ranges))
        return _tidy(words), self._sentences[key]


def _without(text: str, start: int, end: int, ranges: list[tuple[int, int]]) -> str:
    """text[start:end] without the ranges in it."""
    pieces: list[str] = []
    at = start
    for begin, finish in ranges:
        if finish <= at or begin >= end:
            continue
        pieces += [text[at : max(at, begin)], " "]
        at = finish
    pieces.append(text[at:end])
    return "".join(pieces)


def _tidy(text: str) -> str:
    """The folded words alone: line ends, spaces and signs may change, and where a name's end is seen may too."""
    return " ".join(_WORD.findall(plain(text)))
