"""Solve small linear programmes in exact arithmetic, where a float would decide on noise."""

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

__all__ = ["Row", "greatest"]

_NOTHING = Fraction(0)


class Row(NamedTuple):
    """Hold one equation: the coefficients of the unknowns, and what they add up to, which is not below 0."""

    terms: Mapping[Hashable, Fraction]
    total: Fraction


def greatest(rows: Sequence[Row], wanted: Hashable) -> Fraction | None:
    """Return the greatest value of the unknown ``wanted``; no unknown is below 0.

    ``None`` means that no values fulfil all rows, and that it has a greatest value is up to them. This is the
    simplex method in two phases with the rule of Bland (1977), by which it always ends.

    >>> half = Fraction(1, 2)
    >>> greatest([Row({"x": Fraction(1), "y": Fraction(1)}, half)], "x")
    Fraction(1, 2)
    >>> greatest([Row({"x": Fraction(1)}, half), Row({"x": Fraction(1)}, Fraction(1))], "x") is None
    True
    """
    tableau = _Tableau(rows)
    if tableau.lift(tableau.shortfall()) != 0:
        return None
    tableau.end_first_phase()
    return tableau.lift(tableau.cost_of(wanted))


class _Tableau:
    """Hold equations solved for one unknown each; those of the first phase are numbers, one for each row."""

    def __init__(self, rows: Sequence[Row]) -> None:
        names = dict.fromkeys(name for row in rows for name in row.terms)
        self.order: dict[Hashable, int] = {name: place for place, name in enumerate(names)}
        self.rows = [{name: value for name, value in row.terms.items() if value} for row in rows]
        self.totals = [row.total for row in rows]
        self.solved: list[Hashable | None] = [None] * len(rows)

    def shortfall(self) -> tuple[dict[Hashable, Fraction], Fraction]:
        """Return what is missing from the rows, to be lifted to 0, as coefficients and a value."""
        cost: dict[Hashable, Fraction] = {}
        for row in self.rows:
            _add(cost, row, Fraction(1))
        return cost, -sum(self.totals, _NOTHING)

    def cost_of(self, wanted: Hashable) -> tuple[dict[Hashable, Fraction], Fraction]:
        """Return an unknown by the unknowns that are free, as coefficients and a value."""
        if wanted not in self.solved:
            return {wanted: Fraction(1)} if wanted in self.order else {}, _NOTHING
        place = self.solved.index(wanted)
        cost: dict[Hashable, Fraction] = {}
        _add(cost, self.rows[place], Fraction(-1))
        cost.pop(wanted, None)
        return cost, self.totals[place]

    def lift(self, goal: tuple[dict[Hashable, Fraction], Fraction]) -> Fraction:
        """Return the greatest value that a goal has, and solve the rows for the unknowns that give it."""
        cost, value = goal
        while (entering := self._entering(cost)) is not None and (
            place := self._leaving(entering)
        ) is not None:
            self._solve(place, entering)
            factor = cost.pop(entering)
            value += factor * self.totals[place]
            rest = {name: share for name, share in self.rows[place].items() if name != entering}
            _add(cost, rest, -factor)
        return value

    def _entering(self, cost: Mapping[Hashable, Fraction]) -> Hashable | None:
        rising = [name for name, value in cost.items() if value > 0]
        return min(rising, key=self.order.__getitem__, default=None)

    def _leaving(self, entering: Hashable) -> int | None:
        """Return the row that is used up first; of several, one of the first phase or the first unknown."""
        limits = [
            (
                self.totals[place] / row[entering],
                -1 if (name := self.solved[place]) is None else self.order[name],
                place,
            )
            for place, row in enumerate(self.rows)
            if row.get(entering, _NOTHING) > 0
        ]
        return min(limits)[2] if limits else None

    def _solve(self, place: int, name: Hashable) -> None:
        """Solve a row for an unknown, and take that out of all others."""
        factor = self.rows[place][name]
        row = self.rows[place] = {other: value / factor for other, value in self.rows[place].items()}
        self.totals[place] /= factor
        for other, others in enumerate(self.rows):
            if other != place and (share := others.get(name)):
                _add(others, row, -share)
                self.totals[other] -= share * self.totals[place]
        self.solved[place] = name

    def end_first_phase(self) -> None:
        """Solve the rows that are still unsolved, all of whose totals are 0, or leave them out as empty."""
        for place, name in enumerate(self.solved):
            if name is None and self.rows[place]:
                self._solve(place, next(iter(self.rows[place])))
        kept = [place for place, name in enumerate(self.solved) if name is not None]
        self.rows = [self.rows[place] for place in kept]
        self.totals = [self.totals[place] for place in kept]
        self.solved = [self.solved[place] for place in kept]


def _add(onto: dict[Hashable, Fraction], row: Mapping[Hashable, Fraction], factor: Fraction) -> None:
    """Add a multiple of a row to another, which keeps no coefficient that is 0."""
    for name, value in row.items():
        changed = onto.get(name, _NOTHING) + factor * value
        if changed:
            onto[name] = changed
        else:
            onto.pop(name, None)
