"""Dates with the precision that their source gives, written as in EDTF (ISO 8601-2)."""

import re
from calendar import monthrange

__all__ = ["is_date", "is_period", "last_year", "starts_before"]

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def is_date(text: str) -> bool:
    """Tell whether ``text`` is a year, a month of a year or a day.

    >>> [is_date(text) for text in ("2016", "2010-03", "2016-13", "2001-02-29", "mars 2010")]
    [True, True, False, False, False]
    """
    date = _DATE.fullmatch(text)
    if date is None:
        return False
    month, day = date[2], date[4]
    return day is None or int(day) <= monthrange(int(text[:4]), int(month))[1]


def is_period(text: str) -> bool:
    """Tell whether ``text`` is a date or two dates in order with a slash between them.

    >>> [is_period(text) for text in ("2017", "2017-02/2017-03", "2017-03/2017-02")]
    [True, True, False]
    """
    first, slash, last = text.partition("/")
    if not slash:
        return is_date(first)
    return is_date(first) and is_date(last) and starts_before(first, last)


def starts_before(first: str, last: str) -> bool:
    """Tell whether ``first`` can lie before or at ``last``, as far as both are precise.

    >>> starts_before("2016", "2016-03"), starts_before("2016-04", "2016-03")
    (True, False)
    """
    shared = min(len(first), len(last))
    return first[:shared] <= last[:shared]


def last_year(period: str) -> int:
    """Return the year in which a date or a period ends.

    >>> last_year("2016-12/2017-01")
    2017
    """
    return int(period.rpartition("/")[2][:4])
