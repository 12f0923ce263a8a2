"""Turn the slotted posts into labelled texts: every person's slot is a name, every place's slot is not."""

from __future__ import annotations

import configparser
import random
import re
from dataclasses import dataclass
from pathlib import Path

from training.sample import Person, Sampler

_SLOT = re.compile(
    r"\[\[(?P<public>[^\]]+)\]\]|\{(?P<kind>[STA])(?P<number>\d+)(?:\.(?P<variant>\w+))?\}|\{(?P<place>school|town|street|team|month|name|surname|fullname)\d*\}"
)
_JOINT = re.compile(r"^(?: | [\"“'‘(]|[\"”'’)] )$")
_CLOSING = {'"': '"', "”": "“", "'": "'"}
_GENERATION = re.compile(r",? (?:Jr\b\.?|Sr\b\.?|II\b|III\b|IV\b)")
ROLE = {"S": "student", "T": "adult", "A": "adult", "P": "public"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with the spans of its persons' names and their roles."""

    text: str
    spans: tuple[tuple[int, int], ...]
    roles: tuple[str, ...]


def read_posts(*paths: Path) -> list[str]:
    """Return every slotted post of the authors' files, in order."""
    posts = []
    for path in paths:
        posts += [p.strip("\n") for p in re.split(r"(?m)^%%[ \t]*$", path.read_text(encoding="utf-8")) if p.strip()]
    return posts


class Places:
    """Names of schools, towns, streets and teams, as configured in places.ini."""

    def __init__(self, path: Path, rng: random.Random, sampler: Sampler) -> None:
        """Read the lists."""
        self.rng = rng
        self.sampler = sampler
        parser = configparser.ConfigParser(allow_no_value=True, delimiters=("\0",))
        parser.optionxform = str  # type: ignore[assignment, method-assign]
        parser.read(path, encoding="utf-8")
        self.lists = {
            s: [n.strip() for line in parser[s] for n in line.split(",") if n.strip()] for s in parser.sections()
        }

    def draw(self, kind: str) -> str:
        """Draw a name of a place; some are made of a person's name, as such names are."""
        rng = self.rng
        if kind == "month":
            return rng.choice(self.lists["months"])
        if kind == "town":
            return rng.choice(self.lists["towns"])
        if kind == "team":
            return rng.choice(self.lists["teams"])
        person = self.sampler.person()
        if kind in ("name", "surname", "fullname"):
            return {"name": person.given, "surname": person.family}.get(kind, f"{person.given} {person.family}")
        made = rng.random()
        if kind == "street":
            name = rng.choice(self.lists["streets"]) if made < 0.75 else person.family
            return f"{name} {rng.choice(self.lists['street_kinds'])}"
        if made < 0.7:
            name = rng.choice(self.lists["school_names"])
        else:
            name = person.family if made < 0.85 else f"{person.given} {person.family}"
        if made < 0.1:
            return name if name in self.lists["school_names"] else name + " School"
        return f"{name} {rng.choice(self.lists['school_kinds'])}"


def _one_name(before: tuple[str, str, str], after: tuple[str, str, str], between: str) -> bool:
    """Tell whether neighbouring slots write one name: `{S1.first} {S2.last}`, `{S1.first} "{S1.nick}" {S1.last}`."""
    same = before[1] == after[1]
    surname = after[2] in ("last", "lastcaps")
    if between == " ":
        if before[2] in ("first", "nick"):
            return after[2] in ("first", "last", "lastcaps", "nick", "")
        return (
            surname
            and before[2] not in ("lastcaps", "lastfirst", "initial", "nick")
            and (before[2] != "last" or same or after[1].endswith(before[1][1:]))
        )
    if between == "-":
        return surname and before[2] in ("", "last")
    if between == ", ":
        return same and before[2].startswith("last") and after[2] in ("first", "nick")
    return same and bool(_JOINT.match(between))


def _other(variant: str, before: str, sampler: Sampler) -> str:
    """Now and then take another form than the post's author did, so that every form meets every context."""
    roll = sampler.rng.random()
    if variant == "last" and before.endswith((". ", "Coach ", "Miss ")):
        return "letter" if roll < 0.05 else variant
    if variant == "":
        for form, share in (
            ("initial", 0.04),
            ("flast", 0.06),
            ("quoted", 0.085),
            ("first", 0.12),
            ("lastfirst", 0.13),
        ):
            if roll < share:
                return form
    return "nick" if variant == "first" and roll < 0.02 else variant


def expand(post: str, sampler: Sampler, places: Places, vary: bool = False) -> Labelled:
    """Fill the slots of one post."""
    persons: dict[str, Person] = {}
    pieces: list[str] = []
    spans: list[list[int]] = []
    tags: list[tuple[str, str, str]] = []
    drawn: dict[str, str] = {}
    length = at = 0
    for match in _SLOT.finditer(post):
        between = post[at : match.start()]
        if pieces and pieces[-1].endswith(".") and between.startswith("."):
            between = between[1:]
        pieces.append(between)
        length += len(between)
        at = match.end()
        if match["place"]:
            value = drawn.setdefault(match[0], places.draw(match["place"]))
            pieces.append(value)
            length += len(value)
            continue
        if match["public"]:
            kind, key, variant, value = "P", "", "", match["public"]
        else:
            kind, variant = match["kind"], match["variant"] or ""
            key = kind + match["number"]
            if key not in persons:
                persons[key] = sampler.person()
            value = sampler.form(persons[key], _other(variant, post[: match.start()], sampler) if vary else variant)
        joined = False
        if spans and spans[-1][1] == length - len(between) and kind == tags[-1][0] != "P":
            joined = _one_name(tags[-1], (kind, key, variant), between)
            if joined and between[0] in _CLOSING and pieces[-3][-1:] == _CLOSING[between[0]] and spans[-1][0] > 0:
                spans[-1][0] -= 1
        if joined:
            spans[-1][1] = length + len(value)
            tags[-1] = (kind, tags[-1][1], variant)
        else:
            spans.append([length, length + len(value)])
            tags.append((kind, key, variant))
        pieces.append(value)
        length += len(value)
        generation = _GENERATION.match(post, at)
        if generation:
            spans[-1][1] += len(generation[0])
    tail = post[at:]
    if pieces and pieces[-1].endswith(".") and tail.startswith("."):
        tail = tail[1:]
    pieces.append(tail)
    return Labelled("".join(pieces), tuple((a, b) for a, b in spans), tuple(ROLE[t[0]] for t in tags))


def recase(sample: Labelled, rng: random.Random) -> Labelled:
    """Write some posts wholly in lower or upper case, as some people do, where that moves no span."""
    roll = rng.random()
    text = sample.text.lower() if roll < 0.06 else sample.text.upper() if roll < 0.09 else sample.text
    return Labelled(text, sample.spans, sample.roles) if len(text) == len(sample.text) else sample


def excerpt(sample: Labelled, rng: random.Random) -> Labelled:
    """Cut one or two lines out of a post, or its last full stop off: a caption or list often ends with a name."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", sample.text)]
    first = rng.randrange(len(lines))
    start, end = lines[first][0], lines[min(first + rng.choice((0, 0, 1)), len(lines) - 1)][1]
    sentences = [m.end() for m in re.finditer(r"[.!?;] +", sample.text[start:end])]
    if sentences and rng.random() < 0.5:
        start += rng.choice(sentences)
    while end > start and sample.text[end - 1] in " .!?" and rng.random() < 0.9:
        end -= 1
    if rng.random() < 0.35:
        inside = [b for a, b in sample.spans if start <= a and b <= end]
        end = rng.choice(inside) if inside else end
    kept = [
        ((max(a, start) - start, min(b, end) - start), role)
        for (a, b), role in zip(sample.spans, sample.roles, strict=True)
        if max(a, start) < min(b, end)
    ]
    return Labelled(sample.text[start:end], tuple(span for span, _ in kept), tuple(role for _, role in kept))
