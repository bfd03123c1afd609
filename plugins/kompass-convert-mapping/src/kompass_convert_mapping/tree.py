"""Bounds of every item of the target edition, in points: groups of links, and sums that narrow each other."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import final

from attrs import define, field

from kompass_convert_mapping.bounds import ZERO, Span
from kompass_convert_mapping.groups import Group
from kompass_spec.model import TOTAL, Area, Criterion, Edition, Link, Question

__all__ = ["Bounds", "bounds_of"]


@final
@define(eq=False)
class Bounds:
    """Hold bounds in points by code, which of them are exact, impossible, and the links that they rest on.

    ``own`` are the bounds by links to one item alone, ``unions`` those by links to several together.
    """

    low: dict[str, Fraction] = field(factory=dict)
    high: dict[str, Fraction] = field(factory=dict)
    max: dict[str, Fraction] = field(factory=dict)
    parts: dict[str, tuple[str, ...]] = field(factory=dict)
    exact: set[str] = field(factory=set)
    impossible: set[str] = field(factory=set)
    rests_on: dict[str, tuple[Link, ...]] = field(factory=dict)
    own: dict[str, list[Span]] = field(factory=dict)
    unions: list[tuple[tuple[str, ...], Span]] = field(factory=list)


def bounds_of(
    edition: Edition,
    groups: Sequence[Group],
    spans: Mapping[tuple[str, ...], Span],
    *,
    assuming: bool,
) -> Bounds:
    """Return the bounds of every item: its own links, and the sum of its parts.

    Parts are not narrowed by what they are parts of: a higher answer elsewhere would then lower them.
    """
    found = Bounds()
    for area in edition.areas:
        _lay(area, found)
    found.parts[TOTAL] = tuple(area.code for area in edition.areas)
    found.max[TOTAL] = sum((found.max[code] for code in found.parts[TOTAL]), ZERO)
    for group in groups:
        reached = group.reached(spans, assuming=assuming)
        if not reached.used:
            continue
        links = [link for link in group.links if assuming or not link.is_assumed]
        for code in group.target:
            found.rests_on[code] = _once([*found.rests_on.get(code, ()), *links])
        span = Span(reached.low * group.maximum, reached.high * group.maximum)
        if reached.low > reached.high:
            found.impossible.update(group.target)
        elif len(group.target) > 1:
            found.unions.append((group.target, span))
        else:
            found.own.setdefault(group.target[0], []).append(span)
            if reached.exact:
                found.exact.add(group.target[0])
    _climb(TOTAL, found)
    return found


def _lay(item: Area | Question | Criterion, found: Bounds) -> None:
    """Lay out an item and its parts, as far down as the maxima are known."""
    parts: tuple[Question | Criterion, ...] = getattr(item, "parts", ())
    weighed = all(part.max is not None for part in parts)
    found.max[item.code] = item.max or ZERO
    found.parts[item.code] = tuple(part.code for part in parts) if weighed else ()
    for part in parts if weighed else ():
        _lay(part, found)


def _once(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return links once each; by identity, because comparing their texts takes longer than all the arithmetic."""
    return tuple({id(link): link for link in links}.values())


def _climb(code: str, found: Bounds) -> None:
    """Set the bounds of an item and all below it: the sum of its parts within its own."""
    low, high = ZERO, found.max[code]
    parts = found.parts[code]
    if parts:
        for part in parts:
            _climb(part, found)
        low, high = _together(parts, found)
        if found.exact.issuperset(parts):
            found.exact.add(code)
        if not found.impossible.isdisjoint(parts):
            found.impossible.add(code)
        inherited = (link for part in parts for link in found.rests_on.get(part, ()))
        found.rests_on[code] = _once([*found.rests_on.get(code, ()), *inherited])
    for span in found.own.get(code, ()):
        low, high = max(low, span.low), min(high, span.high)
    for target, span in found.unions:
        if code in target:
            others = sum((found.max[one] for one in target if one != code), ZERO)
            low, high = max(low, span.low - others), min(high, span.high)
    if low > high:
        found.impossible.add(code)
        low, high = ZERO, found.max[code]
    found.low[code], found.high[code] = low, high


def _together(parts: tuple[str, ...], found: Bounds) -> Span:
    """Return the sum of parts, where a link to several of them may know more of their sum than of each."""
    left = set(parts)
    low = high = ZERO
    for target, span in found.unions:
        if left.issuperset(target):
            least = max(span.low, sum((found.low[code] for code in target), ZERO))
            most = min(span.high, sum((found.high[code] for code in target), ZERO))
            if least > most:
                found.impossible.update(target)
                continue
            left.difference_update(target)
            low += least
            high += most
    low += sum((found.low[code] for code in parts if code in left), ZERO)
    high += sum((found.high[code] for code in parts if code in left), ZERO)
    return Span(low, high)
