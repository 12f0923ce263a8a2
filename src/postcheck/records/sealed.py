"""The list of students as keyed hashes: it recognises names in a draft and holds none of them.

Each written form of a name is hashed with HMAC-SHA256 under the district's key and cut to 8 bytes; the file holds them
sorted, with a value by which a wrong key is told from a right one. Whoever has the file and the key can guess names one by
one, so the two must be kept apart; without the key nothing can be guessed. A sealed roster finds no misspellings, knows no
rows, ids or consents, and cannot tell two students of one name from one.
"""

from __future__ import annotations

import hmac
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from postcheck.config.key import VARIABLE
from postcheck.errors import PostcheckError
from postcheck.records.nouns import Source
from postcheck.records.roster import ClearRoster
from postcheck.records.table import MAGIC, read_bytes

_CHECK = b"postcheck key check"
_BYTES = 8
_HEAD = len(MAGIC) + _BYTES
_NOBODY: tuple[int, ...] = ()
_SOMEBODY = (0,)


def _hash(key: bytes, form: str) -> int:
    return int.from_bytes(hmac.digest(key, form.encode(), "sha256")[:_BYTES], "little")


def _forms(roster: ClearRoster) -> Iterator[str]:
    """Every form that is hashed: both halves, an initial and the family name, a given name and an initial."""
    for row in range(roster.count):
        givens, families = roster.givens(row), roster.families(row)
        for given in givens:
            for family in families:
                yield f"name:{given}{family}"
                yield f"initial:{given[0]}{family}"
                yield f"begun:{given}{family[0]}"


def seal(roster: ClearRoster, key: bytes) -> bytes:
    """The sealed file of a roster: no name, no number of students, nothing in the list's order."""
    hashes = array("Q", sorted({_hash(key, form) for form in _forms(roster)}))
    if sys.byteorder == "big":
        hashes.byteswap()
    return MAGIC + hmac.digest(key, _CHECK, "sha256")[:_BYTES] + hashes.tobytes()


class SealedRoster:
    """A sealed file with its key; it answers what a clear roster does, as far as it can."""

    sealed = True

    def __init__(self, path: Path, key: bytes | None) -> None:
        """Open a sealed file. Raises PostcheckError without the key, with another key, and for a damaged file."""
        file = path.as_posix()
        if key is None:
            raise PostcheckError(
                f"{file}: this roster is sealed, and {VARIABLE} is not set, so no name could be recognised. "
                f"Set {VARIABLE} to the key that it was sealed with, or check without it: --without-key."
            )
        data = read_bytes(path)
        if len(data) < _HEAD or (len(data) - _HEAD) % _BYTES:
            raise PostcheckError(f"{file}: this sealed roster is damaged. Seal it again: postcheck records seal")
        if not hmac.compare_digest(data[len(MAGIC) : _HEAD], hmac.digest(key, _CHECK, "sha256")[:_BYTES]):
            raise PostcheckError(
                f"{file}: this roster was sealed with another key than the one in {VARIABLE}. "
                "Use that key, or seal the list again."
            )
        self._hashes = array("Q")
        self._hashes.frombytes(data[_HEAD:])
        if sys.byteorder == "big":
            self._hashes.byteswap()
        self._key = key
        self._source = Source(file, 0)
        self._known: dict[str, tuple[int, ...]] = {}

    def _has(self, form: str) -> tuple[int, ...]:
        known = self._known.get(form)
        if known is None:
            wanted = _hash(self._key, form)
            at = bisect_left(self._hashes, wanted)
            known = _SOMEBODY if at < len(self._hashes) and self._hashes[at] == wanted else _NOBODY
            self._known[form] = known
        return known

    def source(self, row: int) -> Source:
        """The file; a sealed roster has no rows."""
        return self._source

    def has_family(self, family: str) -> bool:
        """Always: a sealed roster cannot say it of a family name alone."""
        return True

    def has_given(self, given: str) -> bool:
        """Always: a sealed roster cannot say it of a given name alone."""
        return True

    def named(self, given: str, family: str) -> tuple[int, ...]:
        """Somebody, when a student's name is written so."""
        return self._has(f"name:{given}{family}")

    def initial(self, letter: str, family: str) -> tuple[int, ...]:
        """Somebody, when a student of that family name has a given name with that letter."""
        return self._has(f"initial:{letter}{family}")

    def begun(self, given: str, letter: str) -> tuple[int, ...]:
        """Somebody, when a student of that given name has a family name with that letter."""
        return self._has(f"begun:{given}{letter}")

    def slipped_family(self, given: str, family: str) -> tuple[int, ...]:
        """Nobody: a hash knows no neighbours."""
        return _NOBODY

    def slipped_given(self, given: str, family: str) -> tuple[int, ...]:
        """Nobody: a hash knows no neighbours."""
        return _NOBODY
