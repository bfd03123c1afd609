"""What is read and written as a stream: by all threads, and with few rows in memory at a time."""

import json

import duckdb
import pytest

from kompass_tables.converting import convert_file
from kompass_tables.locations import location_of
from kompass_tables.runs import Options
from kompass_tables.staging import opened, staged, streaming


def groups_of(path):
    asked = f"SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata('{path}')"
    with duckdb.connect() as connection:
        return [rows for _, rows in connection.execute(asked).fetchall()]


@pytest.mark.parametrize(("rows", "is_given"), [(200_000, True), (300_000, False)])
def test_rows_that_stand_together_in_large_groups_are_divided_in_their_order(tmp_path, rows, is_given):
    given = tmp_path / "given.parquet"
    made = f"COPY (FROM range({rows})) TO '{given}' (FORMAT parquet, ROW_GROUP_SIZE {rows})"
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(made)
    with opened(tmp_path) as connection:
        brought = staged(location_of(str(given)), tmp_path, connection)
        assert (brought.path == given, brought.count) == (is_given, rows)
        assert max(groups_of(brought.path)) <= (rows if is_given else 61_440)
        relation = brought.relation(connection).project('"row:number" - 1 - "range"')
        assert relation.distinct().fetchall() == [(0,)]


def test_a_stream_of_many_columns_has_a_higher_limit_while_it_is_written_and_all_threads(tmp_path):
    with opened(tmp_path, threads=2) as connection:

        def limit():
            return connection.sql("SELECT current_setting('memory_limit')").fetchall()[0][0]

        before = limit()
        with streaming(connection, 200):
            assert (before, limit()) == ("1.0 GiB", "3.1 GiB")
        assert limit() == before


# Parquet has one form for both; in other forms readers would see that a basis is one of few words.
@pytest.mark.parametrize("name", ["out.parquet", pytest.param("out.arrow", marks=pytest.mark.tables)])
def test_a_basis_is_text_in_every_form(tmp_path, name):
    source, target = tmp_path / "in.csv", tmp_path / name
    source.write_text("organisation,1.1,total\nLund,55,60\n", "utf-8")
    convert_file(location_of(str(source)), location_of(str(target)), Options(edition="se-2016"), "se-2016")
    package = json.loads((tmp_path / "out.datapackage.json").read_text("utf-8"))
    types = {field["name"]: field["type"] for field in package["resources"][0]["schema"]["fields"]}
    assert {kind for column, kind in types.items() if column.endswith(".basis")} == {"string"}
    if name.endswith("arrow"):
        from pyarrow import ipc, types as kinds

        with ipc.open_file(target) as file:
            assert kinds.is_string(file.schema.field("1.1.basis").type)
    else:
        basis = duckdb.read_parquet(str(target)).project('"1.1.basis"')
        assert ([str(kind) for kind in basis.types], basis.fetchall()) == (["VARCHAR"], [("exact",)])
