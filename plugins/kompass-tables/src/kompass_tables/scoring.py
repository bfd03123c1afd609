"""Score a table of assessments, on the engine that it is held by."""

from collections.abc import Mapping, Sequence
from typing import Any, final

from attrs import frozen

from kompass_spec import InputError, Problem
from kompass_spec.model import Edition, Quantity
from kompass_tables.layout import Layout, Precision, layout_of
from kompass_tables.outputs import Output, outputs_of
from kompass_tables.plan import plan_of
from kompass_tables.readings import ColumnType, Reading, readings_of
from kompass_tables.steps import Plan

__all__ = ["Prepared", "prepare", "score_table"]


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


def score_table(
    data: Any,
    edition: Edition,
    *,
    quantity: Quantity = Quantity.PERCENT,
    precision: Precision | None = None,
    units: bool = False,
) -> Any:
    """Return a wide table with the intervals and flags of every row added, in the form that it came in.

    ``data`` is a relation of DuckDB, a frame of Polars (eager or lazy), of pandas or of Spark, or a table of
    pyarrow. What cannot be read keeps its row, whose column ``refused`` then says why, and its results are
    null; elsewhere that column is null. In ``units`` the ends are whole numbers of the edition's unit, else
    decimals. Raise ``InputError`` where columns cannot be read, or nothing can be scored on the edition.

    >>> import duckdb
    >>> from kompass_spec import load_registry
    >>> seen = duckdb.sql('''SELECT 'Örnsköldsvik' AS organisation, 55 AS "6.2", 11 AS "6.2.points"''')
    >>> scored = score_table(seen, load_registry()["se-2016"])
    >>> scored.project('"6.2.low", "6.2.high", discrepancy').fetchall()
    [(Decimal('10.900'), Decimal('11.100'), 'none')]
    """
    from kompass_tables.engines.dispatch import engine_of

    engine = engine_of(data)
    types = engine.columns_of(data)
    prepared = prepare(tuple(types), edition, quantity=quantity, precision=precision, units=units)
    refuse_types(prepared, types)
    return engine.score(data, prepared)


def refuse_types(prepared: Prepared, types: Mapping[str, ColumnType]) -> None:
    """Refuse columns of which no value can be read, such as dates; raise ``InputError`` with all of them."""
    problems = [
        Problem("mistyped-column", f"The column {reading.column!r} holds neither numbers nor text.")
        for reading in prepared.readings
        if types[reading.column] is ColumnType.OTHER
    ]
    if problems:
        raise InputError(problems)
