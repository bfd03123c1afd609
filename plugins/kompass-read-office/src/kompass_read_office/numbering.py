"""Write the numbers that lists and headings are given when they are shown, and that no text holds."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import final

from attrs import define, field, frozen

__all__ = ["Counters", "Level", "label", "title_label"]

_WORD = re.compile(r"[^\W\d_]{4,}")
_ROMAN_NUMBER = re.compile(r"[ivxlcdm]+", re.IGNORECASE)
_PLACE = re.compile(r"%(\d)")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LETTERS = 26
_LARGEST = 5_000


@final
@frozen
class Level:
    """Say how one level of a list is numbered.

    ``form`` is one of ``1 a A i I``, empty for bullets and what has no number; ``pattern`` has ``%1`` in
    place of the number of the first level and so on.
    """

    form: str = ""
    pattern: str = ""
    start: int = 1


@final
@define
class Counters:
    """Count the items of lists, level by level; a higher one begins those below it anew."""

    _counts: dict[str, dict[int, int]] = field(factory=dict)

    def advance(self, key: str, level: int, levels: Mapping[int, Level]) -> list[int]:
        """Return the numbers of the next item of a list on a level, from the first level to this one."""
        counts = self._counts.setdefault(key, {})
        counts[level] = counts.get(level, levels.get(level, Level()).start - 1) + 1
        for lower in [other for other in counts if other > level]:
            del counts[lower]
        return [counts.setdefault(upper, levels.get(upper, Level()).start) for upper in range(level + 1)]

    def restart(self, key: str, level: int, start: int) -> None:
        """Let the next item of a list on a level have the number ``start``."""
        self._counts.setdefault(key, {})[level] = start - 1


def label(numbers: Sequence[int], levels: Mapping[int, Level]) -> str:
    """Return what is shown before an item, empty for a bullet.

    >>> label([2, 4], {0: Level("1", "%1."), 1: Level("1", "%1.%2")})
    '2.4'
    """
    level = levels.get(len(numbers) - 1, Level())
    if not level.form:
        return ""

    def number(place: re.Match[str]) -> str:
        index = int(place[1]) - 1
        if not 0 <= index < len(numbers):
            return ""
        form = levels.get(index, Level()).form or "1"
        return _FORMS.get(form, str)(numbers[index])

    return _PLACE.sub(number, level.pattern).strip()


def title_label(label: str) -> str:
    """Return what is shown before a heading, where it has a word: a number alone only counts chapters.

    >>> title_label("Område 3"), title_label("4.1.2."), title_label("VIII.")
    ('Område 3', '', '')
    """
    word = _WORD.search(label)
    return label if word and not _ROMAN_NUMBER.fullmatch(word[0]) else ""


def _letters(number: int) -> str:
    """Return a, b, … z, aa, bb as word processors count."""
    if not 0 < number <= _LARGEST:
        return str(number)
    times, letter = divmod(number - 1, _LETTERS)
    return chr(ord("a") + letter) * (times + 1)


def _roman(number: int) -> str:
    if not 0 < number <= _LARGEST:
        return str(number)
    words = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        words += letters * times
    return words


_FORMS: dict[str, Callable[[int], str]] = {
    "a": _letters,
    "A": lambda number: _letters(number).upper(),
    "i": _roman,
    "I": lambda number: _roman(number).upper(),
}
