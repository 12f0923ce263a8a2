"""A scrubbed picture looks exactly as before and says nothing; the original is never lost."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps

from postcheck.errors import UnreadableError
from postcheck.images.read import read
from postcheck.images.scrub import RefusedError, scrub

SAMPLES = Path(__file__).parent / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
CLEANED = ("all.jpg", "all.png", "all.webp")
Put = Callable[[str, bytes], Path]


def copied(name: str, folder: Path) -> Path:
    return Path(shutil.copy(SAMPLES / name, folder / name))


@pytest.mark.parametrize("name", CLEANED)
def test_nothing_is_left_and_nothing_looks_different(name: str, tmp_path: Path) -> None:
    path = copied(name, tmp_path)
    done = scrub(path)
    assert done.clean == tmp_path / f"all-clean{path.suffix}"
    assert {each.tag: each.value for each in read(done.clean).entries} == {"Orientation": "6"}
    assert b"Zq1" not in done.clean.read_bytes()
    with Image.open(path) as before, Image.open(done.clean) as after:
        assert before.tobytes() == after.tobytes()
        assert before.info["icc_profile"] == after.info["icc_profile"]
        assert ImageOps.exif_transpose(after).size == (40, 64)
    assert path.read_bytes() == (SAMPLES / name).read_bytes()
    assert {"its position", "names of people shown", "who made it"} <= set(done.removed)


@pytest.mark.exiftool
@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
@pytest.mark.parametrize("name", CLEANED)
def test_exiftool_reads_nothing_that_it_wrote(name: str, tmp_path: Path) -> None:
    done = scrub(copied(name, tmp_path))
    printed = subprocess.run(["exiftool", "-j", "-G", "-a", "-n", done.clean], capture_output=True, check=True).stdout
    (said,) = json.loads(printed)
    values = {str(value) for key, value in said.items() if key not in ("SourceFile", "File:Directory")}
    assert not [tag for tag, value in EXPECTED[name].items() if value in values]
    assert not any("Zq" in value for value in values)
    groups = {key.partition(":")[0] for key in said} - {
        "SourceFile",
        "ExifTool",
        "File",
        "Composite",
        "ICC_Profile",
        "JFIF",
    }
    assert groups <= {"EXIF", "PNG", "RIFF"}
    assert [key for key in said if key.startswith("EXIF:")] == ["EXIF:Orientation"]
    assert said["EXIF:Orientation"] == 6


@pytest.mark.parametrize("name", CLEANED)
def test_what_is_asked_for_is_kept(name: str, tmp_path: Path) -> None:
    done = scrub(copied(name, tmp_path), keep=("alt", "credit"))
    left = {each.tag: each.value for each in read(done.clean).entries}
    assert left == {
        "Orientation": "6",
        "AltTextAccessibility": EXPECTED[name]["XMP AltTextAccessibility"],
        "ExtDescrAccessibility": EXPECTED[name]["XMP ExtDescrAccessibility"],
        "Creator": EXPECTED[name]["XMP Creator"],
        "Rights": EXPECTED[name]["XMP Rights"],
        "Credit": EXPECTED[name]["XMP Credit"],
    }


def pictures(make: Any) -> dict[str, tuple[str, bytes]]:
    """Pictures of many makes, each carrying a comment or a text where its format has one."""

    def saved(image: Image.Image, form: str, **said: Any) -> bytes:
        stream = io.BytesIO()
        image.save(stream, form, **said)
        return stream.getvalue()

    noise = Image.effect_noise((61, 43), 90)
    colour = Image.merge("RGB", (noise, noise.rotate(180), noise.transpose(Image.Transpose.FLIP_LEFT_RIGHT)))
    clear = colour.copy()
    clear.putalpha(noise)
    comment = {"comment": b"Quince harvest"}
    exif = Image.Exif()
    exif[0x010E] = "Quince harvest"
    frames = {"save_all": True, "append_images": [colour.rotate(90, expand=False), colour.rotate(180)], "duration": 80}
    return {
        "baseline": ("a.jpg", saved(colour, "JPEG", **comment)),
        "progressive": ("a.jpg", saved(colour, "JPEG", progressive=True, **comment)),
        "grey": ("a.jpg", saved(noise, "JPEG", **comment)),
        "CMYK": ("a.jpg", saved(colour.convert("CMYK"), "JPEG", **comment)),
        "with restarts": ("a.jpg", saved(colour, "JPEG", restart_marker_blocks=1, **comment)),
        "with a video behind it": ("a.jpg", saved(colour, "JPEG") + b"\x00\x00\x00\x18ftypmp42" + bytes(300)),
        "with another picture behind it": ("a.jpg", saved(colour, "JPEG") + saved(noise, "JPEG")),
        "of several pictures": ("a.jpg", saved(colour, "MPO", save_all=True, append_images=[colour.rotate(180)])),
        "palette": ("a.png", saved(colour.quantize(9), "PNG")),
        "sixteen bits": ("a.png", saved(noise.convert("I;16"), "PNG")),
        "with alpha": ("a.png", saved(clear, "PNG")),
        "animated": ("a.png", saved(colour, "PNG", **frames)),
        "with what was cut off": ("a.png", saved(colour, "PNG") + saved(noise, "PNG")[33:]),
        "lossy": ("a.webp", saved(colour, "WEBP", exif=exif)),
        "simple": ("a.webp", saved(colour, "WEBP")),
        "lossless with alpha": ("a.webp", saved(clear, "WEBP", lossless=True, exif=exif)),
        "animated WebP": ("a.webp", saved(colour, "WEBP", exif=exif, **frames)),
    }


@pytest.mark.parametrize("what", [
    "baseline", "progressive", "grey", "CMYK", "with restarts", "with a video behind it", "with another picture behind it",
    "of several pictures", "palette", "sixteen bits", "with alpha", "animated", "with what was cut off", "lossy", "simple",
    "lossless with alpha", "animated WebP",
])  # fmt: skip
def test_pictures_of_every_make(what: str, make: Any, write: Put) -> None:
    name, data = pictures(make)[what]
    done = scrub(write(name, data))
    left = read(done.clean)
    assert not left.entries
    assert left.trailer is None
    with Image.open(io.BytesIO(data)) as before, Image.open(done.clean) as after:
        assert (before.mode, before.size) == (after.mode, after.size)
        assert what == "of several pictures" or getattr(before, "n_frames", 1) == getattr(after, "n_frames", 1)
        assert before.tobytes() == after.tobytes()


def test_replacing_keeps_the_original(tmp_path: Path) -> None:
    path = copied("all.jpg", tmp_path)
    path.chmod(0o640)
    done = scrub(path, replace=True)
    assert done.clean == path.resolve()
    assert done.backup == path.resolve().with_name("all.jpg.orig")
    assert done.backup.read_bytes() == (SAMPLES / "all.jpg").read_bytes()
    assert path.stat().st_mode & 0o777 == 0o640
    assert not (set(tmp_path.iterdir()) - {path, done.backup})
    with pytest.raises(RefusedError, match="is there already"):
        scrub(path, replace=True)


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = copied("all.png", tmp_path)
    (tmp_path / "all-clean.png").write_bytes(b"mine")
    with pytest.raises(RefusedError, match="is there already"):
        scrub(path)
    assert (tmp_path / "all-clean.png").read_bytes() == b"mine"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", ["all.tif", "all.gif", "all.heic", "all.avif"])
def test_other_formats_are_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="export it as JPEG or PNG"):
        scrub(copied(name, tmp_path))


@pytest.mark.parametrize("name", CLEANED)
def test_a_picture_that_is_cut_is_not_scrubbed(name: str, write: Put) -> None:
    path = write(name, (SAMPLES / name).read_bytes()[:-30])
    with pytest.raises(UnreadableError):
        scrub(path)
    assert list(path.parent.iterdir()) == [path]


def test_a_picture_of_another_content_is_scrubbed_by_its_content(tmp_path: Path) -> None:
    path = Path(shutil.copy(SAMPLES / "all.png", tmp_path / "all.jpg"))
    assert read(scrub(path).clean).format == "PNG"


def test_the_command(tmp_path: Path, postcheck: Callable[..., Any]) -> None:
    copied("all.jpg", tmp_path), copied("all.tif", tmp_path)
    done = postcheck("images", "scrub", "all.jpg")
    assert done.code == 0
    assert "its position" in done.out
    assert "Okonjo" not in done.out
    assert postcheck("images", "scrub", "all.jpg", "all.tif", "none.png").code == 2
    assert postcheck("images", "scrub", "all.tif").code == 1
    assert "--keep does not know" in postcheck("images", "scrub", "all.jpg", "--keep", "names").err


def test_show_is_for_a_person_to_read(tmp_path: Path, postcheck: Callable[..., Any]) -> None:
    copied("all.jpg", tmp_path)
    shown = postcheck("images", "show", "all.jpg", "--show-values")
    assert shown.code == 0
    for words in ("44.05820, -92.50630", "Linnet Okonjo  (XMP PersonInImage)", "no release was signed", "under 18"):
        assert words in shown.out
    hidden = postcheck("images", "show", "all.jpg")
    assert "Okonjo" not in hidden.out
    assert "44.058" not in hidden.out
    assert postcheck("images", "show", "none.jpg").code == 2
