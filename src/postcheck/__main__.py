"""`python -m postcheck` is the command `postcheck`."""

from postcheck.cli import main

main()
