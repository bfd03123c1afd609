"""Score tables of pyarrow and frames of pandas, by DuckDB, which reads them where they lie."""

from typing import Any

import duckdb

from kompass_spec import InputError, Problem
from kompass_tables.engines import on_duckdb
from kompass_tables.preparing import Prepared
from kompass_tables.readings import ColumnType

__all__ = ["columns_of", "score"]


def columns_of(data: Any) -> dict[str, ColumnType]:
    """Return what the columns of a table or of a frame hold."""
    with duckdb.connect() as connection:
        return on_duckdb.columns_of(_relation(data, connection))


def _relation(data: Any, connection: Any) -> Any:
    if type(data).__module__.startswith("pandas"):
        return connection.from_df(data)
    return connection.from_arrow(data)


def score(data: Any, prepared: Prepared) -> Any:
    """Return a table, or a frame whose decimals are those of pyarrow, with what is added to every row."""
    with duckdb.connect() as connection:
        scored = on_duckdb.score(_relation(data, connection), prepared).to_arrow_table()
    if not type(data).__module__.startswith("pandas"):
        return scored
    try:
        import pandas as pd
        import pyarrow as pa
    except ImportError:
        sentence = "Frames of pandas need pyarrow, which has exact decimals. Install kompass-tables[pandas]."
        raise InputError([Problem("unreadable-file", sentence)]) from None

    def exact(kind: Any) -> Any:
        return pd.ArrowDtype(kind) if pa.types.is_decimal(kind) else None

    frame = scored.to_pandas(types_mapper=exact)
    frame.index = data.index
    return frame
