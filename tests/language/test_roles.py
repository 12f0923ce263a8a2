"""Whom the words beside a name, or the heading of its list, make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from postcheck.language.people import Person
from postcheck.language.reading import annotate
from postcheck.model.context import Context
from postcheck.readers.drafts import read_text

AFTER_A_COLON = (
    "Taxonomy of the parent email, after Linnaeus: the Lawyer, the Ghost, and the family of most of you. I decline to waste"
    " another Sunday. On the bright side, Leilani Kealoha earned a perfect score."
)


def person(text: str, name: str) -> Person:
    """Who is named so in a Markdown text."""
    reading = annotate(read_text(text.encode(), "draft.md", Path(), pictures=()))
    words = reading.draft.parts[0].text
    return next(each for each in reading.people if each.part == 0 and words[slice(*each.span)] == name)


@pytest.mark.parametrize(
    ("text", "name", "settled"),
    [
        ("PTO officers\n\nNkechi Eze, Pavel Dragomir", "Nkechi Eze", True),
        ("PTO Notes\n\nHats off to Nkechi Eze for the win.", "Nkechi Eze", False),
        ("School board\n\nNkechi Eze\nPavel Dragomir", "Nkechi Eze", True),
        ("Birthday board\n\nNkechi Eze\nPavel Dragomir", "Nkechi Eze", False),
        ("Our parent volunteers: Nkechi Eze and Pavel Dragomir.", "Nkechi Eze", True),
        ("Teacher Appreciation Week\n\nHats off to Nkechi Eze and Pavel Dragomir.", "Nkechi Eze", True),
        ("The Official Oakdale Kindergarten Hub\n\nHodan Moe kept her shoes on.", "Hodan Moe", False),
        ("Thank you to Nkechi Eze, who is our custodian.", "Nkechi Eze", True),
        ("Thank you to Hser Paw, who shared that Dad locks her out.", "Hser Paw", False),
        ("My daughter Lily turned nine today!", "Lily", True),
        ("Thanks to my husband and our kids Ella and Theo!", "Theo", True),
        ("Follow me on my own profile, Nkechi Eze, for more.", "Nkechi Eze", True),
        ("Best collage: by Nkechi Eze's first grader Jay.", "Nkechi Eze", True),
        ("Header photo: Reading Room by Nkechi Eze, CC BY 4.0.", "Nkechi Eze", True),
        ("Parents, don't panic! It was only Hodan Moe.", "Hodan Moe", False),
        (AFTER_A_COLON, "Leilani Kealoha", False),
        ("Look who came: Nkechi Eze ('11) and Hodan Moe ('28).", "Nkechi Eze", True),
        ("Look who came: Nkechi Eze ('11) and Hodan Moe ('28).", "Hodan Moe", False),
        ("Nkechi Eze, 81, sewed on the buttons.", "Nkechi Eze", True),
        ("Nkechi Eze, 9, sewed on the buttons.", "Nkechi Eze", False),
        ("Our sixth-grade announcer Hodan Moe was great.", "Hodan Moe", False),
        ("The artist is Hodan Moe.", "Hodan Moe", False),
        ("Vote YES and keep Nkechi Eze on the city council!", "Nkechi Eze", True),
        ("Scanned for the grandparents\n\n- Hodan Moe\n- Pavel Dragomir", "Hodan Moe", False),
        ("Cooks: Hodan Moe (gr 5), Pavel Dragomir", "Pavel Dragomir", False),
        ("Our Thiri told us of her village.", "Thiri", False),
        ("Cheer for Nkechi Eze and Hodan Moe, and tag their driver.", "Hodan Moe", False),
        ('"My Dad\'s Boat", Hodan Moe', "Hodan Moe", False),
        ("Our class of 2011 valedictorian Nkechi Eze flies planes.", "Nkechi Eze", True),
        ("Nkechi Eze, Larkmoor class of 2009, flies planes now.", "Nkechi Eze", True),
        ("Approved: hire of Nkechi Eze, grade 2.", "Nkechi Eze", True),
        ("Say what you like, Nkechi Eze is the best superintendent so far.", "Nkechi Eze", True),
        ("Congrats to Nkechi Eze, PhD!", "Nkechi Eze", True),
        ("Past recipients: Nkechi Eze and Pavel Dragomir.", "Nkechi Eze", True),
        ("Winners: Nkechi Eze (2019, now a nurse).", "Nkechi Eze", True),
        ("We met alumna Nkechi Eze.", "Nkechi Eze", True),
        ("Hoy lee la alumna Nkechi Eze.", "Nkechi Eze", False),
        ("Thanks to Pavel Dragomir, 4-A teacher.", "Pavel Dragomir", True),
    ],
    ids=[
        "below the officers of a body",
        "below a body's notes",
        "below the name of a body",
        "below a board of cork",
        "in a list of volunteers",
        "in a week of thanks",
        "below an official hub",
        "who is",
        "who told of a dad",
        "the writer's daughter",
        "a couple's children",
        "my profile",
        "whose child it is",
        "before a licence",
        "after parents are spoken to",
        "sentences after a colon",
        "before the year of an old class",
        "before the year of a class to come",
        "before an old age",
        "before a child's age",
        "after a grade and a job that pupils have",
        "after an artist",
        "on a council of grown-ups",
        "below those for whom it is",
        "in a list with a pupil's grade",
        "after our",
        "before what comes next",
        "after a title in quotes",
        "after the class of an old year",
        "before the class of an old year",
        "after a hire that a board votes on",
        "who is the best of its kind",
        "before a doctorate",
        "among the recipients of the past",
        "before an old year in brackets",
        "after alumna in English",
        "after alumna in Spanish",
        "before the code of the class that is taught",
    ],
)
def test_words_make_an_adult_only_of_those_of_whom_they_speak(text: str, name: str, settled: bool) -> None:
    assert person(text, name).settled is settled


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "PTO Notes\n\nHats off to Nkechi Eze and Pavel Dragomir, grade 5.",
            "Pavel Dragomir",
            id="below a body's notes",
        ),
        pytest.param(
            "Prizes go to Nkechi Eze (best bat) and Pavel Dragomir (saddest clown), both Room 3.",
            "Nkechi Eze",
            id="in a list at whose end both are said to be in a room",
        ),
        pytest.param(
            "Our readers: Nkechi Eze and Pavel Dragomir, eighth graders.", "Nkechi Eze", id="in a list of graders"
        ),
        pytest.param(
            "Mañana recitan Noelia Pacheco y Damián Quiroga, los dos de quinto.",
            "Noelia Pacheco",
            id="los dos de quinto",
        ),
        pytest.param("Hodan, 4-A, sat down.", "Hodan", id="before the code of a class"),
        pytest.param("Gracias a Hodan, de 7-B.", "Hodan", id="before the code of a class in Spanish"),
        pytest.param("Thanks to Hodan (3-301) and all.", "Hodan", id="before the code of a class in brackets"),
        pytest.param("Hodan from my homeroom, 7A, can sing.", "Hodan", id="before the code of a homeroom"),
        pytest.param("Cupcakes by the aunt of Pavel D., in the lobby.", "Pavel D.", id="after an aunt of"),
        pytest.param("Hodan's mom already knows.", "Hodan", id="before mom"),
        pytest.param("We read all week. Emma (grade 2) read four books.", "Emma", id="called like a book"),
        pytest.param(
            "Team trip board\n\nRoster on board: Nkechi Eze, Cash Dillard.", "Nkechi Eze", id="on a board of cork"
        ),
        pytest.param(
            "| Name | Grade | Note |\n|---|---|---|\n| Nkechi Eze | 9 | 5-1 |\n| Pavel Dragomir | 10 | 7-0 |",
            "Pavel Dragomir",
            id="in a table that gives grades",
        ),
        pytest.param(
            'Our front pages are up.\n\n- Nkechi Eze, "Coach Eats Pie, Sources Say"\n- Pavel Dragomir, "Taco War"',
            "Nkechi Eze",
            id="before a title in quotes",
        ),
    ],
)
def test_a_student(text: str, name: str) -> None:
    assert person(text, name).role == "student"


def test_the_kind_of_page_tells_whom_it_names() -> None:
    draft = read_text(b"Hats off to Noor Haddad for the posters.", "draft.txt", Path(), pictures=())
    one_class, parents = (
        annotate(draft, context=Context(account=account)).people[0].student for account in ("classroom", "pto")
    )
    assert one_class > parents


def test_a_given_name_that_is_a_title_is_nobody_s_far_from_stories() -> None:
    text = "We read all week.\n\n" + "The bus is late and lunch is soup. " * 4 + "Olivia's bridge held nine bricks."
    assert person(text, "Olivia").role != "public"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Portrait signed Zoe M.", "Zoe M."),
        ("Te'Asia Coleman iced it at the line.", "Te'Asia Coleman"),
        ("We thank Zoe.", "Zoe"),
    ],
    ids=["with an initial that ends the text", "with a given name that holds an apostrophe", "with no initial"],
)
def test_a_name_is_found_whole(text: str, name: str) -> None:
    assert person(text, name).full is (" " in name)


def test_a_postscript_is_nobody() -> None:
    assert annotate(read_text(b"Bring a pen. P.S. to all: no gum.", "draft.txt", Path(), pictures=())).people == ()


def test_the_end_of_a_code_is_no_initial() -> None:
    text = "Mis escritores de 5-E. Miren la primera frase."
    assert annotate(read_text(text.encode(), "draft.txt", Path(), pictures=())).people == ()


def test_a_part_in_a_cast_list_is_no_pupil() -> None:
    assert person("# Cast\n\nRooster \u2013 Noor Haddad", "Rooster").role == "public"


@pytest.mark.parametrize("name", ["Grace Park", "Ryan Lake", "Emma Hill"])
def test_a_family_name_may_be_a_place_s_noun(name: str) -> None:
    assert person(f"Congratulations to {name}, our winner in grade 5.", name).role == "student"
