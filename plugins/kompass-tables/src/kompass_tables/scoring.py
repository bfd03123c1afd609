"""Score a table of assessments, on the engine that it is held by."""

from typing import Any

from kompass_spec.model import Edition, Quantity
from kompass_tables.engines.dispatch import engine_of
from kompass_tables.layout import Precision
from kompass_tables.preparing import prepare, refuse_types

__all__ = ["score_table"]


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
    engine = engine_of(data)
    types = engine.columns_of(data)
    prepared = prepare(tuple(types), edition, quantity=quantity, precision=precision, units=units)
    refuse_types(prepared, types)
    return engine.score(data, prepared)
