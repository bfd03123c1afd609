"""The rules of a scorecard that was saved: it has its edition's items with their maxima, and adds up."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kompass_spec.model.applicability import Applicability, applicability_of, kind_problems
from kompass_spec.model.assessment_codes import dangling_problems
from kompass_spec.model.edition import Area, Criterion, Edition, Question
from kompass_spec.model.problems import Problem
from kompass_spec.model.quantities import exact_text
from kompass_spec.model.scorecard import Score, Scorecard

__all__ = ["lost_items", "scorecard_problems"]

_LEVELS = ("areas", "questions", "criteria")
_MOST_NAMED = 12

_Item = Edition | Area | Question | Criterion


def lost_items(scorecard: Scorecard, edition: Edition) -> str | None:
    """Say in some words which areas or questions of an edition a scorecard does not have, in its order.

    The questions of an area may be left out where one of them has no maximum. ``None`` is returned where
    nothing is lost; a scorer's every answer waits for this.
    """
    total, areas = scorecard.total, edition.areas
    if [part.code for part in total.parts] != [area.code for area in areas]:
        return f"it has {_named(total)}, and the areas are {_named(edition)}"
    for score, area in zip(total.parts, areas, strict=True):
        codes = [question.code for question in area.questions if question.scored]
        if [part.code for part in score.parts] != codes and not _has_the_parts(score, area, "questions"):
            return f"it has {_named(score)} in area {area.code}, and its questions are {_named(area)}"
    return None


def _named(whole: Score | Edition | Area | Question) -> str:
    return (
        ", ".join(part.code for part in whole.parts[:_MOST_NAMED])
        + (" and more" if len(whole.parts) > _MOST_NAMED else "")
        or "nothing"
    )


def scorecard_problems(scorecard: Scorecard, edition: Edition) -> Iterator[Problem]:
    """Find what cannot be in a scorecard on an edition, each with its place in the scorecard's JSON.

    Nobody can compute the whole of a scorecard but a scorer. What every scorer of sums keeps to is checked:
    the items and maxima are the edition's, of what applies, and no sum lies outside those of its parts. The
    scores of another scorer than the standard need be no sums, so of them only the codes are checked.
    """
    for problem in dangling_problems(scorecard.assessment, edition):
        yield problem.under("/assessment")
    if scorecard.total.code != "total":
        sentence = f"The total is called {scorecard.total.code!r}. Write 'total', or score the report again."
        yield Problem("inconsistent", sentence, pointer="/total/code")
    if not scorecard.is_of_sums:
        return
    unknown = [problem.under("/assessment") for problem in kind_problems(edition, scorecard.assessment)]
    if unknown:
        yield from unknown
        return
    what = applicability_of(edition, scorecard.assessment)
    # The JSON has the areas beside the total, and not in it.
    yield from _item_problems(
        scorecard.total, edition, what, pointer="/total", list_pointer="", levels=_LEVELS
    )


def _item_problems(
    score: Score,
    item: _Item,
    what: Applicability,
    *,
    pointer: str,
    list_pointer: str,
    levels: tuple[str, ...],
) -> Iterator[Problem]:
    """Find what is wrong with a score and those below it, of which the list stands at ``list_pointer``."""
    maximum = what.max(score.code)
    if maximum is not None and score.max != maximum:
        sentence = (
            f"The maximum of {score.code!r} is {exact_text(maximum)}, and this says {exact_text(score.max)}."
            " Correct it, or score the report again."
        )
        yield Problem("inconsistent", sentence, pointer=f"{pointer}/max")
    if score.applies != what.applies(score.code):
        sentence = (
            f"By its assessment {score.code!r} {'does not apply' if score.applies else 'applies'}, and this"
            " says otherwise. Correct `applies`, or score the report again."
        )
        yield Problem("inconsistent", sentence, pointer=f"{pointer}/applies")
    if not levels or isinstance(item, Criterion):
        return
    level, *below = levels
    where = f"{list_pointer}/{level}"
    if not _has_the_parts(score, item, level):
        yield _other_parts(score, item, level, where)
    elif score.parts:
        yield from _sum_problems(score, level, pointer)
        parts: Sequence[_Item] = item.parts
        for index, (part, known) in enumerate(zip(score.parts, parts, strict=True)):
            here = f"{where}/{index}"
            yield from _item_problems(part, known, what, pointer=here, list_pointer=here, levels=tuple(below))


def _has_the_parts(score: Score, item: Edition | Area | Question, level: str) -> bool:
    """Tell whether a score has the parts of its item, or none where it may be scored as a whole."""
    # An item is scored as a whole where what is below it is not known or not weighed.
    weighed = all(part.max is not None for part in item.parts)
    if level != "areas" and not score.parts and (level == "criteria" or not weighed):
        return True
    return [part.code for part in score.parts] == [part.code for part in item.parts]


def _other_parts(score: Score, item: Edition | Area | Question, level: str, pointer: str) -> Problem:
    known = ", ".join(part.code for part in item.parts)
    given = ", ".join(part.code for part in score.parts)
    sentence = (
        f"The {level} of {score.code!r} are {known or 'none'}, in this order, and this has"
        f" {given or 'none'}. Score the report again."
    )
    return Problem("inconsistent", sentence, pointer=pointer)


def _sum_problems(score: Score, level: str, pointer: str) -> Iterator[Problem]:
    """Find bounds that lie outside the sums of those of the parts."""
    low = sum((part.low for part in score.parts), Fraction(0))
    high = sum((part.high for part in score.parts), Fraction(0))
    if score.low < low or score.high > high:
        sentence = (
            f"The {level} of {score.code!r} add up to {exact_text(low)} to {exact_text(high)}, and this"
            f" says {exact_text(score.low)} to {exact_text(score.high)}. Score the report again."
        )
        yield Problem("inconsistent", sentence, pointer=f"{pointer}/low")
