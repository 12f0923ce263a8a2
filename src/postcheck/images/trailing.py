"""What the bytes after the end of a picture are."""

from __future__ import annotations

from postcheck.images.record import Trail, Trailer


def kind_of(first: bytes, last: bytes, size: int) -> Trailer:
    """Name what follows a picture, by its first bytes, its last bytes and its size in bytes."""
    what: Trail = "data"
    if first[4:8] == b"ftyp" or b"ftypmp4" in first or b"ftypisom" in first or b"MotionPhoto_Data" in last:
        what = "video"
    elif first.startswith(b"PK") or b"PK\x05\x06" in last:
        what = "archive"
    elif first.startswith(b"%PDF") or last.rstrip().endswith(b"%%EOF"):
        what = "document"
    elif first.startswith((b"\xff\xd8\xff", b"\x89PNG")) or b"IDAT" in first or b"IEND" in last:
        what = "picture"
    return Trailer(what, size)
