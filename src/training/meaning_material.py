"""Read what the sentence model is trained on: labelled sentences, and harmless posts with names in their slots."""

from __future__ import annotations

import random
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path

# Sentences of the harmless posts that a careful reviewer would flag after all: no negatives for anything.
DOUBTFUL = (
    "504 says", "back from the hospital", "he got suspended", "Down syndrome", "broke his collarbone",
    "keyed my Corolla", "had the decency", "running for school board", "26 weeks", "aged out of our transition",
)  # fmt: skip
FIRST = (
    "Amara Tomás Ingrid Kofi Mai Ethan Leilani Hodan Priya Mateo Sofia Yusuf Nora Elijah Zainab Liam Chue Ava".split()
)
LAST = "Okafor Nguyen Larsen Ramirez Xiong Abdi Patel Kowalski Begay Johnson Haddad Kim Silva Murphy Tran Vang".split()
PLACES = {
    "school": ["Lincoln Elementary", "Cedar Ridge Middle School", "Fairview High"],
    "town": ["Millbrook", "Oak Hill", "Duluth"],
    "street": ["Maple Street", "Grand Avenue"],
    "team": ["Hornets", "Tigers", "Eagles"],
    "month": ["October", "March"],
}
SLOT = re.compile(r"\[\[([^\]]+)\]\]|\{([STA]\d+)(?:\.(\w+))?\}|\{([a-z]+)\d*\}")
END = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[A-Z\"“#@\d])")


@dataclass(slots=True)
class Data:
    """Labelled sentences and sentences of harmless posts."""

    rows: list[tuple[str, bool, str]] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)


def read_sentences(path: Path) -> list[tuple[str, bool, str]]:
    """Read one author's labelled sentences."""
    parts = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(p[0], p[1] == "y", p[2]) for p in parts if len(p) == 3]


def fill(post: str) -> str:
    """Put names into a post's slots, always the same ones; the model only sees that they are names."""
    rng = random.Random(zlib.crc32(post.encode()))
    people: dict[str, tuple[str, str]] = {}

    def value(match: re.Match[str]) -> str:
        if match[1]:
            return match[1]
        if match[4]:
            return rng.choice(PLACES.get(match[4], FIRST))
        given, family = people.setdefault(match[2], (rng.choice(FIRST), rng.choice(LAST)))
        full = f"{given} {family}"
        forms = {"first": given, "nick": given, "last": family, "lastcaps": family.upper(), "lower": full.lower()}
        forms |= {"hash": given + family, "lastfirst": f"{family}, {given}", "initial": f"{given} {family[0]}."}
        return forms.get(match[3] or "", full)

    return SLOT.sub(value, post)


def read_posts(path: Path) -> list[list[str]]:
    """Read the sentences of each harmless post."""
    posts = []
    for post in re.split(r"(?m)^%%[ \t]*$", path.read_text(encoding="utf-8")):
        found = [s.strip() for line in fill(post).splitlines() for s in END.split(line)]
        kept = [s for s in found if not any(doubtful in s for doubtful in DOUBTFUL)]
        posts.append([s for s in kept if len(re.findall(r"[^\W\d_]+", s)) >= 3])
    return posts
