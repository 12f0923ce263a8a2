"""Reading drafts: which files are drafts, and what each of them says. One table of formats by ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from postcheck.readers import plain
from postcheck.readers.body import Body


def _markdown(source: str, start: int) -> Body:
    from postcheck.readers import markdown

    return markdown.read(source, start)


def _html(source: str, start: int) -> Body:
    from postcheck.readers import html

    return html.read(source, start)


READERS: Mapping[str, Callable[[str, int], Body]] = MappingProxyType(
    {
        ".txt": plain.read,
        ".text": plain.read,
        ".md": _markdown,
        ".markdown": _markdown,
        ".html": _html,
        ".htm": _html,
    }
)
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".heic", ".heif", ".avif"})
NOT_YET: Mapping[str, str] = MappingProxyType(
    {
        ".docx": "Word files", ".doc": "old Word files", ".odt": "OpenDocument files", ".rtf": "rich text files",
        ".pages": "Pages files", ".gdoc": "Google Docs shortcuts", ".pdf": "PDF files", ".eml": "saved e-mails",
        ".csv": "tables of posts",
    }
)  # fmt: skip
