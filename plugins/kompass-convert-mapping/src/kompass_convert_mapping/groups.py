"""Group the links of a mapping by what they lead to, once for every mapping."""

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_convert_mapping.bounds import ONE, ZERO, Carried, Span, common_part, target_share
from kompass_spec.model import EditionMapping, Link, Relation, Score, Share
from kompass_spec.model.mapping_rules import disjoint_families, weight_of

__all__ = ["Group", "Reached", "carried_by", "groups_of", "source_span"]


@final
@frozen(eq=False)
class Group:
    """Hold the links to one union of target items, and the families of them whose common parts are disjoint."""

    target: tuple[str, ...]
    links: tuple[Link, ...]
    families: tuple[tuple[int, ...], ...]
    covered: bool
    maximum: Fraction

    def reached(self, spans: Mapping[tuple[str, ...], Span], *, assuming: bool) -> "Reached":
        """Return the bounds of the union's share by those of the sources'; ``assuming`` takes every judgement for true."""
        first = self.links[0]
        if len(self.links) == 1 and first.relation is Relation.EQUAL and (assuming or not first.is_assumed):
            # The most common link carries its source over as it is, and needs no arithmetic.
            return Reached(*spans[first.source], exact=True, used=True)
        carried = [carried_by(link, spans[link.source]) for link in self.links]
        low, high = ZERO, ONE
        exact = used = False
        for family in self.families:
            chosen = [place for place in family if assuming or not self.links[place].is_assumed]
            if not chosen:
                continue
            whole = self.covered and len(chosen) == len(self.links)
            found = target_share([carried[place] for place in chosen], covered=whole)
            if found is None:
                return Reached(ONE, ZERO, exact=False, used=True)
            used = True
            low, high = max(low, found.low), min(high, found.high)
            exact = exact or _adds_nothing(
                [self.links[place] for place in chosen], [carried[place] for place in chosen]
            )
        return Reached(low, high, exact=exact, used=used)


@final
@frozen
class Reached:
    """Hold the bounds of a union's share, empty if ``low`` is above ``high``; ``exact`` if nothing was added to the source's."""

    low: Fraction
    high: Fraction
    exact: bool
    used: bool


def groups_of(mapping: EditionMapping, scored: Collection[str]) -> tuple[Group, ...]:
    """Return the groups of a mapping's links between items that have scores, by their targets."""
    by_target: dict[tuple[str, ...], list[Link]] = {}
    for link in mapping.links:
        if all(code in scored for code in link.source) and not any(":" in code for code in link.target):
            by_target.setdefault(tuple(sorted(link.target)), []).append(link)
    groups = []
    for target, links in sorted(by_target.items()):
        maximum = weight_of(mapping.target, target)
        if maximum is None:
            continue
        ordered = sorted(links, key=lambda link: (sorted(link.source), link.relation.value, link.assumed))
        families = disjoint_families(mapping.source, [link.source for link in ordered])
        covered = all(code in mapping.covered for code in target)
        groups.append(Group(target, tuple(ordered), families, covered, maximum))
    return tuple(groups)


def source_span(scores: Mapping[str, Score], codes: tuple[str, ...]) -> Span:
    """Return the bounds of the share of a union of items, weighted by their maxima."""
    if len(codes) == 1:
        score = scores[codes[0]]
        return Span(score.low / score.max, score.high / score.max)
    chosen = [scores[code] for code in codes]
    whole = sum((score.max for score in chosen), ZERO)
    return Span(
        sum((score.low for score in chosen), ZERO) / whole,
        sum((score.high for score in chosen), ZERO) / whole,
    )


def _range(share: Share | None) -> tuple[Fraction, Fraction]:
    return (share.low, share.high) if share is not None else (ZERO, ONE)


def carried_by(link: Link, source: Span) -> Carried:
    """Return what a link carries over of a source with these bounds."""
    relation = link.relation
    if relation in (Relation.EQUAL, Relation.EQUIVALENT):
        return Carried(ONE, ONE, source)
    of_source, of_target = _range(link.of_source)[0], _range(link.of_target)
    if relation is Relation.SUBSET_OF:
        of_source = ONE
    if relation is Relation.SUPERSET_OF:
        of_target = (ONE, ONE)
    return Carried(of_target[0], of_target[1], common_part(source, of_source))


def _adds_nothing(links: list[Link], carried: list[Carried]) -> bool:
    """Tell whether every source is wholly in the target, and together they are exactly all of it."""
    whole = all(
        link.relation in (Relation.EQUAL, Relation.EQUIVALENT, Relation.SUBSET_OF)
        or (link.of_source is not None and link.of_source.low == 1)
        for link in links
    )
    exact = all(one.least == one.most for one in carried)
    return whole and exact and sum((one.least for one in carried), ZERO) == 1
