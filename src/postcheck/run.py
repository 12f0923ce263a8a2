"""The whole journey of a run; read `check` first: everything else in postcheck is a detail of one of its lines."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from postcheck.checks.find import Finder
from postcheck.checks.load import load_all as load_checks
from postcheck.config import rules
from postcheck.config.settings import District
from postcheck.config.shape import nearest
from postcheck.context.settle import settle
from postcheck.errors import Mistake, PostcheckError, UnreadableError
from postcheck.language.local import Local
from postcheck.language.reading import annotate
from postcheck.model.check import REPEATED, Check
from postcheck.model.context import Context
from postcheck.model.draft import Draft, Unexamined
from postcheck.model.finding import Judgement, Notice
from postcheck.model.policy import Policy
from postcheck.model.report import Checked, Report
from postcheck.policies.judge import judge
from postcheck.policies.load import load_all as load_policies
from postcheck.readers import PICTURES, folder
from postcheck.readers import drafts as read_drafts
from postcheck.triage import known
from postcheck.triage.sort import sort


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do. `context` are the options' words by key; `stdin` is the draft given as `-`."""

    paths: tuple[str, ...]
    context: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    photos: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    district: District = field(default_factory=District)
    exclude: tuple[str, ...] = ()
    stdin: bytes = b""
    stdin_name: str = "draft.txt"
    changed_since: str = ""  # only drafts that git says changed since this commit
    separate: bool = False  # pictures named beside a draft are not taken as its own
    without_key: bool = False  # go on when the district's key is missing


class Rules(NamedTuple):
    """The checks and policies of a run, and the mistakes of rule files that could not be read."""

    checks: Mapping[str, Check]
    policies: tuple[Policy, ...]
    mistakes: tuple[Mistake, ...] = ()


def check(settings: Settings) -> Report:
    """Check every draft that the settings name. Raises PostcheckError when nothing could be checked at all."""
    book = load_rules(settings.policies or settings.district.policies, proofs=False)
    finder = Finder(book.checks.values())
    unknown = [name for name in settings.district.severities if name not in book.checks]
    if unknown:
        said = nearest(unknown[0], list(book.checks))
        raise PostcheckError(f"{settings.district.file}: 'severity' names no check of ours{said}")
    local = Local(settings.district.names.places, settings.district.names.staff)
    before = known.recall(settings.district, settings.without_key)
    found, skipped = gather(settings)
    if settings.district.strict:
        found = [_strict(draft) for draft in found]
    checked = []
    for draft in found:
        context = settle(draft, settings.context)
        judgement = Judgement(unexamined=draft.unexamined)
        if draft.parts:
            judgement = examine(draft, context, finder, book.policies, local, settings.district)
        checked.append(Checked(draft, context, judgement))
    marked = known.mark(checked, book.checks, before.baseline, settings.district.root, before.key)
    return Report(
        drafts=marked,
        policies=book.policies,
        checks=book.checks,
        clauses={(clause.policy, clause.id): clause for policy in book.policies for clause in policy.clauses},
        notices=(
            *_notices(settings, checked),
            *before.notices,
            *known.stale_notice(marked, before, settings.district),
            *(Notice("rule-file", str(mistake)) for mistake in book.mistakes),
        ),
        skipped=skipped,
        failures=(*before.failures, *map(str, book.mistakes)),
    )


def examine(
    draft: Draft, context: Context, finder: Finder, policies: tuple[Policy, ...], local: Local, district: District
) -> Judgement:
    """What is found in one draft. A failure of ours is told as something unexamined; the other drafts are still checked."""
    try:
        reading = annotate(draft, local, context.author)
        matches = finder.find(reading, context)
        fresh = [match for match in matches if REPEATED not in match.tags]
        findings, confirmations = judge(draft, context, fresh, policies, district.severities)
        named = ((person.part, *person.span) for person in reading.people)
        return sort(draft, findings, confirmations, (*finder.personal(matches), *named))
    except Exception as error:  # a bug of ours must neither end the run nor print words of the draft
        failed = read_drafts.failure(error)
        return Judgement(unexamined=(*draft.unexamined, Unexamined(draft.path, failed.why, failed.suggestion)))


def load_rules(policies: tuple[str, ...], proofs: bool = True) -> Rules:
    """The shipped checks and the policies that are on; without `proofs` the checks' examples stay unread.

    Raises PostcheckError for a policy that nobody knows.
    """
    checks, bad_checks = load_checks(rules.shipped() / "checks", proofs=proofs)
    every, bad_policies = load_policies(rules.shipped() / "policies", checks, proofs=proofs)
    by_id = {policy.id.casefold(): policy for policy in every}
    for name in policies:
        if name.casefold() not in by_id and not bad_policies:
            raise PostcheckError(f"No policy is called '{name}'. Known are: {', '.join(each.id for each in every)}.")
    wanted = dict.fromkeys(name.casefold() for name in policies)
    chosen = tuple(by_id[name] for name in wanted if name in by_id)
    return Rules(checks, chosen, (*bad_checks, *bad_policies))


def attached(settings: Settings) -> tuple[str, ...]:
    """The pictures that go with the one text draft named beside them."""
    if settings.separate:
        return ()
    texts = [path for path in settings.paths if not _is_picture(path)]
    if len(texts) == 1 and len(settings.paths) > 1 and not Path(texts[0]).is_dir():
        return tuple(path for path in settings.paths if _is_picture(path))
    return ()


def gather(settings: Settings) -> tuple[list[Draft], Mapping[str, int]]:
    """Every draft of the run in the order of paths, and how many files of other endings were passed over."""
    named = [path for path in settings.paths if not _is_baseline(path, settings)]
    photos = settings.photos
    texts = [path for path in named if not _is_picture(path)]
    if photos and (len(texts) != 1 or Path(texts[0]).is_dir()):
        raise PostcheckError(
            "--photo goes with exactly one draft. Name that draft alone, or say its pictures in its sidecar."
        )
    beside = attached(settings)
    if beside:
        photos = (*photos, *beside)
        named = [path for path in named if path not in beside]
    drafts: list[Draft] = []
    loose: list[Path] = []
    skipped: dict[str, int] = {}
    for path in dict.fromkeys(named):
        if path == "-":
            drafts.append(read_drafts.read_text(settings.stdin, settings.stdin_name, Path(), photos))
        elif Path(path).is_dir():
            within = folder.walk(Path(path), (*settings.district.exclude, *settings.exclude))
            drafts.extend(read_drafts.read(each) for each in within.drafts if not _is_baseline(str(each), settings))
            loose.extend(within.pictures)
            drafts.extend(
                read_drafts.unreadable(
                    each.as_posix(),
                    UnreadableError("This folder cannot be looked into.", "Ask for the right to read it."),
                )
                for each in within.unreadable
            )
            for ending, count in within.skipped.items():
                skipped[ending] = skipped.get(ending, 0) + count
        elif _is_picture(path):
            loose.append(Path(path))
        else:
            drafts.append(read_drafts.read(Path(path), photos))
    used = {picture.path for draft in drafts for picture in draft.pictures}
    drafts.extend(read_drafts.read(each) for each in loose if each.as_posix() not in used)
    if settings.changed_since:
        from postcheck.readers import changed  # late: it runs another program

        files = changed.since(settings.changed_since, settings.paths)
        drafts = [draft for draft in drafts if changed.touches(draft, files)]
    elif not drafts and named:
        raise PostcheckError(f"No draft was found in {', '.join(settings.paths)}. {_drafts_are()}")
    return sorted(drafts, key=lambda draft: (draft.path, draft.post or 0)), skipped


def _strict(draft: Draft) -> Draft:
    """A draft whose pictures on the web count as not examined."""
    away = tuple(
        Unexamined(
            picture.file, "This picture is not beside the draft, so nobody looked at it.", "Put the file beside it."
        )
        for picture in draft.pictures
        if picture.web
    )
    return replace(draft, unexamined=(*draft.unexamined, *away))


def _drafts_are() -> str:
    return "Drafts are text, Markdown and web files (.txt, .md, .html) and pictures."


def _is_baseline(path: str, settings: Settings) -> bool:
    """Whether a path is the settings' own list of known findings, which is no draft."""
    file = settings.district.baseline
    return file is not None and Path(path).name == Path(file).name and os.path.realpath(path) == os.path.realpath(file)


def _is_picture(path: str) -> bool:
    return Path(path).suffix.lower() in PICTURES


def _notices(settings: Settings, checked: list[Checked]) -> Iterator[Notice]:
    beside = attached(settings)
    if beside:
        yield Notice("attached", f"Taken as the draft's own: {', '.join(Path(each).name for each in beside)}.")
    if settings.changed_since and not checked:
        yield Notice("nothing-changed", f"No draft has changed since {settings.changed_since}.")
    if settings.district.file is None and not settings.policies:
        yield Notice("sample-policies", "No postcheck.yaml was found, so five sample policies are on.")
    if any(draft.draft.pictures for draft in checked) or any(each.judgement.findings for each in checked):
        yield Notice(
            "without-records", "Checked without records: no list of students, staff or consents was looked up."
        )
