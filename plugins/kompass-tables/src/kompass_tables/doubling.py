"""Rewrite a plan so that the lesser and the greater of two numbers are sums, which some engines add much faster.

Twice the greater of two numbers is their sum and what they are apart, and twice the lesser is their sum
without it. So a value is held doubled as often as it was chosen, and halved where it is a result.
"""

from collections.abc import Callable, Sequence
from typing import Any, final

from attrs import define, evolve, field, frozen

from kompass_tables.expressions import (
    Absolute,
    Add,
    And,
    Case,
    Coalesce,
    Column,
    Compare,
    Divide,
    Expression,
    Greatest,
    IsNull,
    Least,
    Literal,
    Multiply,
    Not,
    Or,
    Relation,
    Subtract,
    absolute,
    add,
    all_of,
    any_of,
    case,
    coalesce,
    columns_of,
    compare,
    divide,
    greatest,
    is_null,
    is_nullable,
    least,
    literal,
    multiply,
    negation,
    subtract,
)
from kompass_tables.steps import INT32, INT64, Plan, Steps

__all__ = ["doubled"]


@final
@frozen(kw_only=True)
class _Held:
    """Hold a value that was doubled some times."""

    value: Expression
    times: int = 0


def doubled(plan: Plan) -> Plan:
    """Return a plan that computes the same, for which no lesser or greater of numbers is chosen.

    It needs no wider integers: where numbers would get too large, they are halved first.

    >>> from kompass_spec import load_registry
    >>> from kompass_tables.layout import layout_of
    >>> from kompass_tables.plan import plan_of
    >>> edition = load_registry()["se-2016"]
    >>> plan = doubled(plan_of(edition, layout_of(["1.1.points", "1.1.percent"], edition)))
    >>> plan.bits, any(isinstance(step.expression, Greatest) for step in plan.steps)
    (32, False)
    """
    limit = INT32[1] if plan.bits == 32 else INT64[1]  # noqa: PLR2004 - bits
    rewriting = _Rewriting(limit=limit)
    results = {column.name for result in plan.results for column in columns_of(result)}
    for step in sorted(plan.steps, key=lambda step: step.layer):
        rewriting.add(step.name, step.expression, is_result=step.name in results)
    return evolve(plan, steps=tuple(rewriting.steps.steps))


@final
@define(kw_only=True)
class _Rewriting:
    limit: int
    steps: Steps = field(factory=Steps)
    held: dict[str, _Held] = field(factory=dict)

    def add(self, name: str, expression: Expression, *, is_result: bool) -> None:
        """Add a step of the plan, under its own name where it is a result, or not doubled."""
        found = self._of(expression)
        if not found.times:
            self.held[name] = _Held(value=self.steps.let(name, found.value, always=is_result))
            return
        value = self.steps.let(f"{name}:{2**found.times}", found.value)
        self.held[name] = _Held(value=value, times=found.times)
        if is_result:
            self.steps.let(name, divide(value, 2**found.times))

    def _of(self, expression: Expression) -> _Held:
        """Return an expression of doubled values, within the bounds that it is known to have."""
        found = self._rewritten(expression)
        if isinstance(found.value, (Column, Literal)):
            return found
        low, high = (end * 2**found.times for end in expression.bounds)
        bounds = max(low, found.value.bounds[0]), min(high, found.value.bounds[1])
        return evolve(found, value=evolve(found.value, bounds=bounds))

    def _rewritten(self, expression: Expression) -> _Held:
        match expression:
            case Column():
                return self.held.get(expression.name, _Held(value=expression))
            case Add():
                return self._combined(add, expression.terms)
            case Subtract():
                return self._combined(subtract, expression.operands)
            case Multiply():
                left, right = self._of(expression.left), self._of(expression.right)
                product = multiply(left.value, right.value)
                if self._fits(product):
                    return _Held(value=product, times=left.times + right.times)
                return _Held(value=multiply(_halved(left), _halved(right)))
            case Divide():
                found = self._of(expression.value)
                return _Held(value=divide(found.value, expression.divisor), times=found.times)
            case Absolute():
                found = self._of(expression.value)
                return _Held(value=absolute(found.value), times=found.times)
            case Greatest() | Least():
                return self._chosen(expression)
            case Compare():
                left, right = self._of(expression.left), self._of(expression.right)
                one, other, _ = self._alike(left, right)
                return _Held(value=compare(one, expression.relation, other))
            case Case() if not expression.is_truth:
                condition = self._of(expression.condition).value
                return self._combined(
                    lambda then, otherwise: case(condition, then, otherwise), expression.operands[1:]
                )
            case Coalesce():
                return self._combined(coalesce, expression.operands)
        return _Held(value=self._truth(expression))

    def _truth(self, expression: Expression) -> Expression:
        """Return a truth value, or a literal: they are not doubled."""
        operands = [self._of(operand).value for operand in expression.operands]
        match expression:
            case And():
                return all_of(*operands)
            case Or():
                return any_of(*operands)
            case Not():
                return negation(*operands)
            case IsNull():
                return is_null(*operands)
            case Case():
                return case(*operands)
        return expression

    def _combined(self, combine: Callable[..., Expression], operands: Sequence[Expression]) -> _Held:
        """Return what is made of numbers that are doubled as often as one another."""
        held = [self._of(operand) for operand in operands]
        *values, times = self._alike(*held)
        found = combine(*values)
        if self._fits(found):
            return _Held(value=found, times=times)
        return _Held(value=combine(*map(_halved, held)))

    def _alike(self, *held: _Held) -> tuple[Any, ...]:
        """Return numbers doubled as often as one another, and how often that is."""
        times = max(one.times for one in held)
        values = [multiply(one.value, literal(2 ** (times - one.times))) for one in held]
        if all(map(self._fits, values)):
            return (*values, times)
        return (*map(_halved, held), 0)

    def _chosen(self, expression: Greatest | Least) -> _Held:
        if any(map(is_nullable, expression.terms)):
            return self._combined(least if isinstance(expression, Least) else greatest, expression.terms)
        first, *others = map(self._of, expression.terms)
        for other in others:
            first = self._of_both(first, other, is_least=isinstance(expression, Least))
        return first

    def _of_both(self, one: _Held, other: _Held, *, is_least: bool) -> _Held:
        """Return the lesser or the greater of two numbers, once more doubled."""
        left, right, times = self._alike(one, other)
        ends = list(zip(left.bounds, right.bounds, strict=True))
        low, high = map(min, ends) if is_least else map(max, ends)
        left, right = self._named(left), self._named(right)
        both, apart = add(left, right), absolute(subtract(left, right))
        found = subtract(both, apart) if is_least else add(both, apart)
        if self._fits(both) and self._fits(apart) and 2 * max(abs(low), abs(high)) <= self.limit:
            return _Held(value=evolve(found, bounds=(2 * low, 2 * high)), times=times + 1)
        if times:
            return self._of_both(_Held(value=_halved(one)), _Held(value=_halved(other)), is_least=is_least)
        less = compare(left, Relation.LESS, right)
        return _Held(value=case(less, left, right) if is_least else case(less, right, left))

    def _named(self, value: Expression) -> Expression:
        """Return a value that stands in two places under a name, so that it is computed once."""
        return self.steps.let(f"term:{len(self.steps.steps)}", value)

    def _fits(self, value: Expression) -> bool:
        """Tell whether a number and what it is made of fit into the integers of the plan."""
        parts = (value, *value.operands)
        return all(abs(end) <= self.limit for part in parts for end in part.bounds)


def _halved(held: _Held) -> Expression:
    return divide(held.value, 2**held.times)
