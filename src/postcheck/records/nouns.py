"""What a record says: a student, a member of staff, a consent, an authorization, an account. Plain tuples."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Source(NamedTuple):
    """Where a record stands; no words of the record itself, so that it may be printed anywhere."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file.rpartition('/')[2]}, row {self.line}"


class Student(NamedTuple):
    """A student: folded forms of the name. `givens` and `families` are the ways in which each half is written."""

    key: str  # the id when there is one, else the folded full name
    givens: frozenset[str]
    families: frozenset[str]
    source: Source


class Worker(NamedTuple):
    """A member of staff."""

    name: str
    job: str
    source: Source


class Consent(NamedTuple):
    """What a family, or a colleague, said: `what` is photo, name, work or all; `where` is empty for everywhere."""

    who: str  # folded full name, "" when only an id was given
    id: str
    what: frozenset[str]
    where: frozenset[str]
    until: date | None
    form: str
    granted: bool
    written: bool
    source: Source


class Authorization(NamedTuple):
    """What somebody may do, and who granted it: `by` is superintendent, principal, designee ..."""

    who: str  # folded
    what: str  # spokesperson, logo
    by: str
    until: date | None
    source: Source


class Page(NamedTuple):
    """An account on a platform that the district keeps on record."""

    name: str
    platform: str
    kind: str
    audience: str
    registered: str
    approved: str
    administrator: str
    profile: str
    source: Source


class Logo(NamedTuple):
    """A logo that the district owns."""

    name: str
    file: str
    owner: str
    source: Source
