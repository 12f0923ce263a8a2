"""What is drawn in a Word file: pictures, text boxes, WordArt, charts and diagrams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from postcheck.readers.word.package import attribute, child, local, relation_id

if TYPE_CHECKING:
    from postcheck.readers.word.story import Story

_WORDS = frozenset({"t", "v"})  # of charts and diagrams: texts, and the values of a chart


def choice(alternatives: Element) -> Element:
    """Of several ways to say the same thing, the first that shows something."""
    for each in alternatives:
        if local(each) in ("Choice", "Fallback") and (len(each) and any(True for _ in each.iter())):
            return each
    return Element("nothing")


def read(story: Story, element: Element) -> int | None:
    """Read a drawing; the number of the last picture in it."""
    last = None
    described = next((each for each in _own(element) if local(each) == "docPr"), None)
    about = _alt(described) if described is not None else None
    used = False
    seen: set[int] = set()  # the blips of pictures that were read with their own words
    for each in _own(element):
        name = local(each)
        if name == "pic":
            own = child(each, "nvPicPr", "cNvPr")
            alt = (_alt(own) if own is not None else None) or about
            typed = attribute(own, "name") if own is not None else None
            blip = child(each, "blipFill", "blip")
            seen.add(id(blip))
            number = _picture(story, blip, alt, typed)
            last, used = (number, True) if number is not None else (last, used)
        elif name == "blip" and id(each) not in seen:
            number = _picture(story, each, about, None)
            last, used = (number, True) if number is not None else (last, used)
        elif name == "imagedata":
            shape = _shape(element, each)
            alt = attribute(shape, "alt") if shape is not None else None
            number = _embedded(story, relation_id(each) or relation_id(each, "pict"), alt, attribute(each, "title"))
            last, used = (number, True) if number is not None else (last, used)
        elif name == "txbxContent":
            _box(story, each)
        elif name == "textpath":
            story.gathered.line("text", attribute(each, "string") or "", f"lettering in {story.where}")
        elif name == "OLEObject":
            program = (attribute(each, "ProgID") or "another program").partition(".")[0]
            story.untold(f"Something made with {program} is built into {story.where} and was not looked into.")
        elif name == "chart" and relation_id(each):
            _words(story, relation_id(each), "chart")
        elif name == "relIds":
            _words(story, relation_id(each, "dm"), "diagram")
        elif name == "hlinkClick":
            relation = story.relations.get(relation_id(each))
            if relation is not None and relation.external:
                story.gathered.line("link", relation.target, f"link in {story.where}")
    if about and not used:
        story.gathered.line("alt", about, f"alt text of a drawing in {story.where}")
    return last


def _own(element: Element) -> Iterator[Element]:
    """Everything in a drawing, but not what stands in its text boxes: they are stories of their own."""
    for each in element:
        if local(each) == "AlternateContent":
            yield from _own(choice(each))
            continue
        yield each
        if local(each) != "txbxContent":
            yield from _own(each)


def _shape(element: Element, data: Element) -> Element | None:
    return next((each for each in element.iter() if any(inner is data for inner in each)), None)


def _alt(described: Element) -> str | None:
    """An alt text; None when there is none at all, empty when the picture is said to be decoration."""
    text = " ".join(filter(None, (attribute(described, "title"), attribute(described, "descr"))))
    if text:
        return text
    decoration = any(local(each) == "decorative" and attribute(each, "val") == "1" for each in described.iter())
    return "" if decoration else None


def _picture(story: Story, blip: Element | None, alt: str | None, typed: str | None) -> int | None:
    if blip is None:
        return None
    linked = story.relations.get(relation_id(blip, "link"))
    embedded = relation_id(blip, "embed")
    if not embedded and linked is not None:
        return story.gathered.linked(linked.target, alt, story.where)
    return _embedded(story, embedded, alt, typed)


def _embedded(story: Story, relation: str, alt: str | None, typed: str | None) -> int | None:
    found = story.relations.get(relation)
    if found is None:
        return None
    if found.external:
        return story.gathered.linked(found.target, alt, story.where)
    return story.gathered.embedded(found.target, alt, typed, story.where)


def _box(story: Story, content: Element) -> None:
    """A text box, which is a story of its own."""
    story.gathered.boxes += 1
    inner = type(story)(story.gathered, story.relations, f"text box {story.gathered.boxes}")
    inner.blocks(content)
    part = inner.scroll.part("text", inner.where)
    if part.text.strip():
        story.gathered.parts.append(part)


def _words(story: Story, relation: str, what: str) -> None:
    """The words of a chart or a diagram."""
    found = story.relations.get(relation)
    if found is None or found.external or found.target not in story.gathered.package:
        return
    root = story.gathered.package.xml(found.target)
    lines = dict.fromkeys(text for each in root.iter() if local(each) in _WORDS and (text := (each.text or "").strip()))
    story.gathered.line("text", "; ".join(lines), f"{what} in {story.where}")
