"""Check the links of a certificate that follow from others, and that nobody stated.

Content lies in cells: what a lowest item of the source has in common with one of the target. All that lies in
the cells of a link is in common there. So what it has in fewer cells is all that it has, less at most what
others have in the cells that are gone; and what both editions weigh alike, they weigh alike in every part.
"""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from kompass_spec.documents.certificate_contents import Content, Contents, need
from kompass_spec.model.certificate import Certificate, CertifiedLink, CertifiedRest
from kompass_spec.model.side import Side

__all__ = ["Common", "Rests"]

Cells = frozenset[tuple[tuple[str, str], tuple[str, str]]]
Ends = tuple[Fraction, Fraction]


class Common(NamedTuple):
    """Hold the cells of a link, and what it takes and gives in points, at least and at most.

    ``price`` is what a point that is taken gives, where that is known and is so in every part.
    """

    cells: Cells
    taken: Ends
    given: Ends
    price: Fraction | None


class Rests(Contents):
    """Know what links have in common, and that those that nobody stated follow from those that were."""

    def __init__(self, certificate: Certificate) -> None:
        super().__init__(certificate)
        self._common: dict[int, Common] = {}

    def common(self, number: int) -> Common:
        """Return what a link has in common; raise ``ValueError`` where it does not follow."""
        if number not in self._common:
            link = self.links[number]
            found = self._stated(link) if link.follows is None else self._rest(number, link, link.follows)
            self._common[number] = found
        return self._common[number]

    def cells(self, one: Iterable[tuple[str, str]], two: Collection[tuple[str, str]]) -> Cells:
        """Return the cells of items of both sides."""
        one = tuple(one)
        self.spend(len(one) * len(two))
        return frozenset(product(one, two))

    def _stated(self, link: CertifiedLink) -> Common:
        one, two, taken, given = self._said(link)
        said = {
            (other.of_source, other.of_target, other.of_target_most)
            for number, other in enumerate(self.links)
            if other.follows is None and self.sides(number) == (one, two)
        }
        need(len(said) == 1, "of one pair there are several common parts, and none is all of it")
        known = taken[0] == taken[1] > 0 and given[0] == given[1] > 0
        return Common(self.cells(one, two), taken, given, given[0] / taken[0] if known else None)

    def _rest(self, number: int, link: CertifiedLink, follows: CertifiedRest) -> Common:
        """Return what is left of a link, or of all items of a side, without others."""
        one, two, taken, given = self._said(link)
        before = all(0 <= other < number for other in follows.needs)
        need(before, "it follows from a link that is not before it")
        editions = {(self.links[at].source_edition, self.links[at].target_edition) for at in follows.needs}
        need(editions <= {(link.source_edition, link.target_edition)}, "it follows from other editions")
        less = [self.common(other) for other in follows.less]
        self.spend(sum(100 + len(other.cells) for other in less))
        if follows.of is None:
            left = self._rest_of_items(link, follows, less)
        elif follows.beside is None:
            left = _rest_of(self.common(follows.of), less)
        else:
            left = _nothing_of(self.common(follows.of), self.common(follows.beside))
        gone = frozenset[object]().union(*(other.cells for other in less))
        cells = left.cells - gone
        need(cells <= self.cells(one, two), "more is left than it names")
        need(taken[0] <= left.taken[0] and given[0] <= left.given[0], "less is left than it says")
        # Nothing is more than the items that it is of.
        most = min(left.taken[1], self.size(one)), min(left.given[1], self.size(two))
        need(taken[1] >= most[0] and given[1] >= most[1], "more is left than it says")
        return Common(cells, taken, given, left.price)

    def _rest_of_items(self, link: CertifiedLink, follows: CertifiedRest, less: Sequence[Common]) -> Common:
        """Return what items of a side have that is in none of some links, side by side."""
        need(follows.side is not None and less, "nothing says of which items it is the rest")
        of_source = follows.side is Side.SOURCE
        items = frozenset(cell[0 if of_source else 1] for other in less for cell in other.cells)
        edition = link.target_edition if of_source else link.source_edition
        across = [key for key, item in self.items.items() if key[0] == edition and not item.parts]
        most = self.size(items) - sum((other.taken if of_source else other.given)[0] for other in less)
        need(_are_apart(less), "content counts twice")
        ends, other = (Fraction(0), most), (Fraction(0), self.size(frozenset(across)))
        cells = self.cells(items, across) if of_source else self.cells(across, items)
        return Common(cells, *((ends, other) if of_source else (other, ends)), None)

    def _said(self, link: CertifiedLink) -> tuple[Content, Content, Ends, Ends]:
        one, two = (
            self.leaves(link.source_edition, link.source),
            self.leaves(link.target_edition, link.target),
        )
        most = Fraction(1) if link.of_source_most is None else link.of_source_most
        taken = link.of_source * self.size(one), most * self.size(one)
        return one, two, taken, (link.of_target * self.size(two), link.of_target_most * self.size(two))


def _rest_of(whole: Common, less: Sequence[Common]) -> Common:
    """Return what a link has without what others have at most."""
    price = whole.price
    inside = _are_apart(less) and all(one.cells <= whole.cells for one in less)
    if price is None:
        taken = _ends_left(whole.taken, [one.taken for one in less], inside)
        return Common(whole.cells, taken, _ends_left(whole.given, [one.given for one in less], inside), None)
    gone = [
        (max(one.taken[0], one.given[0] / price), min(one.taken[1], one.given[1] / price)) for one in less
    ]
    taken = _ends_left(whole.taken, gone, inside)
    return Common(whole.cells, taken, (taken[0] * price, taken[1] * price), price)


def _ends_left(ends: Ends, gone: Sequence[Ends], inside: bool) -> Ends:
    """Return what is left at least, and at most: what lies inside can be taken off for sure."""
    least = ends[0] - sum((most for _, most in gone), Fraction(0))
    most = ends[1] - sum((least for least, _ in gone), Fraction(0)) if inside else ends[1]
    return max(Fraction(0), least), max(Fraction(0), most)


def _nothing_of(one: Common, other: Common) -> Common:
    """Return what lies in two links at once that would weigh it in two ways, which is nothing."""
    need(one.price and other.price and one.price != other.price, "a point is worth the same in both")
    nothing = Fraction(0), Fraction(0)
    return Common(one.cells & other.cells, nothing, nothing, one.price)


def _are_apart(parts: Sequence[Common]) -> bool:
    return len(frozenset().union(*(one.cells for one in parts))) == sum(len(one.cells) for one in parts)
