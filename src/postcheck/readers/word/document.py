"""Reads a Word file whole: its body, headers and footers, notes, comments, properties, and the pictures in it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from postcheck.config.statement import Statement
from postcheck.errors import UnreadableError
from postcheck.model.draft import Remark
from postcheck.readers.file import Contents, File
from postcheck.readers.said import said
from postcheck.readers.word.gathered import Gathered
from postcheck.readers.word.package import Package, Relation, attribute, child, local
from postcheck.readers.word.story import Story

_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_MARGINS = {"header": "page header", "footer": "page footer"}
_WRITTEN = {
    "title": "title",
    "subject": "subject",
    "description": "comments",
    "keywords": "tags",
    "category": "category",
}
_KEPT = {"creator": "author", "lastModifiedBy": "last saved by", "Company": "company", "Manager": "manager"}
_PREFIX = "postcheck."
_OFF = frozenset({"0", "false", "off"})


def read(file: File) -> Contents:
    """What a Word file holds. Raises UnreadableError for one that is broken, locked or too large."""
    package = Package(file.data)
    top = package.relations("")
    main = next((each.target for each in top.values() if each.kind == "officeDocument"), "word/document.xml")
    if main not in package:
        raise UnreadableError(
            "This file is no Word document.", "Open it in Word, save it as .docx, and check that file."
        )
    root = package.xml(main)
    body = child(root, "body")
    if body is None:
        raise UnreadableError(
            "This file is no Word document.", "Open it in Word, save it as .docx, and check that file."
        )
    relations = package.relations(main)
    gathered = Gathered(package, file.again, file.shown)
    gathered.hidden, gathered.captions = _styles(package, relations)
    story = Story(gathered, relations)
    story.blocks(body)
    _margins(gathered, relations)
    for kind, name in _NOTES.items():
        _notes(gathered, relations, kind, name)
    _comments(gathered, relations)
    statement = _properties(gathered, top)
    return Contents(
        parts=(story.scroll.part("text"), *gathered.parts),
        pictures=tuple(gathered.pictures),
        statement=statement,
        unexamined=tuple(gathered.unexamined),
        remarks=tuple(_remarks(gathered)),
    )


def _others(package: Package, relations: dict[str, Relation], kind: str) -> Iterator[str]:
    """The parts of a kind that the document points at, each once."""
    targets = (each.target for each in relations.values() if each.kind == kind and not each.external)
    return (target for target in dict.fromkeys(targets) if target in package)


def _styles(package: Package, relations: dict[str, Relation]) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the styles that hide text, and of those that mark captions; a style inherits from what it is based on."""
    based: dict[str, str] = {}
    hides: dict[str, bool] = {}
    captions = {"Caption"}
    for name in _others(package, relations, "styles"):
        for style in package.xml(name):
            key = attribute(style, "styleId") or ""
            above, called, vanish = child(style, "basedOn"), child(style, "name"), child(style, "rPr", "vanish")
            based[key] = attribute(above, "val") or "" if above is not None else ""
            if called is not None and (attribute(called, "val") or "").casefold() == "caption":
                captions.add(key)
            if vanish is not None:
                hides[key] = attribute(vanish, "val") not in _OFF
    hidden = set()
    for key in based:
        at, seen = key, set()
        while at in based and at not in seen and at not in hides:
            seen.add(at)
            at = based[at]
        if hides.get(at):
            hidden.add(key)
    return frozenset(hidden), frozenset(captions)


def _margins(gathered: Gathered, relations: dict[str, Relation]) -> None:
    """Headers and footers; a file has one for each kind of page, mostly with the same words."""
    known: set[str] = set()
    for kind, name in _MARGINS.items():
        for target in _others(gathered.package, relations, kind):
            story = Story(gathered, gathered.package.relations(target), name)
            story.blocks(gathered.package.xml(target))
            part = story.scroll.part("text", name)
            if part.text.strip() and part.text not in known:
                known.add(part.text)
                gathered.parts.append(part)


def _notes(gathered: Gathered, relations: dict[str, Relation], kind: str, name: str) -> None:
    for target in _others(gathered.package, relations, kind):
        own = gathered.package.relations(target)
        number = 0
        for note in gathered.package.xml(target):
            if local(note) != name or attribute(note, "type") in ("separator", "continuationSeparator"):
                continue
            number += 1
            _story(gathered, own, note, f"{name} {number}")


def _story(gathered: Gathered, relations: dict[str, Relation], element: Element, label: str) -> None:
    story = Story(gathered, relations, label)
    story.blocks(element)
    part = story.scroll.part("text", label)
    if part.text.strip():
        gathered.parts.append(part)


def _comments(gathered: Gathered, relations: dict[str, Relation]) -> None:
    for target in _others(gathered.package, relations, "comments"):
        own = gathered.package.relations(target)
        comments = (each for each in gathered.package.xml(target) if local(each) == "comment")
        for number, comment in enumerate(comments, 1):
            label = f"comment {number}"
            story = Story(gathered, own, label)
            story.blocks(comment)
            gathered.leftover("comment", story.scroll, label)


def _properties(gathered: Gathered, top: dict[str, Relation]) -> Statement:
    """The document's properties as parts; those of ours are what the draft says of its context."""
    values: dict[str, str] = {}
    package = gathered.package
    for relation in top.values():
        if relation.external or relation.target not in package or not relation.kind.endswith("properties"):
            continue
        for each in package.xml(relation.target):
            name = local(each)
            if name in _WRITTEN:
                gathered.line("title", each.text or "", f"document properties, {_WRITTEN[name]}")
            elif name in _KEPT:
                gathered.line("metadata", each.text or "", f"document properties, {_KEPT[name]}")
            elif name == "property":
                key = attribute(each, "name") or ""
                value = "".join(each.itertext()).strip()
                if key.casefold().startswith(_PREFIX):
                    values[key[len(_PREFIX) :]] = value
                else:
                    gathered.line("metadata", value, f"document properties, {key[:60]}")
    return said(values, gathered.shown, "document properties")


def _remarks(gathered: Gathered) -> Iterator[Remark]:
    if gathered.leftovers:
        counted = [f"{many} {what}{'s' if many > 1 else ''}" for what, many in gathered.leftovers.items()]
        them = "it" if sum(gathered.leftovers.values()) == 1 else "them"
        yield Remark("leftovers", f"This file still holds {' and '.join(counted)}: remove {them} before you send it.")
    if gathered.package.holds("vbaproject.bin"):
        yield Remark("macros", "This file carries macros, which postcheck never runs. Save it as .docx without them.")
