"""Add up points of areas and the total as a product of matrices of numpy, a million rows at a time."""

import json
from pathlib import Path

import duckdb
import numpy as np
from timing import asked, tell

task = asked()
folder = Path(task["folder"])
areas = json.loads((folder / "maxima.json").read_text("utf-8"))
codes = [code for questions in areas.values() for code in questions]
maxima = np.array(
    [[questions.get(code, 0) for questions in areas.values()] for code in codes], dtype=np.int32
)
source = duckdb.sql(f"FROM '{folder / 'percents.parquet'}'")
STEP = 10**6
chunks = []
for first in range(0, task["size"], STEP):
    read = source.limit(STEP, first).fetchnumpy()
    chunks.append(np.column_stack([read[code].astype(np.int32) for code in codes]))


def work():
    total = 0
    for percents in chunks:
        points = percents @ maxima
        total += int(points.sum(axis=1).sum())
    return total


tell(work, warm=task["size"] < 10**7)
