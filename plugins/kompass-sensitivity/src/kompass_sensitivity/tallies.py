"""Count how draws rank: whole numbers only, so that adding them up in any order gives the same."""

from collections import Counter
from fractions import Fraction

import numpy as np

from kompass_sensitivity.draws import FACTOR_BITS, Drawer, totals
from kompass_sensitivity.figures import Whole

__all__ = ["Tally", "drawn_totals", "tally_of"]

_SQUARED_BITS = 18
"""The bits of a total of which squares are added up: 4,096 of them stay exact as floats, too, and a hundred
million as whole numbers."""


class Tally:
    """Count the draws of a stretch: who was ahead of whom, and who was at which place.

    ``ahead[a, b]`` are the draws with a ahead of b. ``best[a, p]`` are those with a at place p + 1, where
    those that are equal share the best place; ``shared`` are those in which a shared places, as keys of
    position, best and worst place. ``places`` are the sums of twice the middle place, ``squares`` of its
    square. ``sums`` and ``products`` are of totals in steps of ``step`` units.
    """

    def __init__(self, count: int) -> None:
        self.draws = 0
        self.ahead: Whole = np.zeros((count, count), dtype=np.int64)
        self.best: Whole = np.zeros((count, count), dtype=np.int64)
        self.shared: Counter[tuple[int, int, int]] = Counter()
        self.places: Whole = np.zeros(count, dtype=np.int64)
        self.squares: Whole = np.zeros(count, dtype=np.int64)
        self.sums: Whole = np.zeros(count, dtype=np.int64)
        self.products: Whole = np.zeros((count, count), dtype=np.int64)
        self.narrow: Whole = np.zeros(count, dtype=np.int64)

    def add(self, other: "Tally") -> None:
        """Add the draws of another stretch."""
        self.draws += other.draws
        for name in ("ahead", "best", "places", "squares", "sums", "products", "narrow"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.shared += other.shared

    def acceptability(self) -> list[tuple[Fraction, ...]]:
        """Return the share of the draws with each result at each place; equal ones divide theirs."""
        none = Fraction(0)
        shares = [
            [Fraction(number, self.draws) if number else none for number in row] for row in self.best.tolist()
        ]
        for (member, best, worst), number in sorted(self.shared.items()):
            row, share = shares[member], Fraction(number, self.draws)
            row[best - 1] -= share
            for place in range(best, worst + 1):
                row[place - 1] += share / (worst - best + 1)
        return [tuple(row) for row in shares]


def step_of(maximum: Fraction, units: int) -> int:
    """Return how many units a step of the totals has of which squares are added up."""
    return max(1, -(-int(maximum * units) // (1 << _SQUARED_BITS)))


def drawn_totals(drawer: Drawer, start: int, count: int) -> tuple[Whole, Whole]:
    """Return the totals of draws, a row for each result, and how many draws of each were narrow."""
    factors = drawer.factors(drawer.raw_weights(start, count))
    rows, narrow = [], []
    for member in range(drawer.figures.count):
        points, is_narrow = drawer.points(member, start, count)
        rows.append(totals(points, factors))
        narrow.append(int(is_narrow.sum()))
    return np.stack(rows), np.array(narrow, dtype=np.int64)


def tally_of(drawer: Drawer, start: int, count: int) -> Tally:
    """Return the tally of ``count`` draws from ``start`` on, of which there are at most 4,096."""
    drawn, narrow = drawn_totals(drawer, start, count)
    tally = Tally(drawn.shape[0])
    tally.draws, tally.narrow = count, narrow
    for member, row in enumerate(drawn):
        above = drawn > row
        best = 1 + above.sum(axis=0)
        worst = above.sum(axis=0) + (drawn == row).sum(axis=0)
        tally.ahead[:, member] = above.sum(axis=1)
        tally.best[member] = np.bincount(best - 1, minlength=drawn.shape[0])
        is_shared = worst > best
        pairs = zip(best[is_shared].tolist(), worst[is_shared].tolist(), strict=True)
        tally.shared.update((member, first, last) for first, last in pairs)
        twice = best + worst
        tally.places[member] = twice.sum()
        tally.squares[member] = (twice * twice).sum()
    units = drawer.figures.units
    steps = (drawn >> FACTOR_BITS) // step_of(drawer.figures.maximum, units)
    tally.sums = steps.sum(axis=1)
    # Every product and sum of them is a whole number that a float holds, so their order does not matter.
    tally.products = (steps.astype(np.float64) @ steps.T.astype(np.float64)).astype(np.int64)
    return tally
