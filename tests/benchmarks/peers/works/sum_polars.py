"""Add up points of areas and the total by expressions of Polars."""

import json
import os
from pathlib import Path

from timing import asked, tell

task = asked()
os.environ["POLARS_MAX_THREADS"] = str(task["threads"])

import polars as pl  # noqa: E402 - it counts the threads when it is imported

folder = Path(task["folder"])
areas = json.loads((folder / "maxima.json").read_text("utf-8"))
sums = {
    f"{area}.points": pl.sum_horizontal(
        [pl.col(code).cast(pl.Int32) * most for code, most in questions.items()]
    )
    for area, questions in areas.items()
}
percents = pl.scan_parquet(folder / "percents.parquet")
if not task["to_file"]:
    percents = percents.collect().lazy()
points = percents.select("organisation", **sums).with_columns(
    **{"total.points": pl.sum_horizontal(list(sums))}
)


def work():
    if task["to_file"]:
        points.sink_parquet(folder / "out.parquet")
        found = pl.scan_parquet(folder / "out.parquet")
    else:
        found = points
    return found.select(pl.col(*sums, "total.points").cast(pl.Int64).sum()).collect()["total.points"][0]


tell(work, warm=task["size"] < 10**7)
