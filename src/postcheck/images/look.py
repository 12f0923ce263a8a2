"""A draft with what its pictures say of themselves: words become parts of it, facts and what failed go with each picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from postcheck.images import facts, fields
from postcheck.images.read import read, read_within
from postcheck.images.record import Entry, Record
from postcheck.model.draft import Draft, Part, Picture, Unexamined
from postcheck.model.finding import Notice
from postcheck.model.place import Place

_ORDER = {"IPTC": 0, "XMP": 1, "EXIF": 2}  # of the same words in several fields the first is named
MOST_VALUES = 400  # a picture's values that are read as words
MOST_LETTERS = 40_000  # of one value
_ALT = " AltTextAccessibility"


def look(draft: Draft) -> tuple[Draft, tuple[Notice, ...]]:
    """The draft with its pictures' parts and facts, and what is worth saying of the pictures."""
    records: dict[str, Record] = {}
    notices: list[Notice] = []
    for number, picture in enumerate(draft.pictures):
        if not picture.load and (picture.path is None or not _is_file(picture.path)):
            continue
        key = f"{picture.path or picture.file} {picture.place or ''}"
        first = key not in records
        if first:
            records[key] = read_within(picture.file, picture.load) if picture.load else read(Path(picture.path or ""))
        record = records[key]
        draft = told(draft, number, record, words=first)
        if first:
            file = picture.path or picture.file
            unexamined = tuple(Unexamined(file, each.why, each.suggestion) for each in record.problems)
            draft = replace(draft, unexamined=(*draft.unexamined, *unexamined))
        if first and record.format and not record.ending_fits:
            name = PurePosixPath(picture.path or picture.file).name
            said = f"{name} is a {record.format} picture by its content; its ending says something else."
            notices.append(Notice("wrong-ending", f"{said} Give it the right one.", _place(picture)))
    return draft, (*notices, *_without_alt(draft))


def told(draft: Draft, number: int, record: Record, words: bool = True) -> Draft:
    """The draft with what one picture's record says of it; `words` is whether its words become parts."""
    picture = draft.pictures[number]
    pictures = list(draft.pictures)
    pictures[number] = replace(picture, facts=facts.facts(record))
    parts = tuple(_parts(picture, number, record.entries)) if words else ()
    return replace(draft, pictures=tuple(pictures), parts=(*draft.parts, *parts))


def _parts(picture: Picture, number: int, entries: Iterable[Entry]) -> Iterable[Part]:
    """The words of a picture, field by field, each text once; the values of one field are lines of one part."""
    lines: dict[tuple[str, fields.Names | None], list[str]] = {}
    said: set[tuple[str, fields.Names | None]] = set()
    for entry in sorted(entries, key=lambda each: _ORDER.get(each.group, 3)):
        role = fields.role(entry)
        if role is None or len(said) >= MOST_VALUES:
            continue
        text = role.text[:MOST_LETTERS]
        key = (" ".join(text.split()).casefold(), role.names)
        if key not in said:
            said.add(key)
            lines.setdefault((f"{entry.group} {entry.tag}", role.names), []).append(text)
    for (tag, names), texts in lines.items():
        yield Part(
            "metadata",
            "\n".join(texts),
            file=picture.path or picture.file,
            name=f"{picture.file}, {tag}",
            picture=number,
            names=names,
        )


def _without_alt(draft: Draft) -> Iterable[Notice]:
    """The pictures without an alt text: those whose own data offers one, each, and the others together."""
    lacking = []
    alts = _offered(draft)
    for number, picture in enumerate(draft.pictures):
        if picture.described:
            continue
        offered = alts.get(number)
        if offered is None:
            lacking.append(picture)
            continue
        part = draft.parts[offered]
        place = Place("metadata", part.file or draft.path, name=part.name, index=offered, words=(0, len(part.text)))
        said = (
            f"{picture.file} has no alt text for people who cannot see it. Its own data offers one: use it if it fits."
        )
        yield Notice("alt-missing", said, place)
    if len(lacking) == 1:
        said = f"{lacking[0].file} has no alt text. Say in a few words what it shows, for people who cannot see it."
        yield Notice("alt-missing", said, _place(lacking[0]))
    elif lacking:
        names = ", ".join(dict.fromkeys(each.file for each in lacking[:5])) + (
            " and others" if len(lacking) > 5 else ""
        )
        said = f"{len(lacking)} pictures have no alt text: {names}. Say in a few words what each shows."
        yield Notice("alt-missing", said, _place(lacking[0]))


def _offered(draft: Draft) -> dict[int, int]:
    """The part that holds the alt text which a picture carries, by the picture's number."""
    found: dict[int, int] = {}
    for index, part in enumerate(draft.parts):
        if part.picture is not None and part.kind == "metadata" and (part.name or "").endswith(_ALT):
            found.setdefault(part.picture, index)
    return found


def _place(picture: Picture) -> Place:
    return Place("filename", picture.path or picture.file, name=picture.file)


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):
        return False
