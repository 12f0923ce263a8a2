"""What a file is, by its first bytes; the endings that go with it; and what is said of files that are no pictures."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FIRST = 64  # bytes that tell

ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
        "PNG": (".png", ".apng"),
        "WebP": (".webp",),
        "GIF": (".gif",),
        "TIFF": (".tif", ".tiff"),
        "HEIC": (".heic", ".heif", ".hif"),
        "AVIF": (".avif", ".avifs"),
        "BMP": (".bmp",),
    }
)
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_AVIF = frozenset({b"avif", b"avis"})
_HEIF = frozenset({b"mif1", b"msf1", b"mif2", b"miaf"})
_OTHERS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"%!PS", "a PostScript drawing"),
    (b"\xc5\xd0\xd3\xc6", "a PostScript drawing"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"8BPS", "a Photoshop document"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (b"FUJIFILM", "a camera's raw file"),
    (b"RIFF", "a sound or video file"),
    (b"OggS", "a sound or video file"),
    (b"\x1aE\xdf\xa3", "a video"),
)


def format_of(first: bytes) -> str | None:
    """The format of a picture by its first bytes, None when it is no picture that postcheck reads."""
    if first.startswith(b"\xff\xd8\xff") or first == b"\xff\xd8":
        return "JPEG"
    if first.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if first.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if first[:4] == b"RIFF" and first[8:12] == b"WEBP":
        return "WebP"
    if first.startswith((b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return "TIFF"
    if first.startswith(b"BM") and len(first) > 26:
        return "BMP"
    if first[4:8] == b"ftyp":
        return _boxed(first)
    return None


def _boxed(first: bytes) -> str | None:
    """HEIC or AVIF by the brands of the first box; a video has others."""
    brands = {first[8:12], *(first[at : at + 4] for at in range(16, min(len(first), 64), 4))}
    if first[8:12] in _AVIF or (first[8:12] in _HEIF and brands & _AVIF):
        return "AVIF"
    return "HEIC" if first[8:12] in _HEIC | _HEIF else None


def other(first: bytes) -> str:
    """What a file that is no picture of ours seems to be, in words."""
    for start, what in _OTHERS:
        if first.startswith(start):
            return what
    if first[4:8] == b"ftyp":
        return "a video"
    text = first.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"<svg") or (text.startswith(b"<?xml") and b"<svg" in text):
        return "an SVG drawing"
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "a web page"
    if text.startswith(b"<"):
        return "a web page or an XML file"
    if text and not any(byte < 9 for byte in text):
        return "plain text"
    return "something that is no picture"
