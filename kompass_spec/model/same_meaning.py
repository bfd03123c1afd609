"""Releases of one edition that mean the same, and mappings read with one in place of another."""

from collections.abc import Iterator, Sequence

from attrs import evolve

from kompass_spec.model.arguments import check_arguments
from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.codes import level_codes
from kompass_spec.model.edition import Edition, Source
from kompass_spec.model.mapping import EditionMapping, MappingStatus
from kompass_spec.model.mapping_parts import Change, Level, Link, Reading, Relation, Statement, Unlinked
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.side import Side
from kompass_spec.model.texts import Text

__all__ = ["identity_mapping", "major_of", "on_release", "same_meaning"]


def on_release(mapping: EditionMapping, side: Side, edition: Edition) -> EditionMapping:
    """Return a mapping with ``edition`` on one side: a release with the meaning of the one that stands there.

    Codes are those of the mapping, and mean the same in both releases. What names a code that only the other
    release has, such as a question that was not public, is left out, and so is what rests on all of the
    links.

    >>> from kompass_spec import load_registry
    >>> registry = load_registry()
    >>> mapping = next(iter(registry.mappings()))
    >>> on_release(mapping, Side.SOURCE, mapping.source) == mapping
    True
    """
    known = _codes_of(edition)
    links = tuple(link for link in mapping.links if known.issuperset(side.of(link)))
    lost = [link for link in mapping.links if not known.issuperset(side.of(link))]
    # What the mapping says of the other side is still so; of this side only what names a code of the release.
    editions = {side: edition, side.other: side.other.edition(mapping)}
    unlinked = {end: end.unlinked(mapping) for end in Side}
    unlinked[side] = tuple(gone for gone in unlinked[side] if gone.code in known)
    covered = {end: _still_covered(mapping, end, lost) for end in Side}
    covered[side] = tuple(code for code in covered[side] if code in known)
    return evolve(
        mapping,
        source=editions[Side.SOURCE],
        target=editions[Side.TARGET],
        levels=tuple(
            level
            for level in mapping.levels
            if all(_accounts_for(editions[end], level, end, links, unlinked[end]) for end in Side)
        ),
        links=links,
        dropped=unlinked[Side.SOURCE],
        new=unlinked[Side.TARGET],
        covered=covered[Side.TARGET],
        covered_source=covered[Side.SOURCE],
        statements=tuple(_still_said(mapping, edition, known)),
    )


def _codes_of(edition: Edition) -> set[str]:
    """Return all codes of an edition, and that of the total."""
    items = {item.code for item in edition.walk()}
    return items | {heading.code for heading in edition.headings} | {TOTAL}


def _still_covered(mapping: EditionMapping, side: Side, lost: Sequence[Link]) -> tuple[str, ...]:
    """Return the codes that are covered by links of which none is lost."""
    touched = side.linked(lost)
    return tuple(code for code in side.covered(mapping) if code not in touched)


def _still_said(mapping: EditionMapping, edition: Edition, known: set[str]) -> Iterator[Statement]:
    """Iterate over the statements that name no code which the release of their edition has not."""
    for statement in mapping.statements:
        if statement.edition != edition.id or known.issuperset((statement.item, *statement.areas)):
            yield statement


def _accounts_for(
    edition: Edition, level: Level, side: Side, links: Sequence[Link], unlinked: Sequence[Unlinked]
) -> bool:
    """Tell whether every code of a level is linked or said to have no counterpart."""
    named = side.linked(links) | {gone.code for gone in unlinked}
    return named.issuperset(level_codes(edition, level.value))


def major_of(edition: Edition) -> int:
    """Return the major version of an edition's release, which a mapping pins."""
    return int(edition.release.partition(".")[0])


def same_meaning(edition: Edition, other: Edition) -> bool:
    """Tell whether two are releases of one edition with no major step between them.

    >>> from kompass_spec import load_registry
    >>> same_meaning(load_registry()["se-2016"], load_registry()["se-2020"])
    False
    """
    return (edition.id, major_of(edition)) == (other.id, major_of(other))


def identity_mapping(edition: Edition, other: Edition | None = None) -> EditionMapping:
    """Return the mapping of an edition to itself, or to a release of it with no major step between the two.

    All links are ``equal``; what only one of the releases knows, such as questions that were not public
    before, is left out, because it is neither dropped nor new. Raise ``InputError`` where the two are of
    different editions or major versions.

    >>> from kompass_spec import load_registry
    >>> len(identity_mapping(load_registry()["se-2016"]).links)
    54
    """
    check_arguments(identity_mapping, locals())
    other = edition if other is None else other
    if not same_meaning(edition, other):
        sentence = (
            f"{edition.id}@{edition.release} and {other.id}@{other.release} are not releases of one edition"
            " with the same meaning. Author a mapping between them."
        )
        raise InputError([Problem("no-mapping", sentence)])
    major = major_of(edition)
    reason = (Text({"en": "The same edition."}),)
    codes = [item.code for item in edition.walk()]
    known = [item.code for item in other.walk()]
    levels = (Level.AREAS, Level.QUESTIONS, Level.CRITERIA)
    links = tuple(
        Link(
            source=(code,),
            target=(code,),
            relation=Relation.EQUAL,
            changes=(Change.SAME,),
            reasons=reason,
            reading=Reading.AUTHORS,
            cited=("edition",),
        )
        for code in (*(code for code in codes if code in other), TOTAL)
    )
    return EditionMapping(
        source=edition,
        target=other,
        source_release=major,
        target_release=major,
        levels=levels if set(codes) == set(known) else (),
        links=links,
        sources=(Source(id="edition", title=f"{edition.id} {edition.release}"),),
        status=MappingStatus.REVIEWED,
    )
