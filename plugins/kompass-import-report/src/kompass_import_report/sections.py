"""Go through the lines of a report: sections of areas, their headings and findings, tables, running text."""

from typing import final

from attrs import define, evolve, field

from kompass_import_report.area_titles import add_titled_points, area_title, wrapped_title
from kompass_import_report.brackets import meaning_above, meaning_of_brackets
from kompass_import_report.collector import Collector
from kompass_import_report.columns import Column, year_in
from kompass_import_report.figures import named_figures, read_figure
from kompass_import_report.findings import FindingReader
from kompass_import_report.flattened_tables import Flattened, read_flattened
from kompass_import_report.head_labels import labels_of
from kompass_import_report.item_codes import QUESTION
from kompass_import_report.leftovers import (
    warn_of_columns,
    warn_of_flattened,
    warn_of_numbers,
)
from kompass_import_report.lines import Kind, Line
from kompass_import_report.list_heads import names_another_instrument
from kompass_import_report.list_rows import ListedRows
from kompass_import_report.names import AreaName
from kompass_import_report.organisations import OF_A_PART
from kompass_import_report.parts import Paragraph, Part, merged_parts
from kompass_import_report.side_by_side import read_side_by_side
from kompass_import_report.stacked_tables import read_stacked
from kompass_import_report.tables import TableReader
from kompass_import_report.titled_years import TitledYears
from kompass_import_report.titles import (
    begins_appendix,
    begins_chapter,
    finding_kind,
    is_account,
    is_subtitle,
    is_title,
    names_findings,
)
from kompass_import_report.topic_sections import TopicReader
from kompass_import_report.topics import begins_topics
from kompass_import_report.transposed import read_transposed
from kompass_import_report.unclear_rows import UnclearRows
from kompass_import_report.unknown_heads import UnknownHead, unknown_head

__all__ = ["SectionReader"]

_POINT_WORDS = {"poäng", "uppnådd poäng", "uppnådda poäng", "antal poäng", "poeng", "point", "points", "stig"}
_MOST_LINES = 100
_LINES_AHEAD = 3
_MOST_WORDS_OF_HEAD = 8
_FARTHEST_LIST = 6
"""The number of lines in which a list of areas begins below its head."""


@final
@define
class SectionReader:
    """Read the lines of a report one after the other into parts."""

    lines: list[Line]
    collector: Collector
    tables: TableReader = field(init=False)
    topics: TopicReader = field(init=False)
    findings: FindingReader = field(init=False)
    listed: ListedRows = field(init=False)
    unclear: UnclearRows = field(init=False)
    titled: TitledYears = field(init=False)
    _area: AreaName | None = None
    _titled_year: int | None = None
    _account: bool = False
    _level_of_owner: int = 0
    _below_another: bool = False
    _after_blank: bool = True
    _paragraph: Paragraph | None = None
    _numbers: list[tuple[int, str]] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        """Begin with no table and no list."""
        self.tables = TableReader(self.collector)
        self.topics = TopicReader(self.lines, self.collector)
        self.findings = FindingReader(self.collector)
        self.unclear = UnclearRows(self.collector)
        self.listed = ListedRows(self.lines, self.collector.names)
        self.titled = TitledYears.of(self.lines, self.collector.owners.year_of_title)

    def read(self) -> list[Part]:
        """Return the parts of the report, and add warnings about what could not be placed."""
        position = 0
        while position < len(self.lines):
            line = self.lines[position]
            if line.empty:
                self._gap(line)
                position += 1
            else:
                position = self._step(position, line)
                self._after_blank = False
        self._end_text()
        self.tables.end_rows()
        self.unclear.end()
        warn_of_numbers(self._numbers, self.collector)
        self.collector.finish()
        for part in self.collector.parts:
            # Rows whose place only the whole table decides were kept until its end.
            part.figures.sort(key=lambda figure: figure.line)
        return merged_parts(self.collector.parts)

    def _gap(self, line: Line) -> None:
        if line.kind is Kind.BLANK:
            self._after_blank = True
            self._paragraph = None

    def _step(self, position: int, line: Line) -> int:
        """Read what begins at a line and return the position after it."""
        if begins_topics(line):
            self._end_text()
            self.tables.begin()
            after, self._area = self.topics.read(position, self._area)
            return after
        if line.kind is Kind.ROW:
            return self._rows(position, line)
        if line.alone and self.tables.empty_row(line, self._row_behind(position)):
            return position + 1
        flattened = read_flattened(self.lines, position, self.collector.names)
        if flattened is not None:
            self._flattened(flattened)
            return flattened.after
        ahead = self.lines[position + 1 : position + 2]
        title = wrapped_title(line, ahead[0], self.collector.names) if ahead else None
        self._text(position, title or line)
        return position + (2 if title else 1)

    def _row_behind(self, position: int) -> Line | None:
        """Return the next row of the table, whatever line is drawn between them."""
        behind = (line for line in self.lines[position + 1 :] if line.kind is not Kind.RULE)
        return next(behind, None)

    # Rows of cells

    def _rows(self, position: int, line: Line) -> int:
        """Read a row, or the table whose columns are areas; return the position after it."""
        names = self.collector.names
        forms = (read_stacked, read_transposed, read_side_by_side)
        turned = next((found for form in forms if (found := form(self.lines, position, names))), None)
        if turned is None:
            self._row(position, line)
            return position + 1
        self._end_text()
        self.tables.begin()
        self.collector.official_codes += turned.codes
        for row in turned.rows:
            self.tables.row(row, self._area)
        return turned.after

    def _row(self, position: int, line: Line) -> None:
        self.findings.resume(line)
        if self._finding(position, line):
            return
        self._end_text()
        if not self.tables.row(line, self._area):
            self._unplaced_row(line)

    def _unplaced_row(self, line: Line) -> None:
        """Read a row of no table as running text; warn of findings that stand in columns."""
        if any(names_findings(cell.text) for cell in line.cells):
            warn_of_columns(line, self.collector)
        self._running_text(line)

    def _flattened(self, table: Flattened) -> None:
        """Read the rows of a table that stood one cell to a line."""
        self._end_text()
        for row in table.rows:
            self.tables.row(row, self._area)
        heads = {cell.line for row in table.rows[:1] for cell in row.cells}
        self._numbers = [(number, text) for number, text in self._numbers if number not in heads]
        for line in table.named:
            self.collector.name_in(line.text, line.number)
        if not table.rows:
            warn_of_flattened(table, self.collector)

    # Lines of text

    def _text(self, position: int, line: Line) -> None:
        if line.level and self.titled.years:
            self.collector.year = self._titled_year = self.titled.below(line)
        self._head_of_list(position, line)
        self.findings.resume(line)
        if self.findings.continues(line, self._after_blank) or self._section_points(line):
            return
        if self._row_of_list(position, line) or self._title(line) or self._finding(position, line):
            return
        if not self._row_of_text(line):
            self._running_text(line)

    def _head_of_list(self, position: int, line: Line) -> None:
        """Remember the year and the organisation that a line names right above a list of areas."""
        if line.level and line.level <= self._level_of_owner:
            self.collector.owner, self._level_of_owner = None, 0
        if self._below_another and self.listed.is_row(position):
            return
        led_to = self._led_to(position)
        if led_to is None:
            self._head_of_another_instrument(position, line)
            return
        self._below_another = names_another_instrument(line.text)
        owners = self.collector.owners
        year, owner = self._year_of_list(line), owners.of_list(line.text, line.number)
        self.collector.kind = self._kind_of_list(position, line, of_table=led_to is Kind.ROW)
        self.collector.unknown_heads.at_hand = self._unknown_head(line)
        if owner is None and line.text.endswith(":") and OF_A_PART.search(line.text):
            self.collector.unclear_heads.append(line.number)
        if owner is None and owners.is_own_list(line.text):
            self.collector.owner, self._level_of_owner = None, 0
        if year is None and owner is None:
            return
        self.collector.year = year if year is not None else self._titled_year
        if owner is not None:
            self.collector.owner, self._level_of_owner = owner, line.level
            self.collector.list_heads[line.number] = owner

    def _year_of_list(self, line: Line) -> int | None:
        """Return the year that the head of a list names, ``None`` for what may be the name of the edition.

        Of when that list is, is settled for the whole.
        """
        if line.text in self.collector.owners.editions:
            self.collector.year = self._titled_year
            return None
        return self.collector.owners.year_of_list(line.text)

    def _head_of_another_instrument(self, position: int, line: Line) -> None:
        """Remember a title that names another instrument, also where no row right below is of an area."""
        is_head = line.text.count(" ") < _MOST_WORDS_OF_HEAD and names_another_instrument(line.text)
        if is_head and self.listed.is_above_row(position):
            self.collector.kind = Column(line.text.rstrip(" :."), line.number, None)
            self.collector.unknown_heads.at_hand = None
            self._below_another = True

    def _kind_of_list(self, position: int, line: Line, *, of_table: bool) -> Column | None:
        """Return what a line says above a list of its numbers, ``None`` where they are points.

        A head of several columns, such as *Poäng Procent*, says it of each by itself.
        """
        if (of_table and self._is_of_item(line)) or self._is_head_of_columns(position):
            return None
        if line.kind is Kind.BULLET and named_figures(line.text)[1]:
            # An item with a figure of its own is one of the list.
            return None
        return self.collector.owners.kind_of_list(
            line.text, line.number, whole=self._with_paragraph(line), of_table=of_table
        )

    def _is_head_of_columns(self, position: int) -> bool:
        """Tell whether a line has as many labels, two at least, as the row below it has figures."""
        labels = labels_of(self.lines[position].text)
        if len(labels) <= 1:
            return False
        below = next((line for line in self.lines[position + 1 :] if not line.empty), None)
        return below is not None and len(named_figures(below.text)[1]) == len(labels)

    def _with_paragraph(self, line: Line) -> str:
        """Return a line behind the lines before it of the same paragraph."""
        return f"{self._paragraph.text if self._paragraph is not None else ''} {line.text}"

    def _unknown_head(self, line: Line) -> UnknownHead | None:
        """Return a line as the head of a list that is not known, ``None`` where it is or names an area."""
        if self._is_of_item(line):
            return None
        words = self.collector.owners.words_beside_names
        return unknown_head(line.text, line.number, whole=self._with_paragraph(line), without_names=words)

    def _is_of_item(self, line: Line) -> bool:
        """Tell whether a line names an area, a heading or a question, which may be of goals."""
        name = self.collector.names.area(line.text, line.number)
        is_named = name is not None and name.certain
        return is_named or self._is_heading(line) or QUESTION.match(line.text) is not None

    def _led_to(self, position: int) -> Kind | None:
        """Return what of a list or a table of areas follows a line, or another head and then the list."""
        if self.listed.is_area_row(position):
            return None
        for later in range(position + 1, min(position + 1 + _FARTHEST_LIST, len(self.lines))):
            line = self.lines[later]
            if line.empty:
                continue
            if line.kind is Kind.ROW:
                return Kind.ROW if self.tables.begins(line) else None
            if self.listed.is_area_row(later):
                return Kind.TEXT
            if self.collector.owners.year_of_list(line.text) is None or self.collector.names.area(
                line.text, line.number
            ):
                return None
        return None

    def _row_of_list(self, position: int, line: Line) -> bool:
        """Read a row of a table without cells, or one that the rows around it show to be one."""
        if line.kind is Kind.TEXT and self.tables.spaced_row(line, self._area):
            self._end_text()
            return True
        if self.findings.kind is not None:
            return False
        if self.unclear.take(line):
            self._paragraph = None
            return True
        headed = self.collector.year is not None or self.collector.owner is not None
        if self.listed.is_unknown_row(position, headed=headed):
            self._paragraph = None
            self.tables.unknown_row(line)
            return True
        if self.listed.is_bold_row(position):
            self._paragraph = None
            self.tables.list_row(line)
            return True
        return False

    def _row_of_text(self, line: Line) -> bool:
        """Read a line of an area and its figure; remember a number that stands alone."""
        if read_figure(line.text) is not None and not _is_year(line.text):
            self._numbers.append((line.number, line.text))
            return True
        if self.tables.list_row(line):
            self._paragraph = None
            return True
        return False

    def _section_points(self, line: Line) -> bool:
        """Take the word for points and a figure as the points of the area in whose section they stand."""
        if self._area is None or self.findings.kind is not None or line.kind is not Kind.TEXT:
            return False
        words, figures = named_figures(line.text)
        if not figures or words.casefold() not in _POINT_WORDS:
            return False
        self._paragraph = None
        add_titled_points(self._area, figures, line.number, self.collector)
        return True

    def _finding(self, position: int, line: Line) -> bool:
        ahead = self.lines[position + 1 : position + 1 + _LINES_AHEAD]
        following = next((later for later in ahead if not later.empty), None)
        return self.findings.take(line, following, self._area, self._after_blank)

    def _running_text(self, line: Line) -> None:
        self.tables.end_rows()
        self.unclear.end()
        if line.kind is Kind.BULLET:
            self._bullet(line)
        full = self._paragraph is not None and len(self._paragraph.pieces) >= _MOST_LINES
        if self._paragraph is None or full or line.kind is Kind.BULLET:
            self._paragraph = Paragraph(self._area, year=self._titled_year)
            self.collector.part.paragraphs.append(self._paragraph)
        self._paragraph.pieces.append((line.number, line.text))
        self._explain(line)

    def _explain(self, line: Line) -> None:
        """Take what a line says of figures in brackets: of all of the report, or of the list below it."""
        said = meaning_of_brackets(self._paragraph.text if self._paragraph else line.text)
        if said is not None:
            self.collector.explain_brackets(said)
        self.collector.bracket_above = meaning_above(line.text)

    def _bullet(self, line: Line) -> None:
        if self._area is not None and not self._account:
            self.findings.untitled(line)
        for text in line.cells[0].items:
            self.collector.name_in(text, line.number)

    def _end_text(self) -> None:
        self._paragraph = None
        self.findings.end()

    # Titles

    def _title(self, line: Line) -> bool:
        """Take a line as a title, if it is one."""
        taken = self._finding_title(line) or self._section_title(line) or self._other_title(line)
        if taken:
            self._account = is_account(line)
        return taken

    def _finding_title(self, line: Line) -> bool:
        kind = finding_kind(line)
        if kind is None:
            return False
        self._begin_title(line, self._area)
        self.findings.begin(kind)
        return True

    def _section_title(self, line: Line) -> bool:
        """Take the title of an appendix, or of the section of an area."""
        titled = area_title(line, self.collector.names)
        if titled is not None and titled.row:
            if titled.name.marked:
                self._begin_section(titled.name)
            titled = None
        if begins_appendix(line):
            self._begin_appendix(line)
            return True
        if titled is None:
            return False
        self._begin_title(line, titled.name, titled.words)
        self.collector.name(titled.name)
        add_titled_points(titled.name, titled.figures, line.number, self.collector)
        return True

    def _begin_appendix(self, line: Line) -> None:
        """Begin another part, unless nothing stands in the one before."""
        self._begin_title(line, None)
        self.collector.year = self.collector.owner = None
        if not self.collector.part.empty:
            self.collector.parts.append(Part(line.number))
        self.collector.part.titles.append(line)

    def _other_title(self, line: Line) -> bool:
        """Take the title of a chapter, which ends the section of an area, or of a part of the section."""
        subtitle = is_subtitle(line)
        if begins_chapter(line) and not subtitle and not self._is_heading(line):
            self._begin_title(line, None)
        elif subtitle or (is_title(line) and (line.level or self.findings.kind is None)):
            self._begin_title(line, self._area)
        else:
            return False
        return True

    def _is_heading(self, line: Line) -> bool:
        """Tell whether a line is a heading of the area in whose section it stands, and so no chapter."""
        return self._area is not None and self.collector.names.has_heading(self._area, line.text)

    def _begin_section(self, area: AreaName | None) -> None:
        self.tables.begin()
        self.unclear.end()
        self.collector.end_brackets()
        self.collector.bracket_above = None
        if area is not None:
            self.collector.year = self._titled_year
            self.collector.owner = self.collector.kind = None
            area = area if area.year else evolve(area, year=self._titled_year)
        self._end_text()
        self._area = area

    def _begin_title(self, line: Line, area: AreaName | None, words: str = "") -> None:
        self._begin_section(area)
        pieces = [(line.number, words or line.text)]
        self.collector.part.paragraphs.append(
            Paragraph(area, title=True, pieces=pieces, year=self._titled_year)
        )
        self.collector.bracket_above = meaning_above(line.text) or meaning_of_brackets(line.text)


def _is_year(text: str) -> bool:
    """Tell whether a figure that stands alone is a year."""
    return year_in(text) is not None and len(text) <= len("2017")
