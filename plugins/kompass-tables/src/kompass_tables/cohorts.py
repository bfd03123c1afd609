"""Sum up scored tables by item and group: exact means, quantiles and places, with the number behind each.

The engine counts how often every value stands in a group; what follows from the counts is exact arithmetic.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, final

from attrs import frozen

from kompass_spec.model import TOTAL, Edition, Interval
from kompass_tables.staging import as_name

__all__ = ["Counts", "ItemSummary", "counts_of", "places_of", "summaries_of"]

_QUARTERS = 4
Group = tuple[Any, ...]
Value = tuple[int, int]
"""A number of units, and the maximum that it is a part of."""


@final
@frozen(kw_only=True)
class ItemSummary:
    """Hold what the rows of a group say of one item, in points of its whole maximum.

    ``group`` are the values of the columns that rows are grouped by; ``count`` is the number of rows behind
    every figure, of which ``inferred`` tell of the item only by the total and all other areas. The quartiles
    are ``None`` below four rows.
    """

    group: Group
    code: str
    count: int
    inferred: int
    mean: Interval
    median: Interval
    least: Interval
    greatest: Interval
    lower_quartile: Interval | None
    upper_quartile: Interval | None


@final
@frozen(kw_only=True)
class Counts:
    """Hold how often every value is the low or the high end of an item in a group, values in rising order."""

    low: tuple[tuple[Fraction, int], ...]
    high: tuple[tuple[Fraction, int], ...]
    inferred: int = 0

    @property
    def count(self) -> int:
        """Return how many rows there are."""
        return sum(number for _, number in self.low)


def points_of(value: Value, whole: int, unit: int) -> Fraction:
    """Return units as points of the whole maximum, of which as large a share is meant as of what applies.

    >>> points_of((1200, 3200), 4000, 40)
    Fraction(75, 2)
    """
    units, applying = value
    return Fraction(units * whole, applying * unit) if applying else Fraction(units, unit)


def whole_units(edition: Edition, code: str, unit: int) -> int:
    """Return the maximum of an item for whoever it applies to, in units."""
    points = edition.max if code == TOTAL else edition.item(code).max
    return int((points or Fraction(0)) * unit)


def counts_of(
    connection: Any, table: str, code: str, *, by: Sequence[str], edition: Edition, unit: int
) -> dict[Group, Counts]:
    """Return how often every value stands in every group of a table of ends in units."""
    keys = [as_name(f"by:{name}") for name in by]
    whole = whole_units(edition, code, unit)
    ends = []
    for end in ("low", "high"):
        value = f"{as_name(f'{code}.{end}')}, {as_name(f'{code}.max')}"
        query = (
            f"SELECT {', '.join([*keys, value])}, count(*),"
            f" count(*) FILTER ({as_name(f'{code}.inferred')}) FROM {table}"
            f" WHERE {as_name(f'{code}.told')} GROUP BY ALL"
        )
        found: dict[Group, dict[Fraction, int]] = {}
        inferred: dict[Group, int] = {}
        for row in connection.sql(query).fetchall():
            group, (units, applying, number, only) = tuple(row[: len(by)]), row[len(by) :]
            points = points_of((units, applying), whole, unit)
            values = found.setdefault(group, {})
            values[points] = values.get(points, 0) + number
            inferred[group] = inferred.get(group, 0) + only
        ends.append((found, inferred))
    (lows, inferred), (highs, _) = ends
    return {
        group: Counts(
            low=tuple(sorted(lows[group].items())),
            high=tuple(sorted(highs[group].items())),
            inferred=inferred[group],
        )
        for group in lows
    }


def summaries_of(code: str, counted: Mapping[Group, Counts]) -> Iterator[ItemSummary]:
    """Iterate over what groups say of an item, in the order of the groups."""
    for group in sorted(counted, key=_in_order):
        counts = counted[group]
        quarters = counts.count >= _QUARTERS
        yield ItemSummary(
            group=group,
            code=code,
            count=counts.count,
            inferred=counts.inferred,
            mean=Interval(_mean(counts.low), _mean(counts.high)),
            median=_quantile(counts, Fraction(1, 2)),
            least=_quantile(counts, Fraction(0)),
            greatest=_quantile(counts, Fraction(1)),
            lower_quartile=_quantile(counts, Fraction(1, 4)) if quarters else None,
            upper_quartile=_quantile(counts, Fraction(3, 4)) if quarters else None,
        )


def _in_order(group: Group) -> tuple[tuple[bool, str, Any], ...]:
    """Return what groups are ordered by: each value among those of its type, what is missing last."""
    return tuple((value is None, type(value).__name__, value if value is not None else 0) for value in group)


def _mean(counts: Sequence[tuple[Fraction, int]]) -> Fraction:
    return sum((value * number for value, number in counts), Fraction(0)) / sum(
        number for _, number in counts
    )


def _quantile(counts: Counts, share: Fraction) -> Interval:
    return Interval(_between(counts.low, share), _between(counts.high, share))


def _between(counts: Sequence[tuple[Fraction, int]], share: Fraction) -> Fraction:
    """Return the quantile by linear interpolation between neighbours (definition 7 of Hyndman and Fan)."""
    position = share * (sum(number for _, number in counts) - 1)
    below = position.numerator // position.denominator
    first, second = _at(counts, below), _at(counts, below + 1)
    return first + (position - below) * (second - first)


def _at(counts: Sequence[tuple[Fraction, int]], index: int) -> Fraction:
    """Return the value with an index among all, the last one beyond the end."""
    for value, number in counts:
        if index < number:
            return value
        index -= number
    return counts[-1][0]


def places_of(counts: Counts) -> tuple[dict[Fraction, int], dict[Fraction, int]]:
    """Return for values how many low ends are above a high end, and how many high ends above a low end.

    >>> one, other = (Fraction(10), 1), (Fraction(12), 1)
    >>> above_high, above_low = places_of(Counts(low=(one, other), high=((Fraction(11), 1), other)))
    >>> above_high[Fraction(11)], above_low[Fraction(10)]
    (1, 2)
    """
    return (
        _above([value for value, _ in counts.high], counts.low),
        _above([value for value, _ in counts.low], counts.high),
    )


def _above(asked: Sequence[Fraction], counts: Sequence[tuple[Fraction, int]]) -> dict[Fraction, int]:
    found: dict[Fraction, int] = {}
    left = len(counts)
    above = 0
    for value in reversed(asked):
        while left and counts[left - 1][0] > value:
            left -= 1
            above += counts[left][1]
        found[value] = above
    return found
