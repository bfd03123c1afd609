"""Score objects one by one: intervals, discrepancies and what may be shown of them."""

from fractions import Fraction
from pathlib import Path

import duckdb
from timing import asked, tell

from kompass_spec import (
    Assessment,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    load_plugins,
    load_registry,
    score_assessment,
)

task = asked()
registry, plugins = load_registry(), load_plugins()
rows = duckdb.sql(f"FROM '{Path(task['folder']) / 'percents.parquet'}'")
codes = rows.columns[1:]
one = Fraction(1)
assessments = [
    Assessment(
        edition=task["edition"],
        organisation=Organisation(name=name, kind=OrganisationKind.MUNICIPALITY),
        observations=tuple(
            Observation(item=code, quantity=Quantity.PERCENT, value=Fraction(percent), precision=one)
            for code, percent in zip(codes, percents, strict=True)
        ),
    )
    for name, *percents in rows.fetchall()
]


def work():
    cards = [score_assessment(one, registry=registry, plugins=plugins) for one in assessments]
    # What lies in the middle of an interval is what was printed.
    return sum(card.total.low + card.total.high for card in cards) / 2


tell(work, check=lambda total: float(total * 100))
