"""What git says has changed since a commit: only such drafts are checked under --changed-since."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from postcheck.errors import PostcheckError
from postcheck.model.draft import Draft

_LONGEST = 120  # seconds
_SIDECARS = (".yml", ".yaml")


def since(ref: str, paths: tuple[str, ...]) -> frozenset[str]:
    """The real paths of all files that differ from a commit, and of those that git does not know yet.

    `paths` are what the run was asked to check; each may lie in a repository of its own. Raises PostcheckError when git,
    a repository or the commit is missing.
    """
    changed: set[str] = set()
    for top in {_top(path) for path in paths}:
        if ref.startswith("-") or not _git(top, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"):
            raise PostcheckError(
                f"--changed-since: git knows no commit '{ref}' here. Check its spelling; in CI, fetch the history first "
                "(fetch-depth: 0)."
            )
        differ = _git(top, "diff", "--name-only", "--no-ext-diff", "--diff-filter=d", "-z", ref, "--")
        fresh = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
        if differ is None or fresh is None:
            raise PostcheckError(
                f"--changed-since: git could not compare with '{ref}'. Try: git diff --name-only {ref}"
            )
        names = (differ + fresh).split(b"\0")
        changed.update(os.path.realpath(os.path.join(top, os.fsdecode(name))) for name in names if name)  # noqa: PTH118
    return frozenset(changed)


def touches(draft: Draft, changed: frozenset[str]) -> bool:
    """Whether a draft changed: its file, what stands beside it, or one of its pictures."""
    files = [draft.path, *(draft.path + ending for ending in _SIDECARS)]
    files += [picture.path for picture in draft.pictures if picture.path]
    return any(os.path.realpath(each) in changed for each in files)


def _top(path: str) -> str:
    """The top folder of the repository in which a path lies."""
    place = Path(os.path.realpath(path))
    folder = next((each for each in (place, *place.parents) if each.is_dir()), Path.cwd())
    said = _git(str(folder), "rev-parse", "--show-toplevel")
    if not said:
        raise PostcheckError(
            f"--changed-since: {path} lies in no git repository that git opens (see: git status). Leave the option out."
        )
    return os.fsdecode(said.rstrip(b"\r\n"))


def _git(folder: str, *arguments: str) -> bytes | None:
    """What git prints, None when it fails."""
    try:
        done = subprocess.run(
            ["git", "-C", folder, *arguments],
            capture_output=True,
            check=False,
            timeout=_LONGEST,
            stdin=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        raise PostcheckError("--changed-since needs git, and it is not installed here. Leave the option out.") from None
    except (OSError, subprocess.SubprocessError) as error:
        raise PostcheckError(
            f"--changed-since: git did not answer ({type(error).__name__}). Leave the option out."
        ) from None
    return done.stdout if done.returncode == 0 else None
