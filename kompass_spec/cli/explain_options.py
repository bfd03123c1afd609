"""The option that asks why a figure is what it is, and what it shows."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kompass_spec.model.assessment import Assessment
    from kompass_spec.model.certificate import Certificate

__all__ = ["ALL", "add_explain", "asked_for", "explained", "refuse_unknown", "result_name"]

ALL = "all"
"""Asks for every item."""


def add_explain(parser: argparse.ArgumentParser) -> None:
    """Add the items to explain."""
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


def asked_for(certificate: "Certificate | None", items: Sequence[str]) -> "Certificate | None":
    """Return the part of a certificate that items need."""
    if certificate is None or ALL in items:
        return certificate
    return certificate.of(items)


def result_name(assessment: "Assessment") -> str:
    """Return whose result is explained, and of which year."""
    from kompass_spec.model.lookups import printable

    year = f" {assessment.year}" if assessment.year is not None else ""
    return printable(f"{assessment.organisation.name}{year}")


def refuse_unknown(certificates: Iterable["Certificate | None"], items: Sequence[str]) -> None:
    """Raise ``UsageError`` with every item that no result has, as nothing can be explained of it."""
    if not items:
        return
    from kompass_spec.model.problems import Problem, UsageError

    known = {
        one.item for certificate in certificates if certificate is not None for one in certificate.proved
    }
    unknown = [item for item in dict.fromkeys(items) if known and item not in {ALL, *known}]
    sentence = "No result has an item {!r}, so nothing is explained of it. Name one such as 2.4, 2 or total."
    if unknown:
        raise UsageError(Problem("unknown-item", sentence.format(item)) for item in unknown)


def explained(certificates: Iterable[tuple[str, "Certificate | None"]], tag: str) -> Iterator[str]:
    """Iterate over the calculations of what was asked for, each in one text under the name of its result."""
    from kompass_spec.cli.output import folded
    from kompass_spec.wording.certificates import explain_certificate
    from kompass_spec.wording.wording import wording_for

    wording = wording_for(tag)
    for name, certificate in certificates:
        if certificate is not None:
            wanted = [one.item for one in (*certificate.proved, *certificate.contradictions)]
            text = folded(explain_certificate(certificate, dict.fromkeys(wanted), wording), indent=" " * 6)
            if text:
                yield f"{name}\n{text}"
