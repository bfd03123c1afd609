"""Make the plan of a conversion: from the scores of a row in units to what is written of it."""

from collections.abc import Sequence
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_spec import InputError
from kompass_spec.model import EditionMapping
from kompass_tables.conversions.exact import Arithmetic, Exact, NotCoveredError
from kompass_tables.conversions.mappings import compiled
from kompass_tables.expressions import FALSE, Column, add, literal, multiply
from kompass_tables.layout import scored_items
from kompass_tables.outputs import Output, OutputKind
from kompass_tables.outward import DIGITS
from kompass_tables.steps import Plan, Steps, furthest_of

__all__ = ["BASES", "NOT_COVERED", "WHOLE", "ConversionPlan", "conversion_plan", "score_name"]

BASES = ("unknown", "bounded", "exact")
"""The bases of an item, each by its place here the number that the plan knows it by."""

NOT_COVERED = "not covered"
"""What stands as the reason of a row that the plan does not cover."""

WHOLE = "row:whole"
"""The column that says whether everything applies to a row."""

_WIDTH = 18
_MOST = 10**37
"""What lies further from 0 fits into no whole number of an engine."""


@final
@frozen(kw_only=True)
class ConversionPlan:
    """Hold a plan of scores in units, and what is written of it: ends, and every basis."""

    plan: Plan
    outputs: tuple[Output, ...]


def score_name(code: str, end: str) -> str:
    """Return the column in which an end of a score stands, beside those of what is converted.

    >>> score_name("1.1", "low")
    'score:1.1.low'
    """
    return f"score:{code}.{end}"


def conversion_plan(scoring: Plan, steps: Sequence[EditionMapping]) -> ConversionPlan | None:
    """Return how scores that a plan gives are converted along mappings; ``None`` if they are not in columns.

    >>> from kompass_spec import load_registry
    >>> from kompass_spec.registry.mappings import find_steps
    >>> from kompass_tables.layout import layout_of
    >>> from kompass_tables.plan import plan_of
    >>> registry = load_registry()
    >>> scoring = plan_of(registry["se-2016"], layout_of(["1.1", "total"], registry["se-2016"]))
    >>> found = conversion_plan(scoring, find_steps("se-2016", "se-2016", registry))
    >>> [output.name for output in found.outputs[:3]], found.plan.bits
    (['1.1.low', '1.1.high', '1.1.basis'], 64)
    """
    try:
        return _plan(scoring, steps)
    except (NotCoveredError, InputError):
        return None


def _plan(scoring: Plan, steps: Sequence[EditionMapping]) -> ConversionPlan:
    target = steps[-1].target
    collecting = Steps()
    arithmetic = Arithmetic(collecting)
    part = Fraction(1, scoring.unit)
    ends = {
        code: (
            Exact(collecting.input(score_name(code, "low"), low.bounds, nullable=False), part),
            Exact(collecting.input(score_name(code, "high"), high.bounds, nullable=False), part),
        )
        for code, (low, high) in scoring.scores.items()
    }
    whole = Column(name=WHOLE, bounds=(0, 1), is_truth=True)
    collecting.inputs[WHOLE] = whole
    found = compiled(steps, ends, arithmetic)
    codes = scored_items(target)
    if not set(codes) <= found.ends.keys():
        raise NotCoveredError
    not_covered = arithmetic.any_of(arithmetic.negation(whole), *found.not_covered)
    outputs: list[Output] = []
    for code in codes:
        low, high = found.ends[code]
        outputs += (_end(f"{code}.low", OutputKind.LOW, low), _end(f"{code}.high", OutputKind.HIGH, high))
        basis = arithmetic.total((1, found.basis[code])).expression
        outputs.append(Output(name=f"{code}.basis", kind=OutputKind.WORD, value=basis, words=BASES))
    made = collecting.needed((not_covered, *(output.value for output in outputs)))
    computed = [step.expression for step in made]
    for output in outputs:
        scaled = multiply(output.value, literal(output.factor))
        computed += (scaled, add(scaled, literal(output.divisor)))
    if furthest_of(computed) > _MOST:
        raise NotCoveredError
    plan = Plan(
        edition=target.id,
        unit=scoring.unit,
        bits=64,
        inputs=tuple(collecting.inputs.values()),
        steps=made,
        scores={},
        rounding=FALSE,
        contradiction=FALSE,
        refusals=((not_covered, NOT_COVERED),),
        kept=tuple(output.value for output in outputs),
    )
    return ConversionPlan(plan=plan, outputs=tuple(outputs))


def _end(name: str, kind: OutputKind, end: Exact) -> Output:
    """Return an end as a decimal, rounded outward where it is none."""
    scale = end.factor * 10**DIGITS
    most = end.expression.bounds[1] * (1 if scale.denominator == 1 else scale.numerator)
    return Output(
        name=name,
        kind=kind,
        value=end.expression,
        factor=scale.numerator,
        divisor=scale.denominator,
        digits=DIGITS,
        width=_WIDTH,
        needed=max(1, len(str(most))),
    )
