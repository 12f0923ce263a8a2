"""One story of a Word file (its body, a header, a note, a text box): paragraphs, tables, fields, and what is tracked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

from postcheck.model.draft import Unexamined
from postcheck.readers.places import Scroll
from postcheck.readers.word import drawing
from postcheck.readers.word.gathered import Gathered
from postcheck.readers.word.package import Relation, attribute, child, local, relation_id

_OFF = frozenset({"0", "false", "off"})
_THROUGH = frozenset(
    {"ins", "moveTo", "smartTag", "customXml", "bdo", "dir", "sdtContent", "rubyBase", "ruby", "Choice"}
)
_GONE = frozenset({"del", "moveFrom"})
_DRAWN = frozenset({"drawing", "pict", "object"})
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"\\]+))')
_TOOLTIP = re.compile(r'\\o\s+"([^"]*)"')
_INCLUDED = re.compile(r'\s*INCLUDEPICTURE\s+"([^"]*)"')


class Story:
    """Walks a story. `label` names its places ("page header"); without one, paragraphs are counted."""

    def __init__(self, gathered: Gathered, relations: dict[str, Relation], label: str = "") -> None:
        self.scroll = Scroll()
        self.where = label or "paragraph 1"
        self.relations = relations
        self.gathered = gathered
        self._label = label
        self._paragraphs = 0
        self._fields: list[list[str]] = []  # of each open field: its instruction, and "code" or "result"
        self._deleted = Scroll()
        self._hidden = Scroll()
        self._gone = False  # is what is walked a tracked deletion?
        self._veiled = False  # is the paragraph's style hidden?
        self._broke = False  # has nothing been seen since a line break?
        self._bare: int | None = None  # the last picture, while it has no caption

    def blocks(self, parent: Element) -> None:
        """Walk paragraphs and tables."""
        for each in parent:
            name = local(each)
            if name == "p":
                self._paragraph(each)
            elif name == "tbl":
                self._table(each)
            elif name == "altChunk":
                self.untold("A document of another kind is built into this Word file.")
            elif name == "sdt":
                if (content := child(each, "sdtContent")) is not None:
                    self.blocks(content)
            elif name in _GONE:
                self._in_deletion(self.blocks, each)
            elif name == "AlternateContent":
                self.blocks(drawing.choice(each))
            elif name in _THROUGH:
                self.blocks(each)

    def untold(self, why: str) -> None:
        """Say that something in the file was not looked into."""
        suggestion = "Copy its words into the text, or check it as a file of its own."
        self.gathered.unexamined.append(Unexamined(self.gathered.shown, why, suggestion))

    def _in_deletion(self, walk: Callable[[Element], None], element: Element) -> None:
        before, self._gone = self._gone, True
        walk(element)
        self._gone = before

    def _table(self, table: Element) -> None:
        self.gathered.tables += 1
        number, label, where = self.gathered.tables, self._label, self.where
        self.scroll.line()
        for row, each in enumerate(_nested(table, "tr"), 1):
            self._label = self.where = f"table {number}, row {row}" + (f", in the {label}" if label else "")
            before, self._gone = self._gone, self._gone or child(each, "trPr", "del") is not None
            for cell in _nested(each, "tc"):
                self.scroll.line()
                self.blocks(cell)
            self._gone = before
            self.scroll.line(2)
        self._label, self.where = label, where

    def _paragraph(self, paragraph: Element) -> None:
        before = self.scroll.length
        if not self._label:
            self.where = f"paragraph {self._paragraphs + 1}"
        style = child(paragraph, "pPr", "pStyle")
        style_id = attribute(style, "val") or "" if style is not None else ""
        caption = self._bare is not None and style_id in self.gathered.captions
        body, self.scroll = self.scroll, Scroll() if caption else self.scroll
        self._veiled = style_id in self.gathered.hidden
        self.scroll.line()
        self.scroll.place(self.where)
        self._broke = False
        self.runs(paragraph)
        self.scroll.line()
        if caption:
            self._captioned(self.scroll)
            self.scroll = body
        for what, scroll in (("tracked deletion", self._deleted), ("hidden text", self._hidden)):
            self.gathered.leftover(what, scroll, f"{what} in {self.where}")
        self._deleted, self._hidden = Scroll(), Scroll()
        if self.scroll.length > before and not self._label:
            self._paragraphs += 1

    def _captioned(self, scroll: Scroll) -> None:
        number = self._bare
        part = scroll.part("caption", f"caption in {self.where}", number)
        if number is not None and part.text.strip():
            self.gathered.parts.append(part)
            self.gathered.pictures[number] = replace(self.gathered.pictures[number], caption=part.text)
            self._bare = None

    def runs(self, parent: Element) -> None:
        """Walk what stands in a paragraph."""
        for each in parent:
            name = local(each)
            if name == "r":
                self._run(each)
            elif name == "hyperlink":
                self._link(each)
                self.runs(each)
            elif name == "fldSimple":
                self._field(attribute(each, "instr") or "")
                self.runs(each)
            elif name in _GONE:
                self._in_deletion(self.runs, each)
            elif name == "sdt":
                if (content := child(each, "sdtContent")) is not None:
                    self.runs(content)
            elif name in ("oMath", "oMathPara"):
                self._text("".join(text.text or "" for text in each.iter() if local(text) == "t"), self.scroll)
            elif name in _THROUGH:
                self.runs(each)
            elif name == "AlternateContent":
                self.runs(drawing.choice(each))

    def _sink(self, run: Element) -> Scroll:
        """Where the words of a run go: into the text, or to what is deleted or hidden."""
        if self._gone:
            return self._deleted
        vanish = child(run, "rPr", "vanish")
        style = child(run, "rPr", "rStyle")
        veiled = self._veiled or (style is not None and attribute(style, "val") in self.gathered.hidden)
        if vanish is not None:
            veiled = attribute(vanish, "val") not in _OFF
        return self._hidden if veiled else self.scroll

    def _run(self, run: Element) -> None:
        sink = self._sink(run)
        for each in run:
            name = local(each)
            if name == "fldChar":
                self._mark(attribute(each, "fldCharType") or "")
            elif name == "instrText" and self._fields:
                self._fields[-1][0] += each.text or ""
            elif self._fields and self._fields[-1][1] == "code":
                continue
            elif name in ("t", "delText"):
                self._text(each.text or "", sink)
            elif name in _SIGNS:
                self._text(_SIGNS[name], sink)
            elif name == "sym":
                self._symbol(attribute(each, "char") or "", sink)
            elif name in ("br", "cr"):
                self._break(attribute(each, "type"), sink)
            elif name in _DRAWN and not self._gone:
                self._drawn(each)
            elif name == "AlternateContent" and not self._gone:
                self._drawn(drawing.choice(each))
            elif name == "ruby":
                self.runs(each)

    def _text(self, text: str, sink: Scroll) -> None:
        if not text:
            return
        self._broke = False
        sink.add(text.replace("\n", " ").replace("\r", " "))
        if sink is self.scroll:  # two deletions with words between them are two
            self._deleted.line()
            self._hidden.line()

    def _symbol(self, code: str, sink: Scroll) -> None:
        """A character by its code; those of a symbol font are pictures, not letters."""
        try:
            number = int(code, 16)
        except ValueError:
            return
        if 0x20 <= number < 0xD800:
            self._text(chr(number), sink)

    def _break(self, kind: str | None, sink: Scroll) -> None:
        if kind in ("page", "column") or self._broke:
            sink.line()  # two of them are an empty line, which no name crosses
        sink.space()
        self._broke = True

    def _drawn(self, element: Element) -> None:
        number = drawing.read(self, element)
        self._bare = number if number is not None else self._bare

    def _link(self, element: Element) -> None:
        relation = self.relations.get(relation_id(element))
        if relation is not None and relation.external:
            self.gathered.line("link", relation.target, f"link in {self.where}")
        self.gathered.line("title", attribute(element, "tooltip") or "", f"tip on a link in {self.where}")

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(["", "code"])
        elif kind == "separate" and self._fields:
            self._field(self._fields[-1][0])
            self._fields[-1] = ["", "result"]
        elif kind == "end" and self._fields:
            code, state = self._fields.pop()
            if state == "code":
                self._field(code)

    def _field(self, code: str) -> None:
        if link := _HYPERLINK.match(code):
            self.gathered.line("link", link["quoted"] or link["bare"] or "", f"link in {self.where}")
            if tip := _TOOLTIP.search(code):
                self.gathered.line("title", tip[1], f"tip on a link in {self.where}")
        elif shown := _INCLUDED.match(code):
            self._bare = self.gathered.linked(shown[1], None, self.where)


def _nested(element: Element, wanted: str) -> list[Element]:
    """The rows of a table or the cells of a row, also those that a content control or a tracked insertion wraps."""
    found = []
    for each in element:
        name = local(each)
        if name == wanted:
            found.append(each)
        elif name in _THROUGH or name == "sdt":
            found += _nested(each, wanted)
    return found
