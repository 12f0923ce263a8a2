"""Numbers, addresses and dates by which a person can be reached or known, and passwords, for cues with `finds`.

What looks like one is found by its shape in the typed text; whose it is, the words of the cue decide. `sound` then asks the
libraries that know telephone and account numbers, and imports them only then: most drafts never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_STREET = (
    "street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|circle|cir|way|place|pl|boulevard|blvd|terrace|trail|trl|loop|"
    "highway|hwy|parkway|pkwy|row|crossing|ridge|hollow"
)
_LINKS = "at|in|on|of|the|and|or|to|from|for|by|is|was|are|a|an|we|i|you|my|our|more|people|days|miles|minutes"
SHAPES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        # Seven digits as people write them (555-0100), ten with or without a 1, or an international number.
        "phone": re.compile(
            r"(?<![\w$#@.,/:-])(?:\+\d[\d ().-]{7,17}\d|(?:1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])?\d{3}[ .-]\d{4}|\d{10})"
            r"(?![\w/]|[.,:-]\d)"
        ),
        "e-mail": re.compile(r"(?<![\w.+@-])[\w+-][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"),
        "address": re.compile(
            rf"(?<![\w$#-])\d{{1,5}}(?:-\d{{1,3}})?(?: [nsew]\.?)?(?: (?!(?:{_LINKS})\b)[\w'.-]{{1,20}}){{1,3}}?"
            rf" (?:{_STREET})\b\.?(?:,? (?:apt|unit|#)\.? ?\w{{1,5}})?",
            re.IGNORECASE,
        ),
        "birth-date": re.compile(
            rf"\b(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\d{{1,2}} {_MONTH} (?:19|20)\d\d|"
            r"\d{1,2}[/-]\d{1,2}[/-](?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d-\d\d-\d\d)\b",
            re.IGNORECASE,
        ),
        # A word of letters and digits or signs, right after what says that it is a password.
        "password": re.compile(
            r"\b(?:password|passcode|passphrase|pass|pwd|pw)(?: is| for \w+ is|:| =| -)?\s{0,2}[`'\"\u201c*_/]{0,3}"
            r"(?=[^\s`'\"\u201d]*\d)(?=[^\s`'\"\u201d]*[^\W\d_])[^\s`'\"\u201d,;]{5,40}",
            re.IGNORECASE,
        ),
        "account": re.compile(
            r"(?<![\w$.-])(?:(?:acc(?:oun)?t|routing|iban|card|member|policy|ssn|social)(?: (?:no\.?|num(?:ber)?|security))*"
            r"[ :#]{1,3}"
            r"(?:is |number )?[\dxX](?:[ -]?\d){4,18}|\d{3}-\d{2}-\d{4}|\d(?:[ -]?\d){12,18})(?![\w-])",
            re.IGNORECASE,
        ),
    }
)
LOOKS = ("phone", "e-mail", "district-e-mail", "private-e-mail", "address", "birth-date", "account", "password")
# State domains of K-12 schools (RFC 1480: k12.<state>.us) and the words that districts put into names of their own.
_DISTRICT = re.compile(
    r"(?:^|\.)k-?12\.|(?:^|[.-])(?:[\w-]*(?:schools?|isd|k12|district)|[\w-]{2,}(?:usd|cusd|csd|psd|sd\d*))\.(?:us|edu|org|net|com|gov)$"
)
_PRIVATE = re.compile(
    r"@(?:gmail|yahoo|hotmail|outlook|live|msn|aol|icloud|me|mac|proton|protonmail|comcast|verizon|att|sbcglobal|gmx)\.",
    re.IGNORECASE,
)


def find(look: str, text: str, domains: Iterable[str] = ()) -> Iterator[tuple[int, int]]:
    """The ranges of a typed text that look like it; `domains` are the district's own."""
    shape = SHAPES["e-mail" if look.endswith("e-mail") else look]
    if not (any(map(str.isdigit, text)) if shape is not SHAPES["e-mail"] else "@" in text):
        return
    for match in shape.finditer(text):
        start, end = match.span()
        found = match.group()
        if look == "district-e-mail" and not of_district(found, domains):
            continue
        if look == "private-e-mail" and not _PRIVATE.search(found):
            continue
        yield start, end


def of_district(address: str, domains: Iterable[str] = ()) -> bool:
    """Whether an e-mail address is a school district's: one of its own domains, or a name such as districts have."""
    domain = address.rpartition("@")[2].casefold().rstrip(".")
    own = [each.casefold().lstrip("@.") for each in domains]
    return any(domain == each or domain.endswith(f".{each}") for each in own) or bool(_DISTRICT.search(domain))


def sound(look: str, found: str) -> bool:
    """Whether a number of that shape can be one: telephone numbers by length, bare account numbers by their check digit."""
    digits = "".join(filter(str.isdigit, found))
    if look == "phone":
        import phonenumbers

        try:
            return phonenumbers.is_possible_number(phonenumbers.parse(found, "US"))
        except phonenumbers.NumberParseException:
            return False
    if look == "account" and not found[0].isalpha():
        if len(digits) == 9:
            from stdnum.us import ssn

            return bool(ssn.is_valid(digits))
        from stdnum import luhn

        return bool(luhn.is_valid(digits))
    return True
