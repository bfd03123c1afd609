"""Read the head of a score table: the area that it names, and what its columns hold."""

import re
from collections.abc import Container, Sequence
from typing import final

from attrs import evolve, frozen

from kompass_import_report.collector import is_unread, stands_for_figure
from kompass_import_report.columns import YEAR, Column, read_column
from kompass_import_report.figures import read_figure
from kompass_import_report.item_codes import QUESTION
from kompass_import_report.labels import is_label, label_key
from kompass_import_report.levels import is_numbered_level
from kompass_import_report.lines import Cell
from kompass_import_report.names import AreaName, Names
from kompass_import_report.owners import Owners
from kompass_spec.model import Quantity

__all__ = ["AREA_CODE", "Head", "read_head", "spaced_head", "without_area"]

AREA_CODE = re.compile(r"[0-9]{1,2}\.?")
"""A cell with the number of an area."""

_FRAMEWORKS = {"kommunkompassen", "kommunekompasset", "kommunkompass", "kommunekompass"}
"""Heads of a column beside those of other surveys."""
_FIGURE = re.compile(r"[-+−–]?[0-9]")
_LONGEST_HEAD = 160
_FEWEST_HEADS = 2


@final
@frozen
class Head:
    """Hold what a row says as a head: an area, and columns, ``None`` for those of codes and words.

    ``labelled`` says that a word such as the one for areas stands above the column of words.
    """

    area: AreaName | None
    columns: tuple[Column | None, ...]
    labelled: bool = False

    @property
    def labels(self) -> list[str]:
        """Return the labels of the columns that hold figures."""
        return [column.label for column in self.columns if column]

    @property
    def years(self) -> frozenset[int]:
        """Return the years that head columns."""
        return frozenset(column.year for column in self.columns if column and column.year)

    @property
    def unknown(self) -> list[Column]:
        """Return the columns whose label is not understood."""
        return [column for column in self.columns if column and column.quantity is None]

    def owned(self, owners: Owners) -> "Head":
        """Return the head with the columns that the name of an organisation heads as what they are.

        Without other columns or the word for areas, such a row may say whose the report is.
        """
        wished = owners.wished if self.years - owners.wished else ()
        columns = (
            *self.columns[:1],
            *(column and _unless_wished(owners.column(column), wished) for column in self.columns[1:]),
        )
        known = sum(column is not None and column.quantity is not None for column in columns)
        return evolve(self, columns=columns) if self.labelled or known > 1 else self

    def is_certain(self, *, below_rows: bool) -> bool:
        """Tell whether the row is a head; ``below_rows`` says that it stands in a list of areas."""
        if self.labelled and self.unknown and not below_rows and self.area is None:
            return not any(map(is_unread, self.labels))
        if any(column and column.quantity for column in self.columns):
            return self.area is None or not any(map(is_unread, self.labels))
        return self.area is not None and self._may_name_area(below_rows=below_rows)

    def _may_name_area(self, *, below_rows: bool) -> bool:
        """Tell whether a row with an area's name may be a head although no label of it is known.

        Below the head of a list of areas it is one of its rows.
        """
        return bool(self.labels) and not below_rows and not any(map(stands_for_figure, self.labels))


def _unless_wished(column: Column, wished: Container[int]) -> Column:
    """Return a column, that of a year of goals as one of which it is not known what it holds."""
    return evolve(column, quantity=None) if column.year is not None and column.year in wished else column


def read_head(cells: Sequence[Cell], names: Names) -> Head | None:
    """Return what a row says as a head, ``None`` where it has a figure."""
    if _has_figure(cells) or QUESTION.match(cells[0].text):
        return None
    area: AreaName | None = None
    columns: list[Column | None] = []
    for index, cell in enumerate(cells):
        name = _known_area(cell, names) if area is None else None
        if name is None:
            columns.append(_column_at(index, cell))
        else:
            area = name
            columns.append(None)
    return Head(area, tuple(columns), any(is_label(label_key(cell.text)) for cell in cells[:2]))


def _has_figure(cells: Sequence[Cell]) -> bool:
    first = cells[0].text
    if _begins_with_figure(first) and read_figure(first) is not None and not AREA_CODE.fullmatch(first):
        return True
    return any(_begins_with_figure(cell.text) or is_numbered_level(cell.text) for cell in cells[1:])


def _begins_with_figure(text: str) -> bool:
    """Tell whether a cell begins with a figure, and not with a year, as no head does."""
    return _FIGURE.match(text) is not None and YEAR.match(text) is None


def _known_area(cell: Cell, names: Names) -> AreaName | None:
    name = names.area(cell.text, cell.line)
    return name if name is not None and name.known is not None else None


def _column_at(index: int, cell: Cell) -> Column | None:
    """Return the column below a cell of the head; the first holds figures only if its label is understood."""
    if not cell.text or is_label(label_key(cell.text)):
        return None
    if index == 0 and AREA_CODE.fullmatch(cell.text):
        return None
    column = read_column(cell.text, cell.line)
    if index > 0 and label_key(cell.text) in _FRAMEWORKS:
        return evolve(column, quantity=Quantity.POINTS)
    return column if index > 0 or column.quantity is not None else None


def without_area(cells: Sequence[Cell], area: AreaName) -> list[Cell]:
    """Return the cells of a head, empty where they have the name or the number of its area."""
    return [
        Cell(("",), cell.line) if area.text in cell.text or AREA_CODE.fullmatch(cell.text) else cell
        for cell in cells
    ]


def spaced_head(words: str, line: int, names: Names) -> list[Cell] | None:
    """Return the cells of a head that only spaces part: an area's name before two or more known labels."""
    if len(words) > _LONGEST_HEAD:
        return None
    parts = words.split()
    end = len(parts)
    while end > 0 and read_column(parts[end - 1], line).quantity is not None:
        end -= 1
    front = " ".join(parts[:end])
    if len(parts) - end < _FEWEST_HEADS or not _may_stand_before(front, line, names):
        return None
    return [Cell((text,), line) for text in (front, *parts[end:])]


def _may_stand_before(front: str, line: int, names: Names) -> bool:
    """Tell whether words may stand before the labels of a head: none, a label of words, or an area's name."""
    return not front or is_label(front.casefold()) or names.area(front, line) is not None
