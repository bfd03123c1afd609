"""The codes and the levels of an assessment: those that its edition has not."""

from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from kompass_spec.model.assessment import TOTAL, Assessment, Comparability, Observation, Quantity
from kompass_spec.model.edition import Edition
from kompass_spec.model.identity import Same
from kompass_spec.model.problems import Problem
from kompass_spec.model.quantities import exact_text

__all__ = ["dangling_problems", "level_problem"]

_item_of, _quantity_of = attrgetter("item"), attrgetter("quantity")


def dangling_problems(assessment: Assessment, edition: Edition) -> Iterator[Problem]:
    """Find the codes of an assessment that its edition has not, each with its place in it."""
    yield from _item_problems(assessment, edition)
    areas = {area.code for area in edition.areas}
    headings = {heading.code for heading in edition.headings} | {None}
    for index, finding in enumerate(assessment.findings):
        if finding.area not in areas:
            yield _dangling(edition, finding.area, f"/findings/{index}/area")
    for index, printed in enumerate(assessment.headings):
        if printed.area not in areas:
            yield _dangling(edition, printed.area, f"/headings/{index}/area")
        if printed.code not in headings:
            yield _dangling(edition, printed.code, f"/headings/{index}/code")
    for key in ("evidence", "comments"):
        for index, part in enumerate(getattr(assessment, key)):
            if part.item not in {None, TOTAL} and part.item not in edition:
                yield _dangling(edition, part.item, f"/{key}/{index}/item")
    for index, compared in enumerate(assessment.comparability):
        yield from _compared_problems(compared, edition, areas, f"/comparability/{index}")


def _item_problems(assessment: Assessment, edition: Edition) -> Iterator[Problem]:
    """Find figures of items that the edition has not, or of levels, and items that are said not to apply."""
    figures = assessment.observations
    # All but very few codes are known, so that nothing else is done for them.
    is_known = _codes(Same(edition)).issuperset(map(_item_of, figures))
    is_plain = is_known and Quantity.LEVEL not in map(_quantity_of, figures)
    for index, observation in enumerate(() if is_plain else figures):
        if observation.item != TOTAL and observation.item not in edition:
            yield _dangling(edition, observation.item, f"/observations/{index}/item")
        elif observation.quantity is Quantity.LEVEL:
            problem = level_problem(observation, edition)
            if problem is not None:
                yield problem.under(f"/observations/{index}")
    for index, omitted in enumerate(assessment.not_applicable):
        if omitted.item not in edition:
            yield _dangling(edition, omitted.item, f"/not_applicable/{index}/item")


@lru_cache(maxsize=64)
def _codes(same: Same[Edition]) -> frozenset[str]:
    """Return the codes that a figure may be of."""
    return frozenset({TOTAL, *(item.code for item in same.value.walk())})


def _is_context(code: str, edition: Edition) -> bool:
    """Tell whether a code is that of a question that is not scored, or of a criterion of one."""
    context = (question for question in edition.questions if not question.scored)
    return any(
        code in {question.code, *(criterion.code for criterion in question.criteria)} for question in context
    )


def level_problem(printed: Observation, edition: Edition) -> Problem | None:
    """Return why a printed level is none of its item's scale, ``None`` where it is one.

    >>> from fractions import Fraction
    >>> from kompass_spec import load_registry
    >>> seen = Observation(item="2.4", quantity=Quantity.LEVEL, value=Fraction(3))
    >>> print(level_problem(seen, load_registry()["se-2016"]))
    /value: '2.4' is not answered on a scale in se-2016, so the level 3 says nothing. Give points or percent.
    """
    scale = edition.scale_of(printed.item)
    written = exact_text(printed.value)
    if scale is None and _is_context(printed.item, edition):
        sentence = (
            f"{printed.item!r} is asked for context: in {edition.id} it has no scale and no points, so the"
            f" level {written} says nothing. Leave it out, or give the question a scale in the edition."
        )
        return Problem("unknown-level", sentence, pointer="/value", line=printed.line)
    if scale is None:
        sentence = (
            f"{printed.item!r} is not answered on a scale in {edition.id}, so the level {written} says"
            " nothing. Give points or percent."
        )
        return Problem("unknown-level", sentence, pointer="/value", line=printed.line)
    if scale.level(printed.value) is None:
        levels = ", ".join(exact_text(level.value) for level in scale.levels)
        sentence = (
            f"The scale {scale.id!r} of {printed.item!r} has no level {written}. Its levels are: {levels}."
        )
        return Problem("unknown-level", sentence, pointer="/value", line=printed.line)
    return None


def _compared_problems(
    compared: Comparability, edition: Edition, areas: set[str], pointer: str
) -> Iterator[Problem]:
    """Find the codes of a statement on comparing; one on another edition has the codes of that."""
    if compared.edition != edition.id:
        return
    if compared.item != TOTAL and compared.item not in edition:
        yield _dangling(edition, compared.item, f"{pointer}/item")
    for code in compared.areas:
        if code not in areas:
            yield _dangling(edition, code, f"{pointer}/areas")


def _dangling(edition: Edition, code: str | None, pointer: str) -> Problem:
    sentence = f"{edition.id} has no {code!r}. Correct the code, or take out what is said of it."
    return Problem("dangling-code", sentence, pointer=pointer)
