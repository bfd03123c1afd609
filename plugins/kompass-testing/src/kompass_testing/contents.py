"""The narrowest bounds that are true, by linear programmes over all contents: the oracle of conversions.

They need SciPy, which ``kompass-testing[solver]`` brings. The programmes are of exact shares; what they find
is as exact as the solver.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from importlib import import_module
from typing import Any, final

from kompass_spec.model import Link, Scorecard
from kompass_spec.model.mapping_rules import leaves_of, share_of
from kompass_testing.worlds import Divided, lowest

__all__ = ["Contents", "LeafContents"]

_Row = Mapping[Any, float]


class _Programme:
    """A linear programme over named unknowns that are 0 or more."""

    def __init__(self, old: Divided, new: Divided) -> None:
        self.old, self.new = old.edition, new.edition
        self.sizes = {item.code: float(item.max or 0) for item in lowest(old)}
        self.maxima = {item.code: float(item.max or 0) for item in lowest(new)}
        self.names: dict[Any, int] = {}
        self.most: dict[Any, float] = {}
        self.equal: list[tuple[_Row, float]] = []
        self.at_most: list[tuple[_Row, float]] = []

    def unknown(self, name: Any, most: float | None = None) -> Any:
        self.names.setdefault(name, len(self.names))
        if most is not None:
            self.most[name] = most
        return name

    def keep_to(self, card: Scorecard, points: Mapping[str, _Row]) -> None:
        """Keep every item of the source to its score, the sums too."""
        for score in card.total.walk():
            row: dict[Any, float] = {}
            for leaf in leaves_of(self.old, [score.code]):
                for name, factor in points[leaf].items():
                    row[name] = row.get(name, 0) + factor
            self.at_most.append((row, float(score.high)))
            self.at_most.append(({name: -factor for name, factor in row.items()}, -float(score.low)))

    def least(self, objective: _Row) -> float:
        """Return the least value of an objective."""
        linprog = import_module("scipy.optimize").linprog
        csr_matrix = import_module("scipy.sparse").csr_matrix

        def matrix(rows: Sequence[tuple[_Row, float]]) -> Any:
            if not rows:
                return None
            cells = [(index, self.names[name], factor) for index, (row, _) in enumerate(rows)
                     for name, factor in row.items()]  # fmt: skip
            where = ([cell[0] for cell in cells], [cell[1] for cell in cells])
            return csr_matrix(([cell[2] for cell in cells], where), shape=(len(rows), len(self.names)))

        cost = [0.0] * len(self.names)
        for name, factor in objective.items():
            cost[self.names[name]] += factor
        found = linprog(
            cost,
            A_ub=matrix(self.at_most), b_ub=[value for _, value in self.at_most] or None,
            A_eq=matrix(self.equal), b_eq=[value for _, value in self.equal] or None,
            bounds=[(0, self.most.get(name)) for name in self.names], method="highs",
        )  # fmt: skip
        if found.status != 0:
            raise ValueError(found.message)
        return float(found.fun)

    def points_of(self, leaf: str) -> _Row:
        raise NotImplementedError

    def ends(self, code: str) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest points that an item of the target can have."""
        row: dict[Any, float] = {}
        for leaf in leaves_of(self.new, [code]):
            for name, factor in self.points_of(leaf).items():
                row[name] = row.get(name, 0) + factor
        low = self.least(row)
        high = -self.least({name: -factor for name, factor in row.items()})
        return Fraction(low), Fraction(high)


@final
class LeafContents(_Programme):
    """All contents that exact shares between lowest items allow: what of each common part is fulfilled."""

    def __init__(self, old: Divided, new: Divided, links: Sequence[Link], card: Scorecard) -> None:
        super().__init__(old, new)
        self.parts: dict[str, dict[Any, float]] = {code: {} for code in self.maxima}
        points: dict[str, dict[Any, float]] = {code: {} for code in self.sizes}
        left, rest = dict(self.sizes), dict(self.maxima)
        for link in links:
            (source,), (target,) = link.source, link.target
            taken = float(share_of(link, "of_source")[0]) * self.sizes[source]
            given = float(share_of(link, "of_target")[0]) * self.maxima[target]
            name = self.unknown((source, target), taken)
            points[source][name] = 1
            self.parts[target][name] = given / taken
            left[source] -= taken
            rest[target] -= given
        for code, most in left.items():
            points[code][self.unknown(("source", code), max(most, 0))] = 1
        for code, most in rest.items():
            self.parts[code][self.unknown(("target", code), max(most, 0))] = 1
        self.keep_to(card, points)

    def points_of(self, leaf: str) -> _Row:
        """Return the points of a lowest item of the target."""
        return self.parts[leaf]


@final
class Contents(_Programme):
    """All contents that links with exact shares between any items allow.

    A cell is what a lowest item of either side have in common: as weighed there, as weighed here, and how
    much of each is fulfilled. Within the common part of a link both weigh it alike, elsewhere they need not.
    """

    def __init__(self, old: Divided, new: Divided, links: Sequence[Link], card: Scorecard) -> None:
        super().__init__(old, new)
        self.sources, self.targets = [*self.sizes, None], [*self.maxima, None]
        for source in self.sources:
            for target in self.targets:
                for kind in ("there", "here", "there filled", "here filled"):
                    self.unknown((kind, source, target))
                for side in ("there", "here"):
                    filled = {(f"{side} filled", source, target): 1.0, (side, source, target): -1.0}
                    self.at_most.append((filled, 0.0))
        for source, size in self.sizes.items():
            self.equal.append(({("there", source, target): 1.0 for target in self.targets}, size))
        for target, size in self.maxima.items():
            self.equal.append(({("here", source, target): 1.0 for source in self.sources}, size))
        for link in links:
            self._join(link)
        points = {
            source: {("there filled", source, target): 1.0 for target in self.targets}
            for source in self.sizes
        }
        self.keep_to(card, points)

    def _join(self, link: Link) -> None:
        sources, targets = leaves_of(self.old, link.source), leaves_of(self.new, link.target)
        taken = float(share_of(link, "of_source")[0]) * sum(self.sizes[code] for code in sources)
        given = float(share_of(link, "of_target")[0]) * sum(self.maxima[code] for code in targets)
        cells = [(source, target) for source in sources for target in targets]
        self.equal.append(({("there", *cell): 1.0 for cell in cells}, taken))
        self.equal.append(({("here", *cell): 1.0 for cell in cells}, given))
        for source, target in cells:
            for filled in ("", " filled"):
                alike = {
                    (f"here{filled}", source, target): 1.0,
                    (f"there{filled}", source, target): -given / taken,
                }
                self.equal.append((alike, 0.0))

    def points_of(self, leaf: str) -> _Row:
        """Return the points of a lowest item of the target."""
        return {("here filled", source, leaf): 1.0 for source in self.sources}
