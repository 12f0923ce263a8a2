"""Name lists from the registries (Faker, zxcvbn, SCOWL) and from our own files of naming traditions."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

TRADITIONS = Path(__file__).with_name("data") / "traditions"
SCOWL = Path("/usr/share/dict/scowl")  # Debian package scowl
_LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿʻʼ'’ .-]+$")


@dataclass(slots=True)
class Tradition:
    """Given and family names of one origin, in the spelling in which they are written."""

    name: str
    given: list[str] = field(default_factory=list)
    family: list[str] = field(default_factory=list)


def own_traditions() -> list[Tradition]:
    """Read every file of the traditions folder: `given:` and `family:` sections of names parted by commas."""
    found = []
    for path in sorted(TRADITIONS.glob("*.txt")):
        tradition = Tradition(path.stem)
        section = tradition.given
        for line in path.read_text(encoding="utf-8").splitlines():
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            if line == "given:":
                section = tradition.given
            elif line == "family:":
                section = tradition.family
            else:
                section.extend(name.strip() for name in line.split(",") if name.strip())
        tradition.given = sorted(set(tradition.given))
        tradition.family = sorted(set(tradition.family))
        found.append(tradition)
    return found


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key in value:
            yield from _strings(key)
    elif isinstance(value, (list, tuple)):
        for item in value:
            if isinstance(item, str):
                yield item


def faker_traditions() -> list[Tradition]:
    """Latin-script person names of every locale of Faker."""
    import faker.providers.person as person

    base = Path(person.__file__).parent
    found = []
    for locale in sorted(each.name for each in base.iterdir() if each.is_dir()):
        if locale.startswith("__"):
            continue
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        tradition = Tradition("faker-" + locale)
        for attribute in dir(provider):
            if attribute.startswith("_") or "language" in attribute or "pairs" in attribute or "kana" in attribute:
                continue
            value = getattr(provider, attribute)
            if not isinstance(value, (dict, list, tuple)) or "formats" in attribute:
                continue
            if "first" in attribute and "name" in attribute:
                tradition.given += [n for n in _strings(value) if _LATIN.match(n) and len(n) > 1]
            elif "last" in attribute and "name" in attribute:
                tradition.family += [n for n in _strings(value) if _LATIN.match(n) and len(n) > 1]
        tradition.given = sorted(set(tradition.given))
        tradition.family = sorted(set(tradition.family))
        if tradition.given or tradition.family:
            found.append(tradition)
    return found


def frequency_lists() -> dict[str, list[str]]:
    """Return zxcvbn's lists, each from the most to the least frequent."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return {name: list(words) for name, words in FREQUENCY_LISTS.items()}


def scowl(*sizes: int) -> set[str]:
    """Lower-case words of SCOWL's lists of the given sizes (10: most frequent); names are apart there."""
    words: set[str] = set()
    for size in sizes:
        for kind in ("english", "american"):
            path = SCOWL / f"{kind}-words.{size}"
            if path.exists():
                words.update(path.read_text(encoding="latin-1").split())
    return {word for word in words if word.isalpha() and word.islower()}
