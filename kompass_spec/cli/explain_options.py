"""The option that asks why a figure is what it is, and what it shows."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kompass_spec.cli.options import language

if TYPE_CHECKING:
    from kompass_spec.model.certificate import Certificate

__all__ = ["ALL", "add_explain", "asked_for", "explained"]

ALL = "all"
"""Asks for every item."""


def add_explain(parser: argparse.ArgumentParser) -> None:
    """Add the items to explain, and the language."""
    parser.add_argument(
        "--explain",
        metavar="ITEM",
        action="append",
        default=[],
        help=(
            "also write why an item, such as 2.4, 2 or total, has the bounds that it has, as a calculation to"
            " check with a pencil; 'all' explains every item; may be given again"
        ),
    )
    parser.add_argument(
        "--lang",
        metavar="TAG",
        type=language,
        default="en",
        help="the language of --explain (default: en)",
    )


def asked_for(certificate: "Certificate | None", items: Sequence[str]) -> "Certificate | None":
    """Return the part of a certificate that items need."""
    if certificate is None or ALL in items:
        return certificate
    return certificate.of(items)


def explained(certificates: Iterable["Certificate | None"], tag: str) -> Iterator[str]:
    """Iterate over the calculations of what was asked for, each in one text."""
    from kompass_spec.wording.certificates import explain_certificate
    from kompass_spec.wording.wording import wording_for

    wording = wording_for(tag)
    for certificate in certificates:
        if certificate is not None:
            wanted = [one.item for one in (*certificate.proved, *certificate.contradictions)]
            text = "\n".join(explain_certificate(certificate, dict.fromkeys(wanted), wording))
            if text:
                yield text
