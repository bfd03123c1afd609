"""What git has stored of a framework: releases that were published, and the tags of versions."""

import subprocess
from pathlib import Path

__all__ = ["git_output"]

_SECONDS = 10


def git_output(folder: Path, *arguments: str) -> bytes | None:
    """Return what git writes in a folder; ``None`` where it fails, takes too long, or is not installed.

    No argument that begins with a hyphen may come from outside, because git would take it for an option.
    """
    try:
        ran = subprocess.run(  # noqa: S603 - no shell, and git only reads what it has stored
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - git is wherever its user has it
            capture_output=True,
            check=False,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout if ran.returncode == 0 else None
