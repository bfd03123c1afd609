"""Group the links of a mapping by what they lead to; a group proves, and each of its judgements claims."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import final

from attrs import evolve, frozen

from kompass_convert_mapping.bounds import ONE, ZERO, Carried, Family, Span, common_part, target_share
from kompass_convert_mapping.closed_form import bridge_of
from kompass_convert_mapping.grounds import Ground
from kompass_convert_mapping.lines import ByCover, ByLinks, Covering, Line
from kompass_convert_mapping.rows import Bridge, Piece
from kompass_convert_mapping.source_lines import SourceLines
from kompass_convert_mapping.source_tree import Node, SourceTree
from kompass_convert_mapping.sources import Sources
from kompass_convert_mapping.units import Number, total
from kompass_spec.model import EditionMapping, Link, Relation
from kompass_spec.model.disjoint import DisjointSets
from kompass_spec.model.mapping_rules import share_of

__all__ = ["Claim", "Group", "Spans", "SpansOf", "bridges_of", "carried_by", "groups_of"]

Spans = Mapping[tuple[str, ...], Span]
"""The bounds of the shares of unions of source items."""


@final
@frozen(eq=False)
class Claim:
    """Hold the bounds in points of a union of target items, and the links that they come from.

    ``exact`` says that nothing was added to the uncertainty of the sources. ``low_line`` and ``high_line``
    say what the ends follow from, ``None`` of a judgement.
    """

    target: tuple[str, ...]
    low: Number
    high: Number
    maximum: Number
    links: tuple[Link, ...]
    exact: bool = False
    low_line: Line | None = None
    high_line: Line | None = None

    @property
    def impossible(self) -> bool:
        """Tell whether no value lies within the bounds."""
        return self.low > self.high


@final
@frozen(eq=False)
class Group:
    """Hold the links to one union of target items, what their sources have in common, and its maximum.

    ``bridges`` are the links as the closed form sees them, and ``disjoint`` the ways to choose links without
    common ones; ``whole`` says of each link whether all of its source applies, and ``is_closed`` whether the
    closed form has all that they say. No figure is in it.
    """

    target: tuple[str, ...]
    links: tuple[Link, ...]
    bridges: tuple[Bridge, ...]
    whole: tuple[bool, ...]
    disjoint: DisjointSets
    is_closed: bool
    covered: bool
    maximum: Number

    def proved(self, spans: Spans, lines: SourceLines) -> Iterator[Claim]:
        """Iterate over what the links prove together; it is nothing if all of them are judgements."""
        if not self._proving:
            return
        # Of links from items, and from parts of one, the closed form says as much, if they do not cover.
        if self.is_closed and not self.covered:
            yield self._anything
            return
        carried = self.carried(spans)
        shares = target_share(carried, self.disjoint, covered=self.covered)
        if shares is None:
            yield self._claim(Span(ONE, ZERO), self._proving)
            return
        yield evolve(
            self._claim(shares.span, self._behind),
            low_line=self._line(shares.has, lines, is_low=True),
            high_line=self._line(shares.lacks, lines, is_low=False),
        )
        if self._whole is not None and not self.is_closed:
            yield self._all_of_sources(self._whole, lines)

    def judged(self, spans: Spans) -> Iterator[Claim]:
        """Iterate over what each judgement claims alone: two of the same content do not add up."""
        for link in self.links:
            if link.is_assumed:
                yield self._claim(_alone(carried_by(link, spans[link.source])), (link,))

    def carried(self, spans: Spans) -> list[Carried | None]:
        """Return what each link proves on its own, and ``None`` for judgements, in the order of the links."""
        return [None if link.is_assumed else carried_by(link, spans[link.source]) for link in self.links]

    def _claim(self, span: Span, links: tuple[Link, ...]) -> Claim:
        return Claim(self.target, span.low * self.maximum, span.high * self.maximum, self.maximum, links)

    @cached_property
    def open_links(self) -> tuple[int, ...]:
        """Return the indices of the links of which more could be known: judgements, and ranges of shares."""
        return tuple(
            index
            for index, link in enumerate(self.links)
            if link.is_assumed
            or any(low < high for low, high in (share_of(link, name) for name in ("of_source", "of_target")))
        )

    @cached_property
    def _proving(self) -> tuple[Link, ...]:
        return tuple(link for link in self.links if not link.is_assumed)

    @cached_property
    def _behind(self) -> tuple[Link, ...]:
        """Return the links that what is proved rests on."""
        return self._proving if self._whole is None else tuple(self.links[index] for index in self._whole)

    @cached_property
    def _anything(self) -> Claim:
        return Claim(self.target, ZERO, self.maximum, self.maximum, self._behind)

    @cached_property
    def _whole(self) -> tuple[int, ...] | None:
        """Return links whose sources are together all of the target; ``None`` where there are none."""
        # What is known of a source is known of the common part without loss only if that is all of it.
        shares = [
            bridge.given if not link.is_assumed and share_of(link, "of_source")[0] == 1 else None
            for link, bridge in zip(self.links, self.bridges, strict=True)
        ]
        if total(share for share in shares if share is not None) < self.maximum:
            return None
        # Parts without common content whose sizes add up to 1 leave nothing of the target to anything else.
        choice = self.disjoint.heaviest(shares)
        return choice.indices if choice is not None and choice.weight == self.maximum else None

    def _all_of_sources(self, indices: tuple[int, ...], lines: SourceLines) -> Claim:
        """Return what the sources of links say of their content, which is all of the target's."""
        sources = lines.sources
        pieces = [self._piece(index, sources) for index in indices]
        slopes = {
            leaf: piece.price for piece in pieces for leaf in piece.node.leaves if piece.price is not None
        }

        def line(points: Number, tree: SourceTree, *, is_low: bool) -> Line:
            return Line(self.target, is_low, points, lambda: lines.by_pieces(pieces, tree, is_low=is_low))

        low, high = sources.has.least(slopes), self.maximum - sources.lacks.least(slopes)
        return Claim(
            self.target, low, high, self.maximum, tuple(self.links[index] for index in indices),
            exact=all(self.whole[index] for index in indices),
            low_line=line(low, sources.has, is_low=True), high_line=line(high, sources.lacks, is_low=False),
        )  # fmt: skip

    def _line(self, family: Family, lines: SourceLines, *, is_low: bool) -> Line:
        points = family.least * self.maximum
        return Line(
            self.target,
            is_low,
            points if is_low else self.maximum - points,
            lambda: self._why(family, lines, is_low=is_low),
        )

    def _why(self, family: Family, lines: SourceLines, *, is_low: bool) -> ByLinks | ByCover:
        """Return what the bound of a family of links follows from."""
        sources = lines.sources
        known = {index: lines.of_items(self.links[index].source, is_low=is_low) for index in family.indices}
        if family.price is not None:
            covering = (Covering(self.bridges[index].index, line) for index, line in known.items())
            return ByCover(family.price, tuple(covering))
        pieces, paid, full = [], [], []
        for index, line in known.items():
            piece = self._piece(index, sources)
            lacking = piece.node.size - line.points if is_low else line.points
            if not lacking:
                full.append(line)
                pieces.append(evolve(piece, price=None))
            # Where the source lacks more than the link takes of it, the link leaves nothing.
            elif piece.price is not None and lacking < self.bridges[index].taken:
                paid.append((piece.price, line))
                pieces.append(piece)
        return ByLinks(tuple(pieces), tuple(paid), tuple(full))

    def _piece(self, index: int, sources: Sources) -> Piece:
        """Return a link counted alone, at the price of its own content."""
        bridge, codes = self.bridges[index], self.links[index].source
        size = sources.ground.size(codes)
        node = Node.of("+".join(codes), tuple(codes), size, (ZERO, size), bridge.source)
        return Piece(ONE, node, bridge.price if bridge.taken else None, (bridge,))


def groups_of(
    mapping: EditionMapping, ground: Ground, maxima: Mapping[str, Number], following: Sequence[Link] = ()
) -> tuple[Group, ...]:
    """Return the groups of a mapping's links between items that have points, by their targets.

    ``maxima`` are those of the target's items, ``following`` the links that follow, which have the next
    indices. Links to or from what has no points carry nothing.
    """
    weighed = ground.weighed
    links = (*mapping.links, *following)
    indices = {id(link): index for index, link in enumerate(links)}
    lost = {code for link in mapping.links if not weighed.issuperset(link.source) for code in link.target}
    stated = _by_target(mapping.links, weighed)
    groups = []
    for target, inside in sorted(_by_target(links, weighed).items()):
        if not all(maxima.get(code) for code in target):
            continue
        # That each of several items is covered is said of the links to each, and not of the links to all
        # of them; and without a link that carries nothing, what is left of them covers nothing.
        covered = len(target) == 1 and target[0] in mapping.covered and lost.isdisjoint(target)
        maximum, own = total(maxima[code] for code in target), stated.get(target, [])
        group = partial(_group, mapping, target, ground=ground, indices=indices, maximum=maximum)
        # It is the links that are stated that cover, and those that follow may prove more beside them.
        if own and (covered or len(inside) == len(own)):
            groups.append(group(own, covered=covered))
        if len(inside) > len(own):
            groups.append(group(inside, covered=False))
    return tuple(groups)


def _by_target(links: Sequence[Link], weighed: Collection[str]) -> dict[tuple[str, ...], list[Link]]:
    """Return the links from items that have points, by the items, in order, that they lead to."""
    by_target: dict[tuple[str, ...], list[Link]] = {}
    for link in links:
        if all(code in weighed for code in link.source):
            by_target.setdefault(tuple(sorted(link.target)), []).append(link)
    return by_target


def _group(
    mapping: EditionMapping,
    target: tuple[str, ...],
    links: Sequence[Link],
    *,
    ground: Ground,
    indices: Mapping[int, int],
    maximum: Number,
    covered: bool,
) -> Group:
    ordered = sorted(links, key=lambda link: (sorted(link.source), link.relation.value, link.assumed))
    # An item shares with a link all that any item below it shares, so sources are compared by their lowest
    # items: links of an item and of its ancestor meet, links of two items of one level do not.
    bridges = tuple(bridge_of(mapping, link, indices[id(link)], ground, maximum) for link in ordered)
    whole = tuple(ground.is_whole(link.source) for link in ordered)
    disjoint = DisjointSets.of([bridge.source for bridge in bridges])
    is_closed = all(len(one.source) == 1 or ground.is_of_one_item(one.source) for one in bridges)
    return Group(target, tuple(ordered), bridges, whole, disjoint, is_closed, covered, maximum)


def bridges_of(groups: Iterable[Group]) -> tuple[Bridge, ...]:
    """Return the links of groups that prove something, each once, as the closed form sees them."""
    bridges = {
        bridge.index: bridge
        for group in groups
        for bridge, link in zip(group.bridges, group.links, strict=True)
        if not link.is_assumed
    }
    return tuple(bridges.values())


@final
class SpansOf(dict[tuple[str, ...], Span]):
    """Hold the bounds of the shares of unions of source items, each computed when it is first asked for."""

    def __init__(self, sources: Sources) -> None:
        super().__init__()
        self.sources = sources

    def __missing__(self, codes: tuple[str, ...]) -> Span:
        """Return the bounds of the share of a union."""
        self[codes] = self.sources.span(codes)
        return self[codes]


def carried_by(link: Link, source: Span) -> Carried:
    """Return what a link carries over of a source with these bounds."""
    if link.relation in (Relation.EQUAL, Relation.EQUIVALENT):
        return Carried(ONE, ONE, source)
    least, most = share_of(link, "of_target")
    return Carried(least, most, common_part(source, share_of(link, "of_source")[0]))


def _alone(carried: Carried) -> Span:
    """Return the bounds of a target's share by one link, the rest of which may be empty or full."""
    return Span(carried.least * carried.common.low, 1 - carried.least * (1 - carried.common.high))
