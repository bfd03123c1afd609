"""Write down what was proved: every end of every item with the lines that it follows from."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache, partial
from typing import final

from attrs import define, evolve, field

from kompass_convert_mapping.following import Following
from kompass_convert_mapping.grounds import Ground as SourceGround
from kompass_convert_mapping.lines import ByCover, Given, Line, Summed
from kompass_convert_mapping.parts import Part
from kompass_convert_mapping.rows import Piece
from kompass_convert_mapping.sources import Sources
from kompass_convert_mapping.target import Target
from kompass_convert_mapping.tree import Bounds, Layout
from kompass_convert_mapping.units import Number, Units
from kompass_spec.model import (
    BoundEnd as End,
    Certificate,
    CertificateGround as Ground,
    CertificateLine,
    CertificateWriter,
    CertifiedCover,
    CertifiedEnds,
    CertifiedItem,
    CertifiedLink,
    CertifiedPiece,
    CertifiedRest,
    CoveringLine,
    EditionMapping,
    PaidLine,
)
from kompass_spec.model.identity import Same
from kompass_spec.model.mapping_rules import share_of
from kompass_spec.model.side import Side

__all__ = ["certificate_of"]


def certificate_of(
    mapping: EditionMapping, sources: Sources, target: Target, proved: Bounds, following: Following
) -> Certificate:
    """Return the certificate of what is proved of every item of a mapping's target that applies."""
    layout = target.whole
    writer = _Writer(mapping, sources, layout, following)
    conclusions = []
    for code in layout.below("total"):
        if target.applying.max[code]:
            low, high = (writer.write(proved.lines[code, is_low], source=False) for is_low in (True, False))
            absent = target.absent_from(code)
            below = set(layout.below(code)) if absent else set()
            without = tuple(part for part in absent if part in below)
            conclusions.append(CertifiedEnds(item=code, low=low, high=high, without=without))
    return writer.certificate(conclusions)


@final
@define(eq=False)
class _Writer:
    """Write lines with the numbers of those that they follow from."""

    mapping: EditionMapping
    sources: Sources
    layout: Layout
    following: Following
    writer: CertificateWriter = field(init=False)
    _written_links: list[CertifiedLink] = field(init=False)
    _target: str = field(init=False)
    _links_of: dict[Part, int] = field(init=False, factory=dict)
    _numbers_of: dict[Line, int] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Begin with what the lines speak of."""
        mapping, ground, layout = Same(self.mapping), Same(self.sources.ground), Same(self.layout)
        items, links, covers = _spoken_of(mapping, ground, layout)
        self._target = _name_of_target(self.mapping)
        self._written_links = list(links)
        self.writer = CertificateWriter(items, (), covers)

    def certificate(self, conclusions: Iterable[CertifiedEnds]) -> Certificate:
        """Return the certificate, with the links that were used of those that follow."""
        self.writer.links = tuple(self._written_links)
        return self.writer.certificate(conclusions)

    def _number(self, index: int) -> int:
        """Return the number of a link, which is written with what it follows from if nobody stated it."""
        stated = len(self.mapping.links)
        return index if index < stated else self._number_of(self.following.parts[index - stated])

    def _number_of(self, part: Part) -> int:
        """Return the number of a part as a link, which is written after those that it follows from."""
        if part.index is not None:
            most = share_of(self.mapping.links[part.index], "of_source")[1]
            if most < 1:
                written = self._written_links[part.index]
                self._written_links[part.index] = evolve(written, of_source_most=most)
            return part.index
        known = self._links_of.get(part)
        naming = self.following.naming
        if known is not None or naming is None:
            return known or 0
        of = None if part.of is None else self._number_of(part.of)
        less = tuple(map(self._number_of, part.less))
        beside = None if part.beside is None else self._number_of(part.beside)
        (of_source, most), (of_target, of_target_most) = (naming.shares(side, part) for side in Side)
        self._written_links.append(
            CertifiedLink(
                source_edition=self.mapping.source.id,
                target_edition=self._target,
                source=naming.codes(Side.SOURCE, part),
                target=naming.codes(Side.TARGET, part),
                of_source=of_source,
                of_target=of_target,
                of_target_most=of_target_most,
                of_source_most=most if most < 1 else None,
                follows=CertifiedRest(of=of, side=part.side, less=less, beside=beside),
            )
        )
        self._links_of[part] = len(self._written_links) - 1
        return self._links_of[part]

    def write(self, line: Line, *, source: bool) -> int:
        """Return the number of a line, which is written after those that it needs."""
        known = self._numbers_of.get(line)
        if known is None:
            known = self._numbers_of[line] = self.writer.add(self._written(line, source=source))
        return known

    def _written(self, line: Line, *, source: bool) -> CertificateLine:
        why = line.why()
        new = partial(
            CertificateLine,
            edition=self.mapping.source.id if source else self._target,
            items=line.items,
            end=End.LOW if line.is_low else End.HIGH,
            points=self._points(line, source=source),
        )
        if isinstance(why, Given):
            return new(by=Ground.ITEM if why.is_trivial else Ground.SCORE)
        if isinstance(why, Summed):
            plus, minus = (self._numbers(lines, source=source) for lines in (why.plus, why.minus))
            return new(by=Ground.SUM, plus=plus, minus=minus)
        if isinstance(why, ByCover):
            covering = tuple(
                CoveringLine(link=one.index, line=self.write(one.source, source=True)) for one in why.links
            )
            return new(by=Ground.COVER, price=Fraction(why.price), covering=covering)
        price = self.sources.units.price
        paid = tuple(PaidLine(price=price(paid), line=self.write(one, source=True)) for paid, one in why.paid)
        return new(
            by=Ground.LINKS,
            pieces=tuple(map(self._piece, filter(_counts, why.pieces))),
            paid=paid,
            full=self._numbers(why.full, source=True),
        )

    def _piece(self, piece: Piece) -> CertifiedPiece:
        links = tuple([self._number(bridge.index) for bridge in piece.bridges])
        units = self.sources.units
        return _certified_piece(
            piece.node.codes, piece.price, links, piece.share, (units.source, units.target)
        )

    def _points(self, line: Line, *, source: bool) -> Fraction:
        units = self.sources.units
        return units.source_points(line.points) if source else units.target_points(line.points)

    def _numbers(self, lines: Sequence[Line], *, source: bool) -> tuple[int, ...]:
        return tuple(self.write(line, source=source) for line in lines)


# Both ends of an item follow from the same pieces, and so do those of other scorecards.
@lru_cache(maxsize=2**12)
def _certified_piece(
    items: tuple[str, ...],
    price: Number | None,
    links: tuple[int, ...],
    share: Number,
    units: tuple[int, int],
) -> CertifiedPiece:
    price = None if price is None else Units(*units).price(price)
    return CertifiedPiece(items=items, price=price, links=links, share=Fraction(share))


_SpokenOf = tuple[tuple[CertifiedItem, ...], tuple[CertifiedLink, ...], tuple[CertifiedCover, ...]]


@lru_cache(maxsize=64)
def _spoken_of(same: Same[EditionMapping], of: Same[SourceGround], laid: Same[Layout]) -> _SpokenOf:
    """Return what lines speak of, whatever the figures: the items of both editions, links, and covers."""
    mapping, ground, layout = same.value, of.value, laid.value
    units, target = ground.units, _name_of_target(mapping)
    items = [
        CertifiedItem(
            edition=mapping.source.id,
            code=code,
            max=units.source_points(ground.maxima[code]),
            parts=ground.parts.get(code, ()),
        )
        for code in ground.leaves
    ]
    named = {code for link in mapping.links for code in link.target if code in layout.max}
    items += [
        CertifiedItem(
            edition=target,
            code=code,
            max=units.target_points(layout.max[code]),
            parts=layout.parts.get(code, ()),
        )
        for code in dict.fromkeys([*layout.below("total"), *sorted(named)])
    ]
    covers = (
        CertifiedCover(
            edition=target,
            item=code,
            links=tuple(
                index
                for index, link in enumerate(mapping.links)
                if link.target == (code,) and ground.weighed.issuperset(link.source)
            ),
        )
        for code in mapping.covered
    )
    return tuple(items), tuple(_stated_links(mapping)), tuple(covers)


def _name_of_target(mapping: EditionMapping) -> str:
    """Return the name of the target, which is another one than the source's also of the same edition."""
    same = mapping.source.id == mapping.target.id
    return f"{mapping.target.id} again" if same else mapping.target.id


def _stated_links(mapping: EditionMapping) -> Iterator[CertifiedLink]:
    for link in mapping.links:
        least, most = share_of(link, "of_target")
        yield CertifiedLink(
            source_edition=mapping.source.id,
            target_edition=_name_of_target(mapping),
            source=link.source,
            target=link.target,
            of_source=share_of(link, "of_source")[0],
            of_target=least,
            of_target_most=most,
        )


def _counts(piece: Piece) -> bool:
    """Tell whether a piece leaves anything: at no price for what is missing, nothing is left."""
    return piece.price is None or piece.price > 0
