"""Write comparisons as plain data for JSON, and read them back where they are written whole."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from kompass_spec.documents.problems import problems_data
from kompass_spec.documents.rereading import Parts, held_against, interval_of
from kompass_spec.documents.scorecards import scorecard_data, scorecards_in
from kompass_spec.documents.structure import unstructure
from kompass_spec.model import Interval
from kompass_spec.model.comparison import Cell, Comparison, Likely, Movement, Printed, Row
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.quantities import exact_text

__all__ = ["comparison_data", "comparison_from_data", "whole_comparison_data"]

_WHAT = "a comparison"


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


def whole_comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison as plain data, with the scorecards that it is read from again, and its warnings."""
    return {
        **comparison_data(comparison),
        "scorecards": [scorecard_data(card) for card in comparison.columns],
        "warnings": problems_data(comparison.problems),
    }


def comparison_from_data(data: object) -> Comparison:
    """Return the comparison that plain data describe.

    Raise ``InputError`` with every problem at once, also where what could be computed does not agree.
    """
    parts = Parts(_WHAT, data, {"earlier_is_sum": "earlier/is_sum", "later_is_sum": "later/is_sum"})
    cards = scorecards_in(parts, "Comparison")
    rows = parts.under("rows", tuple[Row, ...], _plain_rows)
    warnings = parts.read("/warnings", parts.data.get("warnings", []), tuple[Problem, ...])
    edition = parts.under("edition", _EDITION)
    if rows is None or warnings is None or parts.problems:
        raise InputError(parts.problems)
    comparison = Comparison(edition=edition, columns=cards, rows=rows, problems=warnings)
    given = {key: value for key, value in parts.data.items() if key != "editions"}
    held_against(given, whole_comparison_data(comparison), _WHAT)
    return comparison


_EDITION: Any = str | None


def _plain_rows(rows: Any) -> Any:
    """Return rows with their keys as the class has them."""
    if not isinstance(rows, list):
        return rows
    return [
        {
            **row,
            **{key: _each(row[key], plain) for key, plain in _IN_ROWS.items() if key in row},
        }
        if isinstance(row, Mapping)
        else row
        for row in rows
    ]


def _each(listed: Any, plain: Any) -> Any:
    return [plain(one) for one in listed] if isinstance(listed, list) else listed


def _plain_cell(cell: Any) -> Any:
    if isinstance(cell, Mapping) and cell == _cell_data(None):
        return None
    return interval_of(cell)


def _plain_movement(change: Any) -> Any:
    if not isinstance(change, Mapping):
        return change
    plain = interval_of(change)
    if plain["interval"] == _ends(None):
        plain["interval"] = None
    for key in ("assumed", "adjusted"):
        if isinstance(likely := change.get(key), Mapping):
            plain[key] = interval_of({**likely, "printed": _plain_printed(likely.get("printed"))})
    return {**plain, "printed": _plain_printed(change.get("printed"))}


_IN_ROWS = {"cells": _plain_cell, "changes": _plain_movement}


def _plain_printed(printed: Any) -> Any:
    if not isinstance(printed, Mapping):
        return printed
    plain = dict(printed)
    for side in ("earlier", "later"):
        if isinstance(one := printed.get(side), Mapping):
            plain[side] = {key: value for key, value in one.items() if key != "is_sum"}
            plain[f"{side}_is_sum"] = one.get("is_sum")
    return plain
