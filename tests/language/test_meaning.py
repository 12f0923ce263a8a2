"""The sentence model: what a sentence seems to breach, by itself and among its neighbours."""

from __future__ import annotations

import pytest

from postcheck.language.meaning import context, model
from postcheck.language.meaning.context import MOST, UNLIKELY, Odds

CATEGORIES = [head.category for head in model.load().heads]
CONTACT = CATEGORIES.index("student-contact")


def odds(*rows: dict[str, float], words: int = 8) -> Odds:
    """Sentences whose categories are all unlikely but those that are given."""
    own = [[row.get(category, UNLIKELY) for category in CATEGORIES] for row in rows]
    return Odds(own, [words] * len(rows))


def score(*rows: dict[str, float], row: int = 0, words: int = 8) -> float:
    return context.score(odds(*rows, words=words), row, CONTACT)


def test_every_head_has_its_weights_in_context() -> None:
    assert len(context.load().heads) == len(CATEGORIES)
    assert len(CATEGORIES) == 24


def test_a_neighbour_of_the_kind_makes_a_sentence_likelier_and_a_harmless_one_does_not() -> None:
    alone = score({"student-contact": 0.5})
    assert score({"student-contact": 0.5}, {"student-contact": 4.0}) > alone
    assert score({"student-contact": 4.0}, {"student-contact": 0.5}, row=1) > alone
    assert score({"student-contact": 0.5}, {}) == pytest.approx(alone)


def test_a_neighbour_two_sentences_away_does_not_count() -> None:
    near, far = {"student-contact": 0.5}, {"student-contact": 4.0}
    assert score(near, {}, far) == pytest.approx(score(near, {}, {}))


def test_a_surer_category_in_the_sentence_makes_the_others_unlikelier() -> None:
    assert score({"student-contact": 0.5, "copyright": 5.0}) < score({"student-contact": 0.5})


def test_a_longer_sentence_says_more_up_to_a_bound() -> None:
    assert score({"student-contact": 0.5}, words=6) < score({"student-contact": 0.5}, words=20)
    assert score({"student-contact": 0.5}, words=30) == score({"student-contact": 0.5}, words=300)


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
