"""Bounds of every item of the target edition, in units: what links claim of it, and the sums of parts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import final

from attrs import define, evolve, field, frozen

from kompass_convert_mapping.bounds import ZERO
from kompass_convert_mapping.groups import Claim
from kompass_convert_mapping.lines import Line
from kompass_convert_mapping.units import Number, Units
from kompass_spec.model import TOTAL, Applicability, Area, Criterion, Edition, Link, Question
from kompass_spec.model.disjoint import DisjointSets

__all__ = ["Bounds", "Layout", "likely_bounds", "links_of", "reduced_bounds"]


@final
@frozen(eq=False)
class Layout:
    """Hold the maxima, in units, of every item that has points, and its parts as far down as all have."""

    max: dict[str, Number]
    parts: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, edition: Edition, units: Units, what: Applicability | None = None) -> "Layout":
        """Lay out an edition, with the maxima of what applies where ``what`` says what does."""
        layout = cls({}, {TOTAL: tuple(area.code for area in edition.areas)})
        for area in edition.areas:
            layout._lay(area, units, what)
        layout.max[TOTAL] = sum(layout.max[code] for code in layout.parts[TOTAL])
        return layout

    def _lay(self, item: Area | Question | Criterion, units: Units, what: Applicability | None) -> None:
        parts: tuple[Question | Criterion, ...] = getattr(item, "parts", ())
        maximum = item.max if what is None else what.max(item.code)
        self.max[item.code] = units.of_target(maximum) if maximum else ZERO
        # A sum with a part of unknown weight bounds nothing.
        weighed = all(part.max is not None for part in parts)
        self.parts[item.code] = tuple(part.code for part in parts if weighed)
        for part in parts:
            self._lay(part, units, what)

    def upwards(self, code: str = TOTAL) -> Iterator[str]:
        """Iterate over all items that are part of a sum, every item after its parts."""
        for part in self.parts[code]:
            yield from self.upwards(part)
        yield code

    def below(self, code: str) -> Iterator[str]:
        """Iterate over an item and all below it that is part of a sum."""
        yield code
        for part in self.parts[code]:
            yield from self.below(part)


@final
@define(eq=False)
class Bounds:
    """Hold the bounds of items in points by code, which of them are exact, and the links that they rest on.

    ``impossible`` are the items of which no value is left. ``disagreeing`` are the judgements of an item that
    were set aside, because they rule out each other or are ruled out by what is proved. ``lines`` say of each
    end, the low one where it is true, what it follows from.
    """

    low: dict[str, Number] = field(factory=dict)
    high: dict[str, Number] = field(factory=dict)
    exact: set[str] = field(factory=set)
    impossible: set[str] = field(factory=set)
    rests_on: dict[str, tuple[Link, ...]] = field(factory=dict)
    disagreeing: dict[str, tuple[Link, ...]] = field(factory=dict)
    lines: dict[tuple[str, bool], Line] = field(factory=dict)


def reduced_bounds(bounds: Bounds, layout: Layout, applying: Layout) -> Bounds:
    """Return the bounds of what applies of every item, which is ``applying`` of all of it in ``layout``.

    What does not apply can be any of its points, and what applies of an item is the sum of that of its parts.
    """
    left = evolve(bounds, low={}, high={})
    for code in layout.upwards():
        maximum, parts = applying.max[code], layout.parts[code]
        gone = layout.max[code] - maximum
        low, high = max(bounds.low[code] - gone, ZERO), min(bounds.high[code], maximum)
        if gone and parts:
            narrowed = _in_common((low, high), _plain_sum(parts, left))
            # Judgements that were set aside for an item may still hold of its parts, and then say nothing.
            low, high = narrowed if narrowed[0] <= narrowed[1] else (low, high)
        left.low[code], left.high[code] = low, high
    return left


def likely_bounds(
    layout: Layout, proved: Bounds, claims: Sequence[Claim], judgements: Sequence[Claim]
) -> Bounds:
    """Return the bounds of every item if judgements hold, within what is ``proved`` by ``claims``.

    Judgements of an item that disagree, with each other or with what is known of the item without them, are
    set aside there, and what rests on others stands.
    """
    bounds = Bounds()
    by_item = _by_item(judgements)
    for code in layout.upwards():
        likely = _Likely(proved.low[code], proved.high[code])
        parts = layout.parts[code]
        if parts:
            # What was set aside for one of its items says nothing of the sum of several either.
            agreeing = [claim for claim in judgements if bounds.disagreeing.keys().isdisjoint(claim.target)]
            unions, excluded = _unions(parts, [*claims, *agreeing], bounds)
            for claim in excluded:
                likely.aside += claim.links
            likely.narrow(_sum(parts, unions, bounds), links_of(unions, parts, bounds))
        own = by_item.get(code)
        if own:
            links = [link for claim in own for link in claim.links]
            likely.narrow(_claimed(own, layout.max[code]), links)
        bounds.low[code], bounds.high[code] = likely.low, likely.high
        bounds.rests_on[code] = likely.rests_on
        if likely.aside:
            bounds.disagreeing[code] = tuple(link for link in _once(likely.aside) if link.is_assumed)
    return bounds


@final
@define(eq=False)
class _Likely:
    """Hold the bounds of an item if judgements hold, the links they rest on, and those set ``aside``."""

    low: Number
    high: Number
    rests_on: tuple[Link, ...] = ()
    aside: list[Link] = field(factory=list)

    def narrow(self, span: tuple[Number, Number], links: Sequence[Link]) -> None:
        """Narrow the bounds by what ``links`` say, or set the links aside where no value would be left."""
        low, high = _in_common((self.low, self.high), span)
        if low <= high:
            self.low, self.high, self.rests_on = low, high, _once([*links, *self.rests_on])
        else:
            self.aside += links


def _by_item(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    """Return the claims of each item, alone or with others."""
    by_item: dict[str, list[Claim]] = {}
    for claim in claims:
        for code in claim.target:
            by_item.setdefault(code, []).append(claim)
    return by_item


def _in_common(span: tuple[Number, Number], other: tuple[Number, Number]) -> tuple[Number, Number]:
    """Return the ends of what two spans have in common; of nothing, the low end is the higher one."""
    return max(span[0], other[0]), min(span[1], other[1])


def _claimed(claims: Iterable[Claim], maximum: Number) -> tuple[Number, Number]:
    """Return the bounds of an item with this maximum by claims of it, alone or together with others."""
    span = ZERO, maximum
    for claim in claims:
        # All claims are true at once, so the points lie in the intersection, whatever the order. Of the items
        # of a union, the others may be full, or empty.
        others = claim.maximum - maximum
        span = _in_common(span, (claim.low - others, claim.high))
    return span


def _unions(
    parts: tuple[str, ...], claims: Iterable[Claim], bounds: Bounds
) -> tuple[list[Claim], list[Claim]]:
    """Return the claims of several parts that fit what is known of each of them, and those that do not."""
    fitting: list[Claim] = []
    excluded: list[Claim] = []
    for claim in claims:
        if len(claim.target) > 1 and not claim.impossible and set(parts).issuperset(claim.target):
            low, high = _in_common((claim.low, claim.high), _plain_sum(claim.target, bounds))
            (fitting if low <= high else excluded).append(claim)
    return fitting, excluded


def _sum(parts: tuple[str, ...], unions: Sequence[Claim], bounds: Bounds) -> tuple[Number, Number]:
    """Return the sum of parts; a claim of several together may say more than what is known of each."""
    if not unions:
        return _plain_sum(parts, bounds)
    # A union may stand in the sum for its parts. Every choice of parts and unions that holds each part once
    # is the sum, so the greatest of their low ends and the least of their high ends bound it.
    ways = DisjointSets.of([*({code} for code in parts), *(set(claim.target) for claim in unions)])
    lows = [*(bounds.low[code] for code in parts), *(claim.low for claim in unions)]
    highs = [*(bounds.high[code] for code in parts), *(claim.high for claim in unions)]
    least = ways.heaviest(lows, whole=True)
    most = ways.heaviest([-high for high in highs], whole=True)
    # The parts themselves are always one way to make up the sum.
    return (least.weight, -most.weight) if least and most else _plain_sum(parts, bounds)


def _plain_sum(codes: Iterable[str], bounds: Bounds) -> tuple[Number, Number]:
    """Return the sum of what is known of each item."""
    low = high = ZERO
    for code in codes:
        low += bounds.low[code]
        high += bounds.high[code]
    return low, high


def links_of(claims: Sequence[Claim], parts: Sequence[str], bounds: Bounds) -> tuple[Link, ...]:
    """Return the links behind claims and behind what is known of the parts."""
    links = [link for claim in claims for link in claim.links]
    for part in parts:
        links += bounds.rests_on[part]
    return _once(links)


def _once(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return links once each, by identity: comparing their texts takes longer than all the arithmetic."""
    return tuple({id(link): link for link in links}.values())
