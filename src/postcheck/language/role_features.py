"""What a name's setting says of its role, as features: the same at training and in a run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postcheck.language.layout import Setting

_YEAR = re.compile(r"(?:19|20)\d\d$")


def features(setting: Setting, name: str) -> Iterator[str]:
    """The features of one name in its setting. Nothing of the name itself but its form is used."""
    yield "bias"
    left = [_norm(each) for each in reversed(setting.left)]
    right = [_norm(each) for each in setting.right]
    for at, token in enumerate(left[:3], 1):
        yield f"l{at}={token}"
    for token in left:
        yield f"L={token}"
    if len(left) > 1:
        yield f"l2l1={left[1]}_{left[0]}"
    for at, token in enumerate(right[:3], 1):
        yield f"r{at}={token}"
    for token in right:
        yield f"R={token}"
    if len(right) > 1:
        yield f"r1r2={right[0]}_{right[1]}"
    if not left:
        yield "l=none"
    if not right:
        yield "r=none"
    before = [_norm(each) for each in reversed(setting.before)]
    for token in before[:1]:
        yield f"b1={token}"
    for token in before:
        yield f"B={token}"
    for token in setting.after:
        yield f"A={_norm(token)}"
    for token in setting.bracket:
        yield f"K={_norm(token)}"
    for token in setting.prefix:
        yield f"P={_norm(token)}"
    mark = "H" if setting.listed else "h"
    for token in setting.heading:
        yield f"{mark}={_norm(token)}"
    for token in setting.column:
        yield f"C={_norm(token)}"
    for token in setting.opening:
        yield f"O={_norm(token)}"
    yield f"group={min(4, setting.group[1] - setting.group[0])}"
    yield f"listed={setting.listed},alone={setting.alone},first={setting.first}"
    if setting.last_line:
        yield f"last,alone={setting.alone},first={setting.first}"
    words = name.split()
    yield f"words={min(3, len(words))},caps={name.isupper()},lower={name.islower()},comma={',' in name}"


def _norm(token: str) -> str:
    if token.isdigit():
        if _YEAR.match(token):
            return "<old>" if int(token) < 2012 else "<year>"
        return "<n>" if len(token) == 1 else "<nn>" if len(token) == 2 else "<nnn>"
    if token.endswith(("'s", "\u2019s")) and len(token) > 3:
        return token[:-2] + "'s"
    return token
