"""Front matter: the `postcheck:` block that is ours, beside what belongs to the site's generator."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from postcheck.config.statement import Statement, statement
from postcheck.config.yamlfile import Node, Scalar, Table, parse
from postcheck.errors import MistakesError
from postcheck.model.draft import Part, Piece
from postcheck.readers.aligned import align

PUBLISHED = frozenset({"title", "description", "summary", "excerpt", "subtitle", "alt", "caption"})
_END = r"[ \t]*(?:\r\n|\n|\r)"
_LINES = r"(?:[^\r\n]*(?:\r\n|\n|\r))*?"
_YAML = re.compile(rf"---{_END}(?P<yaml>{_LINES})(?:---|\.\.\.)(?:{_END}|[ \t]*\Z)")
_TOML = re.compile(rf"\+\+\+{_END}(?P<toml>{_LINES})\+\+\+(?:{_END}|[ \t]*\Z)")
_KEY = re.compile(rf"---{_END}[\w-]+[ \t]*:")
_OURS = re.compile(rf"---{_END}postcheck[ \t]*:")


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before the body: our statement, the site's published words as parts, and where the body begins.

    `problem` is set when front matter opens and cannot be read; then nothing of it is believed.
    """

    body: int
    statement: Statement = field(default_factory=Statement)
    parts: tuple[Part, ...] = ()
    author: str | None = None
    problem: str | None = None


def split(source: str, file: str, plain: bool) -> Front:
    """Take front matter off a source. In plain text (`plain`) only a block that begins with `postcheck:` is one."""
    if not source.startswith("---"):
        return Front(0) if plain or not source.startswith("+++") else _toml(source, file)
    if plain and not _OURS.match(source):
        return Front(0)
    match = _YAML.match(source)
    if match is None:
        if not _KEY.match(source):
            return Front(0)
        return Front(0, problem=f"{file}:1:1: front matter opens here and is never closed by a line of ---")
    try:
        root = parse(match["yaml"], file, first_line=2, foreign="postcheck")
    except MistakesError as error:
        return Front(match.end(), problem=str(error))
    if root is None:
        return Front(match.end())
    if not isinstance(root, Table):
        return Front(0)  # a rule, then text: no front matter after all
    ours = next((value for key, value in root.pairs if key.text == "postcheck"), None)
    said = statement(ours, file, "draft")
    problem = "\n".join(map(str, said.mistakes)) or None
    author = next(
        (value.text for key, value in root.pairs if key.text == "author" and isinstance(value, Scalar) and value.text),
        None,
    )
    start = match.start("yaml")
    parts = tuple(
        _part(source, start + value.offset, start + value.end, value.text)
        for key, value in _strings(root, set())
        if key in PUBLISHED and value.text.strip()
    )
    return Front(match.end(), said, parts, author, problem)


def _toml(source: str, file: str) -> Front:
    """Front matter in TOML, which is the site's alone."""
    match = _TOML.match(source)
    if match is None:
        return Front(0)
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        root = tomllib.loads(match["toml"].replace("\r\n", "\n").replace("\r", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return Front(match.end(), problem=f"{file}:1:1: front matter opens here and is not valid TOML")
    parts = []
    at: dict[str, int] = {}  # where the search for a key goes on
    for key, value in _toml_strings(root):
        if key in PUBLISHED and value.strip():
            start, end = _toml_place(source, key, value, at.get(key, match.start("toml")), match.end("toml"))
            at[key] = end
            parts.append(_part(source, start, end, value))
    author = root.get("author")
    return Front(match.end(), parts=tuple(parts), author=author if isinstance(author, str) and author else None)


def _toml_strings(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _toml_strings(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from _toml_strings(each, key)


def _toml_place(source: str, key: str, value: str, start: int, end: int) -> tuple[int, int]:
    """Where the value of a key stands: TOML's reader tells no places, so it is looked for; else the whole block."""
    for found in re.compile(rf"""(?<![\w.-])["']?{re.escape(key)}["']?[ \t]*=[ \t]*""").finditer(source, start, end):
        words = align(source, found.end(), end, value)
        if words is not None:
            return found.end(), words.place(0, len(words.text))[1]
    return start, end


def _strings(node: Node, seen: set[int]) -> Iterator[tuple[str, Scalar]]:
    """Every text with its key, at any depth, but not what is ours; what aliases repeat is met once."""
    if isinstance(node, Scalar) or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, Table):
        for key, value in node.pairs:
            if key.text == "postcheck":
                continue
            if isinstance(value, Scalar):
                yield key.text, value
            else:
                yield from _strings(value, seen)
    else:
        for item in node.items:
            yield from _strings(item, seen)


def _part(source: str, start: int, end: int, text: str) -> Part:
    """A published text; its characters map one to one where they can be followed, else to the whole value."""
    words = align(source, start, end, text)
    return Part("title", *words) if words is not None else Part("title", text, (Piece(0, start, max(end, start + 1)),))
