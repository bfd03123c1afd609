"""Score relations of DuckDB, the embedded engine."""

import re
from collections.abc import Iterable
from typing import Any

from attrs import evolve

from kompass_tables.choosing import added, compared
from kompass_tables.engines.sql import Dialect, computed_layers_of, layers_of
from kompass_tables.outputs import Output
from kompass_tables.preparing import Prepared
from kompass_tables.readings import REFUSED, ColumnType
from kompass_tables.steps import Plan, furthest_of

__all__ = ["DUCKDB", "columns_of", "compute", "score"]

DUCKDB = Dialect(
    quote='"',
    divide="({} // {})",
    matches="regexp_matches({}, {})",
    finite="isfinite({})",
    escape=("'", "''"),
    huge="HUGEINT",
    word="CAST({} AS ENUM({}))",
)
_EXACT = {"FLOAT": 2**24, "DOUBLE": 2**53}
"""Up to where all whole numbers are exact in a type; DuckDB adds these up without looking for overflows."""

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
    plan, number = _chosen(prepared.plan)
    dialect = evolve(DUCKDB, number=number)
    for layer in layers_of(plan, prepared.readings, types, prepared.outputs, dialect):
        relation = relation.project(", ".join(layer))
    return relation


def _chosen(plan: Plan) -> tuple[Plan, str]:
    """Return a plan as it is fastest, and the type in which all of its numbers are exact."""
    summed = added(plan)
    reach = furthest_of(step.expression for step in summed.steps)
    for number, most in _EXACT.items():
        if reach <= most:
            return summed, number
    return compared(plan), "INTEGER" if plan.bits == 32 else "BIGINT"  # noqa: PLR2004 - bits


def compute(relation: Any, plan: Plan, carried: Iterable[str], outputs: tuple[Output, ...]) -> Any:
    """Return a relation with what is computed of numbers that it has, of which a row may be refused."""
    kept = tuple(carried)
    summed = added(plan)
    reach = furthest_of(step.expression for step in summed.steps)
    chosen, number = (summed, "DOUBLE") if reach <= _EXACT["DOUBLE"] else (compared(plan), "BIGINT")
    inputs = ((DUCKDB.name(column.name), column.is_truth) for column in plan.inputs)
    read = (name if is_truth else f"CAST({name} AS {number}) AS {name}" for name, is_truth in inputs)
    relation = relation.project(", ".join([*map(DUCKDB.name, kept), REFUSED, *read]))
    dialect = evolve(DUCKDB, number=number)
    for layer in computed_layers_of(chosen, kept, outputs, dialect):
        relation = relation.project(", ".join(layer))
    return relation
