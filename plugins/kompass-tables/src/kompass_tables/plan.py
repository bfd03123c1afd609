"""Make the plan of an edition: figures as intervals, one pass up and one pass down, and two flags.

It says of every row what the object scorer says: which figures are set aside because no true values print
them, the intervals by all others, and whether printed points do not add up though nothing contradicts.
"""

from fractions import Fraction

from kompass_spec import InputError, Problem
from kompass_spec.model import Criterion, Edition
from kompass_tables.applying import Applying, Item
from kompass_tables.expressions import FALSE, TRUE, Expression, any_of, case
from kompass_tables.figures import Figures
from kompass_tables.layout import Layout
from kompass_tables.passes import Passes
from kompass_tables.steps import Plan, Steps, width_of
from kompass_tables.telling import told_of
from kompass_tables.units import unit_of

__all__ = ["plan_of"]


def plan_of(edition: Edition, layout: Layout, *, cohort: bool = False) -> Plan:
    """Return what is computed of every row of a table with this layout, for a ``cohort`` also what it tells.

    Raise ``InputError`` where the edition lacks weights that scores need, or where its unit needs more than
    64 bits.

    >>> from kompass_spec import load_registry
    >>> from kompass_tables.layout import layout_of
    >>> edition = load_registry()["se-2016"]
    >>> plan = plan_of(edition, layout_of(["1.1", "1", "total"], edition))
    >>> plan.unit, plan.bits, [column.name for column in plan.inputs]
    (40, 32, ['in:1.1.percent', 'in:1.percent', 'in:total.percent'])
    """
    _refuse(edition)
    unit = unit_of(edition, layout.precision)
    steps = Steps()
    named = [column.item for column in layout.applies]
    applying = Applying.of(steps, edition, unit, named)
    figures = Figures(edition=edition, layout=layout, steps=steps, applying=applying, unit=unit)
    passes = Passes(edition=edition, steps=steps, applying=applying, figures=figures)
    scores = passes.scores()
    # What asks for a missing figure is null, and does not hold.
    rounding = steps.let("rounding", case(any_of(*passes.roundings), TRUE, FALSE))
    contradiction = steps.let("contradiction", case(any_of(*passes.contradictions), TRUE, FALSE))
    told = told_of(edition, figures, applying, scores) if cohort else ()
    made = tuple(steps.steps)
    return Plan(
        edition=edition.id,
        unit=unit,
        bits=width_of([step.expression for step in made], edition.id),
        inputs=tuple(steps.inputs.values()),
        steps=made,
        scores=scores,
        rounding=rounding,
        contradiction=contradiction,
        refusals=_refusals(applying),
        told=told,
    )


def _refuse(edition: Edition) -> None:
    """Refuse an edition on which nothing can be scored in columns."""
    problems = []
    if edition.max is None:
        unweighed = [area.code for area in edition.areas if area.max is None]
        named = f"of {', '.join(unweighed)}" if unweighed else "of the total"
        sentence = (
            f"The edition {edition.id!r} does not say the maximum points {named}, so nothing can be scored on"
            " it. Install a fuller release of the edition, if there is one."
        )
        problems.append(Problem("unknown-weights", sentence))
    problems += [
        Problem(
            "bad-maximum",
            f"The parts of {item.code!r} have more points than {edition.id!r} says of it, so their sum is not"
            " known. Score the assessments one by one, with kompass score.",
        )
        for item in edition.walk()
        if _is_more_than_stated(item)
    ]
    if problems:
        raise InputError(problems)


def _is_more_than_stated(item: Item) -> bool:
    """Tell whether the parts of which the maxima are known have more than an item, others not counted."""
    parts = () if isinstance(item, Criterion) else item.parts
    known = sum((part.max for part in parts if part.max is not None), Fraction(0))
    if item.max is None:
        return known > 0
    return any(part.max is None for part in parts) and known > item.max


def _refusals(applying: Applying) -> tuple[tuple[Expression, str], ...]:
    if applying.unknown is FALSE:
        return ()
    return ((applying.unknown, "what does not apply has a maximum that the edition does not say"),)
