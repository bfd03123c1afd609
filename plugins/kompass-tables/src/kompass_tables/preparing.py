"""Say all that is known of a table before a row is read."""

from collections.abc import Mapping, Sequence
from typing import final

from attrs import frozen

from kompass_spec import InputError, Problem
from kompass_spec.model import Edition, Quantity
from kompass_tables.layout import Layout, Precision, layout_of
from kompass_tables.outputs import Output, outputs_of
from kompass_tables.plan import plan_of
from kompass_tables.readings import ColumnType, Reading, readings_of
from kompass_tables.steps import Plan

__all__ = ["Prepared", "prepare", "refuse_types"]


@final
@frozen(kw_only=True)
class Prepared:
    """Hold all that is known of a table before a row is read."""

    edition: Edition
    layout: Layout
    plan: Plan
    readings: tuple[Reading, ...]
    outputs: tuple[Output, ...]


def prepare(
    columns: Sequence[str],
    edition: Edition,
    *,
    quantity: Quantity = Quantity.PERCENT,
    precision: Precision | None = None,
    units: bool = False,
    cohort: bool = False,
) -> Prepared:
    """Return what is computed of a wide table with these columns, whatever engine computes it.

    For a ``cohort`` it is also computed of which items a row tells.
    Raise ``InputError`` where columns cannot be read, or nothing can be scored on the edition.
    """
    layout = layout_of(columns, edition, quantity=quantity, precision=precision)
    plan = plan_of(edition, layout, cohort=cohort)
    return Prepared(
        edition=edition,
        layout=layout,
        plan=plan,
        readings=readings_of(layout, edition),
        outputs=outputs_of(plan, units=units),
    )


def refuse_types(prepared: Prepared, types: Mapping[str, ColumnType]) -> None:
    """Refuse columns of which no value can be read, such as dates; raise ``InputError`` with all of them."""
    problems = [
        Problem("table-columns", f"The column {reading.column!r} holds neither numbers nor text.")
        for reading in prepared.readings
        if types[reading.column] is ColumnType.OTHER
    ]
    if problems:
        raise InputError(problems)
