"""Reads a saved e-mail: its subject, its message as text and as HTML, the pictures in it, and what is attached to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import default
from functools import partial
from pathlib import Path, PurePath
from typing import Any

from postcheck.errors import UnreadableError
from postcheck.model.draft import Draft, Part, Picture, Remark, Unexamined
from postcheck.readers import PICTURES, READERS, html, plain
from postcheck.readers.body import Body
from postcheck.readers.content import recognise
from postcheck.readers.decode import decode
from postcheck.readers.file import Contents, File
from postcheck.readers.places import by_line, by_paragraph, within

MOST_LEAVES = 500  # texts, pictures and attachments
MOST_DEPTH = 3  # e-mails attached to e-mails
MOST_BYTES = 100_000_000  # of all that is attached, unpacked
_HEADERS = ("from", "to", "subject", "date", "message-id", "mime-version", "content-type", "received", "return-path")
_SIGNATURES = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
    }
)
_LOCKED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"})


def read(file: File) -> Contents:
    """What a saved e-mail holds. Raises UnreadableError for one that is none, that is encrypted, or that is too large."""
    return _read(file, 0)


def attachment(again: Callable[[], bytes], number: int) -> bytes:
    """The bytes of a leaf of an e-mail (a picture, an attachment), which `again` reads once more."""
    return _bytes(_leaves(_message(again()))[number])


def _read(file: File, depth: int) -> Contents:
    message = _message(file.data)
    if not any(message.get_all(name) for name in _HEADERS):
        raise UnreadableError("This file is no saved e-mail.", "Save the e-mail again as .eml, and check that file.")
    gathered = _Gathered(file, depth)
    if subject := _header(message, "subject").strip():
        gathered.parts.append(Part("title", subject, name="subject"))
    gathered.leaves(_leaves(message))
    return gathered.contents()


def _message(data: bytes) -> EmailMessage:
    try:
        message = message_from_bytes(data, policy=default)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        raise _broken() from None
    assert isinstance(message, EmailMessage)
    return message


def _broken() -> UnreadableError:
    return UnreadableError("This e-mail is broken.", "Save it again as .eml, or paste its words into: postcheck -")


def _leaves(message: EmailMessage) -> list[EmailMessage]:
    """What is no multipart, in order; an attached e-mail is one leaf."""
    leaves: list[EmailMessage] = []
    waiting: list[Any] = [message]
    while waiting:
        each = waiting.pop()
        if each.get_content_type() in _LOCKED:
            raise UnreadableError("This e-mail is encrypted.", "Copy its words into a draft and check that.")
        if each.get_content_maintype() == "multipart" and isinstance(each.get_payload(), list):
            waiting.extend(reversed(each.get_payload()))
        else:
            leaves.append(each)
        if len(leaves) > MOST_LEAVES:
            raise UnreadableError("This e-mail has too many attachments.", "Check them by themselves.")
    return leaves


def _bytes(leaf: EmailMessage) -> bytes:
    """The bytes of a leaf."""
    if leaf.get_content_type() == "message/rfc822":
        inner = leaf.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    try:
        data = leaf.get_payload(decode=True)
    except (ValueError, LookupError, TypeError):
        raise _broken() from None
    return data if isinstance(data, bytes) else b""


def _header(message: EmailMessage, name: str) -> str:
    """A header's value; a damaged one can make the library fail."""
    try:
        return str(message.get(name, ""))
    except Exception:  # the library parses headers lazily, and not all of its failures are of one kind
        return ""


def _typed_name(leaf: EmailMessage) -> str:
    try:
        return PurePath((leaf.get_filename() or "").replace("\\", "/")).name
    except Exception:
        return ""


class _Gathered:
    """Gathers what an e-mail holds."""

    def __init__(self, file: File, depth: int) -> None:
        self.parts: list[Part] = []
        self._file = file
        self._depth = depth
        self._message: list[Part] = []  # of the message proper
        self._pictures: list[Picture] = []
        self._cited: dict[str, int] = {}  # pictures that the message shows by their content id
        self._unexamined: list[Unexamined] = []
        self._remarks: list[Remark] = []
        self._left = MOST_BYTES
        self._attachments = 0

    def contents(self) -> Contents:
        """Everything, with the message's text first."""
        text = next((part for part in self._message if part.kind == "text"), Part("text", ""))
        others = [part for part in self._message if part is not text]
        every = (text, *self.parts, *others)
        return Contents(every, tuple(self._pictures), unexamined=tuple(self._unexamined), remarks=tuple(self._remarks))

    def leaves(self, leaves: list[EmailMessage]) -> None:
        """Read the message first, then what is attached to it."""
        texts: list[tuple[EmailMessage, Body]] = []
        for leaf in leaves:
            if _is_message(leaf):
                source = self._text(leaf)
                body = html.read(source) if leaf.get_content_subtype() == "html" else plain.read(source)
                texts.append((leaf, body))
        shown = [body for leaf, body in texts if leaf.get_content_subtype() == "html"]
        for leaf, body in texts:
            is_html = leaf.get_content_subtype() == "html"
            if not is_html and any(_same(body, other) for other in shown):
                continue  # the same message once more, for programs that show no HTML
            self._body(body, "" if is_html or not shown else "text version, ")
        for number, leaf in enumerate(leaves):
            if not _is_message(leaf):
                self._attached(leaf, number)
        for picture in (self._pictures[at] for at in self._cited.values()):
            if picture.load is None:
                self._untold(picture.place or "", "The message shows a picture that is not in the file.", "Add it.")

    def _text(self, leaf: EmailMessage) -> str:
        data = _bytes(leaf)
        charset = leaf.get_content_charset()
        if charset and charset not in ("utf-8", "us-ascii"):
            try:
                return data.decode(charset, "replace")
            except (LookupError, ValueError):
                pass
        try:
            return decode(data) if data else ""
        except UnreadableError as error:
            self._untold("the message", error.why, error.suggestion)
            return ""

    def _untold(self, what: str, why: str, suggestion: str) -> None:
        self._unexamined.append(Unexamined(self._file.shown, f"In {what}: {why}", suggestion, what))

    def _body(self, body: Body, where: str) -> None:
        parts = [by_paragraph(part, where) for part in body.parts]
        for reference in body.references:
            number = len(self._pictures)
            cited = reference.target.lower().startswith("cid:")
            web = not cited
            self._pictures.append(
                Picture(
                    reference.target,
                    alt=reference.alt,
                    caption=reference.caption,
                    web=web,
                    place=f"picture {number + 1}",
                )
            )
            if cited:
                self._cited[reference.target[4:].strip("<>").casefold()] = number
            for index in (reference.alt_part, reference.file_part):
                if index is not None:
                    parts[index] = replace(parts[index], picture=number)
            if cited and reference.file_part is not None:
                parts[reference.file_part] = replace(parts[reference.file_part], text="")
        self._message += [part for part in parts if part.text.strip() or part.kind == "text"]

    def _attached(self, leaf: EmailMessage, number: int) -> None:
        name = _typed_name(leaf)
        kind = leaf.get_content_type()
        if kind in _SIGNATURES:
            return
        if leaf.get_content_maintype() == "image" or PurePath(name).suffix.lower() in PICTURES:
            self._picture(leaf, name, number)
            return
        self._attachments += 1
        suffix = PurePath(name).suffix
        called = f"attachment {self._attachments}" + (f" ({suffix})" if suffix else "")  # its name may name a student
        if name:
            self.parts.append(Part("filename", name, name=f"file name of {called}"))
        data = _bytes(leaf)
        self._left -= len(data)
        ending = PurePath(name).suffix.lower()
        if kind == "message/rfc822":
            ending = ".eml"
        recognised = recognise(data)
        if recognised is not None and recognised.ending:
            ending = recognised.ending
        elif recognised is not None and recognised.picture:
            self._picture(leaf, name, number)
            return
        if not ending and leaf.get_content_maintype() == "text":
            ending = ".html" if leaf.get_content_subtype() == "html" else ".txt"
        if self._left < 0 or ending not in READERS or self._depth >= MOST_DEPTH:
            why = "postcheck does not read attachments of this kind." if self._left >= 0 else "It is too large."
            self._untold(called, why, "Save it by itself, as .docx or text, and check that file.")
            return
        self._document(called, f"attached{ending}", ending, data, number)

    def _document(self, called: str, name: str, ending: str, data: bytes, number: int) -> None:
        """A document that is attached goes through the reader of its kind."""
        inner = File(name, data, Path("no folder"), partial(attachment, self._file.again, number))
        where = f"{called}, "
        try:
            if ending == ".eml":
                drafts: tuple[Draft, ...] = (_nested(inner, _read(inner, self._depth + 1)),)
            else:
                drafts = READERS[ending](inner)
        except UnreadableError as error:
            self._untold(called, error.why, error.suggestion)
            return
        for draft in drafts:
            shift = len(self._pictures)
            for part in draft.parts:
                placed = by_line(part, draft.source, where) if draft.source else within(part, where)
                index = part.picture + shift if part.picture is not None else None
                if placed.text.strip():
                    self.parts.append(replace(placed, picture=index))
            self._pictures += [
                replace(each, place=where + (each.place or each.file), path=None, reference=None, web=each.load is None)
                for each in draft.pictures
            ]
            for each in draft.unexamined:
                if each.file == name:
                    self._untold(called, each.why, each.suggestion)
            self._remarks += draft.remarks

    def _picture(self, leaf: EmailMessage, name: str, number: int) -> None:
        """A picture, attached or shown in the message."""
        load = partial(attachment, self._file.again, number)
        own = _header(leaf, "content-id").strip().strip("<>").casefold()
        at = self._cited.get(own)
        if at is None:
            at = len(self._pictures)
            self._pictures.append(Picture(name or f"picture-{at + 1}", place=f"picture {at + 1}, attached", load=load))
        else:
            self._pictures[at] = replace(self._pictures[at], file=name or self._pictures[at].file, load=load)
        if name:
            self.parts.append(Part("filename", name, name=f"file name of {self._pictures[at].place}", picture=at))


def _is_message(leaf: EmailMessage) -> bool:
    """Whether a leaf is the message itself, in one of its forms."""
    plainly = leaf.get_content_type() in ("text/plain", "text/html")
    return (
        plainly
        and _header(leaf, "content-disposition").split(";")[0].strip().lower() != "attachment"
        and (not _typed_name(leaf))
    )


def _same(body: Body, other: Body) -> bool:
    """Whether two forms of a message have the same words."""
    return _words(body) == _words(other)


def _words(body: Body) -> str:
    return "".join(char for char in body.parts[0].text.casefold() if char.isalnum())


def _nested(file: File, contents: Contents) -> Draft:
    return Draft(
        file.shown, "", contents.parts, pictures=contents.pictures, unexamined=contents.unexamined,
        remarks=contents.remarks,
    )  # fmt: skip
