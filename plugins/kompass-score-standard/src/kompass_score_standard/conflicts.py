"""Find figures that no true values can print: what conflicts, and a smallest set that shows it.

Figures can only conflict in three ways: one alone lies outside of what its item can have, two of one item
have nothing in common, or one of an item lies beyond every sum of its parts.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import final

from attrs import define, field, frozen

from kompass_score_standard.smallest import smallest_set
from kompass_score_standard.tree import Figure, Figures, Item, Tree

__all__ = ["Conflict", "find_conflicts"]


@final
@frozen(eq=False)
class Conflict:
    """Hold a smallest set of figures that cannot all be true, and the figures set aside because of it."""

    item: Item
    smallest: tuple[Figure, ...]
    set_aside: tuple[Figure, ...]


def find_conflicts(tree: Tree, upwards: dict[str, tuple[int, int]] | None = None) -> tuple[Conflict, ...]:
    """Return the conflicts of the whole tree, those of parts before those of what they add up to.

    Every later conflict is one of figures that no earlier one has set aside. Where nothing conflicts, the
    intervals of the items by their figures and their parts are in ``upwards`` afterwards.
    """
    ends = upwards if upwards is not None else {}
    found = _Found(tree.figures)
    # The parts first: what conflicts below is set aside there, and is not blamed on the item again.
    for item in tree.outline.upwards:
        figures = tree.figures.get(item.code, ())
        low, high = _in_common(item, figures) if figures else (0, item.max)
        if low > high:
            figures = found.among(item, figures)
            low, high = _in_common(item, figures)
        if item.parts:
            below = [ends[part.code] for part in item.parts]
            sum_low, sum_high = sum([low for low, _ in below]), sum([high for _, high in below])
            if low > sum_high or sum_low > high:
                found.beyond_parts(item, figures)
                # The item's figures agree with each other, and so do those of its parts: only the two
                # together conflict. The item's are set aside, and its parts stand.
                low, high = (0, item.max) if item.is_rest else (sum_low, sum_high)
            else:
                low, high = max(low, sum_low), min(high, sum_high)
        ends[item.code] = low, high
    return tuple(found.conflicts)


@final
@define(eq=False)
class _Found:
    """Collect conflicts, and the figures that they set aside."""

    figures: Figures
    conflicts: list[Conflict] = field(init=False, factory=list)
    aside: set[Figure] = field(init=False, factory=set)

    def among(self, item: Item, figures: Sequence[Figure]) -> Sequence[Figure]:
        """Add the conflicts among the figures of one item, and return those that stand."""
        for conflict in _own_conflicts(item, figures):
            self.conflicts.append(conflict)
            self.aside.update(conflict.set_aside)
        return [figure for figure in figures if figure not in self.aside]

    def beyond_parts(self, item: Item, figures: Sequence[Figure]) -> None:
        """Add the conflict between the figures of an item and those of its parts."""
        lost: Iterable[Figure] = figures
        if item.is_rest:
            # Nothing is printed of the rest itself: its parts have more together than is left for them.
            below = [figure for part in item.parts for figure in self.figures.get(part.code, ())]
            below.sort(key=lambda figure: figure.order)
            lost = (figure for figure in below if figure not in self.aside)
        conflict = Conflict(item, smallest_set(item, self.figures, self.aside), tuple(lost))
        self.conflicts.append(conflict)
        self.aside.update(conflict.set_aside)


def _in_common(item: Item, figures: Iterable[Figure]) -> tuple[int, int]:
    """Return the ends of what an item can have by figures of it; of nothing, the low one is higher."""
    low, high = 0, item.max
    for figure in figures:
        # Asked of every figure: to call what finds the greater of two takes longer than to compare them.
        if figure.low > low:  # noqa: PLR1730 - see above
            low = figure.low
        if figure.high < high:  # noqa: PLR1730 - see above
            high = figure.high
    return low, high


def _own_conflicts(item: Item, figures: Iterable[Figure]) -> Iterator[Conflict]:
    """Find what conflicts among the figures of one item and its maximum, whatever its parts say."""
    possible = []
    for figure in figures:
        if figure.high < 0 or figure.low > item.max:
            yield Conflict(item, (figure,), (figure,))
        else:
            possible.append(figure)
    # A figure is apart from another one exactly if it ends below the highest beginning, or begins above the
    # lowest end.
    highest = max((figure.low for figure in possible), default=0)
    lowest = min((figure.high for figure in possible), default=item.max)
    apart = tuple(figure for figure in possible if figure.high < highest or figure.low > lowest)
    if apart:
        # Intervals that meet in pairs have a point in common, so two figures are enough to show a conflict.
        first, *others = apart
        other = next(figure for figure in others if first.high < figure.low or figure.high < first.low)
        yield Conflict(item, (first, other), apart)
