"""`postcheck baseline`: keep the list of findings known before; it never grows unless it is told to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from postcheck import run as journey
from postcheck.config import baseline as file
from postcheck.config import settings
from postcheck.config.baseline import Baseline, Entry
from postcheck.config.key import VARIABLE, district_key
from postcheck.config.settings import District
from postcheck.config.written import replace_text
from postcheck.errors import PostcheckError
from postcheck.model.finding import Finding
from postcheck.model.report import Report
from postcheck.triage import known


class Found(NamedTuple):
    """What a run found, beside what the baseline says. `fresh` are findings that are not in it, with their paths."""

    report: Report
    district: District
    baseline: Baseline
    stale: tuple[Entry, ...]
    fresh: tuple[tuple[str, Finding], ...]

    @property
    def unexamined(self) -> int:
        """How many drafts could not be examined."""
        return sum(bool(each.judgement.unexamined) for each in self.report.drafts)


def check(paths: tuple[str, ...], config: Path | None) -> int:
    """Say which entries are out of date. 0 none, 1 some are, 2 something could not be examined."""
    found = _find(paths, config, missing=False)
    for entry in found.stale:
        print(f"{known_path(entry)}: no longer found: {entry.check}")
    print(
        f"{found.district.baseline}: {_count(len(found.baseline.entries), 'entry', 'entries')}, "
        f"{len(found.stale)} no longer found; {_count(len(found.fresh), 'finding is', 'findings are')} not in it."
    )
    if found.stale:
        print("Take them out with: postcheck baseline update")
    return _code(found) or int(bool(found.stale))


def update(paths: tuple[str, ...], accept: bool, config: Path | None) -> int:
    """Take out what is no longer found; with `accept`, add what is. 1 when findings are left that are not in it."""
    found = _find(paths, config, missing=accept)
    checks = found.report.checks
    fit = [(path, each) for path, each in found.fresh if known.keeps(each, checks)]
    sealed = [each for _, each in found.fresh if each.fingerprint is None and not known.never(each, checks)]
    if accept and sealed:
        raise PostcheckError(
            f"{_count(len(sealed), 'finding is', 'findings are')} about persons and can be kept only under the district's "
            f"key: set {VARIABLE}. Nothing was written."
        )
    added = {known.entry(each, path) for path, each in fit} if accept else set()
    entries = (found.baseline.entries - set(found.stale)) | added
    assert found.district.baseline is not None
    where = Path(found.district.baseline)
    if entries != found.baseline.entries or not where.exists():
        file.save(where, entries, district_key())
        _keep_both_sides(where)
    print(
        f"{where.as_posix()}: {_count(len(entries), 'entry', 'entries')}, {len(added)} added, {len(found.stale)} taken out."
    )
    left = [(path, each) for path, each in found.fresh if not accept or not known.keeps(each, checks)]
    for path, each in left:
        line = f":{each.place.line}" if each.place.line else ""
        never = " (such a finding is never taken as known)" if known.never(each, checks) else ""
        print(f"{known_path(Entry(path, each.check, ''))}{line}: not in it: {each.check}{never}")
    if left and not accept:
        print("Mend them, or take them as known with: postcheck baseline update --accept")
    return _code(found) or int(bool(left))


def known_path(entry: Entry) -> str:
    """The path of an entry, fit to be printed."""
    return str(entry).rsplit(" ", 2)[0]


def _find(paths: tuple[str, ...], config: Path | None, missing: bool) -> Found:
    """Run over the paths, or over all below the settings. `missing`: a baseline that is not there yet is an empty one."""
    path = config or settings.find([Path(each) for each in paths] or [Path()])
    if path is None:
        raise PostcheckError("There is no postcheck.yaml here; write one, with the line: baseline: .postcheck-baseline")
    district = settings.load(path)
    if district.baseline is None:
        raise PostcheckError(
            f"{path.as_posix()} names no baseline; write into it, for instance: baseline: .postcheck-baseline"
        )
    begun = Path(district.baseline).exists() or not missing
    asked = district if begun else replace(district, baseline=None)
    before = known.recall(asked)
    if before.failures:
        raise PostcheckError(f"{district.baseline} is sealed. Set {VARIABLE} to the key that made it.")
    named = paths or (str(path.parent),)
    report = journey.check(journey.Settings(paths=named, district=asked, separate=True))
    fresh = tuple(
        (known.within(each.draft.path, district.root), finding)
        for each in report.drafts
        for finding in each.judgement.findings
    )
    return Found(report, district, before.baseline, known.stale(report.drafts, before.baseline, district.root), fresh)


def _keep_both_sides(where: Path) -> None:
    """Tell git to keep the lines of both sides when branches that each changed the baseline are merged."""
    rule = f"/{where.name} merge=union"
    attributes = where.parent / ".gitattributes"
    if not any((each / ".git").exists() for each in where.resolve().parents):
        return
    try:
        text = attributes.read_text(encoding="utf-8") if attributes.exists() else ""
    except (OSError, UnicodeDecodeError):
        raise PostcheckError(f"{attributes.as_posix()}: this file cannot be read. Write into it: {rule}") from None
    if rule not in text.splitlines():
        replace_text(attributes, text + ("" if not text or text.endswith("\n") else "\n") + rule + "\n", "rule for git")
        print(f"{attributes.as_posix()}: git now keeps both sides' lines when branches are merged. Commit it too.")


def _count(number: int, one: str, many: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {many}"


def _code(found: Found) -> int:
    if found.report.failures or found.unexamined:
        print(f"{_count(found.unexamined, 'draft', 'drafts')} could not be examined; see: postcheck check")
        return 2
    return 0
