"""Turns the bytes of a draft into text, or says in one sentence why they are not text."""

from __future__ import annotations

import codecs
import re

from postcheck.errors import UnreadableError
from postcheck.readers.content import recognise

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEAD = 65536  # enough to tell a format or an encoding by
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
# Typographic quotes of an old Mac, read as cp1252.
_MAC = re.compile(r"[A-Za-z]Õ[a-z]|(?:^|\s)Ò\w[^ÒÓ]*Ó", re.MULTILINE)
_WRONG = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸƒµªº]{3,}|(?<=[a-z])[À-ÖØ-Þ¡-¬®-¶¸-¿](?=[a-z])")  # no word in cp1252 looks so


def decode(data: bytes) -> str:
    """The text of a file; a byte-order mark is dropped, line ends are kept.

    Raises UnreadableError when the bytes are a document of another kind, a picture, or no text in a known encoding.
    """
    kind = recognise(data)
    if kind is not None:
        raise UnreadableError(f"This file is {kind.what}, not a text file.", kind.suggestion)
    text = _unicode(data)
    if text is None:
        text = _legacy(data)
    if len(_CONTROL.findall(text)) * 50 > len(text) or "\0" in text:
        raise _not_text()
    return text


def _unicode(data: bytes) -> str | None:
    """UTF-8 or UTF-16, or None when it is neither."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data:
        return _utf16_without_mark(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        # Surrogates that some programs write one by one: pairs are a character, single ones nothing.
        pairs = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        return pairs.decode("utf-16-le", "replace")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    proper = sum(1 for character in text if character > "\x7f") - damaged
    return text if proper > damaged else None


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 by its pattern of NUL bytes, which must be unmistakable."""
    head = data[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if len(data) % 2 == 0 and high > 0.35 * len(head) and low == 0:
            return data.decode(encoding, "replace")
    raise _not_text()


def _legacy(data: bytes) -> str:
    """Text of a Windows or Mac program of old: cp1252, unless that does not fit or is clearly wrong."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        pass
    else:
        if _MAC.search(text):
            return data.decode("mac_roman")
        foreign = sum(1 for character in text if character > "\x7f")
        if 4 * sum(map(len, _WRONG.findall(text))) <= foreign:
            return text
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    best = from_bytes(data[:_HEAD]).best()
    if best is None:
        raise _not_text()
    return _SURROGATE.sub("\ufffd", data.decode(best.encoding, "replace"))


def _not_text() -> UnreadableError:
    return UnreadableError(
        "This file is not text, or is in an encoding that postcheck does not know.",
        "Check that it is the right file, or save its words as plain text (UTF-8).",
    )
