"""Texts made to be slow are read in time that grows with their length, not faster: each of these once took minutes."""

from __future__ import annotations

import subprocess
import sys

import pytest

PRELUDE = "from pathlib import Path; from postcheck.readers.drafts import read_text; from postcheck import run as j;"
CHECK = (
    "from postcheck.rulebook import load_rules; b = load_rules(j.District().policies); from postcheck.checks.find import Finder;"
    "from postcheck.language.local import Local;"
    "from postcheck.context.settle import settle;"
    "d = read_text(text.encode(), 'd.txt', Path()); f = Finder(b.checks.values());"
    "r = j.examine(d, settle(d, {}), f, b.policies, Local(), j.District()); print(len(r.unexamined))"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("'Ava Lopez ' + '1234567890' * 6 + ' x Ben Ito won.'", id="a long number between two names"),
        pytest.param("'but ' + '_' * 4000 + ' was not filled in at all so cute'", id="a line to fill in"),
        pytest.param("'.' * 30000 + 'x'", id="thirty thousand full stops"),
        pytest.param("', '.join(['Ava Lopez'] * 1500)", id="fifteen hundred names on a line"),
        pytest.param("chr(10).join(['Ava Lopez, Ben Ito'] * 800)", id="eight hundred lines of names"),
        pytest.param(
            "'Congrats Ava Lopez of the red team who ran all the way home today ' * 3000", id="one line full of names"
        ),
        pytest.param("'a' * 600000", id="a word without end"),
        pytest.param("'photo ' * 6000", id="one word six thousand times"),
        pytest.param("'(' * 5000 + ' the district logo ' + ')' * 5000", id="brackets"),
    ],
)
def test_a_text_made_to_be_slow_is_read_within_the_minute(text: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"text = {text}\n{PRELUDE}{CHECK}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "0"), done.stderr[-500:]
