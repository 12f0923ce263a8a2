"""The whole journey of a run; read `check` first: everything else in postcheck is a detail of one of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from postcheck.checks.find import Finder
from postcheck.checks.kind import UNKNOWN, Known
from postcheck.config.key import VARIABLE
from postcheck.config.settings import District
from postcheck.config.shape import nearest
from postcheck.context.notices import notices
from postcheck.errors import PostcheckError
from postcheck.gather import Settings as Settings
from postcheck.gather import attached, gather
from postcheck.language.local import Local
from postcheck.language.reading import Reading, annotate
from postcheck.lookup import look_up, reachable, record_failures, settled, unknown_account, unopened
from postcheck.model.check import REPEATED, Match
from postcheck.model.context import Context
from postcheck.model.draft import Draft, Unexamined, Waiver
from postcheck.model.finding import Judgement, Notice
from postcheck.model.place import Lines
from postcheck.model.policy import Policy
from postcheck.model.report import Checked, Report
from postcheck.policies.judge import allowed, judge, locate
from postcheck.readers.drafts import failure
from postcheck.rulebook import Rules, load_rules
from postcheck.triage import settings_waivers
from postcheck.triage.known import Before, mark, recall, stale_notice
from postcheck.triage.sort import sort
from postcheck.triage.waivers import Law, accept


def check(settings: Settings) -> Report:
    """Check every draft that the settings name. Raises PostcheckError when nothing could be checked at all."""
    district = settings.district
    book = load_rules(settings.policies or district.policies, False, settings.cache, district.rules)
    finder = Finder(book.checks.values())
    _sensible(district, book)
    before = recall(district, settings.without_key)
    known, local = look_up(district, unopened(district, settings.without_key))
    drafts, skipped = gather(settings)
    law = Law(book.clauses, book.checks, settings.today)
    checked = []
    for each in drafts:
        context = settled(each, settings.context, district, known)
        draft, seen = _looked(unknown_account(each, context, known))
        waivers = _waivers(draft, settings)
        judgement = examine(draft, context, finder, book.policies, local, district, known, law, waivers)
        judgement = replace(judgement, unexamined=(*judgement.unexamined, *_unread(draft, book)))
        checked.append(Checked(draft, context, _with_notices(draft, context, judgement, seen)))
    marked = mark(checked, book.checks, before.baseline, district.root, before.key)
    return Report(
        drafts=marked,
        policies=book.policies,
        checks=reachable(book.checks, district.report_to),
        clauses=law.clauses,
        notices=(*_notices(settings, marked, known), *_of_settings(settings, book, marked, before, law)),
        skipped=skipped,
        failures=(*before.failures, *map(str, book.mistakes), *record_failures(known)),
    )


def examine(
    draft: Draft,
    context: Context,
    finder: Finder,
    policies: tuple[Policy, ...],
    local: Local,
    district: District,
    known: Known = UNKNOWN,
    law: Law | None = None,
    waivers: tuple[Waiver, ...] = (),
) -> Judgement:
    """What is found in one draft; what `waivers` accept by `law` stands apart.

    A failure of ours is told as something unexamined; the other drafts are still checked.
    """
    if not draft.parts:
        return Judgement(unexamined=draft.unexamined)
    try:
        reading = annotate(draft, local, context)
        matches = finder.find(reading, context, known)
        fresh = [match for match in matches if REPEATED not in match.tags]
        findings, confirmations = judge(draft, context, fresh, policies, district.severities)
        named = ((person.part, *person.span) for person in reading.people)
        judged = sort(draft, findings, confirmations, (*finder.personal(matches), *named))
        judged = replace(judged, notices=(*allowed(fresh, policies, context), *_languages(draft, reading)))
        if law is None or not waivers:
            return judged
        day = max(law.today, context.scheduled.date()) if context.scheduled else law.today
        return accept(judged, draft, waivers, law._replace(today=day), lambda: _names(reading))
    except PostcheckError:
        raise  # a record that cannot be read
    except Exception as error:  # a bug of ours must neither end the run nor print words of the draft
        failed = failure(error)
        return Judgement(unexamined=(*draft.unexamined, Unexamined(draft.path, failed.why, failed.suggestion)))


def _sensible(district: District, book: Rules) -> None:
    unknown = [name for name in district.severities if name not in book.known]
    if unknown:
        said = nearest(unknown[0], sorted(book.known))
        raise PostcheckError(f"{district.file}: 'severity' names no check of ours{said}")


def _unread(draft: Draft, book: Rules) -> Iterator[Unexamined]:
    """What a draft was not checked for, because a rule file that is on cannot be read."""
    places = "; ".join(dict.fromkeys(f"{each.file}, line {each.line}" for each in book.mistakes))
    for why in book.unread:
        yield Unexamined(draft.path, why, f"So this was not checked for. Mend it, or have it mended: {places}.")


def _looked(draft: Draft) -> tuple[Draft, tuple[Notice, ...]]:
    """The draft with its pictures' parts. A draft without pictures pays nothing for those who have some."""
    if not draft.pictures:
        return draft, ()
    from postcheck.images.look import look

    return look(draft)


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


def _with_notices(draft: Draft, context: Context, judgement: Judgement, seen: tuple[Notice, ...]) -> Judgement:
    """A judgement with all that is worth saying of its draft; `seen` is what its pictures say."""
    said = tuple(Notice(each.id, each.message) for each in draft.remarks)
    return replace(judgement, notices=(*said, *notices(draft, context), *judgement.notices, *seen))


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


def _notices(settings: Settings, checked: Sequence[Checked], known: Known) -> Iterator[Notice]:
    """What is worth saying of the run as a whole: what was taken for what, and what was looked up."""
    beside = attached(settings)
    if beside:
        yield Notice("attached", f"Taken as the draft's own: {', '.join(Path(each).name for each in beside)}.")
    if settings.changed_since and not checked:
        yield Notice("nothing-changed", f"No draft has changed since {settings.changed_since}.")
    if not settings.drafts_waive and any(each.draft.waivers for each in checked):
        many = sum(len(each.draft.waivers) for each in checked)
        said = "1 waiver in or beside a draft was" if many == 1 else f"{many} waivers in or beside drafts were"
        yield Notice("waivers-not-believed", f"{said} not believed, as --no-waivers-from asks.")
    if settings.district.file is None and not settings.policies:
        yield Notice("sample-policies", "No postcheck.yaml was found, so five sample policies are on.")
    if known.records is not None:
        yield Notice("records", f"Checked with your records: {', '.join(known.records.kinds)}.")
    elif any(draft.draft.pictures for draft in checked) or any(each.judgement.findings for each in checked):
        yield Notice(
            "without-records", "Checked without records: no list of students, staff or consents was looked up."
        )
    for name in unopened(settings.district, settings.without_key):
        said = f"{(settings.district.root / name).as_posix()} is sealed, and {VARIABLE} is not set"
        told = "so no name was looked up in it, and only what stands beside a name tells whose it is."
        yield Notice("without-key", f"{said}, {told}")


def _of_settings(
    settings: Settings, book: Rules, checked: Sequence[Checked], before: Before, law: Law
) -> Iterator[Notice]:
    """What is to be said of the rules, the baseline and the waivers that the settings name."""
    yield from before.notices
    yield from stale_notice(checked, before, settings.district)
    yield from (Notice("rule-replaced", each) for each in book.replaced)
    yield from settings_waivers.notices(settings.district.waivers, law, (each.judgement for each in checked))
