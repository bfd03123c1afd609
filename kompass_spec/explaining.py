"""Put items, figures and discrepancies into plain words, in the reader's language."""

from typing import TYPE_CHECKING

from kompass_spec.model import TOTAL, Discrepancy, DiscrepancyKind, Misprint, Observation, Quantity
from kompass_spec.wording import Wording, message

if TYPE_CHECKING:  # what only explains a score is asked by no request
    from kompass_spec.requests import Reference

__all__ = ["describe_figure", "describe_item", "describe_reference", "explain_discrepancy"]


def describe_item(code: str, wording: Wording) -> str:
    """Return what a code is called in a sentence: the total, an area or a question.

    >>> from kompass_spec.wording import wording_for
    >>> [describe_item(code, wording_for("en")) for code in ("total", "7", "7.2")]
    ['the total', 'area 7', 'question 7.2']
    """
    if code == TOTAL:
        return wording.say("the total")
    return wording.say("question {code}", code=code) if "." in code else wording.say("area {code}", code=code)


def describe_figure(figure: Observation, wording: Wording) -> str:
    """Return a printed figure with what it is of and where it stood.

    >>> from fractions import Fraction
    >>> from kompass_spec.wording import wording_for
    >>> figure = Observation(item="6.2", quantity=Quantity.PERCENT, value=Fraction(55), line=394)
    >>> describe_figure(figure, wording_for("en"))
    '55 % for question 6.2 (line 394)'
    """
    value = wording.number(figure.value)
    item = describe_item(figure.item, wording)
    sentences = {
        Quantity.POINTS: message("{value} points for {item}"),
        Quantity.PERCENT: message("{value} % for {item}"),
        Quantity.MAX: message("a maximum of {value} points for {item}"),
        Quantity.CHANGE: message("a change of {value} points for {item}"),
        Quantity.REFERENCE: message("{value} points to compare with for {item}"),
    }
    said = wording.say(sentences[figure.quantity], value=value, item=item)
    if figure.line is not None:
        return wording.say("{figure} (line {line})", figure=said, line=figure.line)
    if figure.page is not None:
        return wording.say("{figure} (page {page})", figure=said, page=figure.page)
    return said


def describe_reference(reference: "Reference", wording: Wording) -> str:
    """Return in a few words what a reference is: an assessment, or the mean of how many.

    >>> from kompass_spec.requests import Reference
    >>> from kompass_spec.wording import wording_for
    >>> describe_reference(Reference(label="A 2016, B 2016", count=2, values=()), wording_for("en"))
    'mean of 2 evaluations: A 2016, B 2016'
    """
    if reference.count is None:
        return reference.label
    return wording.count(
        "{label}", "mean of {number} evaluations: {label}", reference.count, label=reference.label
    )


def explain_discrepancy(found: Discrepancy, wording: Wording) -> str:
    """Return what a discrepancy means, and what was done about it, in whole sentences."""
    if found.kind is DiscrepancyKind.ROUNDING:
        return _rounding(found, wording)
    listed = "; ".join(describe_figure(figure, wording) for figure in found.figures)
    if found.is_wrong_maximum:
        expected = wording.number(found.expected) if found.expected is not None else "?"
        said = [
            wording.say(
                "The report prints {figures}, but the edition has {expected}.",
                figures=listed,
                expected=expected,
            )
        ]
    elif len(found.figures) == 1:
        said = [wording.say("No true value can print this: {figures}.", figures=listed)]
    else:
        said = [wording.say("No true values can print all of these: {figures}.", figures=listed)]
    if found.misprints:
        alone = "; ".join(_misprint(misprint, wording) for misprint in found.misprints)
        said.append(wording.say("A misprint of one of them alone would explain it: {alone}.", alone=alone))
    if found.set_aside:
        aside = "; ".join(describe_figure(figure, wording) for figure in found.set_aside)
        said.append(wording.say("Not used in the scores: {aside}.", aside=aside))
    return " ".join(said)


def _rounding(found: Discrepancy, wording: Wording) -> str:
    printed = wording.number(found.figures[0].value)
    expected = wording.number(found.expected) if found.expected is not None else "?"
    if found.items == (TOTAL,):
        sentence = message(
            "The printed points of the areas add up to {expected}, where {printed} is printed for the total; rounding explains it."
        )
        return wording.say(sentence, expected=expected, printed=printed)
    sentence = message(
        "The printed points of the questions of area {code} add up to {expected}, where {printed} is printed for the area; rounding explains it."
    )
    return wording.say(sentence, code=found.items[0], expected=expected, printed=printed)


def _misprint(misprint: Misprint, wording: Wording) -> str:
    figure = describe_figure(misprint.figure, wording)
    low, high = wording.number(misprint.lowest), wording.number(misprint.highest)
    if low == high:
        return wording.say("{figure} could have been {low}", figure=figure, low=low)
    return wording.say("{figure} could have been {low} to {high}", figure=figure, low=low, high=high)
