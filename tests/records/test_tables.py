"""Record files as spreadsheets save them, and every mistake in them by row and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postcheck.errors import MistakesError, PostcheckError
from postcheck.language.fold import plain
from postcheck.records.book import Records
from postcheck.records.names import one_slip
from postcheck.records.nouns import Source
from postcheck.records.roster import ClearRoster

TODAY = date(2026, 11, 26)
ROWS = [["id", "given", "family"], ["1", "Zoë", "Bañuelos"], ["2", "Åsa", "Ünal"]]


def book(tmp_path: Path, kind: str, text: str | bytes, name: str = "record.csv") -> Records:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Records({kind: [path]}, plain, TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_every_encoding_and_separator_of_spreadsheets(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    text = end.join(separator.join(row) for row in ROWS) + end
    (roster,) = book(tmp_path, "students", text.encode(encoding)).rosters
    assert isinstance(roster, ClearRoster)
    assert [roster.id(row) for row in roster.named("zoe", "banuelos")] == ["1"]
    assert roster.source(1) == Source((tmp_path / "record.csv").as_posix(), 3)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("First Name,Last Name", "Kalani,Mahoe"),
        ("GIVEN_NAME,family-name", "Kalani,Mahoe"),
        ("name", '"Mahoe, Kalani"'),
        ("Student Name", "Kalani Mahoe"),
        ("givenName,familyName,grades,orgSourcedIds", "Kalani,Mahoe,5,o1"),
        ("family,given", '"Mahoe","Kalani"'),
    ],
)
def test_columns_by_their_usual_heads(tmp_path: Path, head: str, row: str) -> None:
    (roster,) = book(tmp_path, "students", f"{head}\n{row}\n").rosters
    assert len(roster.named("kalani", "mahoe")) == 1


def test_rows_after_a_cell_with_a_line_break_keep_their_line(tmp_path: Path) -> None:
    (roster,) = book(tmp_path, "students", 'given,family\n"Ann\nMary",Low\n\nKalani,Mahoe\n').rosters
    (row,) = roster.named("kalani", "mahoe")
    assert roster.source(row).line == 5


def test_yaml_lists_serve_like_sheets(tmp_path: Path) -> None:
    text = "- {name: Kalani Mahoe, nicknames: [Kai, Lani], id: 7}\n- {given: Zoë, family: Quill}\n"
    (roster,) = book(tmp_path, "students", text, "students.yaml").rosters
    assert isinstance(roster, ClearRoster)
    assert [roster.id(row) for row in roster.named("lani", "mahoe")] == ["7"]
    assert roster.named("zoe", "quill")


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("students", "given,famly\nA,B\n", "record.csv:1:2: unknown column 'famly': did you mean 'family'?"),
        ("students", "given\nKalani\n", "record.csv:1:1: columns are missing; a record of students needs: given, family or name"),
        ("students", "given,family,family\nA,B,C\n", "record.csv:1:3: the column 'family' stands here twice"),
        ("accounts", "platform\nx\n", "record.csv:1:1: columns are missing; a record of accounts needs: name"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_head_is_told_by_column(tmp_path: Path, kind: str, text: str, said: str) -> None:
    records = book(tmp_path, kind, text)
    with pytest.raises(MistakesError) as caught:
        _ = records.rosters if kind == "students" else getattr(records, kind)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("students", "given,family\nKalani,\n", "2:1: this student has no given name or no family name"),
        ("consents", "name,what,answer\nX Y,foto,granted\n", "2:2: unknown word; what somebody agrees to is photo"),
        ("consents", "name,what,answer\nX Y,photo,perhaps\n", "2:3: this answer is not known"),
        ("consents", "name,what,answer\nX Y,photo,\n", "2:3: this answer is missing"),
        ("consents", "name,what,answer\n,photo,yes\n", "2:1: this row says of nobody"),
        ("consents", "name,what,answer,until\nX Y,photo,yes,soon\n", "2:4: this date cannot be read"),
        ("authorizations", "name,for,by\nX Y,dancing,principal\n", "2:2: unknown word; an authorization is for"),
        ("authorizations", "name,for,by\nX Y,logo,my aunt\n", "2:3: unknown word; write the office"),
        ("authorizations", "name,for,by\nX Y,,principal\n", "2:2: this row has no 'for'"),
        ("accounts", "name,kind\nX,klass\n", "2:2: unknown word; an account is one of"),
        ("logos", "name,file\nFern,gone.png\n", "2:2: there is no such file beside this list"),
        ("staff", "name,job\n,Coach\n", "2:1: this row has no name"),
    ],
)
def test_a_mistake_in_a_row_is_told_by_row_and_column(tmp_path: Path, kind: str, text: str, said: str) -> None:
    records = book(tmp_path, kind, text)
    _ = records.rosters if kind == "students" else getattr(records, kind)
    assert [said in str(each) for each in records.mistakes] == [True]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 a workbook", "is a workbook"),
        (b"\x00\x01\x02\x03" * 50, "is not a text file"),
    ],
)
def test_a_file_that_is_no_record_is_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(PostcheckError, match=said):
        _ = book(tmp_path, "students", data).rosters


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "record.csv"
    path.write_bytes(b"given,family\n" + data)
    try:
        (roster,) = Records({"students": [path]}, plain, TODAY).rosters
    except PostcheckError as error:
        assert str(error)
    else:
        assert isinstance(roster, ClearRoster)


@given(st.text("abcd", min_size=2, max_size=6), st.integers(0, 5), st.sampled_from("abcd"), st.integers(0, 3))
def test_one_slip_is_one_edit(word: str, at: int, letter: str, kind: int) -> None:
    at %= len(word)
    edited = [
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ][kind]
    assert one_slip(word, edited) == (word != edited)
    assert one_slip(edited, word) == one_slip(word, edited)


CONSENTS = (
    "id,name,what,where,until,form,answer\n"
    "1,,photo,,2099-01-01,F1,granted\n"
    "1,,name,,2020-01-01,F2,granted\n"
    "2,,photo,,,F3,granted\n"
    "2,,photo,,,F4,refused\n"
    ",Kalani Mahoe,photo,yearbook,,F5,granted\n"
    ",Zoë Quill,work,,,F6,verbal\n"
    ",Zoë Quill,photo,,26.11.2026,F7,granted\n"
)


@pytest.mark.parametrize(
    ("what", "name", "ident", "where", "answer"),
    [
        pytest.param("photo", "", "1", "", "granted", id="a consent that holds"),
        pytest.param("name", "", "1", "", "expired", id="one that has ended"),
        pytest.param("photo", "", "2", "", "refused", id="a refusal outranks a consent"),
        pytest.param("work", "", "1", "", None, id="a consent to something else says nothing"),
        pytest.param("photo", "Kalani Mahoe", "", "yearbook", "granted", id="a consent for a place, there"),
        pytest.param("photo", "Kalani Mahoe", "", "instagram", None, id="a consent for a place, elsewhere"),
        pytest.param("photo", "Kalani Mahoe", "9", "yearbook", "granted", id="by name where no row has the id"),
        pytest.param("work", "QUILL, ZOE", "", "", "unwritten", id="a spoken yes, by the name turned round"),
        pytest.param("photo", "Zoe Quill", "", "", "granted", id="its last day is a day of it"),
        pytest.param("photo", "Nobody Known", "", "", None, id="nobody on record"),
    ],
)
def test_what_the_consents_say(
    tmp_path: Path, what: str, name: str, ident: str, where: str, answer: str | None
) -> None:
    said = book(tmp_path, "consents", CONSENTS).consent(what, name, ident, None, where)  # type: ignore[arg-type]
    assert (said.answer if said else None) == answer
