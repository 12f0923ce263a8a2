"""What people and programs read: one file a format, one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from postcheck.model.report import Report
from postcheck.reporters import json_report, terminal
from postcheck.reporters.page import Page

REPORTERS: Mapping[str, Callable[[Report, Page], None]] = MappingProxyType(
    {
        "terminal": terminal.write,
        "json": json_report.write,
        "svg": terminal.write_svg,
    }
)
