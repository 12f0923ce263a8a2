"""One file becomes one draft: text decoded, front matter and sidecar read, body parsed, pictures gathered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath
from types import MappingProxyType

from postcheck.config.statement import Statement, statement
from postcheck.config.yamlfile import parse
from postcheck.errors import MistakesError, NoPostsError, UnreadableError
from postcheck.model.draft import Draft, Part, Picture, Remark, Stated, Unexamined
from postcheck.readers import PICTURES, READERS, RESAVE, TEXTS, frontmatter
from postcheck.readers.body import Body
from postcheck.readers.content import Kind, recognise
from postcheck.readers.decode import decode
from postcheck.readers.directives import directives
from postcheck.readers.file import Contents, File
from postcheck.readers.pictures import merge
from postcheck.readers.said import said

MOST_BYTES = 20_000_000  # of a text
MOST_DOCUMENT_BYTES = 150_000_000  # of a document, which may be full of pictures
MOST_HEAD = 65536  # enough to tell what a file is
_BY_CONTENT = MappingProxyType({".docx": "a Word file", ".docm": "a Word file", ".pdf": "a PDF file"})
MEND = "Correct it, then check again."


def read(path: Path, photos: tuple[str, ...] = ()) -> tuple[Draft, ...]:
    """Read the draft, or the table of drafts, at a path as given. What cannot be read makes a draft without parts that
    says why.
    """
    return _guarded(path.as_posix(), lambda: _read(path, photos))


def read_found(path: Path) -> tuple[Draft, ...] | None:
    """As `read`, for a file that was found in a folder: None when it is a table without posts, which is no draft."""
    try:
        return _guarded(path.as_posix(), lambda: _read(path, ()), found=True)
    except NoPostsError:
        return None


def read_bytes(data: bytes, shown: str, photos: tuple[str, ...] = ()) -> tuple[Draft, ...]:
    """Read standard input; `shown` is its name, whose ending decides the format."""
    return _guarded(shown, lambda: _content(File(shown, data, Path(), partial(bytes, data), photos)))


def read_text(
    data: bytes, shown: str, folder: Path, photos: tuple[str, ...] = (), pictures: tuple[Picture, ...] = ()
) -> Draft:
    """Read a draft of a text format from bytes, such as a rule's example; `shown` is its name.

    `pictures` are what a sidecar would say of its pictures.
    """
    file = File(shown, data, folder, partial(bytes, data), photos, Statement(pictures=pictures))
    return _guarded(shown, lambda: (text(file),))[0]


def _guarded(shown: str, reading: Callable[[], tuple[Draft, ...]], found: bool = False) -> tuple[Draft, ...]:
    try:
        return reading()
    except UnreadableError as error:
        if found and isinstance(error, NoPostsError):
            raise
        return (unreadable(shown, error),)
    except Exception as error:  # a bug of ours must neither end the run nor print words of the draft
        return (unreadable(shown, failure(error)),)


def _read(path: Path, photos: tuple[str, ...]) -> tuple[Draft, ...]:
    ending = path.suffix.lower()
    if ending in PICTURES:
        kind = recognise(_bytes(path, MOST_HEAD))
        if kind is None or kind.picture:
            return (_picture(path),)
    limit = MOST_BYTES if ending in TEXTS or ending == ".csv" else MOST_DOCUMENT_BYTES
    return _content(
        File(path.as_posix(), _bytes(path, limit=limit), path.parent, partial(_bytes, path), photos, _sidecar(path))
    )


def _content(file: File) -> tuple[Draft, ...]:
    """The drafts of a file: its content decides what it is where content tells, else the ending does."""
    ending = PurePath(file.shown).suffix.lower()
    kind = recognise(file.data)
    if ending == ".pdf" and b"%PDF-" in file.data[:1024]:
        return READERS[".pdf"](file)
    if kind is not None and kind.ending is not None:
        drafts = READERS[kind.ending](file)
        return drafts if ending in (kind.ending, ".docm") else tuple(_misnamed(each, kind) for each in drafts)
    if kind is not None and kind.picture and Path(file.shown).is_file():
        return (_misnamed(_picture(Path(file.shown)), kind),)
    if ending in _BY_CONTENT and (kind is None or kind.what != "a ZIP archive"):
        raise _not_what_it_says(ending, kind, empty=not file.data)
    if ending in RESAVE:
        raise UnreadableError(
            f"postcheck does not read {RESAVE[ending]} ({ending}).",
            "Open it in the program that made it, save it as .docx, and check that file.",
        )
    return READERS.get(ending, READERS[".txt"])(file)


def failure(error: Exception) -> UnreadableError:
    """What is said when postcheck itself fails on a draft: the kind of failure, and none of the draft's words."""
    return UnreadableError(
        f"postcheck failed on this draft ({type(error).__name__}).", "Check it by hand, and report the failure."
    )


def unreadable(shown: str, error: UnreadableError) -> Draft:
    """A draft that could not be read."""
    return Draft(shown, "", (), unexamined=(Unexamined(shown, error.why, error.suggestion),))


def _bytes(path: Path, most: int = -1, limit: int = MOST_DOCUMENT_BYTES) -> bytes:
    """The bytes of a file, or its first `most`; a file of more than `limit` bytes is refused."""
    try:
        if path.is_dir():
            raise UnreadableError(f"{path.as_posix()} is a folder.", "Name a draft in it, or check the whole folder.")
        if most < 0 and path.stat().st_size > limit:
            raise UnreadableError(
                f"This file is larger than {limit // 1_000_000} MB.",
                "Split it into single posts, or make its pictures smaller.",
            )
        with path.open("rb") as stream:
            return stream.read(most)
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


def _misnamed(draft: Draft, kind: Kind) -> Draft:
    """A draft of a file whose name says something else than its content."""
    named = f"Its name should end in {kind.ending}." if kind.ending else "Its name should say so."
    remark = Remark("wrong-ending", f"This file is {kind.what}, and was read as one. {named}")
    return replace(draft, remarks=(*draft.remarks, remark))


def _not_what_it_says(ending: str, kind: Kind | None, empty: bool) -> UnreadableError:
    if empty:
        return UnreadableError("This file is empty.", "Check that it is the right file; save it again.")
    if kind is not None:
        return UnreadableError(f"This file is {kind.what}, not {_BY_CONTENT[ending]}.", kind.suggestion)
    return UnreadableError(
        f"This file ends in {ending} but is {_BY_CONTENT[ending]} no more than by its name.",
        "Open it in the program that made it, save it again, and check that file.",
    )


def text(file: File) -> Draft:
    """The draft that a file of a text format is."""
    shown, beside = file.shown, file.beside
    source = decode(file.data)
    ending = PurePath(shown).suffix.lower()
    reader = TEXTS.get(ending, TEXTS[".txt"])
    front = (
        frontmatter.split(source, shown, plain=reader is TEXTS[".txt"]) if "htm" not in ending else frontmatter.Front(0)
    )
    body = reader(source, front.body)
    unexamined = [Unexamined(shown, line, MEND) for line in (front.problem or "").splitlines()]
    if isinstance(beside, str):
        unexamined += [Unexamined(shown, line, MEND) for line in beside.splitlines()]
        beside = Statement()
    own = _metas(body, front, shown, unexamined)
    stated = {**own.stated, **beside.stated}
    shown_folder = PurePath(shown).parent.as_posix()
    images, parts, missing = merge(
        file.folder, shown_folder, body.references, (*own.pictures, *beside.pictures), file.photos
    )
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
        waivers=(*beside.waivers, *directives(body, source, shown)),
    )


def document(file: File, contents: Contents) -> Draft:
    """The draft that a document is, with what its sidecar and the command line say of it."""
    shown, beside = file.shown, file.beside
    unexamined = list(contents.unexamined)
    if isinstance(beside, str):
        unexamined += [Unexamined(shown, line, MEND) for line in beside.splitlines()]
        beside = Statement()
    own = contents.statement
    unexamined += [Unexamined(shown, str(mistake), MEND) for mistake in own.mistakes]
    images, parts, missing = merge(
        file.folder,
        PurePath(shown).parent.as_posix(),
        (),
        (*own.pictures, *beside.pictures),
        file.photos,
        contents.pictures,
    )
    every = (*contents.parts, *parts)
    if not images and not any(part.text.strip() for part in every if part.kind != "metadata") and not unexamined:
        raise UnreadableError("This draft is empty.", "Write the post, or attach its pictures with --photo.")
    return Draft(
        path=shown,
        source="",
        parts=tuple(part if part.file else replace(part, file=shown) for part in every),
        pictures=images,
        stated=MappingProxyType({**own.stated, **beside.stated}),
        unexamined=(*unexamined, *missing),
        remarks=contents.remarks,
        waivers=beside.waivers,
    )


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
    values = {
        each.name.partition(":")[2]: each.content for each in body.metas if each.name.lower().startswith("postcheck:")
    }
    own = front.statement
    if values:
        own = said(values, shown, "<meta>")
        unexamined += [Unexamined(shown, str(each), MEND) for each in own.mistakes]
    if front.author and "author" not in own.stated:
        stated: Mapping[str, Stated] = {**own.stated, "author": Stated(front.author, "draft")}
        return Statement(MappingProxyType(dict(stated)), own.pictures)
    return own


def _picture(path: Path) -> Draft:
    """A picture alone is a draft of its own."""
    shown = path.as_posix()
    if not _bytes(path, 1):
        raise UnreadableError("This picture is empty.", "Check that it is the right file; save it again.")
    beside = _sidecar(path)
    own = beside if isinstance(beside, Statement) else Statement()
    images, parts, missing = merge(path.parent, path.parent.as_posix(), (), own.pictures, (shown,))
    problems = (
        () if isinstance(beside, Statement) else tuple(Unexamined(shown, line, MEND) for line in beside.splitlines())
    )
    return Draft(
        shown, "", parts, pictures=images, stated=own.stated, unexamined=(*problems, *missing), waivers=own.waivers
    )
