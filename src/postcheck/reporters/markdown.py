"""The report in Markdown, for a step's summary, a merge request or a wiki: a table of verdicts, then what to do.

Nothing in it can become markup, an address, a picture or a mention: every sign that Markdown reads is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postcheck.model.report import Report
from postcheck.reporters.fill import visible
from postcheck.reporters.page import Page
from postcheck.reporters.rows import Row, clause_texts, rows

SIGN = {"hold": "\u2716", "unchecked": "?", "review": "!", "clear": "\u2714"}
LABEL = {"confirmation": "confirm", "unexamined": "not examined"}
_SIGNS = re.compile(r"[\\`*_\[\]#!|~$]|(?<=www)\.|:(?=//)")


def write(report: Report, page: Page) -> None:
    """Write the report."""
    for line in lines(report, page.masked):
        page.stream.write(line + "\n")


def lines(report: Report, masked: bool) -> Iterator[str]:
    """The lines of the report; each block ends with an empty one."""
    counts = report.counts()
    verdicts = ", ".join(f"{counts[key]} {key}" for key in ("hold", "unchecked", "review", "clear") if counts[key])
    yield "## postcheck"
    yield ""
    yield f"{counts['drafts']} draft{'s' if counts['drafts'] != 1 else ''}{': ' + verdicts if verdicts else ''}."
    yield ""
    if report.drafts:
        yield "| verdict | draft | errors | warnings | to confirm | known |"
        yield "|---|---|---|---|---|---|"
    for checked in report.drafts:
        found = checked.judgement
        errors = sum(each.severity == "error" for each in found.findings)
        warnings = sum(each.severity == "warning" for each in found.findings)
        yield (
            f"| {SIGN[checked.verdict]} {checked.verdict} | {_name(checked.draft.path, checked.draft.post)} | {errors} "
            f"| {warnings} | {len(found.confirmations)} | {len(found.known)} |"
        )
    if report.drafts:
        yield ""
    for checked in report.drafts:
        said = [row for row in rows(checked, report, masked) if row.kind in ("finding", "confirmation", "unexamined")]
        if said:
            yield f"### {_name(checked.draft.path, checked.draft.post)}"
            yield ""
            for row in said:
                yield from _item(row, report)
            yield ""
    for failure in report.failures:
        yield f"- **error**: {escape(failure)}"
    for notice in report.notices:
        yield f"- {escape(notice.message)}"


def _name(path: str, post: int | None) -> str:
    return escape(path) + (f", post {post}" if post else "")


def _item(row: Row, report: Report) -> Iterator[str]:
    place = row.place
    where = f"line {place.line}" if place.line else ("" if place.part == "post" else place.name or place.file)
    yield f"- **{LABEL.get(row.kind, row.severity)}**{', ' + escape(where) if where else ''}: {escape(row.message)}"
    if row.because:
        yield f"  - Why: {escape(row.because)}"
    for text in clause_texts(row, report)[:1]:
        rest = ", ".join(f"{each.policy} {each.clause}" for each in row.citations[1:])
        yield f"  - Rule: {escape(text)}{' Also ' + escape(rest) + '.' if rest else ''}"
    yield f"  - Do: {escape(row.suggestion)}"


def escape(text: str) -> str:
    """A text that stays text: on one line, with no sign that Markdown or HTML reads."""
    text = _SIGNS.sub(r"\\\g<0>", visible(text))
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("@", "@&#8203;")):  # a mention ends at the gap
        text = text.replace(sign, entity)
    return text
