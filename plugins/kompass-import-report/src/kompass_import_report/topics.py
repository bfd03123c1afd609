"""Gather the headings of an area and its points, in whatever way their table is printed."""

from typing import final

from attrs import define, field

from kompass_import_report.collector import Collector
from kompass_import_report.columns import Column, read_column
from kompass_import_report.figures import read_figure, trailing_figures
from kompass_import_report.labels import label_key
from kompass_import_report.lines import Cell, Kind, Line
from kompass_import_report.not_applicable import is_not_applicable

__all__ = ["TopicTable", "begins_topics", "columns_beside"]

_LONGEST_TOPIC = 120
_MOST_COLUMNS = 6
_HEADS = {"rubriker", "rubrik", "overskrifter"}


@final
@define
class TopicTable:
    """Gather headings and points, row by row or line by line."""

    collector: Collector
    columns: int
    items: list[tuple[int, str]] = field(factory=list)
    values: list[tuple[int, str]] = field(factory=list)
    _after_blank: bool = False

    def take(self, line: Line, ends: bool) -> bool:
        """Take a line if it belongs to the table, and tell whether it does."""
        if line.empty:
            self._after_blank = self._after_blank or line.kind is Kind.BLANK
            return True
        if ends or self._is_over(line):
            return False
        self._after_blank = False
        if line.kind is Kind.ROW:
            return self._row(line)
        return self._figures(line) or self._heading(line)

    @property
    def _complete(self) -> bool:
        return len(self.values) >= self.columns

    def _is_over(self, line: Line) -> bool:
        return self._complete and self._after_blank and line.kind is not Kind.BULLET

    def _figures(self, line: Line) -> bool:
        """Take a line of points, alone or behind a heading."""
        words, figures = trailing_figures(line.text)
        if not figures or len(figures) > self.columns or self._complete:
            return False
        if words and not self.collector.names.is_heading(words):
            return False
        self.values.extend((line.number, figure) for figure in figures)
        if words:
            self.items.append((line.number, words))
        return True

    def _heading(self, line: Line) -> bool:
        """Take a line of headings: one of a list, one beside an empty cell, or one that an edition has."""
        if line.kind is Kind.BULLET or line.lone or self.collector.names.is_heading(line.text):
            self._add(line.cells[0])
            return True
        return False

    def _add(self, cell: Cell) -> None:
        """Add the headings of a cell: those of a list, or between semicolons."""
        texts = [text.strip() for item in cell.items for text in item.split(";")]
        for text in filter(None, texts):
            if len(text) <= _LONGEST_TOPIC:
                self.items.append((cell.line, text))
            else:
                sentence = (
                    f"'{text[:80]}…' is {len(text)} characters long, and so is no heading of an area; it is"
                    " not read. Put each heading on a line of its own, or a semicolon between two."
                )
                self.collector.warn("unclear-table", sentence, cell.line)

    def _row(self, line: Line) -> bool:
        first, *rest = line.cells
        figures = [cell for cell in rest if cell.text]
        if not all(_may_be_points(cell.text) for cell in figures):
            return False
        if read_figure(first.text) is not None:
            figures.insert(0, first)
        else:
            self._add(first)
        self.values.extend((cell.line, cell.text) for cell in figures)
        return True


def _may_be_points(text: str) -> bool:
    return text in {"-", "–"} or read_figure(text) is not None or is_not_applicable(text)


def begins_topics(line: Line) -> bool:
    """Tell whether a line is the head of a table of headings: the word for them, and its columns."""
    if line.kind is Kind.ROW:
        return label_key(line.cells[0].text) in _HEADS
    return line.kind is Kind.TEXT and columns_beside(line) is not None


def columns_beside(line: Line) -> list[Column] | None:
    """Return the columns beside the word for headings in a line, ``None`` where the line is no such head."""
    if line.kind is Kind.ROW:
        return [read_column(cell.text, line.number) for cell in line.cells[1:] if cell.text]
    first, *rest = line.text.split(maxsplit=_MOST_COLUMNS) or [""]
    if label_key(first) not in _HEADS:
        return None
    columns = [read_column(word, line.number) for word in rest]
    if any(column.quantity is None for column in columns):
        return None
    return columns if columns or first.casefold().startswith("rubriker") else None
