"""`postcheck images show|scrub FILE...`: what a picture says of itself and of whom, and copies that say nothing."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from postcheck.commands.check import is_private
from postcheck.errors import PostcheckError, UnreadableError
from postcheck.images import facts, fields, read
from postcheck.images.record import Entry, Record
from postcheck.images.scrub import KEEP, RefusedError, scrub
from postcheck.images.strip import CAN
from postcheck.reporters.fill import clean, mask

if TYPE_CHECKING:
    from rich.console import Console

_HIDDEN = {
    "thumbnail": "a small preview that still shows what was cut off",
    "maybe-thumbnail": "a small preview of another shape than the picture",
    "video": "a short video, perhaps with sound",
    "archive": "an archive behind its end",
    "document": "a document behind its end",
    "picture": "another picture, or the rest of one, behind its end",
    "data": "unknown data behind its end",
}
_PEOPLE = {
    "released": "a release was signed",
    "limited": "the release is limited or incomplete",
    "unreleased": "no release was signed",
    "minor": "somebody in it is under 18",
    "adults": "everybody in it is an adult",
    "face": "a face is marked",
}
_LABELS = {"shown": "Who", "maker": "Made by", "none": "Program, place", None: "Words"}
_CAMERA = frozenset({"Make", "Model", "LensMake", "LensModel", "HostComputer"})
MOST_SHOWN = 300  # letters of one value


class Line(NamedTuple):
    """One thing that a picture says; `personal` values, all that somebody wrote, are hidden in a public run."""

    label: str
    value: str
    tag: str
    personal: bool


def show(paths: tuple[str, ...], show_values: bool) -> int:
    """Print what each picture says. Exit code 2 when one of them could not be looked at, or not wholly."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    hidden = not (show_values or is_private())
    code, said = 0, False
    for path in paths:
        record = _record(path)
        _print(console, path, record, hidden)
        said = said or bool(record.entries)
        if record.problems:
            code = 2
    if hidden and said:
        console.print("All values are hidden because nobody watches this run; --show-values shows them.")
    return code


def _record(path: str) -> Record:
    if Path(path).is_file():
        return read.read(Path(path))
    missing = Record()
    missing.problem("There is no such picture.", "Check the spelling of its name and folder.")
    return missing


def _print(console: Console, path: str, record: Record, hidden: bool) -> None:
    size = f", {record.width} x {record.height} pixels" if record.width else ""
    console.print(f"{clean(path)}: {record.format or 'not examined'}{size}", style="bold")
    lines = list(lines_of(record))
    for line in lines:
        value = clean(line.value)
        value = value if len(value) <= MOST_SHOWN else value[:MOST_SHOWN] + " ..."
        value = mask(value) if hidden and line.personal else value
        console.print(f"  {line.label:<15} {value}  ({line.tag})")
    for problem in record.problems:
        console.print(f"  {'Not examined':<15} {problem.why} {problem.suggestion}")
    if record.format and not record.ending_fits:
        console.print(f"  {'Wrong ending':<15} By its content it is a {record.format} picture.")
    if not lines and not record.problems:
        console.print("  It says nothing of itself or of anybody.")
    elif lines and record.format in CAN:
        console.print(f"  A copy without all this: postcheck images scrub {clean(path)}")
    console.print()


def lines_of(record: Record) -> Iterator[Line]:
    """What a picture says: where, who, in which words, and then the rest."""
    for tag, latitude, longitude in facts.positions(record.entries):
        known = math.isfinite(latitude) and math.isfinite(longitude)
        yield Line(
            "Where", f"{latitude:.5f}, {longitude:.5f}" if known else "a position that cannot be read", tag, known
        )
    read_as = [(entry, fields.role(entry)) for entry in record.entries]
    for names in ("shown", None, "maker", "none"):
        for entry, role in read_as:
            if role is not None and role.names == names:
                yield Line(_LABELS[role.names], role.text, f"{entry.group} {entry.tag}", True)
    for fact in facts.facts(record):
        for label, known_as in (("Says of people", _PEOPLE), ("Hidden", _HIDDEN)):
            if fact.kind in known_as:
                yield Line(label, known_as[fact.kind], fact.tag, False)
    yield from _technical(entry for entry, role in read_as if role is None)


def _technical(entries: Iterator[Entry]) -> Iterator[Line]:
    for entry in entries:
        tag = f"{entry.group} {entry.tag}"
        if "SerialNumber" in entry.tag:
            yield Line("Serial number", entry.value, tag, True)
        elif entry.tag in _CAMERA:
            yield Line("Camera", entry.value, tag, True)
        elif entry.tag in ("DateTimeOriginal", "DateCreated", "CreateDate"):
            yield Line("When", entry.value, tag, True)


def clean_copies(paths: tuple[str, ...], keep: tuple[str, ...], in_place: bool, output: str) -> int:
    """Scrub each picture and say what is gone. Exit code 1 when one was refused, 2 when one could not be looked at."""
    unknown = [each for each in keep if each not in KEEP]
    if unknown:
        raise PostcheckError(f"--keep does not know '{unknown[0]}'. It takes: {', '.join(KEEP)}.")
    if in_place and output:
        raise PostcheckError("--in-place and --output ask for opposite things. Give one of them.")
    if output and not Path(output).is_dir():
        raise PostcheckError(f"--output: there is no folder called '{output}'. Make it first.")
    code = 0
    for path in paths:
        try:
            done = scrub(Path(path), tuple(dict.fromkeys(keep)), in_place, Path(output) if output else None)
        except UnreadableError as error:
            print(f"{clean(path)}: {error}", file=sys.stderr)
            code = 2
            continue
        except RefusedError as error:
            print(f"{clean(path)}: {clean(str(error))}", file=sys.stderr)
            code = max(code, 1)
            continue
        where = (
            f"{clean(path)} is clean" if done.backup else f"{clean(path)}: the clean copy is {clean(str(done.clean))}"
        )
        print(f"{where}. Removed: {', '.join(done.removed) or 'nothing; it said nothing'}.", end="")
        print(f" Kept: {', '.join(done.kept)}." if done.kept else "", end="")
        print(f" The original is {clean(done.backup.name)}; do not publish it." if done.backup else "")
    return code
