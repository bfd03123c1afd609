"""Check a certificate with nothing but rational arithmetic; nothing is shared with what writes them."""

from fractions import Fraction
from itertools import combinations

from kompass_spec.documents.certificate_contents import Content, Contents, Points, need
from kompass_spec.model.assessment import Quantity
from kompass_spec.model import BoundEnd as End, Certificate, CertificateGround as Ground, CertificateLine

__all__ = ["certificate_faults"]


def certificate_faults(certificate: Certificate) -> list[str]:
    """Return what is wrong with a certificate; nothing where it proves all that it says."""
    checker, faults = _Checker(certificate), []
    for now, line in enumerate(certificate.lines):
        try:
            points = checker.gives(line, now)
            need(points == line.points, f"it gives {points}, not {line.points}")
        except (ArithmeticError, LookupError, ValueError, RecursionError) as error:
            faults.append(f"line {now}: {error}")
    for one in (*certificate.proved, *certificate.contradictions):
        try:
            (low, of_low), (high, of_high) = (
                checker.ended(one.low, End.LOW),
                checker.ended(one.high, End.HIGH),
            )
            need(
                of_low == of_high <= checker.leaves(low.edition, (one.item,)),
                "its ends are of something else",
            )
            need(
                one in certificate.proved or low.points > high.points, "its ends do not contradict each other"
            )
        except (LookupError, ValueError, RecursionError) as error:
            faults.append(f"{one.item}: {error}")
    return faults


class _Checker(Contents):
    """Compute what every line gives."""

    def gives(self, line: CertificateLine, now: int) -> Fraction:
        content, low, figure = self.content(line), line.end is End.LOW, line.figure
        need(
            line.by not in {Ground.SCORE, Ground.FIGURE} or line.edition not in self.derived,
            "no source",
        )
        if line.by is Ground.FIGURE and figure and figure.quantity in {Quantity.POINTS, Quantity.PERCENT}:
            end = figure.value + figure.precision / (-2 if low else 2)
            return end * (1 if figure.quantity is Quantity.POINTS else self.size(content) / 100)
        if line.by in {Ground.FIGURE, Ground.SCORE, Ground.ITEM}:
            return line.points if line.by is not Ground.ITEM else Fraction(0) if low else self.size(content)
        if line.by is Ground.SUM:
            known = [(1, *self.earlier(number, now, is_low=low)) for number in line.plus]
            known += [(-1, *self.earlier(number, now, is_low=not low)) for number in line.minus]
            for leaf in content.union(*(one[1] for one in known)):
                left = (leaf in content) - sum(one[0] for one in known if leaf in one[1])
                need(left >= 0 if low else left <= 0, f"{leaf} counts too often or too seldom")
            return sum((sign * points for sign, _, points, _ in known), Fraction(0))
        left_over = (self.by_links if line.by is Ground.LINKS else self.by_cover)(line, now, content, low)
        return left_over if low else self.size(content) - left_over

    def by_links(self, line: CertificateLine, now: int, content: Content, low: bool) -> Fraction:
        weights, owed, total = Points(Fraction), Points(Fraction), Fraction(0)
        full = [self.earlier(number, now, is_low=low) for number in line.full]
        need(not any(missing if low else points for _, points, missing in full), "not all is full, or empty")
        for piece in line.pieces:
            inside = self.leaves(self.links[piece.links[0]].source_edition, piece.items)
            price, sides = piece.price or Fraction(0), [self.sides(number) for number in piece.links]
            need(all(one <= inside and two <= content for one, two in sides), "a link leads out")
            need(not any(a & c and b & d for (a, b), (c, d) in combinations(sides, 2)), "content twice")
            need(piece.price is not None or inside <= self.union(one[0] for one in full), "no price")
            need(piece.share > 0 and price >= 0, "a share or a price is below 0")
            for leaf in inside:
                weights[leaf] += piece.share
                owed[leaf] += piece.share * price
            for link, (one, two) in zip((self.links[number] for number in piece.links), sides, strict=True):
                given, taken = link.of_target * self.size(two), price * link.of_source * self.size(one)
                total += piece.share * (given if piece.price is None else min(taken, given))
            total -= piece.share * price * self.size(inside)
        for paid in line.paid:
            leaves, points, missing = self.earlier(paid.line, now, is_low=low == (paid.price > 0))
            total += paid.price * (points if low else missing)
            for leaf in leaves:
                owed[leaf] -= paid.price
        need(max(weights.values(), default=0) <= 1 and min(owed.values(), default=0) >= 0, "too much counts")
        return total

    def by_cover(self, line: CertificateLine, now: int, content: Content, low: bool) -> Fraction:
        total = price = Fraction(line.price or 0)
        for one, source in zip(line.covering, self.covering(line, content), strict=True):
            (leaves, points, missing), link = self.earlier(one.line, now, is_low=low), self.links[one.link]
            lacking = (missing if low else points) / self.size(source)
            worth = Fraction(not lacking)
            if link.of_source:
                worth = max(Fraction(0), 1 - lacking / link.of_source)
            total += min(most * (worth - price) for most in (link.of_target, link.of_target_most))
            need(leaves == source, "it rests on a line of another source")
        return total * self.size(content)
