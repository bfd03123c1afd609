"""The rules of a scorecard that was saved: it has the items of its edition, with their maxima, and adds up."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kompass_spec.model.assessment_rules import dangling_problems
from kompass_spec.model.problems import Problem
from kompass_spec.model.quantities import exact_text

if TYPE_CHECKING:
    from kompass_spec.model.edition import Edition
    from kompass_spec.model.scorecard import Score, Scorecard

__all__ = ["scorecard_problems"]

_LEVELS = ("areas", "questions", "criteria")


def scorecard_problems(scorecard: "Scorecard", edition: "Edition") -> Iterator[Problem]:
    """Find what cannot be in a scorecard on an edition, each with its place in the scorecard's JSON.

    Nobody can compute the whole of a scorecard but a scorer. What every scorer keeps to is checked: the items
    and maxima are the edition's, and no sum lies outside those of its parts.
    """
    yield from (one.under("/assessment") for one in dangling_problems(scorecard.assessment, edition))
    if scorecard.total.code != "total":
        sentence = f"The total is called {scorecard.total.code!r}. Write 'total', or score the report again."
        yield Problem("inconsistent", sentence, pointer="/total/code")
    yield from _item_problems(scorecard.total, edition, "", "/total", _LEVELS)


def _item_problems(
    score: "Score", item: Any, place: str, pointer: str, levels: tuple[str, ...]
) -> Iterator[Problem]:
    if item.max is not None and score.max != item.max:
        sentence = (
            f"The maximum of {score.code!r} is {exact_text(item.max)}, and this says {exact_text(score.max)}."
            " Correct it, or score the report again."
        )
        yield Problem("inconsistent", sentence, pointer=f"{pointer}/max")
    if not levels:
        return
    known, found = [part.code for part in item.parts], [part.code for part in score.parts]
    where = f"{place}/{levels[0]}"
    # A question is scored as a whole where its criteria are not known or not weighed.
    if found != known and not (levels[0] == "criteria" and not found):
        sentence = (
            f"The {levels[0]} of {score.code!r} are {', '.join(known) or 'none'}, in this order, and this has"
            f" {', '.join(found) or 'none'}. Score the report again."
        )
        yield Problem("inconsistent", sentence, pointer=where)
        return
    if not found:
        return
    low, high = (sum(getattr(part, end) for part in score.parts) for end in ("low", "high"))
    if score.low < low or score.high > high:
        sentence = (
            f"The {levels[0]} of {score.code!r} add up to {exact_text(low)} to {exact_text(high)}, and this"
            f" says {exact_text(score.low)} to {exact_text(score.high)}. Score the report again."
        )
        yield Problem("inconsistent", sentence, pointer=f"{pointer}/low")
    for number, (part, below) in enumerate(zip(score.parts, item.parts, strict=True)):
        yield from _item_problems(part, below, f"{where}/{number}", f"{where}/{number}", levels[1:])
