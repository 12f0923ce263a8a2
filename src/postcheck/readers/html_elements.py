"""What the elements of HTML are: which end a line, which may be left open, and how attributes make them unseen."""

from __future__ import annotations

import re

from postcheck.readers.html_tokens import Values

VOID = frozenset(
    {"area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link"}
    | {"meta", "param", "source", "track", "wbr"}
)
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"}
    | {"dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head"}
    | {"header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre"}
    | {"search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"}
)
UNSHOWN = frozenset({"script", "style", "template"})

_CELLS = frozenset({"p", "td", "th"})
# What an opening tag closes when that is the innermost open element: its closing tag may be left out.
CLOSES = {
    **dict.fromkeys(BLOCKS, frozenset({"p"})),
    "li": frozenset({"p", "li"}),
    **dict.fromkeys(("dd", "dt"), frozenset({"p", "dd", "dt"})),
    **dict.fromkeys(("td", "th"), _CELLS),
    "tr": _CELLS | {"tr"},
    **dict.fromkeys(("tbody", "tfoot"), _CELLS | {"tr", "thead", "tbody"}),
    "option": frozenset({"option"}),
}

_ZERO = r"\s*:\s*[0.]+(?:px|pt|em|rem|%)?\s*(?:;|!|$)"
_INVISIBLE = re.compile(
    rf"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:max-height|opacity){_ZERO})", re.IGNORECASE
)
_TINY = re.compile(rf"(?:^|[;\s])font-size{_ZERO}", re.IGNORECASE)
_SIZED = re.compile(r"(?:^|[;\s])font-size\s*:", re.IGNORECASE)
_PIXEL = {side: re.compile(rf"(?:^|[;\s]){side}\s*:\s*[01](?:px)?\s*(?:;|!|$)", re.I) for side in ("width", "height")}


def invisible(style: str) -> bool:
    """Does an inline style hide an element with all that is in it?"""
    return bool(style and _INVISIBLE.search(style))


def tiny(style: str) -> bool:
    """Does an inline style give the letters no size? (An inner element can give them one again.)"""
    return bool(style and _TINY.search(style))


def sized(style: str) -> bool:
    """Does an inline style give the letters a size?"""
    return bool(style and _SIZED.search(style))


def raw(text: str, values: Values, name: str) -> str:
    """The value of an attribute as written, empty when there is none."""
    span = values.get(name)
    return text[span[0] : span[1]] if span else ""


def one_pixel(text: str, values: Values) -> bool:
    """Is this a picture of one pixel, which only counts who reads?"""
    style = raw(text, values, "style")
    return all(
        raw(text, values, side).strip() in ("0", "1", "0px", "1px") or bool(style and pattern.search(style))
        for side, pattern in _PIXEL.items()
    )
