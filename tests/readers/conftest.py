"""What holds for the places of every body."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from postcheck.readers.body import Body


@pytest.fixture(scope="session")
def check() -> Callable[..., None]:
    return _check


def _check(source: str, body: Body, start: int = 0) -> None:
    """Every character of every part maps into the document, in order, and to itself where the mapping is exact."""
    assert body.parts[0].kind == "text"
    for part in body.parts:
        assert bool(part.text) == bool(part.pieces)
        assert [piece.at for piece in part.pieces] == sorted({piece.at for piece in part.pieces})
        before = start
        for at, character in enumerate(part.text):
            place = part.source(at, at + 1)
            assert place is not None
            assert before <= place[0] <= place[1] <= len(source), (part, at)
            before = place[0]
            stands = source[slice(*place)]
            if len(stands) == 1:
                assert stands == character or (stands.isspace() and character.isspace()), (part, at)
    for reference in body.references:
        assert start <= reference.start < reference.end <= len(source)
        if reference.alt_part is not None:
            assert body.parts[reference.alt_part].text == reference.alt
        if reference.file_part is not None:
            assert body.parts[reference.file_part].kind == "filename"
    for comment in body.comments:
        assert start <= comment.start <= comment.end <= len(source)
