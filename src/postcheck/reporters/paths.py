"""Paths as a repository's programs want them: from its root, with forward slashes, links followed."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


def from_root(path: str) -> str:
    """A path as given, seen from the root of its repository; outside of one, from the current folder."""
    try:
        real = Path(path).resolve()
    except (OSError, RuntimeError, ValueError):  # a circle of links, a name that no file can have
        return path.replace("\\", "/")
    root = _root(real.parent) or Path.cwd().resolve()
    try:
        return Path(os.path.relpath(real, root)).as_posix()
    except ValueError:  # another drive
        return real.as_posix()


@cache
def _root(folder: Path) -> Path | None:
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
