"""The pictures of a draft: what its body shows, what its sidecar says, and what the command line adds, as one list."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import SplitResult, unquote, urlsplit

from postcheck.model.draft import Part, Picture, Unexamined
from postcheck.readers.body import Reference


def merge(
    folder: Path,
    shown: str,
    references: Iterable[Reference],
    stated: Iterable[Picture],
    photos: Iterable[str] = (),
    embedded: Iterable[Picture] = (),
) -> tuple[tuple[Picture, ...], tuple[Part, ...], tuple[Unexamined, ...]]:
    """The draft's pictures, the parts that only the sidecar says (alt text, caption, file name), and missing files.

    `folder` is the draft's folder and `shown` the same as it was given; `photos` are paths from the command line.
    `embedded` are the pictures in the draft's file, and come first.
    """
    pictures = [*embedded]
    pictures += [_referenced(folder, shown, each) for each in references]
    parts: list[Part] = []
    for said in stated:
        numbers = _meant(pictures, said.file)
        if not numbers:
            numbers = [len(pictures)]
            pictures.append(_located(folder, shown, replace(said, alt=None, caption=None)))
            parts.append(_part("filename", PurePosixPath(said.file).name, pictures[-1], numbers[0]))
        first = pictures[numbers[0]]
        for kind, text, already in (("alt", said.alt, first.alt), ("caption", said.caption, first.caption)):
            if text and text != already:
                parts.append(_part(kind, text, first, numbers[0]))
        for number in numbers:
            pictures[number] = _told(pictures[number], said)
    for photo in photos:
        numbers = _meant(pictures, Path(photo).name)
        for number in numbers:
            pictures[number] = replace(pictures[number], path=Path(photo).as_posix(), web=False)
        if numbers:
            continue
        picture = Picture(file=Path(photo).name, path=Path(photo).as_posix())
        parts.append(_part("filename", picture.file, picture, len(pictures)))
        pictures.append(picture)
    return tuple(pictures), tuple(parts), tuple(_missing(pictures))


def _part(kind: str, text: str, picture: Picture, number: int) -> Part:
    name = {"alt": "alt text", "caption": "caption", "filename": "file name"}[kind]
    return Part(kind, text, file=picture.path or picture.file, name=f"{picture.file}, {name}", picture=number)  # type: ignore[arg-type]


def _meant(pictures: list[Picture], file: str) -> list[int]:
    """The pictures that a statement about a file means: those of the same path, else of the same name if only one has it."""
    wanted = _path(file)
    same = [at for at, each in enumerate(pictures) if _path(each.file) == wanted]
    if same:
        return same
    named = [
        at for at, each in enumerate(pictures) if PurePosixPath(_path(each.file)).name == PurePosixPath(wanted).name
    ]
    return named if len({_path(pictures[at].file) for at in named}) == 1 else []


def _path(file: str) -> str:
    """A picture's path as a reference or a statement writes it, in one form."""
    return posixpath.normpath(unquote(_split(file.replace("\\", "/")).path) or file)


def _told(picture: Picture, said: Picture) -> Picture:
    """A picture with what a later statement adds; what it leaves open stays as an earlier one said it."""
    return replace(
        picture,
        alt=said.alt or picture.alt,
        caption=said.caption or picture.caption,
        people=said.people if said.people is not None else picture.people,
        count=said.count if said.count is not None else picture.count,
        consent=said.consent or picture.consent,
        setting=said.setting or picture.setting,
    )


def _split(target: str) -> SplitResult:
    """The parts of a target; one that no rule for addresses fits is a path as a whole."""
    try:
        return urlsplit(target)
    except ValueError:
        return SplitResult("", "", target, "", "")


def _referenced(folder: Path, shown: str, reference: Reference) -> Picture:
    picture = Picture(
        file=reference.target, alt=reference.alt, caption=reference.caption, reference=(reference.start, reference.end)
    )
    parts = _split(reference.target)
    if parts.scheme or parts.netloc or reference.target.startswith("/"):
        return replace(picture, web=True)
    return _located(folder, shown, replace(picture, file=unquote(parts.path) or reference.target))


def _located(folder: Path, shown: str, picture: Picture) -> Picture:
    """Give a picture its path, unless it would leave the draft's folder: such a file is never opened."""
    file = posixpath.normpath(picture.file.replace("\\", "/"))
    if PurePosixPath(file).is_absolute() or ".." in PurePosixPath(file).parts or ":" in file:
        return replace(picture, web=True)
    path = folder / file
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            return replace(picture, web=True)
    except (OSError, ValueError):
        return replace(picture, web=True)
    return replace(picture, path=f"{shown}/{file}" if shown not in ("", ".") else file)


def _missing(pictures: Iterable[Picture]) -> Iterable[Unexamined]:
    for picture in pictures:
        if picture.path is None:
            continue
        try:
            there = Path(picture.path).is_file()
        except (OSError, ValueError):
            there = False
        if not there:
            yield Unexamined(
                picture.path,
                f"The picture {picture.file} is not there, so nobody looked at it.",
                "Put the file beside the draft, or correct its name.",
            )
