"""Go up and down the tree of sums of an edition: intervals from figures and sums, and two flags.

Sums, and twice what is above 0, are computed instead of choices wherever integers are wide enough: what
figures lack, and how far they are apart, are numbers that are 0 where nothing is wrong. They push what they
stand for out of the way.
"""

from fractions import Fraction
from typing import final

from attrs import define, field, frozen

from kompass_spec.model import TOTAL, Criterion, Edition, Quantity
from kompass_tables.applying import Applying, Item
from kompass_tables.expressions import (
    FALSE,
    TRUE,
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
    overshoot,
    subtract,
)
from kompass_tables.figures import Figures, Printed
from kompass_tables.layout import FigureColumn, scored_items
from kompass_tables.steps import Steps

__all__ = ["Passes"]

_Ends = tuple[Expression, Expression]
_PUSHED = 2**24
"""How far ends are pushed out of the way: numbers of 32 bits in binary are whole as far as that."""


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
class Passes:
    """Go up and down the tree of an edition, and collect the steps on the way.

    ``strains`` are above 0 where figures of an item are apart, or apart from the sum of its parts.
    ``points`` are printed points, below 0 where there are none, with what is above 0 where they are set
    aside. ``narrowed`` is of items that figures, or what does not apply, hold to less than their parts do.
    """

    edition: Edition
    steps: Steps
    applying: Applying
    figures: Figures
    contradictions: list[Expression] = field(factory=list)
    roundings: list[Expression] = field(factory=list)
    ends: dict[str, _Ends] = field(factory=dict)
    strains: dict[str, Expression] = field(factory=dict)
    points: dict[str, _Ends] = field(factory=dict)
    narrowed: set[str] = field(factory=set)
    coded: list[FigureColumn] = field(factory=list)
    sums: dict[tuple[Expression, ...], Expression] = field(factory=dict)

    def scores(self) -> dict[str, _Ends]:
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
        self._strain(total)
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

    # Up

    def _up(self, node: _Node) -> None:
        """Add the interval of an item by its usable figures and its parts, and what contradicts."""
        for part in node.parts:
            self._up(part)
        if node.is_rest:
            self._up_rest(node)
            return
        code, figures = node.code, self.figures.of_item(node.code, node.max)
        # What holds the parts together holds the whole within its maximum.
        is_held = bool(node.parts) and node.adds_up and isinstance(node.max, Literal)
        low, high, apart = self._printed(node, figures, is_held=is_held)
        strain = apart
        beyond: Expression = literal(0)
        if node.parts:
            sums = self._sum(node, 0), self._sum(node, 1)
            if figures or not node.adds_up:
                below = overshoot(self.steps.let(f"above sum:{code}", subtract(low, sums[1])))
                above = overshoot(self.steps.let(f"below sum:{code}", subtract(sums[0], high)))
                beyond = self.steps.let(f"beyond:{code}", add(below, above))
            low = greatest(sums[0], self._pushed(low, beyond, node.max, sums[0], down=True))
            high = least(sums[1], self._pushed(high, beyond, node.max, sums[1], down=False))
            strain = self.steps.let(f"strain:{code}", add(apart, beyond))
        if figures or not node.adds_up or node.left_out is not FALSE:
            self.narrowed.add(code)
        self.strains[code] = strain
        self._keep_points(code, figures, strain, beyond)
        self._flag(node, figures, strain)
        if node.left_out is not FALSE:
            low, high = case(node.left_out, literal(0), low), case(node.left_out, literal(0), high)
        self.ends[code] = self.steps.let(f"up low:{code}", low), self.steps.let(f"up high:{code}", high)

    def _keep_points(self, code: str, figures: list[Printed], strain: Expression, beyond: Expression) -> None:
        """Keep the printed points of an item with what sets them aside."""
        if code in self.points:
            number, lack = self.points[code]
            self.points[code] = number, add(lack, beyond)
        for figure in figures:
            if figure.is_points and code not in self.points:
                self.points[code] = figure.number, add(figure.lack, strain)

    def _flag(self, node: _Node, figures: list[Printed], strain: Expression) -> None:
        """Add what contradicts of an item, or keep what is looked at in sums."""
        impossible = [figure.impossible for figure in figures if figure.impossible is not FALSE]
        if node.left_out is FALSE:
            self.contradictions += impossible
            self.coded += [figure.column for figure in figures if figure.is_coded]
        else:
            impossible += [self.figures.is_beyond(figure.column) for figure in figures if figure.is_coded]
            wrong = any_of(*impossible, compare(literal(0), Relation.LESS, strain))
            self.contradictions.append(case(node.left_out, self._stray(node.code), wrong))

    def _printed(
        self, node: _Node, figures: list[Printed], *, is_held: bool
    ) -> tuple[Expression, Expression, Expression]:
        """Return the interval that figures leave of an item, and what is above 0 where they are apart."""
        if len(figures) > 2:  # noqa: PLR2004 - two are set aside for each other
            return self._agreeing(node, figures)
        apart: Expression = literal(0)
        if not figures:
            return literal(0), node.max, apart
        begins = self.steps.let(f"begins:{node.code}", greatest(*(figure.low for figure in figures)))
        ends = self.steps.let(f"ends:{node.code}", least(*(figure.high for figure in figures)))
        low, high = begins, ends
        if len(figures) > 1:
            gap = self.steps.let(f"gap:{node.code}", subtract(begins, ends))
            apart = self.steps.let(f"apart:{node.code}", overshoot(gap))
            low = self._pushed(begins, apart, node.max, literal(0), down=True)
            high = self._pushed(ends, apart, node.max, node.max, down=False)
        if not is_held:
            low, high = greatest(low, literal(0)), least(high, node.max)
        return (
            self.steps.let(f"printed low:{node.code}", low),
            self.steps.let(f"printed high:{node.code}", high),
            apart,
        )

    def _pushed(
        self, end: Expression, strain: Expression, most: Expression, otherwise: Expression, *, down: bool
    ) -> Expression:
        """Return an end, or what is at least as far out as ``otherwise`` where there is any strain.

        Ends lie between 0 and ``most``, and a strain is 0 or at least 2.
        """
        if isinstance(strain, Literal):
            return end
        reach = max(most.bounds[1], otherwise.bounds[1])
        push = multiply(strain, literal((reach + 1) // 2))
        pushed = subtract(end, push) if down else add(end, push)
        if max(map(abs, (*push.bounds, *pushed.bounds))) <= _PUSHED:
            return pushed
        return case(compare(literal(0), Relation.LESS, strain), otherwise, end)

    def _agreeing(self, node: _Node, figures: list[Printed]) -> tuple[Expression, Expression, Expression]:
        """Return the interval by those of more than two figures that meet all others.

        A figure is apart from another one exactly if it ends below the highest beginning, or begins above
        the lowest end.
        """
        code = node.code
        low = self.steps.let(f"highest:{code}", greatest(*(figure.low for figure in figures), literal(0)))
        high = self.steps.let(f"lowest:{code}", least(*(figure.high for figure in figures), node.max))
        gap = self.steps.let(f"gap:{code}", subtract(low, high))
        apart = self.steps.let(f"apart:{code}", overshoot(gap))
        left_low, left_high = [], []
        for figure in figures:
            agrees = self.steps.let(
                f"usable:{code}.{figure.column.quantity.value}",
                all_of(
                    compare(low, Relation.AT_MOST, figure.high), compare(figure.low, Relation.AT_MOST, high)
                ),
            )
            left_low.append(case(agrees, figure.low, literal(0)))
            left_high.append(case(agrees, figure.high, node.max))
            if figure.is_points:
                self.points[code] = figure.number, case(agrees, figure.lack, literal(1))
        return (
            self.steps.let(f"printed low:{code}", greatest(*left_low, literal(0))),
            self.steps.let(f"printed high:{code}", least(*left_high, node.max)),
            apart,
        )

    def _up_rest(self, node: _Node) -> None:
        """Add the interval of what has together what is left; its parts stand where they fit into that."""
        sum_low, sum_high = self._sum(node, 0), self._sum(node, 1)
        beyond = self.steps.let(f"beyond:{node.code}", compare(node.max, Relation.LESS, sum_low))
        self.contradictions.append(beyond)
        self.strains[node.code] = literal(0)
        for part in node.parts:
            low, high = self.ends[part.code]
            self.ends[part.code] = (
                self.steps.let(f"kept low:{part.code}", case(beyond, literal(0), low)),
                self.steps.let(f"kept high:{part.code}", case(beyond, part.max, high)),
            )
            if part.code in self.points:
                number, lack = self.points[part.code]
                self.points[part.code] = number, case(beyond, literal(1), lack)
        self.ends[node.code] = (
            self.steps.let(f"up low:{node.code}", case(beyond, literal(0), sum_low)),
            self.steps.let(f"up high:{node.code}", case(beyond, node.max, least(node.max, sum_high))),
        )

    def _sum(self, node: _Node, end: int) -> Expression:
        """Return the sum of the low or the high ends of the parts, as they are now."""
        return self._added(("lows", "highs")[end], tuple(self.ends[part.code][end] for part in node.parts))

    def _added(self, name: str, terms: tuple[Expression, ...]) -> Expression:
        """Return a sum, computed once however often it is asked for."""
        if terms not in self.sums:
            self.sums[terms] = self.steps.let(f"{name}:{len(self.sums)}", add(literal(0), *terms))
        return self.sums[terms]

    # Down

    def _down(self, node: _Node, *, is_narrower: bool = False) -> None:
        """Narrow the parts by the whole: a part has at most what the least of the others leaves of it."""
        if not node.parts:
            return
        # Where nothing is said of the whole, it is the sum of its parts and narrows none of them.
        is_narrower = is_narrower or node.is_rest or node.code in self.narrowed
        if is_narrower:
            self._narrow(node)
        for part in node.parts:
            self._down(part, is_narrower=is_narrower)

    def _narrow(self, node: _Node) -> None:
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

    # Flags

    def _strain(self, total: _Node) -> None:
        """Add that figures are apart where everything applies to every row, and that some are impossible."""
        waiting, strains = [total], []
        while waiting:
            node = waiting.pop()
            if node.parts:
                of_parts = (self.strains[part.code] for part in node.parts if part.left_out is FALSE)
                strains.append(self._added("strains", tuple(of_parts)))
            waiting += node.parts
        if total.left_out is FALSE:
            strains.append(self.strains[TOTAL])
        self.contradictions.append(compare(literal(0), Relation.LESS, self._added("strains", tuple(strains))))
        for quantity in (Quantity.POINTS, Quantity.PERCENT):
            self._beyond(quantity)

    def _beyond(self, quantity: Quantity) -> None:
        """Add that a figure is beyond what is possible: it is further below 0 than all that are missing."""
        families: dict[str, list[Expression]] = {}
        missing = 0
        for column in self.coded:
            if column.quantity is quantity:
                families.setdefault(column.item.rpartition(".")[0], []).append(self.figures.input(column))
                missing += self.figures.codes[column.name].absent
        sums = tuple(self._added("figures", tuple(numbers)) for numbers in families.values())
        self.contradictions.append(compare(self._added("figures", sums), Relation.LESS, literal(missing)))

    def _round(self, node: _Node) -> None:
        """Add where the printed points of an item and of all of its parts stand, and do not add up."""
        for part in node.summands:
            self._round(part)
        if not node.summands or node.code not in self.points:
            return
        if any(part.code not in self.points and part.left_out is FALSE for part in node.summands):
            return
        own, lack = self.points[node.code]
        numbers, lacks = [], []
        for part in node.summands:
            number, part_lack = self.points.get(part.code, (literal(0), literal(1)))
            numbers.append(case(part.left_out, literal(0), number))
            lacks.append(case(part.left_out, literal(0), part_lack))
        summed, lacking = self._added("figures", tuple(numbers)), self._added("strains", tuple(lacks))
        rounded = all_of(
            negation(node.left_out),
            # One that is missing is further below 0 than all others are above it.
            compare(literal(0), Relation.AT_MOST, add(own, summed)),
            compare(add(lack, lacking), Relation.EQUAL, literal(0)),
            compare(own, Relation.OTHER, summed),
        )
        self.roundings.append(self.steps.let(f"rounding:{node.code}", rounded))

    def _stray(self, code: str) -> Expression:
        """Return whether a row gives points to an item that does not apply, or answers it."""
        return any_of(*(self.figures.gives(column) for column in self.figures.columns_of(code)))

    def _context(self) -> None:
        """Add what is printed of questions that have no points, and of what is below those left out."""
        placed = set(self.ends)
        unscored = {question.code for question in self.edition.questions if not question.scored}
        for column in self.figures.layout.figures:
            code = column.item
            if code in placed:
                continue
            of_context = code in unscored or code.rpartition(".")[0] in unscored
            out = self.applying.left_out[code]
            applies_too = of_context and column.quantity.value != "level"
            self.contradictions.append(all_of(TRUE if applies_too else out, self.figures.gives(column)))
