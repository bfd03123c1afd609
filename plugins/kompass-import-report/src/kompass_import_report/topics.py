"""Gather the headings of an area and its points, in whatever way their table is printed."""

from typing import final

from attrs import define, field

from kompass_import_report.collecting import Collector
from kompass_import_report.columns import Column, read_column
from kompass_import_report.figures import read_figure, trailing_figures
from kompass_import_report.lines import Cell, Kind, Line

__all__ = ["TopicTable", "begins_topics", "columns_beside"]

_LONGEST_TOPIC = 120
_MOST_COLUMNS = 6
_HEADS = {"rubriker", "rubrik", "overskrifter"}


@final
@define
class TopicTable:
    """Gather headings and points, row by row or line by line."""

    found: Collector
    columns: int
    items: list[tuple[int, str]] = field(factory=list)
    values: list[tuple[int, str]] = field(factory=list)
    _after_blank: bool = False

    def take(self, line: Line, ends: bool) -> bool:
        """Take a line if it belongs to the table, and tell whether it does."""
        if line.empty:
            self._after_blank = self._after_blank or line.kind is Kind.BLANK
            return True
        complete = len(self.values) >= self.columns
        if ends or (complete and self._after_blank and line.kind is not Kind.BULLET):
            return False
        self._after_blank = False
        if line.kind is Kind.ROW:
            return self._row(line)
        words, figures = trailing_figures(line.text)
        if (
            figures
            and len(figures) <= self.columns
            and not complete
            and (not words or self.found.names.is_heading(words))
        ):
            self.values.extend((line.number, figure) for figure in figures)
            if words:
                self.items.append((line.number, words))
            return True
        if line.kind is Kind.BULLET or line.lone or self.found.names.is_heading(line.text):
            self._add(line.cells[0])
            return True
        return False

    def _add(self, cell: Cell) -> None:
        """Add the headings of a cell: those of a list, or between semicolons."""
        parts = [part.strip() for item in cell.items for part in item.split(";")]
        for text in filter(None, parts):
            if len(text) <= _LONGEST_TOPIC:
                self.items.append((cell.line, text))
            else:
                sentence = (
                    f"'{text[:80]}…' is {len(text)} characters long, and so is no heading of an area; it is"
                    " not read. Put each heading on a line of its own, or a semicolon between two."
                )
                self.found.warn("unclear-table", sentence, cell.line)

    def _row(self, line: Line) -> bool:
        first, *rest = line.cells
        figures = [cell for cell in rest if cell.text]
        if any(read_figure(cell.text) is None and cell.text not in {"-", "–"} for cell in figures):
            return False
        if read_figure(first.text) is not None:
            figures.insert(0, first)
        else:
            self._add(first)
        self.values.extend((cell.line, cell.text) for cell in figures)
        return True


def begins_topics(line: Line) -> bool:
    """Tell whether a line is the head of a table of headings: the word for them, and the columns beside it."""
    if line.kind is Kind.ROW:
        return line.cells[0].text.casefold().strip(" .:") in _HEADS
    return line.kind is Kind.TEXT and columns_beside(line) is not None


def columns_beside(line: Line) -> list[Column] | None:
    """Return the columns that stand beside the word for headings in a line, ``None`` where the line is no such head."""
    if line.kind is Kind.ROW:
        return [read_column(cell.text, line.number) for cell in line.cells[1:] if cell.text]
    first, *rest = line.text.split(maxsplit=_MOST_COLUMNS) or [""]
    columns = [read_column(word, line.number) for word in rest]
    if first.casefold().strip(" .:") not in _HEADS or any(column.quantity is None for column in columns):
        return None
    return columns if columns or first.casefold().startswith("rubriker") else None
