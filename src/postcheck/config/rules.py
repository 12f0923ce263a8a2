"""Where the shipped rules lie: inside the installed package, or at the top of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import postcheck


@cache
def shipped() -> Path:
    """The folder of the shipped rules: policies/, checks/ and words/."""
    package = Path(postcheck.__file__).parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parents[1] / "rules"


@cache
def words(name: str) -> tuple[str, ...]:
    """A shipped list `rules/words/NAME.txt`: one entry a line; `#` begins a comment; empty lines are passed over.

    Raises FileNotFoundError when there is no such list.
    """
    text = (shipped() / "words" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """A shipped list in sections: a line `[title]` begins one, and entries before the first stand under "".

    Raises FileNotFoundError when there is no such list.
    """
    found: dict[str, list[str]] = {"": []}
    current = found[""]
    for line in words(name):
        if line.startswith("[") and line.endswith("]"):
            current = found.setdefault(line[1:-1], [])
        else:
            current.append(line)
    return {title: tuple(entries) for title, entries in found.items()}
