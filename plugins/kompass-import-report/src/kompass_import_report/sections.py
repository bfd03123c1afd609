"""Go through the lines of a report: sections of areas, their headings and findings, tables, running text."""

from itertools import pairwise
from typing import final

from attrs import define, evolve, field

from kompass_import_report.collecting import Collector, joined_lines
from kompass_import_report.columns import Column, read_column, year_in
from kompass_import_report.figures import named_figures, read_figure
from kompass_import_report.findings import FindingReader
from kompass_import_report.flattened import read_flattened
from kompass_import_report.lines import Kind, Line
from kompass_import_report.listed import ListedRows
from kompass_import_report.names import AreaName, name_key
from kompass_import_report.parts import Paragraph, Part, Topic
from kompass_import_report.tables import TableReader
from kompass_import_report.titles import (
    begins_appendix,
    begins_chapter,
    begins_contents,
    finding_kind,
    is_account,
    is_subtitle,
    is_title,
    names_findings,
)
from kompass_import_report.topics import TopicTable, begins_topics, columns_beside
from kompass_spec.model import Quantity

__all__ = ["SectionReader"]

_POINTS = Column("", 0, Quantity.POINTS)
_POINT_WORDS = {"poäng", "uppnådd poäng", "uppnådda poäng", "antal poäng", "poeng", "point", "points", "stig"}
_LONGEST_TITLE = 60
_FEWEST_HEADINGS = 2
_MOST_LINES = 100
_REFERENCE_HINTS = ("medel", "snitt", "genomsnitt")
_CHANGE_HINTS = ("ökat", "ökning", "förändr", "minsk", "sedan förra", "föregående", "skillnad", "förbättr")


@final
@define
class SectionReader:
    """Read the lines of a report one after the other into parts."""

    lines: list[Line]
    found: Collector
    tables: TableReader = field(init=False)
    _area: AreaName | None = None
    findings: FindingReader = field(init=False)
    listed: ListedRows = field(init=False)
    _account: bool = False
    _after_blank: bool = True
    _contents: bool = False
    _paragraph: Paragraph | None = None
    _numbers: list[tuple[int, str]] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        """Begin with no table and no list."""
        self.tables = TableReader(self.found)
        self.findings = FindingReader(self.found)
        self.listed = ListedRows(self.lines, self.found.names)

    def read(self) -> list[Part]:
        """Return the parts of the report, and add warnings about what could not be placed."""
        position = 0
        while position < len(self.lines):
            line = self.lines[position]
            if line.empty:
                self._gap(line)
                position += 1
            elif self._in_contents(line):
                position += 1
            else:
                position = self._step(position, line)
                self._after_blank = False
        self._end_text()
        self.tables.end_rows()
        self._warn_of_numbers()
        self._warn_of_contents()
        self.found.finish()
        for part in self.found.parts:
            # Rows whose place only the whole table decides were kept until its end.
            part.figures.sort(key=lambda figure: figure.line)
        return self._merged()

    def _gap(self, line: Line) -> None:
        if line.kind is Kind.BLANK:
            self._after_blank = True
            self._paragraph = None

    def _in_contents(self, line: Line) -> bool:
        """Pass over the table of contents: its numbers are those of pages."""
        if begins_contents(line):
            self._contents = True
            return True
        if self._contents and (line.level or not line.text[-1:].isdigit()):
            self._contents = False
        return self._contents

    def _step(self, position: int, line: Line) -> int:
        """Read what begins at a line and return the position after it."""
        if begins_topics(line):
            self._end_text()
            return self._topics(position)
        if line.kind is Kind.ROW:
            self.findings.resume(line)
            if self._finding(position, line):
                return position + 1
            self._end_text()
            if not self.tables.row(line, self._area):
                self._unplaced_row(line)
            return position + 1
        flattened = read_flattened(self.lines, position, self.found.names)
        if flattened is not None:
            self._end_text()
            for row in flattened.rows:
                self.tables.row(row, self._area)
            heads = {cell.line for row in flattened.rows[:1] for cell in row.cells}
            self._numbers = [(number, text) for number, text in self._numbers if number not in heads]
            for row in flattened.named:
                self.found.name_in(row.text, row.number)
            if not flattened.rows:
                first, last = flattened.lines
                sentence = (
                    f"The table on lines {first} to {last} stands one cell to a line, and its columns are not"
                    " clear, so it is not read. Put each row on one line with tabs between the cells, under"
                    " a head."
                )
                self.found.warn("unclear-table", sentence, first)
            return flattened.after
        whole = self._wrapped_title(position, line)
        self._text(position, whole or line)
        return position + (2 if whole else 1)

    def _wrapped_title(self, position: int, line: Line) -> Line | None:
        """Return a title whose area is only known with the words of the next line, with these."""
        following = self.lines[position + 1] if position + 1 < len(self.lines) else None
        if following is None or line.kind is not Kind.TEXT or following.kind is not Kind.TEXT:
            return None
        if max(len(line.text), len(following.text)) > _LONGEST_TITLE or following.level not in {
            0,
            line.level,
        }:
            return None
        text = f"{line.text} {following.text}"
        alone, whole = (self.found.names.area(one, line.number) for one in (line.text, text))
        if whole is None or not line.text[0].isalpha() or (alone is not None and alone.known is not None):
            return None
        return evolve(line, text=text) if whole.known == name_key(whole.text) else None

    def _unplaced_row(self, line: Line) -> None:
        """Read a row of no table as running text; warn of findings that stand in columns."""
        if any(names_findings(cell.text) for cell in line.cells):
            sentence = (
                "Strengths and improvement areas in the columns of a table are not read. Put each under its"
                " own title, as a list."
            )
            self.found.warn("findings-in-table", sentence, line.number)
        self._running_text(line)

    def _text(self, position: int, line: Line) -> None:
        self.findings.resume(line)
        if self.findings.continues(line, self._after_blank) or self._section_points(line):
            return
        if line.kind is Kind.TEXT and self.tables.spaced_row(line, self._area):
            self._end_text()
        elif self.findings.kind is None and self.listed.is_unknown_row(position):
            self._paragraph = None
            self.tables.unknown_row(line)
        elif self.findings.kind is None and self.listed.is_bold_row(position):
            self._paragraph = None
            self.tables.list_row(line)
        elif not self._title(line) and not self._finding(position, line) and not self._row_of_text(line):
            self._running_text(line)

    def _end_text(self) -> None:
        self._paragraph = None
        self.findings.end()

    # Titles

    def _title(self, line: Line) -> bool:
        """Take a line as a title, if it is one."""
        kind = finding_kind(line)
        titled = None if kind else self._area_title(line)
        if kind is not None:
            self._begin_title(line, self._area)
            self.findings.begin(kind)
        elif begins_appendix(line):
            self._begin_title(line, None)
            if not self.found.part.empty:
                self.found.parts.append(Part(line.number))
            self.found.part.titles.append(line)
        elif titled is not None:
            name, words, figures = titled
            self._begin_title(line, name, words)
            self.found.name(name)
            self._titled_points(name, figures, line.number)
        elif begins_chapter(line) and not is_subtitle(line) and not self._is_heading(line):
            self._begin_title(line, None)
        elif is_subtitle(line) or (is_title(line) and (line.level or self.findings.kind is None)):
            self._begin_title(line, self._area)
        else:
            return False
        self._account = is_account(line)
        return True

    def _is_heading(self, line: Line) -> bool:
        """Tell whether a line is a heading of the area in whose section it stands, and so no chapter."""
        return self._area is not None and self.found.names.has_heading(self._area, line.text)

    def _area_title(self, line: Line) -> tuple[AreaName, str, tuple[str, ...]] | None:
        """Return the area that a title names with its words and the figures behind them; begin the section of a row."""
        if line.kind is not Kind.TEXT:
            return None
        words, figures = named_figures(line.text)
        name = self.found.names.area(words, line.number)
        if name is None or (name.known is None and not name.marked):
            return None
        if figures and not is_title(line):
            if name.marked:
                self._begin_section(name)
            return None
        return name, words, figures

    def _titled_points(self, area: AreaName, figures: tuple[str, ...], line: int) -> None:
        """Read the points of an area that stand in the title of its section, or below it behind the word for them."""
        if len(figures) == 1:
            self.found.figure(area, _POINTS, figures[0], line, origin="section")
        elif figures:
            sentence = (
                f"'{area.text[:80]}' has {len(figures)} figures ({', '.join(figures)}) and no head that says"
                " what they are, so they are not read. Put them in a table."
            )
            self.found.warn("unplaced-figures", sentence, line)

    def _section_points(self, line: Line) -> bool:
        """Take a line of the word for points and a figure as the points of the area in whose section it stands."""
        if self._area is None or self.findings.kind is not None or line.kind is not Kind.TEXT:
            return False
        words, figures = named_figures(line.text)
        if not figures or words.casefold() not in _POINT_WORDS:
            return False
        self._paragraph = None
        self._titled_points(self._area, figures, line.number)
        return True

    def _begin_section(self, area: AreaName | None) -> None:
        self.tables.begin()
        self._end_text()
        self._area = area

    def _begin_title(self, line: Line, area: AreaName | None, words: str = "") -> None:
        self._begin_section(area)
        pieces = [(line.number, words or line.text)]
        self.found.part.paragraphs.append(Paragraph(area, title=True, pieces=pieces))

    # Findings

    def _finding(self, position: int, line: Line) -> bool:
        following = next((one for one in self.lines[position + 1 : position + 4] if not one.empty), None)
        return self.findings.take(line, following, self._area, self._after_blank)

    # Rows without tabs or pipes, and running text

    def _row_of_text(self, line: Line) -> bool:
        if read_figure(line.text) is not None and (
            year_in(line.text) is None or len(line.text) > len("2017")
        ):
            self._numbers.append((line.number, line.text))
            return True
        if self.tables.list_row(line):
            self._paragraph = None
            return True
        return False

    def _running_text(self, line: Line) -> None:
        self.tables.end_rows()
        if line.kind is Kind.BULLET:
            if self._area is not None and not self._account:
                self.findings.untitled(line)
            for text in line.cells[0].items:
                self.found.name_in(text, line.number)
        full = self._paragraph is not None and len(self._paragraph.pieces) >= _MOST_LINES
        if self._paragraph is None or full or line.kind is Kind.BULLET:
            self._paragraph = Paragraph(self._area)
            self.found.part.paragraphs.append(self._paragraph)
        self._paragraph.pieces.append((line.number, line.text))
        self._hint(line.text)

    def _hint(self, text: str) -> None:
        """Learn from running text what figures in brackets mean, where it says so."""
        said = text.casefold()
        if "parentes" not in said:
            return
        about = said[max(said.index("parentes") - 120, 0) : said.index("parentes") + 120]
        reference, change = (
            any(word in about for word in words) for words in (_REFERENCE_HINTS, _CHANGE_HINTS)
        )
        if reference != change:
            self.found.bracket = Quantity.REFERENCE if reference else Quantity.CHANGE

    # Headings with the points of their area

    def _topics(self, position: int) -> int:
        """Read the table of an area's headings and points that begins at ``position``; return the position after it."""
        head = self.lines[position]
        self.tables.begin()
        columns = columns_beside(head) or []
        below = head.kind is not Kind.ROW and not columns
        place = position + 1
        while below and place < len(self.lines):
            line = self.lines[place]
            if (
                line.kind is Kind.TEXT
                and read_column(line.text, line.number).quantity is not None
                and not line.level
            ):
                columns.append(read_column(line.text, head.number))
            elif not line.empty:
                break
            place += 1
        self._begin_older(tuple(column.year for column in columns), head.number)
        table = TopicTable(self.found, len(columns))
        while place < len(self.lines) and table.take(self.lines[place], self._ends_topics(self.lines[place])):
            place += 1
        self._add_topics(table, columns, head.number)
        return place

    def _begin_older(self, years: tuple[int | None, ...], line: int) -> None:
        """Begin a part where an area's section stands again, with columns of other years: another evaluation."""
        area = self._area
        if area is None or not any(years):
            return
        before = [topic.years for topic in self.found.part.topics if topic.area.known == area.known]
        if before and not any(set(years) & set(one) for one in before):
            self.found.parts.append(Part(min(area.line, line)))
            self.found.name(area)

    def _ends_topics(self, line: Line) -> bool:
        if line.kind is Kind.ROW:
            return begins_topics(line)
        if line.kind is not Kind.TEXT:
            return False
        name = self.found.names.area(line.text, line.number)
        return bool(
            line.level or finding_kind(line) or is_subtitle(line) or (name and (name.marked or name.number))
        )

    def _add_topics(self, table: TopicTable, columns: list[Column], line: int) -> None:
        area = self._area
        figures = joined_lines([number for number, _ in table.values] or [line])
        if area is None:
            if table.values:
                sentence = (
                    f"The points on {figures} stand in the section of no area and are not read. Put the name"
                    " of the area above the table."
                )
                self.found.warn("points-without-area", sentence, line)
            return
        if self._is_of_another(area, table):
            sentence = (
                f"The headings and points of the table below line {line} are not those of '{area.text}', in"
                " whose section they stand, so they and what follows are not read. The title of their area"
                " may be missing; put it above the table."
            )
            self.found.warn("points-without-area", sentence, line)
            self._begin_section(None)
            return
        years = tuple(column.year for column in columns if column.quantity is Quantity.POINTS) or (None,)
        part = self.found.part
        part.topics.extend(Topic(area, text, number, years) for number, text in table.items)
        if len(table.values) == len(columns):
            for column, (number, cell) in zip(columns, table.values, strict=True):
                self.found.figure(area, column, cell, number, origin="section")
        elif table.values:
            sentence = (
                f"The table of '{area.text}' has {len(columns)} columns and {len(table.values)} figures"
                f" ({figures}), so they are not read. Give every figure a column with a head."
            )
            self.found.warn("unplaced-figures", sentence, line)
        else:
            sentence = (
                f"The table of '{area.text}' prints no points. If they stand in a picture, write them in the"
                " table."
            )
            self.found.warn("no-figures", sentence, line)

    def _is_of_another(self, area: AreaName, table: TopicTable) -> bool:
        """Tell whether several headings are known, and none of them is one of the area."""
        names = self.found.names
        known = [text for _, text in table.items if names.is_heading(text)]
        if area.known is None or len(known) < _FEWEST_HEADINGS:
            return False
        return not any(names.has_heading(area, text) for text in known)

    # What is left over

    def _warn_of_numbers(self) -> None:
        """Warn of numbers alone on their lines, unless they count the pages."""
        numbers = [read_figure(text) for _, text in self._numbers]
        values = [number.value for number in numbers if number]
        steps = {after - before for before, after in pairwise(values)}
        if not values or (len(values) > 2 and steps == {1}):  # noqa: PLR2004 - two numbers may follow one another by chance
            return
        lines = [line for line, _ in self._numbers]
        said = ", ".join(text for _, text in self._numbers[:20])
        sentence = (
            f"Numbers stand alone on {joined_lines(lines[:20])} ({said}) and are not read. If they belong to"
            " a table, put each of its rows on one line."
        )
        self.found.warn("unplaced-figures", sentence, lines[0])

    def _warn_of_contents(self) -> None:
        """Warn where numbers behind dotted leaders do not rise as those of pages do."""
        pages = [
            (line.number, line.text.split()[-1])
            for line in self.lines
            if line.kind is Kind.CONTENTS and line.text
        ]
        numbered = [(line, int(page)) for line, page in pages if page.isascii() and page.isdigit()]
        if any(after[1] < before[1] for before, after in pairwise(numbered)):
            lines = [line for line, _ in numbered]
            sentence = (
                f"The numbers behind the dots on {joined_lines(lines[:20])} do not rise as page numbers do;"
                " they are not read. If they are points, put a tab in place of the dots."
            )
            self.found.warn("unplaced-figures", sentence, lines[0])

    def _merged(self) -> list[Part]:
        """Return the parts, each that holds no result joined to the one before it."""
        merged = self.found.parts[:1]
        for part in self.found.parts[1:]:
            if part.empty:
                merged[-1].join(part)
            else:
                merged.append(part)
        return merged
