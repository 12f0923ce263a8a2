"""The whole journey of a run; read `check` first: everything else in postcheck is a detail of one of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from postcheck.checks.find import Finder
from postcheck.checks.kind import UNKNOWN, Known
from postcheck.checks.load import load_all as load_checks
from postcheck.config import rules
from postcheck.config.settings import District
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
from postcheck.policies.judge import allowed, judge
from postcheck.policies.load import load_all as load_policies
from postcheck.readers import PICTURES, folder
from postcheck.readers import drafts as read_drafts
from postcheck.triage.sort import sort

_MOST_MISTAKES = 5  # of the records that a run names


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
        raise PostcheckError(f"{settings.district.file}: 'severity' names no check of ours: {', '.join(unknown)}.")
    known, local = look_up(settings.district)
    found, skipped = gather(settings)
    if settings.district.strict:
        found = [_strict(draft) for draft in found]
    checked = []
    for each in found:
        context = _settled(each, settings, known)
        draft = _unknown_account(each, context, known)
        judgement = Judgement(unexamined=draft.unexamined)
        if draft.parts:
            judgement = examine(draft, context, finder, book.policies, local, settings.district, known)
        checked.append(Checked(draft, context, judgement))
    return Report(
        drafts=tuple(checked),
        policies=book.policies,
        checks=book.checks,
        clauses={(clause.policy, clause.id): clause for policy in book.policies for clause in policy.clauses},
        notices=(
            *_notices(settings, checked, known),
            *(Notice("rule-file", str(mistake)) for mistake in book.mistakes),
        ),
        skipped=skipped,
        failures=(*map(str, book.mistakes), *_record_failures(known)),
    )


def examine(
    draft: Draft,
    context: Context,
    finder: Finder,
    policies: tuple[Policy, ...],
    local: Local,
    district: District,
    known: Known = UNKNOWN,
) -> Judgement:
    """What is found in one draft. A failure of ours is told as something unexamined; the other drafts are still checked."""
    try:
        reading = annotate(draft, local, context.author)
        matches = finder.find(reading, context, known)
        fresh = [match for match in matches if REPEATED not in match.tags]
        findings, confirmations = judge(draft, context, fresh, policies, district.severities)
        named = ((person.part, *person.span) for person in reading.people if person.role not in ("place", "public"))
        sorted_ = sort(draft, findings, confirmations, (*finder.personal(matches), *named))
        return replace(sorted_, notices=allowed(fresh, policies, context))
    except PostcheckError:
        raise  # a record that cannot be read
    except Exception as error:  # a bug of ours must neither end the run nor print words of the draft
        failed = read_drafts.failure(error)
        return Judgement(unexamined=(*draft.unexamined, Unexamined(draft.path, failed.why, failed.suggestion)))


def look_up(district: District) -> tuple[Known, Local]:
    """What the district knows, and its own names. Raises PostcheckError for records that cannot be read."""
    names = district.names
    if not district.records:
        return Known(None, district.release, district.directory), Local(names.places, names.staff)
    from postcheck.language.fold import plain
    from postcheck.records.book import open_records  # only where there are records

    records = open_records(district.records, Path(district.file or "").parent, plain)
    records.load_all()
    known = Known(records, district.release, district.directory)
    return known, Local(names.places, (*names.staff, *(each.name for each in records.staff)))


def _settled(draft: Draft, settings: Settings, known: Known) -> Context:
    """A draft's context, with what the settings and the records know of its account and its author."""
    accounts = settings.district.accounts
    if known.records is None and not accounts:
        return settle(draft, settings.context)
    from postcheck.language.fold import plain
    from postcheck.records.context import account_of, authorized

    return authorized(settle(draft, settings.context, account_of(accounts, known.records, plain)), known.records)


def _unknown_account(draft: Draft, context: Context, known: Known) -> Draft:
    """A draft that names an account of which no list says whose it is: that is not examined as it should be."""
    if context.page is None or context.account is not None or (known.records and known.records.has("accounts")):
        return draft
    why = "The account that this draft names is in no list of accounts, so nobody knows whose page it is."
    mend = "List it under 'accounts' in postcheck.yaml, or say the kind: account: classroom."
    return replace(draft, unexamined=(*draft.unexamined, Unexamined(draft.path, why, mend)))


def _record_failures(known: Known) -> tuple[str, ...]:
    """The mistakes of single records: what they say is not known, so the run is not complete."""
    mistakes = known.records.mistakes if known.records is not None else []
    more = f"{len(mistakes) - _MOST_MISTAKES} more mistakes in the records; list them: postcheck records check"
    return (*map(str, mistakes[:_MOST_MISTAKES]), *([more] if len(mistakes) > _MOST_MISTAKES else []))


def load_rules(policies: tuple[str, ...], proofs: bool = True) -> Rules:
    """The shipped checks and the policies that are on; without `proofs` the checks' examples stay unread.

    Raises PostcheckError for a policy that nobody knows.
    """
    checks, bad_checks = load_checks(rules.shipped() / "checks", proofs=proofs)
    every, bad_policies = load_policies(rules.shipped() / "policies", checks, proofs=proofs)
    known = {policy.id.casefold(): policy for policy in every}
    for name in policies:
        if name.casefold() not in known and not bad_policies:
            raise PostcheckError(f"No policy is called '{name}'. Known are: {', '.join(each.id for each in every)}.")
    wanted = dict.fromkeys(name.casefold() for name in policies)
    chosen = tuple(known[name] for name in wanted if name in known)
    return Rules(checks, chosen, (*bad_checks, *bad_policies))


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
    kept = _kept(settings.district)
    for path in dict.fromkeys(named):
        if path == "-":
            drafts.append(read_drafts.read_text(settings.stdin, settings.stdin_name, Path(), photos))
        elif Path(path).is_dir():
            within = folder.walk(Path(path), (*settings.district.exclude, *settings.exclude), kept)
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


def _kept(district: District) -> frozenset[Path]:
    """The files that the settings name as records: no drafts."""
    base = Path(district.file or "").parent
    return frozenset((base / name).resolve() for names in district.records.values() for name in names)


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


def _notices(settings: Settings, checked: list[Checked], known: Known) -> Iterator[Notice]:
    beside = attached(settings)
    if beside:
        yield Notice("attached", f"Taken as the draft's own: {', '.join(Path(each).name for each in beside)}.")
    if settings.district.file is None and not settings.policies:
        yield Notice("sample-policies", "No postcheck.yaml was found, so five sample policies are on.")
    if known.records is not None:
        yield Notice("records", f"Checked with your records: {', '.join(known.records.kinds)}.")
    elif any(draft.draft.pictures for draft in checked) or any(each.judgement.findings for each in checked):
        yield Notice(
            "without-records", "Checked without records: no list of students, staff or consents was looked up."
        )
