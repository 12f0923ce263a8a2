"""A student whom a draft names in full is found again in its file names, hashtags, handles and addresses."""

from __future__ import annotations

import pytest

from postcheck.checks import echoes
from postcheck.model.draft import Part


def told(kind: str, text: str, *names: str) -> list[str]:
    part = Part(kind, text)  # type: ignore[arg-type]
    return [text[span.start : span.end] for _, span in echoes.find([part], names)]


@pytest.mark.parametrize(
    ("kind", "text", "name", "found"),
    [
        pytest.param("text", "What a game! #WayToGoMalia", "Malia Fonoti", ["Malia"], id="a given name in a hashtag"),
        pytest.param("text", "Go #MaliaFonoti!", "Malia Fonoti", ["MaliaFonoti"], id="a full name in a hashtag"),
        pytest.param("text", "Thanks @fonoti_malia", "Malia Fonoti", ["fonoti_malia"], id="turned in a handle"),
        pytest.param("filename", "torsten.jpg", "Torsten Ekblad", ["torsten"], id="a given name in a file name"),
        pytest.param("filename", "pawsay.htoo.png", "Paw Say Htoo", ["pawsay.htoo"], id="words run together"),
        pytest.param("link", "news/tariq-mahmoud-wins", "Tariq Mahmoud", ["tariq-mahmoud"], id="a full name in an address"),
        pytest.param("link", "staff.html#mahmoud", "Tariq Mahmoud", [], id="a family name alone in an address"),
        pytest.param("text", "Malia came too.", "Malia Fonoti", [], id="a repeated name in prose is no echo"),
        pytest.param("filename", "may_fair.jpg", "May Fairbanks", [], id="an ordinary word in a file name"),
        pytest.param("text", "#Norwegian", "Nor Wegner", [], id="a part of a longer word"),
    ],
)  # fmt: skip
def test_what_tells_a_name_again(kind: str, text: str, name: str, found: list[str]) -> None:
    assert told(kind, text, name) == found
