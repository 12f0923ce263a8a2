"""Writes the sample pictures of this folder with exiftool, and `expected.json`, what exiftool reads in them.

    python tests/images/make_samples.py [EXIFTOOL]

Needs exiftool 12.60 or later (earlier ones cannot write WebP), Pillow with AVIF, and pillow-heif for the HEIC file.
Every text is invented and begins with "Zq" and a number, so that each can be looked for. The samples are committed: tests
need neither exiftool nor pillow-heif.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent / "samples"
FORMATS = ("jpg", "png", "webp", "tif", "gif", "heic", "avif")
TAGS = """
EXIF:DocumentName EXIF:ImageDescription EXIF:Make EXIF:Model EXIF:Software EXIF:Artist EXIF:HostComputer EXIF:Copyright
EXIF:XPTitle EXIF:XPComment EXIF:XPAuthor EXIF:XPKeywords EXIF:XPSubject EXIF:UserComment EXIF:ImageUniqueID EXIF:OwnerName
EXIF:SerialNumber EXIF:LensSerialNumber EXIF:GPSProcessingMethod EXIF:GPSAreaInformation
IPTC:ObjectName IPTC:Keywords IPTC:ContentLocationName IPTC:SpecialInstructions IPTC:By-line IPTC:By-lineTitle IPTC:City
IPTC:Sub-location IPTC:Province-State IPTC:Country-PrimaryLocationName IPTC:Headline IPTC:Credit IPTC:Source
IPTC:CopyrightNotice IPTC:Contact IPTC:Caption-Abstract IPTC:Writer-Editor
XMP-dc:Title XMP-dc:Description XMP-dc:Description-es XMP-dc:Subject XMP-dc:Creator XMP-dc:Rights XMP-xmp:CreatorTool
XMP-xmp:Label XMP-photoshop:Headline XMP-photoshop:City XMP-photoshop:State XMP-photoshop:Country
XMP-photoshop:AuthorsPosition XMP-photoshop:CaptionWriter XMP-photoshop:Instructions XMP-photoshop:Credit
XMP-photoshop:History XMP-iptcCore:Location XMP-iptcCore:CreatorAddress XMP-iptcCore:CreatorCity
XMP-iptcCore:CreatorWorkEmail XMP-iptcCore:CreatorWorkTelephone XMP-iptcCore:AltTextAccessibility
XMP-iptcCore:ExtDescrAccessibility XMP-iptcExt:PersonInImage XMP-iptcExt:PersonInImageName
XMP-iptcExt:OrganisationInImageName XMP-iptcExt:Event XMP-iptcExt:LocationShownCity XMP-iptcExt:LocationShownSublocation
XMP-iptcExt:LocationCreatedSublocation XMP-iptcExt:AdditionalModelInformation XMP-plus:ModelReleaseID
XMP-mwg-rs:RegionName XMP-MP:RegionPersonDisplayName XMP-digiKam:TagsList XMP-lr:HierarchicalSubject XMP-aux:OwnerName
XMP-aux:SerialNumber XMP-exifEX:LensSerialNumber XMP-acdsee-rs:ACDSeeRegionName
""".split()
SHORT = {"EXIF:ImageUniqueID": "Zq{}0000000000000000000000000000", "IPTC:City": "Zq{} Altona"}
FIXED = {
    "EXIF:Orientation#": "6",
    "EXIF:GPSLatitude": "44.0582", "EXIF:GPSLatitudeRef": "N", "EXIF:GPSLongitude": "92.5063", "EXIF:GPSLongitudeRef": "W",
    "EXIF:DateTimeOriginal": "2026:09:18 10:15:00", "EXIF:OffsetTimeOriginal": "-05:00",
    "XMP-plus:ModelReleaseStatus": "None", "XMP-plus:MinorModelAgeDisclosure": "Age 14 or Under",
    "XMP-iptcExt:ModelAge": "9", "XMP-mwg-rs:RegionType": "Face",
    "XMP-exif:GPSLatitude": "44.0582", "XMP-exif:GPSLongitude": "-92.5063",
}  # fmt: skip
PNG_TAGS = ("Title", "Author", "Description", "Comment", "Copyright", "Software", "Source", "Disclaimer")


def base(path: Path) -> None:
    """A small picture, upright only when it is turned, with a colour profile where the format keeps one."""
    from PIL import ImageCms

    image = Image.new("RGB", (64, 40), (214, 226, 240))
    pen = ImageDraw.Draw(image)
    pen.ellipse((8, 8, 32, 32), fill=(200, 90, 40))
    pen.line((0, 39, 63, 20), fill=(30, 80, 40), width=3)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if path.suffix == ".heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
        image.save(path, quality=60)
    elif path.suffix == ".gif":
        image.quantize(16).save(path)
    else:
        image.save(path, icc_profile=profile)


def arguments(ending: str) -> list[str]:
    """What exiftool is told to write."""
    said = []
    for number, tag in enumerate(TAGS, 100):
        said.append(f"-{tag}={SHORT.get(tag, 'Zq{} Linnet Okonjo').format(number)}")
    said += [f"-{tag}={value}" for tag, value in FIXED.items()]
    if ending == "png":
        said += [f"-PNG:{tag}=Zq{number} Linnet Okonjo" for number, tag in enumerate(PNG_TAGS, 300)]
    if ending in ("jpg", "gif"):
        said.append("-Comment=Zq400 Linnet Okonjo")
    return said


def main() -> None:
    """Write every sample and what exiftool says of it."""
    exiftool = sys.argv[1] if len(sys.argv) > 1 else "exiftool"
    HERE.mkdir(exist_ok=True)
    read = {}
    with tempfile.TemporaryDirectory() as folder:
        thumbnail = Path(folder) / "thumbnail.jpg"
        Image.new("RGB", (80, 40), (180, 20, 20)).save(thumbnail)
        for ending in FORMATS:
            made = Path(folder) / f"all.{ending}"
            base(made)
            extra = [f"-ThumbnailImage<={thumbnail}"] if ending == "jpg" else []
            subprocess.run(
                [
                    exiftool,
                    "-q",
                    "-m",
                    "-n",
                    "-overwrite_original",
                    "-charset",
                    "iptc=UTF8",
                    *arguments(ending),
                    *extra,
                    made,
                ],
                check=False,
            )
            subprocess.run(
                [
                    exiftool,
                    "-q",
                    "-m",
                    "-overwrite_original",
                    *[each for each in arguments(ending) if "plus" in each],
                    made,
                ],
                check=False,
            )
            shutil.copy(made, HERE / made.name)
            printed = subprocess.run([exiftool, "-j", "-G", "-a", made], capture_output=True, check=True).stdout
            (said,) = json.loads(printed)
            read[made.name] = {tag.replace(":", " "): str(value) for tag, value in said.items() if "Zq" in str(value)}
    text = json.dumps(read, indent=1, sort_keys=True, ensure_ascii=False)
    (HERE / "expected.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
