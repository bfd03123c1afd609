"""Put items, figures and discrepancies into plain words, in the reader's language."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar, final

from attrs import field, frozen

from kompass_spec.model import (
    TOTAL,
    Discrepancy,
    DiscrepancyKind,
    Misprint,
    Observation,
    Quantity,
    Score,
    Scorecard,
)
from kompass_spec.wording.places import at_place
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

_LISTED = 5
"""How many figures a sentence lists; all of them stand in the discrepancy itself."""

T = TypeVar("T")


def describe_item(code: str, wording: Wording) -> str:
    """Return what a code is called in a sentence: the total, an area, a question or a criterion.

    >>> from kompass_spec.wording.wording import wording_for
    >>> [describe_item(code, wording_for("en")) for code in ("total", "7", "7.2", "7.2.1")]
    ['the total', 'area 7', 'question 7.2', 'criterion 7.2.1']
    """
    if code == TOTAL:
        return wording.say("the total")
    levels = (message("area {code}"), message("question {code}"), message("criterion {code}"))
    return wording.say(levels[min(code.count("."), 2)], code=code)


def describe_figure(figure: Observation, wording: Wording) -> str:
    """Return a printed figure, with the decimals that it was printed with, what it is of and where it stood.

    >>> from fractions import Fraction
    >>> from kompass_spec.wording.wording import wording_for
    >>> figure = Observation(item="6.2", quantity=Quantity.PERCENT, value=Fraction(55), line=394)
    >>> describe_figure(figure, wording_for("en"))
    '55 % for question 6.2 (line 394)'
    """
    value = wording.number(figure.value, figure.precision)
    item = describe_item(figure.item, wording)
    sentences = {
        Quantity.POINTS: message("{value} points for {item}"),
        Quantity.PERCENT: message("{value} % for {item}"),
        Quantity.MAX: message("a maximum of {value} points for {item}"),
        Quantity.CHANGE: message("a change of {value} points for {item}"),
        Quantity.REFERENCE: message("{value} points to compare with for {item}"),
        Quantity.LEVEL: message("level {value} for {item}"),
    }
    words = wording.say(sentences[figure.quantity], value=value, item=item)
    return at_place(words, figure, wording)


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

    The sentences say too what the other figures allow of a sum, and whether a printed maximum that is not the
    edition's is behind a contradiction.

    >>> from pathlib import Path
    >>> from kompass_spec import score_path
    >>> from kompass_spec.wording.wording import wording_for
    >>> card = score_path(Path("docs/examples/ornskoldsvik-2017.md")).scorecards[0]
    >>> sentence = explain_discrepancies(card, wording_for("en"))[0]
    >>> sentence.partition(", ")[0]
    'The printed points of the questions of area 3 add up to 72'
    >>> sentence.partition(", ")[2]
    'where 73 is printed for the area; rounding explains it.'
    """
    beside = _Beside.of(card)
    return tuple(_explained(discrepancy, wording, beside) for discrepancy in card.discrepancies)


def explain_discrepancy(found: Discrepancy, wording: Wording) -> str:
    """Return what a discrepancy by itself means, and what was done about it, in whole sentences.

    >>> from fractions import Fraction
    >>> from kompass_spec.wording.wording import wording_for
    >>> seen = Observation(item="6.2", quantity=Quantity.POINTS, value=Fraction(27), line=394)
    >>> possible = Misprint(figure=seen, lowest=Fraction(11), highest=Fraction(11))
    >>> kind = DiscrepancyKind.CONTRADICTION
    >>> found = Discrepancy(
    ...     kind=kind, items=("6.2",), message="", figures=(seen,), misprints=(possible,)
    ... )
    >>> explain_discrepancy(found, wording_for("en"))
    'No true value can print this: 27 points for question 6.2 (line 394). It could have been 11.'
    """
    return _explained(found, wording, _Beside())


@final
@frozen
class _Beside:
    """Hold what a scorecard knows beside a discrepancy, by code.

    ``scores`` are all of it; ``maxima`` those that are printed and not the edition's.
    """

    scores: Mapping[str, Score] = field(factory=dict)
    maxima: Mapping[str, Sequence[Observation]] = field(factory=dict)

    @classmethod
    def of(cls, card: Scorecard) -> "_Beside":
        maxima: dict[str, list[Observation]] = {}
        for discrepancy in card.discrepancies:
            for figure in discrepancy.figures:
                if figure.quantity is Quantity.MAX:
                    maxima.setdefault(figure.item, []).append(figure)
        return cls({score.code: score for score in card.total.walk()}, maxima)

    def maximum_behind(self, discrepancy: Discrepancy) -> Observation | None:
        """Return the printed maximum with which all figures of an item that were set aside agree, if any."""
        if len(discrepancy.items) > 1:
            return None
        printed = self.maxima.get(discrepancy.items[0], ())
        return next((maximum for maximum in printed if _agree(discrepancy.set_aside, maximum.value)), None)


def _explained(discrepancy: Discrepancy, wording: Wording, beside: _Beside) -> str:
    if discrepancy.kind is DiscrepancyKind.ROUNDING:
        return _rounding(discrepancy, wording)
    sentences = _contradiction(discrepancy, wording, beside)
    if discrepancy.set_aside:
        aside = _figures(discrepancy.set_aside, wording)
        sentences.append(wording.say("Not used in the scores: {aside}.", aside=aside))
    return " ".join(sentences)


def _contradiction(discrepancy: Discrepancy, wording: Wording, beside: _Beside) -> list[str]:
    listed = _figures(discrepancy.figures, wording)
    if discrepancy.is_of_nothing:
        (code,) = discrepancy.items
        score = beside.scores.get(code)
        sentence = (
            message("The report prints {figures}, but {item} does not apply.")
            if score is not None and not score.applies
            else message("The report prints {figures}, but {item} has no points here.")
        )
        return [wording.say(sentence, figures=listed, item=describe_item(code, wording))]
    if discrepancy.is_wrong_maximum:
        sentence = message("The report prints {figures}, but the edition has {expected}.")
        return [wording.say(sentence, figures=listed, expected=_expected(discrepancy, wording))]
    sentences = [*_allowed(discrepancy, wording, beside)]
    if len(discrepancy.figures) == 1:
        sentences.append(wording.say("No true value can print this: {figures}.", figures=listed))
    else:
        sentences.append(wording.say("No true values can print all of these: {figures}.", figures=listed))
    maximum = beside.maximum_behind(discrepancy)
    if maximum is not None:
        sentence = message("With the printed maximum of {maximum} points there would be no contradiction.")
        sentences.append(wording.say(sentence, maximum=wording.number(maximum.value, maximum.precision)))
    else:
        sentences.append(_misprints(discrepancy, wording))
    return sentences


def _allowed(discrepancy: Discrepancy, wording: Wording, beside: _Beside) -> Iterable[str]:
    """Say what is known of a sum without the figures that contradict it.

    It comes before the list of these, which no reader takes in at a glance.
    """
    whole, *others = discrepancy.items
    if not others or whole not in beside.scores:
        return
    own = [figure for figure in discrepancy.figures if figure.item == whole]
    if not own:
        # What is printed below it has more points than there are.
        return
    sentence = message(
        "The other figures allow {allowed} points for {item}, but the report prints {figures}."
    )
    yield wording.say(
        sentence,
        allowed=wording.interval(beside.scores[whole].interval),
        item=describe_item(whole, wording),
        figures=_figures(own, wording),
    )


def _agree(figures: Sequence[Observation], maximum: Fraction) -> bool:
    """Tell whether there are figures, and one value from 0 to a maximum prints all of them."""
    share = {Quantity.POINTS: Fraction(1), Quantity.PERCENT: maximum / 100}
    if not figures or any(figure.quantity not in share for figure in figures):
        return False
    low = max([Fraction(0), *(figure.lowest * share[figure.quantity] for figure in figures)])
    high = min([maximum, *(figure.highest * share[figure.quantity] for figure in figures)])
    return low <= high


def _misprints(discrepancy: Discrepancy, wording: Wording) -> str:
    if not discrepancy.misprints:
        return wording.say("No misprint of one figure alone explains it.")
    if len(discrepancy.figures) == 1:
        low, high = _ends(discrepancy.misprints[0], wording)
        if low == high:
            return wording.say("It could have been {low}.", low=low)
        return wording.say("It could have been {low} to {high}.", low=low, high=high)
    alone = _listed(discrepancy.misprints, _misprint, wording)
    return wording.say("A misprint of one of them alone would explain it: {alone}.", alone=alone)


def _misprint(misprint: Misprint, wording: Wording) -> str:
    figure = describe_figure(misprint.figure, wording)
    low, high = _ends(misprint, wording)
    if low == high:
        return wording.say("{figure} could have been {low}", figure=figure, low=low)
    return wording.say("{figure} could have been {low} to {high}", figure=figure, low=low, high=high)


def _ends(misprint: Misprint, wording: Wording) -> tuple[str, str]:
    precision = misprint.figure.precision
    return wording.number(misprint.lowest, precision), wording.number(misprint.highest, precision)


def _rounding(discrepancy: Discrepancy, wording: Wording) -> str:
    own = discrepancy.figures[0]
    printed = wording.number(own.value, own.precision)
    if discrepancy.expected is None:
        other = discrepancy.figures[-1]
        return wording.say(
            "{one} and {other} points are printed for {item}; rounding explains it.",
            one=printed,
            other=wording.number(other.value, other.precision),
            item=describe_item(own.item, wording),
        )
    expected = _expected(discrepancy, wording)
    if discrepancy.items == (TOTAL,):
        sentence = message(
            "The printed points of the areas add up to {expected}, where {printed} is printed for the total;"
            " rounding explains it."
        )
        return wording.say(sentence, expected=expected, printed=printed)
    sentence = (
        message(
            "The printed points of the criteria of question {code} add up to {expected}, where {printed} is"
            " printed for the question; rounding explains it."
        )
        if "." in discrepancy.items[0]
        else message(
            "The printed points of the questions of area {code} add up to {expected}, where {printed} is"
            " printed for the area; rounding explains it."
        )
    )
    return wording.say(sentence, code=discrepancy.items[0], expected=expected, printed=printed)


def _expected(discrepancy: Discrepancy, wording: Wording) -> str:
    return wording.number(discrepancy.expected) if discrepancy.expected is not None else "?"


def _figures(figures: Sequence[Observation], wording: Wording) -> str:
    return _listed(figures, describe_figure, wording)


def _listed(things: Sequence[T], describe: Callable[[T, Wording], str], wording: Wording) -> str:
    """Return the first few in words, and how many more there are."""
    listed = "; ".join(describe(thing, wording) for thing in things[:_LISTED])
    more = len(things) - _LISTED
    return wording.say("{listed} and {number} more", listed=listed, number=more) if more > 0 else listed
