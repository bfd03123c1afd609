"""Compile mappings: what a scorecard in columns says of another edition, as the object converter says it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import final

from attrs import define, frozen

from kompass_convert_mapping.closed_form import Chart
from kompass_convert_mapping.following import following_links
from kompass_convert_mapping.grounds import ground_of
from kompass_convert_mapping.groups import bridges_of, groups_of
from kompass_convert_mapping.target import Target
from kompass_spec import InputError, Registry, score_assessment
from kompass_spec.model import TOTAL, Assessment, Edition, EditionMapping, Organisation, Score, Scorecard
from kompass_spec.model.applicability import speaks_of_kinds
from kompass_spec.model.composition import compose
from kompass_tables.conversions.claims import Claiming
from kompass_tables.conversions.exact import Arithmetic, Exact, NotCoveredError, number
from kompass_tables.conversions.proving import Proving
from kompass_tables.conversions.rows import Rows
from kompass_tables.conversions.source import Ends, know_narrow, narrowed, tree_of
from kompass_tables.expressions import Expression, Relation

__all__ = ["Compiled", "compiled"]


@final
@frozen(eq=False)
class Compiled:
    """Hold the ends of the target's items in points, and their basis: 2 is exact, 1 bounded, 0 unknown.

    ``not_covered`` are truth values: where any holds, nothing else does, and the object converter is asked.
    """

    ends: Ends
    basis: dict[str, Exact]
    maxima: Mapping[str, Fraction]
    parts: Mapping[str, Sequence[str]]
    not_covered: tuple[Expression, ...]


def compiled(
    steps: Sequence[EditionMapping], ends: Ends, arithmetic: Arithmetic, *, are_narrow: bool = True
) -> Compiled:
    """Return what scores with these ``ends``, in points, say of the edition that ``steps`` lead to.

    Everything applies, and ends that ``are_narrow`` are as narrow as their sums make them. Raise
    ``NotCoveredError`` where the mappings have what is not computed in columns.
    """
    if any(speaks_of_kinds(edition) for step in steps for edition in (step.source, step.target)):
        raise NotCoveredError
    return _along(steps, ends, arithmetic, are_narrow=are_narrow)


def _along(
    steps: Sequence[EditionMapping], ends: Ends, arithmetic: Arithmetic, *, are_narrow: bool
) -> Compiled:
    first = steps[0].source
    whole = _Converting(reduce(compose, steps), _card_of_figures(first), arithmetic)
    by_all = whole.of(ends, are_narrow=are_narrow)
    # Through an edition whose weights nobody knows the composed mapping leads alone.
    if len(steps) == 1 or steps[-2].target.max is None:
        return by_all
    earlier = _along(steps[:-1], ends, arithmetic, are_narrow=are_narrow)
    last = _Converting(steps[-1], _card_of_converted(earlier, steps[-1].source), arithmetic)
    return _in_common(by_all, earlier, last.of(earlier.ends, are_narrow=False), arithmetic)


def _in_common(whole: Compiled, earlier: Compiled, last: Compiled, arithmetic: Arithmetic) -> Compiled:
    """Return what is proved by all steps as one, narrowed by what the last of them gives."""
    ends: dict[str, tuple[Exact, Exact]] = {}
    basis: dict[str, Exact] = {}
    conflicts: list[Expression] = []

    def narrow(code: str, parts: Sequence[str]) -> None:
        lows, highs = ([one.ends[code][place] for one in (whole, last)] for place in (0, 1))
        if parts:
            lows.append(arithmetic.total(*((1, ends[part][0]) for part in parts)))
            highs.append(arithmetic.total(*((1, ends[part][1]) for part in parts)))
        low, high = arithmetic.greatest(*lows), arithmetic.least(*highs)
        ends[code] = low, high
        conflicts.append(arithmetic.compare(high, Relation.LESS, low))
        was_unknown = arithmetic.compare(whole.basis[code], Relation.EQUAL, number(0))
        still = arithmetic.all_of(
            was_unknown,
            arithmetic.compare(low, Relation.EQUAL, number(0)),
            arithmetic.compare(high, Relation.EQUAL, number(whole.maxima[code])),
            *(arithmetic.compare(basis[part], Relation.EQUAL, number(0)) for part in parts),
        )
        known = arithmetic.case(was_unknown, number(1), whole.basis[code])
        basis[code] = arithmetic.case(still, number(0), known)

    # Every item stands after its parts.
    for code in whole.ends:
        narrow(code, whole.parts[code])
    not_covered = (*whole.not_covered, *earlier.not_covered, *last.not_covered, *conflicts)
    return Compiled(ends, basis, whole.maxima, whole.parts, not_covered)


@final
@define(eq=False)
class _Converting:
    """Convert by one mapping, from scorecards that are as ``card`` is but for their figures."""

    mapping: EditionMapping
    card: Scorecard
    arithmetic: Arithmetic

    def of(self, ends: Ends, *, are_narrow: bool) -> Compiled:
        """Return what scores with these ends say of the target of the mapping."""
        mapping, card, arithmetic = self.mapping, self.card, self.arithmetic
        if mapping.target.max is None:
            raise NotCoveredError
        ground = ground_of(card, mapping)
        layout = Target.of(card, mapping, ground.units).whole
        following = following_links(mapping, ground, layout)
        groups = groups_of(mapping, ground, layout.max, following.links)
        units = Fraction(ground.units.source)
        given: Ends = {
            code: (arithmetic.total((units, ends[code][0])), arithmetic.total((units, ends[code][1])))
            for code in ground.leaves
        }
        conflicts: list[Expression] = []
        if not are_narrow:
            given, conflicts = narrowed(TOTAL, ground.parts, given, arithmetic)
        know_narrow(ground.parts, given, arithmetic)
        root = tree_of(TOTAL, ground.parts, ground.maxima, given)
        rows = Rows(Chart(mapping, ground, bridges_of(groups)), root, arithmetic)

        def span(codes: tuple[str, ...]) -> tuple[Exact, Exact]:
            share = 1 / Fraction(ground.size(codes))
            if len(codes) == 1:
                node = rows.nodes[codes[0]]
                return arithmetic.total((share, node.low)), arithmetic.total((share, node.high))
            slopes = dict.fromkeys(ground.below(codes), 1)
            lacking = arithmetic.total((-share, rows.least(slopes, True)), constant=1)
            return arithmetic.total((share, rows.least(slopes, False))), lacking

        claiming = Claiming(arithmetic, span, rows.least)
        claims = [claim for group in groups for claim in claiming.of(group)]
        proving = Proving(layout, rows, claims, arithmetic)
        proving.prove()
        point = 1 / Fraction(ground.units.target)
        return Compiled(
            {
                code: (arithmetic.total((point, low)), arithmetic.total((point, high)))
                for code, (low, high) in proving.ends.items()
            },
            proving.basis(),
            {code: maximum * point for code, maximum in layout.max.items()},
            layout.parts,
            (*conflicts, *proving.conflicts, proving.open()),
        )


def _card_of_figures(edition: Edition) -> Scorecard:
    """Return the scorecard of an assessment without figures."""
    somebody = Assessment(edition=edition.id, organisation=Organisation(name="?", kind=None))
    try:
        return score_assessment(somebody, registry=Registry.of([edition]))
    except InputError:
        raise NotCoveredError from None


def _card_of_converted(converted: Compiled, edition: Edition) -> Scorecard:
    """Return the scorecard that a conversion becomes where nothing is known."""
    zero = Fraction(0)

    def score(code: str) -> Score:
        most = converted.maxima[code]
        return Score(code=code, low=zero, high=most, max=most, parts=tuple(map(score, converted.parts[code])))

    somebody = Assessment(edition=edition.id, organisation=Organisation(name="?", kind=None))
    return Scorecard(assessment=somebody, total=score(TOTAL))
