"""The baseline's file: the findings that a repository had before, as fingerprints, one a line.

A line is `PATH CHECK FINGERPRINT`: no words of a draft, no line number, no time. Lines are sorted, and a repeated finding
has a fingerprint of its own, so two branches can each add lines; git is told to keep both sides' (`merge=union`), and
reading does not mind the order. The path stands as seen from the baseline's folder, with `%XX` for what would break the
line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from postcheck.config.written import replace_text
from postcheck.errors import Mistake, MistakesError, PostcheckError

KEYED = "k"
"""How a fingerprint begins that was made with the district's key."""
HEAD = "# postcheck baseline 1: findings known before. `postcheck baseline update` writes it; it holds no words of a draft."
_KEY = "# key "
_LINE = re.compile(r"(?P<path>\S(?:.*\S)?) (?P<check>[a-z][a-z0-9-]*) (?P<print>[kp][0-9a-f]{32})")
_MOST_BYTES = 20_000_000
_BREAKS = re.compile(r"[%\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|^[\s#]|\s$")


class Entry(NamedTuple):
    """One known finding."""

    path: str
    check: str
    fingerprint: str

    def __str__(self) -> str:
        return f"{_BREAKS.sub(_escaped, self.path)} {self.check} {self.fingerprint}"


class Baseline(NamedTuple):
    """What a baseline's file says. `key` tells which key made its keyed fingerprints, None when it has none."""

    entries: frozenset[Entry] = frozenset()
    key: str | None = None

    @property
    def keyed(self) -> bool:
        """Whether it takes the district's key to recognise all of its findings."""
        return any(entry.fingerprint.startswith(KEYED) for entry in self.entries)


def load(path: Path) -> Baseline:
    """Read a baseline. Raises PostcheckError when it cannot be read, MistakesError with every line that is no entry."""
    shown = path.as_posix()
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PostcheckError(f"{shown}: the baseline is larger than {_MOST_BYTES // 1_000_000} MB; make it anew.")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PostcheckError(
            f"{shown}: the settings name this baseline, and there is none. Make it with: postcheck baseline update --accept"
        ) from None
    except OSError as error:
        raise PostcheckError(f"{shown}: the baseline cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise PostcheckError(f"{shown}: the baseline is not UTF-8 text; take it from git again.") from None
    entries: set[Entry] = set()
    keys: set[str] = set()
    mistakes: list[Mistake] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(_KEY):
            keys.add(line[len(_KEY) :].strip())
        elif line.strip() and not line.startswith("#"):
            match = _LINE.fullmatch(line)
            if match:
                entries.add(Entry(_typed(match["path"]), match["check"], match["print"]))
            else:
                mistakes.append(Mistake(shown, number, 1, "this line is no entry of a baseline; take it out"))
    if len(keys) > 1:
        mistakes.append(Mistake(shown, 0, 0, "two keys made this baseline; make it anew with one of them"))
    if mistakes:
        raise MistakesError(tuple(mistakes))
    return Baseline(frozenset(entries), keys.pop() if keys else None)


def save(path: Path, entries: Iterable[Entry], key: bytes | None) -> None:
    """Write a baseline whole or not at all. Raises PostcheckError when it cannot be written."""
    entries = set(entries)
    lines = [HEAD]
    if key and any(entry.fingerprint.startswith(KEYED) for entry in entries):
        lines.append(_KEY + key_id(key))
    lines += sorted(map(str, entries))
    replace_text(path, "\n".join(lines) + "\n", "baseline")


def key_id(key: bytes) -> str:
    """A short mark that tells one key from another and gives away nothing of it."""
    import hmac

    return hmac.digest(key, b"postcheck baseline key", "sha256").hex()[:8]


def _escaped(char: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in char.group().encode("utf-8", "surrogateescape"))


def _typed(path: str) -> str:
    return unquote(path, errors="surrogateescape")
