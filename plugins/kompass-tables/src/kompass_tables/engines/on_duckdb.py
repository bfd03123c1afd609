"""Score relations of DuckDB, the embedded engine."""

import re
from collections.abc import Iterable
from typing import Any

from kompass_tables.choosing import compared
from kompass_tables.engines.sql import Dialect, computed_layers_of, layers_of
from kompass_tables.outputs import Output
from kompass_tables.preparing import Prepared
from kompass_tables.readings import ColumnType
from kompass_tables.steps import Plan

__all__ = ["DUCKDB", "columns_of", "compute", "score"]

DUCKDB = Dialect(
    quote='"',
    divide="({} // {})",
    matches="regexp_matches({}, {})",
    finite="isfinite({})",
    escape=("'", "''"),
    integer="INTEGER",
    huge="HUGEINT",
)
_INTEGERS = re.compile("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?")


def columns_of(relation: Any) -> dict[str, ColumnType]:
    """Return what the columns of a relation hold."""
    return {name: _type_of(str(kind)) for name, kind in zip(relation.columns, relation.types, strict=True)}


def _type_of(kind: str) -> ColumnType:
    if _INTEGERS.fullmatch(kind):
        return ColumnType.INTEGER
    if kind.startswith("DECIMAL") or kind in {"DOUBLE", "FLOAT"}:
        return ColumnType.NUMBER
    if kind == "BOOLEAN":
        return ColumnType.TRUTH
    return ColumnType.TEXT if kind == "VARCHAR" else ColumnType.OTHER


def score(relation: Any, prepared: Prepared) -> Any:
    """Return a relation with what is added to every row."""
    types = columns_of(relation)
    plan = compared(prepared.plan)
    for layer in layers_of(plan, prepared.readings, types, prepared.outputs, DUCKDB):
        relation = relation.project(", ".join(layer))
    return relation


def compute(relation: Any, plan: Plan, carried: Iterable[str], outputs: tuple[Output, ...]) -> Any:
    """Return a relation with what is computed of numbers that it has, of which a row may be refused."""
    for layer in computed_layers_of(compared(plan), carried, outputs, DUCKDB):
        relation = relation.project(", ".join(layer))
    return relation
