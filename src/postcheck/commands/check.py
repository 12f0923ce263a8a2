"""The main job: check drafts, write the report, and say by the exit code what came of it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from postcheck.commands import rows
from postcheck.commands.output import parse, say, write_files, write_screen
from postcheck.config import kept, settings
from postcheck.config.settings import District
from postcheck.errors import PostcheckError
from postcheck.model.context import ACCOUNTS, AUDIENCES
from postcheck.model.report import Report
from postcheck.reporters import REPORTERS
from postcheck.reporters.page import Page

FAIL_ON = ("error", "warning", "confirmation", "never")
MOST_STDIN = 20_000_000  # bytes
WELCOME = """\
postcheck reads a draft before you publish it and says: hold, review or clear.

  postcheck draft.txt                          check one draft
  postcheck draft.txt photo.jpg --account classroom   with its picture, for a class page
  postcheck drafts/                            check a folder

More: postcheck --help"""


class Asked(NamedTuple):
    """What the command line said."""

    paths: tuple[str, ...]
    welcome: bool
    context: Mapping[str, str]
    photos: tuple[str, ...]
    policies: tuple[str, ...]
    config: Path | None
    format: str
    fail_on: str
    show_values: bool
    mask: bool
    stdin_filename: str
    exclude: tuple[str, ...]
    no_waivers_from: str
    quiet: bool
    color: str
    cache: bool
    held_rows: Path | None = None
    cleared_rows: Path | None = None
    output: tuple[str, ...] = ()
    changed_since: str = ""
    separate: bool = False
    without_key: bool = False


def run(asked: Asked) -> int:
    """Check, report, and give the exit code. Raises PostcheckError when nothing could be checked."""
    if asked.welcome:
        print(WELCOME)
        return 0
    if not asked.paths:
        raise PostcheckError("No draft was named. Name a file or a folder, or - for standard input.")
    _sensible(asked)
    rows.refuse(asked.held_rows, asked.cleared_rows)
    outputs = parse(asked.output, asked.paths)
    from postcheck import run as journey  # late, so that --help and mistakes on the command line stay quick

    district = _district(asked)
    stdin = _stdin() if "-" in asked.paths else b""
    report = journey.check(
        journey.Settings(
            paths=asked.paths,
            context=asked.context,
            photos=asked.photos,
            policies=asked.policies,
            district=district,
            exclude=asked.exclude,
            stdin=stdin,
            stdin_name=asked.stdin_filename,
            drafts_waive=not asked.no_waivers_from,
            cache=kept.folder() if asked.cache else None,
            changed_since=asked.changed_since,
            separate=asked.separate,
            without_key=asked.without_key,
        )
    )
    rows.write(report, stdin, asked.held_rows, asked.cleared_rows)
    masked = asked.mask or not (asked.show_values or is_private())
    unwritten = write_files(report, outputs, masked)
    colour = {"always": True, "never": False}.get(asked.color)
    write_screen(report, asked.format, Page(sys.stdout, masked, colour, asked.quiet))
    for failure in (*report.failures, *unwritten):
        say(failure)
    return 2 if unwritten else exit_code(report, asked.fail_on)


def exit_code(report: Report, fail_on: str) -> int:
    """0 nothing at or above `fail_on`; 1 findings; 2 something could not be examined. 2 beats 1 beats 0."""
    if report.failures or any(each.judgement.unexamined for each in report.drafts):
        return 2
    levels = {"error": ("error",), "warning": ("error", "warning"), "confirmation": ("error", "warning"), "never": ()}
    grave = any(finding.severity in levels[fail_on] for each in report.drafts for finding in each.judgement.findings)
    asked = fail_on == "confirmation" and any(each.judgement.confirmations for each in report.drafts)
    return int(grave or asked)


def is_private() -> bool:
    """Whether this run is watched by the person who writes the draft: a terminal, and no CI."""
    return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("CI")


def _stdin() -> bytes:
    if sys.stdin is None:
        raise PostcheckError("Standard input is closed, so there is no draft to read. Name a file instead of -.")
    try:
        data = sys.stdin.buffer.read(MOST_STDIN + 1)
    except OSError as error:
        raise PostcheckError(
            f"Standard input cannot be read ({(error.strerror or 'unknown reason').lower()}). Name a file instead of -."
        ) from None
    if len(data) > MOST_STDIN:
        raise PostcheckError(f"Standard input is larger than {MOST_STDIN // 1_000_000} MB. Split it into single posts.")
    return data


def _district(asked: Asked) -> District:
    path = asked.config or settings.find([Path(each) for each in asked.paths if each != "-"])
    return settings.load(path) if path else District()


def _sensible(asked: Asked) -> None:
    """Refuse words that no option takes, and a path that looks like a mistyped command."""
    for option, value, known in (
        ("--account", asked.context["account"], (*ACCOUNTS, "unknown")),
        ("--audience", asked.context["audience"], AUDIENCES),
        ("--fail-on", asked.fail_on, FAIL_ON),
        ("--format", asked.format, tuple(REPORTERS)),
        ("--no-waivers-from", asked.no_waivers_from, ("drafts",)),
        ("--color", asked.color, ("auto", "always", "never")),
    ):
        named = option == "--account" and re.search(r"[^a-z]", value)  # an account's own name: the settings list it
        if value and value not in known and not named:
            raise PostcheckError(f"{option} does not know '{value}'. It takes: {', '.join(known)}.")
    if asked.changed_since and "-" in asked.paths:
        raise PostcheckError("--changed-since compares files; standard input (-) is none. Give one of the two.")
    if asked.show_values and asked.mask:
        raise PostcheckError("--show-values and --mask ask for opposite things. Give one of them.")
    if asked.context["scheduled"]:
        from postcheck.context.settle import moment

        if moment(asked.context["scheduled"]) is None:
            raise PostcheckError(
                f"--scheduled cannot read '{asked.context['scheduled']}'. Write it as 2026-12-03T10:15."
            )
    missing = [path for path in asked.paths if path != "-" and not os.path.lexists(path)]
    if len(missing) == len(asked.paths):
        from difflib import get_close_matches

        commands = ("policies", "explain", "images", "check", "records", "waivers", "baseline")
        hint = get_close_matches(missing[0], commands, n=1)
        said = (
            f" Did you mean the command 'postcheck {hint[0]}'?"
            if hint
            else " Check the spelling of its name and folder."
        )
        raise PostcheckError(f"There is no file or folder called '{missing[0]}'.{said}")
