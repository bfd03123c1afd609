"""Results of which something does not apply beside others: by their shares, as points of whole maxima."""

from collections.abc import Iterator
from fractions import Fraction

from kompass_spec.model import TOTAL, Converted, Edition, Interval, Score

__all__ = ["left_out_of", "of_whole", "whole_maximum"]


def whole_maximum(edition: Edition, code: str, applying: Fraction) -> Fraction:
    """Return the maximum of an item or of the total as its edition has it, for whoever it applies to.

    Where the edition does not say it, it is ``applying``, what was taken for it.

    >>> from kompass_spec import load_registry
    >>> whole_maximum(load_registry()["se-2016"], "2.4", Fraction(0))
    Fraction(15, 1)
    """
    known = edition.max if code == TOTAL else edition.item(code).max if code in edition else None
    return applying if known is None else known


def of_whole(points: Interval, applying: Fraction, whole: Fraction) -> Interval:
    """Return the same share of a whole maximum as ``points`` are of what applies of it.

    >>> of_whole(Interval(30, 45), Fraction(60), Fraction(100))
    Interval(low=Fraction(50, 1), high=Fraction(75, 1))
    """
    if not applying or applying == whole:
        return points
    return Interval(points.low * whole / applying, points.high * whole / applying)


def left_out_of(item: Score | Converted) -> Iterator[str]:
    """Yield the codes of what does not apply of an item; what lies below one of them is not named apart."""
    if not item.applies:
        yield item.code
        return
    for part in item.parts:
        yield from left_out_of(part)
