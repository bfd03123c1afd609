"""Score a file with Polars, as a stream."""

from pathlib import Path

from kompass_spec import InputError, Problem
from kompass_tables.engines import on_polars
from kompass_tables.engines.on_polars import pl
from kompass_tables.preparing import Prepared
from kompass_tables.readings import REFUSED
from kompass_tables.staging import ROW

__all__ = ["write_scores"]


def write_scores(source: Path, target: Path, refused: Path, prepared: Prepared) -> list[tuple[str, str]]:
    """Write the scored rows of a Parquet file, and the refused ones; return the columns with their types."""
    frame = pl.scan_parquet(source, row_index_name=ROW).with_columns(pl.col(ROW) + 1)
    scored = on_polars.score(frame, prepared)
    carried = list(prepared.layout.carried)
    accepted = scored.filter(pl.col(REFUSED).is_null()).select(
        *carried, *(output.name for output in prepared.outputs)
    )
    if target.suffix.lower() == ".parquet":
        accepted.sink_parquet(target)
    elif target.suffix.lower() == ".csv":
        accepted.sink_csv(target)
    else:
        sentence = "Polars writes .parquet and .csv. Choose one of them, or leave --engine out."
        raise InputError([Problem("wrong-usage", sentence, target.name)])
    scored.filter(pl.col(REFUSED).is_not_null()).select(
        pl.col(ROW).alias("row"), pl.col(REFUSED).alias("reason"), *carried
    ).sink_csv(refused)
    return [(name, _named(str(kind))) for name, kind in accepted.collect_schema().items()]


def _named(kind: str) -> str:
    """Return a type by the name that DuckDB has for it, by which columns are described."""
    if kind.startswith("Decimal"):
        return "DECIMAL"
    names = {"String": "VARCHAR", "Boolean": "BOOLEAN", "Float64": "DOUBLE", "Float32": "FLOAT"}
    return "BIGINT" if "Int" in kind else names.get(kind, kind)
