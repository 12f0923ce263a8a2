"""What exiftool wrote into a picture is found, under exiftool's names; what is broken is said in a sentence."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from postcheck.images.facts import degrees, facts, positions
from postcheck.images.read import read

SAMPLES = Path(__file__).parent / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
Put = Callable[[str, bytes], Path]


@pytest.mark.parametrize("name", EXPECTED)
def test_every_value_that_exiftool_reads_is_found_under_its_name(name: str) -> None:
    record = read(SAMPLES / name)
    found = {(f"{each.group} {each.tag}", each.value) for each in record.entries}
    assert len(EXPECTED[name]) > 40
    assert not [each for each in EXPECTED[name].items() if each not in found]
    assert not record.problems
    assert record.width >= 64
    assert record.trailer is None


@pytest.mark.parametrize("name", EXPECTED)
def test_the_facts_of_every_format(name: str) -> None:
    kinds = {fact.kind for fact in facts(read(SAMPLES / name))}
    assert {"position", "serial", "unreleased", "minor", "face"} <= kinds


def test_the_position_in_degrees() -> None:
    for tag, latitude, longitude in positions(read(SAMPLES / "all.jpg").entries):
        assert (round(latitude, 4), round(longitude, 4)) == (44.0582, -92.5063), tag


@pytest.mark.parametrize(
    ("text", "value"),
    [("44.0582", 44.0582), ("-92.5", -92.5), ("44,3.492N", 44.0582), ("92,30,18S", -92.505), ("10W", -10.0)],
)
def test_degrees(text: str, value: float) -> None:
    assert degrees(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "north", "1,2,3,4", "nan"])
def test_what_is_no_number_of_degrees(text: str) -> None:
    assert degrees(text) != degrees(text)


RDF = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    b' photoshop:City="Altona"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Quince harvest</rdf:li></rdf:Alt></dc:title>'
    b"%s</rdf:Description></rdf:RDF></x:xmpmeta>"
)
PACKET = RDF % b""
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>' + PACKET
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + PACKET


def packets(make: Any) -> dict[str, bytes]:
    cut = PACKET[:-40]
    extension = b"http://ns.adobe.com/xmp/extension/\x00" + b"0" * 32
    pieces = [PACKET[:200], PACKET[200:]]
    extended = make.jpeg()
    for number, piece in enumerate(reversed(pieces)):
        head = struct.pack(">II", len(PACKET), 0 if number else 200)
        extended = make.with_segment(extended, 0xE1, extension + head + piece)
    return {
        "UTF-16, little": make.with_xmp(make.jpeg(), PACKET.decode().encode("utf-16-le")),
        "UTF-16, big, marked": make.with_xmp(make.jpeg(), b"\xfe\xff" + PACKET.decode().encode("utf-16-be")),
        "UTF-32": make.with_xmp(make.jpeg(), PACKET.decode().encode("utf-32")),
        "with its wrapper": make.with_xmp(
            make.jpeg(), b'<?xpacket begin="" id="W5M0"?>' + PACKET + b'<?xpacket end="w"?>'
        ),
        "extended, pieces out of order": extended,
        "cut short": make.with_xmp(make.jpeg(), cut),
        "with entities": make.with_xmp(make.jpeg(), LAUGHS),
        "with an outside entity": make.with_xmp(make.jpeg(), OUTSIDE),
        "in a packed PNG text": make.png(
            make.chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x01\x00\x00\x00" + zlib.compress(PACKET))
        ),
        "in a raw profile": make.png(
            make.chunk(
                b"zTXt",
                b"Raw profile type xmp\x00\x00" + zlib.compress(b"\nxmp\n  %d\n" % len(PACKET) + PACKET.hex().encode()),
            )
        ),
    }


@pytest.mark.parametrize("how", [
    "UTF-16, little", "UTF-16, big, marked", "UTF-32", "with its wrapper", "extended, pieces out of order", "cut short",
    "with entities", "with an outside entity", "in a packed PNG text", "in a raw profile",
])  # fmt: skip
def test_xmp_is_read_however_it_is_written(how: str, make: Any, write: Put) -> None:
    data = packets(make)[how]
    record = read(write("a.png" if data.startswith(b"\x89") else "a.jpg", data))
    said = {(each.tag, each.value) for each in record.entries}
    assert ("City", "Altona") in said
    assert any(value == "Quince harvest" for _, value in said)
    assert bool(record.problems) == (how in ("cut short", "with entities", "with an outside entity"))


BROKEN: dict[str, tuple[str, Callable[[Any], bytes], str]] = {
    "empty": ("a.jpg", lambda make: b"", "is empty"),
    "text": ("a.jpg", lambda make: b"Not a picture at all.\n", "plain text"),
    "a web page": ("a.jpg", lambda make: b"<!DOCTYPE html><p>Hi", "a web page"),
    "a PDF": ("a.jpg", lambda make: b"%PDF-1.7\n", "a PDF document"),
    "a drawing": ("a.png", lambda make: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"),
    "a PostScript drawing": ("a.png", lambda make: b"%!PS-Adobe-3.0 EPSF", "a PostScript drawing"),
    "a video": ("a.heic", lambda make: b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "a video"),
    "only the first two bytes": ("a.jpg", lambda make: b"\xff\xd8", "ends before the picture"),
    "cut in the head": ("a.jpg", lambda make: make.jpeg()[:100], "ends before the picture"),
    "cut in the pixels": ("a.jpg", lambda make: make.jpeg()[:-300], "its end is missing"),
    "a PNG that is cut": ("a.png", lambda make: make.png()[:-20], "its end is missing"),
    "a damaged text": ("a.png", lambda make: make.png(make.chunk(b"tEXt", b"Title\x00Fox")[:-1] + b"\x00"), "check sum"),
    "no pixels": ("a.png", lambda make: make.header(bytes(13)), "no pixels"),
    "more pixels than there are": (
        "a.png",
        lambda make: make.header(struct.pack(">IIB", 100_000, 100_000, 8) + bytes(4)),
        "100000 by 100000 pixels",
    ),
    "a text that unpacks without end": (
        "a.png", lambda make: make.png(make.chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(20_000_000)))),
        "more than 1 MB",
    ),
    "a packed text that is damaged": ("a.png", lambda make: make.png(make.chunk(b"zTXt", b"Comment\x00\x00zzz")), "packed text"),
    "EXIF that is none": ("a.jpg", lambda make: make.with_segment(make.jpeg(), 0xE1, b"Exif\x00\x00garbage here"), "EXIF"),
    "EXIF that refers to itself": (
        "a.jpg", lambda make: make.with_exif(make.exif((0x010E, 2, 4, b"Fox\x00"), following=8)), "circle",
    ),
    "EXIF with a directory within itself": (
        "a.jpg", lambda make: make.with_exif(make.exif((0x8769, 4, 1, struct.pack("<I", 8)))), "circle",
    ),
    "EXIF with a value of two gigabytes": (
        "a.jpg", lambda make: make.with_exif(make.exif((0x010E, 2, 0x7FFFFFFF, bytes(4)))), "larger than the file",
    ),
    "a GIF that is cut": ("a.gif", lambda make: (SAMPLES / "all.gif").read_bytes()[:-50], "its end is missing"),
    "a WebP that is cut": ("a.webp", lambda make: (SAMPLES / "all.webp").read_bytes()[:-50], "its end is missing"),
    "an AVIF that is cut": ("a.avif", lambda make: (SAMPLES / "all.avif").read_bytes()[:-50], "its end is missing"),
    "a HEIC without its list": ("a.heic", lambda make: (SAMPLES / "all.heic").read_bytes()[:30], "list of what it holds"),
    "a TIFF that is cut": ("a.tif", lambda make: (SAMPLES / "all.tif").read_bytes()[:40], "cut short"),
}  # fmt: skip


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_picture_gets_a_sentence(how: str, make: Any, write: Put) -> None:
    name, data, said = BROKEN[how]
    record = read(write(name, data(make)))
    assert any(said in each.why for each in record.problems), record.problems
    assert all(each.why.endswith(".") and each.suggestion for each in record.problems)


def test_a_folder_or_a_missing_file_gets_a_sentence(tmp_path: Path) -> None:
    assert read(tmp_path).problems
    assert read(tmp_path / "none.jpg").problems


def test_words_before_a_cut_are_read_all_the_same(make: Any, write: Put) -> None:
    data = make.with_segment(make.jpeg(), 0xFE, b"Quince harvest")[:-300]
    assert [each.value for each in read(write("a.jpg", data)).entries] == ["Quince harvest"]


def test_both_of_two_exif_blocks_are_read(make: Any, write: Put) -> None:
    data = make.jpeg()
    for text in (b"Fox\x00", b"Owl\x00"):
        data = make.with_segment(data, 0xE1, b"Exif\x00\x00" + make.exif((0x010E, 2, 4, text)))
    assert {each.value for each in read(write("a.jpg", data)).entries} == {"Fox", "Owl"}


def test_words_after_the_pixels_of_a_png(make: Any, write: Put) -> None:
    data = make.png()
    data = data[:-12] + make.chunk(b"tEXt", b"Comment\x00Quince harvest") + data[-12:]
    assert [(each.tag, each.value) for each in read(write("a.png", data)).entries] == [("Comment", "Quince harvest")]


def test_a_comment_of_a_later_frame(write: Put) -> None:
    stream = io.BytesIO()
    frames = [Image.new("P", (8, 8), number) for number in range(3)]
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:])
    data = stream.getvalue()[:-1] + b"!\xfe\x0eQuince harvest\x00;"
    record = read(write("a.gif", data))
    assert [each.value for each in record.entries] == ["Quince harvest"]
    assert not record.problems


def test_every_page_of_a_tiff(write: Put) -> None:
    stream = io.BytesIO()
    pages = [Image.new("L", (8, 8)) for _ in range(3)]
    pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:], description="Quince harvest")
    record = read(write("a.tif", stream.getvalue()))
    assert [each.value for each in record.entries if each.tag == "ImageDescription"] == ["Quince harvest"] * 3
    assert not record.problems


TRAILERS = {
    "a video": (b"\x00\x00\x00\x18ftypmp42" + bytes(200), "video"),
    "an archive": (b"PK\x03\x04" + bytes(100) + b"PK\x05\x06" + bytes(18), "archive"),
    "a document": (b"%PDF-1.7\n" + b"x" * 100 + b"\n%%EOF\n", "document"),
    "something": (b"hello there " * 20, "data"),
}


@pytest.mark.parametrize("what", TRAILERS)
@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_what_follows_the_picture(what: str, ending: str, make: Any, write: Put) -> None:
    more, kind = TRAILERS[what]
    data = make.jpeg() if ending == "jpg" else make.png()
    trailer = read(write(f"a.{ending}", data + more)).trailer
    assert trailer is not None
    assert trailer.what == kind
    assert trailer.size == len(more)


def test_another_picture_behind_the_picture(make: Any, write: Put) -> None:
    trailer = read(write("a.jpg", make.jpeg() + make.jpeg())).trailer
    assert trailer is not None
    assert trailer.what == "picture"


def test_the_rest_of_an_uncut_screenshot(make: Any, write: Put) -> None:
    trailer = read(
        write("a.png", make.png() + bytes(50) + make.chunk(b"IDAT", bytes(80)) + make.chunk(b"IEND", b""))
    ).trailer
    assert trailer is not None
    assert trailer.what == "picture"


def test_a_few_zero_bytes_are_nothing(make: Any, write: Put) -> None:
    assert read(write("a.jpg", make.jpeg() + bytes(2000))).trailer is None
    assert read(write("a.png", make.png() + b"\n")).trailer is None


def test_the_content_decides_the_type(make: Any, write: Put) -> None:
    record = read(write("a.jpg", (SAMPLES / "all.heic").read_bytes()))
    assert (record.format, record.ending_fits) == ("HEIC", False)
    assert any(each.tag == "PersonInImage" for each in record.entries)


def test_a_position_of_zero_by_zero_fractions(make: Any, write: Put) -> None:
    gps = struct.pack("<H", 4)
    start = 26
    values = start + 2 + 4 * 12 + 4
    for tag, kind, count, value in (
        (1, 2, 2, b"N\x00\x00\x00"),
        (2, 5, 3, struct.pack("<I", values)),
        (3, 2, 2, b"W\x00\x00\x00"),
        (4, 5, 3, struct.pack("<I", values)),
    ):
        gps += struct.pack("<HHI", tag, kind, count) + value
    block = make.exif((0x8825, 4, 1, struct.pack("<I", start))) + gps + bytes(4) + bytes(24)
    record = read(write("a.jpg", make.with_exif(block)))
    assert [fact.kind for fact in facts(record)] == ["unread-position"]


@pytest.mark.parametrize(
    ("thumb", "size", "kinds"),
    [((160, 120), (400, 300), []), ((120, 160), (400, 300), []), ((160, 120), (300, 300), ["thumbnail"])],
)
def test_a_thumbnail_of_another_shape(
    thumb: tuple[int, int], size: tuple[int, int], kinds: list[str], make: Any, write: Put
) -> None:
    small = make.jpeg(*thumb)
    rows = struct.pack("<HHHII", 2, 0x0201, 4, 1, 44) + struct.pack("<HHII", 0x0202, 4, 1, len(small)) + bytes(4)
    block = make.exif(following=14) + rows + small
    record = read(write("a.jpg", make.with_segment(make.jpeg(*size), 0xE1, b"Exif\x00\x00" + block)))
    assert [fact.kind for fact in facts(record)] == kinds


def test_a_thumbnail_with_bars_has_the_shape_of_what_it_shows(make: Any, write: Put) -> None:
    stream = io.BytesIO()
    image = Image.new("RGB", (160, 120))
    image.paste((200, 180, 90), (0, 15, 160, 105))
    image.save(stream, "JPEG", quality=95)
    small = stream.getvalue()
    rows = struct.pack("<HHHII", 2, 0x0201, 4, 1, 44) + struct.pack("<HHII", 0x0202, 4, 1, len(small)) + bytes(4)
    block = make.exif(following=14) + rows + small
    record = read(write("a.jpg", make.with_segment(make.jpeg(320, 180), 0xE1, b"Exif\x00\x00" + block)))
    assert record.thumbnails
    assert not facts(record)
