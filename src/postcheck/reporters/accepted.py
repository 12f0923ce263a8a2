"""What was accepted in a draft, in one line a waiver: what, why, by whom, and where that stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from postcheck.model.check import Check
from postcheck.model.draft import Draft, Waiver
from postcheck.model.report import Checked
from postcheck.reporters.fill import Range, clean, mask, ordinary

WHERE = {
    "comment": "a comment in the draft", "sidecar": "the file beside the draft", "csv": "the table",
    "settings": "the settings",
}  # fmt: skip


def lines(checked: Checked, checks: Mapping[str, Check], hidden: tuple[Range, ...] | None) -> list[str]:
    """A line for each waiver that accepted something; `hidden` is None in a private run: everything is shown."""
    counted = Counter(each.waiver for each in checked.judgement.waived)
    return [_line(waiver, count, checks, checked.draft, hidden) for waiver, count in counted.items()]


def _line(
    waiver: Waiver, count: int, checks: Mapping[str, Check], draft: Draft, hidden: tuple[Range, ...] | None
) -> str:
    what = f"{waiver.check}{f' ({count} places)' if count > 1 else ''}"
    by = f" by {told(waiver.approver, draft, hidden)}" if waiver.approver else ""
    until = f", until {waiver.until}" if waiver.until else ""
    reason = told(waiver.reason, draft, hidden)
    return f"Accepted: {what}, as {waiver.kind}{by}{until}: {reason} (from {WHERE[waiver.origin]})"


def told(text: str, draft: Draft, hidden: tuple[Range, ...] | None) -> str:
    """Somebody's words in a waiver, on one line; in a public run without any of the draft's hidden words, and with no word
    that is not an ordinary one.
    """
    if hidden is None:
        return clean(text)
    names = {draft.parts[index].text[start:end] for index, start, end in hidden}
    words = {each for name in names if name.count(" ") < 4 for each in name.split() if each[:1].isupper()}
    if every := [each for each in sorted(names | words, key=len, reverse=True) if each]:
        pattern = "|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in every)
        text = re.sub(pattern, lambda found: mask(found[0]), text)
    return clean(ordinary(text))
