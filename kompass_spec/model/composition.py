"""Compose mappings: follow the strongest relation that is true, never the weakest that was written."""

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple, TypeVar

from attrs import evolve

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping import (
    EditionMapping,
    Level,
    Link,
    MappingStatus,
    Reading,
    Relation,
    Share,
    Unlinked,
    ordered_changes,
)
from kompass_spec.model.mapping_rules import leaves_of, level_codes, share_of, weight_of
from kompass_spec.model.problems import InputError, Problem

__all__ = ["compose"]

_TABLE = {
    ("equal", "equal"): "equal",
    ("equal", "subset-of"): "subset-of",
    ("equal", "superset-of"): "superset-of",
    ("equal", "intersects"): "intersects",
    ("subset-of", "equal"): "subset-of",
    ("subset-of", "subset-of"): "subset-of",
    ("superset-of", "equal"): "superset-of",
    ("superset-of", "subset-of"): "intersects",
    ("superset-of", "superset-of"): "superset-of",
    ("superset-of", "intersects"): "intersects",
    ("intersects", "equal"): "intersects",
    ("intersects", "subset-of"): "intersects",
}
"""What follows from two relations in a row; what is not here, nothing follows from."""

_Thing = TypeVar("_Thing", bound=Hashable)

_STRENGTH = ("equal", "subset-of", "superset-of", "intersects", "equivalent")


class _Step(NamedTuple):
    """A relation with the lower ends of the shares in common, which is all that bounds anything."""

    relation: str
    of_source: Fraction
    of_target: Fraction


def compose(first: EditionMapping, second: EditionMapping) -> EditionMapping:
    """Return the mapping from the source of ``first`` to the target of ``second``, through the edition between them.

    ``equivalent`` composes as ``equal`` and makes the link an assumed one. A level is declared only where
    every code is still accounted for; a statement is kept where it compares the two ends. Raise
    ``InputError`` where the two do not meet in one edition.
    """
    if first.target != second.source:
        sentence = (
            f"{first.id} ends in {first.target.id} and {second.id} begins in {second.source.id}: they do not"
            " meet. Compose mappings that do."
        )
        raise InputError([Problem("no-meeting", sentence)])
    first, second = _told_apart(first, second)
    between = first.target
    found = [
        link
        for one in first.links
        for other in second.links
        if (link := _composed(one, other, between)) is not None
    ]
    links = _merged(found)
    dropped = _vanished(first.dropped, first.links, second.dropped, "source")
    new = _vanished(second.new, second.links, first.new, "target")
    linked_source = {code for link in links for code in link.source}
    linked_target = {code for link in links for code in link.target}
    dropped = tuple(one for one in dropped if one.code not in linked_source)
    new = tuple(one for one in new if one.code not in linked_target)
    levels = tuple(
        level
        for level in Level
        if level in first.levels
        and level in second.levels
        and set(level_codes(first.source, level.value)) <= linked_source | {one.code for one in dropped}
        and set(level_codes(second.target, level.value)) <= linked_target | {one.code for one in new}
    )
    reviewed = first.status is second.status is MappingStatus.REVIEWED
    return EditionMapping(
        source=first.source,
        target=second.target,
        source_release=first.source_release,
        target_release=second.target_release,
        levels=levels,
        links=links,
        dropped=dropped,
        new=new,
        statements=tuple(
            one
            for one in (*first.statements, *second.statements)
            if {one.edition, one.other} == {first.source.id, second.target.id}
        ),
        sources=tuple(sorted({*first.sources, *second.sources}, key=lambda source: source.id)),
        authors=tuple(sorted({*first.authors, *second.authors})),
        status=MappingStatus.REVIEWED if reviewed else MappingStatus.DRAFT,
    )


def _composed(one: Link, other: Link, between: Edition) -> Link | None:
    bridge = _bridge(one.target, other.source, between)
    if bridge is None:
        return None
    assumed = one.is_assumed or other.is_assumed
    first, last = _step(one), _step(other)
    # Both groupings are true, and either may know more; taking the better of both does not depend on a
    # direction.
    step = _better(_follow(_follow(first, bridge), last), _follow(first, _follow(bridge, last)))
    if step is None:
        return None
    relation = Relation.EQUIVALENT if assumed and step.relation == "equal" else Relation(step.relation)
    return Link(
        source=one.source,
        target=other.target,
        relation=relation,
        changes=ordered_changes([*one.changes, *other.changes]),
        reasons=(*one.reasons, *other.reasons),
        reading=Reading.PUBLISHER if one.reading is other.reading is Reading.PUBLISHER else Reading.AUTHORS,
        cited=(*one.cited, *other.cited),
        of_source=_share(step.of_source, relation, ("equal", "subset-of")),
        of_target=_share(step.of_target, relation, ("equal", "superset-of")),
        confidence=(
            None if one.confidence is None or other.confidence is None else one.confidence * other.confidence
        ),
        assumed=assumed and relation is not Relation.EQUIVALENT,
    )


def _share(low: Fraction, relation: Relation, whole: tuple[str, ...]) -> Share | None:
    """Return what is known of a share where the relation alone does not say it."""
    if not low or relation.value in whole or relation is Relation.EQUIVALENT:
        return None
    return Share(low, Fraction(1))


def _step(link: Link) -> _Step:
    relation = "equal" if link.relation is Relation.EQUIVALENT else link.relation.value
    if relation == "equal":
        return _Step(relation, Fraction(1), Fraction(1))
    return _Step(relation, share_of(link, "of_source")[0], share_of(link, "of_target")[0])


def _bridge(one: tuple[str, ...], other: tuple[str, ...], between: Edition) -> _Step | None:
    """Return how two unions of items of the middle edition stand to each other, ``None`` if they share nothing."""
    first, second = leaves_of(between, one), leaves_of(between, other)
    common = first & second
    if not common:
        return None
    if first == second:
        return _Step("equal", Fraction(1), Fraction(1))
    weights = [weight_of(between, sorted(part)) for part in (common, first, second)]
    part, whole_first, whole_second = weights
    of_first = part / whole_first if part is not None and whole_first else Fraction(0)
    of_second = part / whole_second if part is not None and whole_second else Fraction(0)
    if common == first:
        return _Step("subset-of", Fraction(1), of_second)
    if common == second:
        return _Step("superset-of", of_first, Fraction(1))
    return _Step("intersects", of_first, of_second)


def _better(one: _Step | None, other: _Step | None) -> _Step | None:
    """Return what two true steps between the same ends say together."""
    if one is None or other is None:
        return one or other
    relations = {one.relation, other.relation}
    relation = min(relations, key=_STRENGTH.index)
    if relations == {"subset-of", "superset-of"}:
        relation = "equal"
    return _Step(relation, max(one.of_source, other.of_source), max(one.of_target, other.of_target))


def _follow(one: _Step | None, other: _Step | None) -> _Step | None:
    """Return what is true of the ends of two steps, ``None`` where nothing is."""
    if one is None or other is None:
        return None
    overlap = max(Fraction(0), one.of_target + other.of_source - 1)
    # Where all of the middle is on the other side, what is in common with it is in common with both.
    of_source = one.of_source if other.of_source == 1 else Fraction(0)
    if other.of_source != 1 and one.of_target:
        of_source = one.of_source * overlap / one.of_target
    of_target = other.of_target if one.of_target == 1 else Fraction(0)
    if one.of_target != 1 and other.of_source:
        of_target = other.of_target * overlap / other.of_source
    relation = _TABLE.get((one.relation, other.relation))
    if relation is None and overlap:
        # The table knows nothing of shares: two parts of one whole that are large enough must meet, also
        # where nobody knows how large a part of the ends that is.
        relation = "intersects"
    if relation is None:
        return None
    return _Step(relation, of_source, of_target)


def _merged(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return one proved and one assumed link for each pair of sides; several ways through the middle may lead to one."""

    def pair(link: Link) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(sorted(link.source)), tuple(sorted(link.target))

    merged: list[Link] = []
    for _, group in groupby(sorted(links, key=pair), key=pair):
        # In an order that is that of no file, so that what is written of a link does not depend on it.
        listed = sorted(group, key=_way)
        proved = [link for link in listed if not link.is_assumed]
        assumed = [link for link in listed if link.is_assumed]
        best = _strongest(proved)
        if best is not None:
            merged.append(best)
        likely = _strongest(assumed)
        if likely is not None and not _excluded(likely, best):
            merged.append(likely)
    return tuple(merged)


def _excluded(likely: Link, best: Link | None) -> bool:
    """Tell whether what is assumed says nothing more than, or cannot stand beside, what is proved."""
    if best is None:
        return False
    if best.relation is Relation.EQUAL or best.relation is likely.relation:
        return True
    return {best.relation, likely.relation} == {Relation.SUBSET_OF, Relation.SUPERSET_OF}


def _way(link: Link) -> tuple[str, ...]:
    """Return what tells one way from another, in whichever order files list them."""
    said = (words for reason in link.reasons for pair in reason.translations for words in pair)
    return (str(_STRENGTH.index(link.relation.value)), *link.cited, *said)


def _strongest(links: Sequence[Link]) -> Link | None:
    """Return what all ways between two sides say together, with the reasons of those that say a part of it."""
    if not links:
        return None
    if len(links) == 1:
        return links[0]
    relations = {link.relation.value for link in links}
    strongest = Relation(min(relations, key=_STRENGTH.index))
    deciding = {strongest}
    if {"subset-of", "superset-of"} <= relations and strongest is not Relation.EQUAL:
        deciding = {Relation.SUBSET_OF, Relation.SUPERSET_OF}
        strongest = Relation.EQUIVALENT if links[0].is_assumed else Relation.EQUAL
    shares = {
        "of_source": _share(_most(links, "of_source"), strongest, ("equal", "subset-of")),
        "of_target": _share(_most(links, "of_target"), strongest, ("equal", "superset-of")),
    }
    said = [
        link
        for link in links
        if link.relation in deciding
        or any(share is not None and _low(link, name) == share.low for name, share in shares.items())
    ]
    confidences = [link.confidence for link in said]
    known = [confidence for confidence in confidences if confidence is not None]
    return Link(
        source=links[0].source,
        target=links[0].target,
        relation=strongest,
        changes=ordered_changes(change for link in said for change in link.changes),
        reasons=_once(reason for link in said for reason in link.reasons),
        reading=(
            Reading.PUBLISHER if all(link.reading is Reading.PUBLISHER for link in said) else Reading.AUTHORS
        ),
        cited=_once(name for link in said for name in link.cited),
        **shares,
        confidence=min(known) if len(known) == len(said) else None,
        assumed=links[0].is_assumed and strongest is not Relation.EQUIVALENT,
    )


def _low(link: Link, name: str) -> Fraction:
    return Fraction(0) if link.relation is Relation.EQUIVALENT else share_of(link, name)[0]


def _most(links: Sequence[Link], name: str) -> Fraction:
    return max(_low(link, name) for link in links)


def _once(things: Iterable[_Thing]) -> tuple[_Thing, ...]:
    return tuple(dict.fromkeys(things))


def _vanished(
    own: tuple[Unlinked, ...], links: tuple[Link, ...], further: tuple[Unlinked, ...], side: str
) -> tuple[Unlinked, ...]:
    """Return what has no counterpart at the far end: it had none in the middle, or all that it had there has none."""
    other = "target" if side == "source" else "source"
    gone = {one.code: one for one in further}
    found = list(own)
    leading: dict[str, list[Link]] = {}
    for link in sorted(links, key=lambda link: (sorted(link.source), sorted(link.target), _way(link))):
        for code in getattr(link, side):
            leading.setdefault(code, []).append(link)
    for code, led in sorted(leading.items()):
        middle = {one for link in led for one in getattr(link, other)}
        if code != TOTAL and middle <= gone.keys():
            said: list[Link | Unlinked] = [*led, *(gone[one] for one in sorted(middle))]
            found.append(
                Unlinked(
                    code=code,
                    reasons=_once(reason for one in said for reason in one.reasons),
                    cited=_once(name for one in said for name in one.cited),
                )
            )
    return tuple(found)


def _told_apart(first: EditionMapping, second: EditionMapping) -> tuple[EditionMapping, EditionMapping]:
    """Return both with the ids of sources that differ under one name made different, by the name of the mapping."""
    known = {source.id: source for source in first.sources}
    clashes = {source.id for source in second.sources if known.get(source.id, source) != source}
    return _renamed(first, clashes), _renamed(second, clashes)


def _renamed(mapping: EditionMapping, clashes: set[str]) -> EditionMapping:
    if not clashes:
        return mapping
    ends = "-and-".join(sorted((mapping.source.id, mapping.target.id)))
    names = {name: f"{name}-of-{ends}" for name in clashes}

    def cited(old: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(name, name) for name in old)

    return evolve(
        mapping,
        links=tuple(evolve(link, cited=cited(link.cited)) for link in mapping.links),
        dropped=tuple(evolve(one, cited=cited(one.cited)) for one in mapping.dropped),
        new=tuple(evolve(one, cited=cited(one.cited)) for one in mapping.new),
        statements=tuple(evolve(one, cited=names.get(one.cited, one.cited)) for one in mapping.statements),
        sources=tuple(evolve(source, id=names.get(source.id, source.id)) for source in mapping.sources),
    )
