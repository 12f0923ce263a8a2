"""How likely a word is a given name, a surname or an ordinary word.

The name finder's largest gain comes from here and not from its weights: a model without the lexicon finds the names it
was shown, a model with it finds the names of traditions that no training post holds.

The data is a gzipped text with one block for each pair of first letters, and in it one line for each band triple (``3 0 1
abby abel``), so that a reviewer can read and compare it, and so that a short draft pays for the few letters it uses.
"""

from __future__ import annotations

import unicodedata
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final

GIVEN_BANDS: Final = 4
SURNAME_BANDS: Final = 4
WORD_BANDS: Final = 3

_PLAIN: Final = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ø": "o",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ı": "i",
        "'": "",
        "’": "",
        "‘": "",
        "ʻ": "",
        "ʼ": "",
        "`": "",
        "´": "",
    }
)


@lru_cache(maxsize=65536)
def fold(token: str) -> str:
    """Return ``token`` without case, marks and apostrophes, the form under which the lexicon keeps it.

    Apostrophes go, since drafts write one name as ``O'Brien``, ``O’Brien`` and ``Obrien``.
    """
    folded = token.casefold().translate(_PLAIN)
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark)).translate(_PLAIN)


def band_code(given: int, surname: int, word: int) -> int:
    """Pack the three bands in one small integer."""
    return (given * SURNAME_BANDS + surname) * WORD_BANDS + word


def bands(code: int) -> tuple[int, int, int]:
    """Unpack what :func:`band_code` packed: the given-name, surname and common-word bands."""
    rest, word = divmod(code, WORD_BANDS)
    given, surname = divmod(rest, SURNAME_BANDS)
    return given, surname, word


class Lexicon(dict[str, int]):
    """Band codes by folded word; an absent word has code 0. A letter pair is read when first asked for."""

    def __init__(self, text: str) -> None:
        """Keep the blocks of ``text`` apart by the letter pair that stands first in each."""
        super().__init__()
        self._unread = {block.partition("\n")[0]: block for block in text.strip("\n").split("\n\n")}

    def __missing__(self, folded: str) -> int:
        """Read the letter pair of a word that was not met before."""
        for line in self._unread.pop(folded[:2], "").split("\n")[1:]:
            given, surname, word, *names = line.split()
            self.update(dict.fromkeys(names, band_code(int(given), int(surname), int(word))))
        return self.get(folded, 0)

    def lookup(self, token: str) -> int:
        """Return the code of a token as written; an absent hyphenated one takes the best bands of its parts.

        One plain word among the parts makes it a plain word: ``write-ins`` is no name, though ``Ins`` may be.
        """
        folded = fold(token)
        code = self[folded]
        if code or "-" not in folded:
            return code
        joined = self[folded.replace("-", "")]
        if joined:
            return joined
        parts = [bands(self[part]) for part in folded.split("-") if part]
        if not parts:
            return 0
        if any(given == surname == 0 < word for given, surname, word in parts):
            return band_code(0, 0, max(p[2] for p in parts))
        return band_code(max(p[0] for p in parts), max(p[1] for p in parts), min(p[2] for p in parts))


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """Return the lexicon that ships beside this module."""
    packed = Path(__file__).with_name("lexicon.txt.gz").read_bytes()
    return Lexicon(zlib.decompress(packed, 31).decode("utf-8"))
