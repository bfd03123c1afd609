"""Score in columns by the figures that are asked for: all, the percents of questions, or their points."""

from pathlib import Path

import duckdb
from timing import asked, tell

from kompass_spec import load_registry
from kompass_tables.scoring import score_table

task = asked()
edition = load_registry()[task["edition"]]
questions = {question.code for question in edition.questions}
duckdb.sql(f"SET threads = {task['threads']}")
duckdb.sql(f"CREATE TABLE figures AS FROM '{Path(task['folder']) / 'figures.parquet'}'")
names = duckdb.table("figures").columns[1:]
if task["figures"] != "all":
    names = [
        name for name in names if name.rpartition(".")[::2] in {(code, task["figures"]) for code in questions}
    ]
listed = ", ".join(f'"{name}"' for name in names)
given = duckdb.sql(f"SELECT organisation, {listed} FROM figures")


def work():
    scored = score_table(given, edition)
    ends = [name for name in scored.columns if name.endswith((".low", ".high"))]
    if task["ends"] != "all":
        ends = [name for name in ends if name.rpartition(".")[0] not in questions]
    asked_for = ", ".join(f'sum("{name}")' for name in ends)
    return scored.aggregate(f"{asked_for}, count(discrepancy)").fetchall()[0][-1]


tell(work, check=lambda _: None, warm=task["size"] < 10**6)
