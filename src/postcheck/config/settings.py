"""The district's settings, `postcheck.yaml`: found, read, and every mistake told at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from postcheck.config import rules, waiver
from postcheck.config.duty import DUTY_SHAPE, Duty, duty
from postcheck.config.shape import Desk, Flag, Keys, ListOf, MapOf, OneOf, Text
from postcheck.config.yamlfile import Items, Node, Scalar, Table, parse, read_text
from postcheck.errors import Mistake, MistakesError, PostcheckError
from postcheck.model.context import ACCOUNTS, AUDIENCES
from postcheck.model.draft import Waiver
from postcheck.model.policy import SEVERITIES, Severity

NAMES = ("postcheck.yaml", ".postcheck.yaml")
RECORDS = ("students", "staff", "consents", "authorizations", "logos", "accounts")
DIRECTORY = ("activity", "team", "award", "grade level")
"""What directory information may be; all of it, unless the settings name less."""
SAMPLES = ("4007", "401.13", "428", "522.71", "EC-2016")

REPORT_TO = "call the child abuse hotline of your state or county"
"""What a message says of whom to call where the district's settings do not."""

SHAPE = Keys(
    {
        "policies": ListOf(Text(), about="Codes of the policies that are on."),
        "rules": ListOf(Text(), about="Folders of your own policies, checks and word lists, from this file's folder."),
        "names": Keys(
            {
                "schools": ListOf(Text()),
                "towns": ListOf(Text()),
                "streets": ListOf(Text()),
                "opponents": ListOf(Text()),
                "staff": ListOf(Text()),
                "others": ListOf(Text(), about="Any other name that is no student's."),
            },
            about="The district's own names; none of them is read as a student's.",
        ),
        "domains": ListOf(Text(), about="Domains of the district's e-mail addresses, such as harrowgate.k12.wi.us."),
        "duty": DUTY_SHAPE,
        "timezone": Text(about="The district's clock, such as America/Chicago."),
        "severity": MapOf(Text(), OneOf(SEVERITIES[::-1]), about="The district's own severity of a check; final."),
        "report-to": Text(about="Whom to call when a child may be in danger; said in the message."),
        "exclude": ListOf(Text(), about="Patterns of paths to pass over in folders."),
        "strict": Flag("Pictures on the web make exit 2."),
        "records": Keys(
            {kind: ListOf(Text()) for kind in RECORDS},
            about="The files in which the district keeps its records, from this file's folder.",
        ),
        "release": OneOf(("opt-in", "opt-out"), "May directory information be published unless a family objects?"),
        "directory-information": ListOf(OneOf(DIRECTORY), about="What counts as directory information."),
        "accounts": ListOf(
            Keys(
                {
                    "name": Text(about="The account's name or handle, as drafts give it under 'account'."),
                    "kind": OneOf(ACCOUNTS, about="Whose page it is."),
                    "audience": OneOf(AUDIENCES),
                    **{key: Text() for key in ("platform", "author", "role", "setting")},
                },
                required=("name", "kind"),
            ),
            about="The district's accounts: what a draft need not say again.",
        ),
        "waivers": waiver.IN_SETTINGS,
        "baseline": Text(about="The file that holds the findings known before, seen from these settings."),
    }
)


class Names(NamedTuple):
    """The district's own names."""

    places: tuple[str, ...] = ()  # schools, towns, streets, opponents, others
    staff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class District:
    """What `postcheck.yaml` says; `file` is None when there is none and the samples are on.

    `policies` are None where it names none: then the district's own are on, and without any the samples. `rules` are the
    folders of its own rules, in the order in which a later one replaces what an earlier one says.
    """

    file: str | None = None
    policies: tuple[str, ...] | None = None
    rules: tuple[Path, ...] = ()
    names: Names = field(default_factory=Names)
    domains: tuple[str, ...] = ()
    duty: Duty = field(default_factory=Duty)
    timezone: str | None = None
    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    report_to: str = REPORT_TO
    exclude: tuple[str, ...] = ()
    strict: bool = False
    records: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    release: Literal["opt-in", "opt-out"] | None = None  # None: nobody decided, and the stricter holds
    directory: tuple[str, ...] = DIRECTORY
    accounts: tuple[Mapping[str, str], ...] = ()  # the context of each, under the keys of a draft's own, with "name"
    waivers: tuple[Waiver, ...] = ()
    baseline: str | None = None  # as a path from the current folder

    @property
    def root(self) -> Path:
        """The folder of the settings, from which the baseline sees all paths; without settings, the current one."""
        return Path(self.file).parent if self.file else Path()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be looked into has no settings for us
        return False


def find(paths: list[Path]) -> Path | None:
    """The settings of a run: nearest above the common folder of what was named and not above the repository's root, else
    the user's own, else none. `POSTCHECK_CONFIG` names them outright.
    """
    named = os.environ.get("POSTCHECK_CONFIG")
    if named:
        return Path(named)
    common = Path(os.path.commonpath([str(path.resolve()) for path in paths])) if paths else Path.cwd()
    folder = common if common.is_dir() else common.parent
    for each in (folder, *folder.parents):
        for name in NAMES:
            if _is_file(each / name):
                return each / name
        if (each / ".git").exists():
            break
    configured = os.environ.get("XDG_CONFIG_HOME", "")
    home = Path(configured) if configured and Path(configured).is_absolute() else Path.home() / ".config"
    own = home / "postcheck" / "config.yaml"
    return own if own.is_file() else None


def load(path: Path) -> District:
    """Read settings. Raises MistakesError with every mistake, PostcheckError when the file cannot be read."""
    shown = rules.shown(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PostcheckError(
            f"{shown}: the settings cannot be read ({error.strerror}); name others with --config."
        ) from None
    except UnicodeDecodeError:
        raise MistakesError((Mistake(shown, 0, 0, "the settings are not UTF-8 text; save them as UTF-8"),)) from None
    node = parse(text, shown)
    if node is None:
        return District(file=shown)
    desk = Desk(shown)
    values: dict[str, Any] | None = SHAPE.read(node, desk)
    folders = _rules(node, path.parent, desk)
    if values and values.get("policies") == []:
        at = _value(node, "policies") or node
        desk.note(at, "this turns every policy off, so nothing would be checked; name one, or take the line out")
    desk.settle()
    assert values is not None
    names = values.get("names") or {}
    places = [each for key in ("schools", "towns", "streets", "opponents", "others") for each in names.get(key) or ()]
    return District(
        file=shown,
        policies=tuple(values["policies"]) if values.get("policies") else None,
        rules=folders,
        names=Names(tuple(places), tuple(names.get("staff") or ())),
        domains=tuple(values.get("domains") or ()),
        duty=_duty(values.get("duty"), shown),
        timezone=_zone(values.get("timezone"), shown),
        severities=MappingProxyType(values.get("severity") or {}),
        report_to=values.get("report-to") or REPORT_TO,
        exclude=tuple(values.get("exclude") or ()),
        strict=bool(values.get("strict")),
        records=MappingProxyType(
            {kind: tuple(files) for kind, files in (values.get("records") or {}).items() if kind in RECORDS and files}
        ),
        release=values.get("release"),
        directory=tuple(values.get("directory-information") or DIRECTORY),
        accounts=tuple(_account(each) for each in values.get("accounts") or ()),
        waivers=waiver.from_values(values.get("waivers") or (), "settings", shown),
        baseline=rules.shown(path.parent / values["baseline"]) if values.get("baseline") else None,
    )


def _duty(values: dict[str, Any] | None, shown: str) -> Duty:
    try:
        return duty(values)
    except ValueError:
        what = "'hours' under 'duty' is no time of day; write it as 08:00-15:30"
        raise MistakesError((Mistake(shown, values["@line"] if values else 1, 1, what),)) from None


def _zone(name: str | None, shown: str) -> str | None:
    if name is None:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        what = f"no clock is called '{name}'; write 'timezone' as America/Chicago"
        raise MistakesError((Mistake(shown, 0, 0, what),)) from None
    return name


def _account(values: Mapping[str, Any]) -> Mapping[str, str]:
    said = {key: each for key, each in values.items() if key not in ("@line", "kind") and each}
    return MappingProxyType({**said, "account": values["kind"]})


def own_folder(path: Path | None) -> Path:
    """The folder of the district's own rules: the last that the settings name, whether or not it is there yet, else
    `rules` beside them. Raises MistakesError when they are no YAML.
    """
    base = path.parent if path else Path()
    node = parse(read_text(path), rules.shown(path)) if path else None
    said = _value(node, "rules") if node else None
    named = said.items[-1] if isinstance(said, Items) and said.items else said
    return base / (named.text.strip() if isinstance(named, Scalar) and named.text.strip() else "rules")


def _rules(node: Node, base: Path, desk: Desk) -> tuple[Path, ...]:
    """The folders of the district's own rules; one that is no folder, or holds no rules, is a mistake."""
    said = _value(node, "rules")
    folders: list[Path] = []
    for each in said.items if isinstance(said, Items) else [said]:
        if not isinstance(each, Scalar) or not each.text.strip():
            continue
        folder = base / each.text.strip()
        if not folder.is_dir():
            desk.note(each, "there is no such folder beside these settings; 'postcheck policies new CODE' makes it")
        elif not any((folder / name).is_dir() for name in ("policies", "checks", "words")):
            desk.note(each, "this folder holds no rules; they stand in its folders policies/, checks/ and words/")
        else:
            folders.append(folder)
    return tuple(folders)


def _value(node: Node, key: str) -> Node | None:
    pairs = node.pairs if isinstance(node, Table) else ()
    return next((value for name, value in pairs if name.text == key), None)
