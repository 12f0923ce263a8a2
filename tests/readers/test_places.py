from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from postcheck.readers import html, markdown, plain
from postcheck.readers.body import Body

Check = Callable[[str, Body, int], None]

MARKDOWN = (
    "# Heading #\n", "Sub\n---\n", "Ma**ria** Lo*p*ez", "- item\n", "  1. one\n", "> quote ", ">\tx\n", "\n\n", "\n",
    "\r\n", "  \n", "\\\n", "\\*", "\\q", "&amp;", "&eacute;", "&nope;", "&#233;", "`co de`", "`` a\nb ``",
    "~~gone~~", "~~~", "~", "**", "*", "_", "`", "[link](http://x.org/a%20b \"Ti&amp;tle\")", "[ref]", "[ref][]",
    "[a][ref]", "![alt *x*](pics/M%C3%ADa.jpg)", "![r][ref]", "\n[ref]: <u v.png> 'ti\ntle'\n",
    "\n[//]: # (a comment)\n", "<http://auto.org/x>", "<a@b.org>", "|a|b \\| c|\n|-|-|\n|1|2|\n|3|\n",
    "\n```py\ncode\n\n\tx\n```\n", "\n    indented\n", "\t\ttabbed\n", "<b>bold</b>", "<br>",
    "<span hidden>secret</span>", "\n<div>\n\nx\n\n</div>\n", "\n<p title=\"t\">html &lt; \n block</p>\n",
    "<!-- comment -->", "\n<!-- a\n\nb -->\n", "é", "😀", "\u00a0", "\u200b", "\u00ad", "[", "]", "(", ")", "!",
)  # fmt: skip
HTML = (
    "<p>", "</p>", "<p hidden>", "<div style='display:none'>", "</div>", "<td style=\"font-size:0px\">",
    "<div style='font-size:13px'>", "<table><tr><td>", "</td><td>", "</tr>", "</table>", "Ma<b>ria</b>", "<br>",
    "<br/>", "&amp;", "&eacute", "&#x41;", "&#10;", "&", "&nope;", "<!-- c -->",
    "<!--[if mso]><p>M<b>a</b></p><![endif]-->", "<!--", "-->", "<![if !mso]>", "<!doctype html>", "<?php x ?>", "<",
    ">", "<a", "<a href='http://x.org/%41%C3%AD?a&amp;b' title=\"two\nlines\">", "</a>",
    "<img src=a/b%20c.jpg alt='a &lt; b'>", "<img src='t.gif' width=1 height=1>",
    "<img srcset='one.jpg 1x, two.jpg 2x' alt>", "<figure>", "<figcaption>", "</figcaption>", "</figure>",
    "<script>var a='<p>';</script>", "<script>", "<template>t</template>", "<title>T &amp; t</title>",
    "<meta name=description content='D  d'>", "<pre>", "</pre>", "<textarea>a\r\n b</textarea>", " ", "  ", "\n",
    "\r\n", "\t", "é", "😀", "\u00a0", "'", "\"", "=", "<a b='", "</", "</ x>", "<video poster=p.png>",
)  # fmt: skip
PLAIN = (
    "Hello everyone, we would like to congratulate Maria", "Lopez who won the science fair at Lincoln last week,",
    "and her sister", "- item", "When: Friday", "<!-- postcheck: ok -->", "<!--", "-->", "\n", "\r\n", "\r", "\n\n",
    " ", "\u00ad", "\u200b", "\u2028", "\f", "Mr.", "x-", "a", "é", "😀",
)  # fmt: skip


def documents(snippets: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Documents of snippets and of random text."""
    word = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)
    return st.lists(st.sampled_from(snippets) | word | st.just("\n"), max_size=25).map("".join)


@settings(deadline=None)
@given(documents(PLAIN), st.sampled_from(["", "---\nfront: matter\n---\n"]))
def test_plain_text_knows_its_places(check: Check, source: str, front: str) -> None:
    check(front + source, plain.read(front + source, len(front)), len(front))


@settings(deadline=None)
@given(documents(MARKDOWN), st.sampled_from(["", "---\nfront: matter\n---\n", "---\r\n---\r\n"]))
def test_markdown_knows_its_places(check: Check, source: str, front: str) -> None:
    check(front + source, markdown.read(front + source, len(front)), len(front))


@settings(deadline=None)
@given(documents(HTML), st.sampled_from(["", "---\nx: <p>\n---\n"]))
def test_html_knows_its_places(check: Check, source: str, front: str) -> None:
    check(front + source, html.read(front + source, len(front)), len(front))
