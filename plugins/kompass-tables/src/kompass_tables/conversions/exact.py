"""Exact quantities of a row: a whole number that a plan computes, and by which fraction it is multiplied.

So every sum and every choice is of whole numbers, though shares and prices are fractions. What was computed
before is not computed again.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import final

from attrs import define, field, frozen

from kompass_tables.expressions import (
    Column,
    Expression,
    Literal,
    Relation,
    add,
    all_of,
    any_of,
    case,
    compare,
    greatest,
    least,
    literal,
    multiply,
    negation,
    subtract,
)
from kompass_tables.steps import Steps

__all__ = ["ZERO", "Arithmetic", "Exact", "NotCoveredError"]

Number = int | Fraction
Term = tuple[Number, "Exact"]


class NotCoveredError(Exception):
    """Say what of a mapping is not computed in columns."""


@final
@frozen
class Exact:
    """Hold a quantity: ``expression`` times ``factor``, which is above 0."""

    expression: Expression
    factor: Fraction = Fraction(1)

    @property
    def constant(self) -> Fraction | None:
        """Return the value, if it is the same for every row."""
        return self.expression.value * self.factor if isinstance(self.expression, Literal) else None

    @property
    def low(self) -> Fraction:
        """Return what no value is below."""
        return self.expression.bounds[0] * self.factor

    @property
    def high(self) -> Fraction:
        """Return what no value is above."""
        return self.expression.bounds[1] * self.factor


def number(value: Number) -> Exact:
    """Return a number.

    >>> number(Fraction(3, 4)).constant
    Fraction(3, 4)
    """
    return Exact(literal(value.numerator), Fraction(1, value.denominator))


ZERO = number(0)


@final
@define
class Arithmetic:
    """Compute with exact quantities, in steps that stand for the same thing once."""

    steps: Steps
    _known: dict[Expression, Expression] = field(factory=dict)

    def total(self, *terms: Term, constant: Number = 0) -> Exact:
        """Return the sum of quantities, each with its weight, and of a constant.

        >>> arithmetic = Arithmetic(Steps())
        >>> arithmetic.total((Fraction(1, 2), number(3)), constant=1).constant
        Fraction(5, 2)
        """
        weights: dict[Expression, Fraction] = {}
        known = Fraction(constant)
        for weight, term in terms:
            if term.constant is not None:
                known += weight * term.constant
            else:
                weights[term.expression] = weights.get(term.expression, Fraction(0)) + weight * term.factor
        weights = {expression: weight for expression, weight in weights.items() if weight}
        if not weights:
            return number(known)
        if len(weights) == 1 and not known and min(weights.values()) > 0:
            ((expression, weight),) = weights.items()
            return Exact(expression, weight)
        factor = _common([*weights.values(), known])
        plus: list[Expression] = []
        minus: list[Expression] = []
        for expression, weight in sorted(weights.items(), key=lambda pair: _name(pair[0])):
            times = abs(weight) / factor
            (plus if weight > 0 else minus).append(multiply(expression, literal(times.numerator)))
        whole = add(literal((known / factor).numerator), *plus)
        return Exact(self._named(subtract(whole, add(*minus)) if minus else whole), factor)

    def greatest(self, *values: Exact) -> Exact:
        """Return the greatest of quantities."""
        factor, whole = _aligned(values)
        return Exact(self._named(greatest(*whole)), factor)

    def least(self, *values: Exact) -> Exact:
        """Return the least of quantities."""
        factor, whole = _aligned(values)
        return Exact(self._named(least(*whole)), factor)

    def within(self, value: Exact, low: Exact, high: Exact) -> Exact:
        """Return the quantity from ``low`` to ``high`` that is nearest to a value."""
        return self.greatest(low, self.least(value, high))

    def beyond(self, value: Exact, limit: Number) -> Exact:
        """Return what a quantity is above a limit, 0 where it is not."""
        if value.high <= limit:
            return ZERO
        return self.greatest(self.total((1, value), constant=-limit), ZERO)

    def compare(self, left: Exact, relation: Relation, right: Exact) -> Expression:
        """Return how two quantities compare."""
        _, (one, other) = _aligned((left, right))
        return self._named(compare(one, relation, other))

    def case(self, condition: Expression, then: Exact, otherwise: Exact) -> Exact:
        """Return one of two quantities, as a condition says."""
        factor, (one, other) = _aligned((then, otherwise))
        return Exact(self._named(case(condition, one, other)), factor)

    def all_of(self, *terms: Expression) -> Expression:
        """Return whether all truth values hold."""
        return self._named(all_of(*dict.fromkeys(terms)))

    def any_of(self, *terms: Expression) -> Expression:
        """Return whether any truth value holds."""
        return self._named(any_of(*dict.fromkeys(terms)))

    def negation(self, value: Expression) -> Expression:
        """Return whether a truth value does not hold."""
        return self._named(negation(value))

    def _named(self, expression: Expression) -> Expression:
        if isinstance(expression, (Column, Literal)):
            return expression
        if expression not in self._known:
            self._known[expression] = self.steps.let(f"step:{len(self._known)}", expression)
        return self._known[expression]


def _name(expression: Expression) -> str:
    return expression.name if isinstance(expression, Column) else ""


def _common(numbers: Iterable[Fraction]) -> Fraction:
    """Return the greatest number of which all others are whole multiples."""
    known = [number for number in numbers if number]
    return Fraction(
        gcd(*(number.numerator for number in known)), lcm(*(number.denominator for number in known))
    )


def _aligned(values: Sequence[Exact]) -> tuple[Fraction, list[Expression]]:
    """Return quantities as whole numbers of one part, and that part."""
    parts = [
        value.constant if value.constant is not None else value.factor
        for value in values
        if value.constant != 0
    ]
    factor = _common(parts) if parts else Fraction(1)
    return factor, [_times(value, factor) for value in values]


def _times(value: Exact, factor: Fraction) -> Expression:
    if value.constant is not None:
        return literal((value.constant / factor).numerator)
    return multiply(value.expression, literal((value.factor / factor).numerator))
