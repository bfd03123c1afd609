"""Say in expressions what of an edition applies to a row, and the maximum of what applies of every item."""

from collections.abc import Collection
from fractions import Fraction
from typing import final

from attrs import define, field

from kompass_spec.model import TOTAL, Area, Criterion, Edition, OrganisationKind, Question
from kompass_tables.expressions import (
    FALSE,
    Expression,
    Relation,
    add,
    all_of,
    any_of,
    case,
    coalesce,
    compare,
    literal,
    negation,
    subtract,
)
from kompass_tables.steps import Steps

__all__ = ["KINDS", "Applying", "Item"]

Item = Area | Question | Criterion
KINDS = tuple(OrganisationKind)
"""The kinds of organisation, each by its place here the number that the plan knows it by."""


@final
@define
class Applying:
    """Hold for every item whether it is left out, and its maximum in units; made once for an edition.

    ``unknown`` is where the maximum of what applies is not known, so that the row cannot be scored.
    """

    steps: Steps
    edition: Edition
    unit: int
    named: Collection[str]
    left_out: dict[str, Expression] = field(factory=dict)
    maxima: dict[str, Expression] = field(factory=dict)
    unknown: Expression = FALSE
    _alone: dict[str, Expression] = field(factory=dict)

    @classmethod
    def of(cls, steps: Steps, edition: Edition, unit: int, named: Collection[str]) -> "Applying":
        """Return what applies, where columns say it of the items ``named``."""
        made = cls(steps, edition, unit, named)
        unknown = []
        for area in edition.areas:
            made._climb(area)
        for area in edition.areas:
            made._descend(area, FALSE)
        losses = []
        for area in edition.areas:
            lost, missing = made._loss(area)
            losses.append(lost)
            unknown.append(missing)
        made.left_out[TOTAL] = steps.let(
            "out:total", all_of(*(made.left_out[area.code] for area in edition.areas))
        )
        made.maxima[TOTAL] = steps.let(
            "max:total", subtract(made.units(edition.max or Fraction(0)), add(*losses))
        )
        made.unknown = steps.let("unknown", any_of(*unknown))
        return made

    def units(self, quantity: Fraction) -> Expression:
        """Return points as units."""
        return literal(quantity.numerator * (self.unit // quantity.denominator))

    def _climb(self, item: Item) -> Expression:
        """Say whether an item is left out by itself, or because all of its parts are."""
        below = () if isinstance(item, Criterion) else item.parts
        by_parts = [self._climb(part) for part in below]
        for question in item.questions if isinstance(item, Area) else ():
            if not question.scored:
                self._climb(question)
        own = self._own(item)
        out = any_of(own, all_of(*by_parts)) if below else own
        self._alone[item.code] = self.steps.let(f"out:{item.code}", out)
        return self._alone[item.code]

    def _own(self, item: Item) -> Expression:
        named: Expression = FALSE
        if item.code in self.named:
            applies = coalesce(self.steps.input(f"in:{item.code}.applies", (0, 1)), literal(1))
            named = compare(applies, Relation.EQUAL, literal(0))
        kinds = () if isinstance(item, Criterion) else item.applies_to
        if not kinds:
            return named
        kind = coalesce(self.steps.input("in:kind", (0, len(KINDS) - 1)), literal(0))
        others = (compare(kind, Relation.OTHER, literal(KINDS.index(one))) for one in kinds)
        return any_of(named, all_of(*others))

    def _descend(self, item: Item, above: Expression) -> None:
        """Leave out what is below an item that is left out."""
        out = self.steps.let(f"left out:{item.code}", any_of(self._alone[item.code], above))
        self.left_out[item.code] = out
        below = () if isinstance(item, Criterion) else _all_below(item)
        for part in below:
            self._descend(part, out)

    def _loss(self, item: Item) -> tuple[Expression, Expression]:
        """Return the units that a maximum loses, and whether that is not known; keep what is left of it."""
        below = () if isinstance(item, Criterion) else item.parts
        losses = [self._loss(part) for part in below]
        lost = add(*(loss for loss, _ in losses)) if losses else literal(0)
        missing = any_of(*(unknown for _, unknown in losses))
        out = self.left_out[item.code]
        if item.max is None:
            self.maxima[item.code] = literal(0)
            return lost, any_of(self._alone[item.code], missing)
        whole = self.units(item.max)
        lost = self.steps.let(f"lost:{item.code}", case(self._alone[item.code], whole, lost))
        left = subtract(whole, lost)
        self.maxima[item.code] = self.steps.let(f"max:{item.code}", case(out, literal(0), left))
        return lost, all_of(negation(self._alone[item.code]), missing)


def _all_below(item: Area | Question) -> tuple[Question, ...] | tuple[Criterion, ...]:
    return item.questions if isinstance(item, Area) else item.criteria
