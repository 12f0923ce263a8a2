"""How a name on a list is cut into the halves by which a draft may write it, each run together without space or sign.

"María Elena" gives mariaelena and maria; "García-López" gives garcialopez, garcia and lopez; "de la Cruz" gives delacruz
and cruz. Folding (accents, case) is handed in, so that a list and a draft are folded by the same function.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

Fold = Callable[[str], str]
_WORD = re.compile(r"[^\W\d_]+")
_SPLIT = re.compile(r"[;|/]|,(?=\s)")
_SUFFIXES = frozenset("jr sr ii iii iv".split())
PARTICLES = frozenset(
    "de del la las los da das do dos di du van von der den ter te y e bin ibn al el abu st san santa mac mc o d le".split()
)
SHORTEST_PART = 3  # letters; a shorter part of a double name tells nobody apart


class Halves(NamedTuple):
    """The ways in which the two halves of a name are written; the full form of each stands first."""

    givens: tuple[str, ...]
    families: tuple[str, ...]


def words(folded: str) -> list[str]:
    """The words of a folded name, without the suffixes Jr., II ..."""
    found = _WORD.findall(folded)
    return [word for word in found if word not in _SUFFIXES] or found


def given_forms(given: str, middle: str = "", nicknames: str = "") -> tuple[str, ...]:
    """The ways in which a folded given name is written; a nickname counts like it."""
    first = words(given)
    forms = ["".join(first)]
    if len(first) > 1 and len(first[0]) > 1:
        forms.append(first[0])
    between = words(middle)
    if between:
        forms.append("".join([*first, *between]))
    forms.extend("".join(words(each)) for each in _SPLIT.split(nicknames))
    return tuple(dict.fromkeys(form for form in forms if len(form) > 1))


def family_forms(family: str) -> tuple[str, ...]:
    """The ways in which a folded family name is written: whole, without particles, and each part of a double name."""
    parts = words(family)
    forms = ["".join(parts)]
    if len(parts) > 1:
        forms.append("".join(part for part in parts if part not in PARTICLES))
        forms.extend(part for part in parts if len(part) >= SHORTEST_PART and part not in PARTICLES)
    return tuple(dict.fromkeys(form for form in forms if len(form) > 1))


def split(name: str) -> tuple[str, str]:
    """The given and the family name of a full one: 'Last, First', else the last word with the particles before it."""
    family, comma, given = name.partition(",")
    if comma and given.strip().casefold().rstrip(".") not in _SUFFIXES:
        return given.strip(), family.strip()
    parts = family.split()
    at = len(parts) - 1
    while at > 1 and parts[at - 1].casefold() in PARTICLES:
        at -= 1
    return " ".join(parts[:at]), " ".join(parts[at:])


def key(name: str, fold: Fold) -> str:
    """A full name as it is compared with another: 'Last, First' turned round, folded, single spaces."""
    if "," in name:
        given, family = split(name)
        name = f"{given} {family}"
    return " ".join(words(fold(name)))


def one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one slip: a letter more, less or other, or two neighbours that changed places."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = 0
    shorter = min(len(one), len(other))
    while at < shorter and one[at] == other[at]:
        at += 1
    if len(one) > len(other):
        return one[at + 1 :] == other[at:]
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    if one[at + 1 :] == other[at + 1 :]:
        return True
    return one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
