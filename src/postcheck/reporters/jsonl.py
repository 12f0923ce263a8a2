"""The report as JSON lines: first one line a draft, then one for each thing said of it, for streams and databases."""

from __future__ import annotations

from postcheck.model.report import Report
from postcheck.reporters.json_report import as_data
from postcheck.reporters.json_text import dump
from postcheck.reporters.page import Page

KINDS = {
    "findings": "finding", "confirmations": "confirmation", "unexamined": "unexamined", "notices": "notice",
    "waived": "waived", "known": "known",
}  # fmt: skip


def write(report: Report, page: Page) -> None:
    """Write the report; each line has a `kind`, and the keys of the JSON report."""
    data = as_data(report, page.masked)
    page.stream.write(dump({"kind": "run", **{key: data[key] for key in ("postcheck", "format", "summary")}}) + "\n")
    for notice in data["notices"]:
        page.stream.write(dump({"kind": "notice", "path": None, "post": None, **notice}) + "\n")
    for draft in data["drafts"]:
        whose = {"path": draft["path"], "post": draft["post"]}
        page.stream.write(
            dump({"kind": "draft", **whose, "verdict": draft["verdict"], "context": draft["context"]}) + "\n"
        )
        for key, kind in KINDS.items():
            for each in draft[key]:
                page.stream.write(dump({"kind": kind, **whose, **each}) + "\n")
