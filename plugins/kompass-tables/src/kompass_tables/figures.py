"""Say in expressions which interval every printed figure of a row allows its item, and which is none."""

from typing import final

from attrs import define, field

from kompass_spec.model import TOTAL, Edition, Quantity
from kompass_tables.applying import Applying
from kompass_tables.codes import Codes, codes_of
from kompass_tables.expressions import (
    FALSE,
    Column,
    Expression,
    Literal,
    Relation,
    absolute,
    add,
    all_of,
    any_of,
    case,
    compare,
    divide,
    is_null,
    literal,
    multiply,
    negation,
    subtract,
)
from kompass_tables.layout import FigureColumn, Layout
from kompass_tables.steps import Steps

__all__ = ["Figures", "Printed", "places_of_levels"]

_HUNDRED = 100
LACKS_NOTHING = literal(0)


@final
@define(kw_only=True)
class Printed:
    """Hold one figure of a row: its ends in units, beyond what the item can have where it says nothing.

    ``number`` is a printed number of points, and below 0 where there is none. ``lack`` is above 0 where it
    is not to be added up though it is a number. ``impossible`` is where no true value prints the figure and
    its number does not say so.
    """

    column: FigureColumn
    low: Expression
    high: Expression
    number: Expression
    lack: Expression = LACKS_NOTHING
    impossible: Expression = FALSE

    @property
    def is_coded(self) -> bool:
        """Tell whether a figure that is impossible has a number that says so, and nothing else does."""
        return self.impossible is FALSE and self.column.quantity is not Quantity.LEVEL

    @property
    def is_points(self) -> bool:
        """Tell whether points are printed, which are added up to be compared."""
        return self.column.quantity is Quantity.POINTS


def places_of_levels(column: FigureColumn, edition: Edition) -> tuple[int, int]:
    """Return the first and the last place on the scale of a column of levels."""
    scale = edition.scale_of(column.item)
    return 0, len(scale.levels) - 1 if scale is not None else 0


@final
@define(kw_only=True)
class Figures:
    """Read the figures of a row as intervals, in units."""

    edition: Edition
    layout: Layout
    steps: Steps
    applying: Applying
    unit: int
    codes: dict[str, Codes] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.codes = codes_of(self.layout, self.edition)

    def of_item(self, code: str, maximum: Expression) -> list[Printed]:
        """Return the figures of an item that bound its points, of which it can have a ``maximum``."""
        weighed = code == TOTAL or self.edition.item(code).max is not None
        found = []
        for column in self.columns_of(code):
            if column.quantity is Quantity.LEVEL:
                found.append(self._level(column, maximum, weighed=weighed))
            elif column.quantity is Quantity.POINTS:
                found.append(self._amount(column, maximum, literal(self.unit // (2 * 10**column.decimals))))
            elif weighed:
                # A percent of a maximum that nobody knows says nothing of points.
                half = divide(maximum, 2 * _HUNDRED * 10**column.decimals)
                amount = self._amount(column, maximum, half)
                # Nor does a percent of nothing, though it is printed.
                found += [amount] if maximum.bounds[1] else []
        return found

    def columns_of(self, code: str) -> list[FigureColumn]:
        """Return the columns of figures of an item."""
        return [column for column in self.layout.figures if column.item == code]

    def is_printed(self, column: FigureColumn) -> Expression:
        """Return whether there is a figure in a column."""
        number = self.input(column)
        if column.quantity is Quantity.LEVEL:
            return negation(is_null(number))
        return compare(number, Relation.OTHER, literal(self.codes[column.name].absent))

    def gives(self, column: FigureColumn) -> Expression:
        """Return whether a figure gives points or answers; what rounds to 0 gives nothing."""
        if column.quantity is Quantity.LEVEL:
            return self.is_printed(column)
        other = compare(self.input(column), Relation.OTHER, literal(0))
        return all_of(other, self.is_printed(column))

    def input(self, column: FigureColumn) -> Column:
        """Return the column by which the plan knows the figures of a column."""
        if column.quantity is Quantity.LEVEL:
            return self.steps.input(column.input, places_of_levels(column, self.edition))
        codes = self.codes[column.name]
        return self.steps.input(column.input, (codes.beyond, codes.most), nullable=False)

    def is_beyond(self, column: FigureColumn) -> Expression:
        """Return whether no true value of anything prints what stands in a column of amounts."""
        return compare(self.input(column), Relation.LESS, literal(self.codes[column.name].absent))

    def _amount(self, column: FigureColumn, maximum: Expression, half: Expression) -> Printed:
        """Return points or a percent as an interval: half a digit on both sides, unless it is exact."""
        number = self.input(column)
        reach = literal(0) if self.layout.precision.exact else half
        middle = multiply(number, multiply(half, literal(2)))
        # What is no figure is so far below 0 that its low end bounds nothing, nor its high end without sign.
        low, high = subtract(middle, reach), absolute(add(middle, reach))
        printed = Printed(column=column, low=low, high=high, number=number)
        weighed = column.item == TOTAL or self.edition.item(column.item).max is not None
        if weighed and isinstance(maximum, Literal):
            return printed
        return self._within(printed, maximum)

    def _within(self, printed: Printed, maximum: Expression) -> Printed:
        """Return a figure of an item whose maximum depends on the row, without what nothing prints there."""
        column = printed.column
        name = f"{column.item}.{column.quantity.value}"
        beyond = self.is_beyond(column)
        if not printed.is_points:
            # Of nothing everything is as much as anything.
            printed.impossible = all_of(beyond, compare(literal(0), Relation.LESS, maximum))
            return printed
        printed.impossible = self.steps.let(
            f"impossible:{name}",
            all_of(self.is_printed(column), any_of(beyond, compare(maximum, Relation.LESS, printed.low))),
        )
        printed.low = self.steps.let(f"low:{name}", case(printed.impossible, literal(0), printed.low))
        printed.high = self.steps.let(f"high:{name}", case(printed.impossible, maximum, printed.high))
        printed.lack = case(printed.impossible, literal(1), literal(0))
        return printed

    def _level(self, column: FigureColumn, maximum: Expression, *, weighed: bool) -> Printed:
        """Return what the answer gives, which is exact; everything where that is not known."""
        number = self.input(column)
        low: Expression = literal(0)
        high = maximum
        scale = self.edition.scale_of(column.item)
        for index, level in enumerate(scale.levels if scale is not None else ()):
            award: Expression
            if level.points is not None:
                award = self.applying.units(level.points)
            elif level.share is not None and weighed:
                share = level.share
                award = divide(multiply(maximum, literal(share.numerator)), share.denominator)
            else:
                continue
            is_this = compare(number, Relation.EQUAL, literal(index))
            low, high = case(is_this, award, low), case(is_this, award, high)
        name = f"{column.item}.{column.quantity.value}"
        low, high = self.steps.let(f"award low:{name}", low), self.steps.let(f"award high:{name}", high)
        impossible = self.steps.let(f"impossible:{name}", compare(maximum, Relation.LESS, low))
        return Printed(
            column=column,
            low=self.steps.let(f"low:{name}", case(impossible, literal(0), low)),
            high=self.steps.let(f"high:{name}", case(impossible, maximum, high)),
            number=literal(0),
            impossible=impossible,
        )
