"""A clean copy of a picture: what it carried is removed, and the copy is proved before it is written.

Proved is that the copy decodes to the same pixels, has the same colour profile, is turned the same way, and says nothing.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from xml.sax.saxutils import escape

from postcheck.errors import PostcheckError, UnreadableError
from postcheck.images import fields, kinds
from postcheck.images.facts import facts
from postcheck.images.read import read
from postcheck.images.record import Record
from postcheck.images.strip import CAN, strip

MOST_BYTES = 500_000_000
KEEP: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "alt": {
            "Iptc4xmpCore:AltTextAccessibility": ("AltTextAccessibility",),
            "Iptc4xmpCore:ExtDescrAccessibility": ("ExtDescrAccessibility",),
        },
        "credit": {
            "dc:creator": ("Creator", "By-line", "Artist"),
            "dc:rights": ("Rights", "CopyrightNotice", "Copyright"),
            "photoshop:Credit": ("Credit",),
        },
    }
)
"""What may be kept: the XMP property that is written, and the tags from which its words are taken, the first that is there."""
_ALT = frozenset({"dc:rights", "Iptc4xmpCore:AltTextAccessibility", "Iptc4xmpCore:ExtDescrAccessibility"})
_FACTS = {
    "position": "its position", "unread-position": "its position", "serial": "the camera's serial number",
    "thumbnail": "a small preview", "maybe-thumbnail": "a small preview", "video": "a video", "archive": "a hidden file",
    "document": "a hidden file", "picture": "another picture behind its end", "data": "data behind its end",
    "released": "what it says of releases", "unreleased": "what it says of releases", "limited": "what it says of releases",
    "minor": "the age of people in it", "adults": "the age of people in it", "face": "marked faces",
}  # fmt: skip


class RefusedError(PostcheckError):
    """A picture that is not scrubbed, though it could be read; the text says what to do instead."""


class Scrubbed(NamedTuple):
    """What came of it: where the clean picture is, where the original is kept if it was replaced, and what is gone."""

    clean: Path
    backup: Path | None
    removed: tuple[str, ...]
    kept: tuple[str, ...]


def scrub(path: Path, keep: tuple[str, ...] = (), replace: bool = False, folder: Path | None = None) -> Scrubbed:
    """Write a clean copy, beside the picture or into a folder, or replace the picture and keep the original as a backup.

    Raises UnreadableError when the picture cannot be examined and RefusedError when it is not scrubbed; then nothing was
    written.
    """
    if not path.is_file():
        raise UnreadableError("There is no such file.", "Check the spelling of its name and folder.")
    if path.stat().st_size > MOST_BYTES:
        raise RefusedError(f"It is larger than {MOST_BYTES // 1_000_000} MB. Make a smaller copy first.")
    record = read(path)
    if record.format not in CAN:
        raise _not_ours(record)
    packet, kept = _packet(record, keep)
    data = path.read_bytes()
    clean = strip(data, record.format, _orientation(record), packet)
    _prove(data, clean, record, kept)
    target = path.resolve() if replace else (folder or path.parent) / _copy_name(path, folder)
    backup = target.with_name(f"{target.name}.orig") if replace else None
    _write(target, clean, path, backup)
    return Scrubbed(target, backup, _removed(record), kept)


def _not_ours(record: Record) -> PostcheckError:
    if not record.format:
        first = record.problems[0]
        return UnreadableError(first.why, first.suggestion)
    return RefusedError(
        f"{record.format} pictures cannot be scrubbed without loss. Open it in a photo program, export it as JPEG or PNG, "
        "and scrub that copy."
    )


def _copy_name(path: Path, folder: Path | None) -> str:
    return path.name if folder is not None else f"{path.stem}-clean{path.suffix}"


def _orientation(record: Record) -> int:
    said = next((each.value for each in record.entries if (each.group, each.tag) == ("EXIF", "Orientation")), "1")
    return int(said) if said in ("2", "3", "4", "5", "6", "7", "8") else 1


def _packet(record: Record, keep: tuple[str, ...]) -> tuple[bytes, tuple[str, ...]]:
    """A small XMP packet with what is to be kept, and the properties in it."""
    lines: list[str] = []
    kept: list[str] = []
    entries = sorted(record.entries, key=lambda each: each.group != "XMP")
    for name in keep:
        for wanted, tags in KEEP[name].items():
            words = next(
                (each.value for tag in tags for each in entries if each.tag == tag and len(each.value) < 10_000), None
            )
            if words is None:
                continue
            kept.append(tags[0])
            text = escape("".join(char for char in words if char.isprintable() or char == "\n"))
            if wanted in _ALT:
                text = f'<rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt>'
            elif wanted == "dc:creator":
                text = f"<rdf:Seq><rdf:li>{text}</rdf:li></rdf:Seq>"
            lines.append(f"<{wanted}>{text}</{wanted}>")
    if not lines:
        return b"", ()
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        f'{"".join(lines)}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
    return packet.encode(), tuple(kept)


def _prove(data: bytes, clean: bytes, record: Record, kept: tuple[str, ...]) -> None:
    """Raise RefusedError unless the copy shows the same and says nothing but what is kept."""
    if not _same_pixels(data, clean):
        raise RefusedError(
            "The copy would not look exactly the same, so nothing was written. Export it as a new JPEG or PNG."
        )
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"copy{kinds.ENDINGS[record.format][0]}"
        copy.write_bytes(clean)
        left = read(copy)
    said = {each.tag for each in left.entries} - set(kept) - {"Orientation"}
    if said or left.trailer or left.thumbnails or left.problems or _orientation(left) != _orientation(record):
        raise RefusedError("Something was left in the copy, so nothing was written. Export it as a new JPEG or PNG.")


def _same_pixels(one: bytes, other: bytes) -> bool:
    """Whether two pictures decode to the same pixels, frame by frame, with the same colour profile."""
    from PIL import Image, ImageSequence

    formats = ("JPEG", "PNG", "WEBP")  # a JPEG of several pictures is one of these, and only its first picture is kept
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Image.init()  # else only the commonest formats are known
            with (
                Image.open(BytesIO(one), formats=formats) as first,
                Image.open(BytesIO(other), formats=formats) as second,
            ):
                if first.info.get("icc_profile") != second.info.get("icc_profile") or first.mode != second.mode:
                    return False
                if first.format != "MPO" and getattr(first, "n_frames", 1) != getattr(second, "n_frames", 1):
                    return False
                pairs = zip(ImageSequence.Iterator(first), ImageSequence.Iterator(second), strict=False)
                return all(a.size == b.size and a.tobytes() == b.tobytes() for a, b in pairs)
    except Exception as error:  # Pillow raises many kinds of error on damaged pictures
        raise UnreadableError(
            f"This picture cannot be opened ({type(error).__name__}), so no clean copy was made.",
            "Get the picture again from where it came.",
        ) from None


def _write(target: Path, clean: bytes, original: Path, backup: Path | None) -> None:
    """Write the clean picture; a file that is there already is never written over, unless a backup of it is made first."""
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".postcheck-")
    except OSError as error:
        raise RefusedError(f"{target.parent} cannot be written to ({(error.strerror or 'unknown').lower()}).") from None
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(clean)
        shutil.copymode(original, made)
        if backup is not None:
            with backup.open("xb") as saved, original.open("rb") as source:
                shutil.copyfileobj(source, saved)
            shutil.copystat(original, backup)
        else:
            target.open("xb").close()  # claims the name: what is there already stays
        made.replace(target)
    except FileExistsError as error:
        there = Path(error.filename)
        raise RefusedError(
            f"{there} is there already. Move it away first, or give another folder with --output."
        ) from None
    except OSError as error:
        raise RefusedError(f"{target} cannot be written ({(error.strerror or 'unknown').lower()}).") from None
    finally:
        made.unlink(missing_ok=True)


def _removed(record: Record) -> tuple[str, ...]:
    """What is gone, in words, without a word of what it said."""
    said = [_FACTS[fact.kind] for fact in facts(record)]
    if record.thumbnails:
        said.append("a small preview")
    roles = [fields.role(entry) for entry in record.entries]
    shown = [role for role in roles if role is not None and role.names == "shown"]
    if shown:
        said.append("names of people shown")
    if any(role is not None and role.names == "maker" for role in roles):
        said.append("who made it")
    words = sum(role is not None and role.names is None for role in roles)
    if words:
        said.append(f"{words} text{'s' if words > 1 else ''} (title, caption, keywords and the like)")
    if any(role is not None and role.names == "none" for role in roles):
        said.append("names of places or programs")
    rest = sum(role is None and entry.tag != "Orientation" for role, entry in zip(roles, record.entries, strict=True))
    if rest:
        said.append(f"{rest} technical value{'s' if rest > 1 else ''}")
    return tuple(dict.fromkeys(said))
