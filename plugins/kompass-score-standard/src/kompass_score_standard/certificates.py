"""Write down why every interval is as narrow as it is, and why a contradiction is one."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import final

from attrs import define, field

from kompass_score_standard.conflicts import Conflict
from kompass_score_standard.tree import Figure, Item, Tree
from kompass_spec.model import (
    BoundEnd as End,
    Certificate,
    CertificateGround as Ground,
    CertificateLine,
    CertificateWriter,
    CertifiedEnds,
    CertifiedItem,
    PrintedFigure,
)

__all__ = ["certificate_of"]

_Ends = tuple[int, int]


def certificate_of(
    tree: Tree,
    edition: str,
    settled: dict[str, _Ends],
    aside: Collection[Figure],
    conflicts: Iterable[Conflict],
) -> Certificate:
    """Return the certificate of the intervals ``settled``, without the figures ``aside``, and of conflicts.

    Where nobody knows the maxima of some parts, what follows from these is not written down, and neither is
    the end of an item that rests on it.
    """
    items = [item for item in tree.total.walk() if not item.is_rest]
    writer = _Writer(tree, edition, CertificateWriter(tuple(_certified(item, edition) for item in items)))
    upwards: dict[str, _Ends] = {}
    writer.upwards(tree.total, lambda figure: figure not in aside, upwards)
    ends = {tree.total.code: upwards[tree.total.code]}
    writer.downwards(tree.total, upwards, ends)
    proved = [
        CertifiedEnds(item=item.code, low=ends[item.code][0], high=ends[item.code][1])
        for item in items
        if item.code in ends and writer.gives(ends[item.code], settled[item.code])
    ]
    contradictions = list(writer.conflicts(conflicts))
    whole = writer.writer.certificate(proved, contradictions)
    # Of the lines that were tried, only those that something rests on stay.
    return whole.of(item.code for item in items)


def _certified(item: Item, edition: str) -> CertifiedItem:
    return CertifiedItem(
        edition=edition, code=item.code, max=item.points, parts=tuple(part.code for part in _parts(item))
    )


def _parts(item: Item) -> tuple[Item, ...]:
    """Return the parts that an item is the sum of, none where the maximum of one is not known."""
    return () if any(part.is_rest for part in item.parts) else item.parts


@final
@define(eq=False)
class _Writer:
    """Write the lines of one tree."""

    tree: Tree
    edition: str
    writer: CertificateWriter
    _points: dict[int, int] = field(init=False, factory=dict)

    def gives(self, ends: _Ends, wanted: _Ends) -> bool:
        """Tell whether lines give an interval."""
        return (self._points[ends[0]], self._points[ends[1]]) == wanted

    def upwards(self, item: Item, counts: Callable[[Figure], bool], found: dict[str, _Ends]) -> None:
        """Add the lines of an item by its figures and its parts, and those of all below it."""
        for part in _parts(item):
            self.upwards(part, counts, found)
        low, high = (list(self._known(item, end, counts, found)) for end in End)
        found[item.code] = (
            max(low, key=lambda number: self._points[number]),
            min(high, key=lambda number: self._points[number]),
        )

    def _known(
        self, item: Item, end: End, counts: Callable[[Figure], bool], found: dict[str, _Ends]
    ) -> Iterator[int]:
        """Iterate over the lines of one end of an item: of every item, by its figures, and by its parts."""
        side = 0 if end is End.LOW else 1
        yield self._add(item, end, 0 if end is End.LOW else item.max, Ground.ITEM)
        for figure in self.tree.figures.get(item.code, ()):
            if counts(figure):
                units = figure.low if end is End.LOW else figure.high
                yield self._add(item, end, units, Ground.FIGURE, figure=_printed(figure))
        parts = _parts(item)
        if parts:
            plus = tuple(found[part.code][side] for part in parts)
            units = sum(self._points[number] for number in plus)
            yield self._add(item, end, units, Ground.SUM, plus=plus)

    def downwards(self, item: Item, upwards: dict[str, _Ends], found: dict[str, _Ends]) -> None:
        """Add the lines of the parts of an item by what the others leave of it."""
        for part in _parts(item):
            ends = []
            for side, end in enumerate(End):
                known = upwards[part.code][side]
                others = tuple(upwards[one.code][1 - side] for one in _parts(item) if one is not part)
                whole = found[item.code][side]
                units = self._points[whole] - sum(self._points[number] for number in others)
                better = units > self._points[known] if end is End.LOW else units < self._points[known]
                if better:
                    known = self._add(part, end, units, Ground.SUM, plus=(whole,), minus=others)
                ends.append(known)
            found[part.code] = ends[0], ends[1]
            self.downwards(part, upwards, found)

    def conflicts(self, conflicts: Iterable[Conflict]) -> Iterator[CertifiedEnds]:
        """Iterate over contradictions: what the figures of a smallest set give, and nothing else."""
        for conflict in conflicts:
            found: dict[str, _Ends] = {}
            if conflict.item.is_rest:
                continue
            self.upwards(conflict.item, conflict.smallest.__contains__, found)
            low, high = found[conflict.item.code]
            if self._points[low] > self._points[high]:
                yield CertifiedEnds(item=conflict.item.code, low=low, high=high)

    def _add(
        self,
        item: Item,
        end: End,
        units: int,
        by: Ground,
        *,
        plus: tuple[int, ...] = (),
        minus: tuple[int, ...] = (),
        figure: PrintedFigure | None = None,
    ) -> int:
        number = self.writer.add(
            CertificateLine(
                edition=self.edition, items=(item.code,), end=end, points=self.tree.points(units), by=by,
                plus=plus, minus=minus, figure=figure,
            )
        )  # fmt: skip
        self._points[number] = units
        return number


def _printed(figure: Figure) -> PrintedFigure:
    seen = figure.printed
    return PrintedFigure(
        quantity=seen.quantity, value=seen.value, precision=seen.precision, line=seen.line, page=seen.page
    )
