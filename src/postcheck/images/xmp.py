"""XMP packets (ISO 16684-1): RDF in XML, flattened into exiftool's tag names. Never a DTD, never an entity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from postcheck.images.record import CLEAN, Record
from postcheck.images.source import MOST_SEGMENT

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_VALUES = 20_000
MOST_DEPTH = 40
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_LISTS = frozenset({f"{_RDF}{name}" for name in ("Bag", "Seq", "Alt", "li", "Description", "RDF", "value")})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no XML may hold them
_TAGS: Mapping[str, str] = MappingProxyType(
    {
        "RegionsRegionListName": "RegionName",
        "RegionsRegionListType": "RegionType",
        "RegionsRegionListDescription": "RegionDescription",
        "RegionInfoRegionsPersonDisplayName": "RegionPersonDisplayName",
        "RegionInfoRegionsPersonEmailDigest": "RegionPersonEmailDigest",
        "ACDSeeRegionsRegionListName": "ACDSeeRegionName",
        "ACDSeeRegionsRegionListType": "ACDSeeRegionType",
        "PersonInImageWDetailsPersonName": "PersonInImageName",
        "PersonInImageWDetailsPersonDescription": "PersonInImageDescription",
        "PersonInImageWDetailsPersonId": "PersonInImageId",
        "CreatorContactInfoCiAdrExtadr": "CreatorAddress",
        "CreatorContactInfoCiAdrCity": "CreatorCity",
        "CreatorContactInfoCiAdrRegion": "CreatorRegion",
        "CreatorContactInfoCiAdrPcode": "CreatorPostalCode",
        "CreatorContactInfoCiAdrCtry": "CreatorCountry",
        "CreatorContactInfoCiEmailWork": "CreatorWorkEmail",
        "CreatorContactInfoCiTelWork": "CreatorWorkTelephone",
        "CreatorContactInfoCiUrlWork": "CreatorWorkURL",
        "AddlModelInfo": "AdditionalModelInformation",
    }
)
"""Where exiftool's name is not the joined names of the properties."""


def read(data: bytes, record: Record) -> None:
    """Read a packet into the record. One that is no good XML is searched as plain text, and that is said."""
    if len(data) > MOST_SEGMENT:
        record.problem("The XMP of this picture is larger than 4 MB; it was not read.", CLEAN)
        return
    text = _decoded(data).strip("\x00\ufeff \t\r\n")
    if not text:
        return
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(_body(text), forbid_dtd=True)
    except DefusedXmlException:
        record.problem(
            "The XMP of this picture holds entities, which no camera writes; it was searched as text only.", CLEAN
        )
    except (ParseError, ValueError, LookupError, RecursionError):
        record.problem("The XMP of this picture is damaged; it was searched as text only.", CLEAN)
    else:
        for number, (tag, value, note) in enumerate(_values(root)):
            if number >= MOST_VALUES:
                record.problem("The XMP of this picture holds more values than postcheck reads.", CLEAN)
                return
            record.add("XMP", tag, value, note)
        return
    for tag, value in _searched(text):
        record.add("XMP", tag, value)


def _decoded(data: bytes) -> str:
    """A packet's text: UTF-8, UTF-16 or UTF-32 by its mark or by where its zero bytes stand."""
    for mark, code in (
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(code, errors="replace")
    head = data[:64]
    if b"\x00" in head.strip(b"\x00"):
        if head[:3] == b"\x00\x00\x00":
            return data.decode("utf-32-be", errors="replace")
        if head[1:4] == b"\x00\x00\x00":
            return data.decode("utf-32-le", errors="replace")
        return data.decode("utf-16-be" if head[:1] == b"\x00" else "utf-16-le", errors="replace")
    return data.decode("utf-8", errors="replace")


def _body(text: str) -> str:
    """The packet's element without the instructions around it, which name an encoding that is no longer true."""
    text = re.sub(r"<\?(?:xpacket|xml|adobe)[^>]*\?>", "", text).strip("\x00\ufeff \t\r\n")
    return _CONTROL.sub("", text)


def _values(root: Element) -> Iterator[tuple[str, str, str]]:
    """Every value of the tree as (tag, text, note), in its order."""
    stack: list[tuple[Element, tuple[str, ...], int, str]] = [(root, (), 0, "")]
    while stack:
        element, path, depth, note = stack.pop()
        if not isinstance(element.tag, str) or depth > MOST_DEPTH:
            continue
        here = path
        if element.tag not in _LISTS and _local(element.tag) not in ("xmpmeta", "xapmeta"):
            here = (*path, _name(element.tag))
        if element.tag == f"{_RDF}li" and path[-1:] in (("RegionList",), ("Regions",)):
            note = _region(element)
        for name, value in element.attrib.items():
            if name == f"{_RDF}resource":
                yield _tag(here), value, note
            elif not name.startswith((_RDF, _XML)) and (here or element.tag == f"{_RDF}Description"):
                yield _tag((*here, _local(name))), value, note
        if here and element.text and element.text.strip() and not len(element):
            language = element.get(f"{_XML}lang", "x-default")
            yield _tag(here) + ("" if language == "x-default" else f"-{language[:20]}"), element.text, note
        stack.extend((child, here, depth + 1, note) for child in reversed(element))


def _region(item: Element) -> str:
    """What a marked region is of: Face, Pet, BarCode, Focus; empty when nothing says so."""
    for element in (item, *item):
        for name, value in element.attrib.items():
            if _local(name) == "Type":
                return str(value)
        for child in element:
            if isinstance(child.tag, str) and _local(child.tag) == "Type" and child.text:
                return str(child.text).strip()
    return next((str(child.text).strip() for child in item if _local(str(child.tag)) == "Type" and child.text), "")


def _name(tag: str) -> str:
    """A property's name; ACDSee's regions are called as those of the Metadata Working Group, and are told apart."""
    name = _local(tag)
    return f"ACDSee{name}" if name == "Regions" and "acdsee" in tag else name


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _tag(path: tuple[str, ...]) -> str:
    """A path of properties as exiftool's one name: each begins with a capital, joined."""
    joined = "".join(each[:1].upper() + each[1:] for each in path)
    return _TAGS.get(joined, joined)


def _searched(text: str) -> Iterator[tuple[str, str]]:
    """Values of a damaged packet, texts and attributes, with the nearest name before them."""
    name = "XMP"
    pattern = (
        r"<([\w:.-]{1,80})|([\w:.-]{1,80})\s{0,9}=\s{0,9}(?:\"([^\"<]{1,9999})\"|'([^'<]{1,9999})')|>([^<>]{1,9999})"
    )
    for found in re.finditer(pattern, text[:MOST_SEGMENT]):
        opened, attribute, double, single, words = found.groups()
        if opened and not opened.startswith("rdf:"):
            name = _tag((opened.rpartition(":")[2],))
        elif attribute and not attribute.startswith(("xmlns", "rdf:", "xml:")):
            yield _tag((attribute.rpartition(":")[2],)), double or single
        elif words and words.strip():
            yield name, words
