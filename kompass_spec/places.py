"""Ask what stands at a path; where the system does not answer, nothing does, and reading or writing says why."""

import os
from pathlib import Path

__all__ = ["exists", "is_file", "is_folder", "is_same"]

# The methods of Path raise for a name that is too long, or beneath a folder that may not be looked into.


def is_folder(path: Path) -> bool:
    """Tell whether a folder stands there that can be asked about.

    >>> is_folder(Path("docs")), is_folder(Path("x" * 300))
    (True, False)
    """
    return os.path.isdir(path)  # noqa: PTH112 - see above


def is_file(path: Path) -> bool:
    """Tell whether a file stands there that can be asked about."""
    return os.path.isfile(path)  # noqa: PTH113 - see above


def exists(path: Path) -> bool:
    """Tell whether anything stands there that can be asked about."""
    return os.path.exists(path)  # noqa: PTH110 - see above


def is_same(one: Path, other: Path) -> bool:
    """Tell whether both are names of one thing that stands there."""
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - see above
    except (OSError, ValueError):
        return False
