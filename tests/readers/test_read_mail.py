from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.wordfile import paragraph, word
from postcheck.model.draft import Draft
from postcheck.readers import drafts


def mail(text: str = "Hello Maria", html: str | None = None, subject: str = "News") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "a@example.org", "b@example.org"
    if text or html is None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html") if text else message.set_content(html, subtype="html")
    return message


def read(message: EmailMessage | bytes) -> Draft:
    data = message if isinstance(message, bytes) else message.as_bytes()
    (draft,) = drafts.read_bytes(data, "mail.eml")
    return draft


def found(draft: Draft) -> list[tuple[str, str, str | None]]:
    return [(part.kind, part.text.strip(), part.called(0)) for part in draft.parts]


def test_the_subject_and_the_message() -> None:
    assert found(read(mail("Hello\n\nMaria Lopez\n"))) == [
        ("text", "Hello\n\nMaria Lopez", "paragraph 1"),
        ("title", "News", "subject"),
    ]
    text = read(mail("Hello\n\nMaria Lopez\n")).parts[0]
    assert text.called(text.text.index("Maria")) == "paragraph 2"


def test_the_same_message_as_text_and_as_html_is_one() -> None:
    assert found(read(mail("Hello *Maria*", "<p>Hello <b>Maria</b></p>"))) == [
        ("text", "Hello Maria", "paragraph 1"),
        ("title", "News", "subject"),
    ]


def test_two_messages_that_differ_are_both_read() -> None:
    draft = read(mail("Hello Maria Lopez", "<p>Hello</p><!-- Juan --><a href='https://example.org/x'>y</a>"))
    assert ("text", "Hello Maria Lopez", "text version, paragraph 1") in found(draft)
    assert ("hidden", "Juan", "hidden words") in found(draft)
    assert ("link", "https://example.org/x", "link") in found(draft)


def test_encodings_of_the_message() -> None:
    raw = (
        b"Subject: =?utf-8?q?Zo=C3=AB?=\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=windows-1252\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\nD=E9j=E0 vu =97 Zo=EB is here and the line goes on =\r\nand on\r\n"
    )
    assert found(read(raw)) == [
        ("text", "Déjà vu — Zoë is here and the line goes on and on", "paragraph 1"),
        ("title", "Zoë", "subject"),
    ]
    unknown = raw.replace(b"windows-1252", b"klingon")
    assert "vu" in read(unknown).parts[0].text


def test_pictures_in_the_message_and_beside_it() -> None:
    message = mail(
        "", '<p>Hi</p><img src="cid:a" alt="Two students"><img src="https://example.org/w.png"><img src="cid:gone">'
    )
    message.add_related(b"\xff\xd8\xff\xe0one", "image", "jpeg", cid="<a>", filename="IMG_1.jpg")
    message.add_attachment(b"\xff\xd8\xff\xe0two", maintype="image", subtype="jpeg", filename="emma_r.jpg")
    draft = read(message)
    assert [(each.file, each.alt, each.web, each.place) for each in draft.pictures] == [
        ("IMG_1.jpg", "Two students", False, "picture 1"),
        ("https://example.org/w.png", None, True, "picture 2"),
        ("cid:gone", None, False, "picture 3"),
        ("emma_r.jpg", None, False, "picture 4, attached"),
    ]
    loads = [each.load() if each.load else None for each in draft.pictures]
    assert loads == [b"\xff\xd8\xff\xe0one", None, None, b"\xff\xd8\xff\xe0two"]
    assert [part.picture for part in draft.parts if part.kind == "alt"] == [0]
    assert [each.part for each in draft.unexamined] == ["picture 3"]


def test_what_is_attached_goes_through_its_reader() -> None:
    message = mail("Hi")
    message.add_attachment(
        word(paragraph("Maria Lopez")), maintype="application", subtype="octet-stream", filename="news.docx"
    )
    message.add_attachment("one\nJuan Garcia\n", filename="notes.txt")
    inner = mail("Emma Smith", subject="Fwd")
    message.add_attachment(inner)
    draft = read(message)
    assert [each for each in found(draft) if each[0] in ("text", "title")] == [
        ("text", "Hi", "paragraph 1"),
        ("title", "News", "subject"),
        ("text", "Maria Lopez", "attachment 1 (.docx), paragraph 1"),
        ("text", "one\nJuan Garcia", "attachment 2 (.txt), line 1"),
        ("text", "Emma Smith", "attachment 3, paragraph 1"),
        ("title", "Fwd", "attachment 3, subject"),
    ]
    notes = next(part for part in draft.parts if part.text.startswith("one"))
    assert notes.called(notes.text.index("Juan")) == "attachment 2 (.txt), line 2"
    assert not draft.unexamined


def test_attachments_that_cannot_be_read_are_told() -> None:
    message = mail("Hi")
    message.add_attachment(b"PK\x03\x04", maintype="application", subtype="x", filename="news.docx")
    message.add_attachment(b"x", maintype="application", subtype="x", filename="plan.dwg")
    message.add_attachment(b"x", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    assert [(each.part, each.why) for each in read(message).unexamined] == [
        ("attachment 1 (.docx)", "In attachment 1 (.docx): This Word file is broken or incomplete."),
        ("attachment 2 (.dwg)", "In attachment 2 (.dwg): postcheck does not read attachments of this kind."),
    ]


def test_e_mails_in_e_mails_end_somewhere() -> None:
    message = mail("innermost")
    for depth in range(6):
        outer = mail(f"depth {depth}")
        outer.add_attachment(message)
        message = outer
    assert len(read(message).unexamined) == 1


BAD = [
    ("no e-mail", b"Hello there\n", "no saved e-mail"),
    ("nothing", b"", "no saved e-mail"),
    ("an encrypted one", b"Subject: x\nContent-Type: application/pkcs7-mime; name=smime.p7m\n\nabc\n", "encrypted"),
    ("an empty one", b"From: a@example.org\n\n\n", "empty"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "why"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, why: str) -> None:
    (said,) = read(data).unexamined
    assert why in said.why and said.suggestion.endswith(".")


def test_many_boundaries_are_no_trouble() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (at, at) for at in range(3000))
    draft = read(b"Subject: x\n" + nested + b"\n\nHello\n")
    assert all("postcheck failed" not in each.why for each in draft.unexamined)


def whole() -> bytes:
    message = mail("Hello Maria", '<p>Hello</p><img src="cid:a">')
    message.get_payload()[1].add_related(b"\xff\xd8\xff\xe0one", "image", "jpeg", cid="<a>", filename="IMG_1.jpg")
    message.add_attachment(
        word(paragraph("Maria Lopez")), maintype="application", subtype="octet-stream", filename="n.docx"
    )
    return message.as_bytes()


WHOLE = whole()


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_damaged_files_are_read_or_told(data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for at in data.draw(st.lists(st.integers(0, len(WHOLE) - 1), min_size=1, max_size=8)):
        damaged[at] ^= 1 << data.draw(st.integers(0, 7))
    for each in (bytes(damaged), WHOLE[: data.draw(st.integers(0, len(WHOLE)))]):
        for said in read(each).unexamined:
            assert "postcheck failed" not in said.why


def test_a_sidecar_speaks_of_an_e_mail(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail().as_bytes())
    (tmp_path / "a.eml.yml").write_text("account: school\n")
    assert drafts.read(tmp_path / "a.eml")[0].stated["account"].value == "school"
