"""Numbers, addresses and dates found by their shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.checks import contact


def found(look: str, text: str, domains: tuple[str, ...] = ()) -> list[str]:
    ranges = contact.find(look, text, domains)
    return [text[start:end] for start, end in ranges if contact.sound(look, text[start:end])]


@pytest.mark.parametrize(
    ("look", "text", "words"),
    [
        pytest.param(
            "phone", "Text 555-0136 or (608) 555-0119.", ["555-0136", "(608) 555-0119"], id="telephone numbers"
        ),
        pytest.param(
            "phone", "Room 1012-2026, 2026-10-06, $8,022.17, p. 12-1406/7, 3-2", [], id="what only looks like one"
        ),
        pytest.param(
            "address", "At 4410 N. Quarry Road, and 9 Lark Ct too", ["4410 N. Quarry Road", "9 Lark Ct"], id="streets"
        ),
        pytest.param("address", "We read 4 at St. Mary's, 20 of the best Drive", [], id="no streets"),
        pytest.param(
            "birth-date", "born March 9, 1961 or 2/14/1979", ["March 9, 1961", "2/14/1979"], id="dates of birth"
        ),
        pytest.param("account", "card 4111 1111 1111 1111", ["card 4111 1111 1111 1111"], id="a card by its word"),
        pytest.param("account", "4111 1111 1111 1111", ["4111 1111 1111 1111"], id="a card by its check digit"),
        pytest.param("account", "4111 1111 1111 1112", [], id="a wrong check digit"),
        pytest.param(
            "district-e-mail",
            "a.b@larkspur.k12.or.us c@gmail.com d@riverisd.edu",
            ["a.b@larkspur.k12.or.us", "d@riverisd.edu"],
            id="district addresses",
        ),
        pytest.param("private-e-mail", "a@larkspur.k12.or.us c@gmail.com", ["c@gmail.com"], id="private addresses"),
    ],
)
def test_what_is_found(look: str, text: str, words: list[str]) -> None:
    assert found(look, text) == words


def test_a_districts_own_domains() -> None:
    assert found("district-e-mail", "x@mail.quarry.org y@notquarry.org", ("quarry.org",)) == ["x@mail.quarry.org"]


@given(st.text(alphabet="0123456789 -.()@+abSt,:#é\n", max_size=200), st.sampled_from(contact.LOOKS))
def test_any_text_gives_ranges_inside_it(text: str, look: str) -> None:
    for start, end in contact.find(look, text):
        assert 0 <= start < end <= len(text)
        contact.sound(look, text[start:end])
