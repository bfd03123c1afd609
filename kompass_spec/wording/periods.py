"""Put the period of an evaluation into words: EDTF dates and intervals, in the reader's language."""

import re
from typing import NamedTuple

from kompass_spec.wording.wording import Wording, message

__all__ = ["describe_date", "describe_period"]

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTHS = (
    message("January"),
    message("February"),
    message("March"),
    message("April"),
    message("May"),
    message("June"),
    message("July"),
    message("August"),
    message("September"),
    message("October"),
    message("November"),
    message("December"),
)


class _Date(NamedTuple):
    year: int
    month: int | None
    day: int | None


def describe_period(period: str, wording: Wording) -> str:
    """Return when something was, as it stands behind a verb; what is no plain date stands as it is.

    >>> from kompass_spec.wording.wording import wording_for
    >>> english, swedish = wording_for("en"), wording_for("sv")
    >>> describe_period("2017-02/2017-03", english), describe_period("2017-02/2017-03", swedish)
    ('in February–March 2017', 'i februari–mars 2017')
    >>> describe_period("2017", english), describe_period("2017-02-03/2017-03-01", english)
    ('in 2017', 'from 3 February 2017 to 1 March 2017')
    """
    first, _, last = period.partition("/")
    start, end = _read(first), _read(last or first)
    if start is None or end is None:
        return period.replace("/", "–")
    if start == end:
        return _one(start, wording)
    if start.year == end.year and start.month and end.month and start.day is end.day is None:
        months = f"{_month(start.month, wording)}–{_month(end.month, wording)}"
        return wording.say("in {month} {year}", month=months, year=start.year)
    return wording.say("from {first} to {last}", first=_plain(start, wording), last=_plain(end, wording))


def describe_date(date: str, wording: Wording) -> str:
    """Return a day, a month or a year by itself; what is no plain date stands as it is.

    >>> from kompass_spec.wording.wording import wording_for
    >>> describe_date("2010-03", wording_for("sv")), describe_date("2016", wording_for("sv"))
    ('mars 2010', '2016')
    """
    read = _read(date)
    return date if read is None else _plain(read, wording)


def _read(date: str) -> _Date | None:
    found = _DATE.fullmatch(date)
    if found is None:
        return None
    month = int(found[2]) if found[2] else None
    # Months above 12 are seasons in EDTF.
    if month is not None and not 1 <= month <= len(_MONTHS):
        return None
    return _Date(int(found[1]), month, int(found[3]) if found[3] else None)


def _one(date: _Date, wording: Wording) -> str:
    if date.month is None:
        return wording.say("in {year}", year=date.year)
    if date.day is None:
        return wording.say("in {month} {year}", month=_month(date.month, wording), year=date.year)
    return wording.say("on {date}", date=_plain(date, wording))


def _plain(date: _Date, wording: Wording) -> str:
    if date.month is None:
        return str(date.year)
    month = _month(date.month, wording)
    if date.day is None:
        return wording.say("{month} {year}", month=month, year=date.year)
    return wording.say("{day} {month} {year}", day=date.day, month=month, year=date.year)


def _month(number: int, wording: Wording) -> str:
    return wording.say(_MONTHS[number - 1])
