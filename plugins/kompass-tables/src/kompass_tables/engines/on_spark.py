"""Score frames of Spark, each partition where it lies."""

import re
from typing import Any

from attrs import evolve

from kompass_tables.engines.sql import Dialect, layers_of
from kompass_tables.preparing import Prepared
from kompass_tables.readings import ColumnType

__all__ = ["SPARK", "columns_of", "score"]

SPARK = Dialect(
    quote="`",
    divide="({} div {})",
    matches="({} RLIKE {})",
    finite="(NOT isnan({0}) AND abs({0}) < double('Infinity'))",
    escape=("'", "\\'"),
    varchar="STRING",
)
_NUMBERS = re.compile(r"decimal\(.*\)|double|float")


def columns_of(frame: Any) -> dict[str, ColumnType]:
    """Return what the columns of a frame hold."""
    return {name: _type_of(kind) for name, kind in frame.dtypes}


def _type_of(kind: str) -> ColumnType:
    if kind in {"tinyint", "smallint", "int", "bigint"}:
        return ColumnType.INTEGER
    if _NUMBERS.fullmatch(kind):
        return ColumnType.NUMBER
    if kind == "boolean":
        return ColumnType.TRUTH
    return ColumnType.TEXT if kind in {"string", "void"} or kind.startswith("varchar") else ColumnType.OTHER


def score(frame: Any, prepared: Prepared) -> Any:
    """Return a frame with what is added to every row; nothing is computed until it is asked for."""
    dialect = evolve(SPARK, number="INT" if prepared.plan.bits == 32 else "BIGINT")  # noqa: PLR2004 - bits
    for layer in layers_of(prepared.plan, prepared.readings, columns_of(frame), prepared.outputs, dialect):
        frame = frame.selectExpr(*layer)
    return frame
