"""Order the versions of distributions as Python's packages order theirs, as far as it is asked for here."""

import re

__all__ = ["is_before"]

_VERSION = r"v?(?:(?P<epoch>\d+)!)?(?P<numbers>\d+(?:\.\d+)*)(?P<rest>[^+]*)"
_SUFFIX = r"([a-z]+|-(?=\d))[-_.]?(\d*)"
_BEFORE = {"dev": -4, "a": -3, "alpha": -3, "b": -2, "beta": -2, "c": -1, "rc": -1, "pre": -1, "preview": -1}
"""The words after the numbers of a version that come before the version without them."""
_NONE, _AFTER = 0, 1


def is_before(version: str, other: str) -> bool:
    """Tell whether a version of a distribution comes before another; false where either is none.

    >>> [is_before(one, "2026.11.1") for one in ("2026.11.0", "2026.11.1rc1", "2026.11.1", "2026.11.1.post1")]
    [True, True, False, False]
    """
    one, two = _order(version), _order(other)
    return one is not None and two is not None and one < two


def _order(version: str) -> tuple[int, list[int], list[tuple[int, int]]] | None:
    """Return what a version is ordered by: its epoch, its numbers, and the words and numbers after them."""
    found = re.match(_VERSION, version.strip().lower())
    if found is None:
        return None
    numbers = [int(number) for number in found["numbers"].split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    suffixes = re.findall(_SUFFIX, found["rest"])
    words = [(_BEFORE.get(word, _AFTER), int(number or 0)) for word, number in suffixes]
    return int(found["epoch"] or 0), numbers, [*words, (_NONE, 0)]
