"""What makes a found name a place's: a place's noun beside it, or another team's score."""

from __future__ import annotations

from postcheck.language.fold import plain
from postcheck.language.layout import Setting
from postcheck.language.role_words import Verdict, place_nouns

_TOO_COMMON = frozenset("the our la las los el ss s via corner".split())  # too common before a name to say a place


def beside(left: tuple[str, ...], after: str) -> Verdict | None:
    """A place's noun beside the name."""
    word = plain(after).rstrip(".'")
    if after[:1].isupper() and word in place_nouns("after") - place_nouns("also-surnames"):
        return Verdict("place", f"'{after}' after the name")
    if left and left[-1] in place_nouns("before") - _TOO_COMMON:
        return Verdict("place", f"'{left[-1]}' before the name")
    return None


def opponent(setting: Setting) -> Verdict | None:
    """'Pirates 11, Gresham 4': a lone name that closes a line of two scores is a town's or a school's."""
    left, right = setting.left, setting.right
    scores = len(left) > 2 and left[-1] == "," and left[-2].isdigit() and right[:1] and right[0].isdigit()
    alone = setting.group[0] == setting.group[1] and not left[-3].isdigit() if scores else False
    return Verdict("place", "a score after it, as another team has one") if alone and len(right) == 1 else None
