"""A plan: named steps that an engine computes one after the other, and the unit that they count in."""

from collections.abc import Iterable
from typing import final

from attrs import define, field, frozen

from kompass_spec import InputError, Problem
from kompass_tables.expressions import Add, Bounds, Column, Expression, Literal, columns_of, is_nullable

__all__ = ["INT32", "INT64", "Plan", "Step", "Steps", "Told", "furthest_of", "width_of"]

INT32: Bounds = (-(2**31), 2**31 - 1)
INT64: Bounds = (-(2**63), 2**63 - 1)


@final
@frozen(kw_only=True)
class Step:
    """Hold one expression under a name, by which those of later layers know it."""

    name: str
    expression: Expression
    layer: int


@final
@frozen(kw_only=True)
class Told:
    """Hold whether a row tells of an item, whether only the total and all other areas do, and its maximum."""

    code: str
    told: Expression
    inferred: Expression
    max: Expression


@final
@frozen(kw_only=True)
class Plan:
    """Hold what is computed of every row, in layers: a step needs only inputs and steps of layers before it.

    ``unit`` is how many units a point has, ``bits`` the width of integers in which nothing overflows.
    ``scores`` are pairs of the names of the ends of every item, in units, by the item's code; ``rounding``
    and ``contradiction`` name truth values. ``refusals`` are of rows that cannot be scored. ``told`` says of
    every item whether a row counts in a cohort, where that was asked for.
    """

    edition: str
    unit: int
    bits: int
    inputs: tuple[Column, ...]
    steps: tuple[Step, ...]
    scores: dict[str, tuple[Expression, Expression]]
    rounding: Expression
    contradiction: Expression
    refusals: tuple[tuple[Expression, str], ...] = ()
    told: "tuple[Told, ...]" = ()
    kept: tuple[Expression, ...] = ()

    @property
    def results(self) -> tuple[Expression, ...]:
        """Return all that has to be there after the last layer."""
        ends = (end for pair in self.scores.values() for end in pair)
        told = (part for one in self.told for part in (one.told, one.inferred, one.max))
        refused = (refused for refused, _ in self.refusals)
        return (*ends, self.rounding, self.contradiction, *refused, *told, *self.kept)

    def layers(self) -> list[tuple[tuple[str, ...], tuple[Step, ...]]]:
        """Return, for every layer, the names that are kept of earlier ones, and its own steps."""
        last = max((step.layer for step in self.steps), default=0)
        wanted = {column.name for result in self.results for column in columns_of(result)}
        made = {step.name: step.layer for step in self.steps}
        ordered = [*(column.name for column in self.inputs), *made]
        found: list[tuple[tuple[str, ...], tuple[Step, ...]]] = []
        for number in range(last, 0, -1):
            steps = tuple(step for step in self.steps if step.layer == number and step.name in wanted)
            kept = tuple(name for name in ordered if name in wanted and made.get(name, 0) < number)
            found.append((kept, steps))
            wanted = {*kept, *(column.name for step in steps for column in columns_of(step.expression))}
        return found[::-1]


@final
@define
class Steps:
    """Collect the steps of a plan while it is made."""

    inputs: dict[str, Column] = field(factory=dict)
    steps: list[Step] = field(factory=list)
    _layers: dict[str, int] = field(factory=dict)

    def input(self, name: str, bounds: Bounds, *, nullable: bool = True) -> Column:
        """Return an input column, which may be null unless it is said that it is not."""
        return self.inputs.setdefault(name, Column(name=name, bounds=bounds, nullable=nullable))

    def let(self, name: str, expression: Expression, *, always: bool = False) -> Expression:
        """Return a step under a name; a column or a number needs none, unless it ``always`` has one."""
        if isinstance(expression, (Column, Literal)) and not always:
            return expression
        layer = 1 + max(
            (self._layers.get(column.name, 0) for column in columns_of(expression)),
            default=0,
        )
        self._layers[name] = layer
        self.steps.append(Step(name=name, expression=expression, layer=layer))
        return Column(
            name=name,
            bounds=expression.bounds,
            is_truth=expression.is_truth,
            nullable=is_nullable(expression),
        )

    def needed(self, results: Iterable[Expression]) -> tuple[Step, ...]:
        """Return the steps of which results are computed, in their order."""
        wanted = {column.name for result in results for column in columns_of(result)}
        found = []
        for step in reversed(self.steps):
            if step.name in wanted:
                found.append(step)
                wanted.update(column.name for column in columns_of(step.expression))
        return tuple(found[::-1])


def furthest_of(expressions: Iterable[Expression]) -> int:
    """Return how far from 0 lies at most whatever is computed on the way, sums of some terms of a sum too.

    >>> from kompass_tables.expressions import add
    >>> one, other = Column(name="a", bounds=(0, 5)), Column(name="b", bounds=(-9, 0))
    >>> furthest_of([add(one, other)]), furthest_of([add(one, other, Literal(value=2, bounds=(2, 2)))])
    (9, 16)
    """
    furthest = 0
    waiting = list(expressions)
    while waiting:
        expression = waiting.pop()
        furthest = max(furthest, *map(abs, expression.bounds))
        # Two terms have no sum on the way.
        if isinstance(expression, Add) and len(expression.terms) > 2:  # noqa: PLR2004 - see above
            furthest = max(furthest, sum(max(map(abs, term.bounds)) for term in expression.terms))
        waiting.extend(expression.operands)
    return furthest


def width_of(expressions: Iterable[Expression], edition: str) -> int:
    """Return the bits of integers in which nothing overflows; raise ``InputError`` where 64 are too few."""
    furthest = furthest_of(expressions)
    if furthest <= INT32[1]:
        return 32
    if furthest <= INT64[1]:
        return 64
    sentence = (
        f"The maxima of {edition!r} and the decimals of the figures have no common unit in which sums fit"
        " into 64 bits, so they cannot be computed in columns. Score the assessments one by one, with kompass"
        " score, or ask for fewer decimals."
    )
    raise InputError([Problem("unit-overflow", sentence)])
