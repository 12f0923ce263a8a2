"""Reads HTML: what it shows, what it hides, its links, pictures, titles and comments, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape

from postcheck.model.draft import Part, PartKind
from postcheck.readers.body import Body, Comment, Meta, Reference, Stretch, Words
from postcheck.readers.html_elements import BLOCKS, CLOSES, UNSHOWN, VOID, invisible, one_pixel, raw, sized, tiny
from postcheck.readers.html_tokens import IN_ADDRESS, Token, Values, decode, tokens

_TITLES = ("title", "aria-label")
_SUMMARIES = frozenset(
    {"description", "og:title", "og:description", "og:image:alt", "twitter:title", "twitter:description"}
)
_IN_PRE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?")
_IN_FLOW = re.compile(rf"[ \t\n\r\f]{{2,}}|[\t\n\r\f]|{_IN_PRE.pattern}")
_WHOLE = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_FIRST = re.compile(r"[^\s,](?:\S*[^\s,])?")  # the first picture of a srcset
_WHITE = " \t\n\r\f"
_LINE_END = re.compile(r"\r\n|\n|\r")
_CONDITION = re.compile(r"\s*\[if [^\]]*\]>")
_NO_ADDRESS = re.compile(r"#|javascript:|data:|$", re.IGNORECASE)


@dataclass(slots=True)
class _Element:
    """An open element, and what was so before it."""

    name: str
    sink: Words
    visible: Words
    hidden: str
    pre: bool
    kind: PartKind | None  # of the part that its words become, when they are one of their own
    bare: int  # how many pictures without a caption came before it


class Page:
    """Collects a body from markup, in the order of the document."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.comments: list[Comment] = []
        self._references: list[Reference] = []
        self._metas: list[Meta] = []
        self.shown = Words()
        self._sink = self._visible = self.shown
        self._hidden = ""  # why nothing is seen here: "" it is seen, "tiny" letters of no size, "all"
        self._pre = False
        self._open: list[_Element] = []
        self._count: dict[str, int] = {}
        self._bare: list[int] = []  # pictures that have no caption yet
        self._captions: list[str | None] = []  # of each open figure
        self._broke = False  # has nothing been seen since a <br>?

    def body(self) -> Body:
        """What was collected; elements that are still open end here."""
        while self._open:
            self._pop()
        return Body(
            (self.shown.part("text"), *self.parts), tuple(self._references), tuple(self.comments), tuple(self._metas)
        )

    def feed(self, stretch: Stretch, start: int, end: int, in_comment: bool = False) -> None:
        """Read markup."""
        for token in tokens(stretch.text, start, end, in_comment):
            if token.kind == "text":
                self._flow(stretch, token.start, token.end)
            elif token.kind == "close":
                self.close(token.name)
            elif token.kind == "open":
                self._start(stretch, token)
            elif token.kind == "comment":
                self._comment(stretch, *token.inner)
            elif token.name not in UNSHOWN:
                self._flow(stretch, token.start, token.end)

    def text(self, stretch: Stretch, start: int, end: int) -> None:
        """Add words as they stand."""
        if start < end:
            self._broke = False
            self._sink.copy(stretch, start, end)

    def put(self, text: str, stretch: Stretch, start: int, end: int) -> None:
        """Add what is written in another form (an entity, an escape); white space is a space like any other."""
        if text.strip(_WHITE) or self._pre:
            self._broke = False
            self._sink.add(text, *stretch.place(start, end))
        else:
            self._sink.space(*stretch.place(start, end))

    def space(self, stretch: Stretch, start: int, end: int) -> None:
        """A space, or a break that a name may cross."""
        self._sink.space(*stretch.place(start, end))

    def lines(self, stretch: Stretch, start: int, end: int) -> None:
        """Add words whose lines stay lines."""
        for found in _LINE_END.finditer(stretch.text, start, end):
            self.text(stretch, start, found.start())
            self._sink.add("\n", *stretch.place(*found.span()))
            start = found.end()
        self.text(stretch, start, end)

    def open(self, name: str, style: str = "", hidden: bool = False) -> None:
        """An element begins."""
        closes = CLOSES.get(name, ())
        while self._open and self._open[-1].name in closes:
            self._pop()
        before = _Element(name, self._sink, self._visible, self._hidden, self._pre, None, len(self._bare))
        self._open.append(before)
        self._count[name] = self._count.get(name, 0) + 1
        if hidden or name in UNSHOWN or invisible(style):
            self._hidden = "all"
        elif tiny(style):
            self._hidden = self._hidden or "tiny"
        elif self._hidden == "tiny" and sized(style):
            self._hidden, self._sink = "", self._visible
        if self._hidden and not before.hidden:
            before.kind, self._sink = "hidden", Words()
        elif not self._hidden and name in ("title", "figcaption"):
            self._line(name)
            before.kind = "title" if name == "title" else "caption"
            self._sink = self._visible = Words()
        elif name == "figure":
            self._captions.append(None)
        self._pre = self._pre or name in ("pre", "textarea")
        self._line(name)

    def close(self, name: str) -> None:
        """An element ends, and so does everything open in it."""
        while self._count.get(name):
            if self._pop() == name:
                break

    def add(self, kind: PartKind, words: Words) -> int | None:
        """Add a part of its own; its index in the body, or None when it has no words."""
        part = words.part(kind)
        if not part.text.strip():
            return None
        self.parts.append(part)
        return len(self.parts)

    def link(self, address: Stretch) -> None:
        """An address that the body links to."""
        if not _NO_ADDRESS.match(address.text):
            words = Words()
            decode(words, address, 0, len(address.text), IN_ADDRESS)
            self.add("link", words)

    def picture(self, address: Stretch, alt: Words | None, start: int, end: int) -> None:
        """A picture that the body shows; its reference is source[start:end]."""
        target = address.text
        words = Words()
        path = target.partition("?")[0].partition("#")[0]
        begin = max(path.rfind("/"), path.rfind("\\")) + 1
        if not target.lower().startswith("data:") and path[begin - 2 : begin] != "//":
            decode(words, address, begin, len(path), IN_ADDRESS)
        alt_part = self.add("alt", alt) if alt else None
        text = alt.stretch().text if alt else None
        self._bare.append(len(self._references))
        self._references.append(Reference(target, start, end, text, alt_part, self.add("filename", words)))

    def _line(self, name: str) -> None:
        if name in BLOCKS:
            self._sink.line(2 if name == "tr" else 1)

    def _pop(self) -> str:
        element = self._open.pop()
        self._count[element.name] -= 1
        self._line(element.name)
        if element.kind:
            index = self.add(element.kind, self._sink)
            if index and element.kind == "caption" and self._captions:
                self._captions[-1] = self.parts[index - 1].text
        if element.name == "figure" and (caption := self._captions.pop()) is not None:
            for index in self._bare[element.bare :]:
                self._references[index] = self._references[index]._replace(caption=caption)
            del self._bare[element.bare :]
        self._sink, self._visible, self._hidden, self._pre = element.sink, element.visible, element.hidden, element.pre
        self._line(element.name)
        return element.name

    def _flow(self, stretch: Stretch, start: int, end: int) -> None:
        """Text of an element: references are characters, and any run of white space is one space."""
        text = stretch.text
        for found in (_IN_PRE if self._pre else _IN_FLOW).finditer(text, start, end):
            self._run(stretch, start, found.start())
            start = found.end()
            if text[found.start()] == "&":
                self.put(unescape(found.group()), stretch, found.start(), start)
            else:
                self.space(stretch, found.start(), start)
        self._run(stretch, start, end)

    def _run(self, stretch: Stretch, start: int, end: int) -> None:
        if self._pre:
            self.lines(stretch, start, end)
            return
        text = stretch.text
        if start < end and text[start] == " ":
            self.space(stretch, start, start + 1)
            start += 1
        spaced = start < end and text[end - 1] == " "
        self.text(stretch, start, end - spaced)
        if spaced:
            self.space(stretch, end - 1, end)

    def _comment(self, stretch: Stretch, start: int, end: int) -> None:
        text = stretch.text[start:end]
        if not text.strip():
            return
        self.comments.append(Comment(text, *stretch.place(start, end)))
        if "<" in text or "&" in text:  # markup that was commented out, or that only some programs show
            if condition := _CONDITION.match(stretch.text, start, end):
                start = condition.end()
                end = max(start, stretch.text.rfind("<![endif]", start, end))
            inner = Page()
            inner.feed(stretch, start, end, in_comment=True)
            self.parts += [replace(part, kind="hidden") for part in inner.body().parts if part.text.strip()]
        else:
            words = Words()
            words.copy(stretch, start + len(text) - len(text.lstrip()), start + len(text.rstrip()))
            self.add("hidden", words)

    def _start(self, stretch: Stretch, token: Token) -> None:
        name, values = token.name, token.values
        if name == "br":
            if self._broke:
                self._sink.line()  # two of them are an empty line, which no name crosses
            self.space(stretch, token.start, token.end)
            self._broke = True
        elif name in VOID:
            self._line(name)
        elif not values:
            self.open(name)
        else:
            self.open(name, raw(stretch.text, values, "style"), "hidden" in values)
        if not values:
            return
        for title in _TITLES:
            if title in values and (words := _value(stretch, values, title)):
                self.add("title", words)
        if name in ("a", "area"):
            if address := _address(stretch, values, "href"):
                self.link(address)
        elif name == "meta":
            self._meta(stretch, values)
        elif name in ("img", "input", "video"):
            self._image(stretch, token)

    def _meta(self, stretch: Stretch, values: Values) -> None:
        name = _value(stretch, values, "name") or _value(stretch, values, "property")
        content = _value(stretch, values, "content")
        if name and content:
            key = name.stretch().text
            self._metas.append(Meta(key, content.stretch().text, *stretch.place(*(values["content"] or (0, 0)))))
            if key.lower() in _SUMMARIES:
                self.add("title", content)

    def _image(self, stretch: Stretch, token: Token) -> None:
        alt = _value(stretch, token.values, "alt")
        poster = token.name == "video"
        address = _address(stretch, token.values, "poster" if poster else "src")
        if not address or address.text.lower().startswith("data:"):
            # The picture proper comes later, by a script or by the size of the screen.
            for name in ("data-src", "srcset"):
                address = _address(stretch, token.values, name) or address
        if address and not one_pixel(stretch.text, token.values):
            self.picture(address, alt, *stretch.place(token.start, token.end))
        elif alt:
            self.add("alt", alt)


def _address(stretch: Stretch, values: Values, name: str) -> Stretch | None:
    """The address in an attribute, None when there is none."""
    words = _value(stretch, values, name, _FIRST if name == "srcset" else _WHOLE)
    address = words.stretch() if words else None
    return address if address and address.text else None


def _value(stretch: Stretch, values: Values, name: str, wanted: re.Pattern[str] = _WHOLE) -> Words | None:
    """The value of an attribute, decoded and stripped; None when there is no such attribute."""
    if name not in values:
        return None
    words = Words()
    span = values[name]
    if span and (found := wanted.search(stretch.text, *span)):
        decode(words, stretch, *found.span())
    return words


def read(source: str, start: int = 0) -> Body:
    """Read the document from offset `start` on; every place is an offset of the whole source."""
    page = Page()
    page.feed(Stretch.of(source), start, len(source))
    return page.body()
