"""Links that follow from others: what a link has in common without what others have of it.

The content of both editions lies in cells: what a lowest item of the source has in common with one of the
target. The common part of a link is all that lies in its cells, so what is left of it without other cells is
at least what the link has, less what those others can have at most; and it is weighed as the link is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, final

from attrs import frozen

from kompass_convert_mapping.cells import Cells
from kompass_convert_mapping.grounds import Ground, is_identity
from kompass_convert_mapping.parts import Part, Search
from kompass_convert_mapping.tree import Layout
from kompass_convert_mapping.units import Number, ratio, total, whole
from kompass_spec.model import Change, EditionMapping, Link, Reading, Relation, Share
from kompass_spec.model.mapping_rules import share_of
from kompass_spec.model.side import Side

__all__ = ["Following", "Naming", "following_links"]

_MOST_SHARING = 8
"""Where so many links share their sources, or their targets, no further one is added to them.

Of links that have content in common only so many count together, and those of the author come first.
"""


@final
@frozen(eq=False)
class Following:
    """Hold the links that follow, the part that each of them is of, and how parts are named."""

    links: tuple[Link, ...] = ()
    parts: tuple[Part, ...] = ()
    naming: "Naming | None" = None


def following_links(mapping: EditionMapping, ground: Ground, layout: Layout) -> Following:
    """Return the links that follow from those of a mapping, and say more than these."""
    cells = Cells(ground, layout)
    known = {index: link for index, link in enumerate(mapping.links) if cells.knows(link)}
    if is_identity(mapping) or not _may_follow(known.values(), cells):
        return Following()
    search = Search(cells, _parts_of(known, cells))
    search.run()
    if search.is_contradicted:
        # From what cannot be true anything would follow; the check of mappings names it.
        return Following()
    naming = Naming.of(known.values(), cells)
    parts = tuple(_worth_saying(search, cells))
    return Following(tuple(map(naming.link, parts)), parts, naming)


def _may_follow(links: Iterable[Link], cells: Cells) -> bool:
    """Tell whether anything can be left of a link: it has several cells, and there is another one."""
    contents = [cells.of_link(link) for link in links]
    return len(contents) > 1 and any(one.bit_count() > 1 for one in contents)


def _parts_of(links: Mapping[int, Link], cells: Cells) -> list[Part]:
    """Return the common parts of the links that are no judgements."""
    found = []
    pairs: dict[int, set[tuple[object, object]]] = {}
    for index, link in links.items():
        content = cells.of_link(link)
        taken, given = (_points(link, side, cells.size(side, content)) for side in Side)
        pairs.setdefault(content, set()).add((taken, given))
        if link.is_assumed:
            continue
        price = None
        if taken[0] == taken[1] and given[0] == given[1] and taken[0] and given[0]:
            price = ratio(given[0], taken[0])
        found.append(Part(content, taken, given, price, index))
    # What follows hangs on no order of links.
    found.sort(key=lambda part: (part.cells, part.taken, part.given))
    # Of several common parts of one pair none is all that the pair has in common.
    return [part for part in found if len(pairs[part.cells]) == 1]


def _points(link: Link, side: Side, size: Number) -> tuple[Number, Number]:
    """Return how much of a side is in common, at least and at most."""
    low, high = share_of(link, side.share_key)
    return whole(low * size), whole(high * size)


def _worth_saying(search: Search, cells: Cells) -> Iterator[Part]:
    """Iterate over the parts that say more than the links do, and than one another."""
    stated: dict[int | None, Part] = {part.index: part for part in search.parts if part.index is not None}
    said = [_Said.of(part, cells) for part in stated.values()]
    left = [part for part in search.parts if part.index is None and part.price is not None and part.taken[0]]
    counts = Counter(key for one in said for key in one.keys(cells))
    for part in sorted(left, key=lambda one: (_Said.of(one, cells).size, -one.taken[0], one.cells)):
        new = _Said.of(part, cells)
        if _is_made_of(new, said) or _is_only_less(part, stated[part.root], cells):
            continue
        if any(counts[key] >= _MOST_SHARING for key in new.keys(cells)):
            continue
        counts.update(new.keys(cells))
        said.append(new)
        yield part


@final
class _Said(NamedTuple):
    """Hold what a link says: the items of both sides, as bits, and what it takes and gives at least."""

    source: int
    target: int
    taken: Number
    given: Number

    @classmethod
    def of(cls, part: Part, cells: Cells) -> "_Said":
        """Return what a part says as a link."""
        source, target = (cells.items(side, part.cells) for side in Side)
        return cls(source, target, part.taken[0], part.given[0])

    @property
    def size(self) -> int:
        """Return how many cells are of both sides."""
        return self.source.bit_count() * self.target.bit_count()

    def keys(self, cells: Cells) -> Iterator[tuple[object, ...]]:
        """Iterate over each side with its items, and of several items of the target what they are part of."""
        yield Side.SOURCE, self.source
        yield Side.TARGET, self.target
        codes = cells.highest(Side.TARGET, self.target)
        if len(codes) > 1:
            yield "several", cells.whole_of(Side.TARGET, self.target)

    def is_within(self, other: "_Said") -> bool:
        """Tell whether both sides lie within those of another link."""
        return not self.source & ~other.source and not self.target & ~other.target

    def meets(self, other: "_Said") -> bool:
        """Tell whether two links may have content in common."""
        return bool(self.source & other.source and self.target & other.target)


def _is_made_of(new: _Said, said: Sequence[_Said]) -> bool:
    """Tell whether links within a new one, which have nothing in common, say all that it does."""
    inside = sorted(
        (one for one in said if one.is_within(new)), key=lambda one: (one.taken, one.given), reverse=True
    )
    chosen: list[_Said] = []
    for one in inside:
        if not any(one.meets(other) for other in chosen):
            chosen.append(one)
    return total(one.taken for one in chosen) >= new.taken and total(one.given for one in chosen) >= new.given


def _is_only_less(part: Part, link: Part, cells: Cells) -> bool:
    """Tell whether a part has no more than its link would have if all of the items left out were in it."""
    sizes = [cells.size(side, link.cells) - cells.size(side, part.cells) for side in Side]
    return part.taken[0] <= link.taken[0] - sizes[0] - ratio(sizes[1], link.price or 1)


@final
@frozen(eq=False)
class Naming:
    """Name sides by the codes of a link with the same content, else by the highest items that they are of."""

    cells: Cells
    named: Mapping[tuple[Side, int], tuple[str, ...]]

    @classmethod
    def of(cls, links: Iterable[Link], cells: Cells) -> "Naming":
        """Return the names that links use."""
        named: dict[tuple[Side, int], tuple[str, ...]] = {}
        for link in links:
            for side in Side:
                key, codes = (side, cells.items(side, cells.of_link(link))), tuple(sorted(side.of(link)))
                named[key] = min(named.get(key, codes), codes)
        return cls(cells, named)

    def codes(self, side: Side, part: Part) -> tuple[str, ...]:
        """Return the codes of the items of one side that a part is of."""
        items = self.cells.items(side, part.cells)
        return self.named.get((side, items)) or self.cells.highest(side, items)

    def shares(self, side: Side, part: Part) -> tuple[Fraction, Fraction]:
        """Return the share of these that a part is, at least and at most."""
        size = self.cells.size(side, part.cells)
        low, high = part.taken if side is Side.SOURCE else part.given
        return Fraction(low, size), Fraction(high, size)

    def link(self, part: Part) -> Link:
        """Return the link that a part is the common part of, as far as that is known."""
        shares = (self.shares(side, part)[0] for side in Side)
        of_source, of_target = (Share(share, share) for share in shares)
        return Link(
            source=self.codes(Side.SOURCE, part),
            target=self.codes(Side.TARGET, part),
            relation=Relation.INTERSECTS,
            changes=(Change.SAME,),
            reasons=(),
            reading=Reading.AUTHORS,
            of_source=of_source,
            of_target=of_target,
        )
