"""Find the engine that holds a table."""

from collections.abc import Callable
from typing import Any, final

from attrs import frozen

from kompass_spec import Problem, UsageError
from kompass_tables.preparing import Prepared
from kompass_tables.readings import ColumnType

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
    module = _module_of(package)
    if module is None:
        sentence = (
            f"A {type(data).__qualname__} is no table that is read. Give a relation of DuckDB, a frame of"
            " Polars, pandas or Spark, or a table of pyarrow."
        )
        raise UsageError([Problem("wrong-usage", sentence)])
    return Engine(columns_of=module.columns_of, score=module.score)


def _module_of(package: str) -> Any:
    """Return the module that scores the tables of a package, which is heavy; ``None`` where none does."""
    if package in {"_duckdb", "duckdb"}:
        from kompass_tables.engines import on_duckdb

        return on_duckdb
    if package == "polars":
        from kompass_tables.engines import on_polars

        return on_polars
    if package == "pyspark":
        from kompass_tables.engines import on_spark

        return on_spark
    if package in {"pandas", "pyarrow"}:
        from kompass_tables.engines import on_arrow

        return on_arrow
    return None
