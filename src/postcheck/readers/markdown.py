"""Reads Markdown: CommonMark with tables and strikethrough, its HTML as HTML, each character with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from postcheck.readers.body import Body, Comment, Stretch, Words
from postcheck.readers.html import Page
from postcheck.readers.html_tokens import IN_MARKDOWN, decode

if TYPE_CHECKING:
    from markdown_it.token import Token

_SPACE = re.compile(r"[ \t\n]*")
_LABEL = re.compile(r"\[(?:[^\\\[\]]|\\.)*\]:", re.DOTALL)
_SECOND_LABEL = re.compile(r"\[((?:[^\\\[\]]|\\.)*)\]", re.DOTALL)


def read(source: str, start: int = 0) -> Body:
    """Read the text from offset `start` on; every place is an offset of the whole source."""
    from postcheck.readers.markdown_positions import parse  # imports the parser

    reader = _Reader({})
    reader.blocks(parse(source, start))
    return reader.page.body()


class _Reader:
    """Walks the tokens of the parser and says them to a page."""

    def __init__(self, addresses: dict[str, Stretch]) -> None:
        self.page = Page()
        self._addresses = addresses  # of the link definitions, by label

    def blocks(self, tokens: list[Token]) -> None:
        """Read the blocks of the document; definitions first, because they may stand below what uses them."""
        for token in tokens:
            if token.type == "definition":
                self._definition(token)
        for token in tokens:
            if token.type == "inline":
                self.inline(token.children or (), token.meta["stretch"])
            elif token.type == "html_block":
                self.page.feed(token.meta["stretch"], 0, len(token.meta["stretch"].text))
            elif token.type in ("fence", "code_block"):
                self.page.open("pre")
                self.page.lines(token.meta["stretch"], 0, len(token.meta["stretch"].text.rstrip("\n")))
                self.page.close("pre")
            elif token.nesting > 0:
                self.page.open(token.tag)
            elif token.nesting < 0:
                self.page.close(token.tag)

    def inline(self, tokens: Iterable[Token], stretch: Stretch, base: int = 0) -> None:
        """Read what stands in a block; the offsets of the tokens count from `base`."""
        page = self.page
        address: tuple[int, int] | None = None  # of an address in angle brackets, whose text is made again of it
        for token in tokens:
            at = base + token.meta.get("at", 0)
            if token.type == "text":
                if address:
                    page.text(stretch, *address)
                    address = None
                    continue
                for begin, length in token.meta.get("spans", ((at - base, len(token.content)),)):
                    page.text(stretch, base + begin, base + begin + length)
            elif token.type == "text_special":
                if token.content == token.markup:
                    page.text(stretch, at, at + len(token.markup))
                else:
                    page.put(token.content, stretch, at, at + len(token.markup))
            elif token.type in ("softbreak", "hardbreak"):
                page.space(stretch, at, stretch.text.index("\n", at) + 1)
            elif token.type == "code_inline":
                self._code(token, stretch, at + len(token.markup))
            elif token.type == "html_inline":
                page.feed(stretch, at, at + len(token.content))
            elif token.type == "image":
                self._image(token, stretch, at)
            elif token.type == "link_open" and token.markup == "autolink":
                address = at + 1, stretch.text.index(">", at)
                page.link(_address(stretch, *address))
            elif token.type == "link_open" and "label" not in token.meta:
                target, _ = self._target(stretch, base + token.meta["end"] + 2)
                page.link(target)

    def _code(self, token: Token, stretch: Stretch, at: int) -> None:
        end = at + len(token.content)
        if stretch.text[at:end].replace("\n", " ") != token.content:
            at, end = at + 1, end + 1  # the space that sets the code off from its marks
        while (line_end := stretch.text.find("\n", at, end)) >= 0:
            self.page.text(stretch, at, line_end)
            self.page.space(stretch, line_end, line_end + 1)
            at = line_end + 1
        self.page.text(stretch, at, end)

    def _image(self, token: Token, stretch: Stretch, at: int) -> None:
        after = at + 3 + len(token.content)  # "![", the alternative text, "]"
        if label := token.meta.get("label"):
            target = self._addresses.get(label, Stretch("", ()))
            second = _SECOND_LABEL.match(stretch.text, after)
            if second and second.group(1).strip() and _normal(second.group(1)) == label:
                after = second.end()
        else:
            target, after = self._target(stretch, after + 1)
        inner = _Reader(self._addresses)
        inner.inline(token.children or (), stretch, at + 2)
        self.page.parts += inner.page.parts
        self.page.comments += inner.page.comments
        self.page.picture(target, inner.page.shown, *stretch.place(at, after))

    def _target(self, stretch: Stretch, at: int) -> tuple[Stretch, int]:
        """The address that stands at an offset, with a title or not, and where the bracket after them ends."""
        target, title, end = _destination(stretch, at)
        if title:
            words = Words()
            decode(words, stretch, *title, IN_MARKDOWN)
            self.page.add("title", words)
        return target, end + 1

    def _definition(self, token: Token) -> None:
        stretch: Stretch = token.meta["stretch"]
        label = _LABEL.match(stretch.text)
        if label is None:
            return
        target, title, _ = _destination(stretch, label.end())
        self._addresses.setdefault(token.meta["id"], target)
        self.page.link(target)
        if title:
            words = Words()
            decode(words, stretch, *title, IN_MARKDOWN)
            if target.text in ("", "#"):  # "[//]: # (words)" is how Markdown is given comments that HTML does not show
                self.page.comments.append(Comment(words.stretch().text, *stretch.place(*title)))
                self.page.add("hidden", words)
            else:
                self.page.add("title", words)


def _destination(stretch: Stretch, at: int) -> tuple[Stretch, tuple[int, int] | None, int]:
    """An address, where its title stands, and the offset after both and the space that follows."""
    from markdown_it.helpers import parseLinkDestination, parseLinkTitle

    text = stretch.text
    begin = _end(text, at)
    found = parseLinkDestination(text, begin, len(text))
    target = Stretch("", ())
    end = begin
    if found.ok:
        end = found.pos
        target = _address(stretch, begin + 1, end - 1) if text[begin] == "<" else _address(stretch, begin, end)
    begin = _end(text, end)
    if begin > end and begin < len(text):
        quoted = parseLinkTitle(text, begin, len(text))
        if quoted.ok:
            return target, (begin + 1, quoted.pos - 1), _end(text, quoted.pos)
    return target, None, begin


def _end(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _address(stretch: Stretch, start: int, end: int) -> Stretch:
    words = Words()
    decode(words, stretch, start, end, IN_MARKDOWN)
    return words.stretch()


def _normal(label: str) -> str:
    from markdown_it.common.utils import normalizeReference

    return normalizeReference(label)
