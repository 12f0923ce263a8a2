"""The kind `terms` with the shipped profanity check: what is found, what is innocent, and where it is found."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postcheck.checks.kind import Scene
from postcheck.checks.load import load
from postcheck.checks.phrase import Shelf
from postcheck.checks.prefilter import Prefilter
from postcheck.checks.terms import TERMS
from postcheck.checks.terms_lists import Lexicon, Tier
from postcheck.config import rules
from postcheck.language.reading import annotate
from postcheck.model.check import Match
from postcheck.model.context import Context
from postcheck.model.draft import Draft, Part

CHECK = load(rules.shipped() / "checks" / "profanity.yaml")
PREFILTER = Prefilter(((CHECK.id, number), literals) for number, literals in TERMS.entries(CHECK.options))
EVERYTHING = frozenset((CHECK.id, number) for number, _ in TERMS.entries(CHECK.options))


def find(text: str, filtered: bool = True) -> list[Match]:
    reading = annotate(Draft("draft.txt", text, (Part("text", text),)))
    possible = frozenset(PREFILTER.possible(reading.folded[0].text)) if filtered else EVERYTHING
    return list(TERMS.find(CHECK, Scene(reading, Context(), (possible,))))


def words(text: str) -> list[str]:
    return [text[match.start : match.end] for match in find(text)]


PLAIN = [
    ("a strong word", "Well, shit happens.", ["shit"], "certain", "strong"),
    ("an inflected strong word", "They were shitting bricks.", ["shitting"], "certain", "strong"),
    (
        "a strong word inside a longer one",
        "An absofuckinglutely great day.",
        ["absofuckinglutely"],
        "certain",
        "strong",
    ),
    ("a slur", "They act like retards.", ["retards"], "certain", "slur"),
    ("a vulgar word for a person", "Do not dress like sluts.", ["sluts"], "certain", "sexual"),
    ("a mild word", "So damn proud.", ["damn"], "certain", "mild"),
    ("crap", "What a load of crap that was.", ["load of crap"], "certain", "mild"),
    ("pissed", "Parents are pissed.", ["pissed"], "certain", "mild"),
    ("hell as an oath", "What the hell is this?", ["What the hell"], "certain", "mild"),
    ("hell of a", "One hell of a game!", ["hell of a"], "certain", "mild"),
    ("a phrase whole", "They can kiss my ass.", ["kiss my ass"], "certain", "mild"),
    ("an acronym", "WTF happened?", ["WTF"], "likely", "acronym"),
    ("af after an adjective", "Tired AF today.", ["Tired AF"], "likely", "acronym"),
    ("af alone in small letters", "We are undefeated af.", ["af"], "possible", "acronym"),
    ("bs as nonsense", "That is total BS.", ["total BS"], "likely", "acronym"),
    ("pos as an insult", "Move that POS out of the bus lane.", ["that POS"], "likely", "acronym"),
    ("Spanish", "Qué mierda de día.", ["mierda"], "certain", "mild"),
    ("Spanish with accents", "El muy cabrón se fue.", ["cabrón"], "certain", "mild"),
    ("a name's word in small letters", "What a dick move.", ["What a dick move"], "certain", "sexual"),
    ("a phrase in capitals", "HELL NO, WE WON'T GO", ["HELL NO"], "certain", "mild"),
]


@pytest.mark.parametrize(
    ("text", "found", "confidence", "tier"), [row[1:] for row in PLAIN], ids=[row[0] for row in PLAIN]
)
def test_a_word_is_found_as_it_is_listed(text: str, found: list[str], confidence: str, tier: str) -> None:
    matches = find(text)
    assert [text[match.start : match.end] for match in matches] == found
    assert [(match.confidence, match.tags) for match in matches] == [(confidence, frozenset({tier}))]


DISGUISED = [
    ("one for i", "This sh1t again.", "sh1t", "shit"),
    ("fives for s", "A pain in the a55.", "a55", "ass"),
    ("three for e", "Oh h3ll no.", "h3ll", "hell"),
    ("an exclamation mark for i", "Quit the b!tching!", "b!tching", "bitching"),
    ("an at sign for a", "Lazy @ss rules.", "@ss", "ass"),
    ("dollar signs", "Get your @$$ to class.", "@$$", "ass"),
    ("a masked vowel", "F*ck this.", "F*ck", "fuck"),
    ("two masked letters", "f**k this", "f**k", "fuck"),
    ("a mask and a swap", "s#!t", "s#!t", "shit"),
    ("only the first letter", "Just f--- it.", "f---", "fuck"),
    ("only the first letter and an ending", "f***ing copier", "f***ing", "fucking"),
    ("a masked mild word", "Well d*mn.", "d*mn", "damn"),
    ("only the first letter of a short word", "Get off your a** now.", "a**", "ass"),
    ("a middle dot", "Sh·t happens.", "Sh·t", "shit"),
    ("an apostrophe for the middle", "The best f'n band.", "f'n", "f'n"),
    ("in emphasis", "This is **sh*t**.", "sh*t", "shit"),
    ("letters apart by spaces", "The sign said f u c k.", "f u c k", "fuck"),
    ("letters apart by dots", "It is s.h.i.t.", "s.h.i.t", "shit"),
    ("letters apart by hyphens", "f-u-c-k it", "f-u-c-k", "fuck"),
    ("one separator inside", "fu-ck it", "fu-ck", "fuck"),
    ("a dotted acronym", "W.T.F. was that", "W.T.F", "wtf"),
    ("Cyrillic letters", "fuсk it", "fuсk", "fuck"),
    ("a whole word of Cyrillic letters", "ѕһіt", "ѕһіt", "shit"),
    ("Greek letters", "dαmn", "dαmn", "damn"),
    ("full-width letters", "ｓｈｉｔ show", "ｓｈｉｔ", "shit"),
    ("mathematical letters", "𝓯𝓾𝓬𝓴 it", "𝓯𝓾𝓬𝓴", "fuck"),
    ("mathematical capitals", "𝐃𝐀𝐌𝐍", "𝐃𝐀𝐌𝐍", "damn"),
    ("a stretched strong word", "Fuuuck!", "Fuuuck", "fuck"),
    ("a stretched mild word", "Daaamn!", "Daaamn", "damn"),
    ("a doubled letter", "biitch", "biitch", "bitch"),
    ("many letters stretched", "shiiiittttt", "shiiiittttt", "shit"),
    ("a stretched acronym", "wtfffff", "wtfffff", "wtf"),
    ("a masked slur", "n*gger", "n*gger", "nigger"),
]


@pytest.mark.parametrize(("text", "found", "reads"), [row[1:] for row in DISGUISED], ids=[row[0] for row in DISGUISED])
def test_a_disguised_word_is_found(text: str, found: str, reads: str) -> None:
    (match,) = find(text)
    assert text[match.start : match.end] == found
    assert (match.wording, match.confidence, match.slots["reads"]) == ("disguised", "likely", reads)
    assert "disguised" in match.tags


RUN_TOGETHER = [
    ("a hashtag in camel case", "Go! #WhatTheHell", ["WhatTheHell"]),
    ("a hashtag in small letters", "Go! #damnproud", ["damn"]),
    ("two hashtags", "#SoDamnGood #hellyeah", ["Damn", "hellyeah"]),
    ("a handle", "Follow @DamnGoodBand", ["Damn"]),
    ("a word in camel case", "See WhatTheHell.jpg", ["WhatTheHell"]),
    ("a name with underscores", "what_the_hell.jpg", ["what_the_hell", "hell"]),
    ("a soft hyphen inside", "sh\u00adit", ["sh\u00adit"]),
    ("a zero-width space inside", "f\u200buck", ["f\u200buck"]),
]


@pytest.mark.parametrize(("text", "found"), [row[1:] for row in RUN_TOGETHER], ids=[row[0] for row in RUN_TOGETHER])
def test_words_are_found_where_they_run_together(text: str, found: list[str]) -> None:
    assert words(text)
    assert all(word in found for word in words(text))


INNOCENT = [
    ("a town", "The Scunthorpe and Penistone choirs visit Essex."),
    (
        "inside other words",
        "Assess the class: bass, glass, cocktail, cockpit, shiitake, titmouse, Dickens, damper, hello.",
    ),
    ("assumption", "Assumption Academy's shell collection; the damson plums."),
    ("first names and surnames", "Dick Van Dyke, Coach Dick Hooker, Ms. Hooker, Mr. Cox, Mrs. Butts, Ms. Dyke."),
    ("a surname after a title", "Ms. Wanker, Coach Bastard and Dr. Titty visit."),
    ("pulling through", "Suck it up, Tigers, and screw this bolt in."),
    ("names from Asia", "Phuc Nguyen, Dong Wang, Bich Tran and Fuk Li won."),
    ("a book", "We read Moby-Dick, not moby dick the comic."),
    ("a shrub", "Pussy willows and pussy willow branches."),
    ("Latin honours", "She graduated cum laude."),
    ("a species", "homo sapiens and Homo erectus"),
    ("a rooster", "It said cock-a-doodle-doo; the cock crows, hens cluck."),
    ("plumbing", "Fit a ball cock and a stop cock."),
    ("birds", "A blue tit and two great tits at the feeder; a blue-footed booby."),
    ("places called hell", "Hell's Kitchen, Hell Creek Formation, Hells Canyon."),
    ("hell in literature", "In Dante's Inferno hell has nine circles and the damned suffer."),
    ("hell in a proverb", "We will play come hell or high water."),
    ("hell and heaven", "The sermon unit compares heaven and hell."),
    ("the animal", "The ass and the ox stood by the manger."),
    ("the penguin", "We saw a jackass penguin."),
    ("the musical", "Drama club presents Damn Yankees."),
    ("a tool in the garden", "Hoe the garden, then screw in the screw with a screwdriver."),
    ("not slurs", "Niggardly, Nigeria, Uranus, beaver, Dixie, flame retardant, fire retardants, spic and span."),
    ("an armour", "A chink in the armor."),
    ("a Maine cat", "A maine coon and a coon hound."),
    ("a degree", "She holds a BS in Biology and a B.S. from UNM; BS degree night."),
    ("scouts", "BS Troop 12 sells popcorn."),
    ("the air force", "The AF Academy and Nellis AFB; he served in the AF."),
    ("a language", "Radio lessons in af (Afrikaans)."),
    ("a till", "Use the POS terminal or that POS system."),
    ("room numbers and plates", "Room A55, lot a55, plate 5H1T, bus 455, code b00k5."),
    ("a colour code", "Paint the wall #a55."),
    ("formulas", "f(x) = a*s + h*l; NH3, H2SO4; x = 5 h3"),
    ("addresses", "dick@school.org, www.hell.com/damn, https://x.org/shit-list and office@essex.ac.uk."),
    ("puns", "Dam good! What the heck, son of a biscuit, holy shirt, shut the front door, freaking great, dang, darn."),
    ("everyday words run together", "#PushIt #finishit #habitchange #PassHitRun #classact #ClassAssist"),
    ("letters spelled for a cheer", "Give me a P! P-A-N-T-H-E-R-S, G O  T E A M, C L A S S"),
    ("an eye chart", "A B C D E F. a.m. p.m. U.S.A. I.D. A.S.S.A."),
    ("grades", "She got an A* and an A** and s 5**."),
    ("Spanish that is not vulgar", "La disputa se computa; penne, concha y el cono rojo."),
    ("a quoted word in a novel", 'In chapter 2 the novel has the word "damn", says the author.'),
    ("finger pricks", "The finger prick test takes a minute."),
]


@pytest.mark.parametrize("text", [row[1] for row in INNOCENT], ids=[row[0] for row in INNOCENT])
def test_innocent_words_are_left_alone(text: str) -> None:
    assert words(text) == []


def test_an_oath_beside_an_innocent_cue_is_still_an_oath() -> None:
    assert words("What the hell, Dante's Inferno is due today?") == ["What the hell"]


def test_a_tilde_n_must_be_typed() -> None:
    assert words("coño") == ["coño"]
    assert words("cono") == []


@pytest.mark.parametrize("example", CHECK.examples, ids=lambda example: example.draft["text"])
def test_an_example_of_the_check_holds(example: object) -> None:
    text, breaks = example.draft["text"], example.breaks  # type: ignore[attr-defined]
    assert bool(words(text)) == breaks


AROUND = st.text(alphabet="bglmnprvwyz BGLMNP.,!?\n éß\u200b“”", max_size=30)


@settings(deadline=None)
@given(AROUND, st.sampled_from([row[2] for row in DISGUISED if row[3] not in ("f'n",)]), AROUND)
def test_a_disguised_word_is_found_at_its_place_in_any_text(before: str, word: str, after: str) -> None:
    text = f"{before} zz {word} zz {after}"
    start = len(before) + 4
    assert (start, start + len(word)) in [(match.start, match.end) for match in find(text)]


@settings(deadline=None)
@given(st.lists(st.sampled_from([row[1] for row in PLAIN + INNOCENT] + [row[1] for row in DISGUISED]), max_size=4))
def test_the_prefilter_loses_nothing(texts: list[str]) -> None:
    text = " ".join(texts)
    assert find(text) == find(text, filtered=False)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_looked_at_and_places_are_sound(text: str) -> None:
    assert all(0 <= match.start < match.end <= len(text) for match in find(text))


@pytest.mark.parametrize("unit", ["a.", "f*", "ass ", "A-b", "f u ", "aA", "#x", "@", "1s", "oo", "damn ", "-*_"])
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        find(text)
        return min(_timed(text) for _ in range(3))

    assert seconds(8000) < 40 * seconds(1000) + 0.05


def _timed(text: str) -> float:
    start = time.process_time()
    find(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [("[wrds]", "no section"), ("two words", "not one word"), ("sh1t", "not one word")],
    ids=["an unknown section", "two words without a section", "a digit in a word"],
)
def test_a_list_that_makes_no_sense_is_refused(entry: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Lexicon().read(Tier("strong", "certain", "default"), [entry], Shelf(lambda name: ()))
