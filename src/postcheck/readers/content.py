"""What kind of file some bytes are, as far as their beginning tells; what begins like nothing known may be text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

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
_HEAD = 65536  # enough to tell a format by
_PICTURE = " picture"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # the stream in which Office keeps a file under a password
_READ: Mapping[str, str] = MappingProxyType({"a Word document": ".docx", "a PDF document": ".pdf"})


class Kind(NamedTuple):
    """A kind of file: what it is, with its article, what to do about it where text was expected, and the ending of the
    reader that reads it, None where none does.
    """

    what: str
    suggestion: str
    ending: str | None

    @property
    def picture(self) -> bool:
        """Is it a picture?"""
        return self.what.endswith(_PICTURE)


def recognise(data: bytes) -> Kind | None:
    """The kind of a file by its bytes; None for text, and for anything unknown."""
    head = data[:_HEAD]
    if head.startswith(_OLE) and _LOCKED in data:
        return Kind("an Office document with a password", "Save a copy without the password and check that.", None)
    for signature, what, suggestion in _SIGNATURES:
        if signature.match(head):
            if what == "a ZIP archive" and b"word/document" in data[-_HEAD:]:
                what = "a Word document"
            return Kind(what, suggestion, _READ.get(what))
    return None
