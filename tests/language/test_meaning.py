"""The sentence model: what a sentence seems to breach, by itself and among what surrounds it."""

from __future__ import annotations

import pytest

from postcheck.language.meaning import context, model
from postcheck.language.meaning.context import MOST, UNLIKELY, Odds
from postcheck.language.reading import annotate
from postcheck.model.context import ACCOUNTS, Context
from postcheck.model.draft import Draft, Part

CATEGORIES = [head.category for head in model.load().heads]
CONTACT = CATEGORIES.index("student-contact")
NONE: dict[str, float] = {}


def odds(*rows: dict[str, float], words: int = 8, facts: frozenset[str] = frozenset()) -> Odds:
    """Sentences whose categories are all unlikely but those that are given."""
    own = [[row.get(category, UNLIKELY) for category in CATEGORIES] for row in rows]
    return Odds(own, [words] * len(rows), [facts] * len(rows))


def score(*rows: dict[str, float], row: int = 0, words: int = 8, facts: frozenset[str] = frozenset()) -> float:
    return context.score(odds(*rows, words=words, facts=facts), row, CONTACT)


def test_every_head_has_its_weights_in_context() -> None:
    weighings = context.load()
    assert len(weighings) == len(CATEGORIES) == 24
    assert {1 + len(each.beside) + len(each.around) for each in weighings} == {len(context.rows(CATEGORIES))}


def test_where_nobody_said_every_account_counts_a_little() -> None:
    many = len(ACCOUNTS)
    assert context.around(odds(NONE), 0)[-many:] == [1 / many] * many
    posted = odds(NONE, facts=frozenset({f"account: {ACCOUNTS[1]}"}))
    assert context.around(posted, 0)[-many:] == [0, 1, *[0] * (many - 2)]


def test_a_neighbour_of_the_kind_makes_a_sentence_likelier() -> None:
    alone = score({"student-contact": 0.5}, NONE)
    assert score({"student-contact": 0.5}, {"student-contact": 4.0}) > alone
    assert score({"student-contact": 4.0}, {"student-contact": 0.5}, row=1) > alone


def test_what_the_rest_of_the_text_says_counts_wherever_it_stands() -> None:
    near, far = {"student-contact": 0.5}, {"platform-terms": 4.0}
    assert score(near, NONE, far) != pytest.approx(score(near, NONE, NONE))
    assert score(near, NONE, far) == pytest.approx(score(near, NONE, NONE, far))


def test_a_surer_category_in_the_sentence_makes_the_others_unlikelier() -> None:
    assert score({"student-contact": 0.5, "copyright": 5.0}) < score({"student-contact": 0.5})


def test_a_longer_sentence_says_more_up_to_a_bound() -> None:
    assert score({"student-contact": 0.5}, words=6) < score({"student-contact": 0.5}, words=20)
    assert score({"student-contact": 0.5}, words=30) == score({"student-contact": 0.5}, words=300)


def test_the_account_counts() -> None:
    personal, district = (
        score({"student-contact": 0.5}, facts=frozenset({f"account: {each}"})) for each in ("personal", "district")
    )
    assert personal != pytest.approx(district)


def test_a_sentence_of_two_words_is_not_judged_and_is_no_neighbour() -> None:
    judged = model.load().log_odds(["Add me.", "Kids, my own Snapchat is open to all of you all night long."])
    assert judged.own[0] == [] and len(judged.own[1]) == len(CATEGORIES)
    assert model.load().judge(judged)[0] == []
    assert model.load().score(judged, 0, "student-contact") is None
    assert [each.category for each in model.load().judge(judged)[1]][:1] == ["student-contact"]


def test_log_odds_are_bounded() -> None:
    (row,) = (
        model.load().log_odds(["my personal Snapchat Instagram text me DM me add me friend me kids students " * 4]).own
    )
    assert all(-MOST <= each <= MOST for each in row)


@pytest.mark.parametrize(
    "text",
    [
        "The library is open until five on Thursdays.",
        "Thank you to everyone who brought cookies to the concert.",
        "No school on Monday because of the holiday.",
    ],
)
def test_ordinary_sentences_mean_nothing(text: str) -> None:
    assert model.load().judge(model.load().log_odds([text])) == [[]]


def test_a_reading_knows_whom_each_sentence_names_and_where_it_stands() -> None:
    text = "Mr. Huerta thanks you all. Our fifth grader Ava Lindqvist won the bee. She was so happy about it."
    reading = annotate(Draft("post.txt", text, (Part("text", text),)), context=Context(account="classroom"))
    post = {"account: classroom", "student in the post", "adult in the post"}
    assert reading.facts == ((post | {"adult"}, post | {"student"}, post | {"student before"}),)
    assert [each - post for each in reading._odds[0].facts] == [
        {"first", "adult"},
        {"student"},
        {"last", "student before"},
    ]
