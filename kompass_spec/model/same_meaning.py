"""Releases of one edition that mean the same, and mappings read with one in place of another."""

from typing import Any, Literal

from attrs import evolve

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.edition import Edition, Source
from kompass_spec.model.mapping import Change, EditionMapping, Level, Link, MappingStatus, Reading, Relation
from kompass_spec.model.mapping_rules import level_codes
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.texts import Text

__all__ = ["identity_mapping", "major_of", "on_release", "same_meaning"]


def on_release(
    mapping: EditionMapping, side: Literal["source", "target"], edition: Edition
) -> EditionMapping:
    """Return a mapping with ``edition`` on one side: a release with the meaning of the one that stands there.

    Codes are those of the mapping, and mean the same in both releases. What names a code that only the other
    release has, such as a question that was not public, is left out, and so is what rests on all of the
    links.

    >>> from kompass_spec import load_registry
    >>> registry = load_registry()
    >>> mapping = next(iter(registry.mappings()))
    >>> on_release(mapping, "source", mapping.source) == mapping
    True
    """
    known = {item.code for item in edition.walk()} | {heading.code for heading in edition.headings} | {TOTAL}
    links = tuple(link for link in mapping.links if known.issuperset(getattr(link, side)))
    lost = [link for link in mapping.links if link not in links]
    ends = {"dropped": "source", "new": "target", "covered": "target", "covered_source": "source"}
    changes: dict[str, Any] = {side: edition, "links": links}
    for key in ("dropped", "new"):
        listed = getattr(mapping, key)
        changes[key] = tuple(one for one in listed if ends[key] != side or one.code in known)
    for key in ("covered", "covered_source"):
        changes[key] = tuple(
            code
            for code in getattr(mapping, key)
            if (ends[key] != side or code in known)
            and not any(code in getattr(link, ends[key]) for link in lost)
        )
    editions = {"source": mapping.source, "target": mapping.target, side: edition}
    named = {end: {code for link in links for code in getattr(link, end)} for end in editions}
    for key in ("dropped", "new"):
        named[ends[key]] |= {one.code for one in changes[key]}
    changes["levels"] = tuple(
        level
        for level in mapping.levels
        if all(named[end].issuperset(level_codes(editions[end], level.value)) for end in editions)
    )
    changes["statements"] = tuple(
        one
        for one in mapping.statements
        if one.edition != edition.id or known.issuperset((one.item, *one.areas))
    )
    return evolve(mapping, **changes)


def major_of(edition: Edition) -> int:
    """Return the major version of an edition's release, which a mapping pins."""
    return int(edition.release.partition(".")[0])


def same_meaning(one: Edition, other: Edition) -> bool:
    """Tell whether two are releases of one edition with no major step between them.

    >>> from kompass_spec import load_registry
    >>> same_meaning(load_registry()["se-2016"], load_registry()["se-2020"])
    False
    """
    return (one.id, major_of(one)) == (other.id, major_of(other))


def identity_mapping(edition: Edition, other: Edition | None = None) -> EditionMapping:
    """Return the mapping of an edition to itself, or to another release of it with no major step between the two.

    All links are ``equal``; what only one of the releases knows, such as questions that were not public
    before, is left out, because it is neither dropped nor new. Raise ``InputError`` where the two are of
    different editions or major versions.

    >>> from kompass_spec import load_registry
    >>> len(identity_mapping(load_registry()["se-2016"]).links)
    54
    """
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
