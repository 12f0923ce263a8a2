from __future__ import annotations

import re
import time
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postcheck.readers import html

TEXTS = [
    ("markup inside a word joins", "<p>Ma<b>ria</b> Lo<wbr>pez", "Maria Lopez"),
    ("white space is one space, also across tags", "<p> Maria \r\n <b> Lopez</b>\t!</p>", "Maria Lopez !"),
    ("blocks are lines", "<h1>A</h1><p>B<p>C<div>D</div>E<ul><li>F<li>G</ul>", "A\nB\nC\nD\nE\nF\nG"),
    ("a line end is a space", "Maria<br>\nLopez", "Maria Lopez"),
    ("two of them are an empty line", "Maria<br> <br/>Lopez", "Maria\nLopez"),
    ("cells are lines, and an empty line ends a row",
     "<table><tr><th>a<th>b<tr><td>c</td></tr></table>d", "a\nb\n\nc\n\nd"),
    ("references are characters",
     "L&oacute;pez &amp; &#x41;&#66; &nope; &copy 1&#10;2 AT&T", "López & AB &nope; © 1 2 AT&T"),
    ("scripts and styles are dropped", "a<script>'<p>b'</script><style>c</style><template>d</template>e", "ae"),
    ("preformatted lines stay lines", "<pre>a  b\r\n &lt;c</pre>", "a  b\n <c"),
    ("a title is not in the text", "<title>A</title>b", "b"),
    ("a hidden element is not in the text, and joins", "Ma<span style='display: none'>x</span>ria", "Maria"),
    ("letters that get a size again are seen", "<td style='font-size:0px'>a<div style='font-size:13px'>b</div>c", "b"),
    ("a size that only begins with a nought", "<p style='font-size:0.9em'>a", "a"),
    ("a hidden element that is left open ends with its parent", "<div><span hidden>a</div>b", "b"),
    ("what only some programs do not show is shown", "<![if !mso]>a<![endif]>", "a"),
    ("a less-than sign is a character", "a < b <3 c", "a < b <3 c"),
    ("a tag that never ends is text", "a <b c", "a <b c"),
    ("a quote that never ends", "<a href=\"x>Maria</a> Lopez", "Maria Lopez"),
    ("closing tags of nothing", "a</b></p></>b</", "ab</"),
]  # fmt: skip
PARTS = [
    ("a title, and a title on an element",
     "<title>A &amp; b</title><p title=' c '>", [("title", "A & b"), ("title", "c")]),
    ("a name for readers of the screen", "<a aria-label='x'>", [("title", "x")]),
    ("a link", "<a href=' http://x.org/a%20b?c&amp;d '>", [("link", "http://x.org/a b?c&d")]),
    ("other links",
     "<a href='mailto:a@b.org'><a href=tel:1><a href='#x'><a href='javascript:y'>",
     [("link", "mailto:a@b.org"), ("link", "tel:1")]),
    ("percent signs that are no text", "<a href='http://x.org/%ff%0a%'>", [("link", "http://x.org/%ff%0a%")]),
    ("a picture", "<img src='a/M%C3%ADa.jpg?x=/y' alt='two\nlines'>", [("alt", "two lines"), ("filename", "Mía.jpg")]),
    ("a picture of several sizes", "<img srcset='a.jpg, b.jpg 2x'>", [("filename", "a.jpg")]),
    ("a picture that comes later", "<img src='data:x' data-src=a.jpg>", [("filename", "a.jpg")]),
    ("a picture inside the file", "<img src='data:image/png;base64,xx/yy' alt=a>", [("alt", "a")]),
    ("a film's picture", "<video poster=p.png>", [("filename", "p.png")]),
    ("a pixel that counts readers",
     "<img src=a.gif width=1 height='1px'><img src=b.gif style='width:1px;height:1px'>", []),
    ("a comment", "<!-- Maria -->", [("hidden", "Maria")]),
    ("markup in a comment", "<!-- <p>Ma<b>ria</b></p> -->", [("hidden", "Maria")]),
    ("a conditional comment", "<!--[if mso]><p>Ma<b>ria</b></p><![endif]-->", [("hidden", "Maria")]),
    ("a comment that never ends", "<!-- Maria <!-- Lopez", [("hidden", "Maria Lopez")]),
    ("a hidden element",
     "<p hidden>a<i>b</i><div style='max-height:0'>c<p>d</div>", [("hidden", "ab"), ("hidden", "c\nd")]),
    ("an invisible element",
     "<p style='color:red;visibility:hidden'>a</p><p style='opacity:0;'>b</p>",
     [("hidden", "a"), ("hidden", "b")]),
    ("a script that never ends", "<script>Maria", [("hidden", "Maria")]),
    ("a caption", "<figure><figcaption>Ma<b>ria</b></figcaption></figure>", [("caption", "Maria")]),
    ("what search engines show",
     "<meta name=description content='a'><meta property='og:title' content=b>",
     [("title", "a"), ("title", "b")]),
]  # fmt: skip


@pytest.mark.parametrize(("source", "text"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_text(check: Callable[..., None], source: str, text: str) -> None:
    body = html.read(source)
    check(source, body)
    assert body.parts[0].text == text


@pytest.mark.parametrize(("source", "parts"), [case[1:] for case in PARTS], ids=[case[0] for case in PARTS])
def test_parts(check: Callable[..., None], source: str, parts: list[tuple[str, str]]) -> None:
    body = html.read(source)
    check(source, body)
    assert [(part.kind, part.text) for part in body.parts[1:]] == parts


def test_pictures_are_referred_to() -> None:
    source = (
        "<figure><img src='a%20b.jpg' alt><figcaption>C</figcaption><img src=b.jpg></figure><img src=c.jpg alt='x'>"
    )
    assert [(each.target, each.alt, each.caption, source[each.start : each.end]) for each in html.read(source).references] == [
        ("a%20b.jpg", "", "C", "<img src='a%20b.jpg' alt>"),
        ("b.jpg", None, "C", "<img src=b.jpg>"),
        ("c.jpg", "x", None, "<img src=c.jpg alt='x'>"),
    ]  # fmt: skip


def test_metas_and_comments_have_places() -> None:
    source = "---\n---\n<meta name='postcheck:account' content=\" a &amp; b \"><!-- postcheck: ok x -->"
    body = html.read(source, start=8)
    (meta,), (comment,) = body.metas, body.comments
    assert (meta.name, meta.content, source[meta.start : meta.end]) == ("postcheck:account", "a & b", " a &amp; b ")
    assert source[comment.start : comment.end] == comment.text == " postcheck: ok x "


WELL_FORMED = (
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i class='x'>",
    "</i>",
    "<br>",
    "<hr />",
    "<div id=a b>",
    "</div>",
    "&amp;",
    "&eacute;",
    "a",
    "é",
    " ",
    "\n",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WELL_FORMED), max_size=30).map("".join))
def test_the_text_is_what_the_standard_parser_finds(source: str) -> None:
    class Parser(HTMLParser):
        words = ""

        def handle_data(self, data: str) -> None:
            self.words += data

    parser = Parser()
    parser.feed(source)
    parser.close()
    assert re.sub(r"\s", "", html.read(source).parts[0].text) == re.sub(r"\s", "", parser.words)


LARGE = {
    "a long page": "<div><p style='color:red'>Maria <b>Lopez</b> &amp;\n co</p><a href='http://x.org'>x</a></div>\n" * 11_000,
    "less-than signs": "<" * 1_000_000,
    "comments that never end": "<!--" * 250_000,
    "tags that never end": "<a " * 333_000,
    "quotes that never end": "<a x=\"" * 160_000,
    "quotes of two kinds": "<a x='\"><b y=\"'" * 70_000,
    "deep nesting": "<div>" * 200_000,
    "closing tags of nothing": "<div></b>" * 110_000,
    "ampersands": "&" * 1_000_000,
    "figures in figures": "<figure><img src=a><figcaption>c" * 30_000,
    "scripts that never end": "<script>" * 120_000,
    "white space in a tag": "<a" + " " * 1_000_000,
    "noughts in a style": "<p style='max-height:" + "0" * 1_000_000 + "x'>",
    "hidden in hidden": "<p hidden>x" * 90_000,
}  # fmt: skip


@pytest.mark.parametrize("source", LARGE.values(), ids=LARGE.keys())
def test_a_megabyte_takes_a_moment(source: str) -> None:
    start = time.process_time()
    html.read(source)
    assert time.process_time() - start < 15
