"""Put figures and what they disagree in into plain words, in the reader's language."""

from typing import TYPE_CHECKING

from kompass_spec.model import TOTAL, Discrepancy, DiscrepancyKind, Scorecard
from kompass_spec.wording.contradictions import Beside, expected_points, explain_contradiction
from kompass_spec.wording.items import describe_figure, describe_item
from kompass_spec.wording.wording import Wording, message

if TYPE_CHECKING:  # what only explains a score is asked by no request
    from kompass_spec.plugins.requests import Reference

__all__ = [
    "describe_figure",
    "describe_item",
    "describe_reference",
    "explain_discrepancies",
    "explain_discrepancy",
]


def describe_reference(reference: "Reference", wording: Wording) -> str:
    """Return in a few words what a reference is: an assessment, or the mean of how many.

    >>> from kompass_spec.plugins.requests import Reference
    >>> from kompass_spec.wording.wording import wording_for
    >>> describe_reference(Reference(label="A 2016, B 2016", count=2, values=()), wording_for("en"))
    'mean of 2 evaluations: A 2016, B 2016'
    """
    if reference.count is None:
        return reference.label
    return wording.count(
        "{label}", "mean of {number} evaluations: {label}", reference.count, label=reference.label
    )


def explain_discrepancies(card: Scorecard, wording: Wording) -> tuple[str, ...]:
    """Return what every discrepancy of a scorecard means, in their order.

    The sentences say too what the other figures allow of a sum, and whether a maximum of the report that is
    not the edition's is behind a contradiction.

    >>> from pathlib import Path
    >>> from kompass_spec import score_path
    >>> from kompass_spec.wording.wording import wording_for
    >>> card = score_path(Path("docs/examples/ornskoldsvik-2017.md")).scorecards[0]
    >>> sentences = explain_discrepancies(card, wording_for("en"))[0]
    >>> sentences.partition(". ")[0]
    'The questions of area 3 add up to 72, but the report says 73'
    >>> sentences.partition(". ")[2]
    'Rounding explains the difference.'
    """
    # What rounding explains needs nothing beside it, and most of it is rounding.
    beside = Beside.of(card) if card.contradictions() else Beside(is_answered=card.assessment.is_answered)
    return tuple(_explained(discrepancy, wording, beside) for discrepancy in card.discrepancies)


def explain_discrepancy(found: Discrepancy, wording: Wording) -> str:
    """Return what a discrepancy by itself means, and what was done about it, in whole sentences.

    >>> from fractions import Fraction
    >>> from kompass_spec.model import Misprint, Observation, Quantity
    >>> from kompass_spec.wording.wording import wording_for
    >>> seen = Observation(item="6.2", quantity=Quantity.POINTS, value=Fraction(27), line=394)
    >>> possible = Misprint(figure=seen, lowest=Fraction(11), highest=Fraction(11))
    >>> kind = DiscrepancyKind.CONTRADICTION
    >>> found = Discrepancy(
    ...     kind=kind, items=("6.2",), message="", figures=(seen,), misprints=(possible,)
    ... )
    >>> explain_discrepancy(found, wording_for("en"))
    'This figure cannot be right: 27 points for question 6.2 (line 394). It should probably say 11.'
    """
    return _explained(found, wording, Beside())


def _explained(discrepancy: Discrepancy, wording: Wording, beside: Beside) -> str:
    if discrepancy.kind is DiscrepancyKind.ROUNDING:
        return _rounding(discrepancy, wording, is_answered=beside.is_answered)
    return " ".join(explain_contradiction(discrepancy, wording, beside))


_ROUNDING = {
    (False, "both"): message(
        "The report says both {one} and {other} points for {item}. Rounding explains the difference."
    ),
    (False, "total"): message(
        "The areas add up to {expected}, but the report says {printed} in total. Rounding explains the"
        " difference."
    ),
    (False, "question"): message(
        "The criteria of question {code} add up to {expected}, but the report says {printed}. Rounding"
        " explains the difference."
    ),
    (False, "area"): message(
        "The questions of area {code} add up to {expected}, but the report says {printed}. Rounding"
        " explains the difference."
    ),
    (True, "both"): message(
        "Both {one} and {other} points are given for {item}. Rounding explains the difference."
    ),
    (True, "total"): message(
        "The areas add up to {expected}, but {printed} is given as the total. Rounding explains the"
        " difference."
    ),
    (True, "question"): message(
        "The criteria of question {code} add up to {expected}, but {printed} is given. Rounding explains the"
        " difference."
    ),
    (True, "area"): message(
        "The questions of area {code} add up to {expected}, but {printed} is given. Rounding explains the"
        " difference."
    ),
}
"""What differs by rounding: by whether the figures are answers, and of what they are."""


def _rounding(discrepancy: Discrepancy, wording: Wording, *, is_answered: bool) -> str:
    own = discrepancy.figures[0]
    printed = wording.number(own.value, own.precision)
    if discrepancy.expected is None:
        other = discrepancy.figures[-1]
        return wording.say(
            _ROUNDING[is_answered, "both"],
            one=printed,
            other=wording.number(other.value, other.precision),
            item=describe_item(own.item, wording),
        )
    expected = expected_points(discrepancy, wording)
    code = discrepancy.items[0]
    level = "total" if code == TOTAL else "question" if "." in code else "area"
    return wording.say(_ROUNDING[is_answered, level], code=code, expected=expected, printed=printed)
