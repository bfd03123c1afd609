"""Group the links of a mapping by what they lead to, and say what each group proves and each judgement claims."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_convert_mapping.bounds import ONE, ZERO, Carried, Span, common_part, target_share
from kompass_spec.model import EditionMapping, Link, Relation, Score
from kompass_spec.model.disjoint import DisjointSets
from kompass_spec.model.mapping_rules import leaves_of, share_of, weight_of

__all__ = ["Claim", "Group", "Spans", "carried_by", "groups_of", "spans_of"]

Spans = Mapping[tuple[str, ...], Span]
"""The bounds of the shares of unions of source items."""


@final
@frozen(eq=False)
class Claim:
    """Hold the bounds in points of a union of target items, empty if ``low`` is above ``high``, and the links behind them.

    ``exact`` says that nothing was added to the uncertainty of the sources.
    """

    target: tuple[str, ...]
    low: Fraction
    high: Fraction
    maximum: Fraction
    links: tuple[Link, ...]
    exact: bool = False


@final
@frozen(eq=False)
class Group:
    """Hold the links to one union of target items, what their sources have in common, and its maximum.

    ``leaves`` are the lowest items below each link's sources, and ``sources`` the ways to choose links
    without common ones.
    """

    target: tuple[str, ...]
    links: tuple[Link, ...]
    leaves: tuple[frozenset[str], ...]
    sources: DisjointSets
    covered: bool
    maximum: Fraction

    def proved(self, spans: Spans) -> Claim | None:
        """Return what the links prove together; ``None`` if all of them are judgements."""
        carried = self.carried(spans)
        proving = tuple(link for link in self.links if not link.is_assumed)
        if not proving:
            return None
        found = target_share(carried, self.sources, covered=self.covered)
        if found is None:
            return self._claim(Span(ONE, ZERO), proving)
        exact = tuple(self.links[place] for place in self._exact(carried))
        return self._claim(found, exact or proving, exact=bool(exact))

    def judged(self, spans: Spans) -> Iterator[Claim]:
        """Iterate over what each judgement claims on its own: two may be of the same content, and never add up."""
        for link in self.links:
            if link.is_assumed:
                yield self._claim(_alone(carried_by(link, spans[link.source])), (link,))

    def carried(self, spans: Spans) -> list[Carried | None]:
        """Return what each link proves on its own, and ``None`` at the places of judgements."""
        return [None if link.is_assumed else carried_by(link, spans[link.source]) for link in self.links]

    def meet(self, one: int, other: int) -> bool:
        """Tell whether the sources of two links have content in common."""
        return not self.leaves[one].isdisjoint(self.leaves[other])

    def _claim(self, span: Span, links: tuple[Link, ...], *, exact: bool = False) -> Claim:
        low, high = span.low * self.maximum, span.high * self.maximum
        return Claim(self.target, low, high, self.maximum, links, exact)

    def _exact(self, carried: list[Carried | None]) -> tuple[int, ...]:
        """Return the places of links whose sources are wholly in the target and together exactly all of it, if any are."""
        found = self.sources.heaviest(
            [
                (
                    one.least
                    if one is not None and one.least == one.most and share_of(link, "of_source")[0] == 1
                    else None
                )
                for link, one in zip(self.links, carried, strict=True)
            ]
        )
        return found.places if found is not None and found.weight == 1 else ()


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
        leaves = tuple(leaves_of(mapping.source, link.source) for link in ordered)
        # That each of several items is covered is said of the links to each, and not of the links to all of
        # them.
        covered = len(target) == 1 and target[0] in mapping.covered
        groups.append(Group(target, tuple(ordered), leaves, DisjointSets.of(leaves), covered, maximum))
    return tuple(groups)


def spans_of(groups: Collection[Group], total: Score) -> Spans:
    """Return the bounds of the shares of all sources of the groups' links."""
    scores = {score.code: score for score in total.walk()}
    wholes = {frozenset(part.code for part in score.parts): score for score in total.walk() if score.parts}
    return {
        link.source: _span([scores[code] for code in link.source], wholes)
        for group in groups
        for link in group.links
    }


def _span(chosen: Sequence[Score], wholes: Mapping[frozenset[str], Score]) -> Span:
    """Return the bounds of the share of a union of items, weighted by their maxima."""
    codes = frozenset(score.code for score in chosen)
    for parts, score in wholes.items():
        if len(parts) > 1 and parts <= codes:
            # More may be known of an item than of its parts.
            return _span([score, *(one for one in chosen if one.code not in parts)], wholes)
    whole = sum((score.max for score in chosen), ZERO)
    low, high = (sum((getattr(score, end) for score in chosen), ZERO) for end in ("low", "high"))
    return Span(low / whole, high / whole)


def carried_by(link: Link, source: Span) -> Carried:
    """Return what a link carries over of a source with these bounds."""
    if link.relation in (Relation.EQUAL, Relation.EQUIVALENT):
        return Carried(ONE, ONE, source)
    least, most = share_of(link, "of_target")
    return Carried(least, most, common_part(source, share_of(link, "of_source")[0]))


def _alone(one: Carried) -> Span:
    """Return the bounds of a target's share by one link."""
    return Span(one.least * one.common.low, 1 - one.least * (1 - one.common.high))
