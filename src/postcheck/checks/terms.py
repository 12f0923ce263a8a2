"""The kind `terms`: words of tiered lists, as written or disguised, but not where they are innocent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from postcheck.checks import terms_disguise as disguise
from postcheck.checks.kind import Kind, Scene
from postcheck.checks.phrase import Shelf
from postcheck.checks.terms_lists import Gated, Innocent, Lexicon, Term, Tier
from postcheck.checks.terms_view import View, run_together, view
from postcheck.config.shape import Keys, MapOf, OneOf, Shape, Text
from postcheck.model.check import Check, Confidence, Match

_CHUNK_REACH = 120
_TITLE_REACH = 12
_TITLED = re.compile(r"\b(?:mr|mrs|ms|mx|miss|dr|prof|coach|principal)\.? $")
_LATIN = 0x24F  # the last letter of the Latin alphabet's extensions
_QUOTES = "\"'"
_SURENESS: Mapping[Confidence, int] = MappingProxyType({"possible": 0, "likely": 1, "certain": 2})

_SHAPES: Mapping[str, Shape] = {
    "tiers": MapOf(
        Text(r"[a-z-]+", "the name of a tier"),
        Keys(
            {
                "words": Text(about="The word list of the tier."),
                "confidence": OneOf(("certain", "likely", "possible"), about="How sure a literal find is."),
                "message": Text(about="Which of the check's messages speaks of it."),
            },
            required=("words", "confidence", "message"),
        ),
        about="The word lists, the worst first.",
    ),
    "innocent": Text(about="The list of wording in which the words are innocent."),
    "everyday": Text(about="The list of words by which a run-together hashtag is read."),
    "disguised": Text(about="Which message speaks of a disguised word."),
}


class Terms(NamedTuple):
    """The compiled options of a check of this kind."""

    lexicon: Lexicon
    innocent: Innocent
    everyday: frozenset[str]
    telling: frozenset[str]
    disguised: str


class _Hit(NamedTuple):
    """A word in a view. `reads` is the listed word as which it is read."""

    start: int
    end: int
    tier: Tier
    confidence: Confidence
    reads: str
    disguised: bool = False


def _compile(values: Mapping[str, Any], shelf: Shelf) -> Terms:
    lexicon = Lexicon()
    messages = values["messages"]
    for name, each in values["tiers"].items():
        for message in (each["message"], values["disguised"]):
            if message not in messages:
                raise ValueError(f"'messages' has none called '{message}'")
        lexicon.read(Tier(name, each["confidence"], each["message"]), shelf.entries(each["words"]), shelf)
    bad = (word for word, term in lexicon.words.items() if term.manner != "perhaps")
    needed = (word.strip() for gated, _ in lexicon.phrases for word in gated.needs)
    everyday = frozenset(shelf.entries(values["everyday"]))
    telling = frozenset((*bad, *(word for word in needed if word not in everyday)))
    return Terms(
        lexicon, Innocent.read(shelf.entries(values["innocent"]), shelf), everyday, telling, values["disguised"]
    )


def _entries(options: Terms) -> Iterable[tuple[int, frozenset[str] | None]]:
    """Phrases by their literals, numbered from 1; 0 stands for the words, which may be disguised beyond any literal."""
    yield 0, None
    for number, (phrase, _) in enumerate(options.lexicon.phrases, 1):
        yield number, phrase.phrase.literals


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    options: Terms = check.options
    for part, folded in enumerate(scene.reading.folded):
        whole = view(folded, scene.reading.draft.parts[part].text)
        numbers = sorted(number for number in scene.possible(check.id, part) if number)
        phrases = [options.lexicon.phrases[number - 1] for number in numbers]
        hits = list(_hits(whole, phrases, options))
        for run in run_together(whole, options.everyday, options.telling):
            for hit in _hits(run, options.lexicon.phrases, options):
                start, end = run.back(hit.start, hit.end)
                hits.append(hit._replace(start=start, end=end))
        for hit in _apart(hits):
            start, end = folded.back(*whole.back(hit.start, hit.end))
            yield Match(
                check=check.id,
                part=part,
                start=start,
                end=end,
                confidence=hit.confidence,
                wording=options.disguised if hit.disguised else hit.tier.wording,
                slots=MappingProxyType({"reads": hit.reads}),
                tags=frozenset({hit.tier.name, "disguised"} if hit.disguised else {hit.tier.name}),
            )


def _hits(seen: View, phrases: Iterable[tuple[Gated, Tier]], options: Terms) -> Iterator[_Hit]:
    """What is found in a view, innocent words left out."""
    hits = [*_words(seen, options), *_disguised(seen, options)]
    for phrase, tier in phrases:
        for start, end in phrase.spans(seen.text, seen.words):
            hits.append(_Hit(start, end, tier, tier.confidence, seen.text[start:end]))
    if not hits:
        return
    spared = bytearray(len(seen.text))
    for phrase in options.innocent.phrases:
        for start, end in phrase.spans(seen.text, seen.words):
            spared[start:end] = b"\1" * (end - start)
    for hit in hits:
        if hit.disguised or spared.find(1, hit.start, hit.end) < 0:
            yield hit


def _words(seen: View, options: Terms) -> Iterator[_Hit]:
    """Words as they are listed."""
    lexicon = options.lexicon
    found = {token: lexicon.words[token] for token in lexicon.words.keys() & seen.tokens}
    for stem, term in lexicon.inside.items():
        if stem in seen.text:
            found = {**{token: term for token in seen.tokens if stem in token}, **found}
    for token, term in found.items():
        if _stands_beside(seen, options.innocent.beside.get(term.word, ())):
            continue
        lesson = _stands_beside(seen, options.innocent.quoted.get(term.word, ()))
        for start, end in seen.places(token):
            if _is_innocent(seen, start, end, term) or (lesson and _is_quoted(seen.text, start, end)):
                continue
            hit = _Hit(start, end, term.tier, _confidence(term), term.word)
            alike = any(ord(sign) > _LATIN for sign in seen.shown[start:end])
            yield _in_disguise(hit) if alike else hit


def _in_disguise(hit: _Hit) -> _Hit:
    return hit._replace(confidence=min("likely", hit.confidence, key=_SURENESS.__getitem__), disguised=True)


def _confidence(term: Term) -> Confidence:
    if term.manner in ("perhaps", "small letters"):
        return "possible"
    return "likely" if term.manner == "not as a name" and term.tier.confidence == "certain" else term.tier.confidence


def _stands_beside(seen: View, cues: Iterable[Gated]) -> bool:
    """Whether the text has a cue that makes a word innocent."""
    return any(cue.is_in(seen.text, seen.words) for cue in cues)


def _is_quoted(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in _QUOTES and text[end : end + 1] in _QUOTES and end < len(text)


def _is_innocent(seen: View, start: int, end: int, term: Term) -> bool:
    """Whether a word as typed is a name, another word or part of an address."""
    shown = seen.shown[start:end]
    if term.manner in ("not as a name", "small letters") and shown != shown.lower():
        return True
    if "ñ" in term.spelling and "ñ" not in shown.lower():
        return True
    if shown.istitle() and _TITLED.search(seen.text, max(0, start - _TITLE_REACH), start):
        return True
    left = max(0, start - _CHUNK_REACH)
    before = seen.text[left:start].split()[-1:] if start and not seen.text[start - 1].isspace() else []
    after = seen.text[start : end + _CHUNK_REACH].split(maxsplit=1)[0]
    return disguise.is_address("".join(before) + after)


def _disguised(seen: View, options: Terms) -> Iterator[_Hit]:
    """Words in disguise, as likely as they are ever."""
    lexicon = options.lexicon
    found = [
        *disguise.stretched(seen, lexicon),
        *disguise.signed(seen, lexicon, options.innocent.before),
        *disguise.apart(seen, lexicon),
    ]
    for start, end, term in found:
        yield _in_disguise(_Hit(start, end, term.tier, term.tier.confidence, term.word))


def _apart(hits: list[_Hit]) -> Iterator[_Hit]:
    """Hits in the order of the text; those that overlap are one, taken as the longest of them."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda each: (each.start, -each.end, not each.disguised)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end > kept[-1].end:
            longer = max(kept[-1], hit, key=lambda each: each.end - each.start)
            kept[-1] = longer._replace(start=kept[-1].start, end=hit.end)
    yield from kept


TERMS = Kind(_SHAPES, ("tiers", "innocent", "everyday", "disguised"), _compile, _entries, _find)
