"""Tell two releases of a mapping apart, and the version step that the changes make."""

from collections.abc import Iterator

from kompass_spec.differing import Alteration, Difference, difference_of
from kompass_spec.model import EditionMapping, Link

__all__ = ["diff_mappings"]


def diff_mappings(one: EditionMapping, other: EditionMapping) -> Difference:
    """Return what changed from one release of a mapping to another.

    What can change a converted score, or what a mapping says of a code, is a major step; reasons, sources, authors,
    confidence and status are a patch.
    """
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


def _link_changes(one: EditionMapping, other: EditionMapping) -> Iterator[Alteration]:
    old, new = (
        {(link.source, link.target, link.relation): link for link in mapping.links}
        for mapping in (one, other)
    )
    for key, link in old.items():
        if key not in new:
            yield _change("removed", f"The link {_said(link)} is no longer there.", link)
    for key, link in new.items():
        if key not in old:
            yield _change("added", f"The link {_said(link)} is new.", link)
        elif _strength(old[key]) != _strength(link):
            yield _change("re-weighted", f"The shares of the link {_said(link)} changed.", link)
        elif old[key] != link:
            yield _change("renoted", f"What is said of the link {_said(link)} changed.", link)


def _said(link: Link) -> str:
    return f"{', '.join(link.source)} {link.relation.value} {', '.join(link.target)}"


def _strength(link: Link) -> tuple[object, ...]:
    return (link.of_source, link.of_target, link.assumed)


def _unlinked_changes(one: EditionMapping, other: EditionMapping) -> Iterator[Alteration]:
    for name in ("dropped", "new"):
        old, new = getattr(one, name), getattr(other, name)
        if [item.code for item in old] != [item.code for item in new]:
            yield _change("redefined", f"The codes that are {name} changed.")
        elif old != new:
            yield _change("renoted", f"What is said of the codes that are {name} changed.")


def _statement_changes(one: EditionMapping, other: EditionMapping) -> Iterator[Alteration]:
    old, new = (
        [(said.edition, said.item, said.low, said.high) for said in mapping.statements]
        for mapping in (one, other)
    )
    if old != new:
        yield _change("redefined", "The figures of the statements on comparability changed.")
    elif one.statements != other.statements:
        yield _change("renoted", "The words of the statements on comparability changed.")


def _whole_changes(one: EditionMapping, other: EditionMapping) -> Iterator[Alteration]:
    for name in ("source_release", "target_release", "covered", "covered_source"):
        if getattr(one, name) != getattr(other, name):
            yield _change("redefined", f"The mapping's {name.replace('_', ' ')} changed.")
    if one.levels != other.levels:
        kind = "completed" if set(one.levels) < set(other.levels) else "redefined"
        yield _change(kind, "The levels that the mapping accounts for changed.")
    kinds = {"sources": "re-sourced", "authors": "redescribed", "status": "redescribed"}
    for name, kind in kinds.items():
        if getattr(one, name) != getattr(other, name):
            yield _change(kind, f"The mapping's {name} changed.")
