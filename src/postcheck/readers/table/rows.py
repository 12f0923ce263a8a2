"""The rows of a table as bytes, to be kept or left out: what is kept stays as it was, byte for byte."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import NamedTuple

from postcheck.errors import PostcheckError
from postcheck.readers.decode import decode
from postcheck.readers.table.layout import layout

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac_roman")


class Rows(NamedTuple):
    """What stands before the first post (byte-order mark, header), and each post's row by its number."""

    head: bytes
    posts: Mapping[int, bytes]


def rows(data: bytes, shown: str) -> Rows:
    """The rows of a table. Raises PostcheckError when its bytes cannot be told apart, NoPostsError when it has no posts."""
    source = decode(data)
    mark = next((each for each in _MARKS if data.startswith(each)), b"")
    encoding = _encoding(source, data[len(mark) :])
    if encoding is None:
        raise PostcheckError(
            f"{shown}: some of its characters are damaged, so its rows cannot be copied as they are. Save it as UTF-8."
        )
    form = layout(source)
    at = len(mark) + len(source[: form.first].encode(encoding))
    head, posts, before = data[:at], {}, form.first
    for number, record in form.records(source):
        at += len(source[before : record.start].encode(encoding))
        end = at + len(source[record.start : record.end].encode(encoding))
        posts[number] = data[at:end]
        at, before = end, record.end
    return Rows(head, posts)


def _encoding(source: str, data: bytes) -> str | None:
    """The encoding in which the text is exactly these bytes."""
    for encoding in _ENCODINGS:
        if _is(source, encoding, data):
            return encoding
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    best = from_bytes(data[:65536]).best()
    return best.encoding if best is not None and _is(source, best.encoding, data) else None


def _is(source: str, encoding: str, data: bytes) -> bool:
    try:
        return source.encode(encoding) == data
    except UnicodeEncodeError:
        return False
