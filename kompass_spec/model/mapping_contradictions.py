"""Find statements of a mapping that cannot all be true, whatever the two editions hold and however weighed.

They are no rules of a well-formed mapping: what was published stays readable. They are held against drafts.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from kompass_spec.model.codes import leaves_of, weight_of
from kompass_spec.model.mapping_parts import Link, MappingParts, Relation
from kompass_spec.model.problems import Problem
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.satisfiability import contradicting_claims
from kompass_spec.model.side import Side

__all__ = ["contradictions"]


class _Claim(NamedTuple):
    """Hold an ``equal`` link with the lowest items that it stands for and the maximum, on each side."""

    number: int
    link: Link
    leaves: dict[Side, frozenset[str]]
    maximum: dict[Side, Fraction | None]


def contradictions(mapping: MappingParts) -> Iterator[Problem]:
    """Find statements that cannot all be true, each set as small as could be found.

    What is said of whole and part is explained by their weights; whatever else there is names the set.
    """
    explained = list(_whole_and_part(mapping))
    yield from explained
    yield from _listed_twice(mapping)
    pointers = {problem.pointer for problem in explained}
    for claims in contradicting_claims(mapping, passed_over=pointers):
        *others, last = claims
        if not others:
            sentence = f"Nothing can be so that '{last.words}' holds. Correct it, or remove it."
        else:
            named = ", ".join(f"'{claim.words}' (at {claim.pointer})" for claim in others)
            sentence = (
                f"'{last.words}' cannot be true beside {named}: no content of the two editions fulfils all of"
                " them, though it can without any one. Say of one of them what holds, such as 'intersects',"
                " or remove it."
            )
        yield Problem("contradictory-links", sentence, pointer=last.pointer)


def _listed_twice(mapping: MappingParts) -> Iterator[Problem]:
    for side in Side:
        covered = side.covered(mapping)
        for index, code in enumerate(covered):
            if code in covered[:index]:
                sentence = f"{code!r} stands twice under {side.covered_key!r}. Remove one."
                yield Problem("duplicate-link", sentence, pointer=f"/{side.covered_key}/{index}")


def _whole_and_part(mapping: MappingParts) -> Iterator[Problem]:
    """Find ``equal`` links of which one lies within another, where that cannot be so on both sides.

    If two areas are equal and a question of each is equal too, a point of the question is the same share of
    both areas. So its weight in its area is the same in both editions, and neither lies outside its area.
    """
    claims = [
        _Claim(
            index,
            link,
            {side: leaves_of(side.edition(mapping), side.of(link)) for side in Side},
            {side: weight_of(side.edition(mapping), side.of(link)) for side in Side},
        )
        for index, link in enumerate(mapping.links)
        if link.relation is Relation.EQUAL and not link.is_assumed and _is_scored(link)
    ]
    for part in claims:
        for whole in claims:
            problem = _contradiction(part, whole, mapping)
            if problem is not None:
                yield problem
                break


def _is_scored(link: Link) -> bool:
    return not any(":" in code for code in (*link.source, *link.target))


def _contradiction(part: _Claim, whole: _Claim, mapping: MappingParts) -> Problem | None:
    """Return why a part cannot be equal if the whole is, ``None`` where it can or is no part of it."""
    outside = _side_outside(part, whole)
    if outside is not None:
        here = outside.other
        sentence = (
            f"{_named(part, here)} of {here.edition(mapping).id} lies in {_named(whole, here)}, and"
            f" {_named(part, outside)} of {outside.edition(mapping).id} outside {_named(whole, outside)}. So"
            f" this link and the one at /links/{whole.number} cannot both be 'equal'. Say of one of them"
            " what holds, such as 'intersects'."
        )
        return Problem("contradictory-links", sentence, pointer=f"/links/{part.number}")
    shares = {side: _share(part, whole, side) for side in Side}
    source, target = shares[Side.SOURCE], shares[Side.TARGET]
    if source is None or target is None or source == target:
        return None
    sentence = (
        f"{_named(part, Side.SOURCE)} is {exact_text(source)} of {_named(whole, Side.SOURCE)} in"
        f" {mapping.source.id}, and {_named(part, Side.TARGET)} is {exact_text(target)} of"
        f" {_named(whole, Side.TARGET)} in {mapping.target.id}. With other weights this link and the one at"
        f" /links/{whole.number} cannot both be 'equal'. Say of one of them what holds, such as 'intersects'."
    )
    return Problem("contradictory-links", sentence, pointer=f"/links/{part.number}")


def _side_outside(part: _Claim, whole: _Claim) -> Side | None:
    """Return the side on which a part lies wholly outside, where it lies within on the other."""
    for side in Side:
        if part.leaves[side] <= whole.leaves[side] and part.leaves[side.other].isdisjoint(
            whole.leaves[side.other]
        ):
            return side.other
    return None


def _share(part: _Claim, whole: _Claim, side: Side) -> Fraction | None:
    """Return the share of a whole's maximum that is a part's, ``None`` where it is not known or no part."""
    if not part.leaves[side] <= whole.leaves[side]:
        return None
    maximum, total = part.maximum[side], whole.maximum[side]
    return None if maximum is None or total is None else maximum / total


def _named(claim: _Claim, side: Side) -> str:
    return ", ".join(side.of(claim.link))
