"""Gather the headings of an area and its points, in whatever way their table is printed."""

from typing import final

from attrs import define, field

from kompass_import_report.collecting import Collector
from kompass_import_report.figures import read_figure, trailing_figures
from kompass_import_report.lines import Kind, Line

__all__ = ["TopicTable", "begins_topics"]

_LONGEST_TOPIC = 120


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
        if line.kind is Kind.BULLET or (not complete and self.found.names.is_heading(line.text)):
            self.items.extend((line.number, item) for item in line.cells[0].items if item)
            return True
        return False

    def _row(self, line: Line) -> bool:
        first, *rest = line.cells
        figures = [cell for cell in rest if cell.text]
        if any(read_figure(cell.text) is None and cell.text not in {"-", "–"} for cell in figures):
            return False
        if read_figure(first.text) is not None:
            figures.insert(0, first)
        else:
            self.items.extend(
                (first.line, item) for item in first.items if item and len(item) <= _LONGEST_TOPIC
            )
        self.values.extend((cell.line, cell.text) for cell in figures)
        return True


def begins_topics(line: Line) -> bool:
    """Tell whether a line is the head of a table of headings."""
    if line.kind is Kind.ROW:
        return line.cells[0].text.casefold().strip(" .:") in {"rubriker", "rubrik", "overskrifter"}
    return line.kind is Kind.TEXT and line.text.casefold().strip(" .:") == "rubriker"
