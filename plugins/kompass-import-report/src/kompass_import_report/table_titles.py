"""Say what the columns of a table are of which only a year or a name stands at the head, by its title."""

from collections.abc import Sequence

from attrs import evolve

from kompass_import_report.columns import Column
from kompass_import_report.list_head_words import OF_CHANGE, OF_DISTANCE, POINTS
from kompass_import_report.list_heads import is_of_another_quantity
from kompass_spec.model import Quantity

__all__ = ["decides_on_columns", "of_column"]

_SEVERAL = 2


def decides_on_columns(title: Column, columns: Sequence[Column | None]) -> bool:
    """Tell whether a title says what the columns are that have no more than a year or a name for a head.

    A change lies between the points of several years, and one column may say itself that it has the points.

    >>> years = [None, Column("2018", 3, Quantity.POINTS, 2018), Column("2021", 3, Quantity.POINTS, 2021)]
    >>> [decides_on_columns(Column(title, 1, None), years) for title in ("Antal styrkor", "Skillnad")]
    [True, False]
    """
    points = [column for column in columns if column and column.quantity is Quantity.POINTS]
    if not points or any(POINTS.search(column.label) for column in points):
        return False
    if len(points) >= _SEVERAL and (OF_CHANGE.match(title.label) or OF_DISTANCE.search(title.label)):
        return False
    others = {column.quantity for column in columns if column} - {Quantity.POINTS, None}
    return title.quantity not in others and (
        title.quantity is not None or is_of_another_quantity(title.label)
    )


def of_column(title: Column, column: Column) -> Column:
    """Return what a title says of a column: a mean is not one of whom the column names."""
    own = title.quantity is Quantity.REFERENCE and column.owner is not None
    return evolve(title, quantity=None) if own else title
