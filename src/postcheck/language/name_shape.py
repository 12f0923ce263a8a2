"""What a found name looks like: whether it is like a name at all, and whether it is a full one."""

from __future__ import annotations

import re

from postcheck.language.names import lexicon
from postcheck.language.role_words import place_nouns
from postcheck.language.sentences import Span

_VERY_SURE = 0.9
_COMMON_GIVEN = 3  # the band of the commonest given names
_NO_FIRST = frozenset("to con a de the for with in of from y and por para en un una el los".split())
_POSTSCRIPTS = frozenset({"p.s", "p.s.", "ps", "p.p.s.", "p.p.s"})
_PARTICLES = frozenset("del las los van von der den ter bin ibn dos das abu mac san".split())
_DAYS = frozenset(
    "mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
SUFFIX = frozenset("jr sr ii iii iv".split())
_HUMP = re.compile(r"[^\W\d_]+?(?=(?<=[a-z\u00df-\u00ff])[A-Z]|[\W\d_]|$)")
_WORD = re.compile(r"[^\W\d_]+")
_JOINED = re.compile(r"-([^\W\d_]+)")  # Hae-won
_INITIAL_IN_FILE = re.compile(r"[^\W\d_]{2,}[_-][^\W\d_](?=[_-])")  # zoe_m_portrait: what follows is no name
_CODE = re.compile(r"\d-$")  # 5-E
_BEFORE = re.compile(r"([^\W\d_]+)(?:['\u2019]s)? $")


def looks_like_a_name(name: str, before: str, in_file: bool, probability: float) -> bool:
    """Whether the lexicon knows a word of a found name as one, or the name model is very sure of one word that the lexicon does
    not know; in a file name, one that is no ordinary word besides. `before`: the word before it, as typed.
    """
    words = _WORD.findall(name)
    if (
        not words
        or words[0].casefold() in _NO_FIRST
        or (words[-1].casefold() in _NO_FIRST and not (len(words) > 1 and len(words[-1]) == 1 and words[-1].isupper()))
        or all(word.casefold() in SUFFIX for word in words)
    ):
        return False
    if name.casefold() in _POSTSCRIPTS or (len(words) > 1 and all(word.casefold() in _DAYS for word in words)):
        return False
    if _is_place(words, before):
        return False
    known_words = lexicon.load()
    bands = [lexicon.bands(known_words.lookup(word)) for word in words]
    cased = not name.islower()
    joined = _JOINED.findall(name)
    if (
        len(words) > 1
        and cased
        and any(_ordinary(word, band) for word, band in zip(words, bands, strict=True) if word not in joined)
    ):
        return False
    if len(_HUMP.findall(name)) == 1:
        given, family, common = bands[0]
        if bands[0] == (0, 0, 0):
            return probability >= _VERY_SURE and not in_file and name[:1].isupper() and not name.isupper()
        return given > 1 or family > 1 if common == 2 else bool(given or family)
    handle = "." in name or "_" in name  # tuva.nygaard, tennyson_hawkins: the family name tells enough
    if name.islower() and bands[0][0] < 2 and not (handle and any(family > 1 for _, family, _ in bands[1:])):
        return False
    unknown = any(band == (0, 0, 0) and word[:1].isupper() for band, word in zip(bands, words, strict=True))
    if in_file:
        return any((given or family) and common < 2 for given, family, common in bands)
    return unknown or any(given or family for given, family, _ in bands)


def _ordinary(word: str, band: tuple[int, int, int]) -> bool:
    """A common word in small letters inside a name in capitals: 'Mandarin oranges', 'Pink glasses'."""
    if not word.islower() or len(word) < 3 or word in _PARTICLES:
        return False
    return band[2] == 2 or band == (0, 0, 0)


def _is_place(words: list[str], before: str) -> bool:
    """Whether the last word is a place's noun: "Cattail Ct", "Maple Ridge", "Miller's Pond"."""
    noun = words[-1].casefold() if words[-1].casefold() not in SUFFIX else ""
    if noun not in place_nouns("after") or words[-1].islower():
        return False
    given, _, common = lexicon.bands(lexicon.load().lookup(words[0] if len(words) > 1 else before))
    if len(words) == 1:
        return before[:1].isupper() and noun in place_nouns("also-surnames") and given < _COMMON_GIVEN
    return noun not in place_nouns("also-surnames") or (common > 0 and given < _COMMON_GIVEN)


def before(text: str, span: Span) -> str:
    """The word right before a name, as typed, without an 's; nothing where more than a space parts them."""
    found = _BEFORE.search(text, max(0, span.start - 30), span.start)
    return found.group(1) if found else ""


def is_end_of_a_code(text: str, span: Span) -> bool:
    """Whether what looks like an initial belongs to the code of a class: "mis escritores de 5-E. Miren la oración"."""
    initial = text[span.start].isupper() and not text[span.start + 1 : span.start + 2].isalpha()
    return initial and _CODE.search(text, max(0, span.start - 2), span.start) is not None


def without_rest(text: str, span: Span) -> Span:
    """The name in a file name without the words after an initial."""
    found = _INITIAL_IN_FILE.match(text, span.start, span.end)
    return Span(span.start, found.end()) if found else span


def is_in_file_name(text: str, span: Span) -> bool:
    """Whether an underscore touches the name."""
    return "_" in text[max(0, span.start - 1) : span.end + 1]


def is_full(name: str) -> bool:
    """Whether a name has two words or more; an initial counts ('Maya R.'), and a hashtag's words do."""
    return len(_HUMP.findall(name)) > 1
