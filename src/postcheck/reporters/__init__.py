"""What people and programs read: one file a format, one table. A format's module is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postcheck.model.report import Report
    from postcheck.reporters.page import Page

REPORTERS: Mapping[str, str] = MappingProxyType(
    {
        "terminal": "terminal:write",
        "json": "json_report:write",
        "jsonl": "jsonl:write",
        "sarif": "sarif:write",
        "junit": "junit:write",
        "github": "github:write",
        "gitlab": "gitlab:write",
        "rdjson": "rdjson:write",
        "markdown": "markdown:write",
        "csv": "csv_report:write",
        "concise": "concise:write",
        "svg": "terminal:write_svg",
    }
)


def reporter(name: str) -> Callable[[Report, Page], None]:
    """What writes a format of the table. Raises KeyError for one that is not in it."""
    module, _, function = REPORTERS[name].partition(":")
    write: Callable[[Report, Page], None] = getattr(import_module(f"{__name__}.{module}"), function)
    return write
