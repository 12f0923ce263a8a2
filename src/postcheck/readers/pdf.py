"""Reads a PDF: the words of each page, its links, comments, form fields, properties, and the pictures in it.

pypdf reads the file; it is an extra (`pip install postcheck[pdf]`), because few districts' drafts are PDFs.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

from postcheck.errors import UnreadableError
from postcheck.model.draft import Part, Picture, Remark, Unexamined
from postcheck.readers import plain
from postcheck.readers.file import Contents, File
from postcheck.readers.places import Scroll

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_Read = TypeVar("_Read")
MOST_PAGES = 500
MOST_PICTURES = 500
MOST_PICTURE = 60_000_000  # bytes
MOST_NODES = 20_000  # of the tree that says what is a heading, a figure, a list
_WRITTEN = {"/Title": "title", "/Subject": "subject", "/Keywords": "keywords"}
_KEPT = {"/Author": "author", "/Creator": "made with"}


def read(file: File) -> Contents:
    """What a PDF holds. Raises UnreadableError for one that is broken, locked or too long, or when pypdf is missing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _guarded(lambda: _Document(file, _open(file.data)).contents())


def picture(again: Callable[[], bytes], page: int, name: str | list[str]) -> bytes:
    """The bytes of a picture in a PDF, which `again` reads once more."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = _guarded(lambda: _open(again()).pages[page].images[name].data)
    if len(data) > MOST_PICTURE:
        raise UnreadableError("A picture in this PDF is too large.", "Make it smaller.")
    return data


def _guarded(reading: Callable[[], _Read]) -> _Read:
    """What pypdf makes of a file; it meets broken ones with nearly every kind of exception."""
    try:
        return reading()
    except UnreadableError:
        raise
    except Exception:
        raise UnreadableError(
            "This PDF is broken or incomplete.", "Open it, save it again as PDF, and check that file."
        ) from None


def _open(data: bytes) -> PdfReader:
    try:
        from pypdf import PasswordType, PdfReader
    except ImportError:
        raise UnreadableError("PDF files need the package pypdf.", "Install it: pip install 'postcheck[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # its warnings could hold words of the draft
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        try:
            locked = reader.decrypt("") == PasswordType.NOT_DECRYPTED
        except Exception:  # a kind of lock that pypdf cannot open without another package
            locked = True
        if locked:
            raise UnreadableError("This PDF has a password.", "Save a copy without it and check that.")
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableError(f"This PDF has more than {MOST_PAGES} pages.", "Split it, and check its parts.")
    return reader


class _Document:
    """Gathers what a PDF holds."""

    def __init__(self, file: File, reader: PdfReader) -> None:
        self._file = file
        self._reader = reader
        self._parts: list[Part] = []
        self._pictures: list[Picture] = []
        self._unexamined: list[Unexamined] = []
        self._comments = 0

    def contents(self) -> Contents:
        """Everything."""
        text = Scroll()
        for number, page in enumerate(self._reader.pages, 1):
            self._page(text, page, number)
        self._alts()
        self._fields()
        self._properties()
        if self._reader.attachments:
            self._untold("Other files are packed into this PDF.", "Take them out, and check them by themselves.")
        remarks: tuple[Remark, ...] = ()
        if self._comments:
            said = f"This PDF still holds {self._comments} comment{'s' if self._comments > 1 else ''}: remove before you send it."
            remarks = (Remark("leftovers", said),)
        return Contents(
            (text.part("text"), *self._parts),
            tuple(self._pictures),
            unexamined=tuple(self._unexamined),
            remarks=remarks,
        )

    def _page(self, text: Scroll, page: PageObject, number: int) -> None:
        where = f"page {number}"
        before = len(self._pictures)
        for name in _names(page):
            if len(self._pictures) == MOST_PICTURES:
                self._untold(f"Only the first {MOST_PICTURES} pictures of this PDF were looked at.", "Split it.")
                break
            at = len(self._pictures) + 1
            load = partial(picture, self._file.again, number - 1, name)
            self._pictures.append(Picture(f"picture-{at}", place=f"picture {at}, on {where}", load=load))
        words = plain.read(page.extract_text() or "").parts[0].text
        text.line()
        text.place(where)
        text.add(words.strip())
        text.line(2)
        if not words.strip() and len(self._pictures) > before:
            self._untold(
                f"{where.capitalize()} is a picture, and its words were not read.", "Check the file it was made from."
            )
        for each in _entries(page.get("/Annots")):
            self._annotation(each, text, where)

    def _untold(self, why: str, suggestion: str) -> None:
        self._unexamined.append(Unexamined(self._file.shown, why, suggestion))

    def _line(self, part: Part) -> None:
        if part.text.strip():
            self._parts.append(part)

    def _annotation(self, note: Any, text: Scroll, where: str) -> None:
        """A link, words typed on a page, or a comment."""
        kind = note.get("/Subtype")
        action = note.get("/A")
        address = action.get_object().get("/URI") if action is not None else None
        if address is not None:
            self._line(Part("link", _string(address), name=f"link on {where}"))
        words = _string(note.get("/Contents", ""))
        if kind == "/FreeText":
            self._line(Part("text", words, name=f"note on {where}"))
        elif words.strip() and kind not in ("/Link", "/Popup", "/Widget"):
            self._comments += 1
            self._line(Part("hidden", words, name=f"comment {self._comments}, on {where}", leftover=True))

    def _alts(self) -> None:
        """The alt texts of figures; where there are as many as pictures, each picture has its own."""
        root = self._reader.root_object.get("/StructTreeRoot")
        alts = list(_figures(root.get_object())) if root is not None else []
        matched = len(alts) == len(self._pictures)
        for number, alt in enumerate(alts):
            name = f"alt text of {self._pictures[number].place}" if matched else "alt text"
            if matched:
                self._pictures[number] = replace(self._pictures[number], alt=alt)
            self._line(Part("alt", alt or "", name=name, picture=number if matched else None))

    def _fields(self) -> None:
        for name, value in (self._reader.get_form_text_fields() or {}).items():
            self._line(Part("text", _string(value or ""), name=f"form field '{_string(name)[:40]}'"))

    def _properties(self) -> None:
        about: Mapping[str, Any] = self._reader.metadata or {}
        for key, name in _WRITTEN.items():
            self._line(Part("title", _string(about.get(key, "")), name=f"document properties, {name}"))
        for key, name in _KEPT.items():
            self._line(Part("metadata", _string(about.get(key, "")), name=f"document properties, {name}"))


def _names(page: PageObject) -> Sequence[Any]:
    """The names of a page's pictures, without reading them."""
    try:
        return list(page.images.keys())
    except (KeyError, TypeError, AttributeError):
        return []


def _entries(array: Any) -> Iterator[Any]:
    """The dictionaries in an array that may not be there."""
    array = array.get_object() if array is not None else None
    for each in array or ():
        entry = each.get_object()
        if hasattr(entry, "get"):
            yield entry


def _figures(root: Any) -> Iterator[str | None]:
    """The alternative text of every figure, in the order of the document; None for one without."""
    waiting, seen = [root], 0
    while waiting and seen < MOST_NODES:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        seen += 1
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif hasattr(node, "get"):
            if node.get("/S") == "/Figure":
                alt = node.get("/Alt")
                yield _string(alt) if alt is not None else None
            if (kids := node.get("/K")) is not None:
                waiting.append(kids)


def _string(value: Any) -> str:
    """A text of the file on one line."""
    value = value.get_object() if hasattr(value, "get_object") else value
    value = value.decode("latin-1") if isinstance(value, bytes) else value
    return " ".join(str(value).split())
