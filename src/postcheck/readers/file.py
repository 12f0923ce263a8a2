"""What a reader is given, a file's bytes and what is said beside it, and what a reader of documents gives back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from postcheck.config.statement import Statement
from postcheck.model.draft import Part, Picture, Remark, Unexamined


class File(NamedTuple):
    """A file to be read. `shown` is its path as given, `folder` where the pictures that it names are looked for.

    `again` reads its bytes once more, so that nobody keeps a large file only because of the pictures in it. `beside` is
    what its sidecar says, or the sentences that say why the sidecar cannot be read.
    """

    shown: str
    data: bytes
    folder: Path
    again: Callable[[], bytes]
    photos: tuple[str, ...] = ()
    beside: Statement | str = Statement()


class Contents(NamedTuple):
    """What a document (a Word file, a saved e-mail, a PDF) holds. `parts[0]` is always the text, though it may be empty."""

    parts: tuple[Part, ...]
    pictures: tuple[Picture, ...] = ()
    statement: Statement = Statement()
    unexamined: tuple[Unexamined, ...] = ()
    remarks: tuple[Remark, ...] = ()
