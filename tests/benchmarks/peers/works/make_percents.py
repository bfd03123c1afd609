"""Write percents of every question of so many assessments to Parquet, and the maxima beside them.

There is no 0 and no 100, so that what was printed lies in the middle of every interval.
"""

import json
from pathlib import Path

import duckdb
from timing import asked

from kompass_spec import load_registry

task = asked()
folder = Path(task["folder"])
edition = load_registry()[task["edition"]]
areas = {area.code: {one.code: int(one.max) for one in area.parts} for area in edition.areas}
(folder / "maxima.json").write_text(json.dumps(areas), "utf-8")
codes = [code for area in areas.values() for code in area]
columns = ", ".join(f"CAST(1 + hash(i, '{code}') % 99 AS SMALLINT) AS \"{code}\"" for code in codes)
query = f"SELECT 'K' || i AS organisation, {columns} FROM range({task['size']}) AS t(i)"
duckdb.sql(f"COPY ({query}) TO '{folder / 'percents.parquet'}' (FORMAT parquet)")
