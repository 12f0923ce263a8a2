from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from postcheck.readers import html, markdown

SNIPPETS = (
    "# Heading #\n", "Sub\n---\n", "Ma**ria** Lo*p*ez", "- item\n", "  1. one\n", "> quote ", ">\tx\n", "\n\n", "\n",
    "\r\n", "  \n", "\\\n", "\\*", "\\q", "&amp;", "&eacute;", "&nope;", "&#233;", "`co de`", "`` a\nb ``",
    "~~gone~~", "~~~", "~", "**", "*", "_", "`", "[link](http://x.org/a%20b \"Ti&amp;tle\")", "[ref]", "[ref][]",
    "[a][ref]", "![alt *x*](pics/M%C3%ADa.jpg)", "![r][ref]", "\n[//]: # (a comment)\n",
    "|a|b \\| c|\n|-|-|\n|1|2|\n|3|\n", "\n```py\ncode\n\n\tx\n```\n", "\n    indented\n", "\t\ttabbed\n", "é", "😀",
    "\u00a0", "\u200b", "\u00ad", "[", "]", "(", ")", "!",
)  # fmt: skip
PAIRS = [
    ("a heading has a line of its own", "# Hello *you* #\nMaria\n", "Hello you\nMaria"),
    ("a heading that is underlined", "Hello\n=====\nMaria", "Hello\nMaria"),
    ("emphasis inside a word joins", "Ma**ria** Lo*p*ez", "Maria Lopez"),
    ("a soft line end is a space", "Maria\nLopez", "Maria Lopez"),
    ("a hard line end is a space", "Maria  \nLopez\\\nGarcia", "Maria Lopez Garcia"),
    ("a line end as HTML is a space", "Maria<br>Lopez", "Maria Lopez"),
    ("two of them are an empty line", "Maria<br><br>Lopez", "Maria\nLopez"),
    ("paragraphs are lines", "Maria\n\nLopez", "Maria\nLopez"),
    ("items are lines", "- Maria\n- Lopez\n  1. Juan", "Maria\nLopez\nJuan"),
    ("a quotation goes on lazily", "> Maria\nLopez\n> x\n", "Maria Lopez x"),
    ("cells are lines, and an empty line ends a row", "|a|b\\|c|\n|-|-|\n|**d**|\n|e|f|\n", "a\nb|c\n\nd\n\ne\nf"),
    ("entities and escapes are characters", "L&oacute;pez \\*a\\* &nope; \\q", "López *a* &nope; \\q"),
    ("code is text", "a `b  c` `` d` ``\n\n    e\n\n```py\nf\n\ng\n```\n", "a b  c d`\ne\nf\n\ng"),
    ("link text is text", "[Maria](http://x.org) <http://y.org/a>", "Maria http://y.org/a"),
    ("what is struck out is still there", "~~Maria~~ ~x", "Maria ~x"),
    ("HTML tags vanish", "Ma<b>ria</b>\n\n<div>\nLo<i>p</i>ez &amp; co\n</div>\n", "Maria\nLopez & co"),
    ("a hidden element is not shown", "a<span hidden>b *c*</span>d", "ad"),
    ("an element that HTML leaves open ends with its paragraph", "a<span hidden>b\n\nc", "a\nc"),
    ("Markdown inside a hidden element is hidden", "<div hidden>\n\n*b*\n\n</div>\n\nc", "c"),
    ("an unused definition shows nothing", "a\n\n[x]: http://x.org 'T'\n", "a"),
    ("quotations nested too deep for the parser are still read", ">" * 120 + " Maria", ">" * 20 + " Maria"),
]
PARTS = [
    ("a link", "[a](http://x.org/a%20b 'T&amp;t')", [("title", "T&t"), ("link", "http://x.org/a b")]),
    ("a link in angle brackets", "[a](<b c.html>)", [("link", "b c.html")]),
    ("a link in the page", "[a](#top)", []),
    ("a definition, once", "[a][r] [r]\n\n[r]: http://x.org (T)", [("link", "http://x.org"), ("title", "T")]),
    ("an address", "<a@b.org>", [("link", "a@b.org")]),
    ("a picture", "![Ma**ria**\nL](p/M%C3%ADa.jpg \"T\")", [("title", "T"), ("alt", "Maria L"), ("filename", "Mía.jpg")]),
    ("a picture by reference", "![x][r]\n\n> [r]: <a b.png>", [("link", "a b.png"), ("alt", "x"), ("filename", "a b.png")]),
    ("an HTML picture", "<img src='a/b.jpg' alt=\"Maria\">", [("alt", "Maria"), ("filename", "b.jpg")]),
    ("a comment in a line", "a <!-- Maria --> b", [("hidden", "Maria")]),
    ("a comment of its own", "> <!-- Maria\n>\n> Lopez -->", [("hidden", "Maria\n\nLopez")]),
    ("a comment by definition", "[//]: # (Maria)", [("hidden", "Maria")]),
    ("a hidden element", "<div hidden>\n\n*Maria*\n\n</div>", [("hidden", "Maria")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text"), [case[1:] for case in PAIRS], ids=[case[0] for case in PAIRS])
def test_text(check: Callable[..., None], source: str, text: str) -> None:
    for written in (source, source.replace("\n", "\r\n")):
        body = markdown.read(written)
        check(written, body)
        assert body.parts[0].text == text


@pytest.mark.parametrize(("source", "parts"), [case[1:] for case in PARTS], ids=[case[0] for case in PARTS])
def test_parts(check: Callable[..., None], source: str, parts: list[tuple[str, str]]) -> None:
    body = markdown.read(source)
    check(source, body)
    assert [(part.kind, part.text) for part in body.parts[1:]] == parts


def test_a_picture_is_referred_to(check: Callable[..., None]) -> None:
    source = "---\nx\n---\nSee ![Maria](<a b.jpg> 'T') ![][r] ![x](http://x.org/c.png)\n\n[r]: d.png\n"
    body = markdown.read(source, start=10)
    check(source, body, 10)
    assert [(each.target, each.alt, source[each.start : each.end]) for each in body.references] == [
        ("a b.jpg", "Maria", "![Maria](<a b.jpg> 'T')"),
        ("d.png", "", "![][r]"),
        ("http://x.org/c.png", "x", "![x](http://x.org/c.png)"),
    ]


def test_a_caption_belongs_to_the_picture_in_its_figure() -> None:
    body = markdown.read("<figure>\n\n![x](a.jpg)\n\n<figcaption>Maria</figcaption>\n</figure>\n\n![y](b.jpg)\n")
    assert [each.caption for each in body.references] == ["Maria", None]


def test_comments_keep_their_places() -> None:
    source = "a\n\n<!-- postcheck: ok x -->\n\n[//]: # (postcheck: ok y)\n"
    assert [source[each.start : each.end] for each in markdown.read(source).comments] == [
        "postcheck: ok y",
        " postcheck: ok x ",
    ]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(SNIPPETS) | st.text("ab é*_`~[]()!#>-|&;:\\\t\n1.", max_size=6), max_size=25).map("".join)
)
def test_the_text_is_what_the_parser_by_itself_shows(source: str) -> None:
    plain = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    shown = html.read(plain.render(source))
    body = markdown.read(source)
    assert _ink(body.parts[0].text) == _ink(shown.parts[0].text)
    assert [each.alt and _ink(each.alt) for each in body.references] == [
        each.alt and _ink(each.alt) for each in shown.references
    ]


def _ink(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_a_large_newsletter_takes_a_moment() -> None:
    source = (
        "# News\n\nMaria *Lopez* won the [fair](http://x.org), see ![a](b.jpg).\nAll of us are proud.\n\n- x\n- y\n\n"
        * 2000
    )
    start = time.process_time()
    markdown.read(source)
    assert time.process_time() - start < 20


def test_the_parser_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, postcheck.readers.markdown; sys.exit('markdown_it' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
