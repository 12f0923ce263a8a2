"""Names of students told in file names, hashtags, handles and addresses: again, or by an address that is a student's.

There a given name alone tells who it is, and names run together: `#WayToGoMalia`, `torsten.jpg`, `pawsay.htoo`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from postcheck.checks.written_page import ordinary
from postcheck.language.fold import plain
from postcheck.language.name_shape import looks_like_a_name
from postcheck.language.sentences import Span
from postcheck.model.draft import Part

_HANDLE = re.compile(r"(?<![\w.])[#@][\w.]+|(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[^\W\d_][^\W\d_A-Z]*")  # a hump of a hashtag too
_ACCOUNT = re.compile(r"(?<![\w.+-])([a-z]+[._][a-z]+)\d*@(?:students?|stu|pupils?)\.[\w-]+\.", re.IGNORECASE)
_LEAST_ALONE = 4  # letters of one word of a name
_LEAST_RUN = 6  # letters of names that are run together
_MOST_WORDS = 5


def find(parts: Sequence[Part], names: Sequence[str]) -> Iterator[tuple[int, Span]]:
    """Every place (the part's number, and a range of its text) that tells one of the names."""
    runs = {run for name in names for run in _runs(name)}
    alone = {word for name in names for word in _words(name) if len(word) >= _LEAST_ALONE and not ordinary(word)}
    for index, part in enumerate(parts):
        if part.kind in ("filename", "link"):
            fields = [Span(0, len(part.text))]
        else:
            fields = [Span(*match.span()) for match in _HANDLE.finditer(part.text)]
        for field in fields:
            address = part.kind == "link" or (part.kind != "filename" and part.text[field.start] not in "#@")
            for span in _told(part.text, field, runs if address else runs | alone):
                yield index, span


def accounts(parts: Sequence[Part]) -> Iterator[tuple[int, Span]]:
    """The names in addresses of a domain for students, `ana.lo@students.example.org`."""
    for index, part in enumerate(parts):
        for match in _ACCOUNT.finditer(part.text) if "@" in part.text else ():
            if looks_like_a_name(match.group(1), "", in_file=False, probability=1.0):
                yield index, Span(*match.span(1))


def _words(name: str) -> list[str]:
    return [plain(word) for word in re.findall(r"[^\W\d_]+", name)]


def _runs(name: str) -> Iterator[str]:
    """The ways in which a full name is told without a space."""
    words = _words(name)
    for run in ("".join(words), "".join((words[-1], *words[:-1])), words[0] + words[-1], words[-1] + words[0]):
        if len(words) > 1 and len(run) >= _LEAST_RUN:
            yield run


def _told(text: str, field: Span, forms: Collection[str]) -> Iterator[Span]:
    """The longest forms in a field, each beginning and ending where one of its words does."""
    words = [
        Span(field.start + match.start(), field.start + match.end()) for match in _WORD.finditer(text[slice(*field)])
    ]
    at = 0
    while at < len(words):
        for stop in range(min(len(words), at + _MOST_WORDS), at, -1):
            span = Span(words[at].start, words[stop - 1].end)
            if "".join(_words(text[slice(*span)])) in forms:
                yield span
                at = stop
                break
        else:
            at += 1
