"""Names in text as a reader sees it: no invisible characters, no look-alike letters, no spaces inside a word."""

from __future__ import annotations

import re

from postcheck.language.names import decoder
from postcheck.language.names.decoder import Name

FLOOR = 0.4  # a less probable name is no name
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0410\u0435\u0415\u043e\u041e\u0440\u0420\u0441\u0421\u0443\u0445\u0425\u0456\u0406\u0432\u0412\u043a\u041a\u041c\u041d\u0422\u03bf\u039f\u0391\u0392\u0395\u0399\u039a\u039c\u039d\u03a4",
    "aAeEoOpPcCyxXiIbBkKMHToOABEIKMNT",
)
_INITIAL = re.compile(r" [A-Z]\.(?=[)\"\u201d]?[ \t]*(?:\n|$))")  # by Zoe M.
_APOSTROPHE = re.compile(r"(?<![\w'\u2019])[A-Z][a-z]{0,2}['\u2019][A-Z][a-z]+ $")  # Te'Asia
_LONGEST = 24  # letters of such a name
_SPACED = re.compile(r"(?<!\w)\w(?: \w){3,}(?: {2}\w(?: \w)+)*(?!\w)")


def found_names(text: str) -> list[Name]:
    """The names in a text, with offsets of the text as typed."""
    return [_whole(each, text) for each in _found(text)]


def _whole(name: Name, text: str) -> Name:
    """The name with an initial that ends a text or line, and with a given name that holds an apostrophe, if it is one word."""
    if " " in text[name.start : name.end]:
        return name
    initial = _INITIAL.match(text, name.end)
    given = _APOSTROPHE.search(text, max(0, name.start - _LONGEST), name.start)
    return name._replace(
        start=given.start() if given else name.start, end=initial.end() if initial and not given else name.end
    )


def _found(text: str) -> list[Name]:
    offsets: list[int] | None = None
    plain = text
    if not text.isascii():
        plain = text.translate(_LOOK_ALIKES) if re.search("[A-Za-z]", text) else text
        if not _INVISIBLE.isdisjoint(plain):
            offsets = [at for at, char in enumerate(plain) if char not in _INVISIBLE]
            plain = "".join(plain[at] for at in offsets)
    if _SPACED.search(plain):
        kept = _joined(plain)
        offsets = [offsets[at] if offsets else at for at in kept]
        plain = "".join(plain[at] for at in kept)
    names = decoder.find(plain, FLOOR)
    if offsets is None:
        return names
    return [Name(offsets[each.start], offsets[each.end - 1] + 1, each.probability, each.tokens) for each in names]


def _joined(text: str) -> list[int]:
    """The offsets that stay when spaced letters are joined to words; of two spaces between words, one stays."""
    gone: set[int] = set()
    for run in _SPACED.finditer(text):
        for space in re.finditer(" +", run.group()):
            at = run.start() + space.start()
            gone.update(range(at + (len(space.group()) > 1), run.start() + space.end()))
    return [at for at in range(len(text)) if at not in gone]
