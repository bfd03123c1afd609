"""A real Spark with several partitions says of every row what the object scorer says."""

import pytest
from generated_tables import tables
from hypothesis import given, settings, strategies as st
from test_engines import check, columns, plain

from kompass_tables.scoring import score_table

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


@settings(max_examples=4)
@given(table=tables(), held=st.sampled_from(["integer", "double", "text"]))
def test_spark_says_what_the_object_scorer_says(spark, table, held):
    edition, layout, rows = table
    frame = frame_of(plain(rows, layout, held), layout, held, spark)
    scored = score_table(frame, edition, precision=layout.precision, units=True)
    check([row.asDict() for row in scored.collect()], rows, edition, layout)
