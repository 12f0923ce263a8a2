"""Which drafts a run has: the files and folders that were named, the posts of tables, and pictures that stand alone."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from postcheck.config.settings import District
from postcheck.errors import PostcheckError, UnreadableError
from postcheck.model.draft import Draft, Unexamined
from postcheck.readers import PICTURES, folder
from postcheck.readers import drafts as read_drafts


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do. `context` are the options' words by key; `stdin` is the draft given as `-`; `cache` is the
    folder in which the next run finds the rules as this one read them.
    """

    paths: tuple[str, ...]
    context: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    photos: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    district: District = field(default_factory=District)
    exclude: tuple[str, ...] = ()
    stdin: bytes = b""
    stdin_name: str = "draft.txt"
    drafts_waive: bool = True  # whether waivers in drafts and beside them are believed
    today: date = field(default_factory=date.today)
    cache: Path | None = None
    changed_since: str = ""  # only drafts that git says changed since this commit
    separate: bool = False  # pictures named beside a draft are not taken as its own
    without_key: bool = False  # go on when the district's key is missing


def attached(settings: Settings) -> tuple[str, ...]:
    """The pictures that go with the one text draft named beside them."""
    if settings.separate:
        return ()
    texts = _once([path for path in settings.paths if not _is_picture(path)])
    if len(texts) == 1 and len(settings.paths) > 1 and _is_one(texts[0]):
        return tuple(path for path in settings.paths if _is_picture(path))
    return ()


def gather(settings: Settings) -> tuple[list[Draft], Mapping[str, int]]:
    """Every draft of the run in the order of paths, and how many files of other endings were passed over."""
    apart = _apart(settings.district)
    named = [path for path in _once(settings.paths) if not _is_baseline(path, settings.district)]
    photos = settings.photos
    texts = [path for path in named if not _is_picture(path)]
    if photos and (len(texts) != 1 or not _is_one(texts[0])):
        raise PostcheckError(
            "--photo goes with exactly one draft. Name that draft alone, or say its pictures in its sidecar."
        )
    beside = attached(settings)
    if beside:
        photos = (*photos, *beside)
        named = [path for path in named if path not in beside]
    drafts: list[Draft] = []
    seen = {_real(path) for path in named}
    loose: list[Path] = []
    skipped: dict[str, int] = {}
    for path in named:
        if path == "-":
            typed = read_drafts.read_bytes(settings.stdin, settings.stdin_name, photos)
            drafts.extend(replace(draft, called=_typed(draft, settings.stdin_name)) for draft in typed)
        elif Path(path).is_dir():
            within = folder.walk(Path(path), (*settings.district.exclude, *settings.exclude), apart)
            fresh = [each for each in within.drafts if _real(each.as_posix()) not in seen]
            seen.update(_real(each.as_posix()) for each in fresh)
            for each in fresh:
                posts = read_drafts.read_found(each)
                drafts.extend(posts or ())
                if posts is None:
                    skipped[each.suffix.lower()] = skipped.get(each.suffix.lower(), 0) + 1
            loose.extend(within.pictures)
            drafts.extend(
                read_drafts.unreadable(
                    each.as_posix(),
                    UnreadableError("This folder cannot be looked into.", "Ask for the right to read it."),
                )
                for each in within.unreadable
            )
            for ending, count in within.skipped.items():
                skipped[ending] = skipped.get(ending, 0) + count
        elif _is_picture(path):
            loose.append(Path(path))
        else:
            drafts.extend(read_drafts.read(Path(path), photos))
    used = {picture.path for draft in drafts for picture in draft.pictures}
    drafts.extend(draft for each in loose if each.as_posix() not in used for draft in read_drafts.read(each))
    if settings.changed_since:
        from postcheck.readers import changed  # late: it runs another program

        files = changed.since(settings.changed_since, settings.paths)
        drafts = [draft for draft in drafts if changed.touches(draft, files)]
    elif not drafts and named:
        raise PostcheckError(f"No draft was found in {', '.join(settings.paths)}. {_DRAFTS_ARE}")
    if settings.district.strict:
        drafts = [_strict(draft) for draft in drafts]
    return sorted(drafts, key=lambda draft: (draft.path, draft.post or 0)), skipped


_DRAFTS_ARE = "Drafts are files that end in .txt, .md, .html, .docx, .pdf, .eml or .csv, and pictures."


def _is_one(path: str) -> bool:
    """Whether a path can only be one draft: no folder, and no table of posts."""
    return not Path(path).is_dir() and Path(path).suffix.lower() != ".csv"


def _once(paths: Sequence[str]) -> list[str]:
    """The paths as given, each file once: `./a.txt` is the same as `a.txt`."""
    return list({_real(path): path for path in reversed(paths)}.values())[::-1]


def _real(path: str) -> str:
    """A path in the one form in which it is compared; a link is a file of its own."""
    return path if path == "-" else f"{Path(path).parent.resolve()}/{Path(path).name}"


def _typed(draft: Draft, name: str) -> str:
    """What people call a draft that came by standard input."""
    return "standard input" + (draft.called or name).removeprefix(name)


def _apart(district: District) -> frozenset[Path]:
    """What is no draft though it lies among them: the district's records, its own rules, the findings known before."""
    records = (district.root / name for names in district.records.values() for name in names)
    known = (Path(district.baseline),) if district.baseline else ()
    return frozenset(each.resolve() for each in (*records, *district.rules, *known))


def _is_baseline(path: str, district: District) -> bool:
    """Whether a path as given is the settings' own list of known findings, which is no draft."""
    file = district.baseline
    return file is not None and Path(path).name == Path(file).name and os.path.realpath(path) == os.path.realpath(file)


def _strict(draft: Draft) -> Draft:
    """A draft whose pictures on the web count as not examined."""
    away = tuple(
        Unexamined(
            picture.file, "This picture is not beside the draft, so nobody looked at it.", "Put the file beside it."
        )
        for picture in draft.pictures
        if picture.web
    )
    return replace(draft, unexamined=(*draft.unexamined, *away))


def _is_picture(path: str) -> bool:
    return Path(path).suffix.lower() in PICTURES
