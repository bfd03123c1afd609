"""Write a certificate as a short calculation that a person can check with a pencil."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from kompass_spec.model.assessment import Quantity
from kompass_spec.model.certificate import (
    BoundEnd as End,
    Certificate,
    CertificateGround as Ground,
    CertificateLine,
    CertifiedEnds,
    CertifiedLink,
    CertifiedPiece,
    PrintedFigure,
)
from kompass_spec.wording.certificate_rests import CertificateWords, RestsInWords
from kompass_spec.wording.wording import Wording, message

__all__ = ["explain_certificate"]


def explain_certificate(certificate: Certificate, items: Iterable[str], wording: Wording) -> Iterator[str]:
    """Iterate over a calculation, line by line, of the ends of ``items`` and of contradictions of them.

    Every line has the number by which later ones name it; before them stand the links that follow from
    others, with theirs. Quantities are exact, and nothing is rounded.
    """
    needed = certificate.of(items)
    calculation = _Calculation(needed, wording)
    whole = message("Why {item} has {low} to {high} points, by lines {first} and {last}:")
    applying = message(
        "Why {item} without {without}, which does not apply, has {low} to {high} points, by lines {first} and"
        " {last}:"
    )
    for one in needed.proved:
        yield calculation.conclusion(one, applying if one.without else whole)
    for one in needed.contradictions:
        yield calculation.conclusion(
            one,
            message(
                "Why the figures of {item} contradict each other: {low} points at least, {high} at most, by"
                " lines {first} and {last}:"
            ),
        )
    for rest in calculation.rests.lines():
        yield f"  {rest}"
    for number, line in enumerate(needed.lines):
        yield f"  [{number}] {calculation.line(line)}"


class _Calculation(CertificateWords):
    """Put the lines of a certificate into words and sums."""

    def __init__(self, certificate: Certificate, wording: Wording) -> None:
        super().__init__(certificate, wording)
        self.rests = RestsInWords(certificate, wording)

    def conclusion(self, one: CertifiedEnds, sentence: str) -> str:
        low, high = (self.certificate.lines[number] for number in (one.low, one.high))
        return self.wording.say(
            sentence,
            item=f"{self.edition(low.edition)} {one.item}",
            without=", ".join(one.without),
            low=self.number(low.points),
            high=self.number(high.points),
            first=f"[{one.low}]",
            last=f"[{one.high}]",
        )

    def line(self, line: CertificateLine) -> str:
        sign = "≥" if line.end is End.LOW else "≤"
        said = f"{self.edition(line.edition)} {' + '.join(line.items)} {sign} {self.number(line.points)}"
        return f"{said}: {self._ground(line)}"

    def _ground(self, line: CertificateLine) -> str:
        say = self.wording.say
        if line.by is Ground.SCORE:
            return say("the score")
        if line.by is Ground.FIGURE and line.figure is not None:
            return self._figure(line, line.figure)
        if line.by is Ground.ITEM:
            return say("no item has less") if line.end is End.LOW else say("the maximum")
        if line.by is Ground.SUM:
            return say("the sum {calculation}", calculation=self._sum(line))
        if line.by is Ground.COVER:
            return say("links that are all of it leave {calculation}", calculation=self._cover(line))
        sentence = (
            message("links leave {calculation}; what is missing costs {prices}")
            if line.end is End.LOW
            else message("links leave {calculation}; what is there brings {prices}")
        )
        prices = (
            say("{price} a point of {item}", price=self.number(piece.price), item=self._source(piece))
            for piece in line.pieces
            if piece.price is not None
        )
        return say(
            sentence,
            calculation=self._links(line),
            prices=", ".join(prices) or self.number(Fraction(0)),
        )

    def _figure(self, line: CertificateLine, figure: PrintedFigure) -> str:
        value = self.wording.number(figure.value, figure.precision)
        half = f"{value} {'−' if line.end is End.LOW else '+'} {self.number(figure.precision / 2)}"
        where = "" if figure.line is None else f", {self.wording.say('line {line}', line=figure.line)}"
        if figure.quantity is Quantity.POINTS:
            return (
                self.wording.say("printed as {value} points: {calculation}", value=value, calculation=half)
                + where
            )
        if figure.quantity is Quantity.PERCENT:
            whole = self.number(self.size(line.edition, line.items))
            half = f"({half}) / 100 × {whole}"
            return (
                self.wording.say("printed as {value}%: {calculation}", value=value, calculation=half) + where
            )
        return self.wording.say("what level {value} gives", value=value) + where

    def _sum(self, line: CertificateLine) -> str:
        plus = " + ".join(self._referred(number) for number in line.plus)
        return "".join([plus, *(f" − {self._referred(number)}" for number in line.minus)])

    def _referred(self, number: int) -> str:
        return f"{self.number(self.certificate.lines[number].points)} [{number}]"

    def _links(self, line: CertificateLine) -> str:
        """Return what is left to the items, or of what they lack, as a sum of products."""
        parts: list[str] = []
        for piece in line.pieces:
            left = (self._left(piece, number) for number in piece.links)
            parts += (f"+ {_times(piece.share, one)}" for one in left)
        for piece in line.pieces:
            if piece.price:
                source = self.certificate.links[piece.links[0]].source_edition
                whole = self.number(self.size(source, piece.items))
                parts.append(f"− {_times(piece.share, f'{self.number(piece.price)} × {whole}')}")
        for paid in line.paid:
            known = self.certificate.lines[paid.line]
            points = self._referred(paid.line)
            if line.end is End.HIGH:
                points = f"({self.number(self.size(known.edition, known.items))} − {points})"
            sign = "+" if paid.price > 0 else "−"
            parts.append(f"{sign} {self.number(abs(paid.price))} × {points}")
        parts += (f"[{number}]" for number in line.full)
        added = " ".join(parts).removeprefix("+ ")
        if line.end is End.LOW:
            return added
        return f"{self.number(self.size(line.edition, line.items))} − ({added})"

    def _left(self, piece: CertifiedPiece, number: int) -> str:
        """Return what a link leaves: its part of the target, or less where a missing point costs little."""
        link, name = self.certificate.links[number], self.rests.name(number)
        left = self._left_by(piece, link)
        return f"{left} {name}" if name else left

    def _left_by(self, piece: CertifiedPiece, link: CertifiedLink) -> str:
        given = f"{self.number(link.of_target)} × {self.number(self.size(link.target_edition, link.target))}"
        if piece.price is None:
            return given
        size = self.number(self.size(link.source_edition, link.source))
        taken = f"{self.number(piece.price)} × {self.number(link.of_source)} × {size}"
        return f"min({taken}, {given})"

    def _cover(self, line: CertificateLine) -> str:
        price = line.price or Fraction(0)
        parts = []
        for one in line.covering:
            link, known = self.certificate.links[one.link], self.certificate.lines[one.line]
            size = self.size(known.edition, known.items)
            missing = (size - known.points if line.end is End.LOW else known.points) / size
            worth = (
                max(Fraction(0), 1 - missing / link.of_source) if link.of_source else Fraction(not missing)
            )
            used = link.of_target if worth >= price else link.of_target_most
            parts.append(
                f" + {self.number(used)} × ({self.number(worth)} [{one.line}] − {self.number(price)})"
            )
        whole = self.number(self.size(line.edition, line.items))
        added = f"{whole} × ({self.number(price)}{''.join(parts)})"
        return added if line.end is End.LOW else f"{whole} − {added}"

    def _source(self, piece: CertifiedPiece) -> str:
        return " + ".join(piece.items)


def _times(share: Fraction, what: str) -> str:
    return what if share == 1 else f"{share} × ({what})"
