"""Read the table of headings and points in the section of an area."""

from typing import final

from attrs import frozen

from kompass_import_report.collector import Collector, joined_lines
from kompass_import_report.columns import Column, read_column
from kompass_import_report.lines import Kind, Line
from kompass_import_report.names import AreaName
from kompass_import_report.not_applicable import is_not_applicable
from kompass_import_report.parts import Part, Topic
from kompass_import_report.titles import finding_kind, is_subtitle
from kompass_import_report.topics import TopicTable, begins_topics, columns_beside
from kompass_spec.model import Quantity

__all__ = ["TopicReader"]

_FEWEST_HEADINGS = 2


@final
@frozen
class TopicReader:
    """Read a table of headings and points into the part that is being read."""

    lines: list[Line]
    collector: Collector

    def read(self, position: int, area: AreaName | None) -> tuple[int, AreaName | None]:
        """Read the table whose head stands at ``position`` in the section of ``area``.

        Return the position after it, and the area in whose section that is: none, where the table shows that
        the title of another area is missing.
        """
        head = self.lines[position]
        columns = columns_beside(head) or []
        after = position + 1
        if head.kind is not Kind.ROW and not columns:
            columns, after = self._columns_below(after, head.number)
        if area is not None:
            self._begin_older(area, tuple(column.year for column in columns), head.number)
        table = TopicTable(self.collector, len(columns))
        while after < len(self.lines) and table.take(self.lines[after], self._ends(self.lines[after])):
            after += 1
        return after, self._add(table, columns, area, head.number)

    def _columns_below(self, position: int, number: int) -> tuple[list[Column], int]:
        """Return the columns whose labels stand one below the other, and the position after them."""
        columns: list[Column] = []
        for index in range(position, len(self.lines)):
            line = self.lines[index]
            if _is_label(line):
                columns.append(read_column(line.text, number))
            elif not line.empty:
                return columns, index
        return columns, len(self.lines)

    def _begin_older(self, area: AreaName, years: tuple[int | None, ...], line: int) -> None:
        """Begin a part where an area's section stands again with other years: that is another evaluation."""
        if not any(years):
            return
        before = [topic.years for topic in self.collector.part.topics if topic.area.known == area.known]
        if before and not any(set(years) & set(earlier) for earlier in before):
            self.collector.parts.append(Part(min(area.line, line)))
            self.collector.name(area)

    def _ends(self, line: Line) -> bool:
        """Tell whether a line begins something else than a row of the table."""
        if line.kind is Kind.ROW:
            return begins_topics(line)
        return line.kind is Kind.TEXT and self._is_title(line)

    def _is_title(self, line: Line) -> bool:
        name = self.collector.names.area(line.text, line.number)
        if line.level or finding_kind(line) or is_subtitle(line):
            return True
        return name is not None and bool(name.marked or name.number)

    def _add(
        self, table: TopicTable, columns: list[Column], area: AreaName | None, line: int
    ) -> AreaName | None:
        """Add what the table holds; return its area, ``None`` where it is not certain of which it is."""
        if area is None:
            self._warn_of_no_area(table, line)
            return None
        if self._is_of_another(area, table):
            self._warn_of_other_area(area, line)
            return None
        years = tuple(column.year for column in columns if column.quantity is Quantity.POINTS) or (None,)
        self.collector.part.topics.extend(Topic(area, text, number, years) for number, text in table.items)
        if len(table.values) == len(columns):
            for column, (number, cell) in zip(columns, table.values, strict=True):
                if is_not_applicable(cell):
                    self.collector.omit(area, column, cell, number, origin="section")
                else:
                    self.collector.figure(area, column, cell, number, origin="section")
        elif table.values:
            self._warn_of_misfit(area, table, line)
        else:
            self._warn_of_no_points(area, line)
        return area

    def _is_of_another(self, area: AreaName, table: TopicTable) -> bool:
        """Tell whether several headings are known, and none of them is one of the area."""
        names = self.collector.names
        known = [text for _, text in table.items if names.is_heading(text)]
        if area.known is None or len(known) < _FEWEST_HEADINGS:
            return False
        return not any(names.has_heading(area, text) for text in known)

    # Warnings

    def _warn_of_no_area(self, table: TopicTable, line: int) -> None:
        if not table.values:
            return
        sentence = (
            f"The points on {_lines_of(table)} stand in the section of no area and are not read. Put the name"
            " of the area above the table."
        )
        self.collector.warn("points-without-area", sentence, line)

    def _warn_of_other_area(self, area: AreaName, line: int) -> None:
        sentence = (
            f"The headings and points of the table below line {line} are not those of '{area.text}', in"
            " whose section they stand, so they and what follows are not read. The title of their area"
            " may be missing; put it above the table."
        )
        self.collector.warn("points-without-area", sentence, line)

    def _warn_of_misfit(self, area: AreaName, table: TopicTable, line: int) -> None:
        sentence = (
            f"The table of '{area.text}' has {table.columns} columns and {len(table.values)} figures"
            f" ({_lines_of(table)}), so they are not read. Give every figure a column with a head."
        )
        self.collector.warn("unplaced-figures", sentence, line)

    def _warn_of_no_points(self, area: AreaName, line: int) -> None:
        sentence = (
            f"The table of '{area.text}' prints no points. If they stand in a picture, write them in the"
            " table."
        )
        self.collector.warn("no-figures", sentence, line)


def _is_label(line: Line) -> bool:
    """Tell whether a line is the label of a column and nothing else."""
    if line.kind is not Kind.TEXT or line.level:
        return False
    return read_column(line.text, line.number).quantity is not None


def _lines_of(table: TopicTable) -> str:
    return joined_lines([number for number, _ in table.values])
