"""Add up points of areas and the total by a hand-written SQL; nothing is checked, nothing is an interval."""

import json
from pathlib import Path

import duckdb
from timing import asked, tell

task = asked()
folder = Path(task["folder"])
areas = json.loads((folder / "maxima.json").read_text("utf-8"))
sums = {
    area: " + ".join(f'"{code}"::INTEGER * {most}' for code, most in questions.items())
    for area, questions in areas.items()
}
listed = ", ".join(f'CAST({of} AS INTEGER) AS "{area}.points"' for area, of in sums.items())
total = " + ".join(f"({of})" for of in sums.values())
query = f'SELECT organisation, {listed}, CAST({total} AS INTEGER) AS "total.points"'
duckdb.sql(f"SET threads = {task['threads']}")
if task["to_file"]:
    source, target = folder / "percents.parquet", folder / "out.parquet"

    def work():
        duckdb.sql(f"COPY ({query} FROM '{source}') TO '{target}' (FORMAT parquet)")
        return duckdb.sql(f"SELECT sum(\"total.points\") FROM '{target}'").fetchall()[0][0]

else:
    duckdb.sql(f"CREATE TABLE percents AS FROM '{folder / 'percents.parquet'}'")
    names = [f'sum("{name}.points")' for name in (*areas, "total")]

    def work():
        return duckdb.sql(f"SELECT {', '.join(names)} FROM ({query} FROM percents)").fetchall()[0][-1]


tell(work, warm=task["size"] < 10**7)
