"""Check a certificate with nothing but rational arithmetic; nothing is shared with what writes them."""

from fractions import Fraction
from itertools import combinations

from kompass_spec.documents.certificate_contents import Content, Points, need
from kompass_spec.documents.certificate_rests import Rests
from kompass_spec.model import BoundEnd as End, CertificateGround as Ground, CertificateLine, CertifiedPiece
from kompass_spec.model.assessment import Quantity

__all__ = ["CertificateCheck"]


class CertificateCheck(Rests):
    """Compute what every line gives."""

    def gives(self, line: CertificateLine, now: int) -> Fraction:
        """Return the points that a line gives, of which those before it stand; raise ``ValueError``."""
        content, low = self.content(line), line.end is End.LOW
        if line.by in {Ground.SCORE, Ground.FIGURE}:
            need(line.edition not in self.derived, "what is derived is no premise")
            return self.printed(line, content)
        if line.by is Ground.ITEM:
            return Fraction(0) if low else self.size(content)
        if line.by is Ground.SUM:
            return self.by_sum(line, now, content, low)
        left_over = (self.by_links if line.by is Ground.LINKS else self.by_cover)(line, now, content, low)
        return left_over if low else self.size(content) - left_over

    def printed(self, line: CertificateLine, content: Content) -> Fraction:
        """Return the end of a printed figure, or what is known of a source."""
        figure = line.figure
        if figure is None or figure.quantity not in {Quantity.POINTS, Quantity.PERCENT}:
            return line.points
        end = figure.value + figure.precision / (-2 if line.end is End.LOW else 2)
        return end * (1 if figure.quantity is Quantity.POINTS else self.size(content) / 100)

    def by_sum(self, line: CertificateLine, now: int, content: Content, low: bool) -> Fraction:
        """Return the sum of lines, in which no item counts too often or too seldom."""
        known = [(1, *self.earlier(number, now, is_low=low)) for number in line.plus]
        known += [(-1, *self.earlier(number, now, is_low=not low)) for number in line.minus]
        for leaf in self.union((content, *(one[1] for one in known))):
            left = (leaf in content) - sum(one[0] for one in known if leaf in one[1])
            need(left >= 0 if low else left <= 0, f"{leaf} counts too often or too seldom")
        return self.sum(sign * points for sign, _, points, _ in known)

    def by_links(self, line: CertificateLine, now: int, content: Content, low: bool) -> Fraction:
        """Return what pieces leave, and what is paid for them."""
        weights, owed, total = Points(Fraction), Points(Fraction), Fraction(0)
        known = [self.earlier(number, now, is_low=low) for number in line.full]
        need(not any(missing if low else points for _, points, missing in known), "not all is full, or empty")
        full = self.union(one[0] for one in known)
        for piece in line.pieces:
            inside = self.leaves(self.links[piece.links[0]].source_edition, piece.items)
            need(piece.price is not None or inside <= full, "it has no price, and is not full")
            total += piece.share * self.left_by(piece, inside, content)
            self.spend(len(inside) * 40)
            for leaf in inside:
                weights[leaf] += piece.share
                owed[leaf] += piece.share * (piece.price or 0)
        for paid in line.paid:
            leaves, points, missing = self.earlier(paid.line, now, is_low=low == (paid.price > 0))
            total += paid.price * (points if low else missing)
            self.spend(len(leaves) * 20)
            for leaf in leaves:
                owed[leaf] -= paid.price
        need(max(weights.values(), default=0) <= 1 and min(owed.values(), default=0) >= 0, "too much counts")
        return total

    def left_by(self, piece: CertifiedPiece, inside: Content, content: Content) -> Fraction:
        """Return what the links of a piece leave, less what its items cost if all of them lack."""
        sides = [self.sides(number) for number in piece.links]
        need(piece.share > 0 and (piece.price or 0) >= 0, "a share or a price is below 0")
        need(all(one <= inside and two <= content for one, two in sides), "a link leads out")
        self.spend(len(sides) ** 2)
        need(not any(a & c and b & d for (a, b), (c, d) in combinations(sides, 2)), "content counts twice")
        given = [
            self.links[at].of_target * self.size(two) for at, (_, two) in zip(piece.links, sides, strict=True)
        ]
        if piece.price is None:
            return sum(given, Fraction(0))
        taken = [
            self.links[at].of_source * self.size(one) for at, (one, _) in zip(piece.links, sides, strict=True)
        ]
        left = sum((min(piece.price * one, two) for one, two in zip(taken, given, strict=True)), Fraction(0))
        return left - piece.price * self.size(inside)

    def by_cover(self, line: CertificateLine, now: int, content: Content, low: bool) -> Fraction:
        """Return what links leave that are all of an item."""
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
