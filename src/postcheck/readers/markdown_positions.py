"""Makes markdown-it-py tell where things stand: block tokens get their content with places, inline tokens an offset.

markdown-it-py says only on which lines a block is. Here its block state notes where each line of a block's content
begins (container markers and indents are already cut off there), and its inline state notes at which offset of that
content each token begins and which stretches of it a text token is made of. The rules of the parser are untouched.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from postcheck.model.draft import Piece
from postcheck.readers.body import Stretch, Words

_NESTING = 100  # what is nested deeper is read as lines of text, because the parser would leave it out
_TRIMMED = "\t\n\x0b\x0c\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_WITH_LINES = frozenset({"fence", "code_block", "html_block"})


def parse(source: str, start: int) -> list[Token]:
    """The tokens of source[start:].

    In its `meta`, an inline, code, HTML or definition token has its content as a "stretch"; a token inside an inline
    token has the offset "at" which it begins there, a link also the "end" of its label, and a text the "spans" (offset,
    length) that it was put together from.
    """
    tokens = _parser().parse(source[start:], {"source": source, "start": start})
    for token in tokens:
        if token.type == "inline":
            token.meta["stretch"] = _trimmed(token.meta["around"], token.content)
    return tokens


def _trimmed(around: Stretch, content: str) -> Stretch:
    begin = around.text.find(content)
    if begin < 0:  # a release of the parser that trims or joins otherwise: the place of the whole is still right
        return Stretch(content, (Piece(0, *around.place(0, len(around.text))),))
    words = Words()
    words.copy(around, begin, begin + len(content))
    return words.stretch()


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero")
    parser.block, parser.inline = _Blocks(), _Inlines()
    parser.configure("commonmark").enable(["table", "strikethrough"]).disable(["fragments_join", "text_join"])
    parser.options.update({"maxNesting": _NESTING, "store_labels": True, "inline_definitions": True})
    parser.block.ruler.at("reference", _reference)
    return parser


def _reference(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    found = reference(state, start_line, end_line, silent)
    if found and not silent and isinstance(state, _BlockState):
        begins = [state.bMarks[line] + state.tShift[line] for line in range(start_line, state.line)]
        state.tokens[-1].meta["stretch"] = state.stretch(start_line, begins)
    return found


class _Blocks(ParserBlock):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803
        state = _BlockState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        if state.level >= _NESTING and startLine < endLine:
            token = state.push("code_block", "code", 0)
            token.content = state.getLines(startLine, endLine, state.blkIndent, True)
            state.line = endLine
        else:
            super().tokenize(state, startLine, endLine)


class _BlockState(StateBlock):
    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        source, start = env["source"], env["start"]
        # Where each line begins, here and in the source: the parser has made one LF of every line end.
        self._here, self._there = [0], [start]
        crlf = "\r\n" in source
        at = -1
        while (at := src.find("\n", at + 1)) >= 0:
            self._here.append(at + 1)
            end = self._there[-1] + at - self._here[-2]
            self._there.append(end + (2 if crlf and source.startswith("\r\n", end) else 1))
        self._recent = Stretch("", ())
        self._row: Token | None = None
        self._cells: list[Stretch] = []

    def stretch(self, line: int, begins: list[int], virtual: list[int] | None = None) -> Stretch:
        """Lines from `line` on, each from where it begins; `virtual` spaces, left of a tab that was cut, before it."""
        words = Words()
        for at, begin in enumerate(begins):
            shift = self._there[line + at] - self._here[line + at]
            end = self.eMarks[line + at]
            if virtual:
                words.add(" " * virtual[at], begin + shift, begin + shift)
            words.add(self.src[begin:end], begin + shift, end + shift)
            if end < len(self.src):
                words.add("\n", end + shift, self._there[line + at + 1])
        return words.stretch()

    def getLines(self, begin: int, end: int, indent: int, keepLastLF: bool) -> str:  # noqa: N802, N803
        begins, virtual = [], []
        for line in range(begin, end):
            cut = super().getLines(line, line + 1, indent, False)
            finish, spaces = self.eMarks[line], 0
            while not self.src.endswith(cut[spaces:], 0, finish):
                spaces += 1
            begins.append(finish - len(cut) + spaces)
            virtual.append(spaces)
        stretch = self.stretch(begin, begins, virtual)
        last = self.tokens[-1] if self.tokens else None
        if last and last.type in _WITH_LINES and "stretch" not in last.meta:
            last.meta["stretch"] = stretch
        else:
            self._recent = stretch
        return super().getLines(begin, end, indent, keepLastLF)

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        before = self.tokens[-1] if self.tokens else None
        token = super().push(ttype, tag, nesting)
        if ttype == "tr_open":
            self._row = token
        elif ttype == "inline" and before:
            if before.type in ("th_open", "td_open"):
                token.meta["around"] = self._cell()
            elif before.type == "heading_open" and before.markup.startswith("#") and before.map:
                line = before.map[0]
                begin = self.bMarks[line] + self.tShift[line] + len(before.markup)
                token.meta["around"] = self.stretch(line, [begin])
            else:
                token.meta["around"] = self._recent
        return token

    def _cell(self) -> Stretch:
        """The next cell of the row of a table; rows may have fewer than the first one."""
        if self._row and self._row.map:
            self._cells = self._split(self._row.map[0])[::-1]
            self._row = None
        return self._cells.pop() if self._cells else Stretch("", ())

    def _split(self, line: int) -> list[Stretch]:
        stretch = self.stretch(line, [self.bMarks[line] + self.tShift[line]])
        text = stretch.text.strip(_TRIMMED)
        begin = stretch.text.find(text)
        end = begin + len(text)
        text = stretch.text
        cells, words = [], Words()
        last = begin
        while (at := text.find("|", begin, end)) >= 0:
            begin = at + 1
            if at > last and text[at - 1] == "\\":
                words.copy(stretch, last, at - 1)
                last = at
            else:
                words.copy(stretch, last, at)
                cells.append(words.stretch())
                words = Words()
                last = begin
        words.copy(stretch, last, end)
        cells.append(words.stretch())
        return cells[1:] if not cells[0].text else cells


class _Inlines(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _InlineState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _InlineState(StateInline):
    """Rules append to `pending` only what stands at `pos`, and take away only from its end."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> None:  # noqa: N803
        self._waiting = ""
        self._chunks: list[str] = []
        self._spans: list[tuple[int, int]] = []
        super().__init__(src, md, env, outTokens)

    @property
    def pending(self) -> str:
        if self._chunks:
            self._waiting += "".join(self._chunks)
            self._chunks = []
        return self._waiting

    @pending.setter
    def pending(self, value: str) -> None:
        more = len(value) - len(self.pending)
        if more > 0:  # releases before 4 write `pending += text`
            self._spans.append((self.pos, more))
        while more < 0 and self._spans:
            at, length = self._spans.pop()
            if length + more > 0:
                self._spans.append((at, length + more))
            more += length
        self._waiting = value

    def append_pending(self, text: str) -> None:
        self._spans.append((self.pos, len(text)))
        self._chunks.append(text)

    def pushPending(self) -> Token:  # noqa: N802
        spans, self._spans = self._spans, []
        token = super().pushPending()
        token.meta["spans"] = spans
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        before = self.tokens[-2].meta if len(self.tokens) > 1 else {}
        # Several texts that one rule makes (the stars of emphasis) follow one another.
        run = ttype == "text" and before.get("pos") == self.pos
        token.meta["at"] = before["at"] + len(self.tokens[-2].content) if run else self.pos
        token.meta["pos"], token.meta["end"] = self.pos, self.posMax
        return token
