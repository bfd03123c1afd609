"""Say in the reader's language where a result stands among published ones, and what these can support."""

from kompass_spec.model import Cohort, CohortItem, PublishedMean, Rank, Support
from kompass_spec.wording.items import describe_items, describe_points, listed_words
from kompass_spec.wording.wording import Wording, message

__all__ = ["FEWEST_RANKED", "describe_mean", "describe_place", "explain_place", "explain_support"]

FEWEST_RANKED = 5
"""Among fewer results than these, the one asked about too, a place says nothing."""

_ORDINALS = (
    message("the highest"),
    message("the second highest"),
    message("the third highest"),
    message("the fourth highest"),
    message("the fifth highest"),
    message("the sixth highest"),
    message("the seventh highest"),
    message("the eighth highest"),
    message("the ninth highest"),
    message("the tenth highest"),
)


def describe_place(rank: Rank, wording: Wording) -> str:
    """Return a place among others in a few words, or the places that the figures allow.

    >>> from kompass_spec.wording.wording import wording_for
    >>> describe_place(Rank(3, 3, 6), wording_for("en")), describe_place(Rank(2, 4, 6), wording_for("en"))
    ('3 of 6', '2–4 of 6')
    """
    places = "–".join(str(place) for place in dict.fromkeys((rank.best, rank.worst)))
    return wording.say("{place} of {number}", place=places, number=rank.of)


def explain_place(total: CohortItem, wording: Wording) -> str:
    """Return the place of a result by its total in a whole sentence, or why it has none.

    >>> from kompass_spec.model import Interval
    >>> from kompass_spec.wording.wording import wording_for
    >>> item = CohortItem(code="total", count=5, asked=Interval(550, 555), rank=Rank(3, 3, 6))
    >>> explain_place(item, wording_for("en"))
    'Among the published results the total is the third highest of six.'
    """
    if not total.count:
        return wording.say("No total of another result on this edition is published.")
    rank = total.rank
    if rank is None:
        return wording.say("Too little is known to place the total among the published ones.")
    if rank.of < FEWEST_RANKED:
        return wording.count(
            "Only one other total on this edition is published, too few for a place among them.",
            "Only {number} other totals on this edition are published, too few for a place among them.",
            rank.of - 1,
            written=wording.numeral(rank.of - 1),
        )
    number = wording.numeral(rank.of)
    if rank.best == rank.worst:
        sentence = message("Among the published results the total is {place} of {number}.")
        return wording.say(sentence, place=_ordinal(rank.best, rank.of, wording), number=number)
    if rank.worst == rank.best + 1:
        return wording.say(
            "Among the published results the total is {best} or {worst} of {number}; rounding decides which.",
            best=_ordinal(rank.best, rank.of, wording),
            worst=_ordinal(rank.worst, rank.of, wording),
            number=number,
        )
    sentence = message(
        "Among the {number} published results the total is in place {best}–{worst}; the figures do not say"
        " more exactly."
    )
    return wording.say(sentence, best=rank.best, worst=rank.worst, number=number)


def _ordinal(place: int, last: int, wording: Wording) -> str:
    """Return a place counted from the highest, in words where it is among the first or the very last."""
    if place == last:
        return wording.say("the lowest")
    if place <= len(_ORDINALS):
        return wording.say(_ORDINALS[place - 1])
    return wording.say("number {place} from the top", place=place)


def explain_support(cohort: Cohort, wording: Wording) -> tuple[str, ...]:
    """Return what the published results can and cannot support, in whole sentences."""
    is_asked = cohort.asked is not None
    by_support = {
        Support.NONE: (
            message("For {items} only one other result is published, which is too few to compare with.")
            if is_asked
            else message("For {items} only one result is published, which is too few to compare with.")
        ),
        Support.FEW: message("For {items} few results are published; they say little of others."),
    }
    sentences = []
    unknown = [item.code for item in cohort.items if not item.count]
    if unknown and cohort.members:
        sentences.append(
            wording.say("For {items} no results are published.", items=describe_items(unknown, wording))
        )
    for support, sentence in by_support.items():
        codes = [item.code for item in cohort.items if item.count and item.support is support]
        if codes:
            sentences.append(wording.say(sentence, items=describe_items(codes, wording)))
    sentences.append(
        wording.say(
            "Those who publish their results are no random sample, so the comparison does not hold for all."
        )
    )
    return tuple(sentences)


def describe_mean(mean: PublishedMean, wording: Wording) -> str:
    """Return the figures of a published mean.

    >>> from fractions import Fraction
    >>> from kompass_spec.model import PublishedFigure, Text
    >>> from kompass_spec.wording.wording import wording_for
    >>> printed = [("total", 476), ("1", 55)]
    >>> figures = tuple(PublishedFigure(item=item, points=Fraction(points)) for item, points in printed)
    >>> describe_mean(PublishedMean(scope=Text({"en": "All"}), figures=figures, cited=()), wording_for("en"))
    '476 points in total and 55 points for area 1'
    """
    listed = []
    for figure in mean.figures:
        value = wording.number(figure.points)
        if mean.approximate:
            value = wording.say("about {number}", number=value)
        listed.append(describe_points(value, figure.item, wording))
    return listed_words(listed, wording)
