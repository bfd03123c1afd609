"""Say in the reader's language what is known of missing points beside what is known item by item."""

import math
from fractions import Fraction

from kompass_spec.model import Score, Scorecard
from kompass_spec.wording.items import describe_points, listed_words
from kompass_spec.wording.wording import Wording, message

__all__ = ["explain_losses"]

_SCALE = 1000
_UNPLACED = {
    (False, False): message("At least {points} points are missing in total; the report does not say where."),
    (False, True): message(
        "At least {points} more points are missing in total; the report does not say where."
    ),
    (True, False): message("At least {points} points are missing in total; it is not said where."),
    (True, True): message("At least {points} more points are missing in total; it is not said where."),
}
"""What nobody knows where it is missing: by whether the figures are answers, and some of it is placed."""


def explain_losses(card: Scorecard, wording: Wording) -> tuple[str, ...]:
    """Return that nothing is surely missing, or what is, where the report does not say on which items.

    Where nothing applies, nothing can be missing. Points are rounded down, because that many are missing for
    certain.

    >>> from kompass_spec.model import Assessment, Organisation
    >>> from kompass_spec.wording.wording import wording_for
    >>> zero, hundred = Fraction(0), Fraction(100)
    >>> areas = tuple(Score(code=code, low=zero, high=hundred, max=hundred) for code in "12")
    >>> total = Score(code="total", low=Fraction(80), high=Fraction(81), max=2 * hundred, parts=areas)
    >>> assessment = Assessment(edition="xx-2016", organisation=Organisation(name="A", kind=None))
    >>> explain_losses(Scorecard(assessment=assessment, total=total), wording_for("en"))
    ('At least 119 points are missing in total; the report does not say where.',)
    """
    if not card.total.applies:
        return (wording.say("Nothing applies, so no points can be missing."),)
    if all(score.lost <= 0 for score in card.total.walk()):
        return (wording.say("Full points are possible: nothing is missing for certain."),)
    sentences = []
    within = [(area, lost) for area in card.areas if (lost := _unplaced_within(area, card)) > 0]
    if within:
        listed = [describe_points(_at_least(lost, wording), area.code, wording) for area, lost in within]
        sentences.append(
            wording.say(
                message("It is not said on which questions these points are missing: {points}.")
                if card.assessment.is_answered
                else message(
                    "The report does not say on which questions these points are missing: {points}."
                ),
                points=listed_words(listed, wording),
            )
        )
    placed = sum((max(area.lost, _placed_within(area, card)) for area in card.areas), Fraction(0))
    unplaced = card.total.lost - placed
    if unplaced > 0 and not all(map(card.is_printed, card.most_lost())):
        points = _at_least(unplaced, wording)
        sentences.append(wording.say(_UNPLACED[card.assessment.is_answered, bool(placed)], points=points))
    return tuple(sentences)


def _placed_within(area: Score, card: Scorecard) -> Fraction:
    return sum((part.lost for part in card.printed_parts(area)), Fraction(0))


def _unplaced_within(area: Score, card: Scorecard) -> Fraction:
    """Return what an area lost beyond its questions: nothing where all are printed, or none is listed."""
    parts = card.printed_parts(area)
    if all(map(card.is_printed, parts)):
        return Fraction(0)
    return area.lost - _placed_within(area, card)


def _at_least(points: Fraction, wording: Wording) -> str:
    return wording.number(Fraction(math.floor(points * _SCALE), _SCALE))
