# docs/examples/analysis.py
"""An analysis in a notebook: a report as data frames of pandas and Polars, and what stands out."""

from pathlib import Path

import pandas as pd
import polars as pl

from kompass_spec import load_registry, score_path, to_frame

scored = score_path(Path("docs/examples/ornskoldsvik-2017.md"))
edition = load_registry()["se-2016"]

# One row for every item of every evaluation; names come from the edition.
results: pd.DataFrame = to_frame(scored.scorecards)
newest = results[results["year"] == 2017].copy()
newest["name"] = [edition.name(code, "sv") for code in newest["code"]]

weakest = newest[newest["level"] == "question"].sort_values("share_high").head(5)
print(weakest[["code", "name", "low", "high", "max"]].to_string(index=False))

# The same in Polars: the areas by the year, as far as each edition has them.
frame: pl.DataFrame = to_frame(scored.scorecards, library="polars")
areas = frame.filter(pl.col("level") == "area").pivot(
    "year", index=["edition", "code"], values=["low", "high"]
)
print(areas)

newest.to_parquet("newest.parquet")
frame.write_csv("results.csv")
