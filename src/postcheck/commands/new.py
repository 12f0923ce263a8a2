"""`postcheck policies new NAME`: a policy, or a check, to fill in. It holds from the start, so that each change can be tried."""

from __future__ import annotations

import re
from pathlib import Path

from postcheck.commands import schema
from postcheck.config import rules, settings
from postcheck.errors import PostcheckError

TEMPLATES = Path(__file__).parent / "templates"


def write(name: str, check: bool, config: Path | None) -> int:
    """Write the file and say what comes next. Raises PostcheckError when it exists, or cannot be written."""
    what = "check" if check else "policy"
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,60}" if check else r"\w[\w. -]{0,60}", name) or name.endswith("."):
        allowed = "small letters, digits and hyphens" if check else "letters, digits, dots, hyphens and spaces"
        raise PostcheckError(f"'{name[:60]}' cannot be the name of a {what}: take {allowed}.")
    if check and (rules.shipped() / "checks" / f"{name}.yaml").exists():
        raise PostcheckError(f"A check {name} comes with postcheck; yours would stand in its place. Take another name.")
    path = config or settings.find([Path()])
    folder = settings.own_folder(path)
    target = folder / ("checks" if check else "policies") / f"{name}.yaml"
    if target.exists():
        raise PostcheckError(f"{rules.shown(target)} is there already, and was left as it is. Take another name.")
    text = (TEMPLATES / f"{what}.yaml").read_text(encoding="utf-8").replace("NAME", name)
    try:
        for each in (target.parent, folder / "schemas"):
            each.mkdir(parents=True, exist_ok=True)
        helper = folder / "schemas" / f"{what}.json"
        if not helper.exists():
            helper.write_text(schema.text(what), encoding="utf-8")
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise PostcheckError(f"{rules.shown(target)} cannot be written ({(error.strerror or '').lower()}).") from None
    print(f"Wrote {rules.shown(target)}.")
    for number, step in enumerate(_steps(what, name, path, folder), 1):
        print(f"  {number}. {step}")
    return 0


def _steps(what: str, name: str, path: Path | None, folder: Path) -> list[str]:
    line = f"rules: [{folder.relative_to(path.parent if path else Path()).as_posix()}]"
    named = path is not None and "rules:" in path.read_text(encoding="utf-8", errors="replace")
    steps = ["Open it in an editor and write over what stands there; the comments say what each line means."]
    if path is None:
        steps.append(f"Make a file postcheck.yaml here, with the line:  {line}")
    elif not named:
        steps.append(f"Add to {rules.shown(path)} the line:  {line}")
    if what == "check":
        steps.append(f"Name it in a clause of a policy, under checks:  {name}: {{severity: error}}")
    steps.append("Judge its examples:  postcheck policies test")
    steps.append(f"How to write one, on a page:  {rules.shipped() / 'README.md'}")
    return steps
