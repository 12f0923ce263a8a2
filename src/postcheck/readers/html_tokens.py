"""Cuts HTML into tokens with exact places, as browsers do, in time that grows with the text and not with its faults.

The standard library's HTMLParser is not used: broken markup costs it quadratic time on Pythons that we support, what
it makes of such markup differs between them, and it gives no places of attribute values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from types import MappingProxyType
from typing import Literal, NamedTuple

from postcheck.readers.body import Stretch, Words

Values = Mapping[str, "tuple[int, int] | None"]  # where the value of each attribute stands, None when it has none

_NAME = re.compile(r"[A-Za-z][^ \t\n\r\f/>]*")
_ATTRIBUTE = re.compile(
    r"[ \t\n\r\f/]*(?:(>)|([^ \t\n\r\f/>][^ \t\n\r\f/>=]*)"
    r"(?:[ \t\n\r\f]*=[ \t\n\r\f]*(?:\"([^\"]*)\"|'([^']*)'|([^ \t\n\r\f>\"'][^ \t\n\r\f>]*)?))?)"
)
_DECLARATION = re.compile(r"<!doctype|<\?xml|<!\[(?:if|endif)", re.IGNORECASE)  # say nothing to readers
_NONE: Values = MappingProxyType({})
_COMMENT_END = re.compile(r"--!?>")
_LINE_END = re.compile(r"\r\n|\n|\r")

RAW = frozenset({"script", "style", "template", "title", "textarea"})  # their inside is not markup, or not shown
_RAW_END = {name: re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE) for name in RAW}
_BROKEN_TAGS = 16  # that many tags that never end are read as text; each costs a pass over the rest of the document

CHARACTER_REFERENCE = r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});"
IN_VALUE = re.compile(CHARACTER_REFERENCE)
IN_MARKDOWN = re.compile(rf"\\[!-/:-@\[-`{{-~]|{CHARACTER_REFERENCE}")
IN_ADDRESS = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


class Token(NamedTuple):
    """A token and its place.

    `inner` is what stands inside a comment. A `raw` token is what an element holds that is no markup; it follows the
    opening tag.
    """

    kind: Literal["text", "open", "close", "raw", "comment"]
    start: int
    end: int
    name: str = ""
    values: Values = _NONE
    inner: tuple[int, int] = (0, 0)


def tokens(text: str, start: int, end: int, in_comment: bool = False) -> Iterator[Token]:
    """The tokens of text[start:end]. In a comment, the start of another comment means nothing."""
    broken = 0
    never_closed: set[str] = set()
    last = text.rfind(">", start, end)
    while (at := text.find("<", start, end)) >= 0:
        if at > start:
            yield Token("text", start, at)
        start = at
        if in_comment and text.startswith("<!--", at):
            start = at + 4
            continue
        token = _markup(text, at, end, last)
        if token is None:
            if at < last and broken <= _BROKEN_TAGS:
                broken += text[at + 1].isalpha()
                start = at + 1
            else:  # no tag ends any more, but a comment may still begin
                start = end if in_comment or (begin := text.find("<!--", at + 1, end)) < 0 else begin
            yield Token("text", at, start)
            continue
        yield token
        start = token.end
        if token.kind == "open" and token.name in RAW and token.name not in never_closed:
            closing = _RAW_END[token.name].search(text, start, end)
            if closing:
                yield Token("raw", start, closing.start(), token.name)
                start = closing.start()
            else:
                never_closed.add(token.name)
    if start < end:
        yield Token("text", start, end)


def _markup(text: str, at: int, end: int, last: int) -> Token | None:
    """The comment or tag that begins at `at`, or None when it is a mere character; no tag ends after `last`."""
    if text.startswith("<!--", at):
        found = _COMMENT_END.search(text, at + 2, end)
        stop, after = found.span() if found else (end, end)
        return Token("comment", at, after, inner=(at + 4, max(at + 4, stop)))
    if at > last:
        return None
    if name := _NAME.match(text, at + 1, end):
        return _opening(text, at, name.end(), end)
    if text[at + 1] not in "!?/":
        return None
    stop = text.index(">", at) + 1
    if text[at + 1] == "/" and (name := _NAME.match(text, at + 2, stop)):
        return Token("close", at, stop, name.group().lower())
    return Token("comment", at, stop, inner=(0, 0) if _DECLARATION.match(text, at) else (at + 2, stop - 1))


def _opening(text: str, at: int, start: int, end: int) -> Token | None:
    """The opening tag at `at` whose name ends at `start`, or None when it never ends."""
    values: dict[str, tuple[int, int] | None] = {}
    name = text[at + 1 : start].lower()
    while found := _ATTRIBUTE.match(text, start, end):
        start = found.end()
        if found.group(1):
            return Token("open", at, start, name, values)
        value = next((found.span(group) for group in (3, 4, 5) if found.group(group) is not None), None)
        values.setdefault(found.group(2).lower(), value)
    return None


def decode(words: Words, stretch: Stretch, start: int, end: int, written: re.Pattern[str] = IN_VALUE) -> None:
    """Add a value with what is `written` in another form put into plain characters; a line end becomes a space."""
    for found in written.finditer(stretch.text, start, end):
        _copy(words, stretch, start, found.start())
        start = found.end()
        if found.group()[0] == "%":
            _percent(words, stretch, found.start(), start)
        else:
            character(words, stretch, found.start(), start)
    _copy(words, stretch, start, end)


def character(words: Words, stretch: Stretch, start: int, end: int) -> None:
    """Add the character that a reference (`&eacute;`) or a Markdown escape (`\\*`) stands for."""
    written = stretch.text[start:end]
    meaning = written[1:] if written[0] == "\\" else unescape(written)
    if meaning == written:
        words.copy(stretch, start, end)
    else:
        words.add(meaning, *stretch.place(start, end))


def _percent(words: Words, stretch: Stretch, start: int, end: int) -> None:
    """Add what a run of percent-encoded bytes stands for, or the run itself when that is no printable text."""
    try:
        text = bytes.fromhex(stretch.text[start:end].replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if not text.isprintable() or not text:
        words.copy(stretch, start, end)
        return
    for each in text:
        stop = start + 3 * len(each.encode("utf-8"))
        words.add(each, *stretch.place(start, stop))
        start = stop


def _copy(words: Words, stretch: Stretch, start: int, end: int) -> None:
    for found in _LINE_END.finditer(stretch.text, start, end):
        words.copy(stretch, start, found.start())
        start = found.end()
        words.add(" ", *stretch.place(found.start(), start))
    words.copy(stretch, start, end)
