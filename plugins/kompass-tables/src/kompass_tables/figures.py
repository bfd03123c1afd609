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
    add,
    all_of,
    case,
    compare,
    divide,
    is_null,
    literal,
    multiply,
    negation,
    overshoot,
    subtract,
)
from kompass_tables.layout import FigureColumn, Layout
from kompass_tables.steps import Steps

__all__ = ["Figures", "Printed", "places_of_levels"]

_HUNDRED = 100


@final
@define(kw_only=True)
class Printed:
    """Hold one figure of a row: its ends in units, beyond what the item can have where it says nothing.

    ``lack`` is above 0 where the figure is missing or no true value prints it; ``middle`` is a printed number
    of points, and means nothing there. ``impossible`` is where no true value prints it and ``lack`` is not
    enough to know that.
    """

    column: FigureColumn
    low: Expression
    high: Expression
    lack: Expression
    middle: Expression
    impossible: Expression = FALSE

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
    _codes: dict[str, Codes] = field(factory=dict)

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
        number = self._input(column)
        if column.quantity is Quantity.LEVEL:
            return negation(is_null(number))
        return compare(number, Relation.OTHER, literal(self._codes[column.name].absent))

    def gives(self, column: FigureColumn) -> Expression:
        """Return whether a figure gives points or answers; what rounds to 0 gives nothing."""
        if column.quantity is Quantity.LEVEL:
            return self.is_printed(column)
        other = compare(self._input(column), Relation.OTHER, literal(0))
        return all_of(other, self.is_printed(column))

    def _input(self, column: FigureColumn) -> Column:
        if column.quantity is Quantity.LEVEL:
            return self.steps.input(column.input, places_of_levels(column, self.edition))
        if column.name not in self._codes:
            self._codes[column.name] = codes_of(column, self.edition, self.layout)
        return self.steps.input(column.input, (0, self._codes[column.name].beyond), nullable=False)

    def _amount(self, column: FigureColumn, maximum: Expression, half: Expression) -> Printed:
        """Return points or a percent as an interval: half a digit on both sides, unless it is exact."""
        number = self._input(column)
        codes, name = self._codes[column.name], f"{column.item}.{column.quantity.value}"
        reach = literal(0) if self.layout.precision.exact else half
        middle = multiply(number, multiply(half, literal(2)))
        above = subtract(number, literal(codes.most))
        lack = self.steps.let(f"lack:{name}", overshoot(above))
        # What says nothing ends above the maximum, and has to begin below 0.
        step = 2 * half.bounds[1]
        down = (codes.absent * step + 1) // 2
        low = subtract(subtract(middle, reach), multiply(lack, literal(down)))
        high = add(middle, reach)
        printed = Printed(column=column, low=low, high=high, lack=lack, middle=middle)
        weighed = column.item == TOTAL or self.edition.item(column.item).max is not None
        if weighed and isinstance(maximum, Literal):
            return printed
        return self._within(printed, maximum, half)

    def _within(self, printed: Printed, maximum: Expression, half: Expression) -> Printed:
        """Return a figure of an item whose maximum depends on the row, without what nothing prints there."""
        column = printed.column
        codes, name = self._codes[column.name], f"{column.item}.{column.quantity.value}"
        number = self._input(column)
        beyond = compare(number, Relation.EQUAL, literal(codes.beyond))
        if not printed.is_points:
            # Of nothing everything is as much as anything.
            printed.impossible = all_of(beyond, compare(literal(0), Relation.LESS, maximum))
            return printed
        printed.impossible = self.steps.let(
            f"impossible:{name}",
            all_of(
                compare(number, Relation.OTHER, literal(codes.absent)),
                compare(maximum, Relation.LESS, subtract(printed.middle, _reach_of(half, self.layout))),
            ),
        )
        printed.low = self.steps.let(f"low:{name}", case(printed.impossible, literal(0), printed.low))
        printed.high = self.steps.let(f"high:{name}", case(printed.impossible, maximum, printed.high))
        printed.lack = case(printed.impossible, literal(1), printed.lack)
        return printed

    def _level(self, column: FigureColumn, maximum: Expression, *, weighed: bool) -> Printed:
        """Return what the answer gives, which is exact; everything where that is not known."""
        number = self._input(column)
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
            lack=literal(0),
            middle=literal(0),
            impossible=impossible,
        )


def _reach_of(half: Expression, layout: Layout) -> Expression:
    return literal(0) if layout.precision.exact else half
