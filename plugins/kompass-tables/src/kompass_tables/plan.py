"""Make the plan of an edition: figures as intervals, one pass up and one pass down, and two flags.

It says of every row what the object scorer says: which figures are set aside because no true values print
them, the intervals by all others, and whether printed points do not add up though nothing contradicts.
"""

from fractions import Fraction
from math import ceil
from typing import final

from attrs import define, field, frozen

from kompass_spec import InputError, Problem
from kompass_spec.model import TOTAL, Criterion, Edition, Quantity
from kompass_tables.applying import Applying, Item
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
    coalesce,
    compare,
    divide,
    greatest,
    is_null,
    least,
    literal,
    missing,
    multiply,
    negation,
    subtract,
)
from kompass_tables.layout import FigureColumn, Layout, scored_items
from kompass_tables.steps import Plan, Steps, width_of
from kompass_tables.telling import told_of
from kompass_tables.units import unit_of

__all__ = ["bounds_of_figures", "plan_of"]

_HUNDRED = 100
_BEYOND = 2


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
    passes = _Passes(
        edition=edition,
        layout=layout,
        steps=steps,
        applying=Applying.of(steps, edition, unit, named),
        unit=unit,
    )
    scores = passes.scores()
    # What asks for a missing figure is null, and does not hold.
    rounding = steps.let("rounding", case(any_of(*passes.roundings), TRUE, FALSE))
    contradiction = steps.let("contradiction", case(any_of(*passes.contradictions), TRUE, FALSE))
    told = told_of(edition, layout, passes.applying, scores) if cohort else ()
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
        refusals=_refusals(passes.applying),
        told=told,
    )


def bounds_of_figures(column: FigureColumn, edition: Edition) -> tuple[int, int]:
    """Return the least and the greatest whole number of last digits that a figure counts with.

    What is beyond them is as impossible as they are, so it is brought to them, and nothing overflows. They
    are whole points or percents. A level counts by its place on the scale.
    """
    if column.quantity is Quantity.LEVEL:
        scale = edition.scale_of(column.item)
        return 0, len(scale.levels) - 1 if scale is not None else 0
    if column.quantity is Quantity.PERCENT:
        most = Fraction(_HUNDRED)
    else:
        known = edition.max if column.item == TOTAL else edition.item(column.item).max
        # An item without a maximum of its own has no more than all.
        most = known if known is not None else edition.max or Fraction(0)
    digits: int = 10**column.decimals
    return -_BEYOND * digits, (ceil(most) + _BEYOND) * digits


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


@final
@frozen(kw_only=True)
class _Printed:
    """Hold one figure of a row in units: its ends, null where it is missing."""

    column: FigureColumn
    low: Expression
    high: Expression


@final
@frozen(kw_only=True)
class _Node:
    """Hold an item of the tree of sums: what its summands are, and the interval that its figures allow."""

    code: str
    max: Expression
    left_out: Expression = FALSE
    parts: "tuple[_Node, ...]" = ()
    summands: "tuple[_Node, ...]" = ()
    is_rest: bool = False
    adds_up: bool = True


@final
@define(kw_only=True)
class _Passes:
    """Go up and down the tree of an edition, and collect the steps on the way."""

    edition: Edition
    layout: Layout
    steps: Steps
    applying: Applying
    unit: int
    contradictions: list[Expression] = field(factory=list)
    roundings: list[Expression] = field(factory=list)
    ends: dict[str, tuple[Expression, Expression]] = field(factory=dict)
    middles: dict[str, tuple[Expression, Expression]] = field(factory=dict)
    impossible: dict[str, list[Expression]] = field(factory=dict)
    sums: dict[tuple[Expression, ...], Expression] = field(factory=dict)

    def scores(self) -> dict[str, tuple[Expression, Expression]]:
        """Return the ends of every item that has a score, in units."""
        areas = tuple(self._node(area) for area in self.edition.areas)
        total = _Node(
            code=TOTAL,
            max=self.applying.maxima[TOTAL],
            left_out=self.applying.left_out[TOTAL],
            parts=areas,
            summands=areas,
        )
        self._up(total)
        self._down(total)
        self._round(total)
        self._context()
        return {code: self.ends[code] for code in scored_items(self.edition)}

    # The tree

    def _node(self, item: Item, most: Expression | None = None) -> _Node:
        """Return an item with all below it; ``most`` is what it can have where its maximum is not known."""
        left_out = self.applying.left_out[item.code]
        if most is not None:
            return _Node(code=item.code, max=most, left_out=left_out, is_rest=False)
        below = () if isinstance(item, Criterion) else item.parts
        known = [part for part in below if part.max is not None]
        whole = self.applying.maxima[item.code]
        nodes = [self._node(part) for part in known]
        if len(known) == len(below):
            return _Node(
                code=item.code,
                max=whole,
                left_out=left_out,
                parts=tuple(nodes),
                summands=tuple(nodes),
                adds_up=sum((part.max for part in known if part.max is not None), Fraction(0)) == item.max,
            )
        left = self.steps.let(
            f"left:{item.code}", subtract(whole, add(literal(0), *(one.max for one in nodes)))
        )
        left = self.steps.let(f"most:{item.code}", greatest(left, literal(0)))
        unweighed = tuple(self._node(part, left) for part in below if part.max is None)
        rest = _Node(code=f"{item.code}:rest", max=left, parts=unweighed, summands=unweighed, is_rest=True)
        every = {node.code: node for node in (*nodes, *unweighed)}
        return _Node(
            code=item.code,
            max=whole,
            left_out=left_out,
            parts=(*nodes, rest),
            summands=tuple(every[part.code] for part in below),
        )

    # Figures

    def _figures(self, node: _Node) -> list[_Printed]:
        """Return the figures of an item that bound its points."""
        columns = [column for column in self.layout.figures if column.item == node.code]
        weighed = node.code == TOTAL or self.edition.item(node.code).max is not None
        figures = []
        for column in columns:
            if column.quantity is Quantity.LEVEL:
                figures.append(self._level(column, node, weighed=weighed))
            elif column.quantity is Quantity.POINTS or weighed:
                # A percent of a maximum that nobody knows says nothing of points.
                figures.append(self._amount(column, node))
        return figures

    def _input(self, column: FigureColumn) -> Column:
        return self.steps.input(column.input, bounds_of_figures(column, self.edition))

    def _amount(self, column: FigureColumn, node: _Node) -> _Printed:
        """Return points or a percent as an interval: half a digit on both sides, unless it is exact."""
        number = self._input(column)
        digits = 10**column.decimals
        half: Expression
        if column.quantity is Quantity.PERCENT:
            half = divide(node.max, 2 * _HUNDRED * digits)
        else:
            half = literal(self.unit // (2 * digits))
        middle = multiply(number, multiply(half, literal(2)))
        reach = literal(0) if self.layout.precision.exact else half
        low, high = subtract(middle, reach), add(middle, reach)
        name = f"{column.item}.{column.quantity.value}"
        if not isinstance(half, Literal):
            low, high = self.steps.let(f"low:{name}", low), self.steps.let(f"high:{name}", high)
            return self._possible(column, node, middle, low, high)
        if not half.value or not isinstance(node.max, Literal):
            return self._possible(column, node, middle, low, high)
        # Asked of the figure itself, which is less to compute: a figure and its reach meet 0 and the maximum.
        step, around = 2 * half.value, reach.bounds[1]
        most = node.max.value
        impossible = self._impossible(
            column,
            compare(number, Relation.LESS, literal(-(around // step))),
            compare(literal((most + around) // step), Relation.LESS, number),
        )
        printed = self.steps.let(f"possible:{name}", case(impossible, missing(number), number))
        middle = multiply(printed, literal(step))
        if column.quantity is Quantity.POINTS:
            self.middles[node.code] = (middle, TRUE)
        return _Printed(column=column, low=subtract(middle, reach), high=add(middle, reach))

    def _possible(
        self, column: FigureColumn, node: _Node, middle: Expression, low: Expression, high: Expression
    ) -> _Printed:
        """Return a figure without what no true value prints."""
        name = f"{column.item}.{column.quantity.value}"
        impossible = self._impossible(
            column, compare(high, Relation.LESS, literal(0)), compare(node.max, Relation.LESS, low)
        )
        if column.quantity is Quantity.POINTS:
            self.middles[node.code] = (case(impossible, missing(middle), middle), TRUE)
        return _Printed(
            column=column,
            low=self.steps.let(f"possible low:{name}", case(impossible, missing(low), low)),
            high=self.steps.let(f"possible high:{name}", case(impossible, missing(high), high)),
        )

    def _impossible(self, column: FigureColumn, *beyond: Expression) -> Expression:
        """Return whether no true value prints a figure, and keep that this contradicts.

        It is null where the figure is missing: flags take null for what does not hold.
        """
        name = f"impossible:{column.item}.{column.quantity.value}"
        impossible = self.steps.let(name, any_of(*beyond))
        self.impossible.setdefault(column.item, []).append(impossible)
        return impossible

    def _level(self, column: FigureColumn, node: _Node, *, weighed: bool) -> _Printed:
        """Return what the answer gives, which is exact; nothing where that is not known."""
        number = self._input(column)
        # An answer that gives nobody knows what leaves everything open.
        low: Expression = literal(0)
        high = node.max
        scale = self.edition.scale_of(column.item)
        for index, level in enumerate(scale.levels if scale is not None else ()):
            award: Expression
            if level.points is not None:
                award = self.applying.units(level.points)
            elif level.share is not None and weighed:
                share = level.share
                award = divide(multiply(node.max, literal(share.numerator)), share.denominator)
            else:
                continue
            is_this = compare(number, Relation.EQUAL, literal(index))
            low, high = case(is_this, award, low), case(is_this, award, high)
        name = f"{column.item}.{column.quantity.value}"
        low, high = self.steps.let(f"low:{name}", low), self.steps.let(f"high:{name}", high)
        return self._possible(column, node, literal(0), low, high)

    # Up

    def _up(self, node: _Node) -> None:
        """Add the interval of an item by its usable figures and its parts, and what contradicts."""
        for part in node.parts:
            self._up(part)
        sums = (self._sum(node, 0), self._sum(node, 1)) if node.parts else None
        if sums is not None and node.is_rest:
            self._up_rest(node, *sums)
            return
        code, figures = node.code, self._figures(node)
        low, high, apart = self._printed(node, figures)
        beyond: Expression = FALSE
        if sums is not None:
            if figures or not node.adds_up:
                beyond = any_of(compare(sums[1], Relation.LESS, low), compare(high, Relation.LESS, sums[0]))
                beyond = self.steps.let(f"beyond:{code}", beyond)
            low = case(beyond, sums[0], greatest(low, sums[0]))
            high = case(beyond, sums[1], least(high, sums[1]))
        contradicted = any_of(*self.impossible.get(code, ()), apart, beyond)
        out = node.left_out
        if out is not FALSE:
            low, high = case(out, literal(0), low), case(out, literal(0), high)
            contradicted = case(out, self._stray(code), contradicted)
        self.contradictions.append(contradicted)
        self.ends[code] = self.steps.let(f"up low:{code}", low), self.steps.let(f"up high:{code}", high)
        if code in self.middles:
            middle, stands = self.middles[code]
            self.middles[code] = middle, all_of(stands, negation(beyond))

    def _printed(self, node: _Node, figures: list[_Printed]) -> tuple[Expression, Expression, Expression]:
        """Return the interval that figures leave of an item, those apart set aside, and where any are."""
        code = node.code
        low = self.steps.let(f"highest:{code}", greatest(literal(0), *(figure.low for figure in figures)))
        high = self.steps.let(f"lowest:{code}", least(node.max, *(figure.high for figure in figures)))
        if len(figures) < 2:  # noqa: PLR2004 - two are set aside for each other
            return low, high, FALSE
        apart = self.steps.let(f"apart:{code}", compare(high, Relation.LESS, low))
        agreeing: list[Expression] = [FALSE] * len(figures)
        if len(figures) > 2:  # noqa: PLR2004 - see above
            agreeing = self._agreeing(node, figures, low, high, apart)
        pairs = list(zip(figures, agreeing, strict=True))
        left_low = greatest(literal(0), *(case(agrees, one.low, literal(0)) for one, agrees in pairs))
        left_high = least(node.max, *(case(agrees, one.high, node.max) for one, agrees in pairs))
        for figure, agrees in pairs:
            if figure.column.quantity is Quantity.POINTS:
                stands = negation(apart) if agrees is FALSE else case(apart, agrees, TRUE)
                self.middles[code] = self.middles[code][0], stands
        return (
            self.steps.let(f"printed low:{code}", case(apart, left_low, low)),
            self.steps.let(f"printed high:{code}", case(apart, left_high, high)),
            apart,
        )

    def _agreeing(
        self, node: _Node, figures: list[_Printed], low: Expression, high: Expression, apart: Expression
    ) -> list[Expression]:
        """Return whether figures, of which there are more than two, meet all others.

        A figure is apart from another one exactly if it ends below the highest beginning, or begins above
        the lowest end.
        """
        return [
            self.steps.let(
                f"usable:{node.code}.{figure.column.quantity.value}",
                case(
                    apart,
                    all_of(
                        compare(low, Relation.AT_MOST, coalesce(figure.high, node.max)),
                        compare(coalesce(figure.low, literal(0)), Relation.AT_MOST, high),
                    ),
                    TRUE,
                ),
            )
            for figure in figures
        ]

    def _up_rest(self, node: _Node, sum_low: Expression, sum_high: Expression) -> None:
        """Add the interval of what has together what is left; its parts stand where they fit into that."""
        beyond = self.steps.let(f"beyond:{node.code}", compare(node.max, Relation.LESS, sum_low))
        self.contradictions.append(beyond)
        for part in node.parts:
            low, high = self.ends[part.code]
            self.ends[part.code] = (
                self.steps.let(f"kept low:{part.code}", case(beyond, literal(0), low)),
                self.steps.let(f"kept high:{part.code}", case(beyond, part.max, high)),
            )
            if part.code in self.middles:
                middle, usable = self.middles[part.code]
                self.middles[part.code] = middle, all_of(usable, negation(beyond))
        self.ends[node.code] = (
            self.steps.let(f"up low:{node.code}", case(beyond, literal(0), sum_low)),
            self.steps.let(f"up high:{node.code}", case(beyond, node.max, least(node.max, sum_high))),
        )

    def _sum(self, node: _Node, end: int) -> Expression:
        """Return the sum of the low or the high ends of the parts, as they are now."""
        ends = tuple(self.ends[part.code][end] for part in node.parts)
        if ends not in self.sums:
            name = f"{('lows', 'highs')[end]}{len(self.sums)}:{node.code}"
            self.sums[ends] = self.steps.let(name, add(literal(0), *ends))
        return self.sums[ends]

    # Down

    def _down(self, node: _Node) -> None:
        """Narrow the parts by the whole: a part has at most what the least of the others leaves of it."""
        if not node.parts:
            return
        low, high = self.ends[node.code]
        lows, highs = self._sum(node, 0), self._sum(node, 1)
        short = self.steps.let(f"short:{node.code}", subtract(low, highs))
        spare = self.steps.let(f"spare:{node.code}", subtract(high, lows))
        for part in node.parts:
            own_low, own_high = self.ends[part.code]
            self.ends[part.code] = (
                self.steps.let(f"low:{part.code}", greatest(own_low, add(short, own_high))),
                self.steps.let(f"high:{part.code}", least(own_high, add(spare, own_low))),
            )
            self._down(part)

    # Flags

    def _round(self, node: _Node) -> None:
        """Add where the printed points of an item and of all of its parts stand, and do not add up."""
        for part in node.summands:
            self._round(part)
        if not node.summands or node.code not in self.middles:
            return
        if any(part.code not in self.middles and part.left_out is FALSE for part in node.summands):
            return
        terms, usable = [], []
        for part in node.summands:
            middle, fits = self.middles.get(part.code, (literal(0), FALSE))
            terms.append(case(part.left_out, literal(0), middle))
            usable.append(any_of(part.left_out, fits))
        own, fits = self.middles[node.code]
        # Where one of them is missing, the comparison is null, and nothing is rounded.
        differs = compare(own, Relation.OTHER, add(literal(0), *terms))
        rounded = all_of(negation(node.left_out), fits, *usable, differs)
        self.roundings.append(self.steps.let(f"rounding:{node.code}", rounded))

    def _stray(self, code: str) -> Expression:
        """Return whether a row gives points to an item that does not apply, or answers it."""
        return any_of(*(self._gives(column) for column in self.layout.figures if column.item == code))

    def _gives(self, column: FigureColumn) -> Expression:
        number = self._input(column)
        if column.quantity is Quantity.LEVEL:
            return negation(is_null(number))
        # What rounds to 0 gives nothing.
        return compare(coalesce(number, literal(0)), Relation.OTHER, literal(0))

    def _context(self) -> None:
        """Add what is printed of questions that have no points, and of what is below those left out."""
        placed = set(self.ends)
        unscored = {question.code for question in self.edition.questions if not question.scored}
        for column in self.layout.figures:
            code = column.item
            if code in placed:
                continue
            of_context = code in unscored or code.rpartition(".")[0] in unscored
            out = self.applying.left_out[code]
            applies_too = of_context and column.quantity is not Quantity.LEVEL
            self.contradictions.append(all_of(TRUE if applies_too else out, self._gives(column)))
