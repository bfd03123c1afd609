"""The version of a release, and what a draft may say; the order of versions, and the steps between them."""

import re
from enum import Enum
from typing import final

__all__ = ["DRAFT_VERSION", "VERSION", "Step", "is_version", "next_version", "version_key"]

_NUMBER = r"(0|[1-9][0-9]{0,5})"

VERSION = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}")
"""What a release has: three numbers, and nothing after them."""

DRAFT_VERSION = re.compile(rf"{VERSION.pattern}(-[0-9A-Za-z.-]+)?")
"""What a draft may say: the version of a release, or of what comes before it, such as ``1.0.0-rc.1``.

A draft that says the latter can be read and checked, but not released until it says the former.
"""


@final
class Step(Enum):
    """Name the step that a change makes in the semantic version of a release."""

    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


def version_key(version: str) -> tuple[int, ...]:
    """Return a key that puts versions in order.

    >>> sorted(["1.10.0", "1.9.0"], key=version_key)
    ['1.9.0', '1.10.0']
    """
    return tuple(int(part) for part in version.split("."))


def is_version(version: str) -> bool:
    """Tell whether a text is the version of a release: three numbers, and nothing after them.

    >>> is_version("1.0.0"), is_version("1.0.0-draft")
    (True, False)
    """
    return VERSION.fullmatch(version) is not None


def next_version(version: str, step: Step) -> str:
    """Return the version that a step makes of another.

    >>> [next_version("1.2.3", step) for step in Step]
    ['1.2.4', '1.3.0', '2.0.0']
    """
    major, minor, patch = version_key(version)
    if step is Step.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if step is Step.MINOR else f"{major}.{minor}.{patch + 1}"
