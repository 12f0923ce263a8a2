"""How right postcheck is on labelled posts: `python tests/quality/measure.py` prints recall and precision by check, and the
recall of students' names by naming tradition.

A labelled post has a text, its context as a sidecar would say it, what a careful reviewer must raise (`expected`), may raise
(`optional`), and what must not be raised (`must_not`). A finding of the same check that overlaps a label's words, and is not
much longer, hits it.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from postcheck import run as journey
from postcheck.config.settings import SAMPLES, District
from postcheck.model.finding import Finding
from postcheck.model.report import Checked
from postcheck.reporters.fill import fill

POSTS = Path(__file__).with_name("posts")
BY_WORDS = frozenset({"student-name", "profanity"})  # the words themselves; other findings cover a sentence
ONLY_NAMES = re.compile(r"names|people")  # how sets are called whose posts are labelled for names alone
ONCE = frozenset({"student-image-consent", "coworker-image-consent"})  # one hit a post
SLACK = {True: 24, False: 240}  # characters by which a finding may be longer than the label that it hits
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"})


@dataclass(slots=True)
class Tally:
    """What came of one set of posts."""

    hits: Counter[str] = field(default_factory=Counter)
    misses: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    traditions: dict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    clean: int = 0
    clear: int = 0

    def recall(self, check: str | None = None) -> float:
        """The part of the labels that was found."""
        hits, misses = (each.total() if check is None else each[check] for each in (self.hits, self.misses))
        return hits / max(1, hits + misses)

    def precision(self, check: str | None = None) -> float:
        """The part of the findings that was right."""
        hits, alarms = (each.total() if check is None else each[check] for each in (self.hits, self.alarms))
        return hits / max(1, hits + alarms)


def read(name: str) -> list[dict[str, Any]]:
    """The labelled posts of a set."""
    return [json.loads(line) for line in (POSTS / f"{name}.jsonl").read_text(encoding="utf-8").split("\n") if line]


def of(name: str) -> frozenset[str] | None:
    """The checks for which a set is labelled; None for all."""
    return frozenset({"student-name"}) if ONLY_NAMES.match(name) else None


def measure(posts: list[dict[str, Any]], only: frozenset[str] | None = None) -> Tally:
    """Check the posts as a folder of drafts and compare with their labels, for all checks or `only` some."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for post in posts:
            draft = folder / f"{post['id']}.{post['format']}"
            draft.write_bytes(post["text"].encode())
            Path(f"{draft}.yml").write_text(json.dumps(post["context"], ensure_ascii=False), encoding="utf-8")
            for image in post["context"].get("images", []):
                if Path(image["file"]).suffix.lower() in PICTURES:
                    Image.new("RGB", (48, 32), (90, 120, 150)).save(folder / image["file"])
        report = journey.check(journey.Settings(paths=(str(folder),), policies=SAMPLES, district=District()))
    checked = {Path(each.draft.path).name.split(".")[0]: each for each in report.drafts}
    tally = Tally()
    for post in posts:
        _compare(post, checked[post["id"]], only or frozenset(report.checks), tally, report.checks)
    return tally


def _compare(post: dict[str, Any], checked: Checked, served: frozenset[str], tally: Tally, checks: Any) -> None:
    found = [each for each in checked.judgement.findings if each.severity != "note"]
    excerpts = {id(each): fill(each, checks[each.check], checked.draft, None).excerpt or "" for each in found}

    def hit(finding: Finding, label: dict[str, Any]) -> bool:
        return finding.check == label["category"] and _touches(finding, excerpts[id(finding)], label, post)

    once: set[str] = set()
    for number, label in enumerate(post["expected"]):
        check = label["category"]
        if check not in served or (check in ONCE and check in once):
            continue
        once.add(check)
        right = any(hit(finding, label) for finding in found)
        (tally.hits if right else tally.misses)[check] += 1
        if check == "student-name" and "tradition" in post:
            names = [each for each in post["expected"][: number + 1] if each["category"] == check]
            tally.traditions[post["tradition"][len(names) - 1]][right] += 1
        elif "tradition" in label:
            tally.traditions[label["tradition"]][right] += 1
    for finding in found:
        if finding.check in served and not any(hit(finding, label) for label in (*post["expected"], *post["optional"])):
            tally.alarms[finding.check] += finding.check not in post.get("tolerated", ())
    if not post["expected"]:
        tally.clean += 1
        tally.clear += checked.verdict == "clear"


def _touches(finding: Finding, excerpt: str, label: dict[str, Any], post: dict[str, Any]) -> bool:
    span, place = label["span"], finding.place
    if span is None or finding.check in ONCE:
        return True
    if place.start is not None and place.end is not None:
        longer = place.end - place.start - len(span) > SLACK[finding.check in BY_WORDS]
        return label["where"] == "text" and not longer and _overlaps(post["text"], span, place.start, place.end)
    if label["where"] == "text":
        return False
    said, wanted = excerpt.casefold(), span.casefold()
    return (bool(said) and (said in wanted or wanted in said)) or Path(place.file).name.casefold() == wanted


def _overlaps(text: str, span: str, start: int, end: int) -> bool:
    at = text.find(span)
    while at >= 0:
        if start < at + len(span) and at < end:
            return True
        at = text.find(span, at + 1)
    return False


def main() -> None:
    """Print the table of every set of posts."""
    for path in sorted(POSTS.glob("*.jsonl")):
        tally = measure(read(path.stem), of(path.stem))
        print(
            f"\n{path.stem}: recall {tally.recall():.2f}, precision {tally.precision():.2f}; "
            f"clean posts given clear: {tally.clear} of {tally.clean}"
        )
        for check in sorted({*tally.hits, *tally.misses, *tally.alarms}):
            print(
                f"  {check:24} recall {tally.recall(check):.2f}  precision {tally.precision(check):.2f}  "
                f"({tally.hits[check]} found, {tally.misses[check]} missed, {tally.alarms[check]} false)"
            )
        for tradition, counts in sorted(tally.traditions.items()):
            print(f"  names: {tradition:18} recall {counts[True] / counts.total():.2f} of {counts.total()}")


if __name__ == "__main__":
    sys.exit(main())
