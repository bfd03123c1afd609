"""Find the engine that holds a table."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, final

from attrs import frozen

from kompass_spec import Problem, UsageError
from kompass_tables.readings import ColumnType
from kompass_tables.preparing import Prepared

__all__ = ["Engine", "engine_of"]

_MODULES = {
    "_duckdb": "on_duckdb",
    "duckdb": "on_duckdb",
    "pandas": "on_arrow",
    "polars": "on_polars",
    "pyarrow": "on_arrow",
    "pyspark": "on_spark",
}
"""The module that scores tables, by the package that they are of; each is heavy."""


@final
@frozen(kw_only=True)
class Engine:
    """Hold what an engine does: say what columns a table has, and score one."""

    columns_of: Callable[[Any], dict[str, ColumnType]]
    score: Callable[[Any, Prepared], Any]


def engine_of(data: Any) -> Engine:
    """Return the engine that holds a table; raise ``UsageError`` where none does."""
    package = type(data).__module__.partition(".")[0]
    if package not in _MODULES:
        sentence = (
            f"A {type(data).__qualname__} is no table that is read. Give a relation of DuckDB, a frame of"
            " Polars, pandas or Spark, or a table of pyarrow."
        )
        raise UsageError([Problem("wrong-usage", sentence)])
    module = import_module(f"kompass_tables.engines.{_MODULES[package]}")
    return Engine(columns_of=module.columns_of, score=module.score)
