"""Write comparisons as plain data for JSON."""

from fractions import Fraction
from typing import Any

from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Interval
from kompass_spec.model.comparison import Cell, Comparison, Likely, Movement, Printed
from kompass_spec.model.quantities import exact_text

__all__ = ["comparison_data"]


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as plain data for JSON."""
    return {
        "edition": comparison.edition,
        "columns": [
            {
                "organisation": unstructure(card.assessment.organisation),
                "year": card.assessment.year,
                "year_inferred": card.assessment.year_inferred,
                "edition": card.assessment.edition,
            }
            for card in comparison.columns
        ],
        "rows": [
            {
                "item": row.item,
                "cells": [_cell_data(cell) for cell in row.cells],
                "changes": [_movement_data(change) for change in row.changes],
            }
            for row in comparison.rows
        ],
    }


def _exact(quantity: Fraction | None) -> str | None:
    return None if quantity is None else exact_text(quantity)


def _ends(interval: Interval | None) -> dict[str, str | None]:
    if interval is None:
        return {"low": None, "high": None}
    return {"low": exact_text(interval.low), "high": exact_text(interval.high)}


def _cell_data(cell: Cell | None) -> dict[str, Any]:
    if cell is None:
        return {
            "code": None,
            **_ends(None),
            "max": None,
            "printed": None,
            "sum_of_printed": None,
            "basis": "unknown",
            "applies": True,
        }
    return {
        "code": cell.code,
        **_ends(cell.interval),
        "max": _exact(cell.max),
        "printed": _exact(cell.printed),
        "sum_of_printed": _exact(cell.sum_of_printed),
        "basis": cell.basis.value,
        "applies": cell.applies,
    }


def _movement_data(change: Movement) -> dict[str, Any]:
    return {
        "on": change.on,
        **_ends(change.interval),
        "verdict": change.verdict.value,
        "reason": change.reason,
        "printed": _printed_data(change.printed),
        "assumed": _likely_data(change.assumed),
        "adjusted": _likely_data(change.adjusted),
    }


def _printed_data(printed: Printed | None) -> dict[str, Any] | None:
    if printed is None:
        return None
    return {
        "earlier": {**_ends(printed.earlier), "is_sum": printed.earlier_is_sum},
        "later": {**_ends(printed.later), "is_sum": printed.later_is_sum},
    }


def _likely_data(likely: Likely | None) -> dict[str, Any] | None:
    if likely is None:
        return None
    return {
        **_ends(likely.interval),
        "verdict": likely.verdict.value,
        "reason": likely.reason,
        "printed": _printed_data(likely.printed),
    }
