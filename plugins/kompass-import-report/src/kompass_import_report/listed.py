"""Find the lines in a list of areas that do not have the name of one, or whose figure cannot be read."""

from enum import Enum
from typing import final

from attrs import define, evolve, field

from kompass_import_report.collecting import stands_for_figure
from kompass_import_report.figures import named_figures
from kompass_import_report.lines import Kind, Line
from kompass_import_report.names import Names
from kompass_import_report.parts import Paragraph
from kompass_import_report.titles import begins_appendix, begins_chapter
from kompass_import_report.totals import read_totals

__all__ = ["ListedRows"]

_LONGEST = 120
_MOST_WORDS = 12
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

    def is_unknown_row(self, position: int) -> bool:
        """Tell whether a line stands among those of areas and their figures, and is not one that is read otherwise."""
        line = self.lines[position]
        if self._role(position) is not _Role.ROW or _begins(line):
            return False
        if not any(self._stands_by_area(position, step) for step in (-1, 1)):
            return False
        # What is certain to be a total in running text is read as one.
        return not read_totals([Paragraph(pieces=[(line.number, line.text)])], lambda _: False).figures

    def _stands_by_area(self, position: int, step: int) -> bool:
        """Tell whether only other rows stand between a line and one of an area, above it or below it."""
        for away in range(1, _FARTHEST + 1):
            place = position + step * away
            role = self._role(place) if 0 <= place < len(self.lines) else _Role.NONE
            if role is _Role.AREA or role is _Role.NONE:
                return role is _Role.AREA
        return False

    def _role(self, position: int) -> _Role:
        found = self._roles.get(position)
        if found is None:
            line = self.lines[position]
            if line.empty:
                found = _Role.EMPTY
            elif not _is_row(line):
                found = _Role.NONE
            else:
                found = _Role.AREA if _is_area(line, self.names) else _Role.ROW
            self._roles[position] = found
        return found


def _is_row(line: Line) -> bool:
    """Tell whether a line is some words and, behind them, a figure or what stands for one."""
    if line.kind not in {Kind.TEXT, Kind.BULLET} or line.level or not 1 < len(line.text) <= _LONGEST:
        return False
    if len(line.cells[0].items) > 1 or len(line.text.split()) > _MOST_WORDS:
        return False
    words, figures = named_figures(line.text)
    if figures:
        return any(letter.isalpha() for letter in words)
    words, _, last = line.text.rpartition(" ")
    unread = any(letter.isdigit() for letter in last) and not last.endswith(".") and stands_for_figure(last)
    return unread and any(letter.isalpha() for letter in words)


def _is_area(line: Line, names: Names) -> bool:
    """Tell whether a row has the name of an area and a figure, so that it is read."""
    words, figures = named_figures(line.text)
    name = names.area(words, line.number) if figures else None
    return name is not None and (name.known is not None or name.marked)


def _begins(line: Line) -> bool:
    """Tell whether a row has the words of a chapter or an appendix; a number alone also stands before an area."""
    return begins_appendix(line) or begins_chapter(evolve(line, bold=False))
