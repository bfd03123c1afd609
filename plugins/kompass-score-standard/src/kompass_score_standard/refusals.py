"""Say why an assessment cannot be scored on an edition: unknown weights, items that it has not."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import final

from attrs import evolve, frozen

from kompass_spec import InputError, Problem
from kompass_spec.model import TOTAL, Assessment, Completeness, Edition, NotApplicable, Observation, Quantity
from kompass_spec.model.applicability import applicability_of, kind_problems
from kompass_spec.model.assessment_codes import level_problem
from kompass_spec.model.identity import Same
from kompass_spec.wording.editions import explain_known
from kompass_spec.wording.wording import wording_for

__all__ = ["refuse"]

_NAMED = 5
_item_of, _quantity_of = attrgetter("item"), attrgetter("quantity")


def refuse(edition: Edition, assessment: Assessment) -> None:
    """Raise ``InputError`` with everything that keeps an assessment from being scored on an edition."""
    if _is_plain(edition, assessment):
        return
    problems = [*_edition_problems(edition, assessment), *_figure_problems(edition, assessment)]
    if problems:
        raise InputError(problems)


@final
@frozen(eq=False)
class _Known:
    """Hold what is asked of an edition for every assessment: whether it can be scored, and what it has."""

    is_weighed: bool
    codes: frozenset[str]


@lru_cache(maxsize=64)
def _known(same: Same[Edition]) -> _Known:
    edition = same.value
    codes = {TOTAL, *(item.code for item in edition.walk())} - _unsummed(edition)
    return _Known(edition.max is not None, frozenset(codes))


def _is_plain(edition: Edition, assessment: Assessment) -> bool:
    """Tell whether nothing can be wrong, as nearly always; where it can, what is wrong is to be found."""
    known = _known(Same(edition))
    return (
        assessment.edition == edition.id
        and known.is_weighed
        and known.codes.issuperset(map(_item_of, assessment.observations))
        and Quantity.LEVEL not in map(_quantity_of, assessment.observations)
        and {one.item for one in assessment.not_applicable} <= known.codes
        and not any(kind_problems(edition, assessment))
        and applicability_of(edition, assessment).max(TOTAL) is not None
    )


def _edition_problems(edition: Edition, assessment: Assessment) -> Iterator[Problem]:
    """Find what keeps every assessment, or this one, from being scored on the edition."""
    if assessment.edition != edition.id:
        sentence = (
            f"The assessment is on the edition {assessment.edition!r} and cannot be scored on {edition.id!r}."
            " Convert it first."
        )
        yield Problem("other-edition", sentence)
    if edition.max is None:
        unweighed = [area.code for area in edition.areas if area.max is None]
        noun = "area" if len(unweighed) == 1 else "areas"
        named = f"{noun} {', '.join(unweighed)}" if unweighed else "the total"
        sentence = (
            f"The edition {edition.id!r} does not say the maximum points of {named}."
            f" {explain_known(edition, wording_for('en'))} Install a fuller release of the edition, if there"
            " is one."
        )
        yield Problem("unknown-weights", sentence)
        return
    unknown = list(kind_problems(edition, assessment))
    yield from unknown
    if not unknown and applicability_of(edition, assessment).max(TOTAL) is None:
        sentence = (
            f"The edition {edition.id!r} does not say the maximum points of everything that does not apply"
            " here, so that of what applies is not known. Install a fuller release of the edition, if there"
            " is one."
        )
        yield Problem("unknown-weights", sentence)


def _figure_problems(edition: Edition, assessment: Assessment) -> Iterator[Problem]:
    """Find figures of items that the edition does not have, or that are part of no sum."""
    figures = assessment.observations
    named: list[Observation | NotApplicable] = [*figures, *assessment.not_applicable]
    unknown = [printed for printed in named if printed.item != TOTAL and printed.item not in edition]
    if unknown:
        sentence = (
            f"The edition {edition.id!r} has no item {_items(unknown)}. Correct the item, or the edition of"
            " the assessment."
        )
        yield Problem("unknown-item", sentence, line=unknown[0].line)
    for printed in figures:
        is_level = printed.quantity is Quantity.LEVEL and (printed.item == TOTAL or printed.item in edition)
        problem = level_problem(printed, edition) if is_level else None
        if problem is not None:
            yield evolve(problem, pointer=None)
    unsummed = _unsummed(edition)
    unbounding = [
        printed for printed in figures if printed.item in unsummed and printed.quantity is not Quantity.LEVEL
    ]
    if unbounding:
        sentence = (
            f"The edition {edition.id!r} does not say the maximum points of every criterion of the question"
            f" of {_items(unbounding)}, so a figure of it bounds nothing. Leave it out, or install a fuller"
            " release of the edition."
        )
        yield Problem("unknown-weights", sentence, line=unbounding[0].line)


def _unsummed(edition: Edition) -> set[str]:
    """Return the criteria of questions that are no sum of them, because the weight of one is not known.

    Of an edition whose maxima are not all known, what is printed of them is kept, and says nothing.
    """
    codes: set[str] = set()
    if edition.completeness is Completeness.QUESTIONS:
        return codes
    for question in edition.questions:
        if question.scored and any(criterion.max is None for criterion in question.criteria):
            codes.update(criterion.code for criterion in question.criteria)
    return codes


def _items(figures: Sequence[Observation | NotApplicable]) -> str:
    """Return the items of figures, the first few by their codes and how many more there are."""
    codes = list(dict.fromkeys(figure.item for figure in figures))
    more = f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else ""
    return ", ".join(map(repr, codes[:_NAMED])) + more
