"""What the scores of a source say of sums, done again plainly: every curve is a list of straight lines.

A line is a slope and a constant. ``least`` is over all points of the lowest items that the scores allow, and
what an item is worth to a target is the highest of its lines at its points. It shares no code with the tested
one, which puts segments in order; here every slope is tried.
"""

from fractions import Fraction
from itertools import combinations

ZERO, ONE = Fraction(0), Fraction(1)


class Tree:
    """Items with their parts, their maxima and their bounds, each as narrow as sums make it."""

    def __init__(self, parts, size, ends):
        self.parts, self.size = parts, size
        self.low = {code: low for code, (low, _) in ends.items()}
        self.high = {code: high for code, (_, high) in ends.items()}
        # Down and up until nothing moves, whatever the order.
        moved = True
        while moved:
            before = dict(self.low), dict(self.high)
            for code, below in parts.items():
                self._hold(code, below)
            moved = before != (self.low, self.high)
            if any(self.low[code] > self.high[code] for code in self.low):
                moved = False
        self.possible = all(self.low[code] <= self.high[code] for code in self.low)

    def _hold(self, code, below):
        if not below:
            return
        self.low[code] = max(self.low[code], sum(self.low[part] for part in below))
        self.high[code] = min(self.high[code], sum(self.high[part] for part in below))
        for part in below:
            others = [one for one in below if one != part]
            self.low[part] = max(self.low[part], self.low[code] - sum(self.high[one] for one in others))
            self.high[part] = min(self.high[part], self.high[code] - sum(self.low[one] for one in others))

    def lacking(self):
        """Return the tree of what everything lacks."""
        ends = {
            code: (self.size[code] - self.high[code], self.size[code] - self.low[code]) for code in self.low
        }
        return Tree(self.parts, self.size, ends)

    def leaves(self, code):
        below = self.parts.get(code, [])
        return frozenset().union(*(self.leaves(part) for part in below)) if below else frozenset([code])

    def grouped(self, unions):
        """Return the tree with unions of parts of one item as items between it and them."""
        parts = {code: list(below) for code, below in self.parts.items()}
        size, ends = dict(self.size), {code: (self.low[code], self.high[code]) for code in self.low}
        for union in unions:
            for code in list(parts):
                inside = [part for part in parts[code] if self.leaves(part) <= union]
                if len(inside) > 1 and frozenset().union(*map(self.leaves, inside)) == union:
                    name = "+".join(inside)
                    parts[code] = [*(part for part in parts[code] if part not in inside), name]
                    parts[name] = inside
                    size[name] = sum(size[part] for part in inside)
                    ends[name] = (
                        sum(ends[part][0] for part in inside),
                        sum(ends[part][1] for part in inside),
                    )
        return Tree(parts, size, ends)

    def least(self, lines, top="total"):
        """Return the least worth, where ``lines`` are those of items that have some of their own."""
        return at(self._lines(top, lines), self.low[top])

    def _lines(self, code, own):
        below = self.parts.get(code, [])
        if not below:
            return own.get(code, [(ZERO, ZERO)])
        inner = {part: self._lines(part, own) for part in below}
        slopes = {slope for lines in inner.values() for slope, _ in lines}
        return [
            (slope, -sum(self._most(part, inner[part], slope) for part in below)) for slope in slopes
        ] + own.get(code, [])

    def _most(self, code, lines, price):
        """Return the most that points at a price bring beyond what they are worth."""
        low, high = self.low[code], self.high[code]
        places = {low, high}
        for (one, left), (other, right) in combinations(lines, 2):
            if one != other and low <= (crossing := (right - left) / (one - other)) <= high:
                places.add(crossing)
        return max(price * place - at(lines, place) for place in places)

    def sum_of(self, worth):
        """Return the least of lowest items, each of whose points is worth something."""
        return self.least({code: [(slope, ZERO)] for code, slope in worth.items()})

    def settled(self):
        """Return points that the scores allow, none at an end that is not the only value."""
        found = {}

        def settle(code, points):
            found[code] = points
            below = self.parts.get(code, [])
            least = sum(self.low[part] for part in below)
            room = sum(self.high[part] for part in below) - least
            for part in below:
                share = (points - least) / room if room else ZERO
                settle(part, self.low[part] + share * (self.high[part] - self.low[part]))

        settle("total", self.low["total"] + (self.high["total"] - self.low["total"]) / 3)
        return found


def at(lines, points):
    """Return the highest of lines at a place."""
    return max(slope * points + constant for slope, constant in lines)
