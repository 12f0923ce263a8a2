"""All records of a district as a run asks them: is this a student, did they agree, may the author do it, which account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, TypeVar

from postcheck.config.key import district_key
from postcheck.errors import Mistake, PostcheckError
from postcheck.records import load
from postcheck.records.columns import COLUMNS, heads, plain_head
from postcheck.records.names import Fold, key, split, words
from postcheck.records.nouns import Authorization, Consent, Logo, Page, Source, Worker
from postcheck.records.roster import ClearRoster
from postcheck.records.table import Row, is_sealed

if TYPE_CHECKING:
    from postcheck.records.sealed import SealedRoster

What = Literal["photo", "name", "work"]
_Noun = TypeVar("_Noun")
Roster: TypeAlias = "ClearRoster | SealedRoster"


class Said(NamedTuple):
    """What the records say of a consent, and where. `until` is the day on which an expired one ended."""

    answer: Literal["granted", "unwritten", "refused", "expired"]
    source: Source
    until: date | None = None


class Permit(NamedTuple):
    """An authorization that holds today: what for, granted by whom, and where that stands."""

    what: str
    by: str
    source: str


class Records:
    """The records that the settings name, each file read when it is first asked for.

    `mistakes` are those of single rows, filled as files are read; a row with one is passed over.
    """

    def __init__(
        self,
        files: Mapping[str, Sequence[Path]],
        fold: Fold,
        today: date,
        entries: Mapping[str, Sequence[Row]] = MappingProxyType({}),
    ) -> None:
        self._entries = entries
        self._files = {kind: tuple(paths) for kind, paths in files.items()}
        self._fold = fold
        self.today = today
        self.mistakes: list[Mistake] = []

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record that are given, in the order of the settings."""
        return tuple(kind for kind, given in (*self._files.items(), *self._entries.items()) if given)

    def has(self, kind: str) -> bool:
        """Whether a kind of record is given."""
        return bool(self._files.get(kind) or self._entries.get(kind))

    def paths(self, kind: str) -> tuple[Path, ...]:
        """The files of a kind."""
        return self._files.get(kind, ())

    @cached_property
    def rosters(self) -> tuple[Roster, ...]:
        """The lists of students, clear and sealed. Raises PostcheckError, MistakesError."""
        sealed = [path for path in self.paths("students") if is_sealed(path)]
        clear = [path for path in self.paths("students") if path not in sealed]
        found: list[Roster] = []
        entries = self._entries.get("students", ())
        if clear or entries:
            roster = ClearRoster(clear, self._fold, entries)
            found.append(roster)
            self.mistakes.extend(
                Mistake(each.file, each.line, 1, "this student has no given name or no family name")
                for each in roster.unreadable
            )
        if sealed:
            from postcheck.records.sealed import SealedRoster  # late: hashing need not be loaded for a clear list

            secret = district_key()
            found.extend(SealedRoster(path, secret) for path in sealed)
        return tuple(found)

    def _all(self, kind: str, read: Callable[[load.Loaded], Iterable[_Noun]]) -> tuple[_Noun, ...]:
        given = [load.Loaded(path, self._fold, self.mistakes) for path in self.paths(kind)]
        if kind in self._entries:
            given.append(load.Loaded(Path("the example"), self._fold, self.mistakes, self._entries[kind]))
        return tuple(each for one in given for each in read(one))

    @cached_property
    def staff(self) -> tuple[Worker, ...]:
        """The staff directory."""
        return self._all("staff", load.staff)

    @cached_property
    def consents(self) -> tuple[Consent, ...]:
        """Every consent and refusal."""
        return self._all("consents", load.consents)

    @cached_property
    def authorizations(self) -> tuple[Authorization, ...]:
        """Every authorization, those that have ended too."""
        return self._all("authorizations", load.authorizations)

    @cached_property
    def accounts(self) -> tuple[Page, ...]:
        """Every account."""
        return self._all("accounts", load.accounts)

    @cached_property
    def logos(self) -> tuple[Logo, ...]:
        """Every logo."""
        return self._all("logos", load.logos)

    @cached_property
    def _consents_by(self) -> dict[tuple[str, str], list[Consent]]:
        found: dict[tuple[str, str], list[Consent]] = {}
        for each in self.consents:
            if each.id:
                found.setdefault(("id", each.id), []).append(each)
            if each.who:
                found.setdefault(("who", each.who), []).append(each)
        return found

    def consent(
        self, what: What, name: str = "", ident: str = "", day: date | None = None, where: str = ""
    ) -> Said | None:
        """What somebody (by folded or typed full name, or id) said to `what`; None when nothing is on record.

        A refusal outranks everything, a consent that holds outranks one that has ended. `where` is the platform or place
        of the post; a consent that names other places only does not speak of this one.
        """
        who = key(name, self._fold) if name else ""
        by_id = self._consents_by.get(("id", ident), []) if ident else []
        rows = by_id or self._consents_by.get(("who", who), [])
        if ident and not by_id:  # a row with another student's id is about a namesake
            rows = [row for row in rows if not row.id]
        rows = [row for row in rows if what in row.what]
        refused = next((row for row in rows if not row.granted), None)
        if refused is not None:
            return Said("refused", refused.source)
        wanted = where.strip().casefold()
        rows = [row for row in rows if not row.where or not wanted or wanted in row.where]
        held = [row for row in rows if row.until is None or row.until >= (day or self.today)]
        if held:
            best = next((row for row in held if row.written), held[0])
            return Said("granted" if best.written else "unwritten", best.source)
        if rows:
            last = max(rows, key=lambda row: row.until or date.min)
            return Said("expired", last.source, last.until)
        return None

    def consent_of(self, what: What, name: str, day: date | None = None, where: str = "") -> Said | None:
        """What everybody of a full name said: by the ids of the students who are called so, else by the name alone."""
        given, family = split(key(name, self._fold))
        rows = [
            (roster.key(row), roster.id(row))
            for roster in self.rosters
            if isinstance(roster, ClearRoster)
            for row in roster.named("".join(words(given)), "".join(words(family)))
        ]
        return worst([self.consent(what, who, ident, day, where) for who, ident in rows or [(name, "")]])

    def permits(self, author: str, day: date | None = None) -> tuple[Permit, ...]:
        """What an author may do on that day by an authorization on record."""
        who = key(author, self._fold)
        return tuple(
            Permit(each.what, each.by, f"{each.source}{f', until {each.until}' if each.until else ''}")
            for each in self.authorizations
            if each.who == who and (each.until is None or each.until >= (day or self.today))
        )

    def denial(self, author: str, what: str) -> str:
        """Why an author who is not authorized today is not."""
        who = key(author, self._fold)
        ended = [each for each in self.authorizations if each.who == who and each.what == what and each.until]
        if not ended:
            return "the author is not among the authorized"
        last = max(ended, key=lambda each: each.until or date.min)
        return f"the author's authorization ended on {last.until} ({last.source})"

    def account(self, name: str, platform: str = "") -> Page | None:
        """The account of a name or handle; of several, that on the platform."""
        wanted = handle(name, self._fold)
        found = [each for each in self.accounts if handle(each.name, self._fold) == wanted] if wanted else []
        same = [each for each in found if platform and each.platform.casefold() == platform.casefold()]
        return next(iter(same or found), None)

    def key(self, name: str) -> str:
        """A full name as it is compared with those of the records."""
        return key(name, self._fold)

    def handle(self, name: str) -> str:
        """An account's name as it is compared."""
        return handle(name, self._fold)

    def load_all(self) -> None:
        """Read every file that is named but the rosters, so that its mistakes are known. Raises PostcheckError."""
        for kind in self.kinds:
            if kind != "students":
                getattr(self, kind)


def worst(said: Sequence[Said | None]) -> Said | None:
    """Of several people's answers the one that decides: a no before a yes, and a yes only when nobody's is missing."""
    for answer in ("refused", "expired", "unwritten"):
        for each in said:
            if each is not None and each.answer == answer:
                return each
    return said[0] if said and all(said) else None


def handle(name: str, fold: Fold) -> str:
    """An account's name as it is compared: folded letters and digits."""
    return "".join(char for char in fold(name) if char.isalnum())


def of_example(values: Mapping[str, Sequence[Mapping[str, str]]], fold: Fold, today: date, line: int) -> Records:
    """The records that an example of a rule file carries, with the columns of the files."""
    entries: dict[str, list[Row]] = {}
    for kind, given in values.items():
        known = heads(kind) if kind in COLUMNS else {}
        for each in given:
            unknown = [name for name in each if plain_head(name) not in known]
            if unknown:
                raise PostcheckError(f"line {line}: the example's records have no {kind} with '{unknown[0]}'")
            columns = {known[plain_head(name)]: value for name, value in each.items() if value}
            entries.setdefault(kind, []).append(Row(line, columns, {}))
    return Records({}, fold, today, entries)


def open_records(files: Mapping[str, Sequence[str]], base: Path, fold: Fold, today: date | None = None) -> Records:
    """The records of the settings; paths are taken from the settings' folder. Raises PostcheckError for what is not there."""
    found: dict[str, list[Path]] = {}
    for kind, names in files.items():
        for name in names:
            path = base / name
            if not path.is_file():
                raise PostcheckError(
                    f"{path.as_posix()}: there is no such file, and 'records' in the settings names it for {kind}. "
                    "Mend the path, or take it out."
                )
            found.setdefault(kind, []).append(path)
    return Records(found, fold, today or date.today())
