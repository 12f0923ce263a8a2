"""Makes markdown-it-py tell where things stand: block tokens get their content with places, inline tokens an offset.

markdown-it-py says only on which lines a block is. Here its block state notes where each line of a block's content
begins (container markers and indents are already cut off there), and its inline state notes at which offset of that
content each token begins and which stretches of it a text token is made of. The rules of the parser are untouched.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from postcheck.model.place import Lines
from postcheck.readers.body import Stretch, Words

_NESTING = 100  # deeper quotations and lists are taken as lines of text
_WITH_LINES = frozenset({"fence", "code_block", "html_block"})


def parse(source: str, start: int) -> list[Token]:
    """The tokens of source[start:].

    In their `meta`, "stretch" is the content of an inline, code, HTML or definition token; of the tokens in an inline
    token, "at" is the offset where it begins and "spans" (offset, length) what a text is made of.
    """
    text = source[start:]
    lines = _Places(source, start)
    tokens = _parser().parse(text, {"places": lines})
    for token in tokens:
        if token.type == "inline":
            around: Stretch = token.meta["around"]
            begin = around.text.index(token.content)
            token.meta["stretch"] = _part_of(around, begin, begin + len(token.content))
    return tokens


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero")
    parser.block, parser.inline = _Blocks(), _Inlines()
    parser.configure("commonmark").enable(["table", "strikethrough"]).disable(["fragments_join", "text_join"])
    parser.options.update({"maxNesting": _NESTING, "store_labels": True, "inline_definitions": True})
    parser.block.ruler.at("reference", _reference)
    return parser


def _part_of(stretch: Stretch, start: int, end: int) -> Stretch:
    words = Words()
    words.copy(stretch, start, end)
    return words.stretch()


class _Places:
    """Where the parser's lines are in the source: it reads LF for every line end."""

    def __init__(self, source: str, start: int) -> None:
        self.starts = [begin for begin in Lines.of(source).starts if begin >= start]
