"""The report for a person at a terminal: verdict first, each place once with its line, one thing to do, then the rest."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from postcheck.model.draft import Draft, Unexamined
from postcheck.model.finding import Finding, Verdict
from postcheck.model.place import Lines, line_text
from postcheck.model.report import Checked, Report
from postcheck.reporters.accepted import lines as accepted_lines
from postcheck.reporters.fill import Range, clean, fill, quoted, shown, visible
from postcheck.reporters.groups import Group, groups
from postcheck.reporters.page import Page

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

STYLE = {"hold": "bold red", "unchecked": "bold magenta", "review": "bold yellow", "clear": "bold green"}
SIGN = {"hold": "✖", "unchecked": "?", "review": "!", "clear": "✔"}
SAID: dict[Verdict, str] = {
    "hold": "do not publish yet",
    "unchecked": "something could not be checked",
    "review": "look at this before you publish",
    "clear": "nothing found",
}
SEVERITY = {"error": ("✖", "red"), "warning": ("!", "yellow"), "note": ("·", "cyan")}
MOST_EXCERPT = 90
MOST_LINES = 6  # of the draft, of those of which the same is said
_LEAST_ROOM = 20  # columns, however narrow the terminal


def write(report: Report, page: Page) -> None:
    """Write the report."""
    _print(_console(page), report, page)


def write_svg(report: Report, page: Page) -> None:
    """Write the report as a picture of the terminal, in SVG."""
    import io

    from rich.console import Console

    console = Console(
        file=io.StringIO(),
        record=True,
        width=page.width or 92,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=True,
        color_system="truecolor",
    )
    _print(console, report, page)
    page.stream.write(console.export_svg(title="postcheck", unique_id="postcheck"))
    page.stream.write("\n")


def _print(console: Console, report: Report, page: Page) -> None:
    for note in report.notices:
        if note.id == "sample-policies":
            console.print(visible(note.message), style="dim", highlight=False)
    many = len(report.drafts) > 1
    for checked in report.drafts:
        if page.quiet and checked.verdict == "clear":
            continue
        found = checked.judgement
        if many and checked.verdict == "clear" and not (found.findings or found.waived or found.notices):
            console.print(_heading(checked))
            continue
        _draft(console, checked, report, page.masked)
    _closing(console, report)


def _console(page: Page) -> Console:
    from rich.console import Console

    colour = page.colour
    if colour is None and os.environ.get("NO_COLOR"):
        colour = False
    elif colour is None and os.environ.get("FORCE_COLOR"):
        colour = True
    return Console(
        file=page.stream,
        force_terminal=True if colour else None,
        no_color=colour is False,
        color_system="standard" if colour else ("auto" if colour is None else None),
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
        width=page.width,
    )


def _heading(checked: Checked) -> Text:
    from rich.text import Text

    verdict = checked.verdict
    text = Text()
    text.append(f"{SIGN[verdict]} {verdict.upper()}", STYLE[verdict])
    text.append(f"  {visible(checked.draft.called or checked.draft.path)}", "bold")
    noted = verdict == "clear" and checked.judgement.findings
    accepted = verdict == "clear" and checked.judgement.waived
    text.append(f"  {'only notes' if noted else 'all accepted' if accepted else SAID[verdict]}", "dim")
    return text


def _draft(console: Console, checked: Checked, report: Report, masked: bool) -> None:
    found = checked.judgement
    hidden = found.personal if masked else None
    console.print(_heading(checked))
    lines = Lines.of(checked.draft.source)
    apart = {each.id for each in report.checks.values() if each.disclosure and masked}

    def said(finding: Finding) -> tuple[str, str]:
        words = fill(finding, report.checks[finding.check], checked.draft, hidden)
        return words.because, words.suggestion

    for group in groups(found.findings, said, apart):
        console.print()
        _finding(console, group, checked, report, lines, hidden)
    for unexamined in found.unexamined:
        console.print()
        _bullet(console, "?", "magenta", f"Not examined: {visible(unexamined.why)}", _whose(unexamined, checked.draft))
        _line(console, "Do", unexamined.suggestion)
    if found.confirmations:
        console.print()
        console.print("Please confirm:", style="bold")
        for asked in found.confirmations:
            words = fill(asked, report.checks[asked.check], checked.draft, hidden)
            _bullet(console, "☐", "yellow", words.message, "")
            _line(console, "Asked by", f"{asked.citation.policy} {asked.citation.clause}")
            _line(console, "Do", words.suggestion)
    if found.waived or found.notices:
        console.print()
    for line in accepted_lines(checked, report.checks, hidden):
        _bullet(console, "✓", "green", line, "")
    for notice in found.notices:
        _bullet(console, "·", "cyan", visible(notice.message), "")
        offered = quoted(notice.place, checked.draft) if notice.place and hidden is None else None
        if offered:
            console.print(f"    \u2502 {_short(offered)}", style="dim")
    console.print()


def _whose(unexamined: Unexamined, draft: Draft) -> str:
    """The file that could not be examined; a draft's own is not said again when the heading calls it something else."""
    return "" if draft.called and unexamined.file == draft.path else unexamined.file


def _finding(
    console: Console,
    group: Group,
    checked: Checked,
    report: Report,
    lines: Lines,
    hidden: tuple[Range, ...] | None,
) -> None:
    first, *others = group.findings
    words = fill(first, report.checks[first.check], checked.draft, hidden)
    sign, style = SEVERITY[first.severity]
    place = shown(first.place, report.checks[first.check], hidden)
    where = place.name or (f"line {place.line}" if place.line else "" if place.part == "post" else place.file)
    _bullet(console, sign, style, words.message, where)
    if hidden is None and place.line is not None and place.start is not None:
        room = max(40, console.width - 8)
        for line, spans in _lines_of((first, *group.alike)).items():
            console.print(_marked(checked.draft.source, lines, line, spans, style, room), no_wrap=True)
    elif words.excerpt and words.excerpt not in words.message:
        console.print(f"    \u2502 {_short(words.excerpt)}", style="dim")
    if group.alike:
        more: dict[str, list[str]] = {}
        for each in group.alike:
            words_too = fill(each, report.checks[each.check], checked.draft, hidden).excerpt
            same = each.place.line == place.line and each.place.file == place.file
            more.setdefault("" if same else f"line {each.place.line}: ", []).append(words_too or "another place")
        _line(console, "So too", "; ".join(where + ", ".join(some) for where, some in more.items()))
    _line(console, "Why", words.because)
    _line(console, "Rule", _clauses(first, report))
    _line(console, "Do", words.suggestion)
    for other in others:
        also = fill(other, report.checks[other.check], checked.draft, hidden)
        cited = ", ".join(f"{each.policy} {each.clause}" for each in other.citations)
        _line(console, "Also", f"{also.message} ({cited})")


def _lines_of(findings: Iterable[Finding]) -> dict[int, list[tuple[int, int]]]:
    """The lines of the draft on which findings begin, each with their ranges in the source, in order."""
    found: dict[int, list[tuple[int, int]]] = {}
    for each in findings:
        if each.place.line is not None and each.place.start is not None and each.place.end is not None:
            found.setdefault(each.place.line, []).append((each.place.start, each.place.end))
    return {line: sorted(spans) for line, spans in sorted(found.items())[:MOST_LINES]}


def _marked(source: str, lines: Lines, line: int, spans: list[tuple[int, int]], style: str, room: int) -> Text:
    """The line of the draft with the words marked, cut to the room around the first of them."""
    from rich.text import Text

    whole = line_text(source, lines, line)
    begin = lines.starts[line - 1]
    left, right = spans[0][0] - begin, min(spans[0][1] - begin, len(whole))
    first = max(0, min(left - 24, len(whole) - room)) if right > room else 0
    text = Text()
    text.append("    \u2502 ", "dim")
    text.append("\u2026" if first else "")
    at, last = first, min(first + room, len(whole))
    for start, end in spans:
        left, right = max(at, start - begin), min(end - begin, last)
        if left < right:
            text.append(_clean_within(whole[at:left]))
            text.append(_clean_within(whole[left:right])[: room - 2], f"bold {style} underline")
            at = right
    text.append(_clean_within(whole[at:last]))
    if last < len(whole):
        text.append("\u2026")
    return text


def _clean_within(text: str) -> str:
    """A stretch of a line, cleaned, with its outer spaces kept."""
    cleaned = clean(text)
    if not cleaned:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + cleaned + (" " if text[-1].isspace() else "")


def _clauses(finding: Finding, report: Report) -> str:
    """What the clauses ask: the gravest and most specific in words, the others by number."""
    first, *others = finding.citations
    text = f"{first.policy} {first.clause}: {report.clauses[first.policy, first.clause].asks}"
    rest = [f"{each.policy} {each.clause}" for each in others]
    return text + (f" Also {', '.join(rest)}." if rest else "")


def _bullet(console: Console, sign: str, style: str, message: str, where: str) -> None:
    from rich.text import Text

    text = Text(f"{sign} ", f"bold {style}")
    text.append(message, "bold")
    if where:
        text.append(f"  ({visible(where)})", "dim")
    _hanging(console, Text("  "), text)


def _line(console: Console, label: str, text: str) -> None:
    from rich.text import Text

    _hanging(console, Text(f"    {label:<8} ", "dim"), Text(text))


def _hanging(console: Console, lead: Text, text: Text) -> None:
    """Print a text that begins beside its lead and goes on below itself; rich's tables do the same in five times the time."""
    from rich.text import Text

    rows = text.wrap(console, max(console.width - len(lead), _LEAST_ROOM), overflow="fold")
    for row in rows:
        row.rstrip()
    console.print(Text.assemble(lead, Text("\n" + " " * len(lead)).join(rows)), soft_wrap=True)


def _short(text: str) -> str:
    return text if len(text) <= MOST_EXCERPT else text[: MOST_EXCERPT - 3] + "..."


def _closing(console: Console, report: Report) -> None:
    counts = report.counts()
    verdicts = [f"{counts[name]} {name}" for name in ("hold", "unchecked", "review", "clear") if counts[name]]
    drafts = f"{counts['drafts']} draft{'s' if counts['drafts'] != 1 else ''}"
    sentences = [f"{drafts}: {', '.join(verdicts)}."]
    if counts["known"]:
        sentences.append(f"Known before, so not counted: {counts['known']}.")
    if report.skipped:
        endings = ", ".join(f"{count} {ending}" for ending, count in sorted(report.skipped.items()))
        sentences.append(f"Passed over: {visible(endings)}.")
    depend = sum(
        any("account" in each.assumed for each in found.citations)
        for checked in report.drafts
        for found in checked.judgement.findings
    ) + sum(
        "account" in asked.citation.assumed for checked in report.drafts for asked in checked.judgement.confirmations
    )
    if depend:
        things = "1 thing depends" if depend == 1 else f"{depend} things depend"
        sentences.append(f"Account not given: {things} on it; add --account classroom.")
    if counts["waived"]:
        sentences.append("1 finding was accepted." if counts["waived"] == 1 else f"{counts['waived']} were accepted.")
    sentences.extend(visible(note.message) for note in report.notices if note.id != "sample-policies")
    console.print(" ".join(sentences), style="dim")
