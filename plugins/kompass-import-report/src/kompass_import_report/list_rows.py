"""Find the lines in a list of areas that do not have the name of one, or whose figure cannot be read."""

import re
from enum import Enum
from typing import final

from attrs import define, evolve, field

from kompass_import_report.collector import is_unread
from kompass_import_report.figures import named_figures
from kompass_import_report.left_out import left_out
from kompass_import_report.lines import Kind, Line
from kompass_import_report.names import Names
from kompass_import_report.parts import Paragraph
from kompass_import_report.printed_numbers import printed_numbers
from kompass_import_report.titles import begins_appendix, begins_chapter
from kompass_import_report.totals import read_totals

__all__ = ["ListedRows"]

_LONGEST = 120
_MOST_WORDS = 12
_HEAD = re.compile(
    r"[^\d()]{0,40}\b(?:po[äe]ng|points?|skår|score|resultat)\w{0,6}[\s(,:–-]{1,3}"
    r"(?:(?:max|maks)\w*\.?:?|av|af|of|[01]\s?[–-]|fr[åa]n? [01] til?l?)\s?"
    r"(?:möjliga|mulige|moglege|possible)?\s?"
    r"[0-9]{2,3}\)?:?"
    r"|[^\d()]{0,60}\b(?:skala\w*|scale|betyg\w*)\b[^\d]{0,20}[01]\s?(?:[-–]|til?l?|to)\s?[0-9]{1,3}\)?:?",
    re.IGNORECASE,
)
"""A head with the most that there may be: ``Poäng (0–100)``."""
_NEAR = 4
_FARTHEST = 30
"""The number of lines in which a list has the name of an area, if it is one of areas."""


@final
class _Role(Enum):
    """Say what a line is in a list of areas."""

    NONE = "none"
    EMPTY = "empty"
    ROW = "row"
    AREA = "area"


@final
@define
class ListedRows:
    """Look at the lines around one; what each line is, is only asked once."""

    lines: list[Line]
    names: Names
    _roles: dict[int, _Role] = field(factory=dict)

    def is_bold_row(self, position: int) -> bool:
        """Tell whether a bold line is a row of an area in a list of such rows, and so no title."""
        if not self.lines[position].bold or self._role(position) is not _Role.AREA:
            return False
        return any(self._stands_by_area(position, step) for step in (-1, 1))

    def is_area_row(self, position: int) -> bool:
        """Tell whether a line is the name of an area and a figure."""
        return self._role(position) is _Role.AREA

    def is_row(self, position: int) -> bool:
        """Tell whether a line is some words and a figure, whatever it is of."""
        return self._role(position) in {_Role.ROW, _Role.AREA}

    def is_above_row(self, position: int) -> bool:
        """Tell whether the next line that is not empty is a row of words and a figure; this one is none."""
        roles = (self._role(later) for later in range(position + 1, min(position + _NEAR, len(self.lines))))
        following = next((role for role in roles if role is not _Role.EMPTY), None)
        return not self.is_row(position) and following in {_Role.ROW, _Role.AREA}

    def is_unknown_row(self, position: int, *, headed: bool = False) -> bool:
        """Tell whether a line stands among those of areas and figures, and is not read otherwise.

        ``headed`` says that the list has a year or an organisation of its own, which running text has not.
        """
        line = self.lines[position]
        if self._role(position) is not _Role.ROW or _begins(line):
            return False
        if not any(self._stands_by_area(position, step) for step in (-1, 1)):
            return False
        numbers = printed_numbers(line.text)
        if all(left_out(line.text, number.start, number.end) for number in numbers):
            return False
        if headed:
            return True
        # What is certain to be a total in running text is read as one.
        return not read_totals([Paragraph(pieces=[(line.number, line.text)])], lambda _: False).figures

    def _stands_by_area(self, position: int, step: int) -> bool:
        """Tell whether only other rows stand between a line and one of an area, above it or below it."""
        for away in range(1, _FARTHEST + 1):
            role = self._role(position + step * away)
            if role in {_Role.AREA, _Role.NONE}:
                return role is _Role.AREA
        return False

    def _role(self, position: int) -> _Role:
        """Return what the line at a position is; outside the report, nothing."""
        if not 0 <= position < len(self.lines):
            return _Role.NONE
        role = self._roles.get(position)
        if role is None:
            role = self._roles[position] = _role_of(self.lines[position], self.names)
        return role


def _role_of(line: Line, names: Names) -> _Role:
    if line.empty:
        return _Role.EMPTY
    if not _is_row(line):
        return _Role.NONE
    return _Role.AREA if _is_area(line, names) else _Role.ROW


def _is_row(line: Line) -> bool:
    """Tell whether a line is some words and, behind them, a figure or what stands for one."""
    if line.kind not in {Kind.TEXT, Kind.BULLET} or line.level or not 1 < len(line.text) <= _LONGEST:
        return False
    if len(line.cells[0].items) > 1 or len(line.text.split()) > _MOST_WORDS or _HEAD.fullmatch(line.text):
        return False
    words, figures = named_figures(line.text)
    if not figures:
        words, _, last = line.text.rpartition(" ")
        if last.endswith(".") or not is_unread(last):
            return False
    return any(letter.isalpha() for letter in words)


def _is_area(line: Line, names: Names) -> bool:
    """Tell whether a row has the name of an area and a figure, so that it is read."""
    words, figures = named_figures(line.text)
    name = names.area(words, line.number) if figures else None
    return name is not None and name.certain


def _begins(line: Line) -> bool:
    """Tell whether a row has the words of a chapter or an appendix: a number also stands before an area."""
    return begins_appendix(line) or begins_chapter(evolve(line, bold=False))
