"""Say why figures cannot all be right, the simple reason first, and what should stand there instead."""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import final

from attrs import field, frozen

from kompass_spec.model import Discrepancy, Misprint, Observation, Quantity, Score, Scorecard
from kompass_spec.wording.items import describe_figure, describe_item
from kompass_spec.wording.places import at_place
from kompass_spec.wording.wording import Wording, message

__all__ = ["Beside", "expected_points", "explain_contradiction"]

_LISTED = 5
"""How many figures a sentence lists; all of them stand in the discrepancy itself."""
_MISPRINTS = 2
"""Of how many figures it is said what they should be, if each alone would explain the contradiction."""


@final
@frozen
class Beside:
    """Hold what a scorecard knows beside a discrepancy, by code.

    ``scores`` are all of it; ``maxima`` those that the report gives and that are not the edition's. Of
    figures that somebody gave, ``is_answered`` says so, there is no report that says anything.
    """

    scores: Mapping[str, Score] = field(factory=dict)
    maxima: Mapping[str, Sequence[Observation]] = field(factory=dict)
    is_answered: bool = False

    @classmethod
    def of(cls, card: Scorecard) -> "Beside":
        """Return what a scorecard knows."""
        maxima: dict[str, list[Observation]] = {}
        for discrepancy in card.discrepancies:
            for figure in discrepancy.figures:
                if figure.quantity is Quantity.MAX:
                    maxima.setdefault(figure.item, []).append(figure)
        scores = {score.code: score for score in card.total.walk()}
        return cls(scores, maxima, card.assessment.is_answered)

    def max(self, code: str) -> Fraction | None:
        """Return the maximum of what applies of an item in points, ``None`` where that is not known."""
        score = self.scores.get(code)
        return score.max if score is not None and score.applies and score.max else None

    def maximum_behind(self, discrepancy: Discrepancy) -> Observation | None:
        """Return the report's maximum with which all figures of an item that were set aside agree, if any."""
        if len(discrepancy.items) > 1:
            return None
        printed = self.maxima.get(discrepancy.items[0], ())
        return next((maximum for maximum in printed if _agree(discrepancy.set_aside, maximum.value)), None)


def _agree(figures: Sequence[Observation], maximum: Fraction) -> bool:
    """Tell whether there are figures, and one value from 0 to a maximum is printed as all of them."""
    share = {Quantity.POINTS: Fraction(1), Quantity.PERCENT: maximum / 100}
    if not figures or any(figure.quantity not in share for figure in figures):
        return False
    low = max([Fraction(0), *(figure.lowest * share[figure.quantity] for figure in figures)])
    high = min([maximum, *(figure.highest * share[figure.quantity] for figure in figures)])
    return low <= high


def explain_contradiction(found: Discrepancy, wording: Wording, beside: Beside) -> tuple[str, ...]:
    """Return in whole sentences why figures cannot all be right, and what was done about it."""
    if found.is_of_nothing:
        score = beside.scores.get(found.items[0])
        applies = score is None or score.applies
        sentence = _OF_NOTHING[beside.is_answered, applies]
        figures, item = _figures(found.figures, wording), describe_item(found.items[0], wording)
        return (wording.say(sentence, figures=figures, item=item), *_aside(found, wording))
    if found.is_wrong_maximum:
        sentence = (
            message("{figures} is given, but the edition has {expected}.")
            if beside.is_answered
            else message("The report gives {figures}, but the edition has {expected}.")
        )
        figures, expected = _figures(found.figures, wording), expected_points(found, wording)
        return (wording.say(sentence, figures=figures, expected=expected), *_aside(found, wording))
    for explained in (_too_much, _other_share, _other_sum):
        sentences = explained(found, wording, beside)
        if sentences:
            return sentences
    listed = _figures(found.figures, wording)
    reason = (
        wording.say("This figure cannot be right: {figures}.", figures=listed)
        if len(found.figures) == 1
        else wording.say("These figures cannot all be right: {figures}.", figures=listed)
    )
    return (reason, *_instead(found, wording, beside), *_aside(found, wording))


_OF_NOTHING = {
    (False, False): message("The report gives {figures}, but {item} does not apply."),
    (False, True): message("The report gives {figures}, but {item} has no points here."),
    (True, False): message("{figures} is given, but {item} does not apply."),
    (True, True): message("{figures} is given, but {item} has no points here."),
}
"""Why figures are of nothing: by whether they are answers, and whether their item applies."""


def expected_points(found: Discrepancy, wording: Wording) -> str:
    """Return the points that a discrepancy expected."""
    return wording.number(found.expected) if found.expected is not None else "?"


def _head(code: str, wording: Wording) -> str:
    """Return what a sentence is of, at its beginning: the code of a question is enough."""
    if "." in code:
        return code
    item = describe_item(code, wording)
    return item[:1].upper() + item[1:]


def _too_much(found: Discrepancy, wording: Wording, beside: Beside) -> tuple[str, ...]:
    """Say that one figure is more than there can be."""
    if len(found.figures) > 1:
        return ()
    (figure,) = found.figures
    maximum = beside.max(figure.item)
    if figure.quantity is Quantity.PERCENT and figure.value > 100:  # noqa: PLR2004 - all of it in percent
        reason = wording.say(
            "{item}: {figure} is more than 100%.",
            item=_head(figure.item, wording),
            figure=_valued(figure, wording),
        )
    elif figure.quantity is Quantity.POINTS and maximum is not None and figure.value > maximum:
        reason = wording.say(
            "{item}: {figure} is more than the maximum, which is {maximum}.",
            item=_head(figure.item, wording),
            figure=_valued(figure, wording),
            maximum=wording.number(maximum),
        )
    else:
        return ()
    return (reason, *_instead(found, wording, beside), *_aside(found, wording))


def _other_share(found: Discrepancy, wording: Wording, beside: Beside) -> tuple[str, ...]:
    """Say which share the points of an item are, where the report gives another one."""
    by_quantity = {figure.quantity: figure for figure in found.figures}
    maximum = beside.max(found.items[0])
    if (
        len(found.figures) != len(by_quantity)
        or set(by_quantity) != {Quantity.POINTS, Quantity.PERCENT}
        or len({figure.item for figure in found.figures}) > 1
        or maximum is None
    ):
        return ()
    points, percent = by_quantity[Quantity.POINTS], by_quantity[Quantity.PERCENT]
    reason = wording.say(
        message("{item}: {points} of {maximum} points is {share}, but {percent} is given.")
        if beside.is_answered
        else message("{item}: {points} of {maximum} points is {share}, but the report says {percent}."),
        item=_head(points.item, wording),
        points=wording.number(points.value, points.precision),
        maximum=wording.number(maximum),
        share=wording.say("{number}%", number=wording.number(_rounded(points.value / maximum * 100))),
        percent=_valued(percent, wording),
    )
    return (reason, *_instead(found, wording, beside), *_aside(found, wording))


def _other_sum(found: Discrepancy, wording: Wording, beside: Beside) -> tuple[str, ...]:
    """Say what is known of a sum without the figure that contradicts it."""
    whole, *others = found.items
    own = [figure for figure in found.figures if figure.item == whole]
    # Where none is of the sum itself, what the report gives below it has more points than there are.
    if not others or whole not in beside.scores or not own:
        return ()
    reason = wording.say(
        message("{item}: the other figures give {allowed} points, but {figures} is given.")
        if beside.is_answered
        else message("{item}: the other figures give {allowed} points, but the report says {figures}."),
        item=_head(whole, wording),
        allowed=wording.interval(beside.scores[whole].interval),
        figures="; ".join(_valued(figure, wording) for figure in own),
    )
    aside = (
        (
            wording.say("The sum that is given is not counted.")
            if beside.is_answered
            else wording.say("The report’s own sum is not counted."),
        )
        if set(found.set_aside) == set(own)
        else _aside(found, wording)
    )
    return (reason, *_instead(found, wording, beside), *aside)


def _rounded(number: Fraction) -> Fraction:
    """Return a number to one decimal, a half rounded up."""
    return Fraction(math.floor(number * 10 + Fraction(1, 2)), 10)


def _valued(figure: Observation, wording: Wording) -> str:
    """Return a figure without its item, which the sentence has named, and where it stands."""
    value = wording.number(figure.value, figure.precision)
    words = (
        wording.say("{number}%", number=value)
        if figure.quantity is Quantity.PERCENT
        else wording.count("{value} point", "{value} points", 1 if value == "1" else 2, value=value)
    )
    return at_place(words, figure, wording)


def _instead(found: Discrepancy, wording: Wording, beside: Beside) -> tuple[str, ...]:
    """Say what should stand there, where that is known."""
    maximum = beside.maximum_behind(found)
    if maximum is not None:
        number = wording.number(maximum.value, maximum.precision)
        sentence = (
            message("With the given maximum of {maximum} points the figures agree.")
            if beside.is_answered
            else message("With the report’s own maximum of {maximum} points the figures agree.")
        )
        return (wording.say(sentence, maximum=number),)
    if not found.misprints:
        return (wording.say("No misprint of one figure alone explains it."),)
    if len(found.figures) == 1:
        (misprint,) = found.misprints
        if misprint.lowest == 0 and misprint.highest == beside.max(misprint.figure.item):
            return ()
        return (wording.say("It should probably say {values}.", values=_values(misprint, wording)),)
    told = found.misprints
    if len(told) > _MISPRINTS:
        told = tuple(one for one in told if one.figure.item == found.items[0])[:_MISPRINTS]
    sentences = [_if_wrong(one, found, wording) for one in told]
    if more := len(found.misprints) - len(told):
        sentences.append(
            wording.count(
                "A misprint of one other figure would explain it too.",
                "A misprint of any one of {number} other figures would explain it too.",
                more,
                written=wording.numeral(more),
            )
            if told
            else wording.say(
                "A misprint of any one of {number} figures would explain it.", number=wording.numeral(more)
            )
        )
    return tuple(sentences)


def _if_wrong(misprint: Misprint, found: Discrepancy, wording: Wording) -> str:
    values = _values(misprint, wording)
    if len({figure.item for figure in found.figures}) == 1 and len(found.figures) == _MISPRINTS:
        if misprint.figure.quantity is Quantity.POINTS:
            return wording.say("If the points are wrong, they should be {values}.", values=values)
        if misprint.figure.quantity is Quantity.PERCENT:
            return wording.say("If the percent is wrong, it should be {values}.", values=values)
    figure = describe_figure(misprint.figure, wording)
    return wording.say("If {figure} is wrong, it should be {values}.", figure=figure, values=values)


def _values(misprint: Misprint, wording: Wording) -> str:
    precision = misprint.figure.precision
    ends = [wording.number(end, precision) for end in (misprint.lowest, misprint.highest)]
    low, high = ends
    if low == high:
        values = low
    elif misprint.highest - misprint.lowest == precision:
        values = wording.say("{low} or {high}", low=low, high=high)
    else:
        values = f"{low}–{high}"
    if misprint.figure.quantity is Quantity.PERCENT:
        return wording.say("{number}%", number=values)
    return values


def _aside(found: Discrepancy, wording: Wording) -> tuple[str, ...]:
    """Say what is not counted because of a contradiction."""
    if not found.set_aside:
        return ()
    if set(found.set_aside) != set(found.figures):
        aside = _figures(found.set_aside, wording)
        return (wording.say("Not counted: {aside}.", aside=aside),)
    if len(found.set_aside) == 1:
        return (wording.say("The figure is not counted."),)
    return (wording.say("None of the figures is counted."),)


def _figures(figures: Sequence[Observation], wording: Wording) -> str:
    """Return the first few figures in words, and how many more there are."""
    listed = "; ".join(describe_figure(figure, wording) for figure in figures[:_LISTED])
    more = len(figures) - _LISTED
    return (
        wording.say("{listed} and {number} more", listed=listed, number=wording.numeral(more))
        if more > 0
        else listed
    )
