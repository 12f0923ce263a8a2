"""The report as workflow commands: annotations on the lines of a pull request, and all of it in the step's summary.

GitHub shows ten annotations a level and step, so the rest is only in the summary. Words of a draft are escaped; they
cannot become a command.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from postcheck.errors import PostcheckError
from postcheck.model.policy import SEVERITIES
from postcheck.model.report import Report
from postcheck.reporters import markdown
from postcheck.reporters.fill import visible
from postcheck.reporters.page import Page
from postcheck.reporters.paths import from_root
from postcheck.reporters.rows import Row, every_row

LEVEL = {"error": "error", "warning": "warning", "note": "notice"}
MOST = 10  # annotations a level and step that GitHub shows
MOST_SUMMARY = 1_000_000  # bytes; GitHub refuses a summary of more than 1 MiB


def write(report: Report, page: Page) -> None:
    """Write the annotations; append the Markdown report to the file that GITHUB_STEP_SUMMARY names, when it is set.

    Raises PostcheckError when the summary cannot be written.
    """
    said = [row for _, row in every_row(report, page.masked) if row.kind in ("finding", "confirmation", "unexamined")]
    said.sort(key=lambda row: -SEVERITIES.index(row.severity))
    commands = [(LEVEL[row.severity], _command(row)) for row in said]
    commands[:0] = [("error", f"::error title=postcheck::{data(failure)}") for failure in report.failures]
    shown: Counter[str] = Counter()
    for level, command in commands:
        shown[level] += 1
        if shown[level] <= MOST:
            page.stream.write(command + "\n")
    left = sum(max(0, count - MOST) for count in shown.values())
    counts = report.counts()
    verdicts = ", ".join(f"{counts[key]} {key}" for key in ("hold", "unchecked", "review", "clear") if counts[key])
    page.stream.write(
        f"postcheck: {counts['drafts']} draft{'s' if counts['drafts'] != 1 else ''}: {verdicts or 'nothing to check'}.\n"
    )
    if left:
        page.stream.write(f"postcheck: {left} more than GitHub shows as annotations; the step's summary has all.\n")
    for notice in report.notices:
        page.stream.write(visible(f"postcheck: {notice.message}").replace("##[", "## [") + "\n")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        _append(summary, report, page.masked)


def _command(row: Row) -> str:
    place = row.place
    values = {"file": from_root(place.file), "line": str(place.line or 1)}
    if place.end_line:
        values["endLine"] = str(place.end_line)
        if place.end_line == place.line:  # GitHub takes columns only within one line
            values |= {"col": str(place.column), "endColumn": str(place.end_column)}
    values["title"] = f"postcheck: {row.check}"
    said = ",".join(f"{key}={_property(value)}" for key, value in values.items())
    return f"::{LEVEL[row.severity]} {said}::{data(row.sentence)}"


def data(text: str) -> str:
    """A text as the data of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _append(summary: str, report: Report, masked: bool) -> None:
    room = MOST_SUMMARY
    try:
        with Path(summary).open("a", encoding="utf-8", errors="backslashreplace") as file:
            for line in markdown.lines(report, masked):
                room -= len(line.encode("utf-8", "replace")) + 1
                if room < 0:
                    file.write("\nThe rest does not fit here; `--output json=FILE` has all.\n")
                    break
                file.write(line + "\n")
    except OSError as error:
        raise PostcheckError(
            f"The step's summary cannot be written ({error.strerror}); see that GITHUB_STEP_SUMMARY names a file."
        ) from None
