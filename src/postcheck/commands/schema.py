"""`postcheck policies schema [WHAT]`: the JSON Schemas (draft-07) of what people write and of the report."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from postcheck.checks import load as checks
from postcheck.config import settings
from postcheck.config.statement import SIDECAR
from postcheck.errors import PostcheckError
from postcheck.policies import load as policies

DRAFT = "http://json-schema.org/draft-07/schema#"


def _report() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((files("postcheck.reporters") / "report.schema.json").read_text("utf-8"))
    return schema


SCHEMAS: Mapping[str, tuple[str, Callable[[], dict[str, Any]]]] = MappingProxyType(
    {
        "policy": ("A policy of postcheck", policies.SHAPE.schema),
        "check": ("A check of postcheck", checks.schema),
        "settings": ("A district's settings for postcheck (postcheck.yaml)", settings.SHAPE.schema),
        "sidecar": ("What stands beside a draft for postcheck (NAME.EXT.yml)", SIDECAR.schema),
        "report": ("postcheck report, format 1", _report),
    }
)


def schema(of: str) -> dict[str, Any]:
    """One of the schemas."""
    title, make = SCHEMAS[of]
    return {"$schema": DRAFT, "title": title, **make()}


def text(of: str) -> str:
    """One of the schemas as it stands in a file."""
    return json.dumps(schema(of), indent=1, ensure_ascii=False) + "\n"


def show(of: str) -> int:
    """Print one schema, or all five by name. Raises PostcheckError when there is none of that name."""
    if of and of not in SCHEMAS:
        raise PostcheckError(f"There is no schema of '{of}'. Known are: {', '.join(SCHEMAS)}.")
    sys.stdout.write(text(of) if of else json.dumps({each: schema(each) for each in SCHEMAS}, indent=1) + "\n")
    return 0
