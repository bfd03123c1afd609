"""Score in columns: an exact interval of every item, every discrepancy, and why a row is refused."""

from pathlib import Path

import duckdb
from timing import asked, tell

from kompass_spec import load_registry
from kompass_spec.cli import main
from kompass_tables.scoring import score_table

task = asked()
folder = Path(task["folder"])
edition = load_registry()[task["edition"]]
source, target = folder / "percents.parquet", folder / "scored.parquet"
if task["to_file"]:
    command = ["table", "score", str(source), "-o", str(target), "--edition", edition.id]

    def work():
        target.unlink(missing_ok=True)
        if main(command):
            raise AssertionError("it was not scored")
        return duckdb.sql(f"SELECT count(*) FROM '{target}'").fetchall()[0][0]

else:
    duckdb.sql(f"SET threads = {task['threads']}")
    duckdb.sql(f"CREATE TABLE percents AS FROM '{source}'")
    given = duckdb.table("percents")

    def work():
        scored = score_table(given, edition)
        ends = [name for name in scored.columns if name.endswith((".low", ".high"))]
        asked_for = ", ".join(f'sum("{name}")' for name in ends)
        return scored.aggregate(f"{asked_for}, count(discrepancy)").fetchall()[0][-1]


tell(work, check=lambda _: None, warm=task["size"] < 10**6)
