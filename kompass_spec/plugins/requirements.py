"""What a distribution requires of kompass-spec, as its metadata or its project file states it."""

import re
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires

from kompass_spec.plugins.names import normal_name

__all__ = ["least_required", "requirements_of"]

CORE = "kompass-spec"
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*([^;]*)(?:;(.*))?")
_LEAST = re.compile(r"(?:>=|~=|===?|>)\s*v?([0-9]+(?:\.[0-9]+)*)")


def requirements_of(distribution: str) -> tuple[str, ...] | None:
    """Return what a distribution requires, each as metadata write it, ``None`` where it is not installed.

    >>> requirements_of("a-distribution-that-nobody-has")
    """
    try:
        return tuple(requires(distribution) or ())
    except (PackageNotFoundError, ValueError):  # what is no name of a distribution is a ValueError
        return None


def least_required(requirements: Iterable[str]) -> tuple[int, ...] | None:
    """Return the least version of kompass-spec that requirements let an installer take, as numbers.

    It has no numbers where any version will do, and is ``None`` where nothing is known of it, because it is
    taken from an address.

    >>> least_required(["attrs>=24.2", "kompass-spec<0.3,>=0.2"]), least_required(["attrs"])
    ((0, 2), ())
    """
    least: tuple[int, ...] = ()
    for requirement in requirements:
        parts = _REQUIREMENT.match(requirement)
        if parts is None or normal_name(parts[1]) != CORE or "extra" in (parts[3] or ""):
            continue
        if "@" in parts[2]:
            return None
        for version in _LEAST.findall(parts[2]):
            least = max(least, tuple(map(int, version.split("."))))
    return least
