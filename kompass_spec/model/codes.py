"""What the codes of an edition stand for: the items of a level, the lowest items, and their weight."""

from collections.abc import Sequence
from fractions import Fraction

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.edition import Edition

__all__ = ["leaves_of", "level_codes", "weight_of"]


def level_codes(edition: Edition, level: str) -> tuple[str, ...]:
    """Return the codes of one level of an edition: ``areas``, ``headings``, ``questions`` or ``criteria``.

    >>> from kompass_spec import load_registry
    >>> level_codes(load_registry()["se-2016"], "areas")
    ('1', '2', '3', '4', '5', '6', '7', '8')
    """
    if level == "areas":
        return tuple(area.code for area in edition.areas)
    if level == "headings":
        return tuple(heading.code for heading in edition.headings)
    if level == "questions":
        return tuple(question.code for question in edition.questions)
    return tuple(criterion.code for question in edition.questions for criterion in question.criteria)


def leaves_of(edition: Edition, codes: Sequence[str]) -> frozenset[str]:
    """Return the lowest items that codes stand for; a heading stands for itself.

    >>> from kompass_spec import load_registry
    >>> sorted(leaves_of(load_registry()["se-2016"], ["1", "2.3"]))
    ['1.1', '1.2', '1.3', '1.4', '1.5', '2.3']
    """
    leaves: set[str] = set()
    for code in codes:
        if code == TOTAL:
            leaves |= leaves_of(edition, level_codes(edition, "areas"))
            continue
        parts = getattr(edition.item(code), "parts", ()) if code in edition else ()
        leaves |= leaves_of(edition, [part.code for part in parts]) if parts else {code}
    return frozenset(leaves)


def weight_of(edition: Edition, codes: Sequence[str]) -> Fraction | None:
    """Return the maximum of a union of items in points, ``None`` where one is not known."""
    total = Fraction(0)
    for code in codes:
        maximum = _maximum(edition, code)
        if maximum is None:
            return None
        total += maximum
    return total


def _maximum(edition: Edition, code: str) -> Fraction | None:
    if code == TOTAL:
        return edition.max
    return edition.item(code).max if code in edition else None
