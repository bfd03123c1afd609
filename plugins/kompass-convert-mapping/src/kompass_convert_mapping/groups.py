"""Group the links of a mapping by what they lead to; a group proves, and each of its judgements claims."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_convert_mapping.bounds import ONE, ZERO, Carried, Span, common_part, target_share
from kompass_convert_mapping.sources import Sources
from kompass_spec.model import Edition, EditionMapping, Link, Relation
from kompass_spec.model.disjoint import DisjointSets
from kompass_spec.model.mapping_rules import leaves_of, share_of

__all__ = ["Claim", "Group", "Spans", "carried_by", "groups_of", "spans_of"]

Spans = Mapping[tuple[str, ...], Span]
"""The bounds of the shares of unions of source items."""


@final
@frozen(eq=False)
class Claim:
    """Hold the bounds in points of a union of target items, and the links that they come from.

    ``exact`` says that nothing was added to the uncertainty of the sources.
    """

    target: tuple[str, ...]
    low: Fraction
    high: Fraction
    maximum: Fraction
    links: tuple[Link, ...]
    exact: bool = False

    @property
    def impossible(self) -> bool:
        """Tell whether no value lies within the bounds."""
        return self.low > self.high


@final
@frozen(eq=False)
class Group:
    """Hold the links to one union of target items, what their sources have in common, and its maximum.

    ``leaves`` are the lowest items below each link's sources, and ``sources`` the ways to choose links
    without common ones; ``whole`` says of each link whether all of its source applies.
    """

    target: tuple[str, ...]
    links: tuple[Link, ...]
    leaves: tuple[frozenset[str], ...]
    whole: tuple[bool, ...]
    sources: DisjointSets
    covered: bool
    maximum: Fraction

    def proved(self, spans: Spans) -> Claim | None:
        """Return what the links prove together; ``None`` if all of them are judgements."""
        proving = tuple(link for link in self.links if not link.is_assumed)
        if not proving:
            return None
        carried = self.carried(spans)
        share = target_share(carried, self.sources, covered=self.covered)
        if share is None:
            return self._claim(Span(ONE, ZERO), proving)
        exact = tuple(self.links[index] for index in self._exact(carried))
        return self._claim(share, exact or proving, exact=bool(exact))

    def judged(self, spans: Spans) -> Iterator[Claim]:
        """Iterate over what each judgement claims alone: two of the same content do not add up."""
        for link in self.links:
            if link.is_assumed:
                yield self._claim(_alone(carried_by(link, spans[link.source])), (link,))

    def carried(self, spans: Spans) -> list[Carried | None]:
        """Return what each link proves on its own, and ``None`` for judgements, in the order of the links."""
        return [None if link.is_assumed else carried_by(link, spans[link.source]) for link in self.links]

    def meet(self, index: int, other: int) -> bool:
        """Tell whether the sources of two links, given by their indices, have content in common."""
        return not self.leaves[index].isdisjoint(self.leaves[other])

    def _claim(self, span: Span, links: tuple[Link, ...], *, exact: bool = False) -> Claim:
        low, high = span.low * self.maximum, span.high * self.maximum
        return Claim(self.target, low, high, self.maximum, links, exact)

    def _exact(self, carried: list[Carried | None]) -> tuple[int, ...]:
        """Return the indices of links that are together all of the target, and of nothing else."""
        # Of what does not apply nothing is known, so nothing of it is exact.
        shares = [
            _exact_share(link, part) if whole else None
            for link, part, whole in zip(self.links, carried, self.whole, strict=True)
        ]
        # Parts without common content whose sizes add up to 1 leave nothing of the target to anything else.
        choice = self.sources.heaviest(shares)
        return choice.indices if choice is not None and choice.weight == 1 else ()


def _exact_share(link: Link, carried: Carried | None) -> Fraction | None:
    """Return the share of the target that all of a link's source makes up, ``None`` if it is not known."""
    # What is known of a source is known of the common part without loss only if that is all of the source.
    if carried is None or carried.least != carried.most or share_of(link, "of_source")[0] != 1:
        return None
    return carried.least


def groups_of(mapping: EditionMapping, sources: Sources, maxima: Mapping[str, Fraction]) -> tuple[Group, ...]:
    """Return the groups of a mapping's links between items that have points, by their targets.

    ``maxima`` are those of the target's items. Links to or from what has no points carry nothing.
    """
    weighed = sources.weighed
    lost = {code for link in mapping.links if not weighed.issuperset(link.source) for code in link.target}
    groups = []
    for target, links in sorted(_by_target(mapping.links, weighed).items()):
        if all(maxima.get(code) for code in target):
            # That each of several items is covered is said of the links to each, and not of the links to all
            # of them; and without a link that carries nothing, what is left of them covers nothing.
            covered = len(target) == 1 and target[0] in mapping.covered and lost.isdisjoint(target)
            maximum = sum((maxima[code] for code in target), ZERO)
            groups.append(_group(mapping.source, target, links, sources, covered=covered, maximum=maximum))
    return tuple(groups)


def _by_target(links: Sequence[Link], weighed: Collection[str]) -> dict[tuple[str, ...], list[Link]]:
    """Return the links from items that have points, by the items, in order, that they lead to."""
    by_target: dict[tuple[str, ...], list[Link]] = {}
    for link in links:
        if all(code in weighed for code in link.source):
            by_target.setdefault(tuple(sorted(link.target)), []).append(link)
    return by_target


def _group(
    source: Edition,
    target: tuple[str, ...],
    links: Sequence[Link],
    sources: Sources,
    *,
    covered: bool,
    maximum: Fraction,
) -> Group:
    ordered = sorted(links, key=lambda link: (sorted(link.source), link.relation.value, link.assumed))
    # An item shares with a link all that any item below it shares, so sources are compared by their lowest
    # items: links of an item and of its ancestor meet, links of two items of one level do not.
    leaves = tuple(leaves_of(source, link.source) for link in ordered)
    whole = tuple(sources.is_whole(link.source) for link in ordered)
    return Group(target, tuple(ordered), leaves, whole, DisjointSets.of(leaves), covered, maximum)


def spans_of(groups: Collection[Group], sources: Sources) -> Spans:
    """Return the bounds of the shares of all sources of the groups' links."""
    return {link.source: sources.span(link.source) for group in groups for link in group.links}


def carried_by(link: Link, source: Span) -> Carried:
    """Return what a link carries over of a source with these bounds."""
    if link.relation in (Relation.EQUAL, Relation.EQUIVALENT):
        return Carried(ONE, ONE, source)
    least, most = share_of(link, "of_target")
    return Carried(least, most, common_part(source, share_of(link, "of_source")[0]))


def _alone(carried: Carried) -> Span:
    """Return the bounds of a target's share by one link, the rest of which may be empty or full."""
    return Span(carried.least * carried.common.low, 1 - carried.least * (1 - carried.common.high))
