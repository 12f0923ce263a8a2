"""Write lexicon.txt.gz out of Faker, zxcvbn, SCOWL (Debian package scowl) and our own lists of naming traditions."""

from __future__ import annotations

import gzip
from collections import defaultdict
from pathlib import Path

from postcheck.language.names.lexicon import fold
from training import registry

ENGLISH = {"en", "en_US", "en_GB", "en_IE", "en_NZ"}
_PARTICLE_WORDS = "abu al and bin da de del den der di do dos el his in is la las le los of on st ter the to van von y"
PARTICLES = frozenset(_PARTICLE_WORDS.split())


def _parts(name: str) -> list[str]:
    """Split a name into the tokens under which it is looked up."""
    out = []
    for token in name.replace(".", " ").split():
        folded = fold(token)
        out.append(folded)
        if "-" in folded:
            out.extend(part for part in folded.split("-") if len(part) > 1)
    return [part for part in out if part and part.replace("-", "").isalpha()]


def build() -> dict[str, tuple[int, int, int]]:
    """Return the bands of every word."""
    given: dict[str, int] = defaultdict(int)
    surname: dict[str, int] = defaultdict(int)
    seen_given: dict[str, int] = defaultdict(int)
    seen_surname: dict[str, int] = defaultdict(int)
    lists = registry.frequency_lists()
    everyday = {fold(word) for word in registry.scowl(10, 20)}
    spanish = (registry.TRADITIONS.parent / "words_spanish.txt").read_text(encoding="utf-8")
    spanish_words = {word for line in spanish.splitlines() if not line.startswith("#") for word in line.split()}
    words = everyday | spanish_words | {fold(word) for word in registry.scowl(35, 40)}

    def note(table: dict[str, int], seen: dict[str, int], part: str, band: int) -> None:
        table[part] = max(table[part], band)
        seen[part] += 1

    for rank, name in enumerate(lists["female_names"]):
        note(given, seen_given, fold(name), 3 if rank < 1200 else 2)
    for rank, name in enumerate(lists["male_names"]):
        note(given, seen_given, fold(name), 3 if rank < 700 else 2)
    for rank, name in enumerate(lists["surnames"]):
        note(surname, seen_surname, fold(name), 3 if rank < 2500 else 2)
    for tradition in registry.faker_traditions():
        english = tradition.name.removeprefix("faker-") in ENGLISH
        for name in tradition.given:
            parts = _parts(name)
            for part in parts:
                if part not in PARTICLES:
                    note(given, seen_given, part, 2 if english and len(parts) == 1 else 1)
        for name in tradition.family:
            parts = _parts(name)
            for part in parts:
                if part not in PARTICLES:
                    note(surname, seen_surname, part, 2 if english and len(parts) == 1 else 1)
    for tradition in registry.own_traditions():
        for name in tradition.given:
            parts = _parts(name)
            for part in parts:
                if part not in PARTICLES or len(parts) == 1:
                    note(given, seen_given, part, 3 if tradition.name == "modernus" else 2)
        for name in tradition.family:
            parts = _parts(name)
            single = len(parts) == 1
            for part in parts:
                if single or part not in PARTICLES:
                    note(surname, seen_surname, part, 2 if single or part not in words else 1)
    for table, seen in ((given, seen_given), (surname, seen_surname)):
        for part in table:
            if table[part] < 3 and seen[part] >= 3:
                table[part] += 1

    known = {fold(word) for name in ("english_wikipedia", "us_tv_and_film") for word in lists[name]}
    bands: dict[str, tuple[int, int, int]] = {}
    for word in set(given) | set(surname) | words:
        common = 2 if word in everyday else 1 if word in words else 0
        if (
            common == 1
            and word not in known
            and word not in spanish_words
            and word not in given
            and word not in surname
        ):
            continue
        triple = (given.get(word, 0), surname.get(word, 0), common)
        if any(triple) and len(word) > 1 and word.isascii():
            bands[word] = triple
    return bands


def write(target: Path) -> None:
    """Write the lexicon: a block for each pair of first letters, in it a line for each band triple, sorted."""
    groups: dict[tuple[str, tuple[int, int, int]], list[str]] = defaultdict(list)
    for word, triple in build().items():
        groups[word[:2], triple].append(word)
    blocks: dict[str, list[str]] = {}
    for (pair, triple), words in sorted(groups.items()):
        blocks.setdefault(pair, [pair]).append(" ".join([*map(str, triple), *sorted(words)]))
    data = ("\n\n".join("\n".join(block) for block in blocks.values()) + "\n").encode()
    target.write_bytes(gzip.compress(data, 9, mtime=0))
    print(target, len(target.read_bytes()), "bytes gz,", sum(map(len, groups.values())), "words")
