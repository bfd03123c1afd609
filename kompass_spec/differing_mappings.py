"""Tell two releases of a mapping apart, and the version step that the changes make."""

from collections import Counter
from collections.abc import Iterator, Mapping

from kompass_spec.codec.mappings import MappingFile, mapping_file
from kompass_spec.differing import Alteration, Difference, difference_of
from kompass_spec.model import EditionMapping, Link

__all__ = ["diff_mapping_files", "diff_mappings"]


def diff_mappings(one: EditionMapping, other: EditionMapping) -> Difference:
    """Return what changed from one release of a mapping to another.

    What can change a converted score, or what a mapping says of a code, is a major step; reasons, sources, authors,
    confidence, status and the order of things are a patch.
    """
    return diff_mapping_files(mapping_file(one), mapping_file(other))


def diff_mapping_files(one: MappingFile, other: MappingFile) -> Difference:
    """Return what changed from one release of a mapping to another, as they are written: no edition is needed."""
    changes = (
        *_link_changes(one, other),
        *_unlinked_changes(one, other),
        *_statement_changes(one, other),
        *_whole_changes(one, other),
    )
    return difference_of(changes)


def _change(kind: str, reason: str, link: Link | None = None) -> Alteration:
    before, after = (link.source, link.target) if link is not None else ((), ())
    return Alteration(kind=kind, before=before, after=after, reason=reason)


def _link_changes(one: MappingFile, other: MappingFile) -> Iterator[Alteration]:
    old, new = ({_joined(link): link for link in mapping.links} for mapping in (one, other))
    for key, link in old.items():
        if key not in new:
            yield _change("removed", f"The link {_said(link)} is no longer there.", link)
    for key, link in new.items():
        if key not in old:
            yield _change("added", f"The link {_said(link)} is new.", link)
        elif _strength(old[key]) != _strength(link):
            yield _change("re-weighted", f"The shares of the link {_said(link)} changed.", link)
        elif _words(old[key]) != _words(link):
            yield _change("renoted", f"What is said of the link {_said(link)} changed.", link)
    if _order(one.links, new) != _order(other.links, old):
        yield _change("reordered", "The links, or the codes of a link, stand in another order.")


def _joined(link: Link) -> tuple[object, ...]:
    """Return what makes a link the same link: the codes on each side mean their union, in whatever order."""
    return (frozenset(link.source), frozenset(link.target), link.relation)


def _order(links: tuple[Link, ...], kept: Mapping[tuple[object, ...], Link]) -> list[object]:
    return [(link.source, link.target, link.relation) for link in links if _joined(link) in kept]


def _said(link: Link) -> str:
    return f"{', '.join(link.source)} {link.relation.value} {', '.join(link.target)}"


def _strength(link: Link) -> tuple[object, ...]:
    return (link.of_source, link.of_target, link.assumed)


def _words(link: Link) -> tuple[object, ...]:
    """Return what is said of a link, in the order in which it is said, whatever the order of its codes."""
    return (link.changes, link.reasons, link.reading, link.cited, link.confidence)


def _unlinked_changes(one: MappingFile, other: MappingFile) -> Iterator[Alteration]:
    for name in ("dropped", "new"):
        old, new = (
            {item.code: (item.reasons, item.cited) for item in getattr(mapping, name)}
            for mapping in (one, other)
        )
        if old.keys() != new.keys():
            yield _change("redefined", f"The codes that are {name} changed.")
        elif old != new:
            yield _change("renoted", f"What is said of the codes that are {name} changed.")
        if [code for code in old if code in new] != [code for code in new if code in old]:
            yield _change("reordered", f"The codes that are {name} stand in another order.")


def _statement_changes(one: MappingFile, other: MappingFile) -> Iterator[Alteration]:
    old, new = (
        Counter((said.edition, said.other, said.item, said.low, said.high) for said in mapping.statements)
        for mapping in (one, other)
    )
    removed, added = old - new, new - old
    # Without a figure a statement is for readers alone: no score changes by it.
    if any(low is not None for *_, low, _ in (*removed, *added)):
        yield _change("redefined", "The figures of the statements on comparability changed.")
        return
    if removed:
        yield _change("removed", "A statement on comparability without figures is no longer there.")
    if added:
        yield _change("completed", "A statement on comparability without figures is new.")
    if not removed and not added and one.statements != other.statements:
        yield _change("renoted", "The words or the order of the statements on comparability changed.")


def _whole_changes(one: MappingFile, other: MappingFile) -> Iterator[Alteration]:
    for name in ("source", "target"):
        before, after = getattr(one, name), getattr(other, name)
        if before != after:
            yield _change("redefined", f"The mapping's {name} was {before} and is {after}.")
    for name in ("covered", "covered_source", "levels"):
        before, after = getattr(one, name), getattr(other, name)
        said = (
            "levels that the mapping accounts for"
            if name == "levels"
            else f"mapping's {name.replace('_', ' ')}"
        )
        if set(before) != set(after):
            fuller = name == "levels" and set(before) < set(after)
            yield _change("completed" if fuller else "redefined", f"The {said} changed.")
        elif before != after:
            yield _change("reordered", f"The {said} stand in another order.")
    kinds = {"sources": "re-sourced", "authors": "redescribed", "status": "redescribed"}
    for name, kind in kinds.items():
        if getattr(one, name) != getattr(other, name):
            yield _change(kind, f"The mapping's {name} changed.")
