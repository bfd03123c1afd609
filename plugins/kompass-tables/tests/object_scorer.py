"""What the tests hold tables against: the object scorer, and a plan evaluated row by row in Python."""

import math
import operator
from collections.abc import Mapping
from fractions import Fraction

from kompass_score_standard.scorer import StandardScorer
from kompass_spec import ScoreRequest
from kompass_spec.model import (
    Assessment,
    DiscrepancyKind,
    Edition,
    NotApplicable,
    Observation,
    Organisation,
    OrganisationKind,
    Quantity,
    Scorecard,
)
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
    Half,
    IsNull,
    Least,
    Literal,
    Missing,
    Multiply,
    Not,
    Or,
    Relation,
    Subtract,
)
from kompass_tables.layout import Layout
from kompass_tables.steps import Plan

Row = Mapping[str, object]


def assessment_of(row: Row, layout: Layout, edition: Edition) -> Assessment:
    """Return a row of numbers as an assessment."""
    observations = tuple(
        Observation(
            item=column.item,
            quantity=column.quantity,
            value=Fraction(str(row[column.name])),
            precision=Fraction(1, 10**column.decimals),
            exact=layout.precision.exact and column.quantity is not Quantity.LEVEL,
        )
        for column in layout.figures
        if row.get(column.name) is not None
    )
    kind = row.get("kind")
    return Assessment(
        edition=edition.id,
        organisation=Organisation(name="Någonstad", kind=OrganisationKind(kind) if kind else None),
        observations=observations,
        not_applicable=tuple(
            NotApplicable(item=column.item) for column in layout.applies if row.get(column.name) is False
        ),
    )


def card_of(row: Row, layout: Layout, edition: Edition) -> Scorecard:
    """Return what the object scorer says of a row."""
    assessment = assessment_of(row, layout, edition)
    return StandardScorer().score(ScoreRequest(assessment=assessment, edition=edition))


def flags_of(card: Scorecard) -> tuple[bool, bool]:
    """Return whether printed figures are rounded apart, and whether any contradict."""
    kinds = {discrepancy.kind for discrepancy in card.discrepancies}
    return DiscrepancyKind.ROUNDING in kinds, DiscrepancyKind.CONTRADICTION in kinds


def evaluate(plan: Plan, row: Mapping[str, int | None]) -> dict[str, int | None]:
    """Return every step of a plan for a row of its inputs."""
    known: dict[str, int | None] = dict(row)
    for step in sorted(plan.steps, key=lambda step: step.layer):
        value = known[step.name] = value_of(step.expression, known)
        if value is not None:
            low, high = step.expression.bounds
            assert low <= value <= high, (step.name, value, step.expression.bounds)
    return known


def value_of(expression: Expression, known: Mapping[str, int | None]) -> int | None:
    """Return the value of an expression; null where SQL says so."""
    match expression:
        case Column():
            return known[expression.name]
        case Literal() | Missing():
            return getattr(expression, "value", None)
        case Coalesce():
            left = value_of(expression.left, known)
            return left if left is not None else value_of(expression.right, known)
        case IsNull():
            return int(value_of(expression.value, known) is None)
        case Case():
            chosen = expression.then if value_of(expression.condition, known) else expression.otherwise
            return value_of(chosen, known)
    values = [value_of(operand, known) for operand in expression.operands]
    if isinstance(expression, (Least, Greatest)):
        values = [value for value in values if value is not None]
    if isinstance(expression, And) and 0 in values:
        return 0
    if isinstance(expression, Or) and 1 in values:
        return 1
    if None in values:
        return None
    return _of_numbers(expression, [value for value in values if value is not None])


def _of_numbers(expression: Expression, values: list[int]) -> int:
    match expression:
        case Absolute():
            return abs(values[0])
        case Compare():
            return int(_COMPARED[expression.relation](*values))
        case Half():
            assert values[0] % 2 == 0
            return values[0] // 2
        case Divide():
            assert values[0] % expression.divisor == 0
            return values[0] // expression.divisor
    return int(_COMPUTED[type(expression)](values))


_COMPARED = {
    Relation.LESS: operator.lt,
    Relation.AT_MOST: operator.le,
    Relation.EQUAL: operator.eq,
    Relation.OTHER: operator.ne,
}
_COMPUTED = {
    Add: sum,
    Subtract: lambda values: values[0] - values[1],
    Multiply: math.prod,
    Least: min,
    Greatest: max,
    And: all,
    Or: any,
    Not: lambda values: not values[0],
}
