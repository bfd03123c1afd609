"""Put the links of a certificate that follow from others into words and sums, each with its number."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from kompass_spec.model.certificate import AGAIN, Certificate, CertifiedLink, CertifiedRest
from kompass_spec.model.side import Side
from kompass_spec.wording.wording import Wording, message

__all__ = ["CertificateWords", "RestsInWords"]


class CertificateWords:
    """Name the editions and the quantities of a certificate."""

    def __init__(self, certificate: Certificate, wording: Wording) -> None:
        self.certificate, self.wording = certificate, wording
        self.maxima = {(one.edition, one.code): one.max for one in certificate.items}

    def size(self, edition: str, codes: Iterable[str]) -> Fraction:
        """Return the maximum of items together."""
        return sum((self.maxima[edition, code] for code in codes), Fraction(0))

    def edition(self, name: str) -> str:
        """Return the name of an edition, with a word where it is the target of a conversion to itself."""
        edition = name.removesuffix(AGAIN)
        return name if edition == name else self.wording.say("{edition} again", edition=edition)

    def number(self, quantity: Fraction) -> str:
        """Return a quantity as it is, with the reader's decimal mark."""
        return self.wording.number(quantity)


class RestsInWords(CertificateWords):
    """Say of every link that follows, and that lines need, what it follows from."""

    def __init__(self, certificate: Certificate, wording: Wording) -> None:
        super().__init__(certificate, wording)
        self._most: set[int] = set()
        needed: set[int] = set()
        wanted = [number for line in certificate.lines for piece in line.pieces for number in piece.links]
        while wanted:
            number = wanted.pop()
            follows = certificate.links[number].follows
            if follows is not None and number not in needed:
                needed.add(number)
                self._most.update(follows.less)
                wanted += follows.needs
        self._names = {number: f"({place})" for place, number in enumerate(sorted(needed), start=1)}

    def name(self, number: int) -> str:
        """Return the number by which a link that follows is named here, nothing of one that was stated."""
        return self._names.get(number, "")

    def lines(self) -> Iterator[str]:
        """Iterate over the links that follow, each after those that it follows from."""
        for number, name in self._names.items():
            link = self.certificate.links[number]
            if link.follows is not None:
                for sentence in self._said(number, link, link.follows):
                    yield f"{name} {sentence}"

    def _said(self, number: int, link: CertifiedLink, follows: CertifiedRest) -> Iterator[str]:
        if follows.of is None:
            yield self._rest_of_items(link, follows)
        elif follows.beside is not None:
            yield self._nothing(link, follows.of, follows.beside)
        else:
            price = self._price(follows.of)
            # Of what is known on one side alone, that side is spoken of.
            side = Side.SOURCE if link.of_source or not link.of_target else Side.TARGET
            if self._points(link, side):
                yield self._least(link, follows, follows.of, side, price)
            if number in self._most:
                yield self._most_of(link, follows, follows.of, side)

    def _least(
        self, link: CertifiedLink, follows: CertifiedRest, of: int, side: Side, price: Fraction | None
    ) -> str:
        calculation = [self._part(of, side)]
        for number in follows.less:
            taken_from = side if price is None else self._side(number, price)
            calculation.append(self._part(number, taken_from, price, most=True))
        sentence = (
            message("{source} and {target} have {points} points in common at least: {calculation}")
            if price is None
            else message(
                "{source} and {target} have {points} points in common at least, each worth {price}:"
                " {calculation}"
            )
        )
        return self.wording.say(
            sentence,
            **self._sides(link),
            points=self.number(self._points(link, side)),
            price=self.number(price or Fraction(0)),
            calculation=" − ".join(calculation),
        )

    def _most_of(self, link: CertifiedLink, follows: CertifiedRest, of: int, side: Side) -> str:
        points = self._points(link, side, most=True)
        calculation = [self._part(of, side, most=True)]
        if points < self._points(self.certificate.links[of], side, most=True):
            calculation += (self._part(number, side) for number in follows.less)
        return self.wording.say(
            message("{source} and {target} have {points} points in common at most: {calculation}"),
            **self._sides(link),
            points=self.number(points),
            calculation=" − ".join(calculation),
        )

    def _nothing(self, link: CertifiedLink, one: int, other: int) -> str:
        return self.wording.say(
            message(
                "{source} and {target} have nothing in common, for a point of it would be worth {price} in"
                " {first} and {other} in {last}"
            ),
            **self._sides(link),
            price=self.number(self._price(one) or Fraction(0)),
            other=self.number(self._price(other) or Fraction(0)),
            first=self._which(one),
            last=self._which(other),
        )

    def _which(self, number: int) -> str:
        """Return the number of a link that follows, and the sides of one that was stated."""
        link = self.certificate.links[number]
        return self.name(number) or f"({' + '.join(link.source)} → {' + '.join(link.target)})"

    def _rest_of_items(self, link: CertifiedLink, follows: CertifiedRest) -> str:
        side = follows.side or Side.SOURCE
        first = self.certificate.links[follows.less[0]]
        edition, codes = self._end(first, side)
        calculation = [self.number(self.size(edition, codes))]
        calculation += (self._part(number, side) for number in follows.less)
        return self.wording.say(
            message("{item} has {points} points at most in common with anything else: {calculation}"),
            item=f"{self.edition(edition)} {' + '.join(codes)}",
            points=self.number(self._points(link, side, most=True)),
            calculation=" − ".join(calculation),
        )

    def _part(self, number: int, side: Side, price: Fraction | None = None, *, most: bool = False) -> str:
        """Return the points of one side of a link, as a share of its maximum, and which link it is."""
        link = self.certificate.links[number]
        if self.name(number):
            said = self.number(self._points(link, side, most=most))
        else:
            edition, codes = self._end(link, side)
            share = self._share(link, side, most=most)
            said = f"{self.number(share)} × {self.number(self.size(edition, codes))}"
        if side is Side.TARGET and price is not None:
            said = f"{said} / {self.number(price)}"
        return f"{said} {self._which(number)}"

    def _side(self, number: int, price: Fraction) -> Side:
        """Return the side by which a link takes least at most."""
        link = self.certificate.links[number]
        of_source, of_target = (self._points(link, side, most=True) for side in Side)
        return Side.SOURCE if of_source <= of_target / price else Side.TARGET

    def _price(self, number: int) -> Fraction | None:
        """Return what a point of the source is worth in a link, or in what it is the rest of, if known."""
        link = self.certificate.links[number]
        if link.follows is not None:
            return None if link.follows.of is None else self._price(link.follows.of)
        ends = [(self._points(link, side), self._points(link, side, most=True)) for side in Side]
        if any(least != most or not least for least, most in ends):
            return None
        return ends[1][0] / ends[0][0]

    def _points(self, link: CertifiedLink, side: Side, *, most: bool = False) -> Fraction:
        edition, codes = self._end(link, side)
        return self._share(link, side, most=most) * self.size(edition, codes)

    def _share(self, link: CertifiedLink, side: Side, *, most: bool) -> Fraction:
        if not most:
            return link.of_source if side is Side.SOURCE else link.of_target
        greatest = link.of_source_most if side is Side.SOURCE else link.of_target_most
        return Fraction(1) if greatest is None else greatest

    def _end(self, link: CertifiedLink, side: Side) -> tuple[str, tuple[str, ...]]:
        if side is Side.SOURCE:
            return link.source_edition, link.source
        return link.target_edition, link.target

    def _sides(self, link: CertifiedLink) -> dict[str, str]:
        ends = (self._end(link, side) for side in Side)
        source, target = (f"{self.edition(edition)} {' + '.join(codes)}" for edition, codes in ends)
        return {"source": source, "target": target}
