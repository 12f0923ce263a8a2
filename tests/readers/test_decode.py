from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postcheck.errors import UnreadableError
from postcheck.readers.decode import decode

TEXTS = [
    ("an empty file", b"", ""),
    ("UTF-8", "Zoë 😀".encode(), "Zoë 😀"),
    ("UTF-8 with a byte-order mark, which is no character", b"\xef\xbb\xbfZo\xc3\xab", "Zoë"),
    ("line ends stay as they are", b"a\r\nb\rc\n", "a\r\nb\rc\n"),
    ("UTF-16, little-endian, with a mark", b"\xff\xfe" + "Zoë".encode("utf-16-le"), "Zoë"),
    ("UTF-16, big-endian, with a mark", b"\xfe\xff" + "Zoë".encode("utf-16-be"), "Zoë"),
    ("UTF-16 without a mark", "Hello there".encode("utf-16-le"), "Hello there"),
    ("UTF-16, big-endian, without a mark", "Hello there".encode("utf-16-be"), "Hello there"),
    ("UTF-16 with half a pair", b"\xff\xfea\x00\x00\xd8", "a\ufffd"),
    ("Windows text", "“Zoë’s” déjà vu — €5".encode("cp1252"), "“Zoë’s” déjà vu — €5"),
    ("old Mac text", "Zoe’s “best” game".encode("mac_roman"), "Zoe’s “best” game"),
    ("Cyrillic Windows text", "Привет мир, это наша школа".encode("cp1251"), "Привет мир, это наша школа"),
    ("Japanese text", "日本語の学校です。今日は".encode("shift_jis"), "日本語の学校です。今日は"),
    ("UTF-8 with a damaged byte", "é ü ñ ".encode() + b"\xff", "é ü ñ \ufffd"),
    ("UTF-8 with a lone surrogate", b"a\xed\xa0\x80b", "a\ufffdb"),
    ("UTF-8 with a pair of surrogates", b"\xed\xa0\xbd\xed\xb8\x80", "😀"),
]
NO_TEXTS = [
    ("a PDF", b"%PDF-1.7\n", "a PDF document"),
    ("a Word file", b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml word/document.xml", "a Word document"),
    (
        "a LibreOffice file",
        b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
        "an OpenDocument",
    ),
    ("a zip", b"PK\x03\x04 photos/a.jpg", "a ZIP archive"),
    ("rich text", b"{\\rtf1\\ansi", "a Rich Text"),
    ("an old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "an old Office document"),
    ("a JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture"),
    ("a HEIC", b"\0\0\0\x18ftypheic", "a HEIC or AVIF picture"),
    ("a NUL byte", b"hello\0world", "not text"),
    ("noise", bytes(range(1, 256)) * 4, "not text"),
]


@pytest.mark.parametrize(("data", "text"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_text_is_decoded(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(("data", "what"), [case[1:] for case in NO_TEXTS], ids=[case[0] for case in NO_TEXTS])
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        decode(data)
    assert what in caught.value.why
    assert caught.value.suggestion.endswith(".")


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_bytes_are_text_without_surrogates_or_an_error(data: bytes) -> None:
    try:
        text = decode(data)
    except UnreadableError:
        return
    text.encode("utf-8")
    assert "\0" not in text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=50))
def test_unicode_comes_back(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        if not text.encode(encoding).startswith((b"PK", b"%PDF", b"{\\rtf", b"GIF8", b"ID3", b"II*", b"Rar!")):
            assert decode(text.encode(encoding)) == text.removeprefix("\ufeff" if encoding == "utf-8" else "")
