from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postcheck.errors import NoPostsError
from postcheck.model.draft import Draft
from postcheck.readers import drafts
from postcheck.readers.decode import decode
from postcheck.readers.table.cells import records
from postcheck.readers.table.columns import role
from postcheck.readers.table.layout import layout
from postcheck.readers.table.rows import rows


def read(text: str | bytes) -> tuple[Draft, ...]:
    return drafts.read_bytes(text.encode() if isinstance(text, str) else text, "posts.csv")


HOOTSUITE = '11/30/2026 08:30,"Hello, Maria!",https://example.org/a\n12/01/2026 09:00,Picture day,\n'
SPROUT = "date,time_24hr,message_text,link\n2026-11-30,08:30,Hello,https://example.org/a\n"
PUBLER = (
    "Date - Intl. format or prompt,Message,Link(s),Media URL(s),Title,Label(s)\n"
    "2026/11/30 08:30,Hello,https://example.org/a,https://example.org/b.jpg,A title,x\n"
)
DIALECTS = [
    ("Hootsuite, without a header", HOOTSUITE, "row 1, message", "11/30/2026 08:30"),
    ("Hootsuite, with one", "Date,Message,Link\n" + HOOTSUITE, "row 2, Message", "11/30/2026 08:30"),
    ("names that nobody knows over Hootsuite's order", "When,What,Where\n" + HOOTSUITE, "row 2, message", "11/30/2026 08:30"),
    ("Sprout", SPROUT, "row 2, message_text", "2026-11-30 08:30"),
    ("Publer", PUBLER, "row 2, Message", "2026/11/30 08:30"),
    ("a planner", "postAtSpecificTime,content,imageUrls\n2026-11-30 08:30:00,Hello,\n", "row 2, content", "2026-11-30 08:30:00"),
    ("a plain table", "caption\nHello\n", "row 2, caption", None),
    ("semicolons", SPROUT.replace(",", ";"), "row 2, message_text", "2026-11-30 08:30"),
    ("tabs", SPROUT.replace(",", "\t"), "row 2, message_text", "2026-11-30 08:30"),
    ("Excel's own first line", "sep=;\r\n" + SPROUT.replace(",", ";"), "row 2, message_text", "2026-11-30 08:30"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "place", "time"), [case[1:] for case in DIALECTS], ids=[case[0] for case in DIALECTS]
)
def test_a_row_is_a_draft(table: str, place: str, time: str | None) -> None:
    first = read(table)[0]
    assert first.parts[0].text.startswith("Hello")
    assert (first.post, first.parts[0].name) == (1, place)
    assert (first.stated["scheduled"].value if time else None) == time
    assert first.called == f"posts.csv, {place.partition(',')[0]}"
    assert not first.unexamined


ENCODINGS = [
    ("UTF-8 with a mark", "utf-8-sig"), ("UTF-16 as Excel saves it", "utf-16"), ("Windows", "cp1252"), ("UTF-8", "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize("encoding", [case[1] for case in ENCODINGS], ids=[case[0] for case in ENCODINGS])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_encodings_and_line_ends_of_spreadsheets(encoding: str, end: str) -> None:
    table = f'message,link{end}"Zoë’s day:{end}“yes”, she said ""hi""",{end}Déjà vu,{end}'
    first, second = read(table.encode(encoding))
    assert (first.parts[0].text, second.parts[0].text) == ('Zoë’s day:\n“yes”, she said "hi"', "Déjà vu")
    part = second.parts[0]
    assert part.source(0, 4) == (table.index("Déjà"), table.index("Déjà") + 4)


def test_blank_rows_are_no_drafts_and_are_counted() -> None:
    table = "message,link\na,\n,\n\nb,\n"
    assert [(each.post, each.called) for each in read(table)] == [(1, "posts.csv, row 2"), (4, "posts.csv, row 5")]


def test_our_columns_beat_the_schedulers_and_unknown_ones_are_told() -> None:
    table = (
        "message,account,postcheck_account,postcheck_role\nHi,school,classroom,teacher\nHi,PTO,,\nHi,Riverbend page,,\n"
    )
    stated = [{key: each.value for key, each in draft.stated.items()} for draft in read(table)]
    assert stated == [{"account": "classroom", "role": "teacher"}, {"account": "pto"}, {}]
    wrong = read("message,postcheck_acount\nHi,school\n")[0].unexamined
    assert "no column 'postcheck_acount'" in wrong[0].why
    wrong = read("message,postcheck_account\nHi,shool\n")[0].unexamined
    assert "row 2" in wrong[0].why


def test_pictures_links_and_alt_texts_of_a_row(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"x")
    (tmp_path / "posts.csv").write_text(
        "caption,image,alt text,url\nHi,photos/emma_r.jpg,Two students,https://example.org/emma\nHi,a.jpg;https://example.org/b.jpg,,\n"
    )
    first, second = drafts.read(tmp_path / "posts.csv")
    assert [(part.kind, part.text, part.picture) for part in first.parts] == [
        ("text", "Hi", None), ("link", "https://example.org/emma", None), ("alt", "Two students", 0),
        ("filename", "emma_r.jpg", 0),
    ]  # fmt: skip
    assert first.pictures[0].alt == "Two students"
    assert "is not there" in first.unexamined[0].why
    assert [(each.file, each.web) for each in second.pictures] == [
        ("a.jpg", False),
        ("https://example.org/b.jpg", True),
    ]


def test_a_sidecar_speaks_for_every_row_and_of_a_picture_only_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text("caption,image\nHi,https://example.org/b.jpg\nHo,\n")
    (tmp_path / "posts.csv.yml").write_text("account: school\nimages: [{file: b.jpg, consent: granted}]\n")
    first, second = drafts.read(tmp_path / "posts.csv")
    assert first.stated["account"].value == second.stated["account"].value == "school"
    assert [each.consent for each in first.pictures] == ["granted"] and not second.pictures


NO_POSTS = [
    ("a roster", "student,grade,consent\nEmma,4,no\n"),
    ("users of OneRoster", "sourcedId,status,role,givenName,familyName,email\n1,active,student,Emma,R,\n"),
    ("records with a column of comments", "name,comments\nEmma,none\n"),
    ("a table with a weak name alone", "name,body\nEmma,tall\n"),
    ("numbers", "1,2,3\n4,5,6\n"),
    ("prose", "Hello, this is a letter.\nIt has commas, too.\n"),
]  # fmt: skip


@pytest.mark.parametrize("table", [case[1] for case in NO_POSTS], ids=[case[0] for case in NO_POSTS])
def test_what_is_no_table_of_posts_is_no_draft(table: str, tmp_path: Path) -> None:
    with pytest.raises(NoPostsError):
        layout(table)
    (tmp_path / "x.csv").write_text(table)
    assert drafts.read_found(tmp_path / "x.csv") is None
    (named,) = drafts.read(tmp_path / "x.csv")
    assert "message" in named.unexamined[0].suggestion


COLUMNS = [
    ("Instagram Caption", "text"), ("Facebook post", "text"), ("Message_Text", "text"), ("messageText", "text"),
    ("Alt text", "alt"), ("Post date", "date"), ("Post type", "aside"), ("Image URL", "image"), ("Notes", None),
    ("postcheck_role", "ours"), ("First name", None), ("Error text", None), ("Link description", "title"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "wanted"), COLUMNS, ids=[case[0] for case in COLUMNS])
def test_columns_are_known_by_their_names(name: str, wanted: str | None) -> None:
    assert role(name) == wanted


BROKEN = [
    ("a mark that is never closed", 'message,link\n"Hello,\nb,\n', "none closes it"),
    ("cells without a column", "message,link\na,b,c\n", "more cells than the table has columns"),
    ("a post without words", "message,link,id\n,,3\n", "is empty"),
    ("a header alone", "message,link\n", "no posts"),
    ("nothing", "", "empty"),
    ("a NUL byte", "message\na\0b\n", "not text"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "why"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_table_says_why(table: str, why: str) -> None:
    said = [each for draft in read(table) for each in draft.unexamined]
    assert [why in each.why and each.suggestion.endswith(".") for each in said] == [True]


def test_columns_that_are_not_read_and_too_many_posts_are_said() -> None:
    table = "date,time_24hr,message_text,Notes\n" + "2026-11-30,08:30,Hello,x\n" * 351
    first = read(table)[0]
    assert [each.id for each in first.remarks] == ["columns", "too-many"]
    assert "'Notes'" in first.remarks[0].message and "351" in first.remarks[1].message


CELLS = st.text(st.sampled_from('ab ,;"\n\r\té😀|'), max_size=8)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=5)


@settings(deadline=None)
@given(TABLES, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_what_a_spreadsheet_writes_comes_back_and_every_character_knows_its_place(
    table: list[list[str]], separator: str, end: str, all_quoted: bool
) -> None:
    out = io.StringIO()
    # The standard writer marks cells with line ends only when they are those of the file.
    quoting = csv.QUOTE_ALL if all_quoted or end != "\r\n" else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerows(table)
    source = out.getvalue()
    found = list(records(source, separator))
    assert [[cell.text(source) for cell in record.cells] for record in found] == [
        [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in table
    ]
    assert "".join(source[record.start : record.end] for record in found) == source
    for record in found:
        for cell in record.cells:
            _knows_its_places(source, cell.text(source), cell.words(source).part("text"), record.start, record.end)


def _knows_its_places(source: str, text: str, part: object, start: int, end: int) -> None:
    assert part.text == text  # type: ignore[attr-defined]
    before = start
    for at, character in enumerate(text):
        place = part.source(at, at + 1)  # type: ignore[attr-defined]
        assert before <= place[0] < place[1] <= end
        before = place[1]
        assert source[slice(*place)] in (character, '""', "\r\n", "\r")


@settings(deadline=None)
@given(st.text(st.sampled_from('ab,;"\n\r'), max_size=30), st.sampled_from([",", ";"]))
def test_any_text_is_records_without_a_gap(source: str, separator: str) -> None:
    found = list(records(source, separator))
    assert "".join(source[record.start : record.end] for record in found) == source
    for record in found:
        for cell in record.cells:
            _knows_its_places(source, cell.text(source), cell.words(source).part("text"), record.start, record.end)


@settings(deadline=None)
@given(
    st.lists(st.text(st.sampled_from('abé,"\n’ '), min_size=1, max_size=8), min_size=1, max_size=5),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1252"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_kept_rows_are_the_bytes_of_the_file(table: list[str], encoding: str, end: str) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows([["message", "link"], *([text, "x"] for text in table)])
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    data = mark + out.getvalue().encode(encoding)
    kept = rows(data, "posts.csv")
    assert kept.head + b"".join(kept.posts.values()) == data
    for post, row in kept.posts.items():
        text = next(csv.reader(io.StringIO(decode(mark + row) if mark else row.decode(encoding), newline="")))[0]
        assert text == table[post - 1]


@settings(deadline=None)
@given(st.binary(max_size=120))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    for table in (data, b"message,link\n" + data):
        for draft in read(table):
            assert all("postcheck failed" not in each.why for each in draft.unexamined)
