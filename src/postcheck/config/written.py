"""Writing a file whole or not at all: beside its place first, then renamed into it."""

from __future__ import annotations

import os
from pathlib import Path

from postcheck.errors import PostcheckError


def replace_text(path: Path, text: str, what: str) -> None:
    """Write a text as UTF-8, line ends as they are. What stood there before stays until all is written.

    Something that is no file (a pipe, a device) is written into. Raises PostcheckError, which calls the file `what`.
    """
    try:
        real = Path(os.path.realpath(path))  # a link stays a link
        data = text.encode("utf-8", "backslashreplace")
        if real.exists() and not real.is_file():
            with real.open("wb") as stream:
                stream.write(data)
            return
        beside = real.with_name(f".{real.name[:100]}.{os.getpid()}.tmp")
        try:
            with beside.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            if real.exists():
                beside.chmod(real.stat().st_mode & 0o777)
            beside.replace(real)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or "that name cannot be used").lower()
        raise PostcheckError(f"{path.as_posix()}: the {what} cannot be written ({why}). Name another file.") from None
