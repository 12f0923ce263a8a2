from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.wordfile import PNG, paragraph, picture, run, story, word
from postcheck.errors import UnreadableError
from postcheck.model.draft import Draft
from postcheck.readers import drafts


def read(data: bytes, name: str = "news.docx") -> Draft:
    (draft,) = drafts.read_bytes(data, name)
    return draft


def found(draft: Draft) -> list[tuple[str, str, str | None]]:
    """Every part but the text, with its kind and place."""
    return [(part.kind, part.text, part.called(0)) for part in draft.parts[1:]]


def test_runs_split_inside_a_word_join_and_paragraphs_are_lines() -> None:
    draft = read(word(paragraph("Ma", "teo Villa", "rreal") + paragraph() + paragraph("won.")))
    assert draft.parts[0].text == "Mateo Villarreal\nwon."
    assert [draft.parts[0].called(at) for at in (0, 15, 17)] == ["paragraph 1", "paragraph 1", "paragraph 2"]


SAMPLE = Path(__file__).with_name("samples") / "newsletter.docx"  # LibreOffice made it of the .fodt beside it


def test_a_file_that_libreoffice_wrote_is_read_whole() -> None:
    draft = read(SAMPLE.read_bytes())
    text = draft.parts[0].text
    assert [text.find(words) >= 0 for words in ("to Marisol Vega, a", "was put in later and stays.")] == [True, True]
    assert draft.parts[0].called(text.find("Kofi")) == "table 1, row 2"
    assert {(kind, each.strip(), place) for kind, each, place in found(draft)} == {
        ("link", "https://example.org/menu", "link in paragraph 3"),
        ("hidden", "taken out", "tracked deletion in paragraph 3"),
        ("hidden", "hidden words", "hidden text in paragraph 4"),
        ("text", "Fernbrook News, in the header", "page header"),
        ("text", "told in a footnote", "footnote 1"),
        ("hidden", "a remark beside it", "comment 1"),
        ("title", "October news", "document properties, title"),
    }
    assert not draft.unexamined


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


SHOWN = '<w:vanish w:val="false"/>'
TYPED = "C:\\me\\emma_r.jpg"
BREAK = "<w:r><w:br/></w:r>"
PAGE = '<w:r><w:br w:type="page"/></w:r>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/a" \\o "a tip" '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
TEXTS = [
    ("a soft line break is a space, two are a line", f"<w:p>{run('Maria')}{BREAK}{run('Lopez')}{BREAK}{BREAK}{run('Juan')}</w:p>",
     "Maria Lopez\nJuan"),
    ("a page break is a line", f"<w:p>{run('Maria')}{PAGE}{run('Lopez')}</w:p>", "Maria\nLopez"),
    ("cells are lines, and an empty line ends a row",
     f"<w:tbl>{row(paragraph('a'), paragraph('b'))}{row(paragraph('c'))}</w:tbl>{paragraph('d')}", "a\nb\n\nc\n\nd"),
    ("a tracked insertion is text", f"<w:p>{run('Maria ')}<w:ins>{run('Lopez')}</w:ins></w:p>", "Maria Lopez"),
    ("a tracked deletion joins what is around it",
     f"<w:p>{run('Ma')}<w:del><w:r><w:delText>x</w:delText></w:r></w:del>{run('ria')}</w:p>", "Maria"),
    ("a field shows its result, not its code",
     f"<w:p>{run('see ')}{FIELD.format(run('the page'))}{run('!')}</w:p>", "see the page!"),
    ("a content control", f"<w:sdt><w:sdtContent>{paragraph('a')}</w:sdtContent></w:sdt>", "a"),
    ("a control in a line", f"<w:p><w:sdt><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>{run('b')}</w:p>", "ab"),
    ("hidden text is not in the text", f"<w:p>{run('Ma')}{run('x', '<w:vanish/>')}{run('ria')}</w:p>", "Maria"),
    ("text that is hidden no more is", f"<w:p>{run('a', SHOWN)}</w:p>", "a"),
    ("a hyphen that does not break, and a tab",
     "<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p>", "a\u2011b\tc"),
    ("a character by its code",
     '<w:p><w:r><w:sym w:font="Arial" w:char="0041"/><w:sym w:font="Wingdings" w:char="F0E0"/></w:r></w:p>', "A"),
    ("a formula", f"<w:p>{run('x is ')}<m:oMath xmlns:m='m'><m:r><m:t>1+1</m:t></m:r></m:oMath></w:p>", "x is 1+1"),
    ("a wrapper of other programs", f"<w:p><w:smartTag>{run('Maria')}</w:smartTag></w:p>", "Maria"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_the_text_is_what_is_seen(body: str, text: str) -> None:
    assert read(word(body)).parts[0].text == text


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent>"
    "</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent>"
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
PARTS: list[tuple[str, bytes, list[tuple[str, str, str]]]] = [
    ("a page header and a footer",
     word(paragraph("x"), {"header": story("hdr", paragraph("Room 14")), "footer": story("ftr", paragraph("Page"))}),
     [("text", "Room 14", "page header"), ("text", "Page", "page footer")]),
    ("a footnote, but not the line above all of them",
     word(paragraph("x"), {"footnotes": story("footnotes", "<w:footnote w:type='separator'><w:p/></w:footnote>"
                                              f"<w:footnote w:id='1'>{paragraph('Maria')}</w:footnote>")}),
     [("text", "Maria", "footnote 1")]),
    ("an endnote", word(paragraph("x"), {"endnotes": story("endnotes", f"<w:endnote>{paragraph('M')}</w:endnote>")}),
     [("text", "M", "endnote 1")]),
    ("a comment",
     word(paragraph("x"), {"comments": story("comments", f"<w:comment>{paragraph('a')}</w:comment>"
                                             f"<w:comment>{paragraph('Is ', 'Maria ok?')}</w:comment>")}),
     [("hidden", "a", "comment 1"), ("hidden", "Is Maria ok?", "comment 2")]),
    ("tracked deletions of one paragraph",
     word(paragraph("y") + f"<w:p>{run('a')}<w:del><w:r><w:delText>Ma</w:delText></w:r></w:del><w:del><w:r><w:delText>ria"
          f"</w:delText></w:r></w:del>{run('b')}<w:del><w:r><w:delText>c</w:delText></w:r></w:del></w:p>"),
     [("hidden", "Maria\nc", "tracked deletion in paragraph 2")]),
    ("hidden text, also by its style",
     word(f"<w:p>{run('a')}{run('Maria', '<w:vanish/>')}</w:p>" + paragraph("b", style="Secret"),
          {"styles": story("styles", '<w:style w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
                           '<w:style w:styleId="Secret"><w:basedOn w:val="Base"/></w:style>')}),
     [("hidden", "Maria", "hidden text in paragraph 1"), ("hidden", "b", "hidden text in paragraph 2")]),
    ("a text box, once", word(f"<w:p>{run('x')}{BOX.format(paragraph('Maria'))}</w:p>"), [("text", "Maria", "text box 1")]),
    ("a link", word(f"<w:p><w:hyperlink r:id='l' w:tooltip='tip'>{run('x')}</w:hyperlink></w:p>",
                    links={"l": ("hyperlink", "https://example.org/maria")}),
     [("link", "https://example.org/maria", "link in paragraph 1"), ("title", "tip", "tip on a link in paragraph 1")]),
    ("a link as a field", word(f"<w:p>{FIELD.format(run('x'))}</w:p>"),
     [("link", "https://example.org/a", "link in paragraph 1"), ("title", "a tip", "tip on a link in paragraph 1")]),
    ("lettering", word("<w:p><w:r><w:pict><v:shape><v:textpath string='Go Maria'/></v:shape></w:pict></w:r></w:p>"),
     [("text", "Go Maria", "lettering in paragraph 1")]),
    ("a cell that was deleted with its row",
     word(f"{paragraph('x')}<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('Maria')}</w:tc></w:tr></w:tbl>"),
     [("hidden", "Maria", "tracked deletion in table 1, row 1")]),
    ("properties", word(paragraph("x"), properties={"Client": "Maria"}), [("metadata", "Maria", "document properties, Client")]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "parts"), [case[1:] for case in PARTS], ids=[case[0] for case in PARTS])
def test_what_else_is_in_the_file_has_a_place_that_people_find(data: bytes, parts: list[tuple[str, str, str]]) -> None:
    assert found(read(data)) == parts


def test_places_in_tables_have_rows() -> None:
    body = paragraph("a") + f"<w:tbl>{row(paragraph('b'))}{row(paragraph('c'))}</w:tbl>" + paragraph("d")
    text = read(word(body)).parts[0]
    assert [text.called(text.text.index(each)) for each in "abcd"] == [
        "paragraph 1", "table 1, row 1", "table 1, row 2", "paragraph 2",
    ]  # fmt: skip


def test_a_picture_has_its_alt_text_its_first_name_and_its_bytes() -> None:
    data = word(
        f"<w:p>{picture('p', 'Two students', TYPED)}</w:p>",
        links={"p": ("image", "media/image1.png")},
        files={"word/media/image1.png": PNG},
    )
    draft = read(data)
    (only,) = draft.pictures
    assert (only.file, only.alt, only.path, only.web, only.place) == (
        "emma_r.jpg", "Two students", None, False, "picture 1, in paragraph 1",
    )  # fmt: skip
    assert only.load is not None and only.load() == PNG
    assert found(draft) == [
        ("alt", "Two students", "alt text of picture 1, in paragraph 1"),
        ("filename", "emma_r.jpg", "file name of picture 1, in paragraph 1"),
    ]
    assert [part.picture for part in draft.parts[1:]] == [0, 0]


def test_a_picture_without_alt_text_has_none_and_a_decorative_one_has_an_empty_one() -> None:
    decorative = '<a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst>'
    data = word(
        f"<w:p>{picture('p')}{picture('p', more=decorative)}</w:p>",
        links={"p": ("image", "media/image1.png")},
        files={"word/media/image1.png": PNG},
    )
    assert [each.alt for each in read(data).pictures] == [None, ""]


def test_a_caption_belongs_to_the_picture_above_it() -> None:
    data = word(
        f"<w:p>{picture('p')}</w:p>{paragraph('Maria at bat', style='Caption')}{paragraph('x')}",
        links={"p": ("image", "media/image1.png")},
        files={"word/media/image1.png": PNG},
    )
    draft = read(data)
    assert draft.pictures[0].caption == "Maria at bat"
    assert draft.parts[0].text == "x"


def test_a_picture_on_the_web_and_one_that_is_missing() -> None:
    data = word(
        f"<w:p>{picture('w')}{picture('m')}</w:p>",
        links={"w": ("image", "https://example.org/a.png"), "m": ("image", "media/gone.png")},
    )
    draft = read(data)
    assert [each.web for each in draft.pictures] == [True, False]
    assert [each.why for each in draft.unexamined] == [
        "The file of picture 2, in paragraph 1 is missing in this Word file."
    ]


def test_custom_properties_are_context() -> None:
    draft = read(word(paragraph("Hi"), properties={"postcheck.account": "classroom", "postcheck.role": "teacher"}))
    assert {key: each.value for key, each in draft.stated.items()} == {"account": "classroom", "role": "teacher"}
    wrong = read(word(paragraph("Hi"), properties={"postcheck.acount": "classroom"}))
    assert "unknown key 'acount'" in wrong.unexamined[0].why


def test_what_is_left_over_is_said_with_what_to_do() -> None:
    comments = story("comments", f"<w:comment>{paragraph('a')}</w:comment><w:comment>{paragraph('b')}</w:comment>")
    draft = read(word(paragraph("x"), {"comments": comments}))
    assert [each.message for each in draft.remarks] == [
        "This file still holds 2 comments: remove them before you send it."
    ]
    assert all(part.leftover for part in draft.parts[1:])


def test_other_files_built_in_are_not_examined() -> None:
    draft = read(word("<w:p><w:r><w:object><o:OLEObject ProgID='Excel.Sheet.12' r:id='x'/></w:object></w:r></w:p>"))
    assert "made with Excel" in draft.unexamined[0].why


def test_macros_are_said_and_the_text_is_read() -> None:
    draft = read(word(paragraph("Hi"), files={"word/vbaProject.bin": b"x"}), "news.docm")
    assert (draft.parts[0].text, [each.id for each in draft.remarks]) == ("Hi", ["macros"])


def test_strict_files_are_read_as_well() -> None:
    data = word(paragraph("Maria"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace(
                "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
            )
            new.writestr(
                name,
                text.replace("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument"),
            )
    assert read(out.getvalue()).parts[0].text == "Maria"


def packed(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """A ZIP whose members say that they are encrypted."""
    changed = bytearray(data)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            changed[at + flags] |= 1
            at = data.find(signature, at + 4)
    return bytes(changed)


DEEP = "<w:sdt><w:sdtContent>" * 500 + "</w:sdtContent></w:sdt>" * 500
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><l>&b;</l>'
WHOLE = word(paragraph("Maria Lopez"), {"comments": story("comments", f"<w:comment>{paragraph('a')}</w:comment>")})
BAD = [
    ("half a file", WHOLE[: len(WHOLE) // 2], "broken or incomplete"),
    (
        "a file with a password",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    ("a ZIP with a password", locked(WHOLE), "password"),
    ("another kind of ZIP", packed({"a.txt": b"x"}), "no Word document"),
    ("a workbook", packed({"xl/workbook.xml": b"<x/>"}), "Excel workbook"),
    ("no body", packed({"word/document.xml": b"<x/>"}), "no Word document"),
    ("no XML", packed({"word/document.xml": b"<x"}), "broken or incomplete"),
    ("entities of its own", packed({"word/document.xml": LAUGHS}), "broken or incomplete"),
    ("elements without end", word(DEEP), "broken or incomplete"),
    ("nothing at all", b"", "empty"),
    ("text", b"Hello", "a Word file no more than by its name"),
    ("a file that unpacks without end", packed({"word/document.xml": b" " * 45_000_000}), "more than postcheck reads"),
    ("a document without words", word(""), "empty"),
]


@pytest.mark.parametrize(("data", "why"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, why: str) -> None:
    draft = read(data)
    assert not draft.parts
    (said,) = draft.unexamined
    assert why in said.why and said.suggestion.endswith(".")
    assert "failed" not in said.why


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_damaged_files_are_read_or_told(data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for at in data.draw(st.lists(st.integers(0, len(WHOLE) - 1), min_size=1, max_size=6)):
        damaged[at] ^= 1 << data.draw(st.integers(0, 7))
    cut = data.draw(st.integers(0, len(WHOLE)))
    for each in (bytes(damaged), WHOLE[:cut]):
        for said in read(each).unexamined:
            assert "postcheck failed" not in said.why


def test_a_readers_own_failures_are_told_apart() -> None:
    from postcheck.readers.word.package import Package

    with pytest.raises(UnreadableError):
        Package(b"PK\x03\x04")
