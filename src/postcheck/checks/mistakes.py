"""Where a check file goes wrong when its words make no sense: the phrase, and its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from postcheck.checks.phrase import Shelf, compile_phrase
from postcheck.checks.phrase_reader import Lists
from postcheck.config.shape import nearest
from postcheck.config.yamlfile import Items, Node, Scalar, Table
from postcheck.errors import Mistake

_PROSE = frozenset(
    {"check", "kind", "title", "what", "why", "instead", "messages", "examples", "personal", "disclosure"}
)


def told(
    error: ValueError | FileNotFoundError, root: Node | None, file: str, lists: Lists, known: list[str]
) -> Mistake:
    """The mistake behind an error of compiling the check `root`. `known` are the word lists that it may name."""
    what = str(error)
    if not isinstance(root, Table):  # the file has changed since it was read
        return Mistake(file, 1, 1, what)
    if isinstance(error, FileNotFoundError):
        name = Path(error.filename).stem
        close = nearest(name, known) if get_close_matches(name, known, n=1) else ""
        unknown = f" '{name}'; write it under lists:, or as words/{name}.txt"
        what = f"no word list is called{close or unknown}"
        place = _place(root, lists, error) or _holding(root, (name, f"{{{name}}}"))
    else:
        place = _place(root, lists, error) or _holding(root, tuple(re.findall(r"'([^']+)'", what)))
    return Mistake(file, place.line, place.column, what) if place else Mistake(file, 1, 1, what)


def _place(root: Table, lists: Lists, error: Exception) -> Scalar | None:
    """The phrase that goes wrong in the same way when it is compiled alone."""
    for each in _scalars(root):
        try:
            compile_phrase(each.text, Shelf(lists))
        except (ValueError, FileNotFoundError) as again:
            if str(again) == str(error):
                return each
    return None


def _holding(root: Table, words: tuple[str, ...]) -> Scalar | None:
    """The first text that is one of some words, or else holds one."""
    every = list(_scalars(root))
    same = (each for each in every if each.text in words)
    return next(same, next((each for each in every if any(word in each.text for word in words)), None))


def _scalars(node: Node, top: bool = True) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Items):
        for each in node.items:
            yield from _scalars(each, False)
    else:
        for key, value in node.pairs:
            if not (top and key.text in _PROSE):
                yield from _scalars(value, False)
