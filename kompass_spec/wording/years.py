"""Say in the reader's language from what the year of an assessment was concluded."""

from kompass_spec.model import Assessment, Quantity
from kompass_spec.wording.items import describe_items
from kompass_spec.wording.wording import Wording

__all__ = ["explain_year"]


def explain_year(assessment: Assessment, wording: Wording) -> str | None:
    """Return where tables head the points of one year differently, if the year was concluded from that.

    Return ``None`` where the year was read, or was concluded from something else: ``year_reason`` then says
    it.

    >>> from fractions import Fraction
    >>> from kompass_spec.model import Observation, Organisation
    >>> from kompass_spec.wording.wording import wording_for
    >>> printed = [("1", "2013"), ("2", "2014"), ("3", "2013")]
    >>> figures = tuple(
    ...     Observation(item=item, quantity=Quantity.POINTS, value=Fraction(50), label=label)
    ...     for item, label in printed
    ... )
    >>> whose = Organisation(name="A", kind=None)
    >>> assessment = Assessment(
    ...     edition="xx-2010", organisation=whose, year=2013, year_inferred=True, observations=figures
    ... )
    >>> explain_year(assessment, wording_for("en"))
    'This column is headed 2014 for area 2, and 2013 elsewhere.'
    """
    if not assessment.year_inferred or assessment.year is None:
        return None
    wrong: dict[str, list[str]] = {}
    for figure in assessment.observations:
        label = figure.label or ""
        if figure.quantity is Quantity.POINTS and len(label) == 4 and label.isdecimal():  # noqa: PLR2004 - a year
            wrong.setdefault(label, []).append(figure.item)
    right = wrong.pop(str(assessment.year), None)
    if right is None or not wrong:
        return None
    return " ".join(
        wording.say(
            "This column is headed {printed} for {items}, and {year} elsewhere.",
            printed=printed,
            items=describe_items(dict.fromkeys(items), wording),
            year=assessment.year,
        )
        for printed, items in sorted(wrong.items())
    )
