"""What one run leaves in the user's cache folder for the next: plain values made from files, never anything of a draft.

As with Python's own compiled files, the sources' names, sizes and times of change say whether the values still hold.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from postcheck import __version__

Stamp = tuple[tuple[str, int, int], ...]


def folder() -> Path:
    """The user's cache folder for postcheck; it need not exist. An empty or relative XDG_CACHE_HOME counts as unset."""
    if sys.platform in ("win32", "darwin"):
        from platformdirs import user_cache_path

        return user_cache_path("postcheck", appauthor=False)
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (named if named.is_absolute() else Path.home() / ".cache") / "postcheck"


def stamp(paths: Iterable[Path]) -> Stamp:
    """The names, times of change and sizes of files."""
    found = ((str(path), path.stat()) for path in sorted(paths))
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)


def load(cache: Path, kind: str, sources: Stamp) -> Any:
    """What was saved of the same sources, or None."""
    try:
        held, values = marshal.loads(_file(cache, kind, sources).read_bytes())
    except (OSError, ValueError, EOFError, TypeError):  # none, or one that was cut short
        return None
    return values if held == sources else None


def save(cache: Path, kind: str, sources: Stamp, values: Any) -> None:
    """Keep plain values for the next run; a folder that cannot be written keeps nothing."""
    path = _file(cache, kind, sources)
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(marshal.dumps((sources, values)))
        fresh.replace(path)  # at once, so that two runs at a time are safe
    except OSError:
        with suppress(OSError):
            fresh.unlink()


def _file(cache: Path, kind: str, sources: Stamp) -> Path:
    """One file for each place that sources are kept, so that two installations do not drive each other out."""
    where = crc32("\n".join(name for name, *_ in sources).encode(errors="surrogateescape"))
    return cache / f"{kind}-{__version__}-{sys.implementation.cache_tag}-{where:08x}.bin"
