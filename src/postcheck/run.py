"""The whole journey of a run; read `check` first: everything else in postcheck is a detail of one of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from postcheck.checks.find import Finder
from postcheck.config.settings import District
from postcheck.context.settle import settle
from postcheck.errors import PostcheckError, UnreadableError
from postcheck.language.local import Local
from postcheck.language.reading import Reading, annotate
from postcheck.model.check import REPEATED
from postcheck.model.context import Context
from postcheck.model.draft import Draft, Unexamined, Waiver
from postcheck.model.finding import Judgement, Notice
from postcheck.model.policy import Policy
from postcheck.model.report import Checked, Report
from postcheck.policies.judge import judge
from postcheck.readers import PICTURES, folder
from postcheck.readers import drafts as read_drafts
from postcheck.rulebook import load_rules
from postcheck.triage import settings_waivers
from postcheck.triage.sort import sort
from postcheck.triage.waivers import Law, accept


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is asked to do. `context` are the options' words by key; `stdin` is the draft given as `-`; `cache` is the
    folder in which the next run finds the rules as this one read them.
    """

    paths: tuple[str, ...]
    context: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    photos: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    district: District = field(default_factory=District)
    exclude: tuple[str, ...] = ()
    stdin: bytes = b""
    stdin_name: str = "draft.txt"
    drafts_waive: bool = True  # whether waivers in drafts and beside them are believed
    today: date = field(default_factory=date.today)
    cache: Path | None = None


def check(settings: Settings) -> Report:
    """Check every draft that the settings name. Raises PostcheckError when nothing could be checked at all."""
    book = load_rules(
        settings.policies or settings.district.policies,
        proofs=False,
        kept=settings.cache,
        folders=settings.district.rules,
    )
    finder = Finder(book.checks.values())
    unknown = [name for name in settings.district.severities if name not in book.known]
    if unknown:
        raise PostcheckError(f"{settings.district.file}: 'severity' names no check of ours: {', '.join(unknown)}.")
    local = Local(settings.district.names.places, settings.district.names.staff)
    found, skipped = gather(settings)
    if settings.district.strict:
        found = [_strict(draft) for draft in found]
    law = Law(book.clauses, book.checks, settings.today)
    checked = []
    for draft in found:
        context = settle(draft, settings.context)
        judgement = Judgement(unexamined=draft.unexamined)
        if draft.parts:
            waivers = _waivers(draft, settings)
            judgement = examine(draft, context, finder, book.policies, local, settings.district, law, waivers)
        checked.append(Checked(draft, context, judgement))
    return Report(
        drafts=tuple(checked),
        policies=book.policies,
        checks=book.checks,
        clauses=law.clauses,
        notices=(
            *_notices(settings, checked),
            *(Notice("rule-replaced", each) for each in book.replaced),
            *(Notice("rule-file", str(mistake)) for mistake in book.mistakes),
            *settings_waivers.notices(settings.district.waivers, law, (each.judgement for each in checked)),
        ),
        skipped=skipped,
        failures=tuple(map(str, book.mistakes)),
    )


def examine(
    draft: Draft,
    context: Context,
    finder: Finder,
    policies: tuple[Policy, ...],
    local: Local,
    district: District,
    law: Law | None = None,
    waivers: tuple[Waiver, ...] = (),
) -> Judgement:
    """What is found in one draft; what `waivers` accept by `law` stands apart.

    A failure of ours is told as something unexamined; the other drafts are still checked.
    """
    try:
        reading = annotate(draft, local, context.author)
        matches = finder.find(reading, context)
        fresh = [match for match in matches if REPEATED not in match.tags]
        findings, confirmations = judge(draft, context, fresh, policies, district.severities)
        named = ((person.part, *person.span) for person in reading.people if person.role not in ("place", "public"))
        judgement = sort(draft, findings, confirmations, (*finder.personal(matches), *named))
        if law is None or not waivers:
            return judgement
        day = max(law.today, context.scheduled.date()) if context.scheduled else law.today
        return accept(judgement, draft, waivers, law._replace(today=day), lambda: _names(reading))
    except Exception as error:  # a bug of ours must neither end the run nor print words of the draft
        failed = read_drafts.failure(error)
        return Judgement(unexamined=(*draft.unexamined, Unexamined(draft.path, failed.why, failed.suggestion)))


def _waivers(draft: Draft, settings: Settings) -> tuple[Waiver, ...]:
    """The waivers that speak of a draft and are believed."""
    own = draft.waivers if settings.drafts_waive else ()
    return (*own, *settings_waivers.of(draft.path, settings.district.waivers))


def _names(reading: Reading) -> frozenset[str]:
    """The names of everybody who is named in a draft."""
    return frozenset(
        reading.draft.parts[person.part].text[slice(*person.span)]
        for person in reading.people
        if person.role not in ("place", "public")
    )


def attached(settings: Settings) -> tuple[str, ...]:
    """The pictures that go with the one text draft named beside them."""
    texts = [path for path in settings.paths if not _is_picture(path)]
    if len(texts) == 1 and len(settings.paths) > 1 and not Path(texts[0]).is_dir():
        return tuple(path for path in settings.paths if _is_picture(path))
    return ()


def gather(settings: Settings) -> tuple[list[Draft], Mapping[str, int]]:
    """Every draft of the run in the order of paths, and how many files of other endings were passed over."""
    named = list(settings.paths)
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
            within = folder.walk(Path(path), (*settings.district.exclude, *settings.exclude), settings.district.rules)
            drafts.extend(read_drafts.read(each) for each in within.drafts)
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
        else:
            drafts.append(read_drafts.read(Path(path), photos))
    used = {picture.path for draft in drafts for picture in draft.pictures}
    drafts.extend(read_drafts.read(each) for each in loose if each.as_posix() not in used)
    if not drafts:
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


def _is_picture(path: str) -> bool:
    return Path(path).suffix.lower() in PICTURES


def _notices(settings: Settings, checked: list[Checked]) -> Iterator[Notice]:
    beside = attached(settings)
    if beside:
        yield Notice("attached", f"Taken as the draft's own: {', '.join(Path(each).name for each in beside)}.")
    if not settings.drafts_waive and any(each.draft.waivers for each in checked):
        many = sum(len(each.draft.waivers) for each in checked)
        said = "1 waiver in or beside a draft was" if many == 1 else f"{many} waivers in or beside drafts were"
        yield Notice("waivers-not-believed", f"{said} not believed, as --no-waivers-from asks.")
    if settings.district.file is None and not settings.policies:
        yield Notice("sample-policies", "No postcheck.yaml was found, so five sample policies are on.")
    if any(draft.draft.pictures for draft in checked) or any(each.judgement.findings for each in checked):
        yield Notice(
            "without-records", "Checked without records: no list of students, staff or consents was looked up."
        )
