"""Every engine says of every row what the object scorer says, to the last digit."""

import decimal
from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest
from generated_tables import tables
from hypothesis import given, settings, strategies as st
from object_scorer import card_of, flags_of

from kompass_spec.model import Quantity
from kompass_tables.scoring import score_table

# What every row gets is searched for by the tests of the plan, which are faster.
MANY = max(2, settings().max_examples // 2)
FEW = max(2, settings().max_examples // 5)


def plain(rows, layout, held):
    """Return rows of values that a column of the type ``held`` can have."""

    def value_of(column, value):
        if value is None:
            return None
        if column.quantity is Quantity.LEVEL or not column.decimals:
            number = int(value)
            return number if held == "integer" else float(number) if held == "double" else str(number)
        written = f"{float(value):.{column.decimals}f}"
        return float(written) if held == "double" else written.replace(".", ",")

    found = []
    for index, row in enumerate(rows):
        figures = {column.name: value_of(column, row[column.name]) for column in layout.figures}
        applies = {column.name: row[column.name] for column in layout.applies}
        found.append({"row": index, "kind": row["kind"], **figures, **applies})
    return found


def type_of(column, held):
    if held == "integer" and (column.quantity is Quantity.LEVEL or not column.decimals):
        return "INTEGER"
    return "DOUBLE" if held == "double" else "VARCHAR"


def columns(layout, held):
    figures = {column.name: type_of(column, held) for column in layout.figures}
    applies = {column.name: "BOOLEAN" for column in layout.applies}
    return {"row": "INTEGER", "kind": "VARCHAR", **figures, **applies}


def relation_of(rows, layout, held, connection):
    kinds = columns(layout, held)
    listed = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
    connection.execute(f"CREATE OR REPLACE TABLE given ({listed})")
    connection.executemany(
        f"INSERT INTO given VALUES ({', '.join('?' for _ in kinds)})",
        [[row[name] for name in kinds] for row in rows],
    )
    return connection.table("given")


def on_duckdb(rows, layout, held, edition, **options):
    with duckdb.connect() as connection:
        connection.execute("SET threads = 2")
        scored = score_table(relation_of(rows, layout, held, connection), edition, **options)
        return [dict(zip(scored.columns, row, strict=True)) for row in scored.fetchall()]


def polars_frame(rows, layout, held):
    import polars as pl

    kinds = {"INTEGER": pl.Int32, "DOUBLE": pl.Float64, "VARCHAR": pl.String, "BOOLEAN": pl.Boolean}
    schema = {name: kinds[kind] for name, kind in columns(layout, held).items()}
    return pl.DataFrame(rows, schema=schema)


def on_polars(rows, layout, held, edition, **options):
    return score_table(polars_frame(rows, layout, held), edition, **options).to_dicts()


def on_lazy_polars(rows, layout, held, edition, **options):
    return score_table(polars_frame(rows, layout, held).lazy(), edition, **options).collect().to_dicts()


def on_pyarrow(rows, layout, held, edition, **options):
    return score_table(polars_frame(rows, layout, held).to_arrow(), edition, **options).to_pylist()


def on_pandas(rows, layout, held, edition, **options):
    frame = polars_frame(rows, layout, held).to_pandas(use_pyarrow_extension_array=True)
    scored = score_table(frame, edition, **options)
    return [dict(row) for row in scored.astype(object).where(scored.notna(), None).to_dict("records")]


ENGINES = [
    on_duckdb,
    pytest.param(on_polars, marks=pytest.mark.tables),
    pytest.param(on_lazy_polars, marks=pytest.mark.tables),
    pytest.param(on_pyarrow, marks=pytest.mark.tables),
    pytest.param(on_pandas, marks=pytest.mark.tables),
]


def unit_of(edition, layout):
    from kompass_tables.units import unit_of

    return unit_of(edition, layout.precision)


def check(scored, rows, edition, layout):
    """Compare units and flags with those of the object scorer."""
    unit = unit_of(edition, layout)
    by_row = {found["row"]: found for found in scored}
    assert len(by_row) == len(scored) == len(rows)
    for index, row in enumerate(rows):
        found, card = by_row[index], card_of(row, layout, edition)
        assert found["refused"] is None
        assert (found["rounding"], found["contradiction"]) == flags_of(card)
        for name, value in found.items():
            if name.endswith((".low", ".high")):
                code, _, end = name.rpartition(".")
                assert (name, Fraction(int(value), unit)) == (name, getattr(card[code], end))


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=MANY)
@given(tables(), st.sampled_from(["integer", "double", "text"]))
def test_every_engine_says_what_the_object_scorer_says(engine, table, held):
    edition, layout, rows = table
    given_rows = plain(rows, layout, held)
    scored = engine(given_rows, layout, held, edition, precision=layout.precision, units=True)
    check(scored, rows, edition, layout)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=FEW)
@given(tables())
def test_decimals_hold_the_exact_ends_and_are_they_where_they_can_be(engine, table):
    edition, layout, rows = table
    scored = engine(plain(rows, layout, "text"), layout, "text", edition, precision=layout.precision)
    for found, row in zip(sorted(scored, key=lambda one: one["row"]), rows, strict=True):
        card = card_of(row, layout, edition)
        for name, value in found.items():
            code, _, end = name.rpartition(".")
            if end not in {"low", "high"}:
                continue
            assert isinstance(value, Decimal)
            exact, shown = getattr(card[code], end), Fraction(value)
            rounding = decimal.ROUND_FLOOR if end == "low" else decimal.ROUND_CEILING
            with decimal.localcontext() as context:
                context.prec, context.rounding = 40, rounding
                outward = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
                    Decimal("0.000001")
                )
            assert shown == exact or shown == Fraction(outward)
