"""One certificate of several mappings in a row: of all of them as one, and of one after the other."""

from attrs import evolve

from kompass_spec.model import Converted
from kompass_spec.model.certificate import (
    BoundEnd as End,
    Certificate,
    CertificateGround as Ground,
    CertificateLine,
    CertificateWriter,
    CertifiedCover,
    CertifiedEnds,
    CertifiedItem,
)

__all__ = ["joined_certificate"]


def joined_certificate(
    total: Converted, whole: Certificate, earlier: Certificate, last: Certificate
) -> Certificate:
    """Return the certificate of what is proved of an item and all below it.

    ``whole`` is that of all mappings as one; ``earlier`` is that of all but the last, and ``last`` begins
    with what it proves.
    """
    return _Joining(whole, earlier, last).join(total)


class _Joining:
    """Write the lines of three certificates into one."""

    def __init__(self, whole: Certificate, earlier: Certificate, last: Certificate) -> None:
        self.whole, self.earlier, self.last = whole, earlier, last
        items = {(one.edition, one.code): one for cert in (earlier, last, whole) for one in cert.items}
        self.items: dict[tuple[str, str], CertifiedItem] = items
        self.of_earlier = len(whole.links)
        self.of_last = self.of_earlier + len(earlier.links)
        covers = (
            *whole.covers,
            *(_moved(cover, self.of_earlier) for cover in earlier.covers),
            *(_moved(cover, self.of_last) for cover in last.covers),
        )
        links = (
            *whole.links,
            *(link.moved(self.of_earlier) for link in earlier.links),
            *(link.moved(self.of_last) for link in last.links),
        )
        self.writer = CertificateWriter(tuple(items.values()), links, covers)
        self.before = {one.item: one for one in earlier.proved}
        self.ends: dict[tuple[str, End], int] = {}

    def join(self, total: Converted) -> Certificate:
        composed = {one.item: one for one in self.whole.proved}
        stepwise = {one.item: one for one in self.last.proved}
        for item in reversed(list(total.walk())):
            for end in End:
                if item.code in composed:
                    self._write(item, end, composed[item.code], stepwise.get(item.code))
        proved = (
            CertifiedEnds(
                item=item.code,
                low=self.ends[item.code, End.LOW],
                high=self.ends[item.code, End.HIGH],
                without=composed[item.code].without,
            )
            for item in total.walk()
            if item.code in composed
        )
        return self.writer.certificate(proved)

    def _write(
        self, item: Converted, end: End, composed: CertifiedEnds, stepwise: CertifiedEnds | None
    ) -> None:
        """Write the line that gives an end: as one, by the steps, or as the sum of the parts."""
        points = item.low if end is End.LOW else item.high
        of_whole = composed.low if end is End.LOW else composed.high
        if self.whole.lines[of_whole].points == points:
            self.ends[item.code, end] = self.writer.copy(of_whole, self.whole)
            return
        if stepwise is not None:
            of_last = stepwise.low if end is End.LOW else stepwise.high
            if self.last.lines[of_last].points == points:
                self.ends[item.code, end] = self.writer.copy(of_last, self.last, self.of_last, self._given)
                return
        parts = tuple(self.ends[part.code, end] for part in item.parts if (part.code, end) in self.ends)
        line = self.whole.lines[of_whole]
        added = CertificateLine(
            edition=line.edition,
            items=line.items,
            end=end,
            points=points,
            by=Ground.SUM,
            plus=parts,
        )
        self.ends[item.code, end] = self.writer.add(added)

    def _given(self, line: CertificateLine) -> int | None:
        """Return the line by which the earlier mappings prove what the last one begins with."""
        if line.by is not Ground.SCORE:
            return None
        (code,) = line.items
        known = self.before.get(code)
        ends = [] if known is None else [known.low if line.end is End.LOW else known.high]
        plus = [self.writer.copy(number, self.earlier, self.of_earlier) for number in ends]
        proved = [self.writer.lines[number] for number in plus]
        if proved and proved[0].points == line.points and set(proved[0].items) == set(line.items):
            return plus[0]
        # What does not apply on the edition between could be full there.
        counted = {leaf for one in proved for leaf in self._leaves(one.edition, one.items)}
        gone = [leaf for leaf in self._leaves(line.edition, line.items) if leaf not in counted]
        if line.end is End.HIGH:
            plus += [self._full(line.edition, leaf) for leaf in gone]
        return self.writer.add(evolve(line, by=Ground.SUM, plus=tuple(plus)))

    def _full(self, edition: str, leaf: str) -> int:
        maximum = self.items[edition, leaf].max
        return self.writer.add(
            CertificateLine(edition=edition, items=(leaf,), end=End.HIGH, points=maximum, by=Ground.ITEM)
        )

    def _leaves(self, edition: str, codes: tuple[str, ...]) -> list[str]:
        found = []
        for code in codes:
            parts = self.items[edition, code].parts
            found += self._leaves(edition, parts) if parts else [code]
        return found


def _moved(cover: CertifiedCover, first_link: int) -> CertifiedCover:
    return evolve(cover, links=tuple(link + first_link for link in cover.links))
