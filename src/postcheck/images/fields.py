"""What each field of a picture's data is about: a person shown, who made the picture, a program, words, or nothing to judge."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from postcheck.images.record import Entry

Names = Literal["shown", "maker", "none"]

_SHOWN = frozenset({"PersonInImage", "PersonInImageName", "RegionName", "RegionPersonDisplayName", "ACDSeeRegionName"})
_MAKER = frozenset(
    "Artist By-line By-lineTitle Creator XPAuthor OwnerName Photographer ImageEditor CaptionWriter Writer-Editor Credit "
    "Copyright CopyrightNotice Rights Author AuthorsPosition HostComputer Source Contact CreatorAddress CreatorCity "
    "CreatorRegion CreatorPostalCode CreatorCountry CreatorWorkEmail CreatorWorkTelephone CreatorWorkURL UsageTerms "
    "LicensorName ImageCreatorName CopyrightOwnerName".split()
)
_SOFTWARE = frozenset(
    "Software CreatorTool ProcessingSoftware OriginatingProgram RAWDevelopingSoftware ImageEditingSoftware Producer "
    "MetadataEditingSoftware HistorySoftwareAgent".split()
)
_PLACES = re.compile(
    r"City|State|Province-State|Country\w*|Country-\w+|Location\w*|Sub-location|ContentLocation\w+|GPS\w+|OrganisationInImageName"
)
_WORDS = frozenset(
    "DocumentName ImageDescription PageName XPTitle XPComment XPKeywords XPSubject UserComment ImageTitle ObjectName "
    "Keywords SpecialInstructions Headline Caption-Abstract LocalCaption Title Description Subject Label Instructions "
    "AltTextAccessibility ExtDescrAccessibility PersonInImageDescription Event EventExt AdditionalModelInformation "
    "RegionDescription TagsList HierarchicalSubject LastKeywordXMP CatalogSets Category SupplementalCategories Caption "
    "Notes Comment Text Disclaimer Warning Nickname ArtworkTitle Scene ModelReleaseID DerivedFromDocumentName".split()
)
_TECHNICAL = re.compile(
    r".*(?:Date\w*|Time\w*|I[Dd]s?|Digest|GUID|Version|Profile\w*|Space|Format|Type|Mode|URL?|URI|Flag|Status|Make|Model"
    r"|Rating|Orientation|Ref|Code|Disclosure|MakerNote|Offset\w*|Hash|Number|Unit|Size|Length|Width|Height|Marked|Tool"
    r"|Unique\w*|Satellites|Datum|Area[XYWH]|Regions?Area\w*|Lens\w*|History\w*|Settings|Name\d+|Interlace|Gamma|Data)"
)
_ID = re.compile(r"(?:xmp\.\w+:|uuid:|adobe:|https?://|urn:)\S+|[0-9a-fA-F-]{16,}|[\d\s.,:+/xX%-]+|true|false", re.I)
_CODED = re.compile(r"[A-Za-z0-9+/=_-]{120}")  # no word of any language: data written as letters
_PEOPLE = re.compile(r"(?:people|persons?|faces?|students?|family|friends|who)\s*[|/\\]\s*(.+)", re.IGNORECASE)


class Role(NamedTuple):
    """A value to be read as words, and whom its field names."""

    names: Names | None
    text: str


def role(entry: Entry) -> Role | None:
    """How a value is to be read; None when there is nothing in it to judge."""
    tag = entry.tag.partition("-")[0] if entry.group == "XMP" else entry.tag
    text = entry.value
    if _CODED.search(text):
        return None
    if tag in _SHOWN:
        return Role("shown", text) if entry.note.casefold() in ("", "face") else None
    if tag in ("TagsList", "HierarchicalSubject", "CatalogSets"):
        person = _PEOPLE.fullmatch(text)
        return (
            Role("shown", re.split(r"[|/\\]", person[1])[-1]) if person else Role(None, re.sub(r"[|/\\]", ", ", text))
        )
    if tag in _MAKER:
        return Role("maker", text)
    if tag in _SOFTWARE:
        return Role("none", text)
    if _PLACES.fullmatch(tag):
        return Role("none", text) if not _ID.fullmatch(text) and not tag.startswith("GPS") else None
    if tag in _WORDS or (not _TECHNICAL.fullmatch(tag) and re.search(r"[^\W\d_]{2}", text)):
        return None if _ID.fullmatch(text) else Role(None, text)
    return None
