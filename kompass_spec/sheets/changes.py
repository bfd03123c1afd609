"""What a sheet says of a change: the mark, the figure and the ground that it stands on."""

import math
from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_spec.model.comparison import Likely, Movement, Printed, Verdict
from kompass_spec.model.scorecard import Interval
from kompass_spec.model.sheet import Figure, Mark
from kompass_spec.sheets.spoken import Spoken

__all__ = ["Change", "Ground", "change_of", "figure_of_change", "likely_change", "signed", "whole_ends"]

_ROUNDED = 1
"""How far the difference of two figures in whole points can lie from the true one, in points."""
_TENTHS, _SCALE = 10, 1000


@final
class Ground(Enum):
    """Say what a change stands on.

    ``proved`` by the figures alone; ``assumed``, if what a mapping judges comparable is; ``adjusted`` by a
    publisher's rule of thumb; ``none``: nothing can be said.
    """

    PROVED = "proved"
    ASSUMED = "assumed"
    ADJUSTED = "adjusted"
    NONE = "none"


@final
@frozen(kw_only=True)
class Change:
    """Hold a change in points on one ground; ``difference`` is that of the figures in the reports, if any."""

    ground: Ground
    verdict: Verdict = Verdict.NOT_COMPARABLE
    interval: Interval | None = None
    difference: Interval | None = None

    @property
    def mark(self) -> Mark:
        """Return the mark: a full one only where the change is proved."""
        if self.ground is Ground.NONE:
            return Mark.OPEN
        if self.verdict is Verdict.CANNOT_BE_TOLD_APART:
            return Mark.ALIKE
        is_up = self.verdict in _UP
        if self.ground is Ground.PROVED:
            return Mark.RISE if is_up else Mark.FALL
        return Mark.RISE_IF if is_up else Mark.FALL_IF

    @property
    def is_up(self) -> bool:
        """Tell whether it is a change to the higher."""
        return self.verdict in _UP

    @property
    def is_down(self) -> bool:
        """Tell whether it is a change to the lower."""
        return self.verdict in _DOWN

    @property
    def shown(self) -> Interval | None:
        """Return what is shown of it: the difference of the figures where they give it, else the bounds."""
        return self.difference if self.difference is not None else self.interval


_UP = frozenset({Verdict.ROSE, Verdict.HIGHER})
_DOWN = frozenset({Verdict.FELL, Verdict.LOWER})


def change_of(movement: Movement, *, is_one_scale: bool = True) -> Change:
    """Return a change as it is proved, else as it is if what is judged comparable is, else none.

    ``is_one_scale`` is false where the figures of the two reports are of different maxima, so that their
    difference says nothing.
    """
    printed = movement.printed if is_one_scale else None
    if movement.verdict is not Verdict.NOT_COMPARABLE and movement.interval is not None:
        return _change(Ground.PROVED, movement.verdict, movement.interval, printed)
    if movement.assumed is not None:
        return likely_change(movement.assumed, Ground.ASSUMED, printed)
    return Change(ground=Ground.NONE)


def likely_change(likely: Likely, ground: Ground, printed: Printed | None = None) -> Change:
    """Return a change that is not proved, with the difference of the figures that go with it."""
    return _change(ground, likely.verdict, likely.interval, likely.printed or printed)


def _change(ground: Ground, verdict: Verdict, interval: Interval, printed: Printed | None) -> Change:
    difference = None
    if printed is not None:
        between = Interval(printed.later.low - printed.earlier.high, printed.later.high - printed.earlier.low)
        if _fits(between, verdict, interval):
            difference = between
    return Change(ground=ground, verdict=verdict, interval=interval, difference=difference)


def _fits(difference: Interval, verdict: Verdict, interval: Interval) -> bool:
    """Tell whether the difference of rounded figures says the same as the bounds of the change."""
    if verdict in _UP and difference.low <= 0:
        return False
    if verdict in _DOWN and difference.high >= 0:
        return False
    # Figures that are set aside because others contradict them, and shares of what applies, lie elsewhere.
    return interval.low - _ROUNDED <= difference.high and difference.low <= interval.high + _ROUNDED


def whole_ends(interval: Interval) -> tuple[Fraction, Fraction]:
    """Return bounds of a change in whole points, rounded outwards where that does not change its direction.

    >>> [tuple(map(str, whole_ends(Interval(*ends)))) for ends in (("-1.7", "5.1"), ("-2", "-0.1"))]
    [('-2', '6'), ('-2', '-1/10')]
    """
    low, high = Fraction(math.floor(interval.low)), Fraction(math.ceil(interval.high))
    if interval.low > 0 and low <= 0:
        low = _tenths(interval.low, math.floor) or interval.low
    if interval.high < 0 and high >= 0:
        high = _tenths(interval.high, math.ceil) or interval.high
    return low, high


def _tenths(quantity: Fraction, rounded: Callable[[Fraction], int]) -> Fraction:
    return Fraction(rounded(quantity * _TENTHS), _TENTHS)


def signed(interval: Interval, spoken: Spoken) -> str:
    """Return a change in points with its sign at both ends, in whole points where they tell its direction."""
    ends = dict.fromkeys(_signed(end, spoken) for end in whole_ends(interval))
    first, *others = ends
    return spoken.wording.say("{low} to {high}", low=first, high=others[0]) if others else first


def _signed(quantity: Fraction, spoken: Spoken) -> str:
    rounded = math.floor if quantity > 0 else math.ceil
    # Below a thousandth nothing is shown, and a change is never that small.
    shown = spoken.wording.number(Fraction(rounded(quantity * _SCALE), _SCALE))
    return f"+{shown}" if quantity > 0 else shown


def figure_of_change(change: Change, spoken: Spoken) -> Figure | None:
    """Return a change as a figure with its mark, ``None`` where there is no change to show."""
    if change.shown is None:
        return None
    return Figure(
        shown=signed(change.shown, spoken),
        quantity=change.shown.low if change.shown.width == 0 else None,
        mark=change.mark,
    )
