"""Whatever is cut off or flipped in a picture, reading it raises nothing, ends, and says what it could not read."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from postcheck.errors import UnreadableError
from postcheck.images.facts import facts
from postcheck.images.read import read
from postcheck.images.strip import CAN, strip

SAMPLES = Path(__file__).parent / "samples"
PHOTOS = sorted(path.name for path in SAMPLES.iterdir() if path.suffix != ".json")
ROUNDS = 150


def looked(path: Path) -> None:
    record = read(path)
    assert not [each for each in record.problems if each.why.startswith("postcheck failed")], record.problems
    facts(record)
    if record.format in CAN:
        try:
            strip(path.read_bytes(), record.format)
        except UnreadableError as error:
            assert error.suggestion


@pytest.mark.parametrize("name", PHOTOS)
def test_a_picture_that_is_cut_anywhere(name: str, tmp_path: Path) -> None:
    data, dice = (SAMPLES / name).read_bytes(), random.Random(name)
    path = tmp_path / name
    for _ in range(ROUNDS):
        path.write_bytes(data[: dice.randrange(len(data))])
        looked(path)


@pytest.mark.parametrize("name", PHOTOS)
def test_a_picture_with_bits_flipped(name: str, tmp_path: Path) -> None:
    data, dice = (SAMPLES / name).read_bytes(), random.Random(name)
    path = tmp_path / name
    for _ in range(ROUNDS):
        broken = bytearray(data)
        for _ in range(dice.choice((1, 3, 30))):
            broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
        path.write_bytes(broken)
        looked(path)


@pytest.mark.parametrize("name", PHOTOS)
def test_a_picture_with_numbers_replaced(name: str, tmp_path: Path) -> None:
    data, dice = (SAMPLES / name).read_bytes(), random.Random(name)
    path = tmp_path / name
    for _ in range(ROUNDS):
        at = dice.randrange(min(len(data), 3000))
        path.write_bytes(data[:at] + dice.choice((b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff")) + data[at + 4 :])
        looked(path)
