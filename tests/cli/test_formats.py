"""What people have in their folders: the same newsletter in every format, and a folder of everything."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from builders.pdffile import pdf
from builders.wordfile import paragraph, story, word

Call = Callable[..., Any]

TITLE = "Room 14 News"
PARAGRAPHS = [
    (
        "Hello families! We would like to congratulate our spelling champion, eighth grader Mateo Villarreal, who won the "
        "county bee on Friday evening after eleven rounds."
    ),
    "Picture day is Thursday. Please wear the green shirt, and send the form back.",
    (
        "The second prize of the science fair went to fifth grader Emma Rodriguez for her volcano, which was a damn fine "
        "volcano."
    ),
    "Here is the floor plan of the new wing, with every exit marked, so that everybody finds the gym.",
]


def as_text() -> bytes:
    return "\n\n".join([TITLE, *(textwrap.fill(each, 76) for each in PARAGRAPHS)]).encode()


def as_markdown() -> bytes:
    return "\n\n".join([f"# {TITLE}", *PARAGRAPHS]).replace("Mateo", "**Mateo**").encode()


def as_html() -> bytes:
    inner = "".join(f"<p>{each}</p>\n" for each in PARAGRAPHS).replace("Villarreal", "Villa<b>rreal</b>")
    return f"<!doctype html><html><body><h1>{TITLE}</h1>\n{inner}</body></html>".encode()


def as_word() -> bytes:
    split = [[each[:100], each[100:]] for each in PARAGRAPHS]  # runs end anywhere, also inside a word
    return word("".join([paragraph(TITLE, style="Heading1"), *(paragraph(*runs) for runs in split)]))


def as_mail() -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"] = "This week", "office@example.org"
    message.set_content(as_text().decode())
    message.add_alternative(as_html().decode(), subtype="html")
    return message.as_bytes()


def as_pdf() -> bytes:
    lines = [[line + " " for line in textwrap.wrap(each, 84)] for each in PARAGRAPHS]
    return pdf([[TITLE, *lines[0], *lines[1]], [*lines[2], *lines[3]]])


FORMATS = {
    "txt": (as_text, ["line 4", "line 10", "line 11", "line 13"]),
    "md": (as_markdown, ["line 3", "line 7", "line 7", "line 9"]),
    "html": (as_html, ["line 2", "line 4", "line 4", "line 5"]),
    "docx": (as_word, ["paragraph 2", "paragraph 4", "paragraph 4", "paragraph 5"]),
    "eml": (as_mail, ["paragraph 2", "paragraph 4", "paragraph 4", "paragraph 5"]),
    "pdf": (as_pdf, ["page 1", "page 2", "page 2", "page 2"]),
}
WANTED = [
    ("student-name", "Mateo Villarreal"), ("student-name", "Emma Rodriguez"), ("profanity", "damn"),
    ("floor-plan", PARAGRAPHS[3]),
]  # fmt: skip


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_newsletter_gets_the_same_findings_in_every_format(
    postcheck: Call, tmp_path: Path, ending: str
) -> None:
    if ending == "pdf":
        pytest.importorskip("pypdf", reason="PDF files need the extra 'pdf'")
    make, places = FORMATS[ending]
    (tmp_path / f"news.{ending}").write_bytes(make())
    done = postcheck(f"news.{ending}", "--format", "json", "--show-values", "--account", "classroom")
    (draft,) = done.report["drafts"]
    assert not draft["unexamined"]
    found = [(each["check"], each["excerpt"]) for each in draft["findings"]]
    assert found == WANTED
    said = [each["where"] for each in draft["findings"]]
    assert [each["name"] or f"line {each['line']}" for each in said] == places
    shown = postcheck(f"news.{ending}", "--show-values").out
    assert all(f"({place})" in shown for place in places)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2), "blue").save(out, "PNG")
    return out.getvalue()


def packed(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, b"<x/>")
    return out.getvalue()


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
BROKEN: dict[str, bytes] = {
    "b01.docx": as_word()[:900], "b02.docx": b"", "b03.docx": b"Hello", "b04.docx": LOCKED, "b05.docx": packed("xl/a.xml"),
    "b06.docx": packed("a.txt"), "b07.docx": photo()[:4], "b08.pdf": as_pdf()[:300], "b09.pdf": b"", "b10.pdf": b"Hello",
    "b11.pdf": LOCKED, "b12.pdf": packed("word/document.xml"), "b13.eml": b"", "b14.eml": b"Hello", "b15.eml": b"\0\1\2" * 50,
    "b16.csv": b"", "b17.csv": b"message,link\n", "b18.csv": packed("xl/workbook.xml"), "b19.csv": b"message\na\0b\n",
    "b20.txt": b"", "b21.txt": b"\0\1\2\3" * 20, "b22.txt": LOCKED, "b23.md": b"---\ntitle: [x\n---\nHi\n",
    "b24.md": b"+++\ntitle =\n+++\nHi\n", "b25.html": b"\x1f\x8b\x08\0\0", "b26.doc": LOCKED, "b27.rtf": b"{\\rtf1 Hi}",
    "b28.odt": packed("mimetype"), "b29.pages": packed("Index/a.iwa"), "b30.gdoc": b'{"url": "https://example.org"}',
}  # fmt: skip


def good() -> Iterator[tuple[str, bytes]]:
    """Ninety files that can be read, every sixth of a format and every other one with a name in it."""
    makes = {"txt": as_text, "md": as_markdown, "html": as_html, "docx": as_word, "eml": as_mail, "pdf": as_pdf}
    plain = {"txt": b"Picture day is Thursday.\n", "md": b"# Lunch\n\nPasta on Monday.\n", "html": b"<p>Pasta on Monday.</p>",
             "docx": word(paragraph("Pasta on Monday.")), "eml": b"Subject: Lunch\n\nPasta on Monday.\n",
             "pdf": pdf([["Pasta on Monday."]])}  # fmt: skip
    for number in range(84):
        ending = list(makes)[number % 6]
        yield f"g{number:02}.{ending}", makes[ending]() if number % 12 < 6 else plain[ending]
    yield "g84.csv", b"message,link\n" + b"Pasta on Monday.,\n" * 3
    yield "g85.csv", "message;link\r\nOur champion is eighth grader Mateo Villarreal.;\r\n".encode("utf-16")
    yield "g86.txt", word(paragraph("Our champion is eighth grader Mateo Villarreal."))  # renamed
    yield "g87.png", photo()
    yield "g88.jpg", word(paragraph("Pasta on Monday."))  # renamed
    yield "g89.docm", word(paragraph("Pasta on Monday."), files={"word/vbaProject.bin": b"x"})


def test_a_folder_of_everything_leaves_nothing_unsaid(postcheck: Call, tmp_path: Path) -> None:
    pytest.importorskip("pypdf", reason="PDF files need the extra 'pdf'")
    folder = tmp_path / "drafts"
    folder.mkdir()
    made = {**BROKEN, **dict(good())}
    assert len(made) == 120 and len(BROKEN) == 30
    with (folder / "b30.gdoc").open("wb") as huge:
        huge.truncate(200_000_000)  # no bytes on the disk
    for name, data in made.items():
        if name != "b30.gdoc":
            (folder / name).write_bytes(data)
    (folder / "consents.csv").write_text("student,consent\nEmma,no\n")
    (folder / "budget.xlsx").write_bytes(packed("xl/workbook.xml"))
    done = postcheck("drafts", "--format", "json", "--show-values")
    assert (done.code, done.err) == (2, "")
    said: dict[str, list[Any]] = {}
    for draft in done.report["drafts"]:
        said.setdefault(draft["path"].removeprefix("drafts/"), []).append(draft)
    assert said.keys() == made.keys()
    for name, posts in said.items():
        whys = [each["why"] for post in posts for each in post["unexamined"]]
        assert bool(whys) == (name in BROKEN), (name, whys)
        assert not any("failed" in why for why in whys), (name, whys)
        assert all(each["suggestion"] for post in posts for each in post["unexamined"])
        if name in BROKEN:
            assert {post["verdict"] for post in posts} == {"unchecked"}, name
    for number in range(84):
        name = next(each for each in said if each.startswith(f"g{number:02}"))
        assert said[name][0]["verdict"] == ("hold" if number % 12 < 6 else "clear"), name
    assert len(said["g84.csv"]) == 3
    assert said["g85.csv"][0]["verdict"] == said["g86.txt"][0]["verdict"] == "hold"
    notices = {name: [each["id"] for each in posts[0]["notices"]] for name, posts in said.items()}
    assert [notices[name] for name in ("g86.txt", "g88.jpg", "g89.docm")] == [
        ["wrong-ending"],
        ["wrong-ending"],
        ["macros"],
    ]
    closing = postcheck("drafts").out
    assert "Passed over: 1 .csv, 1 .xlsx." in " ".join(closing.split())


TABLE = (
    'date;message;link\r\n2026-11-30 08:30;"Our champion is\r\n""eighth grader"" Mateo Villarreal.";\r\n'
    "2026-12-01 08:30;Picture day is Thursday.;\r\n;;\r\n2026-12-02 08:30;A damn fine day.;\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_rows_are_split_into_held_and_cleared_byte_for_byte(postcheck: Call, tmp_path: Path, encoding: str) -> None:
    data = TABLE.encode(encoding)
    (tmp_path / "posts.csv").write_bytes(data)
    done = postcheck("posts.csv", "--held-rows", "held.csv", "--cleared-rows", "clear.csv", "--format", "json")
    assert [(each["post"], each["verdict"]) for each in done.report["drafts"]] == [
        (1, "hold"),
        (2, "clear"),
        (4, "hold"),
    ]
    held, clear = ((tmp_path / name).read_bytes().decode(encoding) for name in ("held.csv", "clear.csv"))
    lines = TABLE.splitlines(keepends=True)
    assert held == "".join((lines[0], lines[1], lines[2], lines[5]))
    assert clear == lines[0] + lines[3]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(["posts.csv", "--held-rows", "posts.csv"], "is there already", id="the table itself"),
        pytest.param(["posts.csv", "--held-rows", "a.csv", "--cleared-rows", "a.csv"], "the same file", id="one file for both"),
        pytest.param(["note.txt", "--held-rows", "a.csv"], "exactly one table", id="no table"),
        pytest.param(["posts.csv", "--held-rows", "no/folder/a.csv"], "cannot be written", id="no such folder"),
    ],
)  # fmt: skip
def test_rows_are_never_written_over_a_file(postcheck: Call, tmp_path: Path, args: list[str], said: str) -> None:
    (tmp_path / "posts.csv").write_text(TABLE, newline="")
    (tmp_path / "note.txt").write_text("Hello.\n")
    done = postcheck(*args)
    assert (done.code, done.out) == (2, "") and said in done.err
    assert (tmp_path / "posts.csv").read_bytes() == TABLE.encode()


def test_a_finding_in_a_table_names_row_column_and_characters(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text(TABLE, newline="")
    done = postcheck("posts.csv", "--format", "json", "--show-values")
    where = done.report["drafts"][0]["findings"][0]["where"]
    assert where["name"] == "row 2, message"
    assert TABLE[where["start"] : where["end"]] == "Mateo Villarreal"
    assert (where["line"], where["column"]) == (3, 19)
    assert "(row 2, message)" in postcheck("posts.csv").out


def test_too_long_for_its_platform_and_an_unreadable_time_are_notices(postcheck: Call, tmp_path: Path) -> None:
    link = "https://example.org/" + "a" * 300
    (tmp_path / "posts.csv").write_text(f"message,platform,date\n{'a ' * 150},X and Facebook,soon\nSee {link},x,\n")
    first, second = postcheck("posts.csv", "--format", "json").report["drafts"]
    assert [each["id"] for each in first["notices"]] == ["scheduled", "too-long"]
    assert "280" in first["notices"][1]["message"]
    assert not second["notices"]


def test_words_left_over_in_a_word_file_are_one_step_milder_and_say_what_to_do(postcheck: Call, tmp_path: Path) -> None:
    comment = story("comments", f"<w:comment>{paragraph('Is eighth grader Mateo Villarreal on the list?')}</w:comment>")
    (tmp_path / "a.docx").write_bytes(word(paragraph("Pasta on Monday."), {"comments": comment}))
    (finding,) = postcheck("a.docx", "--format", "json", "--show-values").report["drafts"][0]["findings"]
    assert (finding["severity"], finding["where"]["part"], finding["where"]["name"]) == (
        "warning",
        "hidden",
        "comment 1",
    )
    assert finding["suggestion"] == "Remove it from the file before you send it (comment 1)."


def test_pictures_in_a_word_file_are_pictures_of_the_draft(postcheck: Call, tmp_path: Path) -> None:
    from builders.wordfile import picture

    body = f"<w:p>{picture('p', 'Two students at their desks')}</w:p>"
    files = {"word/media/image1.png": photo()}
    (tmp_path / "a.docx").write_bytes(word(body, links={"p": ("image", "media/image1.png")}, files=files))
    found = postcheck("a.docx", "--format", "json").report["drafts"][0]["findings"]
    assert [(each["check"], each["where"]["file"], each["where"]["name"]) for each in found] == [
        ("student-image-consent", "a.docx", "picture 1, in paragraph 1")
    ]


@pytest.mark.parametrize(
    "args",
    [
        pytest.param(["a.txt", "./a.txt"], id="named twice"),
        pytest.param(["a.txt", "."], id="named and in a folder"),
        pytest.param([".", "./"], id="a folder twice"),
    ],
)
def test_a_draft_is_checked_once(postcheck: Call, tmp_path: Path, args: list[str]) -> None:
    (tmp_path / "a.txt").write_text("Hello.\n")
    assert len(postcheck(*args, "--format", "json").report["drafts"]) == 1


def test_standard_input_is_called_so_and_keeps_its_name_in_the_json(postcheck: Call) -> None:
    assert "standard input" in postcheck("-", stdin="Hello.\n").out
    assert "draft.txt" not in postcheck("-", stdin="").out
    done = postcheck("-", "--stdin-filename", "a.csv", "--format", "json", stdin="message\nHello.\n")
    assert [(each["path"], each["post"]) for each in done.report["drafts"]] == [("a.csv", 1)]
    assert "standard input, row 2" in postcheck("-", "--stdin-filename", "a.csv", stdin="message\nHello.\n").out


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_name_that_a_line_end_splits_is_found_whatever_ends_lines(postcheck: Call, tmp_path: Path, end: str) -> None:
    wrapped = (
        "Hello families, our spelling champion of the year is eighth grader Mateo\n"
        "Villarreal, and the second prize of the bee goes to fifth grader Emma\n"
        "Rodriguez. We cheered so loudly for both of them on Tuesday!\n"
    )
    (tmp_path / "a.txt").write_bytes(wrapped.replace("\n", end).encode())
    done = postcheck("a.txt", "--format", "json", "--show-values")
    assert [each for _, each in done.found()] == ["Mateo Villarreal", "Emma Rodriguez"]


def test_a_plain_draft_imports_no_reader_of_other_files(postcheck: Call, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Picture day is Thursday.\n")
    done = postcheck("a.txt", PYTHONPROFILEIMPORTTIME="1")
    every = [line.rpartition("|")[2].strip() for line in done.err.splitlines()]
    ours = set(
        every[every.index("postcheck.commands.check") :]
    )  # what the command line's library imports is its own affair
    others = {"email", "csv", "zipfile", "defusedxml", "pypdf", "tomllib", "xml.etree.ElementTree",
              "postcheck.readers.mail", "postcheck.readers.table", "postcheck.readers.word", "postcheck.readers.pdf"}  # fmt: skip
    assert "postcheck.run" in ours
    assert not others & ours
