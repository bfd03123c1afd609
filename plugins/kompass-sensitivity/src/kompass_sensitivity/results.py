"""What the analysis says: of every result, of every pair, and of what drives them."""

from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_sensitivity.sources import Sources
from kompass_spec.model import Interval, Rank, Scorecard
from kompass_spec.model.cohort import Support, support_of
from kompass_spec.model.problems import Problem

__all__ = ["Driver", "Drivers", "Estimate", "FirmPair", "FirmPlace", "Sensitivity"]


@final
@frozen(kw_only=True)
class Estimate:
    """Hold what draws say of a figure: the mean, its standard error, and how it ran.

    ``running`` are the means of the first quarter, the first half and all of the draws: where they differ by
    more than a few errors, there are too few.
    """

    value: Fraction
    error: Fraction
    running: tuple[Fraction, ...]


@final
@frozen(kw_only=True)
class FirmPlace:
    """Hold one result, and how firm its place is.

    ``rank`` are the places that the figures allow by the edition's weights. ``possible`` are those that
    nothing that is varied can leave, by reasoning; ``seen`` are the best and the worst among the draws, and
    lie within. ``likely`` are the places below and above which a twentieth of the draws is at most. In
    ``acceptability`` stands for every place, the first first, the share of the draws with this result there.
    ``points`` are bounds of the total by the edition's weights. ``narrow`` is the share of the draws that
    could not be drawn with every combination of figures equally likely.
    """

    scorecard: Scorecard
    points: Interval
    rank: Rank
    possible: Rank
    seen: Rank
    likely: Rank
    median: int
    mean: Estimate
    acceptability: tuple[Fraction, ...]
    converted: bool = False
    narrow: Fraction = Fraction(0)


@final
@frozen(kw_only=True)
class FirmPair:
    """Hold two results by their positions, the one with the likely more points first, and how firm that is.

    ``is_certain`` says that nothing that is varied can turn them. ``ahead`` is the share of the draws with
    the first ahead, ``behind`` with the other and ``equal`` with neither: together 1. ``chance`` is the
    exact chance of the first being ahead, where reasoning gives it. ``holds_within`` is up to which share
    every weight may be off, each by itself, with the first surely ahead: exact for figures that are not
    varied, else a bound on the safe side; ``None`` where not every item of both is known. ``difference`` is
    the mean of the difference in points, and ``deviation`` its standard deviation; ``allowed`` are its bounds
    by the figures and the edition's weights, which are exact.
    """

    higher: int
    lower: int
    is_certain: bool
    ahead: Estimate
    behind: Fraction
    equal: Fraction
    difference: Fraction
    deviation: Fraction
    allowed: Interval
    chance: Fraction | None = None
    holds_within: Fraction | None = None


@final
@frozen(kw_only=True)
class Driver:
    """Hold how much of a variance is due to one thing that varies, as shares of it with half-widths at 95 %.

    ``code`` is that of the item whose weight it is, or ``rounding`` or ``mapping``. ``first`` is what it does
    by itself, ``total`` what it does with the others too.
    """

    code: str
    first: Fraction
    first_error: Fraction
    total: Fraction
    total_error: Fraction


@final
@frozen(kw_only=True)
class Drivers:
    """Hold what drives the place of one result, or the difference of two, by their positions.

    ``drivers`` is empty where it never varies.
    """

    of: tuple[int, ...]
    drivers: tuple[Driver, ...]


@final
@frozen(kw_only=True)
class Sensitivity:
    """Hold how firm a ranking is: the results, the likely highest first, and their pairs.

    ``codes`` are the items that carry weights, at the ``level`` of the ``area`` or of the ``question``.
    ``pairs`` are all of them where ``is_every_pair``, else those of neighbours. ``problems`` say which
    results have no place, and why.
    """

    edition: str
    level: str
    codes: tuple[str, ...]
    maximum: Fraction
    sources: Sources
    draws: int
    seed: int
    places: tuple[FirmPlace, ...]
    pairs: tuple[FirmPair, ...]
    is_every_pair: bool = True
    drivers: tuple[Drivers, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def support(self) -> Support:
        """Return what so many results can support."""
        return support_of(len(self.places))
