"""Links that follow from others, done again plainly: cells are pairs of lowest items, parts are sets of them.

A part has its cells, what it takes of the source and gives to the target, in points from least to most, and
what a point of it is worth, where that is known and the same throughout. It shares no code with the tested
one, which counts in bits and looks for less.
"""

from fractions import Fraction
from itertools import combinations
from typing import Any

ZERO = Fraction(0)
MOST = 300
"""So many parts are looked at."""


class Part:
    def __init__(self, cells, taken, given, price=None):
        self.cells, self.taken, self.given, self.price = cells, taken, given, price

    def side(self, number):
        """Return the lowest items of the source, 0, or of the target, 1."""
        return frozenset(cell[number] for cell in self.cells)

    def low(self, number):
        return (self.taken if number == 0 else self.given)[0]

    def is_nothing(self):
        return self.taken[1] == 0 or self.given[1] == 0

    def says_as_much(self, other):
        """Tell whether nothing more is known of the same cells by another part."""
        if other.is_nothing():
            return self.is_nothing()
        if other.price is not None and self.price is None:
            return False
        return (
            self.taken[0] >= other.taken[0]
            and self.taken[1] <= other.taken[1]
            and self.given[1] <= other.given[1]
        )


class Following:
    """Find the parts that follow from some, of items with these maxima on both sides."""

    def __init__(self, parts, sizes):
        self.sizes = sizes
        self.parts = list(parts)
        self.contradicted = False
        known = -1
        while known != len(self.parts) and len(self.parts) < MOST and not self.contradicted:
            known = len(self.parts)
            self._rests_of_items()
            self._two_prices()
            self._differences()

    def _add(self, part):
        if (
            part.cells
            and not any(one.cells == part.cells and one.says_as_much(part) for one in self.parts)
            and not (part.price is not None and not part.is_nothing() and is_made_of(part, self.parts))
        ):
            self.parts.append(part)

    def _rests_of_items(self):
        """Of some items: all that is in none of the parts of just these items that lie side by side."""
        for number in (0, 1):
            for items in {part.side(number) for part in self.parts if part.low(number)}:
                own = [part for part in self.parts if part.side(number) == items and part.low(number)]
                own = sorted(own, key=lambda part: -part.low(number))[:12]
                best = max(
                    families_of(own, number), key=lambda family: sum(part.low(number) for part in family)
                )
                size = sum(self.sizes[number][item] for item in items)
                left = size - sum(part.low(number) for part in best)
                every = self.sizes[1 - number]
                cells = frozenset(
                    (one, other) if number == 0 else (other, one) for one in items for other in every
                )
                cells = cells.difference(*(part.cells for part in best))
                ends, rest = (ZERO, left), (ZERO, sum(every.values()))
                if left < 0:
                    self.contradicted = True
                else:
                    self._add(Part(cells, *((ends, rest) if number == 0 else (rest, ends))))

    def _two_prices(self):
        """What would be worth two things at once is nothing."""
        for one, other in combinations([part for part in self.parts if part.price is not None], 2):
            if one.price != other.price:
                self._add(Part(one.cells & other.cells, (ZERO, ZERO), (ZERO, ZERO), one.price))

    def _differences(self):
        """What a part has without others: first without all in which nothing lies, then without any one."""
        nothing = [part for part in self.parts if part.is_nothing()]
        for part in list(self.parts):
            if not part.is_nothing():
                self._without(part, [one for one in nothing if one.cells & part.cells])
        for part in list(self.parts):
            if part.price is None or part.is_nothing() or any(one.cells & part.cells for one in nothing):
                continue
            self._without(part, side_by_side(part, self.parts))
            for other in list(self.parts):
                if other is not part and other.cells & part.cells:
                    self._without(part, [other])

    def _without(self, part, others):
        cells = part.cells.difference(*(one.cells for one in others))
        inside = all(one.cells <= part.cells for one in others) and not any(
            one.cells & other.cells for one, other in combinations(others, 2)
        )
        price = part.price
        if price is None:
            taken = left_of(part.taken, [one.taken for one in others], inside)
            given = left_of(part.given, [one.given for one in others], inside)
        else:
            gone = [
                (max(one.taken[0], one.given[0] / price), min(one.taken[1], one.given[1] / price))
                for one in others
            ]
            taken = left_of(part.taken, gone, inside)
            given = taken[0] * price, taken[1] * price
        if cells == part.cells:
            return
        if taken[1] < 0 or given[1] < 0 or (not cells and (taken[0] or given[0])):
            self.contradicted = True
        elif cells and (taken[0] or given[0] or not taken[1] or not given[1]):
            self._add(Part(cells, taken, given, price))


def left_of(ends, gone, inside):
    """Return what is left at least, and at most: what lies inside can be taken off for sure."""
    low = ends[0] - sum(most for _, most in gone)
    high = ends[1] - sum(least for least, _ in gone) if inside else ends[1]
    return max(ZERO, low), high


def families_of(parts, number):
    """Return every choice of parts of which no two have items across in common."""
    found: list[list[Part]] = [[]]
    for part in parts:
        found += [
            [*known, part]
            for known in found
            if not any(part.side(1 - number) & one.side(1 - number) for one in known)
        ]
    return found


def side_by_side(part, parts):
    """Return parts within another that have nothing in common, the largest first."""
    inside = [one for one in parts if one.cells < part.cells and one.price is not None and one.taken[0]]
    chosen: list[Part] = []
    for one in sorted(inside, key=lambda one: -len(one.cells)):
        if not any(one.cells & other.cells for other in chosen):
            chosen.append(one)
    return chosen


def is_made_of(part, parts):
    """Tell whether parts that lie in another side by side are all of it, and all that is known of it."""
    chosen = side_by_side(part, parts)
    cells = frozenset().union(*(one.cells for one in chosen))
    return cells == part.cells and sum(one.taken[0] for one in chosen) >= part.taken[0]


def worth_saying(parts, stated):
    """Return those parts that say more than links within them do, the smallest first."""
    said = [(part.side(0), part.side(1), part.taken[0], part.given[0]) for part in stated]
    found = []
    new = [part for part in parts if part not in stated and part.price is not None and part.taken[0] > 0]
    for part in sorted(new, key=lambda one: (len(one.side(0)) * len(one.side(1)), -one.taken[0])):
        one, two = part.side(0), part.side(1)
        inside = [link for link in said if link[0] <= one and link[1] <= two]
        if not any(
            sum(link[2] for link in family) >= part.taken[0]
            and sum(link[3] for link in family) >= part.given[0]
            for family in apart(inside)
        ):
            said.append((one, two, part.taken[0], part.given[0]))
            found.append(part)
    return found


def apart(links):
    found: list[list[tuple[Any, ...]]] = [[]]
    for link in links:
        found += [
            [*known, link]
            for known in found
            if not any(link[0] & other[0] and link[1] & other[1] for other in known)
        ]
        if len(found) > 500:
            break
    return found


def following_links(parts, sizes):
    """Return what follows: the lowest items of both sides, and what is taken and given at least."""
    if len(parts) < 2 or all(len(part.cells) == 1 for part in parts):
        return []
    search = Following(parts, sizes)
    if search.contradicted:
        return []
    return [
        (part.side(0), part.side(1), part.taken[0], part.given[0])
        for part in worth_saying(search.parts, parts)
    ]
