"""A student's name is found in every form in which people write it, in a clear list and in a sealed one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from postcheck.records.roster import ClearRoster
from postcheck.records.sealed import SealedRoster

Find = Callable[..., list[Any]]
SENTENCE = "The list for today is up. We saw {} in the hall."
FORMS = {
    "as listed": ("Kalani Mahoe", "Kalani Mahoe"),
    "in capitals": ("KALANI MAHOE", "KALANI MAHOE"),
    "in small letters": ("kalani mahoe", "kalani mahoe"),
    "with a possessive": ("Kalani Mahoe's", "Kalani Mahoe"),
    "with a typographic possessive": ("Kalani Mahoe\u2019s", "Kalani Mahoe"),
    "with accents that the list has not": ("Kaláni Mahoé", "Kaláni Mahoé"),
    "last name first in capitals": ("MAHOE Kalani", "MAHOE Kalani"),
    "an initial for the given name": ("K. Mahoe", "K. Mahoe"),
    "an initial without its full stop": ("K Mahoe", "K Mahoe"),
    "an initial for the family name": ("Kalani M.", "Kalani M"),
    "by a listed nickname": ("Kai Mahoe", "Kai Mahoe"),
    "with another nickname in between": ('Kalani "Lani" Mahoe', 'Kalani "Lani" Mahoe'),
    "with a middle initial": ("Kalani J. Mahoe", "Kalani J. Mahoe"),
    "in a hashtag with capitals": ("#KalaniMahoe", "KalaniMahoe"),
    "in a hashtag in small letters": ("#kalanimahoe", "kalanimahoe"),
    "in a hashtag, last name first": ("#mahoekalani", "mahoekalani"),
    "in a handle": ("@kalanimahoe", "kalanimahoe"),
    "in a handle with a year": ("@kalani_mahoe07", "kalani_mahoe"),
    "in a file name": ("IMG_kalani_mahoe_2.jpg", "kalani_mahoe"),
    "in a file name, last name first": ("mahoe-kalani.png", "mahoe-kalani"),
    "in an address": ("https://example.org/kalanimahoe", "kalanimahoe"),
    "with soft hyphens": ("Ka\u00adlani Ma\u00adhoe", "Ka\u00adlani Ma\u00adhoe"),
    "two given names and two family names": ("José Luis García-Bañuelos", "José Luis García-Bañuelos"),
    "without accents and hyphen": ("Jose Luis Garcia Banuelos", "Jose Luis Garcia Banuelos"),
    "the first of each": ("José García", "José García"),
    "the second family name": ("Jose Luis Banuelos", "Jose Luis Banuelos"),
    "with its particles": ("Anneke van der Strachan", "Anneke van der Strachan"),
    "without its particles": ("Anneke Strachan", "Anneke Strachan"),
    "with its particles run together": ("Anneke Vanderstrachan", "Anneke Vanderstrachan"),
    "with another apostrophe": ("Zoe O'Faolain", "Zoe O'Faolain"),
    "without the apostrophe": ("ZOE OFAOLAIN", "ZOE OFAOLAIN"),
    "of ordinary words, with capitals": ("Hunter Green", "Hunter Green"),
}
SLIPS = {
    "a letter more": ("Kalani Mahooe", "Kalani Mahooe"),
    "a letter less": ("Otilie Brannigan", "Otilie Brannigan"),
    "another letter": ("Kalani Mahoa", "Kalani Mahoa"),
    "two letters that changed places": ("Ottilie Brannigna", "Ottilie Brannigna"),
}
INNOCENT = {
    "a month and a grant": "Doors open May 12. Write a grant before May 30; we may grant more time.",
    "a colour": "Hunter green paint, a hunter in the green field, and GREEN HUNTERS WANTED.",
    "a given name alone": "Thank you, Kalani!",
    "a family name alone": "Mahoe won again.",
    "first names in a row": "Mason, Hunter, Grant and May cleaned the board.",
    "a name over two paragraphs": "We thank Kalani\n\nMahoe is a town.",
    "a sentence between": "We saw Kalani. Mahoe is a town.",
    "a middle initial of somebody else": "We read Booker K. Mahoe today.",
    "a title before an initial of nobody": "Vitamin K Mahoney is no word.",
}


def ids(table: dict[str, Any]) -> list[str]:
    return list(table)


@pytest.mark.parametrize(("typed", "found"), FORMS.values(), ids=ids(FORMS))
@pytest.mark.parametrize("kind", ["clear", "sealed"])
def test_every_written_form(
    kind: str, typed: str, found: str, find: Find, clear: ClearRoster, sealed: SealedRoster
) -> None:
    text = SENTENCE.format(typed)
    hits = find(text, clear if kind == "clear" else sealed)
    assert [text[hit.start : hit.end] for hit in hits] == [found]


@pytest.mark.parametrize("kind", ["clear", "sealed"])
def test_last_comma_first_in_a_list(kind: str, find: Find, clear: ClearRoster, sealed: SealedRoster) -> None:
    text = "Honor roll\nMahoe, Kalani\nBrannigan, Ottilie (5)\n"
    hits = find(text, clear if kind == "clear" else sealed)
    assert [text[hit.start : hit.end] for hit in hits] == ["Mahoe, Kalani", "Brannigan, Ottilie"]


@pytest.mark.parametrize(("typed", "found"), SLIPS.values(), ids=ids(SLIPS))
def test_one_slip_of_the_keyboard_is_found_in_a_clear_list_only(
    typed: str, found: str, find: Find, clear: ClearRoster, sealed: SealedRoster
) -> None:
    text = SENTENCE.format(typed)
    hits = find(text, clear)
    assert [(text[hit.start : hit.end], hit.how) for hit in hits] == [(found, "slip")]
    assert find(text, sealed) == []


@pytest.mark.parametrize("text", INNOCENT.values(), ids=ids(INNOCENT))
@pytest.mark.parametrize("kind", ["clear", "sealed"])
def test_what_only_looks_like_a_name(
    kind: str, text: str, find: Find, clear: ClearRoster, sealed: SealedRoster
) -> None:
    assert find(text, clear if kind == "clear" else sealed) == []


def test_students_of_one_name_are_all_told(find: Find, clear: ClearRoster) -> None:
    (hit,) = find("Well done, Ottilie Brannigan!", clear)
    assert [clear.id(row) for row in hit.rows] == ["p7", "p8"]


def test_a_teacher_of_a_oneroster_list_is_no_student(find: Find, clear: ClearRoster) -> None:
    assert find("We saw Basil Achterberg.", clear) == []


def test_a_name_of_ordinary_words_is_marked_so(find: Find, clear: ClearRoster) -> None:
    (hit,) = find("So proud of May Grant today.", clear)
    assert hit.ordinary
