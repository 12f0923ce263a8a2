"""Turn one sentence into named features: words, word pairs and the classes of `classes.txt`.

The names are plain text ("w:pull", "c:get|support", "k:one-child+support"), not hashes: the weights file can be read and
reviewed, no two features share a weight, and the words behind a score can be shown to a teacher. A chain of words, in which
a listed word stands for its class, gives the pairs "c:"; where it hides a word, "b:" is the pair of the words themselves.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_TOKEN = re.compile(
    r"@\w[\w.]*|#\w+|\$\s?\d[\d,.]*\w?|\d{1,2}:\d\d(?:\s?[ap]\.?m\b)?|\d{3}[-. ]\d{4}|\d[\d,.%/-]*(?:st|nd|rd|th)?\+?|"
    r"[^\W\d_]+(?:['-][^\W\d_]+)*\+?|!+|\?+|[\"():;/&]|\.{2,}|[\U0001F300-\U0001FAFF\u2600-\u27BF]"
)
_PLAIN = str.maketrans(
    "\u2019\u2018\u201c\u201d\u00a0\u2011\u2013", "''\"\" --", "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\ufe0f"
)
_NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december english spanish christmas halloween thanksgiving easter valentine ok lol pto "
    "pta tv pe".split()
)
_LONGEST = 3
_SHORTEST_BEGINNING = 4
_LONGEST_BEGINNING = 24  # letters; no entry has more, and a word without end costs no more for it
Span = tuple[int, int]


class Word(NamedTuple):
    """What is known of a folded word wherever it stands."""

    base: str
    classes: tuple[str, ...]
    seconds: frozenset[str]


class Classes:
    """The word lists of `classes.txt`, ready for look-up."""

    def __init__(self, text: str) -> None:
        self.words: dict[str, tuple[str, ...]] = {}
        self.phrases: dict[str, tuple[str, ...]] = {}
        self.beginnings: dict[str, tuple[str, ...]] = {}
        name = ""
        for line in text.splitlines():
            if line.startswith("["):
                name = line.strip("[] ")
            elif line and not line.startswith("#"):
                for entry in line.split(","):
                    self._add(entry.strip(), name)
        openers: dict[str, set[str]] = {}
        for phrase in self.phrases:
            first, second, *_ = phrase.split(" ")
            openers.setdefault(first, set()).add(second)
        self.openers = {first: frozenset(seconds) for first, seconds in openers.items()}

    def _add(self, entry: str, name: str) -> None:
        if entry:
            beginning = entry.endswith("*")
            target = self.beginnings if beginning else self.phrases if " " in entry else self.words
            entry = entry.rstrip("*")
            if name not in target.get(entry, ()):
                target[entry] = (*target.get(entry, ()), name)

    def of(self, word: str) -> tuple[str, ...]:
        """Return the classes of a folded word: its own entry's and those of the beginnings that it shows."""
        found = self.words.get(word, ())
        for length in range(_SHORTEST_BEGINNING, min(len(word), _LONGEST_BEGINNING) + 1):
            found += self.beginnings.get(word[:length], ())
        return found


@cache
def classes() -> Classes:
    """Return the packaged word classes, read once."""
    return Classes(Path(__file__).with_name("classes.txt").read_text(encoding="utf-8"))


def stem(word: str) -> str:
    """Cut the commonest English endings, so that "posting", "posted" and "posts" share their weights."""
    word = word.removesuffix("'s")
    if len(word) < 5:
        return word[:-1] if len(word) == 4 and word[-1] == "s" and word[-2] not in "su" else word
    for ending, kept in (("ies", "y"), ("ied", "y"), ("ing", ""), ("sses", "ss"), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            if ending == "s" and word[-2] in "su":
                break
            word = word[: len(word) - len(ending)] + kept
            if ending in ("ing", "ed") and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@lru_cache(maxsize=20_000)
def known(word: str) -> Word:
    """Return what is known of a folded word; cached, because the same words make up most of every draft."""
    listed = classes()
    return Word(word if word[0] == "<" else stem(word), listed.of(word), listed.openers.get(word, frozenset()))


def _shape(token: str) -> str:
    """Name the shape of a token that is no word."""
    first = token[0]
    if first.isdigit():
        digits = sum(c.isdigit() for c in token)
        if ":" in token:
            return "<time>"
        if token[-1] == "%":
            return "<percent>"
        if digits == 7 and len(token) == 8:
            return "<phone>"
        if token[-1].isalpha():
            return "<ordinal>"
        return (
            "<year>"
            if len(token) == 4 and token[:2] in ("19", "20") and token.isdigit()
            else f"<number{min(digits, 5)}>"
        )
    if first in "!?":
        return token[:2]
    return {"@": "<handle>", "#": "<hashtag>", "$": "<money>"}.get(first, first if first.isascii() else "<emoji>")


def tokens(sentence: str) -> list[tuple[str, str]]:
    """Split a sentence into (token as written, folded word or <shape>); a name inside the sentence is <name>."""
    if not sentence.isascii():
        sentence = unicodedata.normalize("NFKC", sentence).translate(_PLAIN)
    shouting = sentence.isupper()
    listed = classes()
    found: list[tuple[str, str]] = []
    opening = True
    for token in _TOKEN.findall(sentence):
        first = token[0]
        if not first.isalpha():
            found.append((token, _shape(token)))
            opening = first in '!?.:"('
            continue
        word = token.lower()
        capitalised = first != word[0] and token[1:] == word[1:] != ""
        ordinary = word in listed.words or word in _NO_NAMES or word in listed.openers
        if capitalised and not opening and not shouting and not ordinary:
            word = "<name>"
        opening = False
        found.append((token, word))
    return found


def features(split: list[tuple[str, str]]) -> dict[str, Span]:
    """Return the features of a sentence's tokens, each with the first and last token that show it."""
    listed = classes()
    found: dict[str, Span] = {}
    present: dict[str, Span] = {}
    chain: list[tuple[str, int]] = []
    covered = capitals = 0
    left, left_listed = "^", False
    for index, (shown, word) in enumerate(split):
        base, named, seconds = known(word)
        found["w:" + base] = here = (index, index)
        if seconds and index + 1 < len(split) and split[index + 1][1] in seconds:
            phrase, names, length = _phrase(split, index, listed)
            if length:
                span = (index, index + length - 1)
                found["w:" + phrase] = span
                for name in names:
                    present.setdefault(name, span)
                if index >= covered:
                    chain.append((names[0], index))
                    covered = index + length
        for name in named:
            present.setdefault(name, here)
        listed_here = bool(named) or index < covered
        if listed_here or left_listed:
            found[f"b:{left}|{base}"] = (max(0, index - 1), index)
        left, left_listed = base, listed_here
        if index >= covered:
            chain.append((named[0] if named else base, index))
        capitals += len(shown) > 2 and shown.isupper()
    before, start = "^", 0
    for word, index in chain:
        found[f"c:{before}|{word}"] = (start, index)
        before, start = word, index
    order = sorted(present)
    for position, first in enumerate(order):
        span = present[first]
        found["k:" + first] = span
        for last in order[position + 1 :]:
            found[f"k:{first}+{last}"] = (span[0], present[last][1])
    if capitals > 1:
        found["x:caps"] = (0, len(split) - 1)
    found[f"x:len{min(len(split) // 6, 5)}"] = (0, 0)
    return found


def _phrase(split: list[tuple[str, str]], index: int, listed: Classes) -> tuple[str, tuple[str, ...], int]:
    """Return the longest listed phrase that starts at a token, its classes and its length; 0 if there is none."""
    for length in range(min(_LONGEST, len(split) - index), 1, -1):
        phrase = " ".join(word for _, word in split[index : index + length])
        if phrase in listed.phrases:
            return phrase, listed.phrases[phrase], length
    return "", (), 0
