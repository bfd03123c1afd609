"""Write points and percents of every item of so many assessments to Parquet, printed of true values.

One figure of twenty is missing, and one percent of five hundred is another than true values print.
"""

from pathlib import Path

import duckdb
from timing import asked

from kompass_spec import load_registry
from kompass_spec.model import TOTAL

task = asked()
edition = load_registry()[task["edition"]]
MISSING, WRONG = 20, 500


def truth_of(item):
    """Return what an item has, in quarters of points, as SQL of the number of a row."""
    parts = getattr(item, "areas", ()) or getattr(item, "parts", ())
    if parts:
        return "(" + " + ".join(map(truth_of, parts)) + ")"
    return f"(hash(i, '{item.code} true') % {int(item.max * 4) + 1}) / 4.0"


def figures_of(code, item):
    points, percent = truth_of(item), f"round(100 * {truth_of(item)} / {float(item.max)})"
    there = f"WHEN hash(i, '{code} a') % {MISSING} > 0 THEN"
    yield f'CAST(CASE {there} round({points}) END AS INTEGER) AS "{code}.points"'
    gone = f"WHEN hash(i, '{code} b') % {MISSING} = 0 THEN NULL"
    wrong = f"WHEN hash(i, '{code} wrong') % {WRONG} = 0 THEN 101 - {percent}"
    yield f'CAST(CASE {gone} {wrong} ELSE {percent} END AS INTEGER) AS "{code}.percent"'


items = {TOTAL: edition, **{item.code: item for item in edition.walk()}}
columns = ", ".join(figure for code, item in items.items() for figure in figures_of(code, item))
query = f"SELECT 'K' || i AS organisation, {columns} FROM range({task['size']}) AS t(i)"
duckdb.sql(f"COPY ({query}) TO '{Path(task['folder']) / 'figures.parquet'}' (FORMAT parquet)")
