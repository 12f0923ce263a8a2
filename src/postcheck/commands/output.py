"""Where reports go: standard output, and any number of files, each written whole or not at all."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from postcheck.config.written import replace_text
from postcheck.errors import PostcheckError
from postcheck.reporters import REPORTERS, reporter
from postcheck.reporters.page import Page

if TYPE_CHECKING:
    from postcheck.model.report import Report

_COMMAND = re.compile(r"(?m)^([^\S\n]*):(?=:)|##(?=\[)")


class Output(NamedTuple):
    """A report in a file."""

    format: str
    file: Path


def parse(wanted: Iterable[str], inputs: Iterable[str]) -> tuple[Output, ...]:
    """What `--output FORMAT=FILE` asks for. Raises PostcheckError for what cannot be meant, before anything is checked."""
    outputs: list[Output] = []
    taken = {os.path.realpath(path) for path in inputs if path != "-"}
    for each in wanted:
        name, equals, file = each.partition("=")
        if not equals or not file:
            raise PostcheckError(f"--output takes FORMAT=FILE, such as sarif=postcheck.sarif; '{each}' is not that.")
        if name not in REPORTERS:
            raise PostcheckError(f"--output does not know the format '{name}'. It takes: {', '.join(REPORTERS)}.")
        if os.path.realpath(file) in taken:
            raise PostcheckError(
                f"--output {each}: this file is a draft of this run, or asked for twice. Name another."
            )
        taken.add(os.path.realpath(file))
        outputs.append(Output(name, Path(file)))
    return tuple(outputs)


def write_files(report: Report, outputs: Iterable[Output], masked: bool) -> list[str]:
    """Write the files; gives a sentence for each that could not be written."""
    failures: list[str] = []
    for output in outputs:
        stream = io.StringIO(newline="")
        try:
            reporter(output.format)(report, Page(stream, masked, colour=False))
            replace_text(output.file, stream.getvalue(), "report")
        except PostcheckError as error:
            failures.append(str(error))
    return failures


def write_screen(report: Report, name: str, page: Page) -> None:
    """Write the report to standard output, which must be open. Raises PostcheckError when it takes no more (a full disk).

    A closed pipe is no failure: whoever read has read enough, and the exit code still says what came of the drafts.
    """
    stream = page.stream
    if stream is None:  # closed by whoever started us
        raise PostcheckError(
            "Standard output is closed, so the report went nowhere. Write it with --output FORMAT=FILE."
        )
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    if os.environ.get("GITHUB_ACTIONS") and name != "github":
        page = page._replace(stream=Guard(stream))
    try:
        reporter(name)(report, page)
        page.stream.flush()
        stream.flush()
    except (BrokenPipeError, SystemExit):  # rich leaves the program when the pipe is closed
        silence()
    except OSError as error:
        silence()
        why = (error.strerror or "unknown reason").lower()
        raise PostcheckError(
            f"Standard output takes no more ({why}). Write to a file with --output FORMAT=FILE."
        ) from None


def say(sentence: str) -> None:
    """One sentence on standard error, if anybody listens there."""
    text = "".join(char for char in sentence if char.isprintable() or char == "\n")  # no escapes of a file's name
    text = f"postcheck: {text}"
    if sys.stderr is None:
        return
    try:
        print(harmless(text) if os.environ.get("GITHUB_ACTIONS") else text, file=sys.stderr, flush=True)
    except OSError:
        silence(2)


def silence(number: int = 1) -> None:
    """Send what is still to be printed nowhere, so that closing standard output (or error, 2) stays quiet."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def harmless(text: str) -> str:
    """Whole lines that GitHub's runner takes for no command: it obeys `::name::` at a line's start, `##[name]` anywhere."""
    return _COMMAND.sub(lambda found: "## " if found.group() == "##" else f"{found.group(1)}: ", text)


class Guard(io.StringIO):
    """Gathers a report, and lets it through without commands when it is flushed."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(newline="")
        self._stream = stream

    def isatty(self) -> bool:
        """Whether the stream behind is a terminal."""
        return self._stream.isatty()

    def flush(self) -> None:
        """Let through what was gathered."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        self._stream.write(harmless(text))
