"""What pictures say of themselves, judged: as parts of the draft, as facts, and in the report of a whole run."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from postcheck import run as journey
from postcheck.checks.find import Finder
from postcheck.commands.trial import draft_of
from postcheck.config.settings import District
from postcheck.context.settle import settle
from postcheck.images.look import look
from postcheck.images.read import read
from postcheck.language.local import Local
from postcheck.model.check import Example
from postcheck.model.draft import Draft, Picture
from postcheck.model.finding import Judgement

PHOTOS = Path(__file__).parent / "samples"
Put = Callable[[str, bytes], Path]


def judged(
    book: journey.Rules, data: dict[str, str], text: str = "A good day.", local: Local | None = None, **said: Any
) -> Judgement:
    """The judgement of a draft with one picture whose own data says this."""
    image = {"file": "a.jpg", **{key: said.pop(key) for key in ("alt", "people", "consent", "setting") if key in said}}
    draft = draft_of(Example("", True, {"text": text, "images": [image], "data": {"a.jpg": data}, **said}, 1))
    context = settle(draft, {})
    return journey.examine(draft, context, Finder(book.checks.values()), book.policies, local or Local(), District())


def told(judgement: Judgement) -> set[tuple[str, str, str]]:
    """Each finding's check, wording and the name of its place."""
    return {(each.check, each.wording, each.place.name or "") for each in judgement.findings}


NAME = "Linnet Okonjo"
NAMED = [
    ("a person shown", {"XMP PersonInImage": NAME}, "a.jpg, XMP PersonInImage"),
    ("a marked face", {"XMP RegionName": NAME}, "a.jpg, XMP RegionName"),
    (
        "a person among keywords by kind",
        {"XMP HierarchicalSubject": f"People|{NAME}"},
        "a.jpg, XMP HierarchicalSubject",
    ),
    ("a caption", {"IPTC Caption-Abstract": f"Third grader {NAME} with a pumpkin"}, "a.jpg, IPTC Caption-Abstract"),
    ("a text of a PNG", {"PNG Comment": f"Congratulations to {NAME}, fourth grade"}, "a.jpg, PNG Comment"),
    (
        "a field that nobody foresaw",
        {"XMP ClassroomNote": f"Ask the mother of {NAME} (grade 3)"},
        "a.jpg, XMP ClassroomNote",
    ),
]


@pytest.mark.parametrize(("data", "place"), [each[1:] for each in NAMED], ids=[each[0] for each in NAMED])
def test_a_students_name_in_a_picture(data: dict[str, str], place: str, book: journey.Rules) -> None:
    found = judged(book, data, account="classroom", alt="A row of pumpkins").findings
    assert [(each.check, each.wording, each.place.name) for each in found if each.check == "student-name"] == [
        ("student-name", "picture", place)
    ]


NOT_STUDENTS = [
    ("who made the picture", {"EXIF Artist": NAME}, {}),
    ("a teacher's title", {"XMP PersonInImage": "Mrs. Okonjo"}, {}),
    ("the author", {"XMP PersonInImage": NAME}, {"author": NAME}),
    ("a member of staff", {"XMP PersonInImage": NAME}, {"local": Local(staff=(NAME,))}),
    ("a place", {"IPTC City": "Marion"}, {}),
    ("a program", {"EXIF Software": "Adobe Photoshop 24.1"}, {}),
    ("a camera", {"EXIF Make": "Olive Martin"}, {}),
]


@pytest.mark.parametrize(("data", "said"), [each[1:] for each in NOT_STUDENTS], ids=[each[0] for each in NOT_STUDENTS])
def test_names_of_others_in_a_picture(data: dict[str, str], said: dict[str, Any], book: journey.Rules) -> None:
    found = judged(book, data, account="classroom", alt="A row of pumpkins", **said).findings
    assert not [each for each in found if each.check == "student-name"]


def test_the_same_name_in_many_fields_is_told_once(book: journey.Rules) -> None:
    data = {"XMP PersonInImage": NAME, "XMP RegionName": NAME, "IPTC Keywords": NAME, "IPTC Caption-Abstract": NAME}
    found = [each for each in judged(book, data, account="classroom").findings if each.check == "student-name"]
    assert len(found) == 1


def test_words_in_a_picture_go_through_the_checks_of_words(book: journey.Rules) -> None:
    found = told(judged(book, {"IPTC Keywords": "what a damn mess"}, account="school", alt="A row of pumpkins"))
    assert {(check, place) for check, _, place in found} == {("profanity", "a.jpg, IPTC Keywords")}


PLANS = [
    ("a drawing program", {"PNG Software": "AutoCAD 2024"}, {"floor-plan"}),
    ("words in the picture", {"IPTC Headline": "Floor plan of the east wing"}, {"floor-plan"}),
    ("a photo program", {"EXIF Software": "Lumo Gallery 2"}, set()),
]


@pytest.mark.parametrize(("data", "checks"), [each[1:] for each in PLANS], ids=[each[0] for each in PLANS])
def test_plans(data: dict[str, str], checks: set[str], book: journey.Rules) -> None:
    assert {check for check, _, _ in told(judged(book, data, account="school", alt="A drawing"))} == checks


VOCABULARY = "http://ns.useplus.org/ldf/vocab/"
RELEASE = "XMP ModelReleaseStatus"
CONSENTS = [
    ("no release, and students", {RELEASE: f"{VOCABULARY}MR-NON"}, {"alt": "Two students"}, ("unreleased", "error")),
    ("no release, and a thing", {RELEASE: "MR-NON"}, {"alt": "A brass balance"}, None),
    ("a full release", {RELEASE: "MR-UMR"}, {"alt": "Two students"}, None),
    ("a limited release", {RELEASE: "MR-LMR"}, {"alt": "Two students"}, ("limited", "warning")),
    ("the draft's own yes over it", {RELEASE: "MR-NON"}, {"alt": "Two students", "consent": "on-file"}, None),
    ("a minor's age", {"XMP ModelAge": "9"}, {"alt": "Fun!"}, ("minor", "warning")),
    ("the youngest is under 14", {"XMP MinorModelAgeDisclosure": f"{VOCABULARY}AG-U14"}, {}, ("minor", "warning")),
    ("all are grown", {"XMP MinorModelAgeDisclosure": "AG-A25"}, {}, None),
    ("a caption that shows students", {"IPTC Caption-Abstract": "Third graders plant beans"}, {}, ("told", "warning")),
    ("a named face", {"XMP RegionName": NAME}, {}, ("told", "warning")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "said", "wanted"), [each[1:] for each in CONSENTS], ids=[each[0] for each in CONSENTS]
)
def test_evidence_of_consent_in_the_picture(
    data: dict[str, str], said: dict[str, Any], wanted: tuple[str, str] | None, book: journey.Rules
) -> None:
    found = judged(book, data, account="school", **said).findings
    images = [(each.wording, each.severity) for each in found if each.check == "student-image-consent"]
    assert images == ([wanted] if wanted else [])


def test_a_colleague_on_the_list_of_staff_is_a_co_worker(book: journey.Rules) -> None:
    local = Local(staff=(NAME,))
    found = told(judged(book, {"XMP PersonInImage": NAME}, account="school", local=local))
    assert {check for check, _, _ in found} == {"coworker-image-consent"}


def test_a_draft_gets_its_pictures_parts() -> None:
    path = (PHOTOS / "all.jpg").as_posix()
    draft = Draft("d.txt", "", (), pictures=(Picture("all.jpg", path), Picture("all.jpg", path)))
    seen, notices = look(draft)
    assert {part.kind for part in seen.parts} == {"metadata"}
    assert {part.picture for part in seen.parts} == {0}
    assert all(part.file == path and (part.name or "").startswith("all.jpg, ") for part in seen.parts)
    assert seen.pictures[0].facts == seen.pictures[1].facts
    assert [each.id for each in notices] == ["alt-missing", "alt-missing"]
    assert not seen.unexamined


ALTS = [
    (None, True), ("", True), ("  ", True), ("IMG_2231.jpg", True), ("IMG_2231", True), ("team", True), ("Photo", True),
    ("Four runners", False), ("Dr. Seuss hat", False),
]  # fmt: skip


@pytest.mark.parametrize(("alt", "missing"), ALTS)
def test_alt_texts(alt: str | None, missing: bool) -> None:
    _, notices = look(Draft("d.txt", "", (), pictures=(Picture("team.jpg", alt=alt),)))
    assert bool(notices) is missing


def test_the_pictures_own_alt_text_is_offered(tmp_path: Path, postcheck: Callable[..., Any]) -> None:
    (tmp_path / "a.jpg").write_bytes((PHOTOS / "all.jpg").read_bytes())
    (tmp_path / "d.txt").write_text("Pumpkins.")
    [*_, notice] = postcheck("d.txt", "a.jpg", "--format", "json").report["drafts"][0]["notices"]
    assert notice["id"] == "alt-missing"
    assert notice["where"]["name"] == "a.jpg, XMP AltTextAccessibility"
    assert "Zq159" in postcheck("d.txt", "a.jpg", "--show-values").out
    assert "Zq159 Linnet" not in postcheck("d.txt", "a.jpg", "--mask").out


def test_a_wrong_ending_is_said(tmp_path: Path, postcheck: Callable[..., Any]) -> None:
    (tmp_path / "a.jpg").write_bytes((PHOTOS / "all.heic").read_bytes())
    done = postcheck("a.jpg", "--format", "json")
    assert "wrong-ending" in [each["id"] for each in done.report["drafts"][0]["notices"]]
    assert ("student-name", "a.jpg, XMP PersonInImage") in {
        (each["check"], each["where"]["name"]) for each in done.report["drafts"][0]["findings"]
    }


def test_a_picture_that_cannot_be_looked_at_exits_with_2(
    tmp_path: Path, postcheck: Callable[..., Any], make: Any
) -> None:
    (tmp_path / "a.jpg").write_bytes(make.jpeg()[:100])
    done = postcheck("a.jpg", "--format", "json")
    assert done.code == 2
    [unexamined] = done.report["drafts"][0]["unexamined"]
    assert unexamined["file"] == "a.jpg"


def test_pictures_that_no_draft_names_are_checked_alone(tmp_path: Path, postcheck: Callable[..., Any]) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.jpg").write_bytes((PHOTOS / "all.jpg").read_bytes())
    (tmp_path / "drafts" / "b.jpg").write_bytes((PHOTOS / "all.jpg").read_bytes())
    (tmp_path / "drafts" / "d.md").write_text("![Pumpkins](a.jpg)\n")
    report = postcheck("drafts", "--format", "json").report
    found = {
        (draft["path"], each["where"]["file"])
        for draft in report["drafts"]
        for each in draft["findings"]
        if each["check"] == "location-metadata"
    }
    assert found == {("drafts/d.md", "drafts/a.jpg"), ("drafts/b.jpg", "drafts/b.jpg")}


def test_a_public_run_hides_names_from_pictures(tmp_path: Path, postcheck: Callable[..., Any]) -> None:
    (tmp_path / "a.jpg").write_bytes((PHOTOS / "all.jpg").read_bytes())
    for form in ("terminal", "json"):
        assert "Okonjo" not in postcheck("a.jpg", "--format", form).out


def test_a_draft_of_text_alone_imports_nothing_of_pictures(tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "d.txt").write_text("Picture day is Thursday.")
    code = (
        "import sys; from postcheck import run; from postcheck.config.settings import SAMPLES\n"
        "run.check(run.Settings(('d.txt',), policies=SAMPLES))\n"
        "print(*(name for name in sys.modules if name.startswith(('PIL', 'defusedxml', 'postcheck.images'))))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_what_the_samples_say_is_in_the_parts() -> None:
    for path in sorted(PHOTOS.glob("all.*")):
        seen, _ = look(Draft("d.txt", "", (), pictures=(Picture(path.name, path.as_posix()),)))
        words = "\n".join(part.text for part in seen.parts)
        for entry in read(path).entries:
            if entry.tag in ("ImageDescription", "Caption-Abstract", "PersonInImage", "RegionName", "Title", "Comment"):
                assert entry.value in words


def test_data_written_as_letters_is_nobodys_words(book: journey.Rules) -> None:
    data = {"XMP HdrPlusMakernote": "SERSUAPvZDVt+damn/Emma" * 40}
    assert not judged(book, data, account="school", alt="A row of pumpkins").findings
