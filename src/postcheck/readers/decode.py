"""Turns the bytes of a draft into text, or says in one sentence why they are not text."""

from __future__ import annotations

import codecs
import re

from postcheck.errors import UnreadableError

_ATTACH = "Attach it to a draft with --photo, or check it by itself under a name that says what it is."
_RESAVE = "Save it as .docx or as plain text and check that file."
_RENAME = "Give it the ending {} and check it again."

_SIGNATURES: tuple[tuple[re.Pattern[bytes], str, str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), what, suggestion)
    for pattern, what, suggestion in (
        (rb"%PDF-", "a PDF document", _RENAME.format(".pdf")),
        (rb"\{\\rtf", "a Rich Text (RTF) document", _RESAVE),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (such as .doc) or an Outlook message", _RESAVE),
        (rb"PK\x03\x04.{0,60}mimetypeapplication/vnd\.oasis", "an OpenDocument (LibreOffice) document", _RESAVE),
        (rb"PK\x03\x04.*?word/", "a Word document", _RENAME.format(".docx")),
        (rb"PK\x03\x04.*?xl/", "an Excel workbook", "Save the sheet as CSV and check that file."),
        (rb"PK\x03\x04.*?ppt/", "a PowerPoint presentation", _RESAVE),
        (rb"PK\x03\x04.*?Index/", "an Apple Pages, Numbers or Keynote document", _RESAVE),
        (rb"PK[\x03\x05]", "a ZIP archive", "Unpack it and check the files in it."),
        (rb"\x1f\x8b|7z\xbc\xaf|Rar!\x1a", "a packed archive", "Unpack it and check the files in it."),
        (rb"\xff\xd8\xff", "a JPEG picture", _ATTACH),
        (rb"\x89PNG\r\n", "a PNG picture", _ATTACH),
        (rb"GIF8[79]a", "a GIF picture", _ATTACH),
        (rb"RIFF.{4}WEBP", "a WebP picture", _ATTACH),
        (rb"II\*\x00|MM\x00\*", "a TIFF picture", _ATTACH),
        (rb"\0\0.{2}ftyp(?:hei|hev|mif|avi)", "a HEIC or AVIF picture", _ATTACH),
        (
            rb"\0\0.{2}ftyp|\x1aE\xdf\xa3|ID3[\x02-\x04]",
            "a video or a sound recording",
            "Write what it says into a draft and check that.",
        ),
    )
)
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
    head = data[:_HEAD]
    for signature, what, suggestion in _SIGNATURES:
        if signature.match(head):
            raise UnreadableError(f"This file is {what}, not a text file.", suggestion)
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
