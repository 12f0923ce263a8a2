"""What a name's setting says of its role, as features: the same at training and in a run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from postcheck.config import rules
from postcheck.language.mentions import Mention
from postcheck.language.names import lexicon
from postcheck.language.surroundings import Surroundings

_SURE = 0.98
_WORD = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"\s[A-Z]\.?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")


class Poster(NamedTuple):
    """Who posts, as far as somebody said: the kind of account, and the author's role."""

    account: str = ""
    role: str = ""


def features(mention: Mention, poster: Poster) -> Iterator[str]:
    """The features of one mention, but for those that are `shared`. Nothing of the name itself but its form is used, how sure
    it is one, and whether its words are ordinary ones.

    A word comes before where it stands, so that the table of weights finds all that it knows of one word together.
    """
    name, probability, setting, around, evidence, beside = mention
    yield "bias"
    yield from _form(name)
    if probability < _SURE:
        yield f"sure={int(10 * probability)}"
    yield from _further(around)
    listed = f"listed={setting.listed},alone={setting.alone},first={setting.first}"
    group = f"group={min(4, setting.group[1] - setting.group[0])}"
    if poster.account:
        yield f"account={poster.account}"
        for each in (listed, group, f"words={min(3, len(name.split()))}"):
            yield f"{poster.account}&{each}"
    if poster.role:
        yield f"poster={poster.role}"
    for each in beside:
        yield f"peer={each}"
    first = ""
    for kind, verdict in evidence:
        yield f"{kind}={verdict.role}"
        if not first:
            first = verdict.role
            yield f"first:{kind}={verdict.role}"
    yield f"first={first}"
    if poster.account:
        yield f"{poster.account}&first={first}"
    left = [_norm(each) for each in reversed(setting.left)]
    right = [_norm(each) for each in setting.right]
    for at, token in enumerate(left[:3], 1):
        yield f"{token} l{at}"
    for token in left:
        yield f"{token} L"
    if len(left) > 1:
        yield f"{left[1]}_{left[0]} l"
    for at, token in enumerate(right[:3], 1):
        yield f"{token} r{at}"
    for token in right:
        yield f"{token} R"
    if len(right) > 1:
        yield f"{right[0]}_{right[1]} r"
    if not left:
        yield "l=none"
    if not right:
        yield "r=none"
    before = [_norm(each) for each in reversed(setting.before)]
    for token in before[:1]:
        yield f"{token} b1"
    for token in before:
        yield f"{token} B"
    for token in setting.after:
        yield f"{_norm(token)} A"
    for token in setting.bracket:
        yield f"{_norm(token)} K"
    for token in setting.prefix:
        yield f"{_norm(token)} P"
    mark = "H" if setting.listed else "h"
    yield from _kinds("l", tuple(reversed(setting.left)))
    yield from _kinds("r", setting.right)
    yield from _kinds("b", tuple(reversed(setting.before)))
    yield from _kinds("a", setting.after)
    yield from _kinds("k", setting.bracket)
    yield from _kinds("p", tuple(reversed(setting.prefix)))
    yield from _kinds(mark * 2, setting.heading)
    yield from _kinds("c", setting.column)
    yield from _kinds("o", setting.opening)
    yield from _kinds("u", setting.run_in)
    for token in setting.run_in:
        yield f"{_norm(token)} U"
    for token in setting.heading:
        yield f"{_norm(token)} {mark}"
    for token in setting.column:
        yield f"{_norm(token)} C"
    for token in setting.opening:
        yield f"{_norm(token)} O"
    yield group
    yield listed
    if setting.last_line:
        yield f"last,alone={setting.alone},first={setting.first}"


def _form(name: str) -> Iterator[str]:
    """What a name looks like."""
    words = len(name.split())
    yield f"words={min(3, words)},caps={name.isupper()},lower={name.islower()},comma={',' in name}"
    yield f"words={min(4, words)}"
    if _INITIAL.search(name):
        yield "ends in an initial"
    if "-" in name:
        yield "hyphen"
    known = lexicon.load()
    common = [lexicon.bands(known.lookup(word))[2] for word in _WORD.findall(name)]
    yield f"ordinary={min(common, default=0)}{max(common, default=0)},words={min(2, words)}"


def _further(around: Surroundings) -> Iterator[str]:
    """Whether the name comes again, and where in the part it stands."""
    for each in around.again:
        yield f"again={each}"
    yield f"quarter={around.quarter}"
    yield f"names={around.names}"


def shared(sentence: tuple[str, ...], following: tuple[str, ...]) -> Iterator[str]:
    """The features that all names of a sentence share: its words and pairs of words, and the words of the next one."""
    normal = [_norm(each) for each in sentence]
    for each in dict.fromkeys(normal):
        yield f"{each} S"
    for one, two in dict.fromkeys(zip(["^", *normal], [*normal, "$"], strict=True)):
        yield f"{one}_{two} S"
    for each in dict.fromkeys(map(_norm, following)):
        yield f"{each} N"
    yield from _kinds("n", following)


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    """Which kinds of role word a word or phrase is."""
    found: dict[str, list[str]] = {}
    for section, entries in rules.sections("roles").items():
        for entry in entries:
            found.setdefault(entry, []).append(section)
    return {entry: tuple(sections) for entry, sections in found.items()}


def _kinds(zone: str, tokens: tuple[str, ...]) -> Iterator[str]:
    """The kinds of role words in a zone, each once; for the touching zones also how near the nearest stands."""
    classes = _classes()
    seen: set[str] = set()
    words = [token[:-2] if token.endswith("'s") else token.rstrip(".") for token in tokens]
    for at, word in enumerate(words):
        pair = f"{word} {words[at + 1]}" if at + 1 < len(words) else ""
        for kind in (*classes.get(word, ()), *classes.get(pair, ())):
            if kind not in seen:
                seen.add(kind)
                yield f"{zone}:{kind}"
                if at < 3:
                    yield f"{zone}{at}:{kind}"
    if not seen and tokens:
        yield f"{zone}:none"
    elif len(seen) > 1:
        yield f"{zone}:" + "+".join(sorted(seen))


def _norm(token: str) -> str:
    if len(token) > 1:
        token = token.rstrip(".")
    if token.isdigit():
        if _YEAR.match(token):
            return "<old>" if int(token) < 2012 else "<year>"
        return "<n>" if len(token) == 1 else "<nn>" if len(token) == 2 else "<nnn>"
    if token.endswith(("'s", "\u2019s")) and len(token) > 3:
        return token[:-2] + "'s"
    return token
