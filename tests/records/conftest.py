"""An invented district of twenty thousand students, made from the training's lists of names, and a few planted ones."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from postcheck.checks import written
from postcheck.checks.written import Hit
from postcheck.language.fold import plain
from postcheck.language.reading import annotate
from postcheck.readers.drafts import read_text
from postcheck.records.book import Roster
from postcheck.records.roster import ClearRoster
from postcheck.records.sealed import SealedRoster, seal

TRADITIONS = Path(__file__).parents[2] / "src" / "training" / "data" / "traditions"
KEY = b"an invented key of the tests, 1234567"
PLANTED = (
    ("p1", "Kalani", "Mahoe", "Kai"),
    ("p2", "José Luis", "García-Bañuelos", ""),
    ("p3", "Anneke", "van der Strachan", ""),
    ("p4", "Zoë", "O’Faolain", ""),
    ("p5", "Hunter", "Green", ""),
    ("p6", "May", "Grant", ""),
    ("p7", "Ottilie", "Brannigan", ""),
    ("p8", "Ottilie", "Brannigan", ""),
)
Find = Callable[..., list[Hit]]


def lists() -> tuple[list[list[str]], list[list[str]]]:
    """The given and the family names of each tradition."""
    found: tuple[list[list[str]], list[list[str]]] = ([], [])
    for path in sorted(TRADITIONS.glob("*.txt")):
        parts: dict[str, list[str]] = {"given": [], "family": []}
        current: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.rstrip(":") in parts:
                current = parts[line.rstrip(":")]
            elif line and not line.startswith("#"):
                current.extend(name.strip() for name in line.split(",") if name.strip())
        if parts["family"]:
            found[0].append(parts["given"])
            found[1].append(parts["family"])
    return found


@pytest.fixture(scope="session")
def students(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The list of students, as a OneRoster export has its columns."""
    givens, families = lists()
    chance = random.Random(20_000)
    path = tmp_path_factory.mktemp("district") / "users.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["sourcedId", "status", "role", "givenName", "familyName", "preferredGivenName", "grades"])
        for number in range(20_000 - len(PLANTED)):
            at = chance.randrange(len(givens))
            given, family = chance.choice(givens[at]), chance.choice(families[at])
            out.writerow([f"s{number}", "active", "student", given, family, "", chance.randint(0, 12)])
        for ident, given, family, nickname in PLANTED:
            out.writerow([ident, "active", "student", given, family, nickname, 5])
        out.writerow(["t1", "active", "teacher", "Basil", "Achterberg", "", ""])
    return path


@pytest.fixture(scope="session")
def clear(students: Path) -> ClearRoster:
    return ClearRoster([students], plain)


@pytest.fixture(scope="session")
def sealed(clear: ClearRoster, tmp_path_factory: pytest.TempPathFactory) -> SealedRoster:
    path = tmp_path_factory.mktemp("sealed") / "students.sealed"
    path.write_bytes(seal(clear, KEY))
    return SealedRoster(path, KEY)


@pytest.fixture
def find() -> Find:
    """The names of a roster in a text, as read from a draft."""

    def call(text: str, roster: Roster) -> list[Hit]:
        reading = annotate(read_text(text.encode(), "draft.txt", Path()))
        return [
            hit
            for index, part in enumerate(reading.draft.parts)
            for hit in written.find(
                part, reading.folded[index], [each for each in reading.people if each.part == index], [roster]
            )
        ]

    return call
