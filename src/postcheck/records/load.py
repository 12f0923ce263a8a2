"""From rows to records: staff, consents, authorizations, logos and accounts, every mistake told by row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from postcheck.errors import Mistake
from postcheck.model.context import ACCOUNTS, AUDIENCES
from postcheck.records.names import Fold, key
from postcheck.records.nouns import Authorization, Consent, Logo, Page, Source, Worker
from postcheck.records.table import Row, rows

WHATS = ("photo", "name", "work")
_WHAT_WORDS = {
    "photo": ("photo", "photos", "picture", "pictures", "image", "images", "video", "videos", "likeness", "media"),
    "name": ("name", "names", "full name"),
    "work": ("work", "works", "student work", "artwork", "writing", "schoolwork"),
}
_GRANTED = frozenset("granted yes y true given agreed on-file signed 1 x".split())
_REFUSED = frozenset("refused no n false denied declined withdrawn revoked 0 opt-out".split())
_UNWRITTEN = frozenset({"verbal", "verbally", "spoken", "by word of mouth", "oral"})
_FORMS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%Y/%m/%d", "%d.%m.%Y", "%d-%b-%Y", "%B %d, %Y", "%b %d, %Y")
MAY = ("spokesperson", "logo")
_GRANTERS = ("superintendent", "principal", "designee", "director", "board")


class Loaded(NamedTuple):
    """A file that is read in whole: where its mistakes go and how its names are folded."""

    path: Path
    fold: Fold
    mistakes: list[Mistake]
    entries: Sequence[Row] | None = None  # what to read instead of the file: the records of a rule file's example

    @property
    def file(self) -> str:
        """The file as messages name it."""
        return self.path.as_posix()

    def rows(self, kind: str) -> Iterator[Row]:
        """The rows of the file."""
        return rows(self.path, kind, self.mistakes) if self.entries is None else iter(self.entries)

    def wrong(self, row: Row, column: str, what: str) -> None:
        """Note a mistake in a cell."""
        self.mistakes.append(Mistake(self.file, row.line, row.places.get(column, 1), what))

    def source(self, row: Row) -> Source:
        """Where a row stands."""
        return Source(self.file, row.line)

    def name(self, row: Row) -> str:
        """The full name of a row, as typed; "" when it has none."""
        values = row.values
        if values.get("given") and values.get("family"):
            return f"{values['given']} {values['family']}"
        return values.get("name", "")

    def until(self, row: Row) -> date | None:
        """The last day of a record, None for no end; a date that cannot be read is a mistake."""
        text = row.values.get("until")
        if not text or text.casefold() in ("never", "none", "no end", "-"):
            return None
        found = day(text)
        if found is None:
            self.wrong(row, "until", "this date cannot be read; write it as 2027-06-30")
            return date.min  # and so it is no longer valid: a record that nobody can read permits nothing
        return found


def day(text: str) -> date | None:
    """A day as spreadsheets and people write it; None when it cannot be read."""
    for form in _FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None


def staff(loaded: Loaded) -> Iterator[Worker]:
    """The staff directory; in a OneRoster list, everybody who is no student."""
    for row in loaded.rows("staff"):
        role = row.values.get("role", "").casefold()
        if role in ("student", "parent", "guardian", "relative", "pupil"):
            continue
        if row.values.get("status", "").casefold() == "tobedeleted":
            continue
        name = loaded.name(row)
        if not name:
            loaded.wrong(row, "name", "this row has no name")
            continue
        if "," in name:
            family, _, given = name.partition(",")
            name = f"{given.strip()} {family.strip()}"
        yield Worker(name, row.values.get("job") or row.values.get("role", ""), loaded.source(row))


def consents(loaded: Loaded) -> Iterator[Consent]:
    """The consents and refusals."""
    for row in loaded.rows("consents"):
        values = row.values
        name = loaded.name(row)
        if not name and not values.get("id"):
            loaded.wrong(row, "name", "this row says of nobody that they agreed: give a name or an id")
            continue
        what = _what(loaded, row)
        answer = re.sub(r"\s+", " ", values.get("answer", "").casefold())
        granted = answer in _GRANTED or answer in _UNWRITTEN
        if not granted and answer not in _REFUSED:
            said = "this answer is missing" if not answer else "this answer is not known"
            loaded.wrong(row, "answer", f"{said}; write granted, refused or verbal")
            continue
        where = frozenset(_plain(each) for each in _list(values.get("where", "")))
        yield Consent(
            key(name, loaded.fold) if name else "",
            values.get("id", ""),
            what,
            where - {"all", "everywhere", "any", "anywhere"},
            loaded.until(row),
            values.get("form", ""),
            granted,
            answer not in _UNWRITTEN,
            loaded.source(row),
        )


def _what(loaded: Loaded, row: Row) -> frozenset[str]:
    found: set[str] = set()
    for each in _list(row.values.get("what", "")):
        word = _plain(each)
        known = [name for name, others in _WHAT_WORDS.items() if word in others]
        if word in ("all", "everything", "any"):
            known = list(WHATS)
        if not known:
            loaded.wrong(row, "what", "unknown word; what somebody agrees to is photo, name, work or all")
        found.update(known)
    if not row.values.get("what"):
        loaded.wrong(row, "what", "this row does not say to what: photo, name, work or all")
        return frozenset(WHATS)
    return frozenset(found or WHATS)  # a refusal of nobody knows what is a refusal of everything


def authorizations(loaded: Loaded) -> Iterator[Authorization]:
    """Who may speak for the district or use its logo."""
    for row in loaded.rows("authorizations"):
        values = row.values
        missing = [column for column in ("name", "for", "granted-by") if not values.get(column)]
        for column in missing:
            loaded.wrong(row, column, f"this row has no '{column}'")
        if missing:
            continue
        what = _plain(values["for"])
        if what not in MAY:
            what = next((each for each in MAY if each in what), what)
        if what not in MAY:
            loaded.wrong(row, "for", f"unknown word; an authorization is for: {', '.join(MAY)}")
            continue
        by = granter(values["granted-by"])
        if not by:
            loaded.wrong(row, "granted-by", f"unknown word; write the office that granted it: {', '.join(_GRANTERS)}")
            continue
        yield Authorization(key(values["name"], loaded.fold), what, by, loaded.until(row), loaded.source(row))


def granter(text: str) -> str:
    """The office that granted something, in the words of policies; "" when none is named."""
    plain = _plain(text)
    return next((each for each in _GRANTERS if each in plain), "superintendent" if plain.startswith("supt") else "")


def accounts(loaded: Loaded) -> Iterator[Page]:
    """The accounts that the district knows of."""
    for row in loaded.rows("accounts"):
        values = row.values
        if not values.get("name"):
            loaded.wrong(row, "name", "this account has no name")
            continue
        kind = _plain(values.get("kind", ""))
        if kind and kind not in ACCOUNTS:
            loaded.wrong(row, "kind", f"unknown word; an account is one of: {', '.join(ACCOUNTS)}")
            kind = ""
        audience = _plain(values.get("audience", ""))
        if audience and audience not in AUDIENCES:
            loaded.wrong(row, "audience", f"unknown word; an audience is one of: {', '.join(AUDIENCES)}")
            audience = ""
        registered, approved = (_unless_no(values.get(each, "")) for each in ("registered-by", "approved-by"))
        yield Page(
            values["name"], values.get("platform", ""), kind, audience, registered, approved,
            values.get("administrator", ""), values.get("profile", ""), loaded.source(row),
        )  # fmt: skip


def logos(loaded: Loaded) -> Iterator[Logo]:
    """The district's logos and the files that show them."""
    for row in loaded.rows("logos"):
        for column in ("name", "file"):
            if not row.values.get(column):
                loaded.wrong(row, column, f"this row has no '{column}'")
        file = row.values.get("file", "")
        if file and not (loaded.path.parent / file).is_file():
            loaded.wrong(row, "file", "there is no such file beside this list")
        yield Logo(row.values.get("name", ""), file, row.values.get("owner", ""), loaded.source(row))


def _unless_no(text: str) -> str:
    return "" if text.casefold() in ("no", "none", "n", "false", "-", "pending", "not yet", "0") else text


def _list(text: str) -> Sequence[str]:
    return [each.strip() for each in re.split(r"[;,/+&|]|\band\b", text) if each.strip()]


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text.strip().casefold())
