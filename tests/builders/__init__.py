"""Files that tests build."""

from pathlib import Path

import postcheck

TREE = str(Path(postcheck.__file__).parents[1])
"""Where the postcheck that is tested lies; processes of their own get the same one."""
