"""What a part says around its names: sentences without the names, and where a name comes again."""

from __future__ import annotations

import re

from postcheck.language.sentences import Span, split
from postcheck.language.surroundings import Surroundings, surroundings

TEXT = "Mai Vang won. Thanks to Ms. Vang and Mai! Bo Lee lost by a point."


def around(*names: str) -> list[Surroundings]:
    """What stands around every mention of the names in the text."""
    found = sorted(match.span() for name in names for match in re.finditer(name, TEXT))
    return surroundings(TEXT, [Span(*span) for span in found], split(TEXT))


def test_a_sentence_and_the_next_one_are_told_without_their_names() -> None:
    first = around("Mai Vang", "Bo Lee")[0]
    assert first.sentence == ("won", ".")
    assert first.following == ("thanks", "to", "ms.", "vang", "and", "mai", "!")


def test_the_last_sentence_has_none_after_it() -> None:
    assert around("Bo Lee")[0].following == ()


def test_a_name_that_comes_again_is_known_by_its_words() -> None:
    found = surroundings(TEXT, [Span(0, 8), Span(28, 32), Span(37, 40), Span(42, 48)], split(TEXT))
    assert [each.again for each in found] == [{"shorter"}, {"longer"}, {"longer"}, set()]
