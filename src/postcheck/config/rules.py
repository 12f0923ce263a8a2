"""Where rules lie: the shipped ones inside the installed package or at the top of a checkout, and a district's own.

Rules come in layers, the shipped ones first. A policy or check of a later layer replaces that of the same id; a word list of
a later layer adds to those of the same name.
"""

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


def shown(path: Path) -> str:
    """How messages name a file: from the current folder where it lies below it, the shipped ones from `rules/`."""
    if path.is_relative_to(shipped()):
        return f"rules/{path.relative_to(shipped()).as_posix()}"
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def files(folder: Path) -> list[Path]:
    """The rule files of a folder, in the order of their names; none when there is no such folder."""
    return sorted(path for ending in ("*.yaml", "*.yml") for path in folder.glob(ending))


def word_list(name: str, layers: tuple[Path, ...]) -> tuple[str, ...]:
    """The lists `words/NAME.txt` of some layers, the shipped one first. Raises FileNotFoundError when none has one."""
    own = [path for folder in layers if (path := folder / "words" / f"{name}.txt").is_file() and folder != shipped()]
    if own and not (shipped() / "words" / f"{name}.txt").is_file():
        return tuple(entry for path in own for entry in _entries(path))
    return (*words(name), *(entry for path in own for entry in _entries(path)))


def word_lists(layers: tuple[Path, ...]) -> list[str]:
    """The names of all word lists of these layers."""
    return sorted({path.stem for folder in layers for path in (folder / "words").glob("*.txt")})


@cache
def words(name: str) -> tuple[str, ...]:
    """A shipped list `rules/words/NAME.txt`: one entry a line; `#` begins a comment; empty lines are passed over.

    Raises FileNotFoundError when there is no such list.
    """
    return _entries(shipped() / "words" / f"{name}.txt")


def _entries(path: Path) -> tuple[str, ...]:
    text = path.read_text(encoding="utf-8-sig")
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
