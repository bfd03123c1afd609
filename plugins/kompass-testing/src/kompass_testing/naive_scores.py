"""Scores in a naive way: narrow every item by every printed figure and sum until nothing changes."""

from collections.abc import Iterable
from fractions import Fraction

from kompass_spec.model import TOTAL, Edition, Observation, Quantity

__all__ = ["naive_bounds", "naive_printed", "own_bounds"]

Bounds = dict[str, tuple[Fraction, Fraction]]

_HUNDRED = 100


def own_bounds(edition: Edition, figures: Iterable[Observation]) -> Bounds:
    """Return bounds for each item from its own printed points and percents alone.

    They lie within 0 and its maximum. Where the low end is above the high end, no true value prints the
    figures.
    """
    bounds = {item.code: (Fraction(0), item.max or Fraction(0)) for item in edition.walk()}
    bounds[TOTAL] = (Fraction(0), edition.max or Fraction(0))
    maxima = {code: high for code, (_, high) in bounds.items()}
    for figure in figures:
        if figure.quantity not in {Quantity.POINTS, Quantity.PERCENT}:
            continue
        share = maxima[figure.item] / _HUNDRED if figure.quantity is Quantity.PERCENT else Fraction(1)
        low, high = bounds[figure.item]
        bounds[figure.item] = (max(low, figure.lowest * share), min(high, figure.highest * share))
    return bounds


def naive_bounds(edition: Edition, figures: Iterable[Observation]) -> Bounds | None:
    """Return the possible values of every item, ``None`` where the figures contradict each other.

    The points of parts add up to the whole, for every item whose parts all have a weight.
    """
    bounds = own_bounds(edition, figures)
    sums = [(TOTAL, [area.code for area in edition.areas])]
    for item in edition.walk():
        parts = getattr(item, "parts", ())
        if parts and all(part.max is not None for part in parts):
            sums.append((item.code, [part.code for part in parts]))
    before: Bounds = {}
    while before != bounds:
        before = dict(bounds)
        for whole, parts in sums:
            low, high = bounds[whole]
            lows, highs = (sum((bounds[part][end] for part in parts), Fraction(0)) for end in (0, 1))
            bounds[whole] = (max(low, lows), min(high, highs))
            for part in parts:
                lowest, highest = bounds[part]
                bounds[part] = (max(lowest, low - (highs - highest)), min(highest, high - (lows - lowest)))
        if any(low > high for low, high in bounds.values()):
            return None
    return bounds


def naive_printed(
    edition: Edition, figures: Iterable[Observation]
) -> dict[str, tuple[Fraction | None, Fraction | None]]:
    """Return every item's printed points, and the sum of its parts' where all of them are printed.

    The figures are of a report that prints no item in two ways.
    """
    printed = {seen.item: seen.value for seen in figures if seen.quantity is Quantity.POINTS}
    parts = {TOTAL: [area.code for area in edition.areas]}
    parts |= {item.code: [part.code for part in getattr(item, "parts", ())] for item in edition.walk()}
    return {
        code: (
            printed.get(code),
            (
                sum((printed[part] for part in below), Fraction(0))
                if below and all(part in printed for part in below)
                else None
            ),
        )
        for code, below in parts.items()
    }
