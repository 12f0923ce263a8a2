"""What postcheck can recognise: the kinds of check, in one table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from postcheck.checks.accounts import ACCOUNT
from postcheck.checks.consent import CONSENT
from postcheck.checks.hours import HOURS
from postcheck.checks.image import IMAGE
from postcheck.checks.kind import Kind
from postcheck.checks.people import PEOPLE
from postcheck.checks.terms import TERMS
from postcheck.checks.wording import WORDING

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "account": ACCOUNT,  # pages that are announced or posted from
        "consent": CONSENT,  # pictures of people, and who said yes
        "hours": HOURS,  # what is posted while on duty
        "image": IMAGE,  # what a picture's own data gives away
        "people": PEOPLE,  # names
        "terms": TERMS,  # words of a list, disguised ones too
        "wording": WORDING,  # phrases, sentence by sentence
    }
)
