"""A certificate: a short calculation, line by line, from which everybody can check what was proved.

Lines name what they follow from by their numbers, which begin with 0. Nothing in them is rounded.
"""

from collections.abc import Callable, Iterable
from enum import Enum
from fractions import Fraction
from typing import final

from attrs import define, evolve, field, frozen

from kompass_spec.model.assessment import Quantity
from kompass_spec.model.fields import SPARSE, exact, exact_or_none, held
from kompass_spec.model.side import Side
from kompass_spec.model.written import Record

__all__ = [
    "BoundEnd",
    "Certificate",
    "CertificateGround",
    "CertificateLine",
    "CertificateWriter",
    "CertifiedCover",
    "CertifiedEnds",
    "CertifiedItem",
    "CertifiedLink",
    "CertifiedPiece",
    "CertifiedRest",
    "CoveringLine",
    "PaidLine",
    "PrintedFigure",
]

AGAIN = " again"
"""What stands behind the target's name where a result is converted onto its own edition."""


@final
class BoundEnd(Enum):
    """Say of what end a line is: items have so many points at least, ``low``, or at most, ``high``."""

    LOW = "low"
    HIGH = "high"


@final
class CertificateGround(Enum):
    """Say what a line follows from.

    ``figure``: a printed figure; ``score``: what is known of a source; ``item``: every item has 0 points at
    least and its maximum at most; ``sum``: other lines, added up; ``links``: links, and what a source has;
    ``cover``: links that are together all of an item.
    """

    FIGURE = "figure"
    SCORE = "score"
    ITEM = "item"
    SUM = "sum"
    LINKS = "links"
    COVER = "cover"


@final
@frozen(kw_only=True, field_transformer=held)
class CertifiedItem:
    """Hold an item of an edition: its maximum in points, and the parts that it is the sum of."""

    edition: str
    code: str
    max: Fraction = field(converter=exact)
    parts: tuple[str, ...] = ()


@final
@frozen(kw_only=True, field_transformer=held)
class CertifiedRest:
    """Say that a link follows: it is what is left ``of`` another, by its number, without some others.

    Without ``of`` it is what the items of one ``side`` of these others have in common with anything else. Of
    two links in which a point is not worth the same, nothing lies in one and in what is ``beside`` it.
    """

    of: int | None = field(default=None, metadata=SPARSE)
    side: Side | None = field(default=None, metadata=SPARSE)
    less: tuple[int, ...] = field(default=(), metadata=SPARSE)
    beside: int | None = field(default=None, metadata=SPARSE)

    @property
    def needs(self) -> tuple[int, ...]:
        """Return the links that it follows from."""
        others = (number for number in (self.of, self.beside) if number is not None)
        return (*self.less, *others)


@final
@frozen(kw_only=True, field_transformer=held)
class CertifiedLink:
    """Hold what is used of a link: shares in common, the least, and ``of_target_most`` of the target.

    ``of_source_most``, 1 where it is not said, is used of links that others follow from. A link that nobody
    stated says in ``follows`` what it is the rest of.
    """

    source_edition: str
    target_edition: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    of_source: Fraction = field(converter=exact)
    of_target: Fraction = field(converter=exact)
    of_target_most: Fraction = field(converter=exact)
    of_source_most: Fraction | None = field(default=None, metadata=SPARSE, converter=exact_or_none)
    follows: CertifiedRest | None = field(default=None, metadata=SPARSE)

    def moved(self, first_link: int) -> "CertifiedLink":
        """Return the same link where all links have numbers that are so much higher."""
        follows = self.follows
        if follows is None or not first_link:
            return self
        of = None if follows.of is None else follows.of + first_link
        beside = None if follows.beside is None else follows.beside + first_link
        less = tuple(number + first_link for number in follows.less)
        return evolve(self, follows=evolve(follows, of=of, less=less, beside=beside))


@final
@frozen(kw_only=True, field_transformer=held)
class CertifiedCover:
    """Say that links, by their numbers, are together all of an item."""

    edition: str
    item: str
    links: tuple[int, ...]


@final
@frozen(kw_only=True, field_transformer=held)
class PrintedFigure:
    """Hold a printed figure with its precision, the unit of its last digit, and its place."""

    quantity: Quantity
    value: Fraction = field(converter=exact)
    precision: Fraction = field(converter=exact)
    line: int | None = None
    page: int | None = None


@final
@frozen(kw_only=True, field_transformer=held)
class CertifiedPiece:
    """Hold source items whose every point that is missing costs ``price`` at most, and what links leave then.

    At a price u, a link of shares a and b leaves min(u·a·s, b·t) points of its target, s and t being the
    maxima of its sides. Without a price the items are full, or empty, and it leaves b·t. ``share`` is the
    weight of this piece among those of the same items.
    """

    items: tuple[str, ...]
    price: Fraction | None = field(default=None, converter=exact_or_none)
    links: tuple[int, ...] = ()
    share: Fraction = field(default=Fraction(1), metadata=SPARSE, converter=exact)


@final
@frozen(kw_only=True, field_transformer=held)
class PaidLine:
    """Hold how often a line of the source counts; below 0 it is of the other end."""

    price: Fraction = field(converter=exact)
    line: int


@final
@frozen(kw_only=True, field_transformer=held)
class CoveringLine:
    """Hold a link of a cover with the line of its source."""

    link: int
    line: int


@final
@frozen(kw_only=True, field_transformer=held)
class CertificateLine:
    """Hold that items have so many points together at least, or at most, and what it follows from.

    Of a ``sum``, ``plus`` are lines of the same end and ``minus`` lines of the other one. Of ``links``,
    ``pieces``, what is ``paid`` for them, and the lines by which items are ``full``, or empty. Of a ``cover``
    the ``price`` of the whole item, as a share, and its links.
    """

    edition: str
    items: tuple[str, ...]
    end: BoundEnd
    points: Fraction = field(converter=exact)
    by: CertificateGround
    plus: tuple[int, ...] = field(default=(), metadata=SPARSE)
    minus: tuple[int, ...] = field(default=(), metadata=SPARSE)
    pieces: tuple[CertifiedPiece, ...] = field(default=(), metadata=SPARSE)
    paid: tuple[PaidLine, ...] = field(default=(), metadata=SPARSE)
    full: tuple[int, ...] = field(default=(), metadata=SPARSE)
    price: Fraction | None = field(default=None, metadata=SPARSE, converter=exact_or_none)
    covering: tuple[CoveringLine, ...] = field(default=(), metadata=SPARSE)
    figure: PrintedFigure | None = field(default=None, metadata=SPARSE)

    @property
    def needs(self) -> tuple[int, ...]:
        """Return the lines that this one follows from."""
        paid = (one.line for one in self.paid)
        return (*self.plus, *self.minus, *paid, *self.full, *(one.line for one in self.covering))


@final
@frozen(kw_only=True, field_transformer=held)
class CertifiedEnds:
    """Say that the lines ``low`` and ``high`` are the ends of an item, or contradict each other.

    They are of what applies of the item: of all of it ``without`` these items below it.
    """

    item: str
    low: int
    high: int
    without: tuple[str, ...] = field(default=(), metadata=SPARSE)


@final
@frozen(kw_only=True, field_transformer=held)
class Certificate(Record):
    """Hold a calculation: the items, links and covers that it speaks of, its lines, and what is ``proved``.

    Of a contradiction the low end is above the high one.
    """

    items: tuple[CertifiedItem, ...]
    lines: tuple[CertificateLine, ...]
    links: tuple[CertifiedLink, ...] = ()
    covers: tuple[CertifiedCover, ...] = ()
    proved: tuple[CertifiedEnds, ...] = ()
    contradictions: tuple[CertifiedEnds, ...] = ()

    def of(self, codes: Iterable[str]) -> "Certificate":
        """Return what is needed for the ends of some items, and for contradictions of them."""
        wanted = set(codes)
        writer = CertificateWriter(self.items, self.links, self.covers)
        proved = [writer.conclude(one, self) for one in self.proved if one.item in wanted]
        against = [writer.conclude(one, self) for one in self.contradictions if one.item in wanted]
        return writer.certificate(proved, against)


@final
@define(eq=False, field_transformer=held)
class CertificateWriter:
    """Write the lines of a certificate, each once and after those that it needs."""

    items: tuple[CertifiedItem, ...]
    links: tuple[CertifiedLink, ...] = ()
    covers: tuple[CertifiedCover, ...] = ()
    lines: list[CertificateLine] = field(factory=list)
    _known: dict[tuple[str, tuple[str, ...], bool], list[int]] = field(init=False, factory=dict)

    def add(self, line: CertificateLine) -> int:
        """Return the number of a line, which is added if it is new; what it needs was added before."""
        # Few lines are of the same end of the same items, and to compare these takes less than a hash of all.
        alike = self._known.setdefault((line.edition, line.items, line.end is BoundEnd.LOW), [])
        for number in alike:
            if self.lines[number] == line:
                return number
        alike.append(len(self.lines))
        self.lines.append(line)
        return alike[-1]

    def copy(
        self,
        number: int,
        other: Certificate,
        first_link: int = 0,
        given: "Callable[[CertificateLine], int | None] | None" = None,
    ) -> int:
        """Return the number here of a line of another certificate, which is added with all that it needs.

        The links of the other one stand here from ``first_link`` on; ``given`` says which line stands here in
        place of one, ``None`` where it stands for itself.
        """
        line = other.lines[number]
        known = given(line) if given is not None else None
        if known is not None:
            return known
        here = {needed: self.copy(needed, other, first_link, given) for needed in line.needs}
        return self.add(
            evolve(
                line,
                plus=tuple(here[one] for one in line.plus),
                minus=tuple(here[one] for one in line.minus),
                full=tuple(here[one] for one in line.full),
                paid=tuple(evolve(one, line=here[one.line]) for one in line.paid),
                pieces=tuple(
                    evolve(piece, links=tuple(link + first_link for link in piece.links))
                    for piece in line.pieces
                ),
                covering=tuple(
                    CoveringLine(link=one.link + first_link, line=here[one.line]) for one in line.covering
                ),
            )
        )

    def conclude(self, conclusion: CertifiedEnds, other: Certificate) -> CertifiedEnds:
        """Return a conclusion of another certificate with the numbers of its lines here."""
        low, high = self.copy(conclusion.low, other), self.copy(conclusion.high, other)
        return evolve(conclusion, low=low, high=high)

    def certificate(
        self, proved: Iterable[CertifiedEnds], contradictions: Iterable[CertifiedEnds] = ()
    ) -> Certificate:
        """Return the certificate."""
        return Certificate(
            items=self.items,
            lines=tuple(self.lines),
            links=self.links,
            covers=self.covers,
            proved=tuple(proved),
            contradictions=tuple(contradictions),
        )
