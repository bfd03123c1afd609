"""Results of which something does not apply beside others: by their shares, as points of whole maxima."""

from fractions import Fraction

from kompass_spec.model import TOTAL, Applicability, Edition, Interval, Scorecard
from kompass_spec.model.applicability import applicability
from kompass_spec.model.codes import weight_of

__all__ = ["applying_to", "left_out_of", "of_whole", "same_scorer", "whole_maximum"]


def whole_maximum(edition: Edition, code: str, applying: Fraction) -> Fraction:
    """Return the maximum of an item or of the total as its edition has it, for whoever it applies to.

    Where the edition does not say it, it is ``applying``, what was taken for it.

    >>> from kompass_spec import load_registry
    >>> whole_maximum(load_registry()["se-2016"], "2.4", Fraction(0))
    Fraction(20, 1)
    """
    known = weight_of(edition, (code,))
    return applying if known is None else known


def of_whole(points: Interval, applying: Fraction, whole: Fraction) -> Interval:
    """Return the same share of a whole maximum as ``points`` are of what applies of it.

    >>> of_whole(Interval(30, 45), Fraction(60), Fraction(100))
    Interval(low=Fraction(50, 1), high=Fraction(75, 1))
    """
    if not applying or applying == whole:
        return points
    return Interval(points.low * whole / applying, points.high * whole / applying)


def applying_to(card: Scorecard, edition: Edition, *, converted: bool = False) -> Applicability:
    """Return what of an edition applies to the organisation of a result.

    Of a result on it, what its assessment says does not, nor what is not asked of its kind; where the result
    was ``converted`` to it, only the second, because the first is said of items of another edition.
    """
    assessment = card.assessment
    named = () if converted else {printed.item for printed in assessment.not_applicable}
    return applicability(edition, assessment.organisation.kind, named)


def same_scorer(card: Scorecard, other: Scorecard) -> bool:
    """Tell whether the points of two results mean the same: sums of both, or scores of one other scorer."""
    return (card.is_of_sums and other.is_of_sums) or card.scorer == other.scorer


def left_out_of(what: Applicability, edition: Edition, code: str) -> tuple[str, ...]:
    """Return the codes of what does not apply of an item or of the total, the highest of them."""
    return tuple(what.left_out_of(edition if code == TOTAL else edition.item(code)))
