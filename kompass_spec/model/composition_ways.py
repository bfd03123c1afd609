"""Several ways from one side to another: what they say together, proved and assumed apart.

The two shares of a way are of one common part, so they stay together: the greatest share of the source of one
way beside the greatest share of the target of another would be of a part that is nowhere.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import TypeVar

from kompass_spec.model.composition_steps import STRENGTH
from kompass_spec.model.mapping_parts import Link, Reading, Relation, Share, ordered_changes
from kompass_spec.model.side import Side

__all__ = ["merged_ways", "once", "share_from", "way_of"]

_EQUAL, _EQUIVALENT = Relation.EQUAL, Relation.EQUIVALENT
_SUBSET, _SUPERSET, _INTERSECTS = Relation.SUBSET_OF, Relation.SUPERSET_OF, Relation.INTERSECTS
_NOTHING, _WHOLE = Fraction(0), Fraction(1)
_Thing = TypeVar("_Thing", bound=Hashable)


def merged_ways(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return what all ways between two sides say together, for each pair of sides that some lead to.

    What is proved of a pair, and what is assumed, is one link each, or one for each common part of which no
    other is known to be as large on both sides.
    """

    def pair(link: Link) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(sorted(link.source)), tuple(sorted(link.target))

    merged: list[Link] = []
    for _, group in groupby(sorted(links, key=pair), key=pair):
        # In an order that is that of no file, so that what is written of a link does not depend on it.
        ways = sorted(group, key=way_of)
        # What is proved never rests on what is assumed, so the two are kept apart.
        proved = list(_together([link for link in ways if not link.is_assumed]))
        assumed = _together([link for link in ways if link.is_assumed])
        merged += [*proved, *(link for link in assumed if not _is_idle(link, proved))]
    return tuple(merged)


def _is_idle(assumed: Link, proved: Sequence[Link]) -> bool:
    """Tell whether what is assumed says nothing more than, or cannot stand beside, what is proved."""
    if not proved:
        return False
    relation = proved[0].relation
    if relation is _EQUAL or relation is assumed.relation:
        return True
    return {relation, assumed.relation} == {_SUBSET, _SUPERSET}


def way_of(link: Link) -> tuple[str, ...]:
    """Return what tells one way from another, in whichever order files list them."""
    reasons = (words for reason in link.reasons for pair in reason.translations for words in pair)
    return (str(STRENGTH.index(link.relation)), *link.cited, *reasons)


def _together(links: Sequence[Link]) -> Iterator[Link]:
    """Iterate over what all ways between two sides say, with the reasons of those that add to it.

    All are proved, or all assumed. Several links are all of one relation, ``intersects``.
    """
    if len(links) <= 1:
        yield from links
        return
    relation, deciding = _relation_of_all(links, assumed=links[0].is_assumed)
    if relation is not _INTERSECTS:
        # The common part of one way is all of a side. Those of the others lie within it, so what they are of
        # the other side it is at least, and the greatest share of each side is of one part.
        yield _joined(links, deciding, relation, (_most(links, Side.SOURCE), _most(links, Side.TARGET)))
        return
    meeting = [link for link in links if link.relation in deciding]
    for shares in _undominated({_shares(link) for link in meeting}):
        yield _joined([link for link in meeting if _shares(link) == shares], deciding, relation, shares)


def _shares(link: Link) -> tuple[Fraction, Fraction]:
    """Return the lower ends of both shares."""
    return _low(link, Side.SOURCE), _low(link, Side.TARGET)


def _undominated(pairs: set[tuple[Fraction, Fraction]]) -> Iterator[tuple[Fraction, Fraction]]:
    """Iterate over the pairs of which no other is as great in both, in order."""
    # From the greatest share of the source on, whatever adds something has a greater share of the target.
    most = Fraction(-1)
    for pair in sorted(pairs, reverse=True):
        if pair[1] > most:
            most = pair[1]
            yield pair


def _joined(
    links: Sequence[Link], deciding: set[Relation], relation: Relation, shares: tuple[Fraction, Fraction]
) -> Link:
    """Return one link with a relation and the lower ends of shares that ways between two sides give."""
    of_source = share_from(shares[0], relation, Side.SOURCE)
    of_target = share_from(shares[1], relation, Side.TARGET)
    # Whoever reads the link wants the reasons for what it says, and not those of ways that add nothing to it.
    telling = [
        link
        for link in links
        if link.relation in deciding
        or _gives(link, of_source, Side.SOURCE)
        or _gives(link, of_target, Side.TARGET)
    ]
    return Link(
        source=links[0].source,
        target=links[0].target,
        relation=relation,
        changes=ordered_changes(change for link in telling for change in link.changes),
        reasons=once(reason for link in telling for reason in link.reasons),
        reading=_reading_of(telling),
        cited=once(name for link in telling for name in link.cited),
        of_source=of_source,
        of_target=of_target,
        confidence=_least_sure(telling),
        assumed=links[0].is_assumed and relation is not _EQUIVALENT,
    )


def _relation_of_all(links: Sequence[Link], *, assumed: bool) -> tuple[Relation, set[Relation]]:
    """Return the relation that several true ones make together, and those of them that it follows from."""
    relations = {link.relation for link in links}
    if _EQUAL not in relations and {_SUBSET, _SUPERSET} <= relations:
        # What is a part of the other, and has it as a part, is the same.
        return (_EQUIVALENT if assumed else _EQUAL), {_SUBSET, _SUPERSET}
    strongest = min(relations, key=STRENGTH.index)
    return strongest, {strongest}


def _reading_of(links: Sequence[Link]) -> Reading:
    """Return whose reading links are together: the publisher's only if each of them is."""
    publisher = all(link.reading is Reading.PUBLISHER for link in links)
    return Reading.PUBLISHER if publisher else Reading.AUTHORS


def _low(link: Link, side: Side) -> Fraction:
    """Return the lower end of a share; a judgement proves none."""
    return _NOTHING if link.relation is _EQUIVALENT else side.bounds(link)[0]


def _most(links: Sequence[Link], side: Side) -> Fraction:
    return max(_low(link, side) for link in links)


def _gives(link: Link, share: Share | None, side: Side) -> bool:
    """Tell whether a share that is stated is known from this link."""
    return share is not None and _low(link, side) == share.low


def _least_sure(links: Sequence[Link]) -> Fraction | None:
    """Return the lowest confidence, ``None`` where a link has none."""
    known = [link.confidence for link in links if link.confidence is not None]
    return min(known) if len(known) == len(links) else None


def once(things: Iterable[_Thing]) -> tuple[_Thing, ...]:
    """Return each thing once, where it stands first."""
    return tuple(dict.fromkeys(things))


def share_from(low: Fraction, relation: Relation, side: Side) -> Share | None:
    """Return what is known of a share where the relation alone does not say it."""
    if not low or side.is_whole(relation) or relation is _EQUIVALENT:
        return None
    return Share(low, _WHOLE)
