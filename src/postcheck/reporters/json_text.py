"""JSON as text: emoji stay themselves, and nothing in it can steer a terminal, turn the reading order or command a CI runner."""

from __future__ import annotations

import json
import re
from typing import Any

_RAW = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]|##(?=\\[)")
_PREFIX = "#\\u0023"  # GitHub's runner obeys `##[command]` anywhere in a line


def dump(data: Any, indent: int | None = None) -> str:
    """The data as JSON, without a newline at its end."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    # Outside of strings none of these can stand, and inside of one an escape means the same character.
    return _RAW.sub(lambda found: _PREFIX if found.group() == "##" else f"\\u{ord(found.group()):04x}", text)
