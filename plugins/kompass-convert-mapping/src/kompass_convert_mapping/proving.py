"""What is proved of every item of the target: by links, by sums upwards, and by one pass down."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import final

from attrs import define, evolve, field

from kompass_convert_mapping.closed_form import ClosedForm, Found
from kompass_convert_mapping.groups import Claim
from kompass_convert_mapping.lines import Line, summed
from kompass_convert_mapping.source_lines import SourceLines, trivial
from kompass_convert_mapping.tree import Bounds, Layout, links_of
from kompass_convert_mapping.units import Number, total
from kompass_spec.model.disjoint import DisjointSets

__all__ = ["Proving"]

Lines = Mapping[tuple[str, bool], Line]


@final
@define(eq=False)
class Proving:
    """Prove bounds of every item of a target by ``claims`` of its links, and by the closed form."""

    layout: Layout
    closed: ClosedForm
    lines: SourceLines
    claims: Sequence[Claim]
    _by_item: dict[str, list[Claim]] = field(init=False, factory=dict)
    _of_several: list[Claim] = field(init=False, factory=list)

    def bounds(self) -> Bounds:
        """Return the bounds of every item, with the line that each end is."""
        self._add_rows_of_unions()
        for claim in self.claims:
            for code in claim.target:
                self._by_item.setdefault(code, []).append(claim)
        self._of_several = [claim for claim in self.claims if len(claim.target) > 1 and not claim.impossible]
        bounds = Bounds()
        # Every item comes after its parts, so what is known of the parts is final when the sum is made.
        for code in self.layout.upwards():
            self._prove(code, bounds)
        upwards = dict(bounds.lines)
        for code in reversed(list(self.layout.upwards())):
            self._pass_down(code, upwards, bounds)
        return bounds

    def reduced(self, bounds: Bounds, applying: Layout) -> Bounds:
        """Return the bounds of what applies of every item, which is ``applying`` of all of it.

        What does not apply can be any of its points; what applies of an item is the sum of that of its parts.
        """
        left = evolve(bounds, low={}, high={}, exact=set(), lines={})
        for code in self.layout.upwards():
            if applying.max[code] == self.layout.max[code]:
                _keep(left, code, bounds.lines[code, True], bounds.lines[code, False])
                left.exact |= bounds.exact & {code}
            else:
                self._reduce(code, applying, bounds, left)
        return left

    def _reduce(self, code: str, applying: Layout, bounds: Bounds, left: Bounds) -> None:
        """Add the bounds of what applies of an item of which something does not."""
        kept, gone = self._divided(code, applying)
        parts = [one for one in self.layout.parts[code] if applying.max[one]]
        known = []
        for is_low in (True, False):
            beside = [trivial(one, self.layout.max[one], is_low=not is_low) for one in gone]
            known.append(summed(kept, is_low=is_low, plus=[bounds.lines[code, is_low]], minus=beside))
            if parts:
                known.append(summed(kept, is_low=is_low, plus=[left.lines[one, is_low] for one in parts]))
        row = self.closed.of(kept, applying.max[code]) if kept else None
        if row is not None:
            known += (row.line(self.lines, is_low=True), row.line(self.lines, is_low=False))
        _narrow(left, code, applying.max[code], known, kept)
        if row is not None and row.is_exact:
            left.exact.add(code)

    def _divided(self, code: str, applying: Layout) -> tuple[tuple[str, ...], list[str]]:
        """Return the lowest items below an item that apply, and those that do not."""
        lowest = [one for one in self.layout.below(code) if not self.layout.parts[one]]
        return tuple(one for one in lowest if applying.max[one]), [
            one for one in lowest if not applying.max[one]
        ]

    def _add_rows_of_unions(self) -> None:
        """Add what the closed form proves of every union that links lead to."""
        found = []
        for target in sorted({claim.target for claim in self.claims if len(claim.target) > 1}):
            of_target = next(claim for claim in self.claims if claim.target == target)
            row = self.closed.of(target, of_target.maximum)
            if row is not None:
                found.append(self._claim_of(row, of_target))
        self.claims = [*self.claims, *found]

    def _claim_of(self, row: Found, like: Claim) -> Claim:
        return evolve(
            like,
            low=row.span.low,
            high=row.span.high,
            low_line=row.line(self.lines, is_low=True),
            high_line=row.line(self.lines, is_low=False),
        )

    def _prove(self, code: str, bounds: Bounds) -> None:
        """Add the bounds of an item, where its parts have theirs."""
        parts, maximum = self.layout.parts[code], self.layout.max[code]
        own = self._by_item.get(code, [])
        row = self.closed.of((code,), maximum) if maximum else None
        known = [*self._claimed(code, own), *self._added(parts, code, bounds)]
        if row is not None:
            known += (row.line(self.lines, is_low=True), row.line(self.lines, is_low=False))
        _narrow(bounds, code, maximum, known)
        if any(claim.impossible for claim in own) or not bounds.impossible.isdisjoint(parts):
            bounds.impossible.add(code)
        alone = [claim for claim in own if claim.exact and len(claim.target) == 1]
        # Whether a row is exact takes longest to find out, so it is asked last.
        if alone or code in bounds.exact or (row is not None and row.is_exact):
            bounds.exact.add(code)
        bounds.rests_on[code] = links_of(alone or own, parts, bounds)

    def _claimed(self, code: str, own: Iterable[Claim]) -> Iterator[Line]:
        """Iterate over what claims of an item, alone or together with others, say of it."""
        for claim in own:
            if claim.low_line is None or claim.high_line is None:
                continue
            if len(claim.target) == 1:
                yield claim.low_line
                yield claim.high_line
                continue
            # Of the items of a union, the others may be full, or empty.
            others = [trivial(one, self.layout.max[one], is_low=False) for one in claim.target if one != code]
            yield summed([code], is_low=True, plus=[claim.low_line], minus=others)
            empty = [trivial(one, self.layout.max[one], is_low=True) for one in claim.target if one != code]
            yield summed([code], is_low=False, plus=[claim.high_line], minus=empty)

    def _added(self, parts: Sequence[str], code: str, bounds: Bounds) -> Iterator[Line]:
        """Iterate over the sums of an item's parts."""
        if not parts:
            return
        unions = list(self._unions(parts, bounds))
        for is_low in (True, False):
            yield summed([code], is_low=is_low, plus=_whole(parts, unions, bounds.lines, is_low=is_low))

    def _unions(self, parts: Sequence[str], bounds: Bounds) -> Iterator[Claim]:
        """Iterate over the claims of several parts that fit what is known of each."""
        for claim in self._of_several:
            if not set(parts).issuperset(claim.target):
                continue
            low = max(claim.low, total(bounds.low[one] for one in claim.target))
            high = min(claim.high, total(bounds.high[one] for one in claim.target))
            if low <= high:
                yield claim
            else:
                bounds.impossible.update(claim.target)

    def _pass_down(self, code: str, upwards: Lines, bounds: Bounds) -> None:
        """Narrow the parts of an item by it, and by unions of them: a part has what the others leave."""
        parts = self.layout.parts[code]
        if not parts or not bounds.impossible.isdisjoint({code, *parts}):
            return
        unions = [claim for claim in self._of_several if set(parts).issuperset(claim.target)]
        for part in parts if unions else self._narrowed_by(code, upwards, bounds):
            left = [upwards[part, True], upwards[part, False]]
            for is_low in (True, False):
                others = [one for one in parts if one != part]
                without = [claim for claim in unions if part not in claim.target]
                beside = _whole(others, without, upwards, is_low=not is_low)
                left.append(summed([part], is_low=is_low, plus=[bounds.lines[code, is_low]], minus=beside))
            left += chain.from_iterable(_left_of(claim, part, upwards) for claim in unions)
            _narrow(bounds, part, self.layout.max[part], left)

    def _narrowed_by(self, code: str, upwards: Lines, bounds: Bounds) -> list[str]:
        """Return the parts of an item of which it says more than their own lines do."""
        parts = self.layout.parts[code]
        least = bounds.low[code] - total(upwards[part, False].points for part in parts)
        most = bounds.high[code] - total(upwards[part, True].points for part in parts)
        return [
            part
            for part in parts
            if least + upwards[part, False].points > upwards[part, True].points
            or most + upwards[part, True].points < upwards[part, False].points
        ]


def _left_of(claim: Claim, part: str, lines: Lines) -> Iterator[Line]:
    """Iterate over what the other items of a union leave to one of them, if it is one of them."""
    if part not in claim.target:
        return
    for is_low, whole in ((True, claim.low_line), (False, claim.high_line)):
        if whole is not None:
            others = [lines[one, not is_low] for one in claim.target if one != part]
            yield summed([part], is_low=is_low, plus=[whole], minus=others)


def _narrow(
    bounds: Bounds,
    code: str,
    maximum: Number,
    known: Iterable[Line],
    items: tuple[str, ...] | None = None,
) -> None:
    """Set the bounds of an item, or of those ``items`` of it that apply, to the narrowest that are known."""
    trivials = [trivial(code, maximum, is_low=is_low) for is_low in (True, False)]
    if items:
        trivials = [evolve(line, items=items) for line in trivials]
    low, high = trivials
    for line in known:
        if line.is_low:
            low = line if line.points > low.points else low
        elif line.points < high.points:
            high = line
    if low.points > high.points:
        # Nothing more follows from what contradicts itself; the item is named, and bounds stay bounds.
        low, high = trivials
        bounds.impossible.add(code)
    _keep(bounds, code, low, high)


def _keep(bounds: Bounds, code: str, low: Line, high: Line) -> None:
    bounds.low[code], bounds.high[code] = low.points, high.points
    bounds.lines[code, True], bounds.lines[code, False] = low, high
    # No figures could say more of what has one value left.
    if low.points == high.points:
        bounds.exact.add(code)


def _whole(parts: Sequence[str], unions: Sequence[Claim], lines: Lines, *, is_low: bool) -> list[Line]:
    """Return the lines that make up the sum of parts; a union may stand in it for its parts.

    Every choice of parts and unions that holds each part once is the sum, so the greatest of their low ends
    and the least of their high ends bound it.
    """
    alone = [lines[part, is_low] for part in parts]
    known = [(claim, claim.low_line if is_low else claim.high_line) for claim in unions]
    together = [line for _, line in known if line is not None]
    if not together:
        return alone
    ways = _ways((*((part,) for part in parts), *(claim.target for claim, line in known if line is not None)))
    lines_of = [*alone, *together]
    choice = ways.heaviest([line.points if is_low else -line.points for line in lines_of], whole=True)
    # The parts themselves are always one way to make up the sum.
    return [lines_of[index] for index in choice.indices] if choice is not None else alone


# Which unions there are hangs on no figure, so the same ones are asked about for every scorecard.
@lru_cache(maxsize=2**10)
def _ways(contents: tuple[tuple[str, ...], ...]) -> DisjointSets:
    """Return in which ways items and unions of them, by their codes, can be chosen without common items."""
    return DisjointSets.of(list(map(frozenset, contents)))
