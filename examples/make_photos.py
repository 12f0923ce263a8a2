"""Writes the pictures in `photos/pictures` with exiftool 12.60 or later: `python examples/make_photos.py [EXIFTOOL]`.

Each carries one thing that a picture can say of itself. Every name, place and number is invented. The pictures are
committed; nobody needs exiftool to check them. The HEIC picture needs pillow-heif.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent / "photos" / "pictures"
HERE = (
    "-EXIF:GPSLatitude=41.2033", "-EXIF:GPSLatitudeRef=N", "-EXIF:GPSLongitude=77.1945", "-EXIF:GPSLongitudeRef=W",
)  # fmt: skip
FACE = (
    "-XMP-mwg-rs:RegionInfo={AppliedToDimensions={W=96,H=64,Unit=pixel},RegionList=[{Name=Oona Brightwater,Type=Face,"
    "Area={X=0.3,Y=0.4,W=0.1,H=0.2,Unit=normalized}}]}"
)
SAID: dict[str, tuple[str, ...]] = {
    "porch.jpg": (*HERE, "-EXIF:Model=Lumo 4", "-EXIF:SerialNumber=LX-20071"),
    "harvest.jpg": (FACE, "-IPTC:Keywords=harvest", "-EXIF:Artist=Rosario Valdivia"),
    "bench.png": ("-PNG:Description=Third grader Tobias Ferreira-Lund tries the new bench",),
    "lab.jpg": ("-XMP-plus:ModelReleaseStatus=None", "-XMP-plus:MinorModelAgeDisclosure=Age 14 or Under"),
    "wing.png": ("-PNG:Software=AutoCAD 2024",),
    "cut.jpg": ("-ThumbnailImage<=THUMBNAIL",),
    "moving.jpg": (),
    "fountain.heic": HERE,
    "gallery.avif": ("-XMP-iptcExt:PersonInImage=Ilse Vanterpool",),
    "banner.gif": ("-Comment=what a damn mess, fix the banner",),
    "scan.tif": ("-IPTC:Caption-Abstract=Floor plan of the east wing, second floor",),
    "sprouts.webp": ("-XMP-dc:Description=Bean sprouts in paper cups", "-XMP-xmp:CreatorTool=Lumo Gallery 2.1"),
    "walk.jpg": ("-XMP-iptcCore:AltTextAccessibility=A gravel path between birches",),
}


def draw(path: Path) -> None:
    """A tiny picture."""
    image = Image.new("RGB", (64, 64) if path.name == "cut.jpg" else (96, 64), (196, 214, 228))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 44, 96, 64), fill=(96, 132, 84))
    pen.ellipse((18, 20, 44, 46), fill=(212, 120, 52))
    if path.suffix == ".heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
    image.save(path, **({"quality": 60} if path.suffix in (".jpg", ".webp", ".avif", ".heic") else {}))


def main() -> None:
    """Write every picture."""
    exiftool = sys.argv[1] if len(sys.argv) > 1 else "exiftool"
    FOLDER.mkdir(parents=True, exist_ok=True)
    thumbnail = FOLDER / "thumbnail.jpg"
    Image.new("RGB", (96, 48), (180, 40, 40)).save(thumbnail, quality=40)
    for name, said in SAID.items():
        path = FOLDER / name
        draw(path)
        told = [each.replace("THUMBNAIL", str(thumbnail)) for each in said]
        if told:
            subprocess.run([exiftool, "-q", "-overwrite_original", *told, path], check=True)
    moving = FOLDER / "moving.jpg"
    moving.write_bytes(moving.read_bytes() + b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(400))
    (FOLDER / "broken.jpg").write_bytes((FOLDER / "harvest.jpg").read_bytes()[:-200])
    (FOLDER / "ending.png").write_bytes((FOLDER / "walk.jpg").read_bytes())
    thumbnail.unlink()


if __name__ == "__main__":
    main()
