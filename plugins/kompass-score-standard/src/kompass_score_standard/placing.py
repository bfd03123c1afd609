"""Place the printed figures of an assessment on the tree of its edition."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import final

from attrs import define, field

from kompass_score_standard.refusals import refuse
from kompass_score_standard.tree import (
    HUNDRED,
    Figure,
    Item,
    Tree,
    context_of,
    order_of,
    outline_of,
    units_of,
)
from kompass_spec.model import TOTAL, Assessment, Edition, Observation, Quantity
from kompass_spec.model.applicability import Applicability, applicability_of
from kompass_spec.model.identity import Same

__all__ = ["build_tree"]

_QUANTITIES = tuple(Quantity)


def build_tree(edition: Edition, assessment: Assessment) -> Tree:
    """Return the tree of an edition with the figures of an assessment on it.

    Raise ``InputError`` where the edition lacks a weight, or where figures are of items that it has not.
    """
    refuse(edition, assessment)
    same = Same(edition)
    figures = _ordered(assessment.observations, order_of(same))
    values = [seen.value.as_integer_ratio() for seen in figures]
    precisions = [seen.precision.as_integer_ratio() for seen in figures]
    digits = math.lcm(*{below for _, below in values}, *{below for _, below in precisions})
    if digits > 1:
        values, precisions = _in_digits(values, digits), _in_digits(precisions, digits)
    outline = outline_of(same, Same(applicability_of(edition, assessment)), digits)
    placed = _Placed(edition, outline.unit, digits, outline.items)
    of_nothing = placed.add(figures, values, precisions, outline.pointless)
    stray = tuple(printed for printed in of_nothing if _is_stray(printed, edition, outline.applies))
    points = [printed for printed in of_nothing if printed.quantity is Quantity.POINTS]
    # The last that is put in is the first that is printed.
    pointless = {printed.item: printed for printed in reversed(points)}
    return Tree(
        outline=outline,
        figures=placed.figures,
        points_of=placed.points_of,
        wrong_maxima=placed.wrong_maxima,
        stray=stray,
        pointless=pointless,
    )


_Ratio = tuple[int, int]


def _in_digits(ratios: Iterable[_Ratio], digits: int) -> list[_Ratio]:
    """Return ratios with so many digits to a whole, of which none is left over."""
    return [(value * (digits // below), digits) for value, below in ratios]


@final
@define(eq=False)
class _Placed:
    """Place figures on items, by code, with ``unit`` units to a point, of which figures have ``digits``."""

    edition: Edition
    unit: int
    digits: int
    items: Mapping[str, Item]
    figures: dict[str, list[Figure]] = field(init=False, factory=dict)
    points_of: dict[str, list[Figure]] = field(init=False, factory=dict)
    wrong_maxima: dict[str, list[Observation]] = field(init=False, factory=dict)

    def add(
        self,
        figures: Sequence[Observation],
        values: Iterable[_Ratio],
        precisions: Iterable[_Ratio],
        nothing: Collection[str],
    ) -> list[Observation]:
        """Place figures, their values and precisions in digits; return those that count for ``nothing``."""
        unit, digits, items = self.unit, self.digits, self.items
        placed, points_of = self.figures, self.points_of
        # Half a digit of points, and of percents of a maximum, is so many units, with nothing left over.
        point, percents = unit // (2 * digits), 2 * HUNDRED * digits
        is_points, is_percent, is_max = Quantity.POINTS, Quantity.PERCENT, Quantity.MAX
        of_nothing = []
        # Every figure comes by here, so that what is asked of all of them is asked in whole numbers.
        ratios = zip(figures, values, precisions, strict=True)
        for order, (printed, (value, _), (digit, _)) in enumerate(ratios):
            code, quantity = printed.item, printed.quantity
            if code in nothing:
                of_nothing.append(printed)
                continue
            item = items.get(code)
            if item is None:
                continue
            around = 0 if printed.exact else digit
            low, high = 2 * value - around, 2 * value + around
            if quantity is is_points:
                figure = Figure(printed, order, low * point, high * point)
                placed.setdefault(code, []).append(figure)
                points_of.setdefault(code, []).append(figure)
            elif quantity is is_percent and item.weighed:
                percent = item.max // percents
                placed.setdefault(code, []).append(Figure(printed, order, low * percent, high * percent))
            elif quantity is is_max:
                if 2 * value * point != item.max and _is_wrong_maximum(printed, item, self.edition):
                    self.wrong_maxima.setdefault(code, []).append(printed)
            elif quantity is Quantity.LEVEL:
                award = _award(printed, self.edition, item.points if item.weighed else None)
                if award is not None:
                    # What a level gives is exact: nothing of it was rounded.
                    units = units_of(award, unit)
                    placed.setdefault(code, []).append(Figure(printed, order, units, units))
        return of_nothing


def _is_stray(printed: Observation, edition: Edition, applies: Applicability) -> bool:
    """Tell whether a figure gives points to what has none, or answers what does not apply."""
    if printed.quantity is Quantity.LEVEL:
        return not applies.applies(printed.item)
    is_amount = printed.quantity in {Quantity.POINTS, Quantity.PERCENT, Quantity.MAX}
    if not is_amount or _prints(printed, Fraction(0)):
        return False
    # A row that says that it does not apply keeps its column of maxima in most reports.
    return (
        printed.quantity is not Quantity.MAX
        or applies.applies(printed.item)
        or not _is_whole(printed, edition)
    )


def _prints(printed: Observation, value: Fraction) -> bool:
    """Tell whether a value prints as the figure."""
    return printed.value == value or printed.lowest <= value <= printed.highest


def _is_whole(printed: Observation, edition: Edition) -> bool:
    """Tell whether a printed maximum is the edition's of the whole item, or nothing says that it is not."""
    if printed.item == TOTAL:
        return edition.max is None or _prints(printed, edition.max)
    whole = edition.item(printed.item).max
    if whole is not None:
        return _prints(printed, whole)
    return printed.item not in context_of(edition)


def _is_wrong_maximum(printed: Observation, item: Item, edition: Edition) -> bool:
    """Tell whether a printed maximum is neither that of what applies of an item nor the edition's.

    What is said of a maximum that nobody knows says nothing of points.
    """
    return item.weighed and not _prints(printed, item.points) and not _is_whole(printed, edition)


def _award(printed: Observation, edition: Edition, maximum: Fraction | None) -> Fraction | None:
    """Return the points of a printed level, of an item with this maximum; ``None`` where not known."""
    scale = edition.scale_of(printed.item)
    level = scale.level(printed.value) if scale is not None else None
    return level.award(maximum) if level is not None else None


def _ordered(figures: Sequence[Observation], indices: Mapping[str, int]) -> Sequence[Observation]:
    """Return figures in an order that does not depend on how they were given: by all that a result shows."""

    def place(seen: Observation) -> tuple[int, int, int, int]:
        return seen.page or 0, seen.line or 0, indices[seen.item], _QUANTITIES.index(seen.quantity)

    def key(seen: Observation) -> tuple[tuple[int, int, int, int], Fraction, Fraction, str]:
        return place(seen), seen.value, seen.precision, seen.label or ""

    # Most sources are read from the top to the bottom, so that their figures stand in order.
    for earlier, later in pairwise(figures):
        if earlier.page == later.page:
            above, line = earlier.line or 0, later.line or 0
            if above < line:
                continue
            if above == line:
                # In a table, the figures of an item stand beside each other; answers stand on no line at all.
                is_next = (
                    _QUANTITIES.index(earlier.quantity) < _QUANTITIES.index(later.quantity)
                    if earlier.item == later.item
                    else indices[earlier.item] < indices[later.item]
                )
                if is_next:
                    continue
        if place(earlier) >= place(later):
            return sorted(figures, key=key)
    return figures
