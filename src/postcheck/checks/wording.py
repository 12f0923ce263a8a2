"""The kind `wording`: phrases of the rule file, looked for sentence by sentence; `cues` says how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from postcheck.checks import contact
from postcheck.checks.cues import NAMED, SHAPES, Cue, Wordings, compile_options, entries
from postcheck.checks.kind import LONG, Kind, Scene
from postcheck.checks.phrase import Glance, Phrase
from postcheck.checks.token_patterns import TokenPattern
from postcheck.language.meaning import model
from postcheck.model.check import TELLING, Check, Match, Slot

_NO_SLOTS: Mapping[str, Slot] = MappingProxyType({})
_NOTHING: Mapping[int, list[int]] = MappingProxyType({})
_TAKEN_BACK = re.compile(
    r"\b(?:nobody|no one|none|never|without|hasn'?t|haven'?t|hadn'?t|didn'?t|doesn'?t|not|isn'?t|wasn'?t|nor|neither)"
    r"(?: [\w']+){0,4} $"
)
_BEFORE = 40  # characters in which that word stands
MOST_CHARACTERS = 300  # a longer sentence is shown around the words that gave it away


def _find(check: Check, scene: Scene) -> Iterator[Match]:
    return find_cues(check, check.options, scene)


def find_cues(check: Check, options: Wordings, scene: Scene) -> Iterator[Match]:
    """The matches of a check's cues in a draft."""
    seen: set[tuple[int, int]] = set()
    whole = False
    for index, part in enumerate(scene.reading.draft.parts):
        said = _said(check.id, options, scene, index)
        meant = scene.reading.meanings[index]
        for number, cue in enumerate(options.cues):
            if not (number in said or cue.meaning in meant or cue.tokens or cue.finds):
                continue
            if part.kind not in cue.parts or (cue.whole and whole):
                continue
            if cue.accounts and scene.context.account is not None and scene.context.account not in cue.accounts:
                continue
            for start, end in _hits(cue, options, scene, index, said.get(number, _NOTHING)):
                if (index, start) in seen:
                    continue
                seen.add((index, start))
                whole = whole or cue.whole
                yield Match(
                    check.id,
                    index,
                    start,
                    end,
                    cue.confidence,
                    cue.message,
                    answer=cue.answer,
                    tags=cue.tags | ({"whole"} if cue.whole else frozenset()),
                    slots=_telling(cue, part.text, (index, start, end)),
                )
                if cue.whole:
                    break


def _telling(cue: Cue, text: str, place: tuple[int, int, int]) -> Mapping[str, Slot]:
    """Where the words stand by which the sentence model judged a place; nothing for a cue of phrases."""
    if cue.meaning is None:
        return _NO_SLOTS
    index, start, end = place
    found = model.telling(text[start:end], cue.meaning)
    return MappingProxyType({TELLING: (index, start + found[0], start + found[1])}) if found else _NO_SLOTS


def _said(check: str, options: Wordings, scene: Scene, index: int) -> Mapping[int, Mapping[int, list[int]]]:
    """The phrases that a sentence of a part may say, going by literals: their numbers, by cue and by sentence."""
    said: dict[int, dict[int, list[int]]] = {}
    for sentence, phrases in scene.possible_by_sentence(check, index):
        for phrase in phrases:
            if phrase in options.places:
                cue, number = options.places[phrase]
                said.setdefault(cue, {}).setdefault(sentence, []).append(number)
    return said


def _hits(
    cue: Cue, options: Wordings, scene: Scene, index: int, said: Mapping[int, list[int]]
) -> Iterator[tuple[int, int]]:
    """The typed ranges of a part where a cue holds; each sentence is judged once."""
    folded = scene.reading.folded[index]
    for pattern in cue.tokens:
        sentences = range(len(scene.reading.sentences[index]))
        if any(pattern.may_match(scene.glance(index, each).words) for each in sentences):
            yield from _token_hits(pattern, cue, options, scene, index)
    if cue.finds:
        yield from _contact_hits(cue.finds, cue, options, scene, index)
    if cue.meaning:
        yield from _meaning_hits(cue.meaning, cue, options, scene, index)
    for number, numbers in said.items():
        begin, finish = scene.reading.folded_sentences[index][number]
        sentence = scene.glance(index, number)
        phrases = [phrase for phrase in map(cue.says.__getitem__, sorted(numbers)) if sentence.meets(phrase.needs)]
        if not phrases:
            continue
        if cue.also and finish - begin <= LONG and not any(sentence.meets(each.needs) for each in cue.also):
            continue
        holds: bool | None = None
        for phrase in phrases:
            for match in sentence.find(phrase):
                if options.doubted_by and scene.reading.is_doubted(index, number, options.doubted_by):
                    break
                if holds is None or finish - begin > LONG:
                    holds = _holds(cue, options, scene, index, number, match.start())
                if not holds:
                    continue
                if not options.sentence:
                    yield folded.back(begin + match.start(), begin + match.end())
                elif finish - begin > MOST_CHARACTERS:
                    half = MOST_CHARACTERS // 2
                    yield folded.back(max(begin, begin + match.start() - half), min(finish, begin + match.end() + half))
                else:
                    yield folded.back(begin, finish)


def _token_hits(
    pattern: TokenPattern, cue: Cue, options: Wordings, scene: Scene, index: int
) -> Iterator[tuple[int, int]]:
    """The typed ranges of a part where a token pattern matches and the rest of the cue holds."""
    folded, sentences = scene.reading.folded[index], scene.reading.sentences[index]
    for start, end in pattern.find(scene.reading.docs[index]):
        number = scene.reading.sentence_of(index, start)
        at = folded.forth(start, end)[0] - scene.reading.folded_sentences[index][number].start
        if _holds(cue, options, scene, index, number, at):
            yield (*sentences[number],) if options.sentence else (start, end)


def _contact_hits(look: str, cue: Cue, options: Wordings, scene: Scene, index: int) -> Iterator[tuple[int, int]]:
    """The numbers, addresses or dates of a part where the rest of the cue holds; a library is asked last."""
    reading = scene.reading
    text = reading.draft.parts[index].text
    for start, end in contact.find(look, text, reading.domains):
        number = reading.sentence_of(index, start)
        at = reading.folded[index].forth(start, end)[0] - reading.folded_sentences[index][number].start
        if _holds(cue, options, scene, index, number, at) and contact.sound(look, text[start:end]):
            yield start, end


def _meaning_hits(meaning: str, cue: Cue, options: Wordings, scene: Scene, index: int) -> Iterator[tuple[int, int]]:
    """The sentences of a part that mean what the cue asks, by the sentence model, where the rest of the cue holds."""
    for judged in scene.reading.meanings[index].get(meaning, ()):
        if judged.score >= cue.least and _holds(cue, options, scene, index, judged.sentence, 0):
            start, end = scene.reading.sentences[index][judged.sentence]
            yield start, min(end, start + MOST_CHARACTERS)


def _holds(cue: Cue, options: Wordings, scene: Scene, index: int, number: int, at: int) -> bool:
    """Whether all else that a cue asks is so in a sentence in which it says its phrase (at a folded offset of it)."""
    around = scene.glance(index, number)
    wider = None
    if len(around.text) > LONG:  # a text without full stops: what stands far away is another matter
        around = wider = Glance(around.text[max(0, at - LONG // 2) : at + LONG // 2])
    if cue.also and not around.has_any(cue.also):
        return False
    if cue.near and not (wider or scene.wider(index, number)).has_any(cue.near):
        return False
    if cue.beside and not any(
        abs(each.sentence - number) < 2 for each in scene.reading.meanings[index].get(cue.beside, ())
    ):
        return False
    if around.has_any(cue.unless) or (not cue.certain and around.has_any(options.unless)):
        return False
    if cue.names and not _names(cue.names, scene, index, number):
        return False
    return not (_anywhere(cue.not_draft, scene) or _anywhere(options.not_draft, scene))


def _names(whom: str, scene: Scene, index: int, number: int) -> bool:
    """Whether a sentence names a person of whom nothing says that it is not one whom the cue asks for."""
    start, end = scene.reading.sentences[index][number]
    return any(
        person.part == index and start <= person.span.start < end and person.role in NAMED[whom]
        for person in scene.reading.people
    )


def any_phrase(phrases: tuple[Phrase, ...], text: str) -> bool:
    """Whether any of the phrases occurs in a folded text."""
    return Glance(text).has_any(phrases)


def _anywhere(phrases: tuple[Phrase, ...], scene: Scene) -> bool:
    """Whether any of the phrases occurs anywhere in the draft, and no word before it takes it back ("nobody gave the OK")."""
    glances = (scene.glance(index) for index in range(len(scene.reading.draft.parts)))
    return any(
        not _TAKEN_BACK.search(glance.text, max(0, match.start() - _BEFORE), match.start())
        for glance in glances
        for phrase in phrases
        for match in glance.find(phrase)
    )


WORDING = Kind(
    shapes=SHAPES,
    required=("cues",),
    compile=compile_options,
    entries=entries,
    find=_find,
)
