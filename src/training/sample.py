"""Draw persons' names at random, over many naming traditions, in the forms in which posts write them."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass, field

from training import registry

_VOWELS = "aeiouy"
_NICKNAME_WORDS = (
    "Bubba Buddy Ace Bear Bee Birdie Boomer Bo Bug Butch Chewy Chip Coco Cricket Doc Duke Fuzz Goose JoJo Junior "
    "Kiki Lala Lefty Lulu Mimi Moose Nana Nemo Peanut Pepper Pickle Pookie Red Rocky Scooter Shorty Sissy Skeeter "
    "Skip Smiley Sparky Speedy Spud Squeaks Stretch Sunny Tank Tater Tito Tiny Toots Trey Ty Zee AJ BJ CJ DJ EJ "
    "JD JJ JR KJ LJ MJ PJ RJ TJ Mo Abby Alex Andy Ben Beto Chuy Concha Dani Drew Eddie Gabe Gigi Jenny Jojo Josie "
    "Kat Kenny Lupita Maddie Manny Max Memo Nacho Nate Nico Paco Pancho Pepe Quique Ricky Sammy Tavo Teddy Tre "
    "Vicky Will Xavi Zeke"
)
_PLACE_NOUNS = (  # family names that are a place's noun too: a park is no Park only by the words beside it
    "Park Park Park Park Park Parks Lake Lakes Woods Wood Hill Hall Fields Rivers Banks Bridges Church Castle Camp House Ford "
    "Forest Marsh Mills Pond Street Ward Wells Stone Meadows Bay Temple Way Lane Brook Brooks Glenn Grove Court Bank Towne"
).split()
_NICKNAMES = tuple(_NICKNAME_WORDS.split())


def held_out(name: str) -> bool:
    """Tell whether a name is kept from training, so that the held-out posts show what the model does with new names."""
    return zlib.crc32(name.encode()) % 12 == 0


@dataclass(slots=True)
class Person:
    """One person of a post; every slot of the same number shows the same person."""

    given: str
    family: str
    middle: str = ""
    suffix: str = ""
    nick: str = ""
    forms: dict[str, str] = field(default_factory=dict)

    @property
    def full(self) -> str:
        """Return the whole name, with middle name and suffix."""
        return " ".join(part for part in (self.given, self.middle, self.family, self.suffix) if part)


class Sampler:
    """Draws persons; ``dev`` admits the names that training never sees."""

    def __init__(self, rng: random.Random, dev: bool) -> None:
        """Read the lists once; a sampler is used for thousands of posts."""
        self.rng = rng
        self.dev = dev
        own = {t.name: self._allowed(t) for t in registry.own_traditions()}
        self.modern = own.pop("modernus")
        self.own = list(own.values())
        self.own_weights = [
            {
                "hispanic": 4.0,
                "nordic": 3.0,
                "africanamerican": 3.0,
                "nativeamerican": 2.5,
                "hmong": 1.8,
                "somali": 1.5,
                "arabic": 1.5,
                "southasian": 1.5,
            }.get(t.name, 1.0)
            for t in self.own
        ]
        self.faker = [
            self._allowed(t) for t in registry.faker_traditions() if len(t.given) >= 20 and len(t.family) >= 20
        ]
        lists = registry.frequency_lists()
        self.us_given = [
            n.title() for n in lists["female_names"][:1500] + lists["male_names"][:700] if self._ok(n.title())
        ]
        self.us_family = [n.title() for n in lists["surnames"] if self._ok(n.title())]

    def _ok(self, name: str) -> bool:
        return self.dev or not held_out(name)

    def _allowed(self, tradition: registry.Tradition) -> registry.Tradition:
        return registry.Tradition(
            tradition.name, [n for n in tradition.given if self._ok(n)], [n for n in tradition.family if self._ok(n)]
        )

    def _ranked(self, names: list[str]) -> str:
        """Draw with a preference for the frequent names at the head of the list."""
        return names[int(len(names) * self.rng.random() ** 2.2)]

    def _invent(self, name: str) -> str:
        """Spell a name as no list has it, for parents do so."""
        letters = list(name)
        for _ in range(self.rng.choice((1, 1, 2))):
            at = self.rng.randrange(1, len(letters)) if len(letters) > 1 else 0
            roll = self.rng.random()
            if roll < 0.35 and letters[at].lower() in _VOWELS:
                letters[at] = self.rng.choice(["y", "ee", "ae", "ah", "o", "i", "a", "e", "ie", "eigh"])
            elif roll < 0.6:
                letters.insert(at, letters[at].lower() if letters[at].isalpha() else "x")
            elif roll < 0.8:
                letters.append(
                    self.rng.choice(["a", "yn", "lyn", "iah", "ton", "en", "o", "ski", "ez", "son", "ie", "x"])
                )
            else:
                letters[at] = self.rng.choice("bcdfghjklmnprstvxyzk")
        return "".join(letters)

    def person(self) -> Person:
        """Draw one person."""
        rng = self.rng
        roll = rng.random()
        origin = "us"
        if roll < 0.5:
            tradition = rng.choices(self.own, self.own_weights)[0]
            origin = tradition.name
            given, family = rng.choice(tradition.given), rng.choice(tradition.family)
            several = [name for name in tradition.given if " " in name]
            if several and rng.random() < 0.3:
                given = rng.choice(several)
            elif rng.random() < 0.25:
                given = rng.choice(self.modern.given)
            if origin == "africanamerican" and rng.random() < 0.4:
                family = self._ranked(self.us_family)
        elif roll < 0.82:
            given = rng.choice(self.modern.given) if rng.random() < 0.55 else self._ranked(self.us_given)
            family = self._ranked(self.us_family)
        elif roll < 0.95:
            tradition = rng.choice(self.faker)
            given, family = rng.choice(tradition.given), rng.choice(tradition.family)
        else:
            given, family = rng.choice(self.modern.given), rng.choice(rng.choice(self.faker).family)
        if rng.random() < 0.03:
            family = rng.choice(_PLACE_NOUNS)
        if " " not in given and rng.random() < 0.07:
            given = self._invent(given)
        if " " not in family and rng.random() < 0.07:
            family = self._invent(family)
        if family[0].islower() and rng.random() < 0.5:
            family = family[0].upper() + family[1:]
        middle = suffix = ""
        extra = rng.random()
        if extra < 0.05:
            middle = rng.choice("ABCDEFGHJKLMNPRSTVW") + rng.choice(("", ".", "."))
        elif extra < 0.085 or (origin == "somali" and extra < 0.5):
            middle = rng.choice(self.modern.given if origin != "somali" else tradition.given)
        elif extra < 0.105 or (origin in ("hispanic", "filipino") and extra < 0.35):
            second = (
                rng.choice(tradition.family) if origin in ("hispanic", "filipino") else self._ranked(self.us_family)
            )
            family = family + ("-" if rng.random() < 0.5 else " ") + second
        elif extra < 0.14:
            family = (
                family
                + "-"
                + (
                    self._ranked(self.us_family)
                    if rng.random() < 0.5
                    else rng.choice(rng.choice(self.own).family).split()[-1]
                )
            )
        elif extra < 0.15 and " " not in given:
            given = (
                given
                + rng.choice(("-", " "))
                + rng.choice(("Rae", "Lynn", "Mae", "Ann", "Jo", "Grace", "Rose", "Lee", "James", "Marie", "Kay"))
            )
        if rng.random() < 0.018:
            suffix = rng.choice(("Jr.", "Jr", "III", "II", "IV", "Sr."))
        if rng.random() < 0.05:
            family, given = family.replace("'", "’"), given.replace("'", "’")
        if rng.random() < 0.15:
            given, family = _plain(given), _plain(family)
        nick = rng.choice(_NICKNAMES) if rng.random() < 0.65 else given.split()[0][: rng.choice((3, 4))].title()
        return Person(given, family, middle, suffix, nick)

    def form(self, person: Person, variant: str) -> str:
        """Write a person as the slot's variant asks."""
        if variant not in person.forms or variant in ("", "file", "handle"):
            person.forms[variant] = self._form(person, variant)
        return person.forms[variant]

    def _form(self, person: Person, variant: str) -> str:
        rng = self.rng
        last_first = f"{person.family}, {person.given}"
        if variant == "":
            return person.full if rng.random() < 0.9 else f"{person.given} {person.family}"
        if variant == "first":
            return person.given
        if variant == "last":
            return person.family
        if variant == "initial":
            return f"{person.given} {person.family[:1].upper()}" + ("." if rng.random() < 0.75 else "")
        if variant == "lastfirst":
            return last_first + (f" {person.middle}" if person.middle else "")
        if variant == "caps":
            return f"{person.given} {person.family}".upper()
        if variant == "lastcaps":
            return person.family.upper()
        if variant == "lower":
            return f"{person.given} {person.family}".lower()
        if variant == "nick":
            return person.nick
        if variant == "flast":
            return f"{person.given[:1]}{'.' if rng.random() < 0.85 else ''} {person.family}"
        if variant == "letter":
            return person.family[:1].upper() + rng.choice(("", "", "."))
        if variant == "quoted":
            opening, closing = rng.choice(('""', '""', "“”", "''", "()"))
            return f"{person.given} {opening}{person.nick}{closing} {person.family}"
        plain = [
            _plain(part).replace("'", "").replace("’", "").replace("-", "").replace(".", "")
            for part in (person.given + " " + person.family).split()
        ]
        if variant == "hash":
            return "".join(part[:1].upper() + part[1:] for part in plain)
        if variant in ("file", "handle"):
            glue = rng.choice(("_", "_", "_", "-", "." if variant == "handle" else "_"))
            text = glue.join(plain)
            return text if rng.random() < 0.3 else text.lower()
        return f"{person.given} {person.family}"


def _plain(name: str) -> str:
    """Drop the marks, as many rolls do."""
    import unicodedata

    name = (
        name.replace("Đ", "D").replace("đ", "d").replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("ı", "i")
    )
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
