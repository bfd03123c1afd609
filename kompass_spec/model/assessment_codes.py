"""The codes of an assessment: those that its edition has not."""

from collections.abc import Iterator

from kompass_spec.model.assessment import TOTAL, Assessment, Comparability
from kompass_spec.model.edition import Edition
from kompass_spec.model.problems import Problem

__all__ = ["dangling_problems"]


def dangling_problems(assessment: Assessment, edition: Edition) -> Iterator[Problem]:
    """Find the codes of an assessment that its edition has not, each with its place in it."""
    areas = {area.code for area in edition.areas}
    items = {TOTAL, *areas, *(item.code for item in edition.walk())}
    headings = {heading.code for heading in edition.headings} | {None}
    # All but very few codes are known, so that nothing else is done for those.
    for index, observation in enumerate(assessment.observations):
        if observation.item not in items:
            yield _dangling(edition, observation.item, f"/observations/{index}/item")
    for index, finding in enumerate(assessment.findings):
        if finding.area not in areas:
            yield _dangling(edition, finding.area, f"/findings/{index}/area")
    for index, printed in enumerate(assessment.headings):
        if printed.area not in areas:
            yield _dangling(edition, printed.area, f"/headings/{index}/area")
        if printed.code not in headings:
            yield _dangling(edition, printed.code, f"/headings/{index}/code")
    for index, compared in enumerate(assessment.comparability):
        yield from _compared_problems(compared, edition, items, areas, f"/comparability/{index}")


def _compared_problems(
    compared: Comparability, edition: Edition, items: set[str], areas: set[str], pointer: str
) -> Iterator[Problem]:
    """Find the codes of a statement on comparing; one on another edition has the codes of that."""
    if compared.edition != edition.id:
        return
    if compared.item not in items:
        yield _dangling(edition, compared.item, f"{pointer}/item")
    for code in compared.areas:
        if code not in areas:
            yield _dangling(edition, code, f"{pointer}/areas")


def _dangling(edition: Edition, code: str | None, pointer: str) -> Problem:
    sentence = f"{edition.id} has no {code!r}. Correct the code, or take out what is said of it."
    return Problem("dangling-code", sentence, pointer=pointer)
