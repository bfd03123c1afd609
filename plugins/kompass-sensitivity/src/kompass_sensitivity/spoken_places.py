"""What every part of the sheet says alike: whose result it is, places, and shares of draws."""

from fractions import Fraction

from kompass_sensitivity.results import FirmPlace
from kompass_spec.model import Rank
from kompass_spec.model.sheet import Figure
from kompass_spec.sheets.spoken import Spoken

__all__ = ["dated", "grouped", "places_figure", "share_figure"]

_FIVE_DIGITS = 10_000
_HALF = Fraction(1, 2)


def dated(place: FirmPlace, spoken: Spoken) -> str:
    """Return whose result it is and of when, in a few words."""
    assessment = place.scorecard.assessment
    return f"{assessment.organisation.name} {spoken.short_year(assessment)}"


def grouped(number: int) -> str:
    """Return a whole number with a thin gap between its thousands, where it has five digits or more.

    >>> grouped(2500), grouped(10000) == "10\N{NO-BREAK SPACE}000"
    ('2500', True)
    """
    return str(number) if number < _FIVE_DIGITS else f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def places_figure(rank: Rank) -> Figure:
    """Return a place, or the best and the worst with a dash between them.

    >>> places_figure(Rank(2, 4, 6)).shown
    '2–4'
    """
    ends = dict.fromkeys((rank.best, rank.worst))
    quantity = Fraction(rank.best) if len(ends) == 1 else None
    return Figure(shown="–".join(map(str, ends)), quantity=quantity)


def share_figure(share: Fraction, spoken: Spoken) -> Figure:
    """Return a share of draws in percent; what is neither all nor nothing is not rounded to that."""
    percent = int(share * 100 + _HALF)
    if 0 < share < 1:
        percent = min(max(percent, 1), 99)
    shown = spoken.percent(Fraction(percent, 100))
    return Figure(shown=shown, quantity=share, unit=Fraction(1, 100), is_percent=True)
