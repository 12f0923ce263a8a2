"""CPU of reading the metadata of fifty twelve-megapixel JPEGs, ours against Pillow's: `python tests/benchmarks/pictures.py`.

Both read EXIF (with GPS and the Exif directory), IPTC and XMP in one process; imports are counted for both. The ratio is what
to compare. Nothing here is asserted by a test.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import cpu

PICTURES = 50
SAMPLE = Path(__file__).parents[1] / "images" / "samples" / "all.jpg"
PILLOW = """
import sys
from pathlib import Path
from PIL import Image, IptcImagePlugin
for path in sorted(Path(sys.argv[1]).glob("*.jpg")):
    with Image.open(path) as image:
        exif = image.getexif()
        dict(exif), [dict(exif.get_ifd(number)) for number in (0x8769, 0x8825, 1)]
        IptcImagePlugin.getiptcinfo(image), image.getxmp(), image.info.get("comment")
"""
OURS = """
import sys
from pathlib import Path
from postcheck.images.read import read
for path in sorted(Path(sys.argv[1]).glob("*.jpg")):
    assert read(path).entries
"""
LOOKED = """
import sys
from pathlib import Path
from postcheck.images.look import look
from postcheck.model.draft import Draft, Picture
pictures = tuple(Picture(path.name, path.as_posix()) for path in sorted(Path(sys.argv[1]).glob("*.jpg")))
assert look(Draft("", "", (), pictures=pictures))[0].parts
"""


def make(folder: Path) -> None:
    """Fifty large pictures that carry what the sample carries."""
    from PIL import Image

    image = Image.effect_noise((500, 375), 60).convert("RGB").resize((4000, 3000))
    image.save(folder / "plain.jpg", quality=88)
    data, sample = (folder / "plain.jpg").read_bytes(), SAMPLE.read_bytes()
    (folder / "plain.jpg").unlink()
    carried, at = b"", 2
    while sample[at + 1] != 0xDA:
        size = int.from_bytes(sample[at + 2 : at + 4], "big") + 2
        if sample[at + 1] in (0xE1, 0xED, 0xFE):
            carried += sample[at : at + size]
        at += size
    (folder / "00.jpg").write_bytes(data[:2] + carried + data[2:])
    for number in range(1, PICTURES):
        shutil.copy(folder / "00.jpg", folder / f"{number:02}.jpg")


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder)
        runs: dict[str, list[float]] = {"Pillow": [], "read": [], "look": []}
        for code in (PILLOW, OURS, LOOKED):
            subprocess.run([sys.executable, "-c", code, name], check=True)
        for _ in range(8):
            for title, code in (("Pillow", PILLOW), ("read", OURS), ("look", LOOKED)):
                runs[title].append(cpu([sys.executable, "-c", code, name], folder))
        for title in ("read", "look"):
            ratio = statistics.median(a / b for a, b in zip(runs[title][1:], runs["Pillow"][1:], strict=True))
            ours, theirs = statistics.median(runs[title][1:]), statistics.median(runs["Pillow"][1:])
            print(f"{PICTURES} pictures, {title:5} {ours:.3f} s CPU, Pillow {theirs:.3f} s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
