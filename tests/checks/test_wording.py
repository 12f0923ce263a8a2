"""The kind `wording`: what each key of a cue asks for, and the phrase language that cues are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postcheck.checks.cues import Wordings
from postcheck.checks.kind import Scene
from postcheck.checks.load import load
from postcheck.checks.phrase import Glance, Phrase, PhraseError, Shelf, compile_phrase
from postcheck.checks.prefilter import Prefilter
from postcheck.checks.wording import WORDING
from postcheck.config import rules
from postcheck.language.fold import plain
from postcheck.language.meaning.model import CERTAIN, FAINT, POSSIBLE, SURE
from postcheck.language.reading import Meaning, Reading, annotate
from postcheck.model.check import Check, Match
from postcheck.model.context import Account, Context
from postcheck.model.draft import Draft, Part, PartKind

LISTS = {
    "animal": ["cat", "sea lion", "dog*"],
    "pet": ["{animal}", "pet [gold] fish"],
    "loop": ["{pool}"],
    "pool": ["{loop}"],
    "empty": [],
    "torn": ["cat)"],
}
SHIPPED = [
    "confidential-info", "discrimination", "floor-plan", "harassment", "it-security", "live-location", "logo-use",
    "mandated-report", "missing-disclaimer", "sexual-content", "spokesperson-claim", "student-record", "student-work",
    "substance-or-illegal",
]  # fmt: skip


def phrase(text: str) -> Phrase:
    return compile_phrase(text, Shelf(LISTS.__getitem__))


def check(*cues: dict[str, Any], **keys: Any) -> Check:
    """A check of this kind with these cues."""
    values = {"cues": [{"@line": 1, **cue} for cue in cues], "messages": {"default": {}, "other": {}}, **keys}
    options = WORDING.compile(values, Shelf(LISTS.__getitem__))
    return Check("trial", "wording", "", "", "", "", False, {}, options, (), "trial.yaml")


def find(trial: Check, *parts: tuple[PartKind, str], account: Account | None = None) -> list[tuple[Match, str]]:
    """The matches of a check, each with the words that it covers."""
    draft = Draft("draft.txt", "", tuple(Part(kind, text) for kind, text in parts))
    reading = annotate(draft)
    prefilter = Prefilter((trial.id, number, literals) for number, literals in WORDING.entries(trial.options))
    scene = Scene(reading, Context(account=account), prefilter)
    return [(match, draft.parts[match.part or 0].text[match.start : match.end]) for match in WORDING.find(trial, scene)]


def words(trial: Check, text: str, account: Account | None = None) -> list[str]:
    return [found for _, found in find(trial, ("text", text), account=account)]


READS = [
    ("a word in any case", "map", "The MAP is here.", "map"),
    ("accents do not matter", "cafe", "Meet at the Café.", "cafe"),
    ("a word is no part of a longer one", "map", "The maple fell.", None),
    ("a star takes any ending", "polic*", "Our policies changed.", "policies"),
    ("a star takes the possessive", "district* view", "It is the district's view.", "district's view"),
    ("an apostrophe may be missing", "don't", "They dont know.", "dont"),
    ("one of several", "(red|dark blue) car", "A dark blue car.", "dark blue car"),
    ("something that may be missing", "the [big] dog", "See the dog.", "the dog"),
    ("something that may be missing and is there", "the [big] dog", "See the big dog.", "the big dog"),
    ("joined by a hyphen", "floor+plan", "A floor-plan.", "floor-plan"),
    ("joined by an underscore", "floor+plan", "floor_plan.png", "floor_plan"),
    ("joined by nothing", "floor+plan", "floorplan", "floorplan"),
    ("run together in a hashtag", "floor+plan", "#OurFloorPlan", "floor plan"),
    ("a gap of no word", "post ... map", "I post map", "post map"),
    ("a gap of four words", "post ... map", "I post the very old school map", "post the very old school map"),
    ("a gap of five words is too wide", "post ... map", "I post the very old high school map", None),
    ("a gap never ends a sentence", "post ... map", "I post it. The map stays.", None),
    ("a gap takes an abbreviated number", "post ... map", "I post 2.5 map", "post 2.5 map"),
    ("a number", "room #", "Go to room 12.", "room 12"),
    ("a sum of money", "costs $#", "It costs $35 a head.", "costs $35"),
    ("a sum of money, apart", "$ #", "It costs $ 1,200.50 in all.", "$ 1,200.50"),
    ("a sum of another money", "$# each", "€12 each.", "€12 each"),
    ("a sum with nothing before it", "$#", "$5", "$5"),
    ("a number is no sum of money", "$#", "Room 35 is open.", None),
    ("words stand apart by punctuation", "yes we", "Yes, we can.", "yes, we"),
    ("words never stand apart by a line", "yes we", "Yes\nwe can.", None),
    ("an entry of a list", "my {animal}", "Meet my dogs.", "my dogs"),
    ("an entry of two words", "my {animal}", "Meet my sea lion.", "my sea lion"),
    ("a list in a list", "my {pet}", "Meet my cat.", "my cat"),
    ("an entry is a phrase", "my {pet}", "Meet my pet gold fish.", "my pet gold fish"),
]


@pytest.mark.parametrize(("text", "draft", "found"), [case[1:] for case in READS], ids=[case[0] for case in READS])
def test_a_phrase_finds(text: str, draft: str, found: str | None) -> None:
    folded = annotate(Draft("draft.txt", draft, (Part("text", draft),))).folded[0].text
    match = phrase(text).regex.search(folded)
    assert (match.group() if match else None) == found


REFUSED = [
    ("an open bracket", "(a|b", "not closed"),
    ("a bracket too many", "a)", "too many"),
    ("a bracket too many in a list", "{torn}", "too many in 'cat)'"),
    ("nothing that must be there", "[maybe]", "could match nothing"),
    ("five gaps", "a ... b ... c ... d ... e ... f", "more than 4 gaps"),
    ("an empty list", "{empty}", "is empty"),
    ("a list that names itself through another", "{loop}", "names itself"),
    ("a star without a word", "the *", "beginning of a word"),
]


@pytest.mark.parametrize(("text", "why"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_phrase_that_makes_no_sense_is_refused(text: str, why: str) -> None:
    with pytest.raises(PhraseError, match=re.escape(why)):
        phrase(text)


def test_gaps_are_counted_along_one_way_only() -> None:
    assert phrase("(a ... b|c ... d|e ... f|g ... h|i ... j)").regex.search("i am j")


MAP = {"says": ["map"]}
CUES = [
    ("says alone", MAP, "Here is a map.", True),
    ("also in the same sentence", MAP | {"also": ["exit*"]}, "A map of exits.", True),
    ("also in another sentence does not count", MAP | {"also": ["exit*"]}, "A map. Two exits.", False),
    ("near in the same sentence", MAP | {"near": ["exit*"]}, "A map of exits.", True),
    ("near in the sentence before", MAP | {"near": ["exit*"]}, "Two exits. A map.", True),
    ("near in the sentence after", MAP | {"near": ["exit*"]}, "A map. Two exits.", True),
    ("near on the next line", MAP | {"near": ["exit*"]}, "A map\nTwo exits", True),
    ("near is not two sentences away", MAP | {"near": ["exit*"]}, "A map. Nice. Two exits.", False),
    ("unless in the same sentence", MAP | {"unless": ["never"]}, "We never post a map.", False),
    ("unless in another sentence does not count", MAP | {"unless": ["never"]}, "Never mind. A map.", True),
    ("not-draft anywhere", MAP | {"not-draft": ["my own"]}, "A map. Nice. Views are my own.", False),
    ("not-draft nowhere", MAP | {"not-draft": ["my own"]}, "A map. Views vary.", True),
    ("names of a student", MAP | {"names": "student"}, "A map by our third grader Zofia Marek.", True),
    ("names of a student, and there is an adult", MAP | {"names": "student"}, "A map by Mrs. Marek.", False),
    ("names of anyone, and there is an adult", MAP | {"names": "anyone"}, "A map by Mrs. Zofia Marek.", True),
    ("names of anyone, and there is nobody", MAP | {"names": "anyone"}, "A map by us.", False),
    ("names in another sentence do not count", MAP | {"names": "anyone"}, "A map. By Mrs. Zofia Marek.", False),
    ("each sentence is asked for itself", MAP | {"unless": ["never"]}, "Never a map. Here is a map.", True),
]


@pytest.mark.parametrize(("cue", "draft", "hit"), [case[1:] for case in CUES], ids=[case[0] for case in CUES])
def test_a_cue_holds(cue: dict[str, Any], draft: str, hit: bool) -> None:
    assert bool(words(check(cue), draft)) is hit


def test_unless_and_not_draft_of_the_check_hold_for_every_cue() -> None:
    trial = check(MAP, {"says": ["plan"]}, unless=["never"], **{"not-draft": ["my own"]})
    assert not words(trial, "Never a plan.")
    assert not words(trial, "A plan. It is my own.")
    assert words(trial, "A plan.") == ["A plan."]


def test_not_draft_looks_into_every_part() -> None:
    trial = check(MAP | {"not-draft": ["my own"]})
    assert not find(trial, ("text", "A map."), ("alt", "Views are my own"))


def test_parts_narrow_where_a_cue_looks() -> None:
    trial = check(MAP | {"parts": ["alt"]})
    assert [match.part for match, _ in find(trial, ("text", "A map"), ("alt", "A map"))] == [1]


def test_links_are_not_read_by_default() -> None:
    assert not find(check(MAP), ("link", "https://example.org/map"))


ACCOUNTS: list[tuple[str, Account | None, bool]] = [
    ("on the account that is named", "personal", True),
    ("where nobody says whose account it is", None, True),
    ("not on another account", "school", False),
]


@pytest.mark.parametrize(("account", "hit"), [case[1:] for case in ACCOUNTS], ids=[case[0] for case in ACCOUNTS])
def test_accounts_narrow_a_cue(account: Account | None, hit: bool) -> None:
    assert bool(words(check(MAP | {"accounts": ["personal"]}), "A map.", account)) is hit


def test_a_sentence_is_found_once_whatever_number_of_cues_hold() -> None:
    assert words(check(MAP, {"says": ["a"]}), "A map. A map of a map.") == ["A map.", "A map of a map."]


def test_a_whole_finding_comes_once_a_draft_and_is_marked() -> None:
    found = find(check(MAP | {"whole": True}), ("text", "A map. A map."), ("alt", "A map"))
    assert [(match.part, match.tags) for match, _ in found] == [(0, frozenset({"whole"}))]


def test_a_match_covers_the_sentence_or_the_words() -> None:
    assert words(check(MAP), "Hi. Here is a Map!") == ["Here is a Map!"]
    assert words(check(MAP, covers="words"), "Hi. Here is a Map!") == ["Map"]


def test_a_long_sentence_is_cut_around_the_words() -> None:
    (found,) = words(check(MAP), "and so on " * 60 + "a map " + "and on " * 60)
    assert "map" in found and len(found) <= 310


def test_a_match_carries_what_its_cue_says() -> None:
    cue = MAP | {"confidence": "possible", "message": "other", "tags": ["t"], "answer": "no"}
    ((match, _),) = find(check(cue), ("text", "A map."))
    assert (match.confidence, match.wording, match.tags, match.answer) == ("possible", "other", {"t"}, "no")


def test_a_message_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="names the message"):
        check(MAP | {"message": "missing"})


def every_phrase(options: Wordings) -> Iterable[Phrase]:
    for cue in options.cues:
        yield from (*cue.says, *cue.also, *cue.near, *cue.unless, *cue.not_draft)
    yield from (*options.unless, *options.not_draft)


ATOMS = st.sampled_from(
    [
        each.replace("_", " ")
        for each in """map polic* don't (red|dark_blue) [big] floor+plan ... # {pet} éa* re+upload* x
    (e|voice)+mail e+(mail|post) a+b+c rm+# {pet}+food (big|[red]_cat)""".split()
    ]
)
WORDS = [
    "map",
    "policy",
    "policies",
    "don't",
    "dont",
    "red",
    "dark blue",
    "big",
    "floor plan",
    "floor_plan",
    "12",
    "cat",
    "reuploads",
    "re-upload",
    "email",
    "e mail",
    "voice_mail",
    "e post",
    "a b c",
    "abc",
    "ab-c",
    "rm12",
    "catfood",
    "cat food",
    "4th",
]
DRAFTS = st.lists(st.sampled_from([*WORDS, "dogs", "pet fish", "éab", "ea", "x", ".", "\n"]), max_size=12)


@settings(max_examples=600, deadline=None)
@given(st.lists(ATOMS, min_size=1, max_size=5).map(" ".join), DRAFTS.map(" ".join))
def test_where_a_phrase_matches_one_of_its_literals_occurs(text: str, draft: str) -> None:
    try:
        trial = phrase(text)
    except PhraseError:
        return
    folded = plain(draft)
    if trial.literals is not None and trial.regex.search(folded):
        assert not trial.literals.isdisjoint(Glance(folded).literals)


SHIPPED_CHECKS = [load(rules.shipped() / "checks" / f"{name}.yaml") for name in SHIPPED]
LITERALS = sorted(
    {word.rstrip() for each in SHIPPED_CHECKS for one in every_phrase(each.options) for word in one.literals or ()}
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*LITERALS, "our", "the", "of", "my", "a", "."]), max_size=14).map(" ".join))
def test_a_phrase_cut_down_to_the_words_of_a_text_finds_what_it_finds_whole(text: str) -> None:
    glance = Glance(text)
    for each in SHIPPED_CHECKS:
        for phrase in every_phrase(each.options):
            if phrase.literals is None or not phrase.literals.isdisjoint(glance.literals):
                assert [m.span() for m in glance.find(phrase)] == [m.span() for m in phrase.regex.finditer(text)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*LITERALS, "our", "the", "of", "my", "a", "."]), max_size=14).map(" ".join))
def test_the_prefilter_never_changes_what_the_shipped_checks_find(text: str) -> None:
    reading = annotate(Draft("draft.txt", text, (Part("text", text),)))
    for each in SHIPPED_CHECKS:
        numbers = list(WORDING.entries(each.options))
        some = Prefilter((each.id, number, literals) for number, literals in numbers)
        everything = Prefilter((each.id, number, None) for number, _ in numbers)
        context = Context(account="personal")
        filtered = list(WORDING.find(each, Scene(reading, context, some)))
        assert filtered == list(WORDING.find(each, Scene(reading, context, everything)))


@pytest.mark.parametrize("shipped", SHIPPED_CHECKS, ids=SHIPPED)
def test_a_shipped_check_has_enough_examples(shipped: Check) -> None:
    assert sum(example.breaks for example in shipped.examples) >= 8
    assert sum(not example.breaks for example in shipped.examples) >= 8


TOKENS = [[{"LOWER": "we"}, {"LOWER": "at"}, {"IS_TITLE": True, "OP": "+"}, {"LOWER": {"IN": ["oppose", "support"]}}]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("We at Harrow Gate oppose the plan.", ["We at Harrow Gate oppose the plan."], id="capitals match"),
        pytest.param("We at home oppose the plan.", [], id="small letters do not"),
        pytest.param("Fine. We at Dell support it. Bye.", ["We at Dell support it."], id="the sentence is covered"),
        pytest.param("We at Harrow Gate oppose. Not so.", ["We at Harrow Gate oppose."], id="at the end of a sentence"),
    ],
)
def test_token_patterns_see_capitals(text: str, found: list[str]) -> None:
    assert words(check({"tokens": TOKENS}), text) == found


def test_a_token_pattern_yields_to_the_rest_of_its_cue() -> None:
    assert words(check({"tokens": TOKENS, "unless": ["not"]}), "We at Harrow oppose it, not them.") == []


@pytest.mark.parametrize(
    ("level", "score", "hit"),
    [
        pytest.param({"score": "sure"}, SURE, True, id="sure of it"),
        pytest.param({"score": "sure"}, SURE - 0.01, False, id="not sure enough"),
        pytest.param({}, POSSIBLE, True, id="likely"),
        pytest.param({}, POSSIBLE - 0.01, False, id="not even likely"),
        pytest.param({"score": "faint", "also": ["keg"]}, FAINT, True, id="borne out"),
        pytest.param({"score": "faint", "also": ["wine"]}, FAINT, False, id="not borne out"),
        pytest.param({"score": "faint", "also": ["keg"]}, FAINT - 0.01, False, id="too faint"),
        pytest.param({"score": "certain"}, CERTAIN, True, id="certain"),
        pytest.param({"score": "certain"}, CERTAIN - 0.01, False, id="not quite certain"),
    ],
)
def test_a_cue_goes_by_the_score_of_the_sentence_model(
    level: dict[str, Any], score: float, hit: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = ({"substance-or-illegal": [Meaning(0, score)]},)
    monkeypatch.setattr(Reading, "meanings", property(lambda self: judged))
    assert bool(words(check({"meaning": "substance-or-illegal", **level}), "The keg goes behind the gym.")) is hit


@pytest.mark.parametrize(("draft", "hit"), [("I drove the van home after six beers.", True), ("Six beers.", False)])
def test_the_sentence_model_judges_sentences_that_are_long_enough(draft: str, hit: bool) -> None:
    assert bool(words(check({"meaning": "substance-or-illegal", "score": "sure"}), draft)) is hit


@pytest.mark.parametrize("score", ["possible", "sure", "certain"])
def test_an_exception_of_the_check_yields_only_to_a_model_that_is_certain(score: str) -> None:
    cue, draft = {"meaning": "substance-or-illegal", "score": score}, "I drove the van home after six beers."
    assert words(check(cue), draft)
    assert bool(words(check(cue, unless=["van"]), draft)) is (score == "certain")
    assert not words(check({**cue, "unless": ["van"]}), draft)
    assert not words(check({"says": ["beers"]}, unless=["van"]), draft)


def test_the_sentence_model_may_overrule_phrases() -> None:
    trial, doubted = {"says": ["van"]}, {"doubted-by": "substance-or-illegal"}
    for draft, counts in (("The van is parked by the gym.", False), ("I drove the van home after six beers.", True)):
        assert words(check(trial), draft)
        assert bool(words(check(trial, **doubted), draft)) is counts
    assert words(check(trial, **doubted), "Our van!")  # too short to be judged


@pytest.mark.parametrize(
    ("said", "hit"),
    [
        pytest.param("The office gave the OK.", False, id="given"),
        pytest.param("Nobody gave the OK.", True, id="taken back"),
        pytest.param("The office has not yet given the OK.", True, id="not yet given"),
        pytest.param("Nobody came. The office gave the OK.", False, id="another sentence's no"),
    ],
)
def test_what_is_taken_back_is_no_exception(said: str, hit: bool) -> None:
    trial = check({"says": ["crest"], "not-draft": ["(gave|given) the ok"]})
    assert bool(words(trial, f"The crest is on the mugs. {said}")) is hit


@pytest.mark.parametrize(
    ("cue", "said"),
    [
        pytest.param({"meaning": "copyright", "score": "faint"}, "needs 'also' or 'near'", id="faintly by itself"),
        pytest.param({"says": ["song"], "score": "sure"}, "needs 'meaning'", id="surely, of no model"),
        pytest.param(
            {"says": ["song"], "also": ["disc"], "score": "faint"}, "needs 'meaning'", id="faintly, of no model"
        ),
    ],
)
def test_how_sure_the_model_must_be_has_to_make_sense(cue: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check(cue)
