"""Number what is read where a document has no lines; a number knows the place that it stands for."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, final

from attrs import evolve

from kompass_import_report.lines import Line
from kompass_spec import Assessment, Imported, Problem
from kompass_spec.model import Place

__all__ = ["Spot", "Spots"]

_NUMBERED = re.compile(
    r"(?:\b[Ll]ines? )?\x00(?P<spot>\d+):(?P<place>[^\x01]*)\x01|\b[Ll]ines? (?P<number>\d+)\b"
)
"""How what is read stands in a sentence, with the word before it that would be wrong."""

_PAGES = re.compile(r"\b[Pp]age \d+(?:(?:, | and )page \d+)+")
"""Pages in a sentence, one for every row that stands there."""
_PAGE = re.compile(r"\d+")
_CELLS = re.compile(
    r"\b([Ss])(heet [^\n]{1,31}?, cell )([A-Z]{1,3}\d+)((?:(?:, | and )[Ss]\2[A-Z]{1,3}\d+)+)"
)
_CELL = re.compile(r", cell ([A-Z]{1,3}\d+)(?=, [Ss]heet | and [Ss]heet |\Z)")

_PLACED = ("observations", "not_applicable", "headings", "findings", "evidence", "comparability")
_LONGEST = 50


@final
class Spot(int):
    """Number what stands on one row, as a line would be, and know the place of the cell or the paragraph.

    Two spots are equal where their numbers are, as the figures of one row are on one line of a text. In a
    sentence a spot stands between marks, until ``Spots`` puts its place there.
    """

    place: Place

    def __new__(cls, number: int, place: Place) -> "Spot":
        """Return the number, which knows its place."""
        spot = super().__new__(cls, number)
        spot.place = place
        return spot

    def __str__(self) -> str:
        return f"\x00{int(self)}:{self.place}\x01"

    __repr__ = __str__

    def __format__(self, how: str) -> str:
        return str(self)


@final
class Spots:
    """Put the places of spots where their numbers are; ``lines`` are those that were read.

    >>> from kompass_import_report.lines import Kind
    >>> spots = Spots([Line(Spot(7, Place(page=14)), Kind.TEXT, "Ledarskap 61")])
    >>> str(spots.problem(Problem("x", f"See line {Spot(7, Place())}.", line=7)))
    'page 14: See page 14.'
    >>> str(spots.problem(Problem("x", f"Line {Spot(7, Place(page=15))} is odd.", line=7)))
    'page 14: Page 15 is odd.'
    >>> str(spots.problem(Problem("x", f"See line {Spot(8, Place(line=7))}.", line=7)))
    'page 14: See line 7.'
    >>> rows = [Spot(number, Place(page=number)) for number in (3, 3, 4)]
    >>> str(spots.problem(Problem("x", "See lines {}, {} and {}.".format(*rows))))
    'See page 3 and page 4.'
    >>> rows = [Spot(number, Place(sheet="Resultat", cell=f"A{number}")) for number in (3, 4, 5)]
    >>> str(spots.problem(Problem("x", "See lines {}, {} and {}.".format(*rows))))
    'See sheet Resultat, cells A3, A4 and A5.'
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = {int(line.number): line for line in lines if isinstance(line.number, Spot)}

    def imported(self, imported: Imported) -> Imported:
        """Return what was read with its places."""
        return Imported(
            assessments=tuple(map(self._assessment, imported.assessments)),
            warnings=tuple(map(self.problem, imported.warnings)),
        )

    def problem(self, problem: Problem) -> Problem:
        """Return a warning with its place; where it has none, its sentence says beside what it stands."""
        message = self._worded(problem.message)
        changes = self._place_of(problem)
        if changes and not any(changes.values()) and message == problem.message:
            message = f"{message} It stands at {self._named(int(problem.line or 0))}."
        return evolve(problem, message=message, **changes)

    def _assessment(self, assessment: Assessment) -> Assessment:
        changes: dict[str, Any] = {
            name: tuple(map(self._placed, getattr(assessment, name))) for name in _PLACED
        }
        if assessment.year_reason is not None:
            changes["year_reason"] = self._worded(assessment.year_reason)
        return evolve(assessment, **changes)

    def _placed(self, thing: Any) -> Any:
        changes = self._place_of(thing)
        return evolve(thing, **changes) if changes else thing

    def _place_of(self, thing: Any) -> Mapping[str, Any]:
        if thing.line is None:
            return {}
        if isinstance(thing.line, Spot):
            place = thing.line.place
        else:
            line = self._lines.get(thing.line)
            place = line.number.place if line is not None and isinstance(line.number, Spot) else Place()
        return {name: getattr(place, name) for name in ("line", "page", "sheet", "cell")}

    def _worded(self, sentence: str) -> str:
        """Return a sentence that names places instead of numbers."""
        return _CELLS.sub(_in_one_sheet, _PAGES.sub(_each_once, _NUMBERED.sub(self._in_words, sentence)))

    def _in_words(self, found: re.Match[str]) -> str:
        words = found["place"] or self._named(int(found["spot"] or found["number"]))
        return words[:1].upper() + words[1:] if found[0].startswith("L") else words

    def _named(self, number: int) -> str:
        """Return a place in words, or what stands there where nothing else says it."""
        line = self._lines.get(number)
        if line is None:
            return "its beginning"
        if isinstance(line.number, Spot) and line.number.place:
            return str(line.number.place)
        short = line.text if len(line.text) <= _LONGEST else f"{line.text[:_LONGEST]} …"
        return f"'{short}'" if short else "its beginning"


def _each_once(pages: re.Match[str]) -> str:
    """Return pages that are named one after the other, each once."""
    first, *others = dict.fromkeys(_PAGE.findall(pages[0]))
    last = f" and page {others[-1]}" if others else ""
    return f"{pages[0][:5]}{', page '.join([first, *others[:-1]])}{last}"


def _in_one_sheet(cells: re.Match[str]) -> str:
    """Return cells of one sheet that are named one after the other, with the sheet named once."""
    *first, last = dict.fromkeys([cells[3], *_CELL.findall(cells[4])])
    named = f"{', '.join(first)} and {last}" if first else last
    return f"{cells[1]}{cells[2].removesuffix(' ')}{'s' if first else ''} {named}"
