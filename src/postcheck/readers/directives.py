"""Directives in a draft's own file: the waivers in its comments, and those that stand where readers would see them."""

from __future__ import annotations

from postcheck.config import waiver
from postcheck.model.draft import Waiver
from postcheck.model.place import Lines
from postcheck.readers.body import Body


def directives(body: Body, source: str, shown: str) -> list[Waiver]:
    """The directives of a body, `shown` being its file's path. One in a comment speaks of the next line that is not empty."""
    if "postcheck" not in source:
        return []
    lines = Lines.of(source)
    found: list[Waiver] = []
    for comment in body.comments:
        rest = source[comment.end :].removeprefix("-->")
        blank = len(rest) - len(rest.lstrip())
        ends = rest[:blank].count("\n") or rest[:blank].count("\r")
        line = lines.at(comment.end)[0] + max(1, ends)
        one = waiver.from_comment(comment.text, shown, lines.at(comment.start)[0], line, (comment.start, comment.end))
        found += [one] if one else []
    for start in waiver.bare(body.parts[0].text):
        span = body.parts[0].source(start, start + 1)
        found += [waiver.published(shown, lines.at(span[0])[0])] if span else []
    return found
