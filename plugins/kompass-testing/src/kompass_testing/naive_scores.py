"""Scores in a naive way: narrow every item by every printed figure and sum until nothing changes."""

from collections.abc import Iterable
from fractions import Fraction

from kompass_spec.model import TOTAL, Edition, Observation, Quantity
from kompass_spec.model.applicability import Applicability, applicability, counted_parts

__all__ = ["naive_bounds", "naive_printed", "own_bounds"]

Bounds = dict[str, tuple[Fraction, Fraction]]

_HUNDRED = 100


def own_bounds(
    edition: Edition, figures: Iterable[Observation], applies: Applicability | None = None
) -> Bounds:
    """Return bounds for each item from its own printed points, percents and levels alone.

    They lie within 0 and the maximum of what ``applies``, all of the edition unless given. Where the low end
    is above the high end, no true value prints the figures.
    """
    known = applies if applies is not None else applicability(edition)
    codes = [TOTAL, *(item.code for item in edition.walk())]
    maxima = {code: known.max(code) or Fraction(0) for code in codes}
    bounds = {code: (Fraction(0), most) for code, most in maxima.items()}
    for figure in figures:
        ends = _ends(edition, figure, maxima[figure.item])
        if ends is not None:
            low, high = bounds[figure.item]
            bounds[figure.item] = (max(low, ends[0]), min(high, ends[1]))
    return bounds


def _ends(edition: Edition, figure: Observation, maximum: Fraction) -> tuple[Fraction, Fraction] | None:
    """Return the points that a figure allows, ``None`` where it says nothing of them."""
    if figure.quantity is Quantity.LEVEL:
        scale = edition.scale_of(figure.item)
        level = scale.level(figure.value) if scale is not None else None
        award = level.award(maximum) if level is not None else None
        return None if award is None else (award, award)
    if figure.quantity not in {Quantity.POINTS, Quantity.PERCENT}:
        return None
    share = maximum / _HUNDRED if figure.quantity is Quantity.PERCENT else Fraction(1)
    return (figure.lowest * share, figure.highest * share)


def naive_bounds(
    edition: Edition, figures: Iterable[Observation], applies: Applicability | None = None
) -> Bounds | None:
    """Return the possible values of every item, ``None`` where the figures contradict each other.

    The points of parts that apply add up to the whole, for every item whose parts all have a weight.
    """
    known = applies if applies is not None else applicability(edition)
    bounds = own_bounds(edition, figures, known)
    sums = [(TOTAL, [area.code for area in edition.areas if known.applies(area.code)])]
    for item in edition.walk():
        parts = [part.code for part in counted_parts(item) if known.applies(part.code)]
        if parts:
            sums.append((item.code, parts))
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
