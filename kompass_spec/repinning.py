"""Read a mapping with another release of one of its editions, where the two releases mean the same."""

from typing import Any, Literal

from attrs import evolve

from kompass_spec.model import TOTAL, Edition, EditionMapping
from kompass_spec.model.mapping_rules import level_codes

__all__ = ["on_release"]


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
