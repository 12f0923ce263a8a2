"""Read what the sentence model is trained on: labelled sentences, harmless posts with names in their slots, labelled posts."""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from postcheck.language.reading import annotate
from postcheck.model.context import Context
from postcheck.readers.drafts import read_text

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


NONE = "none"  # the category of quite ordinary sentences
# Categories that one sentence may breach at once: an author's breach of one is no negative for the others.
OVERLAPS = [
    set(line.split())
    for line in """harassment unprofessional-tone discrimination
confidential-info it-security student-record
spokesperson-claim missing-disclaimer confidential-info
account-profile unregistered-account platform-terms student-contact
substance-or-illegal sexual-content audience-level
substance-or-illegal harassment
student-record mandated-report
student-record student-image-consent student-work
student-record live-location
student-record harassment unprofessional-tone discrimination
missing-disclaimer unprofessional-tone harassment
missing-disclaimer personal-expression discrimination
live-location student-image-consent
live-location it-security floor-plan
logo-use account-profile unregistered-account
logo-use personal-expression
logo-use copyright student-work
coworker-image-consent student-image-consent
coworker-image-consent harassment sexual-content
sexual-content harassment unprofessional-tone
copyright audience-level
audience-level student-record""".splitlines()
]


ONCE = frozenset({"student-image-consent", "coworker-image-consent"})
"""Categories that are labelled once a post, wherever it shows best; its other sentences may say the same."""


class Sentence(NamedTuple):
    """A sentence and what it is for each category: a breach, or in doubt; harmless for all others.

    `alike` is the category for which an author wrote it as a harmless look-alike; `alone` says that an author wrote it, with
    one category in mind. `facts` is what `Reading` knows of it beside its words.
    """

    text: str
    breaches: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    alike: str = ""
    alone: bool = False
    facts: frozenset[str] = frozenset()


def overlapping(category: str) -> frozenset[str]:
    """The other categories that a sentence may breach which breaches this one."""
    return frozenset(other for group in OVERLAPS if category in group for other in group) - {category}


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Read one author's labelled sentences."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) == 3:
            category, breach, text = fields
            if breach == "y":
                yield Sentence(text, frozenset({category}), overlapping(category), alone=True)
            else:
                yield Sentence(text, alike=category, alone=True)


class Part(NamedTuple):
    """The sentences of one text of a post, by the post's id; `harmless` tells a training post from a labelled one. `whole` are
    the categories that the post breaches without a place: one of its sentences does.
    """

    post: str
    sentences: list[Sentence]
    harmless: bool = False
    whole: frozenset[str] = frozenset()


def read_labelled(path: Path) -> Iterator[Part]:
    """Read labelled posts: what a reviewer must raise is a breach, what he may raise is in doubt."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        post = json.loads(line) if line else None
        if post is None:
            continue
        draft = read_text(post["text"].encode(), f"post.{post['format']}", Path(), pictures=())
        context = Context(account=post["context"].get("account"), role=post["context"].get("role"))
        reading = annotate(draft, context=context)
        whole = frozenset(each["category"] for each in post["expected"] if each["span"] is None)
        for part, spans, facts in zip(draft.parts, reading.sentences, reading.facts, strict=True):
            if part.kind == "text":
                found = [
                    Sentence(part.text[slice(*span)], *_labels(post, part.source(*span)), facts=known)
                    for span, known in zip(spans, facts, strict=True)
                ]
                yield Part(post["id"], found, whole=whole)


def _labels(post: dict[str, Any], span: tuple[int, int] | None) -> tuple[frozenset[str], frozenset[str]]:
    """The categories that must, and those that may, be raised at a range of the post's text; what is labelled beside the text
    may be said in it as well.
    """
    sides: list[frozenset[str]] = []
    for key in ("expected", "optional"):
        places = (
            (each["category"], post["text"].find(each["span"]), each["span"]) for each in post[key] if each["span"]
        )
        sides.append(
            frozenset(
                category
                for category, at, words in places
                if span and at >= 0 and at < span[1] and span[0] < at + len(words)
            )
        )
    elsewhere = {
        each["category"]
        for key in ("expected", "optional")
        for each in post[key]
        if each["category"] in ONCE or each["where"] != "text" or each["span"] is None
    }
    return sides[0], (sides[1] | elsewhere) - sides[0]


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


def read_posts(path: Path) -> Iterator[Part]:
    """Read the harmless posts of an author."""
    for number, post in enumerate(re.split(r"(?m)^%%[ \t]*$", path.read_text(encoding="utf-8"))):
        found = [s.strip() for line in fill(post).splitlines() for s in END.split(line)]
        kept = [s for s in found if not any(doubtful in s for doubtful in DOUBTFUL)]
        yield Part(
            f"{path.stem}-{number}", [Sentence(s) for s in kept if len(re.findall(r"[^\W\d_]+", s)) >= 3], harmless=True
        )
