"""Scores in a naive way: narrow every item by every printed figure and sum until nothing changes."""

from collections.abc import Iterable
from fractions import Fraction

from kompass_spec.model import TOTAL, Edition, Observation, Quantity

__all__ = ["naive_bounds", "naive_printed", "own_bounds"]

Bounds = dict[str, tuple[Fraction, Fraction]]

_HUNDRED = 100


def own_bounds(edition: Edition, figures: Iterable[Observation]) -> Bounds:
    """Return what the points and percents printed of each item alone say of it, within 0 and its maximum.

    An interval whose low end is above its high end means that no true value prints the figures.
    """
    found = {item.code: (Fraction(0), item.max or Fraction(0)) for item in edition.walk()}
    found[TOTAL] = (Fraction(0), edition.max or Fraction(0))
    maxima = {code: high for code, (_, high) in found.items()}
    for seen in figures:
        if seen.quantity not in {Quantity.POINTS, Quantity.PERCENT}:
            continue
        share = maxima[seen.item] / _HUNDRED if seen.quantity is Quantity.PERCENT else Fraction(1)
        low, high = found[seen.item]
        found[seen.item] = (max(low, seen.lowest * share), min(high, seen.highest * share))
    return found


def naive_bounds(edition: Edition, figures: Iterable[Observation]) -> Bounds | None:
    """Return the values that every item can truly have, ``None`` where no true values print all the figures.

    The points of parts add up to the whole, for every item whose parts all have a weight.
    """
    found = own_bounds(edition, figures)
    sums = [(TOTAL, [area.code for area in edition.areas])]
    for item in edition.walk():
        parts = getattr(item, "parts", ())
        if parts and all(part.max is not None for part in parts):
            sums.append((item.code, [part.code for part in parts]))
    before: Bounds = {}
    while before != found:
        before = dict(found)
        for whole, parts in sums:
            low, high = found[whole]
            lows, highs = (sum((found[part][end] for part in parts), Fraction(0)) for end in (0, 1))
            found[whole] = (max(low, lows), min(high, highs))
            for part in parts:
                one, other = found[part]
                found[part] = (max(one, low - (highs - other)), min(other, high - (lows - one)))
        if any(low > high for low, high in found.values()):
            return None
    return found


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
