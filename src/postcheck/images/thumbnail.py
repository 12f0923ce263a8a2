"""A picture's thumbnail against the picture: one of another shape still shows what was cut off.

Only the thumbnail is decoded, never the picture. A cut that keeps the shape is not seen.
"""

from __future__ import annotations

import io
from typing import Literal

from postcheck.images import jpeg
from postcheck.images.record import Record, Thumbnail
from postcheck.images.source import Source

TOLERANCE = 0.05  # of the ratio of width and height: thumbnails are rounded to whole pixels
MOST_PIXELS = 4_000_000
_DARK = 40  # of 255: the bars that cameras put beside a thumbnail of another shape


def judged(thumbnail: Thumbnail, record: Record) -> Literal["thumbnail", "maybe-thumbnail"] | None:
    """Whether a thumbnail is of another shape than its picture; only perhaps so when the camera's own size still holds."""
    if not record.width or not record.height or not thumbnail.data.startswith(b"\xff\xd8"):
        return None
    size = (record.width, record.height)
    stored = Record()
    jpeg.read(Source.of(thumbnail.data), stored)
    if not stored.width or not stored.height or _alike((stored.width, stored.height), size):
        return None
    inner = _without_bars(thumbnail.data)
    if inner is None or _alike(inner, size):
        return None
    as_taken = record.original in ((record.width, record.height), (record.height, record.width))
    return "maybe-thumbnail" if as_taken else "thumbnail"


def _alike(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two sizes have one shape, either way up."""
    ratio = other[0] / other[1]
    return any(abs(each / ratio - 1) <= TOLERANCE for each in (one[0] / one[1], one[1] / one[0]))


def _without_bars(data: bytes) -> tuple[int, int] | None:
    """The thumbnail's size without dark bars; None when it cannot be decoded."""
    from PIL import Image  # late: nearly all thumbnails have their picture's shape

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            box = image.convert("L").point(lambda value: 255 if value > _DARK else 0).getbbox()
            return (max(1, box[2] - box[0]), max(1, box[3] - box[1])) if box else image.size
    except Exception:  # a thumbnail that no program can show gives nothing away
        return None
