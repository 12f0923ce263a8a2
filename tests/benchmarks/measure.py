"""CPU of whole runs, in pairs with a bare Typer app, and of growing files and folders: `python tests/benchmarks/measure.py`.

Absolute times say more of the machine than of postcheck; the ratios are what to compare. Nothing here is asserted by a test.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ANNOUNCEMENT = (
    "Picture day is Thursday. Order forms went home last week; extra copies are in the office. Wear your best smile and, if you"
    " like, a green shirt for the class photo. Retakes are on November 12. Thank you to all the volunteers who set up chairs."
    " Doors open at 7:45 and the first bell rings at 8:05. See you there!\n"
)
BARE = "import typer\napp = typer.Typer()\n@app.command()\ndef main(name: str = 'x'):\n    print(name)\napp()\n"
SYLLABLES = [consonant + vowel for consonant in "bdfghjklmnprstvwz" for vowel in "aeiou"]
RUNS = 7


def cpu(command: list[str], folder: Path) -> float:
    """CPU seconds (user and system) of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def pairs(one: list[str], other: list[str], folder: Path) -> tuple[float, float, float]:
    """Medians of both commands, run in turn after one warm-up, and the median of their ratios."""
    cpu(one, folder), cpu(other, folder)
    measured = [(cpu(one, folder), cpu(other, folder)) for _ in range(RUNS)]
    first, second = zip(*measured, strict=True)
    return statistics.median(first), statistics.median(second), statistics.median(a / b for a, b in measured)


def invented(number: int) -> str:
    """A name of its own for each number, of syllables."""
    name = "A"
    while number:
        number, syllable = divmod(number, len(SYLLABLES))
        name += SYLLABLES[syllable]
    return name


def roster(folder: Path) -> None:
    """A list of twenty thousand invented students, and settings that name it."""
    rows = [f"{number},{invented(1000 + number % 3000)},{invented(2000 + number % 7919)}" for number in range(20_000)]
    (folder / "students.csv").write_text("\n".join(["id,given,family", *rows]) + "\n")
    (folder / "roster.yaml").write_text("records: {students: students.csv}\n")


def main() -> None:
    """Print every figure."""
    postcheck = [sys.executable, "-m", "postcheck"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bare.py").write_text(BARE)
        bare = [sys.executable, "bare.py"]
        (folder / "clean.txt").write_text(ANNOUNCEMENT)
        for title, command in (("--help", ["--help"]), ("a clean announcement", ["clean.txt"])):
            first, second, ratio = pairs([*postcheck, *command], bare, folder)
            print(f"{title:28} {first:.3f} s CPU, bare Typer {second:.3f} s, ratio {ratio:.2f}")
        for words, repeat in ((4_000, 62), (20_000, 310)):
            (folder / f"long{words}.txt").write_text("\n".join([ANNOUNCEMENT] * repeat))
        first, second, ratio = pairs([*postcheck, "long20000.txt"], [*postcheck, "long4000.txt"], folder)
        print(f"{'five times as long':28} {first:.3f} s CPU against {second:.3f} s, ratio {ratio:.2f}")
        roster(folder)
        first, second, ratio = pairs(
            [*postcheck, "clean.txt", "--config", "roster.yaml"], [*postcheck, "clean.txt"], folder
        )
        print(f"{'with 20,000 students':28} {first:.3f} s CPU against {second:.3f} s, ratio {ratio:.2f}")
        os.environ["POSTCHECK_KEY"] = "0123456789abcdef" * 2
        subprocess.run(
            [*postcheck, "records", "seal", "--config", "roster.yaml"], cwd=folder, capture_output=True, check=True
        )
        (folder / "sealed.yaml").write_text("records: {students: students.sealed}\n")
        first, second, ratio = pairs(
            [*postcheck, "clean.txt", "--config", "sealed.yaml"], [*postcheck, "clean.txt"], folder
        )
        print(f"{'the same, sealed':28} {first:.3f} s CPU against {second:.3f} s, ratio {ratio:.2f}")
        drafts = folder / "drafts"
        drafts.mkdir()
        for number in range(200):
            (drafts / f"{number}.txt").write_text(f"{ANNOUNCEMENT}{ANNOUNCEMENT}Notice {number}.\n")
        first, second, ratio = pairs([*postcheck, "drafts"], [*postcheck, "clean.txt"], folder)
        print(
            f"{'200 drafts of 120 words':28} {first:.3f} s CPU, {(first - second) / 0.2:.1f} ms a draft beyond the start"
        )


if __name__ == "__main__":
    main()
