"""Check that what a certificate rests on can be so at all, before anything is computed from it.

Whether it *is* so nobody can tell from a certificate: its items, links and figures are compared with the
editions, mappings and reports that they are of.
"""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from kompass_spec.model.certificate import Certificate

__all__ = ["premise_faults"]


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
