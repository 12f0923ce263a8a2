"""The command `postcheck`, also as `python -m postcheck`: open streams and a quiet Ctrl-C before anything is imported."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress


def main() -> None:
    """The console script. Ctrl-C ends it with 130 and without a word, also while modules are still loading."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:  # closed by the caller: the next file to be opened must not become its standard output
            os.open(os.devnull, os.O_RDWR)
    from postcheck.cli import main as run

    signal.signal(signal.SIGINT, signal.default_int_handler)
    code = run()
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.flush()
    # Taking the rules and models apart, value by value, would cost a tenth of a short run; nothing is left to close.
    os._exit(code)


if __name__ == "__main__":
    main()
