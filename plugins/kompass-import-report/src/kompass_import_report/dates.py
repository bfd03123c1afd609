"""Find years and periods in printed words."""

import re
from collections.abc import Iterator
from typing import final

from attrs import frozen

__all__ = ["MONTHS", "Period", "find_periods"]

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
    "november", "december",
)  # fmt: skip
_OTHERS = {"januar": 1, "februar": 2, "mai": 5, "august": 8, "marts": 3, "desember": 12, "jan": 1, "feb": 2,
    "aug": 8,
           "sept": 9, "okt": 10, "nov": 11, "dec": 12}  # fmt: skip
_NUMBERS = {**{name: number for number, name in enumerate(MONTHS, start=1)}, **_OTHERS}
_MONTH = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_PERIOD = re.compile(
    rf"(?:\b([0-9]{{1,2}})(?:\s?[-–]\s?([0-9]{{1,2}}))?\s)?\b({_MONTH})\b"
    rf"(?:\s?(?:[-–/]|och|till|og)\s?({_MONTH})\b)?,?\s(?:år\s)?((?:19|20)[0-9]{{2}})\b",
    re.IGNORECASE,
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@final
@frozen
class Period:
    """Hold a printed period as EDTF, with the year that it ends in and where it stands in the text."""

    edtf: str
    year: int
    start: int
    end: int


def find_periods(text: str) -> Iterator[Period]:
    """Iterate over the months, or days, that ``text`` prints with their year.

    >>> [period.edtf for period in find_periods("i februari-mars år 2017 och den 19-21 september 2007")]
    ['2017-02/2017-03', '2007-09-19/2007-09-21']
    """
    for match in _PERIOD.finditer(text):
        first_day, last_day, first, last, year = match.groups()
        month = _NUMBERS[first.lower()]
        until = _NUMBERS[last.lower()] if last else month
        if until < month:
            continue
        begin = f"{year}-{month:02}"
        end = f"{year}-{until:02}"
        days = [int(day) for day in (first_day, last_day) if day]
        if not last and days and 1 <= days[0] <= days[-1] <= _DAYS[month - 1]:
            begin, end = f"{begin}-{days[0]:02}", f"{end}-{days[-1]:02}"
        yield Period(begin if begin == end else f"{begin}/{end}", int(year), match.start(), match.end())
