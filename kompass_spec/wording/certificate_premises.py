"""Say in words what certificates rest on, which to check them does not prove."""

from collections.abc import Iterator

from kompass_spec.documents.certificate_premises import Premises
from kompass_spec.wording.items import describe_items, listed_words
from kompass_spec.wording.wording import Wording

__all__ = ["premises_in_words"]


def premises_in_words(premises: Premises, wording: Wording) -> Iterator[str]:
    """Iterate over the sentences that say what was taken as it is, and what to compare it with.

    >>> from kompass_spec.wording.wording import wording_for
    >>> premises = Premises(
    ...     editions=("se-2016",), items=2, figures=1, scores=0, links=0, covers=0, without=("2.1",)
    ... )
    >>> for sentence in premises_in_words(premises, wording_for("en")):
    ...     print(sentence)
    Taken as it is, and not proved: the maxima of 2 items of se-2016 and 1 printed figure.
    Also taken as it is: question 2.1 does not apply.
    Compare this with the editions, the reports and the mappings.
    """
    counted = list(_counted(premises, wording))
    if counted:
        yield wording.say(
            "Taken as it is, and not proved: {premises}.", premises=listed_words(counted, wording)
        )
    if premises.without:
        yield wording.count(
            "Also taken as it is: {items} does not apply.",
            "Also taken as it is: {items} do not apply.",
            len(premises.without),
            items=describe_items(premises.without, wording),
        )
    if counted or premises.without:
        yield wording.say("Compare this with the editions, the reports and the mappings.")


def _counted(premises: Premises, wording: Wording) -> Iterator[str]:
    if premises.items:
        yield wording.count(
            "the maximum of {number} item of {editions}",
            "the maxima of {number} items of {editions}",
            premises.items,
            editions=listed_words(premises.editions, wording),
        )
    if premises.figures:
        yield wording.count("{number} printed figure", "{number} printed figures", premises.figures)
    if premises.scores:
        yield wording.count("{number} end of scores", "{number} ends of scores", premises.scores)
    if premises.links:
        yield wording.count("{number} stated link", "{number} stated links", premises.links)
    if premises.covers:
        yield wording.count(
            "{number} statement of what is all of an item",
            "{number} statements of what is all of an item",
            premises.covers,
        )
