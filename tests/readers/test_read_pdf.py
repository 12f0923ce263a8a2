from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from builders.pdffile import pdf
from postcheck.model.draft import Draft
from postcheck.readers import drafts

pypdf = pytest.importorskip("pypdf", reason="PDF files need the extra 'pdf'")


def read(data: bytes, name: str = "news.pdf") -> Draft:
    (draft,) = drafts.read_bytes(data, name)
    return draft


WRAPPED = [
    "Hello everyone, we would like to congratulate Maria",
    "Lopez who won the science fair at Lincoln last week,",
    "and her sister.",
]


def test_lines_that_the_page_wrapped_are_joined_and_pages_are_places() -> None:
    text = read(pdf([WRAPPED, ["Picture day is Thursday."]])).parts[0]
    assert text.text == " ".join(WRAPPED) + "\n\nPicture day is Thursday."
    assert [text.called(at) for at in (0, len(text.text) - 1)] == ["page 1", "page 2"]


def test_links_comments_notes_and_properties() -> None:
    notes = (
        "<< /Subtype /Link /Rect [0 0 1 1] /A << /S /URI /URI (https://example.org/maria) >> >> "
        "<< /Subtype /Text /Rect [0 0 1 1] /Contents (Is Maria ok?) >> "
        "<< /Subtype /FreeText /Rect [0 0 1 1] /Contents (Go Maria) >>"
    )
    draft = read(pdf([["Hello"]], {"Title": "Room 14", "Author": "Ms. Lee"}, notes))
    assert [(part.kind, part.text, part.name, part.leftover) for part in draft.parts[1:]] == [
        ("link", "https://example.org/maria", "link on page 1", False),
        ("hidden", "Is Maria ok?", "comment 1, on page 1", True),
        ("text", "Go Maria", "note on page 1", False),
        ("title", "Room 14", "document properties, title", False),
        ("metadata", "Ms. Lee", "document properties, author", False),
    ]
    assert [each.id for each in draft.remarks] == ["leftovers"]


@pytest.fixture(scope="module")
def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1, 1), "red").save(out, "JPEG")
    return out.getvalue()


def test_a_picture_has_its_place_and_its_bytes(photo: bytes) -> None:
    draft = read(pdf([["Hello"]], picture=photo))
    (only,) = draft.pictures
    assert (only.place, only.path, only.web) == ("picture 1, on page 1", None, False)
    assert only.load is not None
    assert Image.open(io.BytesIO(only.load())).size == (1, 1)
    assert not draft.unexamined


def test_a_page_that_is_only_a_picture_was_not_read(photo: bytes) -> None:
    draft = read(pdf([[]], picture=photo))
    assert [each.why for each in draft.unexamined] == ["Page 1 is a picture, and its words were not read."]


def locked(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([["Hello Maria"]])))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_told_and_one_that_only_its_owner_needs_is_none() -> None:
    assert "password" in read(locked("secret")).unexamined[0].why
    assert read(locked("")).parts[0].text == "Hello Maria"


WHOLE = pdf([WRAPPED, ["Hello"]], {"Title": "Room 14"})
BAD = [
    ("a beginning and nothing else", b"%PDF-1.7\n%\xe2\xe3", "broken or incomplete"),
    ("nothing at all", b"", "empty"),
    ("text", b"Hello", "no more than by its name"),
    ("a JPEG", b"\xff\xd8\xff\xe0", "JPEG picture"),
    ("pages that are their own children", WHOLE.replace(b"/Kids [5 0 R", b"/Kids [2 0 R"), ""),
    ("a file of no words", pdf([[]]), "empty"),
]


@pytest.mark.parametrize(("data", "why"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, why: str) -> None:
    said = read(data).unexamined
    assert said and all(each.suggestion.endswith(".") and "failed" not in each.why for each in said)
    assert why in said[0].why


def test_a_pdf_called_otherwise_is_read_and_that_is_said() -> None:
    draft = read(WHOLE, "news.txt")
    assert draft.parts[0].text.startswith("Hello everyone")
    assert "should end in .pdf" in draft.remarks[0].message


def test_without_the_package_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (said,) = read(WHOLE).unexamined
    assert "pypdf" in said.why and "pip install 'postcheck[pdf]'" in said.suggestion


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_damaged_files_are_read_or_told(data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for at in data.draw(st.lists(st.integers(0, len(WHOLE) - 1), min_size=1, max_size=6)):
        damaged[at] ^= 1 << data.draw(st.integers(0, 7))
    for each in (bytes(damaged), WHOLE[: data.draw(st.integers(0, len(WHOLE)))]):
        for said in read(each).unexamined:
            assert "postcheck failed" not in said.why


def test_nothing_is_printed_about_a_damaged_file(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(WHOLE.replace(b"xref", b"xrex").replace(b"endobj", b"endobx"))
    drafts.read(tmp_path / "a.pdf")
    assert capfd.readouterr() == ("", "")
