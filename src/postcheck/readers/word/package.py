"""The package of a Word file: a ZIP of XML parts that point at each other. Untrusted, so everything is bounded."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from postcheck.errors import UnreadableError

MOST_MEMBERS = 10_000
MOST_XML = 40_000_000  # characters of all XML together
MOST_PICTURE = 60_000_000  # bytes of one picture
MOST_DEPTH = 400  # of elements in each other; Word itself takes a few dozen
_FAILURES = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, KeyError,
)  # fmt: skip


class Relation(NamedTuple):
    """What a part of the package points at: a kind, and the name of another part or (external) an address."""

    kind: str
    target: str
    external: bool


class Package:
    """An open Word file. Raises UnreadableError, here and when parts are read, for what is broken or too large."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            members = self._zip.infolist()
        except _FAILURES:
            raise broken() from None
        if len(members) > MOST_MEMBERS:
            raise UnreadableError("This Word file has too many parts.", "Save it again in Word and check that file.")
        if any(member.flag_bits & 1 for member in members):
            raise UnreadableError("This Word file has a password.", "Save a copy without it and check that.")
        self._names = {member.filename.casefold(): member.filename for member in reversed(members)}
        self._left = MOST_XML

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def holds(self, ending: str) -> bool:
        """Whether a part has a name with that ending."""
        return any(name.endswith(ending) for name in self._names)

    def read(self, name: str, most: int) -> bytes:
        """The bytes of a part."""
        try:
            with self._zip.open(self._names[name.casefold()]) as stream:
                data = stream.read(most + 1)
        except _FAILURES:
            raise broken() from None
        if len(data) > most:
            raise UnreadableError(
                "This Word file holds more than postcheck reads of one file.", "Split it, and check its parts."
            )
        return data

    def xml(self, name: str) -> Element:
        """A part as XML."""
        data = self.read(name, self._left)
        self._left -= len(data)
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except (ParseError, ValueError, LookupError):
            raise broken() from None
        if _depth(root) > MOST_DEPTH:
            raise broken()
        return root

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part ("" for the package itself) points at, by id."""
        folder, base = posixpath.split(name)
        beside = posixpath.join(folder, "_rels", base + ".rels")
        if beside not in self:
            return {}
        found = {}
        for each in self.xml(beside):
            target, external = each.get("Target", ""), each.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], target, external)
        return found


def picture(again: Callable[[], bytes], name: str) -> bytes:
    """The bytes of a picture in a Word file, which `again` reads once more."""
    return Package(again()).read(name, MOST_PICTURE)


def broken() -> UnreadableError:
    """What is said of a file that Word itself could hardly open."""
    return UnreadableError(
        "This Word file is broken or incomplete.", "Open it in Word, save it again, and check that file."
    )


def _depth(root: Element) -> int:
    """How deep elements stand in each other, without recursion."""
    depth, level = 0, [root]
    while level and depth <= MOST_DEPTH:
        level = [child for each in level for child in each]
        depth += 1
    return depth


def local(element: Element) -> str:
    """An element's name without its namespace, which differs between the two kinds of Word files."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name."""
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return value
    return None


def relation_id(element: Element, name: str = "id") -> str:
    """An attribute that points at another part of the package."""
    for key, value in element.items():
        space, _, own = key.rpartition("}")
        if own == name and space.endswith("relationships"):
            return value
    return ""


def child(element: Element, *path: str) -> Element | None:
    """The first descendant along a path of local names."""
    found: Element | None = element
    for name in path:
        found = next((each for each in found if local(each) == name), None) if found is not None else None
    return found
