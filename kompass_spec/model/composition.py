"""Compose mappings: follow the strongest relation that is true, never the weakest that was written."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.codes import level_codes
from kompass_spec.model.composition_steps import better, bridge_of, follow, step_of
from kompass_spec.model.composition_ways import merged_ways, once, share_from, way_of
from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping import EditionMapping, MappingStatus
from kompass_spec.model.mapping_parts import (
    Level,
    Link,
    Reading,
    Relation,
    Statement,
    Unlinked,
    ordered_changes,
)
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.side import Side

__all__ = ["compose"]


def compose(first: EditionMapping, second: EditionMapping) -> EditionMapping:
    """Return the mapping from the source of ``first`` to the target of ``second``, through what lies between.

    ``equivalent`` composes as ``equal`` and makes the link an assumed one. A level is declared only where
    every code is still accounted for; a statement is kept where it compares the two ends. Raise
    ``InputError`` where the two do not meet in one edition.
    """
    check_arguments(compose, locals())
    if first.target != second.source:
        sentence = (
            f"{first.id} ends in {first.target.id} and {second.id} begins in {second.source.id}: they do not"
            " meet. Compose mappings that do."
        )
        raise InputError([Problem("no-meeting", sentence)])
    first, second = _with_sources_told_apart(first, second)
    links = merged_ways(_ways(first, second))
    dropped = _without_counterpart(first, second, Side.SOURCE, links)
    new = _without_counterpart(second, first, Side.TARGET, links)
    reviewed = first.status is second.status is MappingStatus.REVIEWED
    return EditionMapping(
        source=first.source,
        target=second.target,
        source_release=first.source_release,
        target_release=second.target_release,
        levels=tuple(
            level
            for level in Level
            if level in first.levels
            and level in second.levels
            and _accounts_for(first.source, level, Side.SOURCE.linked(links), dropped)
            and _accounts_for(second.target, level, Side.TARGET.linked(links), new)
        ),
        links=links,
        dropped=dropped,
        new=new,
        statements=tuple(_statements_on_both_ends(first, second)),
        sources=tuple(sorted({*first.sources, *second.sources}, key=lambda source: source.id)),
        authors=tuple(sorted({*first.authors, *second.authors})),
        status=MappingStatus.REVIEWED if reviewed else MappingStatus.DRAFT,
    )


def _accounts_for(edition: Edition, level: Level, linked: set[str], unlinked: Iterable[Unlinked]) -> bool:
    """Tell whether every code of a level is linked or said to have no counterpart."""
    return set(level_codes(edition, level.value)) <= linked | {gone.code for gone in unlinked}


def _statements_on_both_ends(first: EditionMapping, second: EditionMapping) -> Iterator[Statement]:
    """Iterate over the statements that compare the two ends, and not one of them with what lies between."""
    ends = {first.source.id, second.target.id}
    for statement in (*first.statements, *second.statements):
        if {statement.edition, statement.other} == ends:
            yield statement


def _ways(first: EditionMapping, second: EditionMapping) -> Iterator[Link]:
    """Iterate over what each link of the first mapping says together with each of the second."""
    between = first.target
    for near in first.links:
        for far in second.links:
            link = _composed(near, far, between)
            if link is not None:
                yield link


def _composed(near: Link, far: Link, between: Edition) -> Link | None:
    """Return what two links say together of the ends, ``None`` where nothing follows from them."""
    # The two links seldom name the same items of the edition between: one names an area, the other a question
    # of it. How these stand to each other the edition itself says, so it is a step of its own: the bridge.
    bridge = bridge_of(near.target, far.source, between)
    if bridge is None:
        return None
    first, last = step_of(near), step_of(far)
    # A step keeps only the relation and the lower ends of shares, so three steps in a row may give more when
    # the first two are taken together, or when the last two are. Both results are true, for each follows from
    # true steps; so is the better of both in every respect. And it is the same in the other direction, where
    # the two groupings change places.
    step = better(follow(follow(first, bridge), last), follow(first, follow(bridge, last)))
    if step is None:
        return None
    assumed = near.is_assumed or far.is_assumed
    relation = Relation.EQUIVALENT if assumed and step.relation is Relation.EQUAL else step.relation
    publisher = near.reading is far.reading is Reading.PUBLISHER
    return Link(
        source=near.source,
        target=far.target,
        relation=relation,
        changes=ordered_changes([*near.changes, *far.changes]),
        reasons=(*near.reasons, *far.reasons),
        reading=Reading.PUBLISHER if publisher else Reading.AUTHORS,
        cited=(*near.cited, *far.cited),
        of_source=share_from(step.of_source, relation, Side.SOURCE),
        of_target=share_from(step.of_target, relation, Side.TARGET),
        confidence=_both(near.confidence, far.confidence),
        assumed=assumed and relation is not Relation.EQUIVALENT,
    )


def _both(confidence: Fraction | None, other: Fraction | None) -> Fraction | None:
    """Return how sure it is that two links both hold, ``None`` where nobody says it of one of them."""
    return None if confidence is None or other is None else confidence * other


def _without_counterpart(
    near: EditionMapping, far: EditionMapping, side: Side, links: Sequence[Link]
) -> tuple[Unlinked, ...]:
    """Return the codes of one end that have no counterpart at the other, and are in none of ``links``.

    ``near`` is the mapping that this end is of, ``far`` the one beyond the middle.
    """
    linked = side.linked(links)
    candidates = (*side.unlinked(near), *_ending_in_the_middle(near, far, side))
    return tuple(gone for gone in candidates if gone.code not in linked)


def _ending_in_the_middle(near: EditionMapping, far: EditionMapping, side: Side) -> Iterator[Unlinked]:
    """Iterate over the codes of one end of which all counterparts in the middle have none further on."""
    gone_beyond = {gone.code: gone for gone in side.unlinked(far)}
    for code, links in sorted(_links_by_code(near, side).items()):
        middle = side.other.linked(links)
        if code == TOTAL or not middle <= gone_beyond.keys():
            continue
        telling: list[Link | Unlinked] = [*links, *(gone_beyond[name] for name in sorted(middle))]
        yield Unlinked(
            code=code,
            reasons=once(reason for step in telling for reason in step.reasons),
            cited=once(name for step in telling for name in step.cited),
        )


def _links_by_code(mapping: EditionMapping, side: Side) -> dict[str, list[Link]]:
    """Return the links of each code of a side, in an order that is that of no file."""
    leading: dict[str, list[Link]] = {}
    for link in sorted(
        mapping.links, key=lambda link: (sorted(link.source), sorted(link.target), way_of(link))
    ):
        for code in side.of(link):
            leading.setdefault(code, []).append(link)
    return leading


def _with_sources_told_apart(
    first: EditionMapping, second: EditionMapping
) -> tuple[EditionMapping, EditionMapping]:
    """Return both with another id, by the name of the mapping, for sources that differ under one id."""
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
        dropped=tuple(evolve(gone, cited=cited(gone.cited)) for gone in mapping.dropped),
        new=tuple(evolve(gone, cited=cited(gone.cited)) for gone in mapping.new),
        statements=tuple(
            evolve(statement, cited=names.get(statement.cited, statement.cited))
            for statement in mapping.statements
        ),
        sources=tuple(evolve(source, id=names.get(source.id, source.id)) for source in mapping.sources),
    )
