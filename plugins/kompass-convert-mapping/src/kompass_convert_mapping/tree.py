"""Bounds of every item of the target edition, in points: what links claim, and sums that narrow each other."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import final

from attrs import define, field, frozen

from kompass_convert_mapping.bounds import ZERO
from kompass_convert_mapping.groups import Claim
from kompass_spec.model import TOTAL, Area, Criterion, Edition, Link, Question
from kompass_spec.model.disjoint import DisjointSets

__all__ = ["Bounds", "Layout", "likely_bounds", "proved_bounds"]


@final
@frozen(eq=False)
class Layout:
    """Hold the maxima and the parts of every item, as far down as the maxima are known."""

    max: dict[str, Fraction]
    parts: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, edition: Edition) -> "Layout":
        """Lay out an edition."""
        layout = cls({}, {TOTAL: tuple(area.code for area in edition.areas)})
        for area in edition.areas:
            layout._lay(area)
        layout.max[TOTAL] = sum((layout.max[code] for code in layout.parts[TOTAL]), ZERO)
        return layout

    def _lay(self, item: Area | Question | Criterion) -> None:
        parts: tuple[Question | Criterion, ...] = getattr(item, "parts", ())
        weighed = all(part.max is not None for part in parts)
        self.max[item.code] = item.max or ZERO
        self.parts[item.code] = tuple(part.code for part in parts) if weighed else ()
        for part in parts if weighed else ():
            self._lay(part)


@final
@define(eq=False)
class Bounds:
    """Hold bounds in points by code, which of them are exact, and the links that they rest on.

    ``impossible`` are the items of which no value is left. ``disagreeing`` are the judgements of an item that
    were set aside, because they rule out each other or are ruled out by what is proved.
    """

    low: dict[str, Fraction] = field(factory=dict)
    high: dict[str, Fraction] = field(factory=dict)
    exact: set[str] = field(factory=set)
    impossible: set[str] = field(factory=set)
    rests_on: dict[str, tuple[Link, ...]] = field(factory=dict)
    disagreeing: dict[str, tuple[Link, ...]] = field(factory=dict)


def proved_bounds(layout: Layout, claims: Sequence[Claim]) -> Bounds:
    """Return the bounds of every item: what is claimed of it, and the sum of its parts.

    Parts are not narrowed by what they are parts of: a higher answer elsewhere would then lower them.
    """
    found = Bounds()
    for code in _upwards(layout):
        parts, mine = layout.parts[code], [claim for claim in claims if code in claim.target]
        whole = (ZERO, layout.max[code])
        spans = [whole, *(_alone(claim, layout.max[code]) for claim in mine)]
        if parts:
            unions, excluded = _unions(parts, claims, found)
            found.impossible.update(one for claim in excluded for one in claim.target)
            spans.append(_sum(parts, unions, found))
        low, high = max(low for low, _ in spans), min(high for _, high in spans)
        if (
            low > high
            or any(claim.low > claim.high for claim in mine)
            or not found.impossible.isdisjoint(parts)
        ):
            found.impossible.add(code)
        found.low[code], found.high[code] = (low, high) if low <= high else whole
        alone = any(claim.exact and len(claim.target) == 1 for claim in mine)
        if alone or (parts and found.exact.issuperset(parts)):
            found.exact.add(code)
        found.rests_on[code] = _links(mine, parts, found)
    return found


def likely_bounds(
    layout: Layout, proved: Bounds, claims: Sequence[Claim], judgements: Sequence[Claim]
) -> Bounds:
    """Return the bounds of every item if judgements hold, within what is ``proved`` by ``claims``.

    Judgements of an item that disagree, with each other or with what is known of the item without them, are
    set aside there, and what rests on others stands.
    """
    found = Bounds()
    for code in _upwards(layout):
        parts, mine = layout.parts[code], [claim for claim in judgements if code in claim.target]
        low, high = proved.low[code], proved.high[code]
        rests_on: tuple[Link, ...] = ()
        aside: list[Link] = []
        if parts:
            agreeing = [
                one for one in judgements if not any(part in found.disagreeing for part in one.target)
            ]
            unions, excluded = _unions(parts, [*claims, *agreeing], found)
            aside += [link for claim in excluded for link in claim.links]
            least, most = _sum(parts, unions, found)
            below = _links(unions, parts, found)
            if max(low, least) <= min(high, most):
                low, high, rests_on = max(low, least), min(high, most), below
            else:
                aside += below
        spans = [(low, high), *(_alone(claim, layout.max[code]) for claim in mine)]
        least, most = max(low for low, _ in spans), min(high for _, high in spans)
        links = [link for claim in mine for link in claim.links]
        if least <= most:
            low, high, rests_on = least, most, _once([*links, *rests_on])
        else:
            aside += links
        found.low[code], found.high[code], found.rests_on[code] = low, high, rests_on
        if aside:
            found.disagreeing[code] = tuple(link for link in _once(aside) if link.is_assumed)
    return found


def _upwards(layout: Layout) -> Iterator[str]:
    """Iterate over all items, every item after its parts."""

    def below(code: str) -> Iterator[str]:
        for part in layout.parts[code]:
            yield from below(part)
        yield code

    return below(TOTAL)


def _alone(claim: Claim, maximum: Fraction) -> tuple[Fraction, Fraction]:
    """Return what a claim of a union says of one of its items: the others may be empty, or full."""
    return claim.low - (claim.maximum - maximum), claim.high


def _unions(
    parts: tuple[str, ...], claims: Iterable[Claim], found: Bounds
) -> tuple[list[Claim], list[Claim]]:
    """Return the claims of several of the parts together: those that fit what is known of each, and those that do not."""
    fitting: list[Claim] = []
    excluded: list[Claim] = []
    for claim in claims:
        if len(claim.target) > 1 and set(parts).issuperset(claim.target) and claim.low <= claim.high:
            low = sum((found.low[code] for code in claim.target), ZERO)
            high = sum((found.high[code] for code in claim.target), ZERO)
            (fitting if max(low, claim.low) <= min(high, claim.high) else excluded).append(claim)
    return fitting, excluded


def _sum(parts: tuple[str, ...], unions: Sequence[Claim], found: Bounds) -> tuple[Fraction, Fraction]:
    """Return the sum of parts, where what is claimed of several together may be more than what is known of each."""
    low = [*(found.low[code] for code in parts), *(claim.low for claim in unions)]
    high = [*(found.high[code] for code in parts), *(claim.high for claim in unions)]
    if not unions:
        return sum(low, ZERO), sum(high, ZERO)
    ways = DisjointSets.of([*({code} for code in parts), *(set(claim.target) for claim in unions)])
    least = ways.heaviest(low, whole=True)
    most = ways.heaviest([-one for one in high], whole=True)
    # The parts themselves are always one way to make up the sum.
    return (least.weight, -most.weight) if least and most else (sum(low, ZERO), sum(high, ZERO))


def _links(claims: Sequence[Claim], parts: tuple[str, ...], found: Bounds) -> tuple[Link, ...]:
    own = [link for claim in claims for link in claim.links]
    return _once([*own, *(link for part in parts for link in found.rests_on[part])])


def _once(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return links once each; by identity, because comparing their texts takes longer than all the arithmetic."""
    return tuple({id(link): link for link in links}.values())
