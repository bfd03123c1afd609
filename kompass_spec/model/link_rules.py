"""The rules of the links of a mapping: each by itself, and those that join the same items."""

from collections.abc import Iterator

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.codes import leaves_of
from kompass_spec.model.edition import Edition
from kompass_spec.model.mapping_parts import Link, MappingParts, Relation, Share
from kompass_spec.model.problems import Problem
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.side import Side

__all__ = ["link_problems", "pair_problems"]

_Said = tuple[Relation, bool, Share | None, Share | None]
"""What a link says of its pair, with its shares where several common parts may stand side by side."""


def link_problems(mapping: MappingParts, link: Link) -> Iterator[Problem]:
    """Find what is wrong with a link by itself; pointers are relative to the link."""
    for side in Side:
        codes = side.of(link)
        yield from (
            problem.under(f"/{side.value}") for problem in _codes_problems(side.edition(mapping), codes)
        )
    scored = {":" in code for code in (*link.source, *link.target)}
    if len(scored) > 1:
        sentence = "A heading is not a scored item, so the two cannot be linked. Link headings with headings."
        yield Problem("mixed-link", sentence, pointer="")
    if not link.reasons:
        yield Problem("missing-reason", "A link says why it holds. Add a reason.", pointer="/reasons")
    if not link.changes:
        yield Problem(
            "missing-change", "A link says what changed. Add 'same' or a change.", pointer="/changes"
        )
    if link.confidence is not None and not 0 <= link.confidence <= 1:
        sentence = f"A confidence lies from 0 to 1, and {exact_text(link.confidence)} does not. Correct it."
        yield Problem("bad-confidence", sentence, pointer="/confidence")
    for side in Side:
        yield from _share_problems(link, side)


def _codes_problems(edition: Edition, codes: tuple[str, ...]) -> Iterator[Problem]:
    """Find what is wrong with the codes on one side of a link."""
    if not codes:
        yield Problem(
            "empty-link",
            "A link needs at least one code on each side. Add it, or say dropped or new.",
            pointer="",
        )
    for index, code in enumerate(codes):
        if code not in edition and code != TOTAL and not _is_heading(edition, code):
            sentence = (
                f"{edition.id} has no item {code!r}. Correct the code; `kompass show {edition.id}` lists"
                " them."
            )
            yield Problem("dangling-code", sentence, pointer=f"/{index}")
    # Nearly all sides of links have one code, which overlaps with none.
    leaves = [leaves_of(edition, [code]) for code in codes] if len(codes) > 1 else []
    for index, content in enumerate(leaves):
        if any(content & earlier for earlier in leaves[:index]):
            sentence = (
                f"The code {codes[index]!r} says again what another code of this side says. Remove one of"
                " them."
            )
            yield Problem("overlapping-codes", sentence, pointer=f"/{index}")


def _is_heading(edition: Edition, code: str) -> bool:
    return any(heading.code == code for heading in edition.headings)


def _share_problems(link: Link, side: Side) -> Iterator[Problem]:
    """Find what is wrong with the share of one side, where the link states one."""
    share = side.share(link)
    if share is None:
        return
    pointer = f"/{side.share_key}"
    if not 0 < share.low <= share.high <= 1:
        sentence = (
            "A share lies above 0 and up to 1, its lower end first. Correct it, or leave it out where"
            " nobody knows it."
        )
        yield Problem("bad-share", sentence, pointer=pointer)
    if side.is_whole(link.relation) and share.low != 1:
        sentence = (
            f"A link that is {link.relation.value!r} has all of this side in common, so the share is 1."
            " Leave it out, or say 'intersects'."
        )
        yield Problem("bad-share", sentence, pointer=pointer)
    if link.relation is Relation.EQUIVALENT:
        sentence = (
            "An 'equivalent' link is a judgement and states no shares. Leave them out, or say which set"
            " relation is proved."
        )
        yield Problem("bad-share", sentence, pointer=pointer)


def pair_problems(mapping: MappingParts) -> Iterator[Problem]:
    """Find links that stand twice, and relations of one pair that exclude each other.

    In a mapping that was composed a pair may have several common parts, one for each way that leads through
    the middle; those with other shares do not stand twice.
    """
    pairs: dict[tuple[frozenset[str], frozenset[str]], dict[_Said, int]] = {}
    for index, link in enumerate(mapping.links):
        relations = pairs.setdefault((frozenset(link.source), frozenset(link.target)), {})
        several = mapping.release is None and link.relation is Relation.INTERSECTS
        shares = (link.of_source, link.of_target) if several else (None, None)
        relation: _Said = (link.relation, link.assumed, *shares)
        if relation in relations:
            sentence = (
                f"This link is the same as the one at /links/{relations[relation]}. Remove one of them."
            )
            yield Problem("duplicate-link", sentence, pointer=f"/links/{index}")
            continue
        for (other, *_), earlier in relations.items():
            if _exclude_each_other(link.relation, other):
                sentence = (
                    f"{link.relation.value!r} and {other.value!r}, at /links/{earlier}, exclude each other"
                    " for one pair of items. Keep the one that is true."
                )
                yield Problem("excluding-relations", sentence, pointer=f"/links/{index}/relation")
        relations[relation] = index


def _exclude_each_other(relation: Relation, other: Relation) -> bool:
    """Tell whether two relations of one pair cannot both stand: what is equal is nothing else beside."""
    relations = {relation, other}
    return Relation.EQUAL in relations or relations == {Relation.SUBSET_OF, Relation.SUPERSET_OF}
