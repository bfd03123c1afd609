"""Scores in a naive way: narrow every item by every printed figure and sum until nothing changes."""

from collections.abc import Iterable
from fractions import Fraction
from typing import final

from attrs import define, field

from kompass_spec.model import TOTAL, Area, Criterion, Edition, Observation, Quantity, Question
from kompass_spec.model.applicability import Applicability, applicability

__all__ = ["naive_bounds", "naive_printed", "own_bounds"]

Bounds = dict[str, tuple[Fraction, Fraction]]

_HUNDRED = 100


@final
@define
class _Layout:
    """Hold what applies of an edition as maxima and sums, and which maxima are not known."""

    applies: Applicability
    maxima: dict[str, Fraction] = field(factory=dict)
    sums: list[tuple[str, list[str]]] = field(factory=list)
    unknown: set[str] = field(factory=set)

    @classmethod
    def of(cls, edition: Edition, applies: Applicability | None) -> "_Layout":
        layout = cls(applies if applies is not None else applicability(edition))
        areas = [area for area in edition.areas if layout.applies.applies(area.code)]
        for area in areas:
            layout.add(area)
        layout.maxima[TOTAL] = layout.most(TOTAL)
        layout.sums.append((TOTAL, [area.code for area in areas]))
        for code in [item.code for item in edition.walk() if not layout.applies.applies(item.code)]:
            layout.maxima[code] = Fraction(0)
        return layout

    def add(self, item: Area | Question | Criterion) -> None:
        """Add an item whose maximum is known, with all below it that is part of its sum."""
        self.maxima[item.code] = self.most(item.code)
        below = () if isinstance(item, Criterion) else item.parts
        parts = [part for part in below if self.applies.applies(part.code)]
        known = [part for part in parts if part.max is not None]
        open_ended = [part.code for part in parts if part.max is None]
        left = self.most(item.code) - sum((self.most(part.code) for part in known), Fraction(0))
        if not parts or (open_ended and left < 0):
            return
        for part in known:
            self.add(part)
        codes = [part.code for part in known]
        if open_ended:
            codes.append(self.add_rest(item.code, open_ended, left))
        self.sums.append((item.code, codes))

    def add_rest(self, code: str, parts: list[str], left: Fraction) -> str:
        """Put parts without a maximum under one, which has what the others leave; return its name."""
        rest = f"{code}:rest"
        self.unknown.update(parts)
        self.maxima |= dict.fromkeys((rest, *parts), left)
        self.sums.append((rest, parts))
        return rest

    def most(self, code: str) -> Fraction:
        """Return the maximum of what applies of an item, 0 where it is not known."""
        return self.applies.max(code) or Fraction(0)

    def ends(self, edition: Edition, figure: Observation) -> tuple[Fraction, Fraction] | None:
        """Return the points that a figure allows, ``None`` where it says nothing of them."""
        if figure.item not in self.maxima or not self.applies.applies(figure.item):
            return None
        maximum = None if figure.item in self.unknown else self.maxima[figure.item]
        if figure.quantity is Quantity.LEVEL:
            scale = edition.scale_of(figure.item)
            level = scale.level(figure.value) if scale is not None else None
            award = level.award(maximum) if level is not None else None
            return None if award is None else (award, award)
        if figure.quantity is Quantity.POINTS:
            return figure.lowest, figure.highest
        if figure.quantity is Quantity.PERCENT and maximum is not None:
            share = maximum / _HUNDRED
            return figure.lowest * share, figure.highest * share
        return None


def own_bounds(
    edition: Edition, figures: Iterable[Observation], applies: Applicability | None = None
) -> Bounds:
    """Return bounds for each item from its own printed points, percents and levels alone.

    They lie within 0 and the maximum of what ``applies``, all of the edition unless given. Where the low end
    is above the high end, no true value prints the figures.
    """
    return _own_bounds(edition, figures, _Layout.of(edition, applies))


def _own_bounds(edition: Edition, figures: Iterable[Observation], layout: _Layout) -> Bounds:
    bounds = {code: (Fraction(0), most) for code, most in layout.maxima.items()}
    for figure in figures:
        ends = layout.ends(edition, figure)
        if ends is not None:
            low, high = bounds[figure.item]
            bounds[figure.item] = (max(low, ends[0]), min(high, ends[1]))
    return bounds


def naive_bounds(
    edition: Edition, figures: Iterable[Observation], applies: Applicability | None = None
) -> Bounds | None:
    """Return the possible values of every item, ``None`` where the figures contradict each other.

    The points of the parts that apply add up to the whole; those without a maximum have together what the
    others leave of it.
    """
    layout = _Layout.of(edition, applies)
    bounds = _own_bounds(edition, figures, layout)
    before: Bounds = {}
    while before != bounds:
        before = dict(bounds)
        for whole, parts in layout.sums:
            low, high = bounds[whole]
            lows, highs = (sum((bounds[part][end] for part in parts), Fraction(0)) for end in (0, 1))
            bounds[whole] = (max(low, lows), min(high, highs))
            for part in parts:
                lowest, highest = bounds[part]
                bounds[part] = (max(lowest, low - (highs - highest)), min(highest, high - (lows - lowest)))
        if any(low > high for low, high in bounds.values()):
            return None
    return bounds


def naive_printed(
    edition: Edition, figures: Iterable[Observation]
) -> dict[str, tuple[Fraction | None, Fraction | None]]:
    """Return every item's printed points, and the sum of its parts' where all of them are printed.

    The figures are of a report that prints no item in two ways.
    """
    printed = {seen.item: seen.value for seen in figures if seen.quantity is Quantity.POINTS}
    parts = {TOTAL: [area.code for area in edition.areas]}
    parts |= {item.code: [part.code for part in getattr(item, "parts", ())] for item in edition.walk()}
    return {
        code: (
            printed.get(code),
            (
                sum((printed[part] for part in below), Fraction(0))
                if below and all(part in printed for part in below)
                else None
            ),
        )
        for code, below in parts.items()
    }
