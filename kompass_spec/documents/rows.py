"""Objects as tables of plain values: rows with the same keys, and HTML for a notebook.

The methods of the objects (``kompass_spec.model.tabular``) find these functions through the face.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from html import escape
from typing import Any

from kompass_spec import model
from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.scorecard import Interval

__all__ = ["NUMBERS", "WHOLE_NUMBERS", "html_of", "rows_of"]

Row = dict[str, Any]

_SHOWN = 60
"""How many rows a notebook shows; ``to_rows`` has all of them."""
_SAME = frozenset({"organisation", "year", "edition"})
"""What a notebook says above a table of one result, and not in every row of it."""
_LEVELS = ("area", "question", "criterion")
_PAIRS = ("mean", "median", "least", "greatest", "lower_quartile", "upper_quartile", "asked")

WHOLE_NUMBERS = frozenset(
    {"year", "column", "count", "assumed_count", "inferred_count", "best", "worst", "among"}
)
"""The columns that hold whole numbers, years and counts, or ``None``."""
NUMBERS = frozenset(
    {
        *("low", "high", "max", "share_low", "share_high", "lost", "printed", "sum_of_printed"),
        *("assumed_low", "assumed_high", "adjusted_low", "adjusted_high", "change_low", "change_high"),
        *(f"{name}_{end}" for name in _PAIRS for end in ("low", "high")),
    }
)
"""The columns that hold exact quantities: texts, or floats where these are asked for, or ``None``."""


def rows_of(value: object, *, floats: bool = False) -> list[Row]:
    """Return an object as rows of plain values, exact quantities as texts or as floats."""
    make = _MAKERS[type(value)]
    return [{key: _plain(one, floats=floats) for key, one in row.items()} for row in make(value)]


def html_of(value: object) -> str:
    """Return the rows of an object as a table of HTML, numbers to three decimals, its name above them."""
    rows = rows_of(value, floats=True)
    several = isinstance(value, model.Comparison)
    keys = [key for key in (rows[0] if rows else ()) if several or key not in _SAME]
    head = "".join(f"<th>{escape(key.replace('_', ' '))}</th>" for key in keys)
    body = "".join(
        f"<tr>{''.join(f'<td>{_shown(row[key])}</td>' for key in keys)}</tr>" for row in rows[:_SHOWN]
    )
    more = f"<p>and {len(rows) - _SHOWN} more rows</p>" if len(rows) > _SHOWN else ""
    name = escape(repr(value).strip("<>"))
    return (
        f"<table><caption>{name}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
    )


def _plain(value: Any, *, floats: bool) -> Any:
    if not isinstance(value, Fraction):
        return value
    return float(value) if floats else exact_text(value)


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return escape(str(value))


def _level(code: str) -> str:
    return TOTAL if code == TOTAL else _LEVELS[min(code.count("."), 2)]


def _ends(name: str, interval: Interval | None) -> Row:
    low, high = (None, None) if interval is None else interval
    return {f"{name}_low": low, f"{name}_high": high}


def _whose(card: model.Scorecard) -> Row:
    assessment = card.assessment
    return {
        "organisation": assessment.organisation.name,
        "year": assessment.year,
        "edition": assessment.edition,
    }


def _scorecard(card: model.Scorecard) -> Iterator[Row]:
    for score in card.total.walk():
        yield {
            **_whose(card),
            "code": score.code,
            "level": _level(score.code),
            "low": score.low,
            "high": score.high,
            "max": score.max,
            **_ends("share", score.share),
            "lost": score.lost,
            "printed": score.printed,
            "sum_of_printed": score.sum_of_printed,
            "answered": card.is_printed(score),
            "applies": score.applies,
            "contradicted": score.contradicted,
        }


def _conversion(conversion: model.Conversion) -> Iterator[Row]:
    for item in conversion.total.walk():
        yield {
            **_whose(conversion.scorecard),
            "on": conversion.mapping.target.id,
            "code": item.code,
            "level": _level(item.code),
            "low": item.low,
            "high": item.high,
            "max": item.max,
            "basis": item.basis.value,
            "reason": item.reason,
            **_ends("assumed", item.assumed.interval if item.assumed else None),
            **_ends("adjusted", item.adjusted.interval if item.adjusted else None),
            "applies": item.applies,
        }


def _comparison(comparison: model.Comparison) -> Iterator[Row]:
    for row in comparison.rows:
        for column, (card, cell) in enumerate(zip(comparison.columns, row.cells, strict=True)):
            change = row.changes[column - 1] if column else None
            yield {
                "item": row.item,
                "column": column,
                **_whose(card),
                "code": cell.code if cell else None,
                "low": cell.interval.low if cell else None,
                "high": cell.interval.high if cell else None,
                "max": cell.max if cell else None,
                "basis": cell.basis.value if cell else None,
                "printed": cell.printed if cell else None,
                "sum_of_printed": cell.sum_of_printed if cell else None,
                "applies": cell.applies if cell else None,
                **_ends("change", change.interval if change else None),
                "verdict": change.verdict.value if change else None,
                "reason": change.reason if change else None,
            }


def _cohort(cohort: model.Cohort) -> Iterator[Row]:
    for item in cohort.items:
        row: Row = {"edition": cohort.edition, "code": item.code, "level": _level(item.code)}
        row |= {"count": item.count, "assumed_count": item.assumed, "inferred_count": item.inferred}
        for name in _PAIRS:
            row |= _ends(name, getattr(item, name))
        place = item.rank
        row |= {"best": place and place.best, "worst": place and place.worst, "among": place and place.of}
        yield row


def _edition(edition: model.Edition) -> Iterator[Row]:
    for item in edition.walk():
        yield {
            "edition": edition.id,
            "code": item.code,
            "level": _level(item.code),
            "name": edition.name(item.code),
            "max": item.max,
            "scored": item.scored if isinstance(item, model.Question) else True,
        }


def _scored(scored: model.Scored) -> Iterator[Row]:
    for card in scored.scorecards:
        yield from _scorecard(card)


def _conversions(conversions: model.Conversions) -> Iterator[Row]:
    for conversion in conversions.conversions:
        yield from _conversion(conversion)


_MAKERS: Mapping[type, Callable[[Any], Iterator[Row]]] = {
    model.Scorecard: _scorecard,
    model.Scored: _scored,
    model.Conversion: _conversion,
    model.Conversions: _conversions,
    model.Comparison: _comparison,
    model.Cohort: _cohort,
    model.Edition: _edition,
}
