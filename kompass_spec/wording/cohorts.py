"""Say in the reader's language where a result stands among published ones, and what these can support."""

from kompass_spec.model import Cohort, CohortItem, PublishedMean, Rank, Support
from kompass_spec.wording.figures import describe_item
from kompass_spec.wording.wording import Wording, message

__all__ = ["describe_mean", "describe_place", "explain_place", "explain_support"]


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
    'By the total this result is number 3 of 6, the highest first.'
    """
    if not total.count:
        return wording.say("No total of another result on this edition is published.")
    if total.rank is None:
        return wording.say(
            "Too little is printed of this result to say how its total stands among the others."
        )
    rank = total.rank
    if rank.best == rank.worst:
        sentence = message("By the total this result is number {place} of {number}, the highest first.")
        return wording.say(sentence, place=rank.best, number=rank.of)
    sentence = message(
        "By the total this result is number {best} to {worst} of {number}, the highest first; the printed"
        " figures do not tell more."
    )
    return wording.say(sentence, best=rank.best, worst=rank.worst, number=rank.of)


def explain_support(cohort: Cohort, wording: Wording) -> tuple[str, ...]:
    """Return what the published results can and cannot support, in whole sentences."""
    by_support = {
        Support.NONE: message("One result is published of {items}; it says nothing of others."),
        Support.FEW: message(
            "Few results are published of {items}: they can be laid side by side, but say little of others."
        ),
    }
    sentences = []
    unknown = [item.code for item in cohort.items if not item.count]
    if unknown and cohort.members:
        sentences.append(wording.say("Nothing is published of {items}.", items=_listed(unknown, wording)))
    for support, sentence in by_support.items():
        codes = [item.code for item in cohort.items if item.count and item.support is support]
        if codes:
            sentences.append(wording.say(sentence, items=_listed(codes, wording)))
    sentences.append(
        wording.say(
            "Those who publish their results are not drawn at random, so what is said of them here is not"
            " said of all."
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
    '476 points for the total, 55 points for area 1'
    """
    sentence = (
        message("about {value} points for {item}")
        if mean.approximate
        else message("{value} points for {item}")
    )
    return ", ".join(
        wording.say(sentence, value=wording.number(figure.points), item=describe_item(figure.item, wording))
        for figure in mean.figures
    )


def _listed(codes: list[str], wording: Wording) -> str:
    return ", ".join(describe_item(code, wording) for code in codes)
