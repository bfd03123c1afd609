"""Number what is read where a document has no lines; a number knows the place that it stands for."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar, final

from attrs import evolve, fields_dict

from kompass_spec import Assessment, Imported, Problem
from kompass_spec.model import Place

__all__ = ["Spot", "placed_import", "placed_problem"]

T = TypeVar("T")

_MARKED = re.compile("(?:\\b[Ll]ines? )?\x00([^\x00]*)\x01")
"""How a spot stands in a sentence, with the word before it that would be wrong."""

_PLACED = ("observations", "not_applicable", "headings", "findings", "evidence", "comparability")


@final
class Spot(int):
    """Number what stands on one row, as a line would be, and know the place of the cell or the paragraph.

    Two spots are equal where their numbers are, as the figures of one row are on one line of a text. In a
    sentence a spot is its place between marks, which ``placed_problem`` takes away.

    >>> spot = Spot(7, Place(page=14))
    >>> spot == 7, placed_problem(Problem("x", f"See line {spot}.", line=spot)).message
    (True, 'See page 14.')
    """

    place: Place

    def __new__(cls, number: int, place: Place) -> "Spot":
        """Return the number, which knows its place."""
        spot = super().__new__(cls, number)
        spot.place = place
        return spot

    def __str__(self) -> str:
        return f"\x00{self.place or f'block {int(self)}'}\x01"

    __repr__ = __str__

    def __format__(self, how: str) -> str:
        return str(self)


def placed_import(imported: Imported) -> Imported:
    """Return what was read with its places wherever a line is a spot."""
    return Imported(
        assessments=tuple(map(_placed_assessment, imported.assessments)),
        warnings=tuple(map(placed_problem, imported.warnings)),
    )


def _placed_assessment(assessment: Assessment) -> Assessment:
    changes: dict[str, Any] = {name: tuple(map(_placed, getattr(assessment, name))) for name in _PLACED}
    if assessment.year_reason is not None:
        changes["year_reason"] = _MARKED.sub(_worded, assessment.year_reason)
    return evolve(assessment, **changes)


def _placed(thing: T) -> T:
    """Return a figure, a finding or anything else with its place where its line is a spot."""
    changes = _place_of(thing)
    return evolve(thing, **changes) if changes else thing  # type: ignore[type-var]  # all of them are of attrs


def placed_problem(problem: Problem) -> Problem:
    """Return a warning with its place where its line is a spot, and without the marks of spots in it."""
    message = _MARKED.sub(_worded, problem.message)
    changes = _place_of(problem)
    if message == problem.message and not changes:
        return problem
    return evolve(problem, message=message, **changes)


def _worded(marked: re.Match[str]) -> str:
    words = marked[1]
    return words[:1].upper() + words[1:] if marked[0].startswith("L") else words


def _place_of(thing: Any) -> Mapping[str, Any]:
    if not isinstance(thing.line, Spot):
        return {}
    place = thing.line.place
    known = fields_dict(type(thing))
    return {name: getattr(place, name) for name in ("line", "page", "sheet", "cell") if name in known}
