"""Reading drafts: which files are drafts, and what each of them says. One table of formats by ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from postcheck.readers import plain
from postcheck.readers.body import Body

if TYPE_CHECKING:
    from postcheck.model.draft import Draft
    from postcheck.readers.file import File

# Every format is imported when a file of it is read: a plain run on one .txt draft pays for none of the others.


def _markdown(source: str, start: int) -> Body:
    from postcheck.readers import markdown

    return markdown.read(source, start)


def _html(source: str, start: int) -> Body:
    from postcheck.readers import html

    return html.read(source, start)


def _text(file: File) -> tuple[Draft, ...]:
    from postcheck.readers import drafts

    return (drafts.text(file),)


def _word(file: File) -> tuple[Draft, ...]:
    from postcheck.readers import drafts
    from postcheck.readers.word import document

    return (drafts.document(file, document.read(file)),)


def _mail(file: File) -> tuple[Draft, ...]:
    from postcheck.readers import drafts, mail

    return (drafts.document(file, mail.read(file)),)


def _pdf(file: File) -> tuple[Draft, ...]:
    from postcheck.readers import drafts, pdf

    return (drafts.document(file, pdf.read(file)),)


def _posts(file: File) -> tuple[Draft, ...]:
    from postcheck.readers.table import posts

    return posts.read(file)


TEXTS: Mapping[str, Callable[[str, int], Body]] = MappingProxyType(
    {
        ".txt": plain.read,
        ".text": plain.read,
        ".md": _markdown,
        ".markdown": _markdown,
        ".html": _html,
        ".htm": _html,
    }
)
"""The formats that are text: what a draft's body says, from an offset on."""
READERS: Mapping[str, Callable[[File], tuple[Draft, ...]]] = MappingProxyType(
    {
        **dict.fromkeys(TEXTS, _text),
        ".docx": _word,
        ".docm": _word,
        ".eml": _mail,
        ".pdf": _pdf,
        ".csv": _posts,
    }
)
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".heic", ".heif", ".avif"})
RESAVE: Mapping[str, str] = MappingProxyType(
    {
        ".doc": "old Word files", ".odt": "OpenDocument files", ".rtf": "rich text files", ".pages": "Pages files",
        ".gdoc": "Google Docs shortcuts",
    }
)  # fmt: skip
"""Formats that hold drafts and that no reader reads: they are told of, never passed over."""
