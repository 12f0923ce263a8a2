"""The district's settings, `postcheck.yaml`: found, read, and every mistake told at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from postcheck.config.shape import Desk, Flag, Keys, ListOf, MapOf, OneOf, Text
from postcheck.config.yamlfile import parse
from postcheck.errors import Mistake, MistakesError, PostcheckError
from postcheck.model.policy import SEVERITIES, Severity

NAMES = ("postcheck.yaml", ".postcheck.yaml")
SAMPLES = ("4007", "401.13", "428", "522.71", "EC-2016")

SHAPE = Keys(
    {
        "policies": ListOf(Text(), about="Codes of the policies that are on."),
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
        "severity": MapOf(Text(), OneOf(SEVERITIES[::-1]), about="The district's own severity of a check; final."),
        "exclude": ListOf(Text(), about="Patterns of paths to pass over in folders."),
        "strict": Flag("Pictures on the web make exit 2."),
        "baseline": Text(about="The file that holds the findings known before, seen from these settings."),
    }
)


class Names(NamedTuple):
    """The district's own names."""

    places: tuple[str, ...] = ()  # schools, towns, streets, opponents, others
    staff: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class District:
    """What `postcheck.yaml` says; `file` is None when there is none and the samples are on."""

    file: str | None = None
    policies: tuple[str, ...] = SAMPLES
    names: Names = field(default_factory=Names)
    severities: Mapping[str, Severity] = field(default_factory=lambda: MappingProxyType({}))
    exclude: tuple[str, ...] = ()
    strict: bool = False
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


def _from_here(path: Path) -> str:
    """A path as messages show it: from the current folder, when it lies below it."""
    try:
        seen = Path(os.path.relpath(path))
    except ValueError:  # another drive
        return path.as_posix()
    return (path if ".." in seen.parts else seen).as_posix()


def load(path: Path) -> District:
    """Read settings. Raises MistakesError with every mistake, PostcheckError when the file cannot be read."""
    shown = path.as_posix()
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
    desk.settle()
    assert values is not None
    names = values.get("names") or {}
    places = [each for key in ("schools", "towns", "streets", "opponents", "others") for each in names.get(key) or ()]
    return District(
        file=shown,
        policies=tuple(values.get("policies") or SAMPLES),
        names=Names(tuple(places), tuple(names.get("staff") or ())),
        severities=MappingProxyType(values.get("severity") or {}),
        exclude=tuple(values.get("exclude") or ()),
        strict=bool(values.get("strict")),
        baseline=_from_here(path.parent / values["baseline"]) if values.get("baseline") else None,
    )
