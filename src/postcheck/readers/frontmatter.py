"""Front matter: the `postcheck:` block that is ours, beside what belongs to the site's generator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from postcheck.config.statement import Statement, statement
from postcheck.config.yamlfile import Items, Node, Scalar, Table, parse
from postcheck.errors import MistakesError
from postcheck.model.draft import Part, Piece

PUBLISHED = frozenset({"title", "description", "summary", "excerpt", "subtitle", "alt", "caption"})
_YAML = re.compile(r"---[ \t]*\r?\n(?P<yaml>(?:.*\r?\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(?:.*\r?\n)*?\+\+\+[ \t]*(?:\r?\n|\Z)")
_KEY = re.compile(r"---[ \t]*\r?\n[\w-]+[ \t]*:")
_OURS = re.compile(r"---[ \t]*\r?\npostcheck[ \t]*:")


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
        toml = None if plain else _TOML.match(source)
        return Front(toml.end() if toml else 0)
    if plain and not _OURS.match(source):
        return Front(0)
    match = _YAML.match(source)
    if match is None:
        if not _KEY.match(source):
            return Front(0)
        return Front(0, problem=f"{file}:1:1: front matter opens here and is never closed by a line of ---")
    try:
        root = parse(match["yaml"], file, first_line=2)
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
    parts = tuple(
        _part(source, match.start("yaml") + value.offset, value)
        for key, value in _strings(root)
        if key in PUBLISHED and value.text.strip()
    )
    return Front(match.end(), said, parts, author, problem)


def _strings(node: Node) -> Iterator[tuple[str, Scalar]]:
    """Every text with its key, at any depth, but not what is ours."""
    if isinstance(node, Table):
        for key, value in node.pairs:
            if key.text == "postcheck":
                continue
            if isinstance(value, Scalar):
                yield key.text, value
            else:
                yield from _strings(value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from _strings(item)


def _part(source: str, start: int, value: Scalar) -> Part:
    """A published text that begins at an offset; its characters map one to one where the YAML writes them so, else to its
    line as a whole.
    """
    for begin in (start, start + 1):
        if source.startswith(value.text, begin):
            return Part("title", value.text, (Piece(0, begin, begin + len(value.text)),))
    end = source.find("\n", start)
    return Part("title", value.text, (Piece(0, start, end if end > start else start + 1),))
