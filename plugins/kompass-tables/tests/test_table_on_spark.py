"""A real Spark with several partitions says of every row what the object scorer says."""

import re
from pathlib import Path

import duckdb
import pytest
from generated_tables import tables
from hypothesis import given, settings, strategies as st
from test_table_engines import check, columns, plain

from kompass_spec import InputError
from kompass_tables.locations import location_of
from kompass_tables.runs import Options, score_file
from kompass_tables.scoring import score_table
from kompass_tables.spark_files import score_on_spark

pytestmark = pytest.mark.spark
PARTITIONS = 5


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    """Start a Spark on this machine with as many threads as it has cores."""
    from pyspark.sql import SparkSession

    folder = tmp_path_factory.mktemp("spark")
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.warehouse.dir", str(folder))
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def frame_of(rows, layout, held, session):
    kinds = {"INTEGER": "int", "DOUBLE": "double", "VARCHAR": "string", "BOOLEAN": "boolean"}
    listed = columns(layout, held)
    schema = ", ".join(f"`{name}` {kinds[kind]}" for name, kind in listed.items())
    values = [tuple(row[name] for name in listed) for row in rows]
    return session.createDataFrame(values, schema).repartition(PARTITIONS)


@settings(max_examples=3)
@given(table=tables(), held=st.sampled_from(["integer", "double", "text"]))
def test_spark_says_what_the_object_scorer_says(spark, table, held):
    edition, layout, rows = table
    frame = frame_of(plain(rows, layout, held), layout, held, spark)
    scored = score_table(frame, edition, precision=layout.precision, units=True)
    check([row.asDict() for row in scored.collect()], rows, edition, layout)


def test_the_how_to_runs_on_a_table_of_a_thousand_rows(spark, tmp_path, monkeypatch):
    page = (Path(__file__).parents[3] / "docs/how-to/score-a-table.md").read_text("utf-8")
    made = re.search(r"```python\n(import csv.*?)```", page, re.DOTALL)[1]
    (shown,) = re.findall(r"```py\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    names = {"spark": spark}
    exec(made, names)  # noqa: S102 - the examples are the project's own
    # Spark finds names from where it was started.
    for name in ("results.csv", "scores"):
        shown = shown.replace(f'"{name}"', repr(str(tmp_path / name)))
    exec(shown, names)  # noqa: S102 - see above
    assert names["refused"].collect() == [("Kommun 017", "1.1: 75 or 80 is no whole number")]
    score_file(location_of("results.csv"), location_of("scores.csv"), Options(edition="se-2016"))
    ends = ", ".join(f'CAST("total.{end}" AS DOUBLE)' for end in ("low", "high"))
    with duckdb.connect() as connection:
        one, other = (
            connection.sql(
                f"SELECT organisation, {ends}, discrepancy FROM {table} ORDER BY organisation"
            ).fetchall()
            for table in ("'scores/*.parquet'", "'scores.csv'")
        )
    assert one == other
    assert len(one) == 999


def test_the_command_scores_on_spark(spark, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("organisation,6.2\nLund,55\nUmeå,abc\n", "utf-8")
    options = Options(edition="se-2016", engine="spark")
    counted = score_on_spark(str(source), str(tmp_path / "out"), options, spark)
    assert (counted.read, counted.written, counted.refused) == (2, 1, 1)
    refused = spark.read.parquet(str(tmp_path / "out.refused")).collect()
    assert [row["reason"] for row in refused] == ["6.2: abc is no whole number"]
    with pytest.raises(InputError, match="Spark could not do it"):
        score_on_spark(str(source), str(tmp_path / "out"), options, spark)
