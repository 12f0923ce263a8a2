"""The district's key, which seals the roster and the baseline: read from the environment, never written anywhere."""

from __future__ import annotations

import os

from postcheck.errors import PostcheckError

VARIABLE = "POSTCHECK_KEY"
SHORTEST = 32  # characters; 16 random bytes in hexadecimal, which nobody can guess


def district_key() -> bytes | None:
    """The key in the environment, None when none is set. Raises PostcheckError for one that could be guessed."""
    key = os.environ.get(VARIABLE, "").strip()
    if not key:
        return None
    if len(key) < SHORTEST:
        raise PostcheckError(
            f"{VARIABLE} is shorter than {SHORTEST} characters, so it could be guessed. "
            'Make one with: python3 -c "import secrets; print(secrets.token_hex(32))"'
        )
    return key.encode()
