"""What follows from steps in a row: relations with shares, from items of one edition to those of another."""

from fractions import Fraction
from typing import NamedTuple

from kompass_spec.model.codes import leaves_of, weight_of
from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping_parts import Link, Relation
from kompass_spec.model.side import Side

__all__ = ["STRENGTH", "Step", "better", "bridge_of", "follow", "step_of"]

_EQUAL, _EQUIVALENT = Relation.EQUAL, Relation.EQUIVALENT
_SUBSET, _SUPERSET, _INTERSECTS = Relation.SUBSET_OF, Relation.SUPERSET_OF, Relation.INTERSECTS
_TABLE = {
    (_EQUAL, _EQUAL): _EQUAL,
    (_EQUAL, _SUBSET): _SUBSET,
    (_EQUAL, _SUPERSET): _SUPERSET,
    (_EQUAL, _INTERSECTS): _INTERSECTS,
    (_SUBSET, _EQUAL): _SUBSET,
    (_SUBSET, _SUBSET): _SUBSET,
    (_SUPERSET, _EQUAL): _SUPERSET,
    (_SUPERSET, _SUBSET): _INTERSECTS,
    (_SUPERSET, _SUPERSET): _SUPERSET,
    (_SUPERSET, _INTERSECTS): _INTERSECTS,
    (_INTERSECTS, _EQUAL): _INTERSECTS,
    (_INTERSECTS, _SUBSET): _INTERSECTS,
}
"""What follows from two relations in a row; where a pair is missing, nothing follows."""

STRENGTH = (_EQUAL, _SUBSET, _SUPERSET, _INTERSECTS, _EQUIVALENT)
"""The relations, the strongest first."""
_NOTHING, _WHOLE = Fraction(0), Fraction(1)


class Step(NamedTuple):
    """A relation with the lower ends of the shares in common, which is all that bounds anything."""

    relation: Relation
    of_source: Fraction
    of_target: Fraction


_SAME = Step(_EQUAL, _WHOLE, _WHOLE)


def step_of(link: Link) -> Step:
    """Return a link as a step; a judgement counts as ``equal``, and what rests on it is marked assumed."""
    if link.relation is _EQUAL or link.relation is _EQUIVALENT:
        return _SAME
    return Step(link.relation, Side.SOURCE.bounds(link)[0], Side.TARGET.bounds(link)[0])


def bridge_of(codes: tuple[str, ...], others: tuple[str, ...], between: Edition) -> Step | None:
    """Return how two unions of items of one edition stand to each other, ``None`` if they share nothing."""
    first, second = leaves_of(between, codes), leaves_of(between, others)
    common = first & second
    if not common:
        return None
    if first == second:
        return _SAME
    # Within one edition the weights are known, or not known at all; so are the shares.
    part, whole_first, whole_second = (
        weight_of(between, sorted(leaves)) for leaves in (common, first, second)
    )
    of_first = part / whole_first if part is not None and whole_first else _NOTHING
    of_second = part / whole_second if part is not None and whole_second else _NOTHING
    if common == first:
        return Step(_SUBSET, _WHOLE, of_second)
    if common == second:
        return Step(_SUPERSET, of_first, _WHOLE)
    return Step(_INTERSECTS, of_first, of_second)


def better(step: Step | None, other: Step | None) -> Step | None:
    """Return what two true steps between the same ends say together."""
    if step is None or other is None:
        return step or other
    relation = _stronger({step.relation, other.relation})
    return Step(relation, max(step.of_source, other.of_source), max(step.of_target, other.of_target))


def _stronger(relations: set[Relation]) -> Relation:
    """Return the strongest of relations that are all true of one pair; what is in each other is equal."""
    if {_SUBSET, _SUPERSET} <= relations:
        return _EQUAL
    return min(relations, key=STRENGTH.index)


def follow(step: Step | None, further: Step | None) -> Step | None:
    """Return what is true of the ends of two steps, ``None`` where nothing is."""
    if step is None or further is None:
        return None
    # Of the item in the middle, one part is in common with the start and one with the end. Where the two
    # parts together are more than the whole, they overlap, by at least as much as they are too large.
    overlap = max(_NOTHING, step.of_target + further.of_source - 1)
    relation = _TABLE.get((step.relation, further.relation))
    if relation is None and overlap:
        # The table knows nothing of shares: two parts of one whole that are large enough must meet, also
        # where nobody knows how large a part of the ends that is.
        relation = _INTERSECTS
    if relation is None:
        return None
    return Step(
        relation,
        _carried(step.of_source, step.of_target, further.of_source, overlap),
        _carried(further.of_target, further.of_source, step.of_target, overlap),
    )


def _carried(of_end: Fraction, of_middle: Fraction, across: Fraction, overlap: Fraction) -> Fraction:
    """Return the share of one end that is in common with the other end, through the item in the middle.

    ``of_end`` and ``of_middle`` are the shares that this end and the middle have in common, ``across`` is the
    share of the middle that is in common with the other end, ``overlap`` the least that is in both.
    """
    # Where all of the middle is on the other side, what is in common with it is in common with both. This
    # holds too where nobody knows how much of the middle that is, and nothing could be divided by it.
    if across == 1:
        return of_end
    # Within the common part of one link the relative weights are the same on both sides: that is what a link
    # says. So the overlap takes the same fraction of the part on the end as of the part in the middle.
    return of_end * overlap / of_middle if of_middle else _NOTHING
