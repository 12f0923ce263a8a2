"""The columns of each kind of record, as districts and student-information systems head them: one visible table.

A head is compared without case, spaces, hyphens and underscores, so "Granted By", granted_by and grantedBy are one
column. The columns of OneRoster's users.csv are known by their own names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

KINDS = ("students", "staff", "consents", "authorizations", "logos", "accounts")


class Columns(NamedTuple):
    """The columns of a kind: each with the other heads it goes by; what must be there; what is passed over.

    `required` are groups of which one must be there in full.
    """

    known: Mapping[str, tuple[str, ...]]
    required: tuple[tuple[str, ...], ...]
    passed: frozenset[str] = frozenset()


_PERSON: Mapping[str, tuple[str, ...]] = {
    "given": ("first", "first name", "given name", "givenName", "forename"),
    "family": ("last", "last name", "family name", "familyName", "surname"),
    "name": ("full name", "student name", "student", "employee", "staff name", "display name"),
    "middle": ("middle name", "middleName"),
    "nicknames": ("nickname", "preferred", "preferred name", "preferredGivenName", "goes by", "also"),
    "id": ("sourcedId", "identifier", "student id", "student number", "local id", "employee id"),
    "role": ("roles",),
    "status": (),
}
_ONEROSTER = frozenset(
    "datelastmodified enableduser orgsourcedids username userids email sms phone agentsourceids grades password"
    " usermasteridentifier resourcesourcedids preferredmiddlename preferredfamilyname primaryorgsourcedid pronouns"
    " userprofiles".split()
)
_SCHOOL = frozenset("grade gradelevel school homeroom class teacher birthdate gender note notes".split())
COLUMNS: Mapping[str, Columns] = MappingProxyType(
    {
        "students": Columns(_PERSON, (("given", "family"), ("name",)), _ONEROSTER | _SCHOOL),
        "staff": Columns(
            {**_PERSON, "job": ("title", "position", "job title")},
            (("given", "family"), ("name",)),
            _ONEROSTER | _SCHOOL | {"department"},
        ),
        "consents": Columns(
            {
                "name": ("student", "student name", "full name", "person"),
                "given": _PERSON["given"],
                "family": _PERSON["family"],
                "id": _PERSON["id"],
                "what": ("for", "of", "scope", "type"),
                "where": ("channel", "channels", "place", "places"),
                "until": ("expires", "expiry", "expiration", "valid until", "end"),
                "form": ("form id", "form number", "reference", "document"),
                "answer": ("consent", "granted", "decision", "response"),
            },
            (("name", "what", "answer"), ("given", "family", "what", "answer"), ("id", "what", "answer")),
            frozenset({"date", "signed", "signedby", "note", "notes"}),
        ),
        "authorizations": Columns(
            {
                "name": ("person", "author", "who", "employee"),
                "for": ("what", "may", "authorization", "kind"),
                "granted-by": ("granted by", "approved by", "authorized by", "by"),
                "until": ("expires", "expiry", "valid until", "end"),
                "form": ("form id", "reference", "document"),
            },
            (("name", "for", "granted-by"),),
            frozenset({"date", "note", "notes"}),
        ),
        "logos": Columns(
            {"name": ("title", "logo"), "file": ("image", "path", "picture"), "owner": ("school", "of")},
            (("name", "file"),),
            frozenset({"note", "notes"}),
        ),
        "accounts": Columns(
            {
                "name": ("account", "handle", "page", "title", "site"),
                "platform": ("network", "service"),
                "kind": ("type", "account kind"),
                "audience": (),
                "registered-by": ("registered by", "registered with", "registered"),
                "approved-by": ("approved by", "approved"),
                "administrator": ("admin", "named administrator", "owner", "responsible"),
                "profile": ("profile text", "bio", "about", "description"),
            },
            (("name",),),
            frozenset({"date", "note", "notes", "url", "link"}),
        ),
    }
)


def plain_head(head: str) -> str:
    """A column's head as it is compared: small letters and digits only."""
    return re.sub(r"[^0-9a-z]+", "", head.lower())


def heads(kind: str) -> dict[str, str]:
    """The column that each known head of a kind stands for, by the plain form of the head."""
    known = COLUMNS[kind].known
    found = {plain_head(other): name for name, others in known.items() for other in others}
    return {**found, **{plain_head(name): name for name in known}}
