"""What the lines of a certificate are of: lowest items of an edition, and how many points these have."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations

from kompass_spec.model.certificate import BoundEnd as End, Certificate, CertificateLine

__all__ = ["STEPS", "Content", "Contents", "Points", "TooLargeError", "need"]

STEPS = 20_000_000
"""The steps that the check of one certificate may take: items looked at, pairs compared, cells named.

A conversion of every item between editions of 45 questions takes some ten thousand.
"""

_SUM, _WORD = 20, 64

Content = frozenset[tuple[str, str]]
Points = defaultdict[tuple[str, str], Fraction]


def need(holds: object, fault: str) -> None:
    """Raise ``ValueError`` with a fault where something does not hold."""
    if not holds:
        raise ValueError(fault)


class TooLargeError(Exception):
    """Say that a certificate would take more time and memory to check than any that is written."""


class Contents:
    """Know the lowest items behind the codes, lines and links of a certificate."""

    def __init__(self, certificate: Certificate) -> None:
        self.lines, self.links, self.covers = certificate.lines, certificate.links, certificate.covers
        self.derived = {one.target_edition for one in certificate.links}
        self.items = {(one.edition, one.code): one for one in certificate.items}
        self._left = STEPS

    def spend(self, steps: int) -> None:
        """Count steps before they are taken; raise ``TooLargeError`` where there are too many of them."""
        self._left -= steps
        if self._left < 0:
            raise TooLargeError

    def leaves(self, edition: str, codes: tuple[str, ...]) -> Content:
        """Return the lowest items that codes stand for."""
        self.spend(1 + len(codes) ** 2)
        parts = [(code, self.items[edition, code].parts) for code in codes]
        found = [self.leaves(edition, below) if below else {(edition, code)} for code, below in parts]
        need(not any(one & other for one, other in combinations(found, 2)), "an item is named twice")
        self.spend(sum(map(len, found)))
        return frozenset().union(*found)

    def content(self, line: CertificateLine) -> Content:
        """Return the lowest items that a line is of."""
        return self.leaves(line.edition, line.items)

    def size(self, content: Content) -> Fraction:
        """Return the maximum of lowest items together."""
        return self.sum(self.items[leaf].max for leaf in content)

    def sum(self, points: Iterable[Fraction]) -> Fraction:
        """Return points together; of numbers of very many digits every sum takes many steps."""
        total = Fraction(0)
        for one in points:
            total += one
            self.spend(_SUM + (total.denominator.bit_length() // _WORD) ** 2)
        return total

    def earlier(self, number: int, now: int, *, is_low: bool) -> tuple[Content, Fraction, Fraction]:
        """Return the content of a line before ``now``, its points, and what is missing of its maximum."""
        line, content = self.lines[number], self.content(self.lines[number])
        need(
            0 <= number < now and (line.end is End.LOW) == is_low,
            "it rests on a line that is not before it",
        )
        return content, line.points, self.size(content) - line.points

    def sides(self, number: int) -> tuple[Content, Content]:
        """Return the lowest items of both sides of a link."""
        link = self.links[number]
        return self.leaves(link.source_edition, link.source), self.leaves(link.target_edition, link.target)

    def covering(self, line: CertificateLine, content: Content) -> list[Content]:
        """Return the sources of the links that a line is by, which are all that is said to cover an item."""
        named = {one.link for one in line.covering}
        need(not any(self.links[number].follows for number in named), "only links that are stated cover")
        # A total and its only area have one content, and each may have a cover of its own.
        cover = next(
            (
                one
                for one in self.covers
                if self.leaves(one.edition, (one.item,)) == content and named <= set(one.links)
            ),
            None,
        )
        if cover is None:
            raise ValueError("no cover of it has all of these links")
        sources = [self.sides(one.link)[0] for one in line.covering]
        every: Content = frozenset().union(*(self.sides(number)[0] for number in cover.links))
        need(
            sum(map(len, sources)) == len(every.union(*sources)),
            "not all that covers counts once",
        )
        return sources

    def ended(self, number: int, end: End) -> tuple[CertificateLine, Content]:
        """Return a line of one end, and its content."""
        need(0 <= number < len(self.lines) and self.lines[number].end is end, "its ends are not there")
        return self.lines[number], self.content(self.lines[number])

    def union(self, contents: Iterable[Content]) -> Content:
        """Return the lowest items in any of several contents."""
        several = tuple(contents)
        found: Content = frozenset().union(*several)
        self.spend(len(found) * len(several))
        return found
