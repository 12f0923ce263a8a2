"""The report as JUnit XML: one suite a draft, so that any CI shows it among its tests.

GitLab tells cases apart by class and name, so names are made unique. A clean draft is one case that passes; what could
not be examined is an error; what is to be confirmed, noted, waived or known before is skipped, with its reason.
"""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree as ET

from postcheck.model.report import Checked, Report
from postcheck.reporters.fill import visible
from postcheck.reporters.page import Page
from postcheck.reporters.paths import from_root
from postcheck.reporters.rows import Row, clause_texts, rows

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


def write(report: Report, page: Page) -> None:
    """Write the report."""
    root = ET.Element("testsuites", name="postcheck")
    total: Counter[str] = Counter()
    for checked in report.drafts:
        total += _suite(root, checked, report, page.masked)
    for number, failure in enumerate(report.failures, 1):
        suite = ET.SubElement(
            root, "testsuite", name="postcheck", tests="1", failures="0", errors="1", skipped="0", time="0"
        )
        case = ET.SubElement(suite, "testcase", name=f"rules {number}", classname="postcheck", time="0")
        ET.SubElement(case, "error", message=_text(failure), type="rules").text = _text(failure)
        total += Counter(tests=1, errors=1)
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(total[key]))
    root.set("time", "0")
    ET.indent(root, " ")
    page.stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    page.stream.write(ET.tostring(root, encoding="unicode") + "\n")


def _suite(root: ET.Element, checked: Checked, report: Report, masked: bool) -> Counter[str]:
    path = _text(from_root(checked.draft.path))
    post = f", post {checked.draft.post}" if checked.draft.post else ""
    suite = ET.SubElement(root, "testsuite", name=path + post, file=path)
    total: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for row in rows(checked, report, masked):
        name = row.check + (f" L{row.place.line}:{row.place.column}" if row.place.line else "") + post
        names[name] += 1
        if names[name] > 1:
            name += f" ({names[name]})"
        case = ET.SubElement(suite, "testcase", name=name, classname=path, time="0", file=path)
        if row.place.line:
            case.set("line", str(row.place.line))
        total += Counter(["tests", _outcome(case, row, report)])
    if not names:
        ET.SubElement(suite, "testcase", name=f"clear{post}", classname=path, time="0", file=path)
        total["tests"] += 1
    for key in ("tests", "failures", "errors", "skipped"):
        suite.set(key, str(total[key]))
    suite.set("time", "0")
    return total


def _outcome(case: ET.Element, row: Row, report: Report) -> str:
    """Say in a case what came of it; gives the count that it belongs to."""
    if row.kind == "unexamined":
        ET.SubElement(case, "error", message=_text(row.message), type="unexamined").text = _text(row.suggestion)
        return "errors"
    if row.kind != "finding" or row.severity == "note":
        ET.SubElement(case, "skipped", message=_text(row.note or row.message))
        return "skipped"
    text = "\n".join([row.because, row.suggestion, *clause_texts(row, report)])
    ET.SubElement(case, "failure", message=_text(row.message), type=row.severity).text = _text(text)
    return "failures"


def _text(text: str) -> str:
    """A text without what XML cannot hold; what would steer a terminal is written as an escape."""
    return "\n".join(visible(line) for line in _ILLEGAL.sub("", text).split("\n"))
