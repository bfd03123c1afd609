"""Find the engine that holds a table."""

from collections.abc import Callable
from typing import Any, final

from attrs import frozen

from kompass_spec import Problem, UsageError
from kompass_tables.readings import ColumnType
from kompass_tables.scoring import Prepared

__all__ = ["Engine", "engine_of"]


@final
@frozen(kw_only=True)
class Engine:
    """Hold what an engine does: say what columns a table has, and score one."""

    columns_of: Callable[[Any], dict[str, ColumnType]]
    score: Callable[[Any, Prepared], Any]


def engine_of(data: Any) -> Engine:
    """Return the engine that holds a table; raise ``UsageError`` where none does."""
    package = type(data).__module__.partition(".")[0]
    if package in {"duckdb", "_duckdb"}:
        from kompass_tables.engines import on_duckdb as module  # noqa: PLC0415 - engines are heavy
    elif package == "polars":
        from kompass_tables.engines import on_polars as module  # noqa: PLC0415 - see above
    elif package == "pyspark":
        from kompass_tables.engines import on_spark as module  # noqa: PLC0415 - see above
    elif package in {"pyarrow", "pandas"}:
        from kompass_tables.engines import on_arrow as module  # noqa: PLC0415 - see above
    else:
        sentence = (
            f"A {type(data).__qualname__} is no table that is read. Give a relation of DuckDB, a frame of Polars,"
            " pandas or Spark, or a table of pyarrow."
        )
        raise UsageError([Problem("unknown-table", sentence)])
    return Engine(columns_of=module.columns_of, score=module.score)
