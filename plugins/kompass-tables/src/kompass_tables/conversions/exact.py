"""Exact quantities of a row: a whole number that a plan computes, and by which fraction it is multiplied.

So every sum and every choice is of whole numbers, though shares and prices are fractions. What was computed
before is not computed again, and what is known of sums is not chosen.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import final

from attrs import define, field, frozen

from kompass_tables.conversions.linear import Form, Key, Known, common_part
from kompass_tables.expressions import (
    FALSE,
    TRUE,
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
    _linear: Known = field(factory=Known)
    _columns: dict[str, Column] = field(factory=dict)
    _sums: dict[Key, Exact] = field(factory=dict)

    def total(self, *terms: Term, constant: Number = 0) -> Exact:
        """Return the sum of quantities, each with its weight, and of a constant.

        >>> arithmetic = Arithmetic(Steps())
        >>> arithmetic.total((Fraction(1, 2), number(3)), constant=1).constant
        Fraction(5, 2)
        """
        form = self._form(terms, constant)
        if not form.times:
            return number(form.constant * form.part)
        if form.key not in self._sums:
            made = self._added(self._shortest(form, terms, constant))
            self._sums[form.key] = Exact(made.expression, made.factor / form.part)
            if isinstance(made.expression, Column):
                self._linear.name(made.expression.name, Form.of([(1 / made.factor, form)]))
        found = self._sums[form.key]
        return Exact(found.expression, found.factor * form.part)

    def _form(self, terms: Iterable[Term], constant: Number = 0) -> Form:
        """Return a sum by the columns that are no sums themselves."""
        forms: list[tuple[Number, Form]] = []
        for weight, term in terms:
            if isinstance(term.expression, Column):
                name = term.expression.name
                self._columns.setdefault(name, term.expression)
                forms.append((weight * term.factor, self._linear.form(name)))
            elif term.constant is not None:
                constant += weight * term.constant
        return Form.of(forms, constant)

    def _shortest(self, form: Form, terms: Iterable[Term], constant: Number) -> Form:
        """Return a sum as it came, of other sums, unless it is shorter without them."""
        written: list[tuple[Number, Form]] = []
        for weight, term in terms:
            if isinstance(term.expression, Column):
                written.append((weight * term.factor, Form({term.expression.name: 1})))
            elif term.constant is not None:
                constant += weight * term.constant
        as_it_came = Form.of(written, constant)
        return form if form.length <= as_it_came.length else as_it_came

    def _added(self, form: Form) -> Exact:
        """Return a sum that is not known yet."""
        plus: list[Expression] = []
        minus: list[Expression] = []
        for name, count in sorted(form.times.items()):
            (plus if count > 0 else minus).append(multiply(self._columns[name], literal(abs(count))))
        whole = add(literal(form.constant), *plus)
        return Exact(self._named(subtract(whole, add(*minus)) if minus else whole), Fraction(form.part))

    def never_negative(self, *terms: Term) -> None:
        """Let it be known that a sum is below 0 in no row of which anything is said in columns."""
        self._linear.never_negative(self._form(terms))

    def greatest(self, *values: Exact) -> Exact:
        """Return the greatest of quantities."""
        kept = self._undecided(values, self._is_at_least)
        factor, whole = _aligned(kept)
        found = Exact(self._named(greatest(*whole)), factor)
        for value in kept:
            self.never_negative((1, found), (-1, value))
        return found

    def least(self, *values: Exact) -> Exact:
        """Return the least of quantities."""
        kept = self._undecided(values, lambda one, other: self._is_at_least(other, one))
        factor, whole = _aligned(kept)
        found = Exact(self._named(least(*whole)), factor)
        for value in kept:
            self.never_negative((1, value), (-1, found))
        return found

    def _undecided(
        self, values: Iterable[Exact], is_chosen_before: Callable[[Exact, Exact], bool]
    ) -> list[Exact]:
        """Return those of quantities that may be chosen, each once."""
        kept: list[Exact] = []
        for value in values:
            if any(is_chosen_before(other, value) for other in kept):
                continue
            kept = [*(other for other in kept if not is_chosen_before(value, other)), value]
        return kept

    def _is_at_least(self, one: Exact, other: Exact) -> bool:
        return self._linear.is_never_negative(self._form([(1, one), (-1, other)]))

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
        if relation is Relation.LESS and self._is_at_least(left, right):
            return FALSE
        if relation is Relation.AT_MOST and self._is_at_least(right, left):
            return TRUE
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


def _aligned(values: Sequence[Exact]) -> tuple[Fraction, list[Expression]]:
    """Return quantities as whole numbers of one part, and that part."""
    parts = [
        value.constant if value.constant is not None else value.factor
        for value in values
        if value.constant != 0
    ]
    factor = Fraction(common_part(parts))
    return factor, [_times(value, factor) for value in values]


def _times(value: Exact, factor: Fraction) -> Expression:
    if value.constant is not None:
        return literal((value.constant / factor).numerator)
    return multiply(value.expression, literal((value.factor / factor).numerator))
