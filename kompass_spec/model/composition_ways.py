"""Several ways from one side to another: what they say together, in one proved and one assumed link."""

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from itertools import groupby
from typing import TypeVar

from kompass_spec.model.composition_steps import STRENGTH
from kompass_spec.model.mapping_parts import Link, Reading, Relation, Share, ordered_changes
from kompass_spec.model.side import Side

__all__ = ["merged_ways", "once", "share_from", "way_of"]

_EQUAL, _EQUIVALENT = Relation.EQUAL, Relation.EQUIVALENT
_SUBSET, _SUPERSET = Relation.SUBSET_OF, Relation.SUPERSET_OF
_NOTHING, _WHOLE = Fraction(0), Fraction(1)
_Thing = TypeVar("_Thing", bound=Hashable)


def merged_ways(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return one proved and one assumed link for each pair of sides, to which several ways may lead."""

    def pair(link: Link) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(sorted(link.source)), tuple(sorted(link.target))

    merged: list[Link] = []
    for _, group in groupby(sorted(links, key=pair), key=pair):
        # In an order that is that of no file, so that what is written of a link does not depend on it.
        ways = sorted(group, key=way_of)
        # What is proved never rests on what is assumed, so the two are kept apart.
        proved = _strongest([link for link in ways if not link.is_assumed])
        if proved is not None:
            merged.append(proved)
        assumed = _strongest([link for link in ways if link.is_assumed])
        if assumed is not None and not _is_idle(assumed, proved):
            merged.append(assumed)
    return tuple(merged)


def _is_idle(assumed: Link, proved: Link | None) -> bool:
    """Tell whether what is assumed says nothing more than, or cannot stand beside, what is proved."""
    if proved is None:
        return False
    if proved.relation is _EQUAL or proved.relation is assumed.relation:
        return True
    return {proved.relation, assumed.relation} == {_SUBSET, _SUPERSET}


def way_of(link: Link) -> tuple[str, ...]:
    """Return what tells one way from another, in whichever order files list them."""
    reasons = (words for reason in link.reasons for pair in reason.translations for words in pair)
    return (str(STRENGTH.index(link.relation)), *link.cited, *reasons)


def _strongest(links: Sequence[Link]) -> Link | None:
    """Return what all ways between two sides say together, with the reasons of those that add to it.

    All are proved, or all assumed.
    """
    if len(links) <= 1:
        return links[0] if links else None
    assumed = links[0].is_assumed
    relation, deciding = _relation_of_all(links, assumed=assumed)
    of_source = share_from(_most(links, Side.SOURCE), relation, Side.SOURCE)
    of_target = share_from(_most(links, Side.TARGET), relation, Side.TARGET)
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
        assumed=assumed and relation is not _EQUIVALENT,
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
