"""Write certificates as plain data for JSON, and find them in what was written."""

from collections.abc import Iterable, Iterator
from typing import Any

from kompass_spec.documents.certificate_check import CertificateCheck
from kompass_spec.documents.certificate_contents import STEPS, TooLargeError, need
from kompass_spec.documents.certificate_premises import premise_faults
from kompass_spec.documents.structure import structure, unstructure
from kompass_spec.model.certificate import BoundEnd as End, Certificate
from kompass_spec.model.problems import InputError, Problem

__all__ = ["certificate_faults", "certificates_data", "checked_certificates"]


def certificates_data(certificates: Iterable[Certificate | None]) -> list[Any]:
    """Return certificates as plain data, in their order; nothing stands for those that there are not."""
    return [unstructure(one) if one is not None else None for one in certificates]


def checked_certificates(data: object) -> tuple[Certificate, ...]:
    """Return the certificates of a file, each of which proves all that it says.

    Raise ``InputError`` where there are none, and with every line that does not follow.
    """
    found: list[Certificate] = []
    problems: list[Problem] = []
    listed = list(_listed(data))
    for pointer, one in listed:
        try:
            certificate = structure(one, Certificate)
        except InputError as error:
            problems += (problem.under(pointer) for problem in error.problems)
            continue
        try:
            faults = certificate_faults(certificate)
        except TooLargeError:
            sentence = (
                f"To check this takes more than {STEPS:,} steps. Explain fewer items at once, each in a file"
                " of its own."
            )
            problems.append(Problem("too-large-certificate", sentence, pointer=pointer))
            continue
        problems += (
            Problem("unproved", f"This does not follow: {fault}.", pointer=pointer) for fault in faults
        )
        found.append(certificate)
    if not listed:
        sentence = (
            "There is no certificate in this file. Take what a score or a conversion was explained with."
        )
        problems.append(Problem("no-certificate", sentence))
    if problems:
        raise InputError(problems)
    return tuple(found)


def _listed(data: object) -> Iterator[tuple[str, Any]]:
    """Iterate over the certificates in a document, with the pointer to each."""
    if isinstance(data, dict) and "lines" in data:
        yield "", data
    elif isinstance(data, dict) and isinstance(data.get("certificates"), list):
        for index, one in enumerate(data["certificates"]):
            if one is not None:
                yield f"/certificates/{index}", one


def certificate_faults(certificate: Certificate) -> list[str]:
    """Return what is wrong with a certificate; nothing where it proves all that it says.

    Raise ``TooLargeError`` where nobody could check it.
    """
    faults = list(premise_faults(certificate))
    if faults:
        # Nothing follows from what cannot be, and to look for it might never end.
        return faults
    checker = CertificateCheck(certificate)
    for now, link in enumerate(certificate.links):
        try:
            if link.follows is not None:
                checker.common(now)
        except (ArithmeticError, LookupError, ValueError, RecursionError) as error:
            faults.append(f"link {now}: {error}")
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
            item, without = (checker.leaves(low.edition, codes) for codes in ((one.item,), one.without))
            need(without <= item, "what it is without is not of it")
            # What has a maximum of 0 makes no difference, as what does not apply has here.
            others = (content ^ (item - without) for content in (of_low, of_high))
            need(not any(map(checker.size, others)), "its ends are of something else")
            need(
                one in certificate.proved or low.points > high.points, "its ends do not contradict each other"
            )
        except (LookupError, ValueError, RecursionError) as error:
            faults.append(f"{one.item}: {error}")
    return faults
