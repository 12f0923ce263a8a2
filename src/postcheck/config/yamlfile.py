"""YAML as people type it: every plain scalar stays the string that was typed, and every value knows its line.

Reading goes from the parser's events straight to our own nodes, so depth, aliases and size are bounded before anything
is built, and 401.10, 08:00, no and 0123 stay themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from postcheck.errors import Mistake, MistakesError

MOST_CHARACTERS = 2_000_000
MOST_DEPTH = 24


class Scalar(NamedTuple):
    """A word or text; `plain` when it was written without quotes or a block sign.

    It stands, quotes or block sign included, from `offset` to `end`, in code points of the text that was read.
    """

    text: str
    line: int
    column: int
    plain: bool = True
    offset: int = 0
    end: int = 0


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A mapping, in the order of the file, with its keys' places."""

    line: int
    column: int
    pairs: list[tuple[Scalar, Node]] = field(default_factory=list)


Node = Scalar | Items | Table


_OPENS = re.compile(r"\s*(?:-\s+|[\w-]+:\s+)(?=[\[{*&%@`!|>]\S).*[^\]}]\s*$")
_TWO_COLONS = re.compile(r"\s*(?:-\s+)?[^\"'#]*:\s[^\"'#]*:\s")
_INDENT = re.compile(r"[ \t]*")
_ASKEW = "this line begins further left or further right than its neighbours; line it up with them, with spaces"


def _said(problem: str, text: str, line: int, column: int) -> str:
    """What is wrong at a place at which the parser stumbles (or the one before), in a writer's words where we know."""
    lines = text.splitlines()
    around = lines[max(0, line - 1) : line + 1]
    here = _INDENT.match(lines[line]).group() if line < len(lines) else ""  # type: ignore[union-attr]  # it matches anywhere
    if "\t" in here:
        return "a tab stands at the beginning of this line; use spaces"
    if any(map(_OPENS.match, around)):
        return f"{problem}. What begins with one of [ {{ * & % @ stands in quotes"
    if problem.startswith("mapping values") and any(map(_TWO_COLONS.match, around)):
        return "what holds a colon and a space stands in quotes"
    if problem.startswith("mapping values") and len(around) == 2:
        before = around[0].rstrip()
        if len(here) > len(_INDENT.match(before).group()):  # type: ignore[union-attr]
            return _ASKEW
        if re.fullmatch(r"\s*[\w-]+:\S+", before):
            return "the line before lacks a space after its colon"
    if problem in ("did not find expected key", "did not find expected '-' indicator"):
        return (
            _ASKEW if column <= len(here) else "something stands after what was already whole; put all of it in quotes"
        )
    if problem == "found unexpected end of stream":
        return "a quote that was opened above is never closed"
    return problem


def read_text(path: Path) -> str:
    """The text of a file that people write. Raises MistakesError when it cannot be opened or is no UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        what = f"this file cannot be read ({(error.strerror or 'unknown reason').lower()})"
    except UnicodeDecodeError:
        what = "this file is not UTF-8 text; save it as UTF-8"
    raise MistakesError((Mistake(path.as_posix(), 0, 0, what),))


def parse(text: str, file: str, first_line: int = 1, foreign: str = "") -> Node | None:
    """Read one YAML document; None when it is empty.

    Anchors and aliases are refused in files of ours. `foreign` says that the file is somebody else's but for what stands
    under this key: there they are taken, and an alias is the same node as its anchor (so a walk may meet a node twice).

    `first_line` is the line of the file on which `text` begins. Raises MistakesError with one mistake (the first that
    the parser meets), because after it nothing can be trusted.
    """
    import yaml

    def fail(line: int, column: int, what: str) -> MistakesError:
        return MistakesError((Mistake(file, line + first_line, column + 1, what),))

    if len(text) > MOST_CHARACTERS:
        raise fail(0, 0, f"this file is larger than {MOST_CHARACTERS:,} characters; split it")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    root: Node | None = None
    open_nodes: list[Items | Table] = []
    key: list[Scalar | None] = []
    anchored: dict[str, Node] = {}
    try:
        for event in yaml.parse(text, Loader=loader):
            kind = type(event).__name__
            mark = event.start_mark
            line, column = (mark.line, mark.column) if mark else (0, 0)
            anchor = getattr(event, "anchor", None)
            if anchor and not (foreign and not _under(foreign, open_nodes, key)):
                raise fail(line, column, "anchors (&) and aliases (*) are not taken; write the value out")
            if kind in ("SequenceEndEvent", "MappingEndEvent"):
                open_nodes.pop()
                key.pop()
                continue
            if kind == "DocumentStartEvent" and root is not None:
                raise fail(line, column, "a second document begins here; keep one to a file")
            if kind == "AliasEvent":
                if anchor not in anchored:
                    raise fail(line, column, "this alias (*) names an anchor that is not there")
                node: Node = anchored[anchor]
            elif isinstance(event, yaml.ScalarEvent):
                begin, end = (mark.index, event.end_mark.index) if mark and event.end_mark else (0, 0)
                node = Scalar(event.value, line + first_line, column + 1, not event.style, begin, end)
            elif kind == "SequenceStartEvent":
                node = Items(line + first_line, column + 1)
            elif kind == "MappingStartEvent":
                node = Table(line + first_line, column + 1)
            else:
                continue
            if anchor and kind != "AliasEvent":
                anchored[anchor] = node
            if not open_nodes:
                root = node
            else:
                parent = open_nodes[-1]
                if isinstance(parent, Items):
                    parent.items.append(node)
                elif key[-1] is None:
                    if not isinstance(node, Scalar):
                        raise fail(line, column, "a key must be a plain word")
                    key[-1] = node
                else:
                    parent.pairs.append((key[-1], node))
                    key[-1] = None
            if not isinstance(node, Scalar) and kind != "AliasEvent":
                if len(open_nodes) >= MOST_DEPTH:
                    raise fail(line, column, f"values are nested deeper than {MOST_DEPTH} levels")
                open_nodes.append(node)
                key.append(None)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        said = _said(error.problem or error.context or "it cannot be read", text, line, column)
        raise fail(line, column, f"this is not valid YAML here: {said}") from None
    except yaml.YAMLError as error:
        raise fail(0, 0, f"this is not valid YAML: {' '.join(str(error).split())[:160]}") from None
    return root


def _under(name: str, open_nodes: list[Items | Table], key: list[Scalar | None]) -> bool:
    """Whether what is read next stands under a key of the document."""
    if not open_nodes or not isinstance(open_nodes[0], Table):
        return False
    if len(open_nodes) == 1:
        return key[0] is not None and key[0].text == name
    return open_nodes[0].pairs[-1][0].text == name if open_nodes[0].pairs else False
