"""Which files of a folder are drafts: known endings, nothing hidden, nothing that git ignores, no sidecars or settings."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from postcheck.readers import PICTURES, READERS, RESAVE

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_SETTINGS = frozenset({"postcheck.yaml", ".postcheck.yaml"})
_MOST_DEPTH = 40


@dataclass(slots=True)
class Found:
    """The drafts and loose pictures below a folder, in the order of their paths; other endings are counted."""

    drafts: list[Path] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    unreadable: list[Path] = field(default_factory=list)  # folders that could not be looked into


def walk(folder: Path, exclude: tuple[str, ...] = (), apart: frozenset[Path] = frozenset()) -> Found:
    """Look through a folder. `exclude` are patterns as in .gitignore, from the folder down; the files and folders `apart`
    (real paths: a district's records and rules) are no drafts, and are passed over without a word.
    """
    found = Found()
    specs = [*_specs_above(folder), *([(folder, _spec(list(exclude)))] if exclude else [])]
    for path in _files(folder, specs, 0, found.unreadable):
        ending = path.suffix.lower()
        if apart and not apart.isdisjoint(((real := path.resolve()), *real.parents)):
            continue
        if path.name in _SETTINGS or (ending in (".yml", ".yaml") and path.with_suffix("").suffix):
            continue
        if ending in READERS or ending in RESAVE:
            found.drafts.append(path)
        elif ending in PICTURES:
            found.pictures.append(path)
        else:
            found.skipped[ending or "no ending"] += 1
    return found


def _files(folder: Path, specs: list[tuple[Path, GitIgnoreSpec]], depth: int, unreadable: list[Path]) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        unreadable.append(folder)
        return
    ignore = folder / ".gitignore"
    if any(entry.name == ".gitignore" for entry in entries):
        specs = [*specs, (folder, _read_spec(ignore))]
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = folder / entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if _ignored(path, is_folder, specs):
            continue
        if is_folder:
            if depth < _MOST_DEPTH:
                yield from _files(path, specs, depth + 1, unreadable)
            else:
                unreadable.append(path)
        elif _is_file(entry):
            yield path


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file; a link that leads nowhere or in a circle is none."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _ignored(path: Path, is_folder: bool, specs: list[tuple[Path, GitIgnoreSpec]]) -> bool:
    """Whether git ignores a path: the deepest file that speaks of it decides, as in git."""
    for base, spec in reversed(specs):
        inside = os.path.relpath(path.absolute() if base.is_absolute() else path, base).replace(os.sep, "/")
        said = spec.check_file(inside + "/" if is_folder else inside).include
        if said is not None:
            return said
    return False


def _specs_above(folder: Path) -> list[tuple[Path, GitIgnoreSpec]]:
    """The .gitignore files of the folders above, up to the repository's root; none outside a repository."""
    absolute = folder.resolve()
    chain = [absolute, *absolute.parents]
    root = next((at for at, each in enumerate(chain) if (each / ".git").exists()), None)
    if root is None:
        return []
    return [(each, _read_spec(each / ".gitignore")) for each in chain[1 : root + 1] if (each / ".gitignore").is_file()]


def _read_spec(path: Path) -> GitIgnoreSpec:
    try:
        return _spec(path.read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return _spec([])


def _spec(lines: list[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
