"""Say what certificates rest on, and check that it can be so at all, before anything is computed from it.

Whether it *is* so nobody can tell from a certificate: its items, links and figures are compared with the
editions, mappings and reports that they are of.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import final

from attrs import frozen

from kompass_spec.model.certificate import AGAIN, Certificate, CertificateGround as Ground
from kompass_spec.model.fields import held
from kompass_spec.model.scorecard import code_order

__all__ = ["Premises", "premise_faults", "premises_of"]


@final
@frozen(kw_only=True, field_transformer=held)
class Premises:
    """Count what certificates of one file take as it is, and what nobody can tell from them.

    ``items`` are those of ``editions``, with their maxima and parts; ``figures`` are printed, ``scores`` are
    ends that were known; ``links`` were stated, and ``covers`` say that links are all of an item; ``without``
    are the codes of what does not apply.
    """

    editions: tuple[str, ...]
    items: int
    figures: int
    scores: int
    links: int
    covers: int
    without: tuple[str, ...]


def premises_of(certificates: Iterable[Certificate]) -> Premises:
    """Return what certificates rest on; an edition, a link and a cover of several are counted once."""
    listed = tuple(certificates)
    # Where an edition is converted onto itself, it stands there twice.
    items = {(item.edition.removesuffix(AGAIN), item.code) for one in listed for item in one.items}
    without = {code for one in listed for ends in (*one.proved, *one.contradictions) for code in ends.without}
    return Premises(
        editions=tuple(sorted({edition for edition, _ in items})),
        items=len(items),
        figures=sum(map(_figures, listed)),
        scores=sum(map(_scores, listed)),
        links=len({link for one in listed for link in one.links if link.follows is None}),
        covers=len({(cover.edition, cover.item) for one in listed for cover in one.covers}),
        without=tuple(sorted(without, key=code_order)),
    )


def _figures(certificate: Certificate) -> int:
    lines = (line for line in certificate.lines if line.by is Ground.FIGURE)
    return len({(line.edition, line.items, line.figure) for line in lines})


def _scores(certificate: Certificate) -> int:
    return sum(line.by is Ground.SCORE for line in certificate.lines)


def premise_faults(certificate: Certificate) -> Iterator[str]:
    """Iterate over what cannot be so of the items, the links that were stated, and the printed figures."""
    items = Counter((item.edition, item.code) for item in certificate.items)
    parts = Counter((item.edition, code) for item in certificate.items for code in item.parts)
    for counted, how in ((items, "is there twice"), (parts, "is part of two items")):
        yield from (f"{code} of {edition} {how}" for (edition, code), count in counted.items() if count > 1)
    for item in certificate.items:
        if item.max < 0:
            yield f"{item.code} of {item.edition} has a maximum below 0"
    for number, line in enumerate(certificate.lines):
        if line.figure is not None and line.figure.precision < 0:
            yield f"line {number}: the precision of its figure is below 0"
    yield from _share_faults(certificate)


def _share_faults(certificate: Certificate) -> Iterator[str]:
    """Iterate over the stated links whose shares cannot be."""
    for number, link in enumerate(certificate.links):
        most = Fraction(1) if link.of_source_most is None else link.of_source_most
        shares = (0, link.of_source, most, 1), (0, link.of_target, link.of_target_most, 1)
        if link.follows is None and any(list(one) != sorted(one) for one in shares):
            yield f"link {number}: its shares are not from 0 to 1, the least before the greatest"
