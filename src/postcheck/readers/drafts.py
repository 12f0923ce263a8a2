"""One file becomes one draft: text decoded, front matter and sidecar read, body parsed, pictures gathered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from types import MappingProxyType

from postcheck.config import waiver
from postcheck.config.statement import Statement, statement
from postcheck.config.yamlfile import parse
from postcheck.errors import MistakesError, UnreadableError
from postcheck.model.draft import Draft, Part, Picture, Stated, Unexamined, Waiver
from postcheck.model.place import Lines
from postcheck.readers import NOT_YET, PICTURES, READERS, frontmatter
from postcheck.readers.body import Body
from postcheck.readers.decode import decode
from postcheck.readers.pictures import merge

MOST_BYTES = 20_000_000
MEND = "Correct it, then check again."


def read(path: Path, photos: tuple[str, ...] = ()) -> Draft:
    """Read the draft at a path as given. What cannot be read makes a draft without parts that says why."""
    shown = path.as_posix()
    try:
        if path.suffix.lower() in PICTURES:
            return _picture(path)
        if path.suffix.lower() in NOT_YET:
            kind = NOT_YET[path.suffix.lower()]
            raise UnreadableError(
                f"postcheck does not read {kind} ({path.suffix}) yet.",
                "Save the text as .txt, .md or .html, or paste it into: postcheck -",
            )
        return _draft(shown, _bytes(path), path.parent, photos, _sidecar(path))
    except UnreadableError as error:
        return unreadable(shown, error)
    except Exception as error:  # a bug of ours must neither end the run nor print words of the draft
        return unreadable(shown, failure(error))


def read_text(
    data: bytes, shown: str, folder: Path, photos: tuple[str, ...] = (), pictures: tuple[Picture, ...] = ()
) -> Draft:
    """Read a draft from bytes, such as standard input; `shown` is its name, whose ending decides the format.

    `pictures` are what a sidecar would say of its pictures.
    """
    try:
        return _draft(shown, data, folder, photos, Statement(pictures=pictures))
    except UnreadableError as error:
        return unreadable(shown, error)
    except Exception as error:
        return unreadable(shown, failure(error))


def failure(error: Exception) -> UnreadableError:
    """What is said when postcheck itself fails on a draft: the kind of failure, and none of the draft's words."""
    return UnreadableError(
        f"postcheck failed on this draft ({type(error).__name__}).", "Check it by hand, and report the failure."
    )


def unreadable(shown: str, error: UnreadableError) -> Draft:
    """A draft that could not be read."""
    return Draft(shown, "", (), unexamined=(Unexamined(shown, error.why, error.suggestion),))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableError(f"{path.as_posix()} is a folder.", "Name a draft in it, or check the whole folder.")
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableError(
                f"This file is larger than {MOST_BYTES // 1_000_000} MB.", "Split it into single posts."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError("There is no such file.", "Check the spelling of its name and folder.") from None
    except OSError as error:
        raise UnreadableError(
            f"This file cannot be opened ({(error.strerror or 'unknown reason').lower()}).",
            "Close it elsewhere, or ask for the right to read it.",
        ) from None


def _sidecar(path: Path) -> Statement | str:
    """What NAME.EXT.yml beside a file says, or the sentences that say why it cannot be read."""
    for ending in (".yml", ".yaml"):
        beside = path.with_name(path.name + ending)
        if not beside.is_file():
            continue
        shown = beside.as_posix()
        try:
            said = statement(parse(beside.read_text(encoding="utf-8-sig"), shown), shown, "sidecar")
        except MistakesError as error:
            return str(error)
        except (OSError, UnicodeDecodeError):
            return f"{shown}: the sidecar cannot be read as UTF-8 text"
        return "\n".join(map(str, said.mistakes)) if said.mistakes else said
    return Statement()


def _draft(shown: str, data: bytes, folder: Path, photos: tuple[str, ...], beside: Statement | str) -> Draft:
    source = decode(data)
    ending = PurePath(shown).suffix.lower()
    reader = READERS.get(ending, READERS[".txt"])
    front = (
        frontmatter.split(source, shown, plain=reader is READERS[".txt"])
        if "htm" not in ending
        else frontmatter.Front(0)
    )
    body = reader(source, front.body)
    unexamined = [Unexamined(shown, line, MEND) for line in (front.problem or "").splitlines()]
    if isinstance(beside, str):
        unexamined += [Unexamined(shown, line, MEND) for line in beside.splitlines()]
        beside = Statement()
    own = _metas(body, front, shown, unexamined)
    stated = {**own.stated, **beside.stated}
    shown_folder = PurePath(shown).parent.as_posix()
    images, parts, missing = merge(folder, shown_folder, body.references, (*own.pictures, *beside.pictures), photos)
    every = (*front.parts, *_about_pictures(body), *parts)
    if not images and not any(part.text.strip() for part in every) and not unexamined:
        raise UnreadableError("This draft is empty.", "Write the post, or attach its pictures with --photo.")
    return Draft(
        path=shown,
        source=source,
        parts=every,
        pictures=images,
        stated=MappingProxyType(stated),
        unexamined=(*unexamined, *missing),
        waivers=(*beside.waivers, *_waivers(body, source, shown)),
    )


def _waivers(body: Body, source: str, shown: str) -> list[Waiver]:
    """The directives in the body's comments, each of which speaks of the next line that is not empty; and those that
    stand where readers would see them.
    """
    if "postcheck" not in source:
        return []
    lines = Lines.of(source)
    found: list[Waiver] = []
    for comment in body.comments:
        rest = source[comment.end :].removeprefix("-->")
        blank = len(rest) - len(rest.lstrip())
        ends = rest[:blank].count("\n") or rest[:blank].count("\r")
        line = lines.at(comment.end)[0] + max(1, ends)
        one = waiver.from_comment(comment.text, shown, lines.at(comment.start)[0], line, (comment.start, comment.end))
        found += [one] if one else []
    for start in waiver.bare(body.parts[0].text):
        span = body.parts[0].source(start, start + 1)
        found += [waiver.published(shown, lines.at(span[0])[0])] if span else []
    return found


def _about_pictures(body: Body) -> list[Part]:
    """The body's parts; those that speak of a picture (alt text, file name) know which."""
    parts = list(body.parts)
    for number, reference in enumerate(body.references):
        for index in (reference.alt_part, reference.file_part):
            if index is not None:
                parts[index] = replace(parts[index], picture=number)
    return parts


def _metas(body: Body, front: frontmatter.Front, shown: str, unexamined: list[Unexamined]) -> Statement:
    """The draft's own statement: front matter, or `<meta name="postcheck:account" content="...">`."""
    lines = {
        each.name.partition(":")[2]: each.content for each in body.metas if each.name.lower().startswith("postcheck:")
    }
    own = front.statement
    if lines:
        text = "\n".join(f"{key}: {_quoted(value)}" for key, value in lines.items())
        try:
            own = statement(parse(text, shown), shown, "draft")
        except MistakesError as error:
            own = Statement(mistakes=error.mistakes)
        unexamined += [Unexamined(shown, f"{shown}: <meta>: {each.what}", MEND) for each in own.mistakes]
    if front.author and "author" not in own.stated:
        stated: Mapping[str, Stated] = {**own.stated, "author": Stated(front.author, "draft")}
        return Statement(MappingProxyType(dict(stated)), own.pictures)
    return own


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''").replace("\n", " ") + "'"


def _picture(path: Path) -> Draft:
    """A picture alone is a draft of its own."""
    shown = path.as_posix()
    _bytes_of_picture(path)
    beside = _sidecar(path)
    said = beside if isinstance(beside, Statement) else Statement()
    images, parts, missing = merge(path.parent, path.parent.as_posix(), (), said.pictures, (shown,))
    problems = (
        () if isinstance(beside, Statement) else tuple(Unexamined(shown, line, MEND) for line in beside.splitlines())
    )
    return Draft(
        shown, "", parts, pictures=images, stated=said.stated, unexamined=(*problems, *missing), waivers=said.waivers
    )


def _bytes_of_picture(path: Path) -> None:
    if not path.is_file():
        raise UnreadableError("There is no such file.", "Check the spelling of its name and folder.")
