"""The whole journey of a run; read `check` first: everything else in postcheck is a detail of one of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from postcheck.checks.find import Finder
from postcheck.checks.kind import UNKNOWN, Known
from postcheck.config.settings import District
from postcheck.context.notices import notices
from postcheck.context.settle import settle
from postcheck.errors import PostcheckError, UnreadableError
from postcheck.language.local import Local
from postcheck.language.reading import Reading, annotate
from postcheck.model.check import REPEATED, Check, Match
from postcheck.model.context import Context
from postcheck.model.draft import Draft, Unexamined
from postcheck.model.finding import Judgement, Notice
from postcheck.model.place import Lines
from postcheck.model.policy import Policy
from postcheck.model.report import Checked, Report
from postcheck.policies.judge import allowed, judge, locate
from postcheck.readers import PICTURES, folder
from postcheck.readers import drafts as read_drafts
from postcheck.rulebook import load_rules
from postcheck.triage.sort import sort

_MOST_MISTAKES = 5  # of the records that a run names


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
    cache: Path | None = None


def check(settings: Settings) -> Report:
    """Check every draft that the settings name. Raises PostcheckError when nothing could be checked at all."""
    book = load_rules(settings.policies or settings.district.policies, proofs=False, kept=settings.cache)
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
        draft, seen = _looked(_unknown_account(each, context, known))
        judgement = Judgement(unexamined=draft.unexamined)
        if draft.parts:
            judgement = examine(draft, context, finder, book.policies, local, settings.district, known)
        said = tuple(Notice(each.id, each.message) for each in draft.remarks)
        judgement = replace(judgement, notices=(*said, *notices(draft, context), *judgement.notices, *seen))
        checked.append(Checked(draft, context, judgement))
    return Report(
        drafts=tuple(checked),
        policies=book.policies,
        checks=_reachable(book.checks, settings.district.report_to),
        clauses={(clause.policy, clause.id): clause for policy in book.policies for clause in policy.clauses},
        notices=(
            *_notices(settings, checked, known),
            *(Notice("rule-file", str(mistake)) for mistake in book.mistakes),
        ),
        skipped=skipped,
        failures=(*map(str, book.mistakes), *_record_failures(known)),
    )


def _looked(draft: Draft) -> tuple[Draft, tuple[Notice, ...]]:
    """The draft with its pictures' parts. A draft without pictures pays nothing for those who have some."""
    if not draft.pictures:
        return draft, ()
    from postcheck.images.look import look

    return look(draft)


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
        judged = sort(draft, findings, confirmations, (*finder.personal(matches), *named))
        return replace(judged, notices=(*allowed(fresh, policies, context), *_languages(draft, reading)))
    except PostcheckError:
        raise  # a record that cannot be read
    except Exception as error:  # a bug of ours must neither end the run nor print words of the draft
        failed = read_drafts.failure(error)
        return Judgement(unexamined=(*draft.unexamined, Unexamined(draft.path, failed.why, failed.suggestion)))


def _reachable(checks: Mapping[str, Check], report_to: str) -> Mapping[str, Check]:
    """The checks with `{contact}` in a disclosure's messages filled with whom to call."""
    return {
        name: replace(check, wordings={key: each.calling(report_to) for key, each in check.wordings.items()})
        if check.disclosure
        else check
        for name, check in checks.items()
    }


def look_up(district: District) -> tuple[Known, Local]:
    """What the district knows, and its own names. Raises PostcheckError for records that cannot be read."""
    names = district.names
    if not district.records:
        known = Known(None, district.release, district.directory)
        return known, Local(names.places, names.staff, district.domains)
    from postcheck.language.fold import plain
    from postcheck.records.book import open_records  # only where there are records

    records = open_records(district.records, Path(district.file or "").parent, plain)
    records.load_all()
    known = Known(records, district.release, district.directory)
    staff = (*names.staff, *(each.name for each in records.staff))
    return known, Local(names.places, staff, district.domains)


def _settled(draft: Draft, settings: Settings, known: Known) -> Context:
    """A draft's context, with what the settings and the records know of its account and its author."""
    district = settings.district
    if known.records is None and not district.accounts:
        return settle(draft, settings.context, None, district.duty, district.timezone)
    from postcheck.language.fold import plain
    from postcheck.records.context import account_of, authorized

    accounts = account_of(district.accounts, known.records, plain)
    context = settle(draft, settings.context, accounts, district.duty, district.timezone)
    return authorized(context, known.records)


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


def attached(settings: Settings) -> tuple[str, ...]:
    """The pictures that go with the one text draft named beside them."""
    texts = _once([path for path in settings.paths if not _is_picture(path)])
    if len(texts) == 1 and len(settings.paths) > 1 and _is_one(texts[0]):
        return tuple(path for path in settings.paths if _is_picture(path))
    return ()


def gather(settings: Settings) -> tuple[list[Draft], Mapping[str, int]]:
    """Every draft of the run in the order of paths, and how many files of other endings were passed over."""
    named = _once(settings.paths)
    photos = settings.photos
    texts = [path for path in named if not _is_picture(path)]
    if photos and (len(texts) != 1 or not _is_one(texts[0])):
        raise PostcheckError(
            "--photo goes with exactly one draft. Name that draft alone, or say its pictures in its sidecar."
        )
    beside = attached(settings)
    if beside:
        photos = (*photos, *beside)
        named = [path for path in named if path not in beside]
    drafts: list[Draft] = []
    seen = {_real(path) for path in named}
    loose: list[Path] = []
    skipped: dict[str, int] = {}
    kept = _kept(settings.district)
    for path in named:
        if path == "-":
            typed = read_drafts.read_bytes(settings.stdin, settings.stdin_name, photos)
            drafts.extend(replace(draft, called=_typed(draft, settings.stdin_name)) for draft in typed)
        elif Path(path).is_dir():
            within = folder.walk(Path(path), (*settings.district.exclude, *settings.exclude), kept)
            fresh = [each for each in within.drafts if _real(each.as_posix()) not in seen]
            seen.update(_real(each.as_posix()) for each in fresh)
            for each in fresh:
                posts = read_drafts.read_found(each)
                drafts.extend(posts or ())
                if posts is None:
                    skipped[each.suffix.lower()] = skipped.get(each.suffix.lower(), 0) + 1
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
            drafts.extend(read_drafts.read(Path(path), photos))
    used = {picture.path for draft in drafts for picture in draft.pictures}
    drafts.extend(draft for each in loose if each.as_posix() not in used for draft in read_drafts.read(each))
    if not drafts:
        raise PostcheckError(f"No draft was found in {', '.join(settings.paths)}. {_drafts_are()}")
    return sorted(drafts, key=lambda draft: (draft.path, draft.post or 0)), skipped


def _is_one(path: str) -> bool:
    """Whether a path can only be one draft: no folder, and no table of posts."""
    return not Path(path).is_dir() and Path(path).suffix.lower() != ".csv"


def _once(paths: Sequence[str]) -> list[str]:
    """The paths as given, each file once: `./a.txt` is the same as `a.txt`."""
    return list({_real(path): path for path in reversed(paths)}.values())[::-1]


def _real(path: str) -> str:
    """A path in the one form in which it is compared; a link is a file of its own."""
    return path if path == "-" else f"{Path(path).parent.resolve()}/{Path(path).name}"


def _typed(draft: Draft, name: str) -> str:
    """What people call a draft that came by standard input."""
    return "standard input" + (draft.called or name).removeprefix(name)


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
    return "Drafts are files that end in .txt, .md, .html, .docx, .pdf, .eml or .csv, and pictures."


def _languages(draft: Draft, reading: Reading) -> Iterator[Notice]:
    """One notice for each language, other than English, that a draft is partly in."""
    said: set[str] = set()
    for index, start, end, name in reading.foreign:
        if name in said:
            continue
        said.add(name)
        place = locate(draft, Match("language", index, start, end, "certain"), Lines.of(draft.source))
        text = f"A part of this post is in another language ({name}): names are looked for, other wording is not. "
        yield Notice("language", text + "Ask somebody who reads it to look through it.", place)


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
