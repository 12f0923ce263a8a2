"""Known findings: those that stand in the baseline no longer count; what it names and nobody finds any more is stale."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from postcheck.config.baseline import Baseline, Entry, key_id, load
from postcheck.config.key import VARIABLE, district_key
from postcheck.config.settings import District
from postcheck.errors import PostcheckError
from postcheck.model.check import Check
from postcheck.model.finding import Finding, Notice
from postcheck.model.report import Checked
from postcheck.triage.fingerprint import Printer


class Before(NamedTuple):
    """What was known before a run, and the key to recognise it by; what to say when the key is missing."""

    baseline: Baseline
    key: bytes | None
    failures: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def recall(district: District, without_key: bool = False) -> Before:
    """The baseline of a run. Without the key that sealed it the run fails, unless it may go on `without_key`.

    Raises PostcheckError for a baseline that cannot be read, and for a key that is too short or another.
    """
    key = district_key()
    if district.baseline is None:
        return Before(Baseline(), key)
    read = load(Path(district.baseline))
    if key and read.key and read.key != key_id(key):
        raise PostcheckError(
            f"{district.baseline}: another key made this baseline. Set the {VARIABLE} that made it, or make it anew."
        )
    if key or not read.keyed:
        return Before(read, key)
    said = (
        f"Checked without the findings known before: {district.baseline} is sealed, and {VARIABLE} is not set "
        "(a pull request from a fork does not get the secret)."
    )
    if without_key:
        return Before(read, None, notices=(Notice("without-key", f"{said} Names known before are reported again."),))
    return Before(read, None, failures=(f"{said} Set the key, or pass --without-key to go on.",))


def mark(
    drafts: Iterable[Checked], checks: Mapping[str, Check], baseline: Baseline, root: Path, key: bytes | None
) -> tuple[Checked, ...]:
    """The drafts with a fingerprint on each finding, and the known ones set apart. `root` is what paths are seen from."""
    printer = Printer(checks, key)
    marked: list[Checked] = []
    for checked in drafts:
        if not checked.judgement.findings:
            marked.append(checked)
            continue
        path = within(checked.draft.path, root)
        every = printer.mark(checked, path)
        known = tuple(each for each in every if keeps(each, checks) and entry(each, path) in baseline.entries)
        new = tuple(each for each in every if each not in known)
        marked.append(replace(checked, judgement=replace(checked.judgement, findings=new, known=known)))
    return tuple(marked)


def stale(drafts: Iterable[Checked], baseline: Baseline, root: Path) -> tuple[Entry, ...]:
    """The entries of files that were examined, or that are gone, whose finding is no longer there."""
    if not baseline.entries:
        return ()
    examined: set[str] = set()
    unexamined: set[str] = set()  # of a table's posts one is enough
    found: set[Entry] = set()
    for checked in drafts:
        path = within(checked.draft.path, root)
        (unexamined if checked.judgement.unexamined else examined).add(path)
        found.update(entry(each, path) for each in checked.judgement.known)
    examined -= unexamined
    gone = {each.path for each in baseline.entries if not os.path.lexists(root / each.path)}
    return tuple(sorted(each for each in baseline.entries - found if each.path in examined or each.path in gone))


def stale_notice(drafts: Iterable[Checked], before: Before, district: District) -> Iterator[Notice]:
    """That entries of the baseline are out of date; nothing can be said of them without the key."""
    old = () if before.key is None and before.baseline.keyed else stale(drafts, before.baseline, district.root)
    if old:
        entries = "1 entry" if len(old) == 1 else f"{len(old)} entries"
        yield Notice(
            "baseline-stale",
            f"{entries} of {district.baseline} no longer found: postcheck baseline update takes them out.",
        )


def entry(finding: Finding, path: str) -> Entry:
    """A finding as a line of a baseline; it must have a fingerprint."""
    return Entry(path, finding.check, finding.fingerprint or "")


def keeps(finding: Finding, checks: Mapping[str, Check]) -> bool:
    """Whether a baseline may hold a finding."""
    return finding.fingerprint is not None and not never(finding, checks)


def never(finding: Finding, checks: Mapping[str, Check]) -> bool:
    """Whether a finding always counts: one that a law wants reported, and one that rests on somebody's refusal."""
    return checks[finding.check].disclosure or finding.refused


def within(path: str, root: Path) -> str:
    """A draft's path as seen from the root, with forward slashes; links are followed."""
    try:
        return Path(os.path.relpath(os.path.realpath(path), os.path.realpath(root))).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()
