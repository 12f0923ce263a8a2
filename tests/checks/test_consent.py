"""The kind `consent` with the two shipped checks: whose picture it is, who said yes, and what is only asked."""

from __future__ import annotations

from typing import Any

import pytest

from postcheck.checks.find import Finder
from postcheck.checks.load import load
from postcheck.commands.trial import draft_of
from postcheck.config import rules
from postcheck.context.settle import settle
from postcheck.language.reading import annotate
from postcheck.model.check import Example, Match
from postcheck.policies.judge import judge
from postcheck.rulebook import Rules

STUDENT = load(rules.shipped() / "checks" / "student-image-consent.yaml")
STAFF = load(rules.shipped() / "checks" / "coworker-image-consent.yaml")
FINDERS = {"student": Finder([STUDENT]), "staff": Finder([STAFF])}
CHILD = {"name": "Anouk Verbeke", "role": "student"}
COLLEAGUE = {"name": "Bodhi Sterner", "role": "teacher"}


def find(of: str, text: str = "A good day.", *images: dict[str, Any], **context: str) -> tuple[Match, ...]:
    draft = draft_of(Example("", True, {"text": text, "images": list(images), **context}, 1))
    return FINDERS[of].find(annotate(draft), settle(draft, {}))


def told(matches: tuple[Match, ...]) -> list[tuple[str, str | None]]:
    return [(match.wording, match.answer) for match in matches]


def picture(alt: str | None = None, file: str = "a.jpg", **said: Any) -> dict[str, Any]:
    return {"file": file, **({"alt": alt} if alt else {}), **said}


LISTED = [
    ("a student with a written yes is fine", "student", [{**CHILD, "consent": "granted"}], {}, [("default", "yes")]),
    ("a form on file is a written yes", "student", [{**CHILD, "consent": "on-file"}], {}, [("default", "yes")]),
    ("a student of whom nothing is known", "student", [CHILD], {}, [("unanswered", "unknown")]),
    ("a student whose family said no", "student", [{**CHILD, "consent": "denied"}], {}, [("refused", "no")]),
    ("one no beside a yes", "student", [{**CHILD, "consent": "granted"}, {"role": "pupil", "consent": "denied"}], {},
     [("refused", "no")]),
    ("a yes for the whole picture answers for the unknown", "student", [CHILD], {"consent": "on-file"},
     [("default", "yes")]),
    ("a yes for the whole picture does not overrule a no", "student", [{**CHILD, "consent": "denied"}],
     {"consent": "granted"}, [("refused", "no")]),
    ("a no for the whole picture", "student", [CHILD], {"consent": "denied"}, [("refused", "no")]),
    ("a role that is missing is taken for a student's", "student", [{"name": "Anouk Verbeke"}], {},
     [("unanswered", "unknown")]),
    ("but not behind a title", "student", [{"name": "Mrs. Oyama"}], {}, []),
    ("a title is a colleague's", "staff", [{"name": "Mrs. Oyama"}], {}, [("unanswered", "unknown")]),
    ("a student teacher is a colleague", "student", [{"role": "student teacher"}], {}, []),
    ("a student athlete is a student", "student", [{"role": "student athlete"}], {}, [("unanswered", "unknown")]),
    ("parents are not asked about", "student", [{"role": "parent"}], {}, []),
    ("a public figure is nobody's colleague", "staff", [{"role": "public"}], {}, []),
    ("a colleague without a yes", "staff", [COLLEAGUE], {}, [("unanswered", "unknown")]),
    ("a colleague who said no", "staff", [{**COLLEAGUE, "consent": "denied"}], {}, [("refused", "no")]),
    ("a colleague is no student", "student", [COLLEAGUE], {}, []),
    ("an empty list says that nobody is in it", "student", [], {}, []),
]  # fmt: skip


@pytest.mark.parametrize(("of", "people", "said", "wanted"), [each[1:] for each in LISTED], ids=[x[0] for x in LISTED])
def test_a_list_of_people_decides(
    of: str, people: list[dict[str, str]], said: dict[str, str], wanted: list[tuple[str, str]]
) -> None:
    assert told(find(of, "A good day.", picture("Students and teachers", people=people, **said))) == wanted


def test_a_list_says_how_many_of_how_many() -> None:
    people = [{**CHILD, "consent": "granted"}, {"role": "student"}, {"role": "student"}, {"role": "parent"}]
    [match] = find("student", "A good day.", picture(people=people))
    assert dict(match.slots) == {"count": 2, "all": 3}


@pytest.mark.parametrize(
    ("author", "name"),
    [("Noa Marchetti", "Noa Marchetti"), ("Ms. Marchetti", "Noa Marchetti"), ("Noa Marchetti", "Mrs. Marchetti")],
)
def test_the_authors_own_picture_needs_no_yes(author: str, name: str) -> None:
    people = [{"name": name, "role": "staff"}]
    assert not find("staff", "New glasses.", picture(f"{name} at the mirror", people=people), author=author)
    assert not find("staff", "New glasses.", picture(f"{name} at the mirror"), author=author)


def test_the_author_is_not_somebody_with_the_same_last_name() -> None:
    people = [{"name": "Levi Marchetti", "role": "staff"}]
    assert find("staff", "My brother works here too.", picture(people=people), author="Noa Marchetti")


SHOWN = [
    ("students in the alt text", "student", picture("Two students at a microscope")),
    ("a grade in figures", "student", picture("2nd graders on a rug")),
    ("a class group", "student", picture("Class group on the steps")),
    ("somebody's class", "student", picture("Mrs. Oyama's class on the carpet")),
    ("somebody posing, when nobody else is spoken of", "student", picture("All five Foxes posing by the oak")),
    ("students beside a thing", "student", picture("Students in front of a bulletin board")),
    ("faces are people", "student", picture("Kids' faces under a parachute")),
    ("a student's name alone", "student", picture("Emma Rodriguez holding a ribbon")),
    ("Spanish words", "student", picture("Dos alumnas con un libro")),
    ("the caption", "student", picture(caption="Our third graders")),
    ("the file name, when nothing else is said", "student", picture(file="kids_on_bus.jpg")),
    ("a class in the file name", "student", picture(file="6b_mile_run.jpg")),
    ("the file name beside an alt text that tells nothing", "student", picture("Fun!", file="students_lab.jpg")),
    ("a title", "staff", picture("Mrs. Oyama pours coffee")),
    ("a job", "staff", picture("Our custodian and his mop")),
    ("a department", "staff", picture("The math department at lunch")),
    ("a colleague in the file name", "staff", picture(file="mr_haldane_tacos.jpg")),
    ("the author with a colleague", "staff", picture("Selfie with the bus driver")),
    ("Spanish words for a colleague", "staff", picture("Nuestra maestra de arte")),
]


@pytest.mark.parametrize(("of", "image"), [each[1:] for each in SHOWN], ids=[each[0] for each in SHOWN])
def test_words_show_people(of: str, image: dict[str, Any]) -> None:
    assert told(find(of, "A good day.", image)) == [("default", "unknown")]


NOT_SHOWN = [
    ("a thing", "student", picture("A brass balance on a desk")),
    ("students' work", "student", picture("Paintings by third graders")),
    ("what belongs to students", "student", picture("The kids' backpacks in a row")),
    ("a class pet", "student", picture("Class pet in a party hat")),
    ("nobody", "student", picture("Classroom without students")),
    ("hands only", "student", picture("Hands of students around a seedling")),
    ("silhouettes", "student", picture("Silhouettes of two children")),
    ("a drawing of children", "student", picture("Cartoon of kids on a bus")),
    ("a signed work", "student", picture("Self-portrait signed Zoe M.")),
    ("alumni", "student", picture("Alumni holding a banner, class of 1998")),
    ("the author's own child", "student", picture("My daughter at our door")),
    ("grown-ups only", "student", picture("Parents waving flags")),
    ("an alt text that shows a thing, over the file name", "student", picture("A trophy", file="kids.jpg")),
    ("a banner of a newsletter", "student", picture(file="header_banner.png")),
    ("zero people", "student", picture(file="IMG_1.jpg", people=0)),
    ("what belongs to a colleague", "staff", picture("The principal's office")),
    ("a thing for a colleague", "staff", picture("Card for our custodian")),
    ("students only", "staff", picture("My fourth hour behind me", file="teacher_clip.jpg")),
    ("the author alone", "staff", picture("Me with a mug")),
]


@pytest.mark.parametrize(("of", "image"), [each[1:] for each in NOT_SHOWN], ids=[each[0] for each in NOT_SHOWN])
def test_words_show_a_thing_or_other_people(of: str, image: dict[str, Any]) -> None:
    assert not find(of, "A good day.", image)


ANSWERED = [
    ("a written yes in the post", "student", "Every family signed the release.", [("default", "yes")]),
    ("a written yes from a colleague", "staff", "With her written permission.", [("default", "yes")]),
    ("a form that is missing", "student", "Two release forms are still missing.", [("refused", "no")]),
    ("a yes by word of mouth", "student", "Their moms said it was fine.", [("unwritten", "unwritten")]),
    ("a colleague's yes by word of mouth", "staff", "She said it was fine.", [("unwritten", "unwritten")]),
    ("a colleague who begged", "staff", "She begged me not to.", [("refused", "no")]),
]


@pytest.mark.parametrize(("of", "text", "wanted"), [each[1:] for each in ANSWERED], ids=[x[0] for x in ANSWERED])
def test_the_post_says_who_agreed(of: str, text: str, wanted: list[tuple[str, str]]) -> None:
    image = picture("Two students at a microscope" if of == "student" else "Our librarian in a tiger suit")
    assert told(find(of, text, image)) == wanted


def test_pictures_of_which_nothing_is_said_are_one_question() -> None:
    [match] = find("student", "Hi.", picture(file="IMG_1.jpg"), picture(file="20261003_101500.jpg"))
    assert (match.wording, match.slots["count"], match.tags, match.picture) == ("ask", 2, {"ask"}, 0)


def test_a_mere_number_of_people_is_asked_about() -> None:
    assert told(find("student", "Hi.", picture(file="lake.jpg", people=4))) == [("ask", "unknown")]
    assert told(find("student", "Hi.", picture(file="lake.jpg", people=4, consent="on-file"))) == [("default", "yes")]


def test_colleagues_are_not_asked_about() -> None:
    assert not find("staff", "Hi.", picture(file="IMG_1.jpg"))


def test_a_picture_on_the_web_is_a_question_of_its_own() -> None:
    [match] = find("student", "![](https://example.org/1.jpg)", format="md")
    assert (match.wording, match.slots["count"]) == ("web", 1)


def test_a_public_event_settles_the_question() -> None:
    assert not find("student", "Hi.", picture(file="IMG_1.jpg"), setting="public-event")
    assert not find("student", "Hi.", picture(file="IMG_1.jpg", setting="public-event"))


def test_a_no_for_a_picture_of_which_nothing_is_said() -> None:
    assert told(find("student", "Hi.", picture(file="IMG_1.jpg", consent="denied"))) == [("refused", "no")]


def test_the_post_says_who_is_in_a_silent_picture() -> None:
    text = "My kiddos were amazing today."
    assert told(find("student", text, picture(file="IMG_1.jpg"))) == [("default", "unknown")]
    assert not find("student", text, picture("A row of pumpkins"))
    assert not find("student", text)
    assert told(find("staff", "Meet our new librarian!", picture(file="IMG_1.jpg"))) == [("default", "unknown")]


def test_the_wording_speaks_only_when_no_picture_does() -> None:
    text = "Two forms are still missing, but I couldn't wait: enjoy our pajama day."
    assert [match.part for match in find("student", text)] == [0]
    [match] = find("student", text, picture("Two students in pajamas"))
    assert (match.part, match.picture, match.answer) == (None, 0, "no")


def test_a_picture_with_a_yes_does_not_silence_a_no_in_words() -> None:
    text = "Her dad asked us not to show her, oh well, too cute."
    matches = find("student", text, picture("Two students", consent="on-file"))
    assert sorted(told(matches), key=str) == [("default", "yes"), ("wording", "no")]


def test_showing_words_are_silent_beside_pictures_of_things() -> None:
    text = "Here are a few pics of my kiddos."
    assert told(find("student", text)) == [("showing", "unknown")]
    assert not find("student", text, picture("A brass balance on a desk"))
    assert not find("student", text + " All families signed the release.")


WORDS = [
    ("no form, and posted", "student", "No slips back yet but look at these smiles!", True),
    ("a parent said no", "student", "Mom said not to post her, oh well, what a costume.", True),
    ("nobody was asked", "student", "Didn't ask anybody, just snapped my bus riders.", True),
    ("taken in secret", "student", "Took this of the boys through the window.", True),
    ("no form, and not posted", "student", "Two slips are missing, so I won't post the party yet.", False),
    ("a call for forms", "student", "Please return your photo permission slip by Friday.", False),
    ("picture day", "student", "Picture day is October 12.", False),
    ("a colleague in secret", "staff", "Snuck a pic of our custodian. Don't tell him!", True),
    ("a colleague who hates it", "staff", "Mrs. Oyama hates having her picture taken, so here are six.", True),
    ("a colleague who is left out", "staff", "She asked me not to post it, so I didn't.", False),
    ("a colleague with a yes", "staff", "With Anjali's okay, here is her picture with the chili.", False),
    ("staff pictures", "staff", "Staff pictures are Tuesday in the gym.", False),
    ("a student is no colleague", "staff", "Snuck a pic of the kids at recess, don't tell them.", False),
]


@pytest.mark.parametrize(("of", "text", "found"), [each[1:] for each in WORDS], ids=[each[0] for each in WORDS])
def test_words_alone(of: str, text: str, found: bool) -> None:
    assert bool(find(of, text)) is found


def test_a_public_event_lifts_a_students_picture_by_picture_and_never_a_colleagues(book: Rules) -> None:
    policy = [each for each in book.policies if each.id == "401.13"]
    setting = {"setting": "public-event"}

    def judged(of: str, *images: dict[str, Any]) -> list[str | None]:
        draft = draft_of(Example("", True, {"text": "Hi.", "images": list(images), "account": "school"}, 1))
        context = settle(draft, {})
        findings, _ = judge(draft, context, FINDERS[of].find(annotate(draft), context), policy)
        return [finding.place.name for finding in findings]

    game = picture("Two students at bat", file="game.jpg", **setting)
    assert judged("student", game, picture("Two students in class", file="class.jpg")) == ["class.jpg"]
    assert judged("staff", picture("Our librarian at bat", file="game.jpg", **setting)) == ["game.jpg"]
