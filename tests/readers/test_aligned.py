from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from postcheck.model.draft import Draft, Part
from postcheck.readers.aligned import align
from postcheck.readers.drafts import read_text


def read(text: str) -> Draft:
    return read_text(text.encode(), "draft.md", Path())


def titles(text: str) -> tuple[str, list[Part]]:
    draft = read(text)
    assert not draft.unexamined
    return draft.source, [part for part in draft.parts if part.kind == "title"]


FRONTS = [
    ("plain", "title: Our Maria Lopez won\n"),
    ("plain over two lines", "title: Our\n  Maria Lopez won\n"),
    ("folded", "title: >\n  Our\n  Maria Lopez won\n"),
    ("folded and stripped, with a remark", "title: >- # Maria Lopez\n    Our\n    Maria Lopez won\n"),
    ("lines kept", "title: |\n  Our\n  Maria Lopez won\n"),
    ("single quotes", "title: 'It''s our Maria Lopez who won'\n"),
    ("double quotes with escapes", 'title: "\\u00a1Our \\"Maria Lopez\\" won!"\n'),
    ("double quotes over two lines", 'title: "Our \\\n  Maria Lopez won"\n'),
    ("an anchor before it", "title: &t Our Maria Lopez won\n"),
    ("a tag before it", "title: !!str Our Maria Lopez won\n"),
]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("front", [case[1] for case in FRONTS], ids=[case[0] for case in FRONTS])
def test_a_title_knows_the_place_of_every_word(front: str, end: str) -> None:
    source, (title,) = titles(f"---\n{front}---\nHello\n".replace("\n", end))
    for word in ("Maria Lopez", "won"):
        at = title.text.index(word)
        place = title.source(at, at + len(word))
        assert place is not None and source[slice(*place)] == word


TOML = [
    ("a string", 'title = "Our Maria Lopez won"\n'),
    ("escapes", 'title = "\\u00a1Our \\"Maria Lopez\\" won"\n'),
    ("a literal string", "title = 'Our Maria Lopez won'\n"),
    ("several lines", "[params]\ndescription = '''\nOur\nMaria Lopez won'''\n"),
    ("in a table in a line", 'x = {caption = "Our Maria Lopez won"}\n'),
    ("after a remark that looks alike", '# title = "none"\ntitle = "Our Maria Lopez won"\n'),
]  # fmt: skip


@pytest.mark.parametrize("front", [case[1] for case in TOML], ids=[case[0] for case in TOML])
def test_titles_in_toml_are_read(front: str) -> None:
    source, (title,) = titles(f"+++\n{front}+++\nHello\n")
    at = title.text.index("Maria Lopez")
    place = title.source(at, at + len("Maria Lopez"))
    assert place is not None and source[slice(*place)] == "Maria Lopez"


def test_toml_that_is_broken_is_told() -> None:
    draft = read("+++\ntitle = \n+++\nHello\n")
    assert "not valid TOML" in draft.unexamined[0].why


def test_a_sites_anchors_are_taken_and_each_text_is_met_once() -> None:
    _, found = titles(
        "---\nx: &t Our day\ntitle: *t\ny: &y {caption: A bridge}\nz: [*y, *y]\nw: {<<: *y}\n---\nHello\n"
    )
    assert [part.text for part in found] == ["Our day", "A bridge"]


@pytest.mark.parametrize(
    ("front", "why"),
    [
        pytest.param("postcheck:\n  account: &a school\n", "anchors (&)", id="an anchor in our block"),
        pytest.param("x: &x {account: school}\npostcheck: *x\n", "anchors (&)", id="an alias as our block"),
        pytest.param("title: *gone\n", "an anchor that is not there", id="an alias of nothing"),
    ],
)
def test_anchors_in_our_block_and_aliases_of_nothing_are_refused(front: str, why: str) -> None:
    assert why in read(f"---\n{front}---\nHello\n").unexamined[0].why


def test_aliases_that_multiply_cost_nothing() -> None:
    lines = ["a0: &a0 {title: x}"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    _, found = titles("---\n" + "\n".join(lines) + "\n---\nHello\n")
    assert [part.text for part in found] == ["x"]


VALUES = st.text(st.sampled_from("ab '\"\\é\n\t:#"), min_size=1, max_size=20)


@settings(deadline=None)
@given(VALUES)
def test_whatever_a_library_writes_is_followed_or_given_up(value: str) -> None:
    for written in (
        json.dumps(value),
        json.dumps(value, ensure_ascii=False),
        yaml.safe_dump(value).removesuffix("...\n"),
    ):
        found = align(written, 0, len(written), value)
        if found is None:
            continue
        assert found.text == value
        part = Part("title", *found)
        before = 0
        for at, character in enumerate(value):
            place = part.source(at, at + 1)
            assert place is not None and before <= place[0] <= place[1] <= len(written)
            before = place[0]
            stands = written[slice(*place)]
            if len(stands) == 1:
                assert stands == character or (stands.isspace() and character.isspace())


@given(st.text(st.sampled_from("ab '\"\\é:#"), min_size=1, max_size=20).filter(str.strip))
def test_json_strings_are_always_followed(value: str) -> None:
    written = json.dumps(value)
    assert align(written, 0, len(written), value) is not None
