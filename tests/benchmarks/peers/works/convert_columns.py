"""Score in columns and convert in columns: the proved ends of every item of the edition, and their basis."""

from pathlib import Path

import duckdb
from timing import asked, tell

from kompass_spec import load_registry
from kompass_spec.registry.mappings import find_steps
from kompass_tables.converting import converted_rows
from kompass_tables.preparing import prepare

task = asked()
registry = load_registry()
edition = registry[task["edition"]]
duckdb.sql(f"SET threads = {task['threads']}")
duckdb.sql(f"CREATE TABLE percents AS FROM '{Path(task['folder']) / 'percents.parquet'}'")
given = duckdb.table("percents")
steps = find_steps(edition.id, edition.id, registry)


def work():
    converted = converted_rows(given, prepare(tuple(given.columns), edition), steps, ("discrepancy",))
    ends = [name for name in converted.columns if name.endswith((".low", ".high"))]
    asked_for = ", ".join(f'sum("{name}")' for name in ends)
    return converted.aggregate(f'{asked_for}, count("total.basis")').fetchall()[0][-1]


tell(work, check=lambda _: None, warm=task["size"] < 10**6)
