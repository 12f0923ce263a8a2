"""The schemas that editors use: they are as the program reads the files, and every shipped file keeps them.

`UPDATE_SCHEMAS=1 pytest tests/config/test_schemas.py` writes rules/schemas/ anew, and the first line of rule files that
lack it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from postcheck.commands import schema

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules"
TEMPLATES = ROOT / "src" / "postcheck" / "commands" / "templates"
UPDATE = bool(os.environ.get("UPDATE_SCHEMAS"))
SHIPPED = [
    (path, of) for of, name in (("policy", "policies"), ("check", "checks")) for path in (RULES / name).iterdir()
]
OWN = [
    (path, of)
    for of, name in (("policy", "policies"), ("check", "checks"))
    for path in (ROOT / "examples").glob(f"*/rules/{name}/*.yaml")
]
SETTINGS = [(path, "settings") for path in (ROOT / "examples").glob("*/postcheck.yaml")]
SIDECARS = [(path, "sidecar") for path in (ROOT / "examples").rglob("*.*.yml")]
TEMPLATE = [(TEMPLATES / "policy.yaml", "policy"), (TEMPLATES / "check.yaml", "check")]


class AsEditorsRead(yaml.SafeLoader):
    """YAML as editors take it: numbers and true are values, a date is a text."""


AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def keyed(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): keyed(each) for key, each in value.items()}
    return [keyed(each) for each in value] if isinstance(value, list) else value


def modeline(of: str) -> str:
    return f"# yaml-language-server: $schema=../schemas/{of}.json\n"


@pytest.mark.parametrize("of", schema.SCHEMAS)
def test_a_schema_is_draft_07_and_stands_in_its_file(of: str) -> None:
    jsonschema.Draft7Validator.check_schema(schema.schema(of))
    path = RULES / "schemas" / f"{of}.json"
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(schema.text(of), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == schema.text(of)


@pytest.mark.parametrize(
    ("path", "of"), [*SHIPPED, *OWN, *SETTINGS, *SIDECARS, *TEMPLATE], ids=lambda each: getattr(each, "name", each)
)
def test_every_file_that_comes_with_postcheck_keeps_its_schema(path: Path, of: str) -> None:
    text = path.read_text(encoding="utf-8").replace("NAME", "new")  # what a template leaves open
    value = keyed(yaml.load(text, AsEditorsRead))
    errors = [
        f"{'/'.join(map(str, each.absolute_path))}: {each.message[:200]}"
        for each in jsonschema.Draft7Validator(schema.schema(of)).iter_errors(value)
    ]
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize(("path", "of"), [*SHIPPED, *TEMPLATE], ids=lambda each: getattr(each, "name", each))
def test_every_rule_file_tells_the_editor_its_schema(path: Path, of: str) -> None:
    text = path.read_text(encoding="utf-8")
    if UPDATE and not text.startswith("# yaml-language-server:"):
        text = modeline(of) + text
        path.write_text(text, encoding="utf-8")
    assert text.startswith(modeline(of))


@pytest.mark.parametrize(
    ("of", "value"),
    [
        ("policy", {"policy": "1", "title": "t", "district": "d", "clauses": {"1": {"kind": "detect"}}}),
        ("policy", {"policy": "1", "title": "t", "district": "d", "clauses": {}, "claims": {}}),
        ("check", {"check": "a", "kind": "nonsense"}),
        ("settings", {"polices": ["428"]}),
        ("sidecar", {"waivers": [{"check": "profanity", "kind": "mistake", "reason": "r"}]}),
        ("report", {"postcheck": "0.1.0"}),
    ],
)
def test_what_is_wrong_does_not_keep_its_schema(of: str, value: Any) -> None:
    assert not jsonschema.Draft7Validator(schema.schema(of)).is_valid(value)
