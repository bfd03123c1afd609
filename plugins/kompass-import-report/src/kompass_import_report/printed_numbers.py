"""Find every number that a line prints, with its place in the line and its value."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

__all__ = ["NUMERALS", "PrintedNumber", "printed_numbers", "words_around"]

NUMERALS = "¼-¾⅐-↋①-⓿❶-➓"
"""The numbers that are no digits: fractions, Roman numerals and numbers in circles, as a range of letters."""

_NUMBER = re.compile(rf"[\d{NUMERALS}]+(?:[.,]\d+)*")
_MOST_DIGITS = 30
"""The number of digits above which a number is named but has no value: no figure is that long."""

_WORDS_AROUND = 3
_FARTHEST = 60


class PrintedNumber(NamedTuple):
    """Hold a number of a text: its digits as printed, its place, and its value without a sign.

    ``value`` is ``None`` where it has more digits than any figure, several marks, as codes have, or what is
    no digit.
    """

    text: str
    start: int
    end: int
    value: Fraction | None


def printed_numbers(text: str) -> list[PrintedNumber]:
    """Return all numbers of a text in their order; a decimal sign between digits is a part of one.

    >>> [number.text for number in printed_numbers("1.1 Plan? 11 av 15 (73,5 %)")]
    ['1.1', '11', '15', '73,5']
    >>> [(number.text, number.value) for number in printed_numbers("Totalt 524½ poäng")]
    [('524½', None)]
    """
    return [
        PrintedNumber(match[0], match.start(), match.end(), _value(match[0]))
        for match in _NUMBER.finditer(text)
    ]


@lru_cache(maxsize=4096)
def _value(digits: str) -> Fraction | None:
    whole, *decimals = digits.replace(",", ".").split(".")
    if len(digits) > _MOST_DIGITS or len(decimals) > 1 or not whole.isdecimal():
        return None
    return Fraction(".".join([whole, *decimals]))


def words_around(text: str, start: int, end: int) -> str:
    """Return the words of a text from a few before a place to a few behind it.

    >>> words_around("Grannen Lund nådde samma höst 615 poäng och bjöd hela nämnden på tårta", 30, 33)
    '… nådde samma höst 615 poäng och bjöd …'
    """
    before = text[max(start - _FARTHEST, 0) : start].split()
    behind = text[end : end + _FARTHEST].split()
    glued_before = bool(before) and not text[start - 1].isspace()
    glued_behind = bool(behind) and not text[end].isspace()
    first, last = before[-_WORDS_AROUND - glued_before :], behind[: _WORDS_AROUND + glued_behind]
    passage = text[start:end]
    lead, tail = " ".join(first), " ".join(last)
    if lead:
        passage = f"{lead}{'' if glued_before else ' '}{passage}"
    if tail:
        passage = f"{passage}{'' if glued_behind else ' '}{tail}"
    cut_before = len(first) < len(before) or start > _FARTHEST
    cut_behind = len(last) < len(behind) or end + _FARTHEST < len(text)
    return f"{'… ' if cut_before else ''}{passage}{' …' if cut_behind else ''}"
