"""Waivers as people write them: a list in the sidecar or the settings, a cell of a table, a comment in the draft.

In YAML a waiver has keys. In a cell or a comment it is one line; in a cell several stand apart by semicolons or lines:

    CHECK KIND "reason" [by "who approved it"] [until YYYY-MM-DD]
    <!-- postcheck: ok profanity mistaken "a family name" -->

What it means is `triage`'s to say; here it becomes data, and what cannot be read becomes a `fault`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from postcheck.config.shape import Count, Keys, ListOf, OneOf, Shape, Text
from postcheck.model.draft import Waiver
from postcheck.model.policy import WAIVER_KINDS

MOST_CHARACTERS = 1_000  # of a directive
_KEYS: Mapping[str, Shape] = {
    "check": Text(about="The check whose findings are accepted."),
    "kind": OneOf(
        WAIVER_KINDS, "mistaken: postcheck is wrong; consented: a paper says yes; exempted: someone allowed it."
    ),
    "reason": Text(about="Why, or which paper, without the words and names that it is about."),
    "approver": Text(about="Who allowed it; for 'exempted', an office that the clause names."),
    "until": Text(r"\d{4}-\d{2}-\d{2}", "a date such as 2027-06-30", "The last day on which it holds: 2027-06-30"),
    "line": Count("Only what is found on this line of the draft."),
    "picture": Text(about="Only what is found about this picture."),
}
_NEEDED = ("check", "kind", "reason")
IN_SIDECAR = ListOf(Keys(_KEYS, _NEEDED), about="Findings that are accepted, each with its reason.")
IN_SETTINGS = ListOf(
    Keys(
        {"drafts": Text(about="Which drafts: a path from this file's folder, or a pattern as in .gitignore."), **_KEYS},
        ("drafts", *_NEEDED),
    ),
    about="Findings that are accepted, each with its reason.",
)

_FORM = re.compile(
    r'(?P<check>[a-z][a-z0-9-]{0,60})\s+(?P<kind>[a-z-]{1,30})\s+"(?P<reason>[^"]*)"'
    r'(?:\s+by\s+"(?P<approver>[^"]+)")?(?:\s+until\s+(?P<until>\d{4}-\d{2}-\d{2}))?'
)
_DIRECTIVE = re.compile(r"\s*postcheck\s*:(?P<rest>.*)", re.DOTALL)
_OK = re.compile(r"\s*ok\b(?P<rest>.*)", re.DOTALL)
_BARE = re.compile(r"^[^\S\n]*(?:[#/*%-]+[^\S\n]*)?postcheck[^\S\n]*:[^\S\n]*ok\b", re.MULTILINE)
_SAID = 'write it as: CHECK mistaken "reason", and where it applies: by "OFFICE" until 2027-06-30'


def from_values(values: Iterable[Mapping[str, Any]], origin: str, file: str) -> tuple[Waiver, ...]:
    """Waivers from the values of IN_SIDECAR or IN_SETTINGS, as read."""
    return tuple(
        Waiver(
            check=each["check"],
            kind=each["kind"],
            reason=each["reason"],
            origin=origin,
            file=file,
            at=int(each["@line"]),
            line=each.get("line"),
            picture=each.get("picture"),
            approver=each.get("approver"),
            until=each.get("until"),
            drafts=each.get("drafts"),
        )
        for each in values
    )


def from_cell(text: str, file: str, at: int | None = None) -> tuple[Waiver, ...]:
    """The waivers of a table's cell `postcheck_waivers`; `at` is the line or record that it stands on."""
    return tuple(_read(each, "csv", file, at) for each in _apart(text) if each.strip())


def from_comment(text: str, file: str, at: int, line: int, span: tuple[int, int]) -> Waiver | None:
    """The waiver in a comment's text, None when the comment is none of ours.

    `at` is the comment's line, `line` the one that it speaks of, `span` the comment's source range.
    """
    ours = _DIRECTIVE.match(text)
    if ours is None:
        return None
    ok = _OK.match(ours["rest"])
    read = _read(ok["rest"] if ok else "", "comment", file, at)
    fault = read.fault if ok else 'after "postcheck:" comes ok; ' + _SAID
    return read._replace(line=line, span=span, fault=fault)


def bare(text: str) -> Iterable[int]:
    """Where a directive stands in a draft's own words, as offsets; there it would be published, and is not believed."""
    return (found.start() for found in _BARE.finditer(text)) if "postcheck" in text else ()


def published(file: str, at: int) -> Waiver:
    """A directive that stands among the words of the post itself."""
    fault = "this line would be published with the post; put it in the sidecar (see README, Accepting a finding)"
    return Waiver("", "", "", "comment", file, at, fault=fault)


def _read(text: str, origin: str, file: str, at: int | None) -> Waiver:
    text = " ".join(text.translate({0x201C: '"', 0x201D: '"'}).split())
    found = _FORM.fullmatch(text)
    if len(text) > MOST_CHARACTERS:
        return Waiver("", "", "", origin, file, at, fault=f"it is longer than {MOST_CHARACTERS} characters")
    if found is None:
        return Waiver("", "", "", origin, file, at, fault=_SAID)
    return Waiver(
        found["check"], found["kind"], found["reason"].strip(), origin, file, at,
        approver=found["approver"], until=found["until"],
    )  # fmt: skip


def _apart(text: str) -> list[str]:
    """A cell's directives: semicolons and line ends between quotes part nothing."""
    pieces: list[str] = []
    quoted = False
    start = 0
    for at, char in enumerate(text):
        quoted ^= char in '"\u201c\u201d'
        if char in ";\n\r" and not quoted:
            pieces.append(text[start:at])
            start = at + 1
    return [*pieces, text[start:]]
