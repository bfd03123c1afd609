"""Ask the object scorer of single rows: which figures contradict, and what a misprint could have been."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kompass_spec import Registry, score_assessment
from kompass_spec.model import (
    Assessment,
    NotApplicable,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    Scorecard,
)
from kompass_tables.layout import FigureColumn
from kompass_tables.preparing import Prepared

__all__ = ["assessment_of_row", "scorecards_of_rows"]

_AROUND = " \u00a0%"
_FALSE = ("false", "0")


def scorecards_of_rows(rows: Iterable[Mapping[str, Any]], prepared: Prepared) -> Iterator[Scorecard]:
    """Iterate over the scorecards of rows that are not refused, with every discrepancy in full."""
    registry = Registry.of([prepared.edition])
    for row in rows:
        yield score_assessment(assessment_of_row(row, prepared), registry=registry)


def assessment_of_row(row: Mapping[str, Any], prepared: Prepared) -> Assessment:
    """Return a row that is not refused as an assessment."""
    layout = prepared.layout
    observations = tuple(
        Observation(
            item=column.item,
            quantity=column.quantity,
            value=value,
            precision=Fraction(1, 10**column.decimals),
            exact=layout.precision.exact and column.quantity is not Quantity.LEVEL,
            label=column.name,
        )
        for column in layout.figures
        if (value := _value(row[column.name], column)) is not None
    )
    out = [column.item for column in layout.applies if _is_false(row[column.name])]
    kind = row.get(layout.kind or "kind")
    year = row.get("year")
    return Assessment(
        edition=prepared.edition.id,
        organisation=Organisation(
            name=str(row.get("organisation") or "?").strip() or "?",
            kind=OrganisationKind(str(kind).strip()) if layout.kind else None,
        ),
        year=int(float(str(year).strip())) if year is not None and str(year).strip() else None,
        observations=observations,
        not_applicable=tuple(NotApplicable(item=item) for item in out),
    )


def _value(seen: Any, column: FigureColumn) -> Fraction | None:
    """Return a figure as it was read: with no more decimals than its column has."""
    if isinstance(seen, str):
        seen = seen.strip(" ").rstrip(_AROUND).replace(",", ".")
    if seen is None or seen == "":
        return None
    exact = Fraction(Decimal(str(seen)))
    if column.quantity is Quantity.LEVEL:
        return exact
    digits = 10**column.decimals
    return Fraction(round(exact * digits), digits)


def _is_false(seen: Any) -> bool:
    if isinstance(seen, str):
        return seen.strip(" ").lower() in _FALSE
    return seen is not None and not seen
