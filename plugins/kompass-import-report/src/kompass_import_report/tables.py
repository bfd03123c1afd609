"""Read the rows of score tables: heads, questions, areas, sums, and which rows belong to none of these."""

from collections.abc import Sequence
from typing import final

from attrs import define, evolve, field

from kompass_import_report.alignment import beneath, is_of_another, of_year_of_row
from kompass_import_report.collector import Collector, are_words, is_unread, stands_for_figure
from kompass_import_report.columns import YEAR, Column, beside_levels, beside_means, of_newest_year
from kompass_import_report.figures import named_figures, read_figure, trailing_figures
from kompass_import_report.head_labels import labels_of, parted_columns
from kompass_import_report.heads import AREA_CODE, read_head, spaced_head, without_area
from kompass_import_report.item_codes import QUESTION
from kompass_import_report.labels import heads_codes, is_sum, is_total, is_whole_sum, label_key
from kompass_import_report.lines import Cell, Kind, Line
from kompass_import_report.names import AreaName
from kompass_import_report.not_applicable import is_not_applicable, split_not_applicable
from kompass_import_report.rows import (
    PendingQuestion,
    figure_cells,
    figures_of,
    is_whole,
    numbered,
    row_of,
    sum_label,
)
from kompass_import_report.unplaced_rows import (
    warn_of_empty_row,
    warn_of_foreign_rows,
    warn_of_misfit,
    warn_of_no_figure,
    warn_of_words,
)
from kompass_spec.model import TOTAL, Quantity

__all__ = ["TableReader"]

_POINTS = Column("", 0, Quantity.POINTS)
_FEWEST_LABELS = 2
_FARTHEST_HEAD = 2
_MOST_MISFITS = 20
_RESULTS = {Quantity.POINTS, Quantity.LEVEL}
_FIGURES = {Quantity.POINTS, Quantity.MAX, Quantity.PERCENT}


def _omitted(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells that say that the item of their row does not apply."""
    return [cell for cell in cells if is_not_applicable(cell.text)]


def _is_right_above(above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Tell whether no other line than a rule stands between two rows."""
    return 0 < cells[0].line - above[0].line <= _FARTHEST_HEAD


def _may_be_words(text: str) -> bool:
    return bool(text) and read_figure(text) is None and not is_not_applicable(text)


def _trailing(text: str, columns: Sequence[Column | None] | None) -> tuple[str, tuple[str, ...]]:
    """Split a row whose cells only spaces part; below a head what does not apply may stand for figures."""
    words, figures = trailing_figures(text)
    if columns is None:
        return words, figures
    front, omitted = split_not_applicable(words)
    return (front, (omitted, *figures)) if omitted else (words, figures)


@final
@define
class TableReader:
    """Read rows one after the other, under the head that was printed last."""

    collector: Collector
    _columns: tuple[Column | None, ...] | None = None
    _labels: Sequence[Cell] = ()
    _area: AreaName | None = None
    _prefix: str | None = None
    _placed: bool = False
    _summed: bool = False
    _of_areas: bool = False
    _pending: PendingQuestion | None = None
    _foreign: list[tuple[Cell, ...]] = field(factory=list)
    _empty: list[Cell] = field(factory=list)
    _above: Sequence[Cell] = ()
    _misfits: dict[tuple[str, ...], list[tuple[int, tuple[str, ...]]]] = field(factory=dict)

    def begin(self) -> None:
        """Forget the head: a title ends every table."""
        self.end_rows()
        self._columns, self._labels, self._area, self._prefix = None, (), None, None
        self._placed = self._summed = self._of_areas = False

    def end_rows(self) -> None:
        """Warn of rows that could not be placed, where other lines follow them."""
        self._tell_misfits()
        self._end_pending()
        empty, self._empty = self._empty, []
        rows, self._foreign = self._foreign, []
        if self._of_areas and self._prefix is None:
            # What a name is can only be said when the edition is known: the rows are kept with their words.
            rows = [cells for cells in rows if not self._listed(cells)]
            # Where questions follow, such a row is their title instead.
            for words in empty:
                warn_of_empty_row(words, self.collector)
        if rows:
            warn_of_foreign_rows(rows, self.collector)

    def _listed(self, cells: Sequence[Cell]) -> bool:
        """Keep a row of a table of areas if it has words that may be a name; tell whether it has."""
        words = [cell for cell in cells[:2] if cell.text and read_figure(cell.text) is None]
        if not words or not any(letter.isalpha() for letter in words[-1].text):
            return False
        name = self.collector.names.listed(words[-1].text, words[-1].line)
        self._place(name if words[-1] is cells[0] else numbered(name, cells[0]), cells)
        return True

    def empty_row(self, line: Line, following: Line | None) -> bool:
        """Take a row of a table of areas that has a name and no figure; tell whether it is one.

        Above questions such a row is their title.
        """
        name = self.collector.names.area(line.text, line.number) if line.alone else None
        if name is None or self._prefix is not None or not (self._of_areas or self._columns):
            return False
        if following is not None and following.kind is Kind.ROW:
            beside, behind = self._area_of(following.cells)
            among = beside is not None and bool(figure_cells(behind))
        else:
            among = self._of_areas
        if among:
            self.collector.name(name)
            self._empty.append(Cell((name.text,), name.line))
        return among

    def begins(self, line: Line) -> bool:
        """Tell whether a row is a head, or one of an area, so that a table begins with it."""
        head = read_head(line.cells, self.collector.names)
        if head is not None and head.owned(self.collector.owners).is_certain(below_rows=False):
            return True
        name, _ = self._area_of(line.cells)
        return name is not None and bool(figure_cells(line.cells))

    # Rows with cells

    def row(self, line: Line, section: AreaName | None) -> bool:
        """Read one row of the section of an area; tell whether it has a place or figures."""
        cells = line.cells
        above, self._above = self._above, ()
        self._take_above(above, cells)
        if self._is_known(cells, section):
            return True
        if figure_cells(cells):
            self._foreign.append(cells)
            return True
        if self._columns and self._without_figure(cells, named=False):
            return True
        if self._pending is None and sum(bool(cell.text) for cell in cells) > 1:
            self.begin()
        self._above = cells
        return False

    def _take_above(self, above: Sequence[Cell], cells: Sequence[Cell]) -> None:
        """Take words right above the first row of an area as its head: they say what its figures are."""
        if self._columns is not None or len(above) != len(cells) or not _is_right_above(above, cells):
            return
        name, behind = self._area_of(cells)
        head = read_head(above, self.collector.names)
        if name is None or head is None or not figure_cells(behind) or not head.labels:
            return
        owners = self.collector.owners
        self._columns = tuple(column and owners.column(column) for column in head.columns)
        self._labels = above

    def _is_known(self, cells: Sequence[Cell], section: AreaName | None) -> bool:
        """Read a row of a kind that has a place; tell whether it is one."""
        if self._head(cells) or self._question(cells) or self._area_row(cells) or self._coded_row(cells):
            return True
        self._leave_pending(cells)
        return self._sum(cells, section) or self._continued(cells)

    def _leave_pending(self, cells: Sequence[Cell]) -> None:
        """Warn of a question without a figure where the row below has figures that cannot be of it: a sum."""
        question, columns = self._pending, self._columns
        if question is None or columns is None:
            return
        figures = figures_of(question.code, cells)
        pairs = beneath(cells, figures, columns, question.code, self.collector.maxima)
        if is_of_another(pairs or (), question.code, self.collector.maxima):
            self._end_pending()

    def _end_pending(self) -> None:
        """Warn of a question whose figures did not come."""
        if self._pending:
            sentence = f"The row of question {self._pending.code} has no figure that can be read."
            self.collector.warn("no-figures", sentence, self._pending.line)
            self._pending = None

    def _head(self, cells: Sequence[Cell]) -> bool:
        """Take a row as the head of the rows below it, if it names what columns hold and has no figure."""
        head = read_head(cells, self.collector.names)
        head = head.owned(self.collector.owners) if head is not None else None
        below_rows = self._columns is not None and self._prefix is None
        if head is None or not head.is_certain(below_rows=below_rows):
            return False
        self.begin()
        columns = of_newest_year(beside_means(beside_levels(head.columns)))
        self._columns, self._labels = self.collector.titled(columns), cells
        if head.area is not None:
            self._labels = without_area(cells, head.area)
            self._area = numbered(head.area, cells[0])
            self.collector.name(self._area)
        for column in head.unknown:
            self.collector.name_in(column.label, column.line)
        return True

    def _question(self, cells: Sequence[Cell]) -> bool:
        """Take a row that begins with the code of a question."""
        match = QUESTION.match(cells[0].text)
        if match is None or not self.collector.names.may_be_item(match[1]):
            return False
        if self._pending:
            self.end_rows()
        code, text, behind = match[1], cells[0].text[match.end() :].strip(), cells[1:]
        figures = behind if text else behind[1:]
        if not text and behind and _may_be_words(behind[0].text):
            text = behind[0].text
        if self._stand_for_figures(figures) or any(is_not_applicable(cell.text) for cell in behind):
            self._place_question(code, text, cells)
        else:
            self._pending = PendingQuestion(code, text, cells[0].line)
        return True

    def _stand_for_figures(self, cells: Sequence[Cell]) -> bool:
        """Tell whether cells behind the words of a question are those of its figures: levels may be words."""
        if any(letter.isdigit() for cell in cells for letter in cell.text):
            return True
        leveled = any(column and column.quantity is Quantity.LEVEL for column in self._columns or ())
        return leveled and any(_may_be_words(cell.text) for cell in cells)

    def _continued(self, cells: Sequence[Cell]) -> bool:
        """Take the figures of a question whose text went on to another row."""
        question = self._pending
        if question is None or not (figure_cells(cells) or _omitted(cells)):
            return False
        self._pending = None
        more = [cell.text for cell in cells if _may_be_words(cell.text)]
        self._place_question(question.code, f"{question.text} {' '.join(more)}".strip(), cells)
        return True

    def _place_question(self, code: str, text: str, cells: Sequence[Cell]) -> None:
        self._place(code, cells, text)
        self._prefix = code.partition(".")[0]

    def _area_row(self, cells: Sequence[Cell]) -> bool:
        """Take a row with the name of an area, alone or behind its number."""
        name, behind = self._area_of(cells)
        if name is None or (name.known is None and not figure_cells(cells)):
            return False
        self.collector.name(name)
        if figure_cells(behind) or _omitted(behind):
            self._of_areas = True
            self._place(name, cells)
        elif not self._without_figure(cells, named=True):
            self._area = name
            self._empty.append(Cell((name.text,), name.line))
        return True

    def _coded_row(self, cells: Sequence[Cell]) -> bool:
        """Take a row that has only the number of an area, below a head that says that numbers are these."""
        first, behind = cells[0], cells[1:]
        coded = self._columns is not None and self._columns[:1] == (None,) and self._prefix is None
        if (
            not coded
            or not AREA_CODE.fullmatch(first.text)
            or not heads_codes(label_key(self._labels[0].text))
        ):
            return False
        figures = figure_cells(behind)
        if not figures or len(figures) != len([cell for cell in behind if cell.text]):
            return False
        self._of_areas = True
        self._place(AreaName("", first.line, first.text.rstrip("."), listed=True), cells)
        return True

    def _area_of(self, cells: Sequence[Cell]) -> tuple[AreaName | None, Sequence[Cell]]:
        """Return the area that one of the first two cells names, and the cells behind it."""
        names = [self.collector.names.area(cell.text, cell.line) for cell in cells[:2]]
        if names[0] is not None:
            return names[0], cells[1:]
        second = names[-1]
        return (numbered(second, cells[0]) if second is not None else None), cells[2:]

    def _without_figure(self, cells: Sequence[Cell], *, named: bool) -> bool:
        """Warn of a row that has something else where its figures would stand; tell whether it is one.

        ``named`` says that it has the name of an area, where a table of questions has its title.
        """
        if self._prefix is not None:
            return False
        words = [cell for cell in cells if cell.text and not stands_for_figure(cell.text)]
        marks = [cell for cell in cells[1:] if stands_for_figure(cell.text)]
        behind = marks or (words[1:] if named and self._columns is not None else [])
        if not words or not behind:
            return False
        if not self._warn_of_unread(words[0], marks):
            warn_of_no_figure(words[0], behind[0], self.collector)
        return True

    def _warn_of_unread(self, words: Cell, marks: Sequence[Cell]) -> bool:
        """Warn of each cell whose digits cannot be read; tell whether there is one."""
        unread = [cell for cell in marks if is_unread(cell.text)]
        for cell in unread:
            self.collector.figure(words.text, _POINTS, cell.text, cell.line, origin="table")
        return bool(unread)

    # Sums

    def _sum(self, cells: Sequence[Cell], section: AreaName | None) -> bool:
        """Take a row that sums up the rows above it, or is the total of the report."""
        figures = figure_cells(cells)
        label = sum_label(cells)
        if is_total(label) and not self._placed and len(figures) == 1:
            return self.collector.figure(TOTAL, _POINTS, figures[0].text, figures[0].line, origin="list")
        if self._pending or not self._placed or not figures or (label and not is_sum(label)):
            return False
        item = self._summed_item(cells, label, section)
        if item is None:
            return False
        self._summed = True
        self._place(item, cells)
        return True

    def _summed_item(
        self, cells: Sequence[Cell], label: str, section: AreaName | None
    ) -> AreaName | str | None:
        """Return what a row sums up: the area of the table, or all; ``None`` where it is not certain."""
        item: AreaName | str | None = self._prefix or self._area or section
        if self._of_areas or self._summed or item is None:
            return TOTAL if is_sum(label) else None
        return TOTAL if is_whole_sum(label) and is_whole(cells) else item

    # Rows of text

    def spaced_row(self, line: Line, section: AreaName | None) -> bool:
        """Read a row whose cells only single spaces part; tell whether the line is one."""
        words, figures = _trailing(line.text, self._columns)
        if self._spaced_labels(line):
            return True
        if not figures:
            heads = spaced_head(words, line.number, self.collector.names)
            return heads is not None and self._head(heads)
        code = QUESTION.match(words)
        if code and self.collector.names.may_be_item(code[1]):
            self.row(row_of(line, (code[1], words[code.end() :].strip(), *figures)), section)
            return True
        if len(figures) > 1 and self._columns and (not words or is_sum(words.casefold().strip(" :"))):
            self.row(row_of(line, (words, *figures)), section)
            return True
        return False

    def _spaced_labels(self, line: Line) -> bool:
        """Take a line of labels of columns as a head; the rows below show how they are parted."""
        labels = labels_of(line.text)
        if len(labels) < _FEWEST_LABELS or not self._head(
            [Cell((label,), line.number) for label in ("", *labels)]
        ):
            return False
        self._labels = [Cell(("",), line.number), Cell((" ".join(labels),), line.number)]
        return True

    def list_row(self, line: Line) -> bool:
        """Read a line of an area's name and its figure; tell whether it is one."""
        words, figures = named_figures(line.text)
        name = self.collector.names.area(words, line.number) if figures and words else None
        if name is None or not name.certain:
            return False
        self.collector.name(name)
        if self._place_listed(name, figures, line.number):
            self._placed = self._of_areas = True
        return True

    def unknown_row(self, line: Line) -> None:
        """Read a line in a list of areas that has the name of none, or a figure that cannot be read."""
        words, figures = trailing_figures(line.text)
        if not figures:
            words, _, figure = line.text.rpartition(" ")
            self.collector.figure(words.strip(" :"), _POINTS, figure, line.number, origin="list")
        elif not is_sum(label_key(words)):
            self._place_listed(self.collector.names.listed(words, line.number), figures, line.number)
        elif len(figures) > 1:
            self._warn_of_misfit(line.number, figures)
        else:
            self.collector.figure(TOTAL, _POINTS, figures[0], line.number, origin="list")

    def _place_listed(self, name: AreaName, figures: tuple[str, ...], line: int) -> bool:
        """Add the figures behind a name in a list; tell whether they fit the columns of its head."""
        columns = self._columns_of(len(figures))
        if not columns and len(figures) > 1 and YEAR.fullmatch(figures[-1]):
            columns, figures = [evolve(_POINTS, year=int(figures[-1]))], figures[:-1]
        if len(figures) == 1 and len(columns) != 1:
            columns = [_POINTS]
        if len(columns) != len(figures):
            self._warn_of_misfit(line, figures)
            return False
        for column, figure in zip(columns, figures, strict=True):
            self.collector.figure(name, column, figure, line, origin="list")
        return True

    def _columns_of(self, figures: int) -> list[Column]:
        """Return the columns of the head, parted anew where these are not as many as the figures of a row."""
        columns = [column for column in self._columns or () if column]
        if columns and len(columns) != figures and self._part_head(figures):
            return [column for column in self._columns or () if column]
        return columns

    # Figures

    def _place(self, item: AreaName | str, cells: Sequence[Cell], text: str = "") -> None:
        """Add the figures of a row under the columns that they stand in."""
        figures, omitted = figures_of(item, cells), _omitted(cells)
        columns = self._columns
        pairs = None if columns is None else beneath(cells, figures, columns, item, self.collector.maxima)
        if columns is not None and pairs is None and self._part_head(len(figures)):
            columns = self._columns
            pairs = beneath(cells, figures, columns or (), item, self.collector.maxima)
        if pairs is not None:
            self._place_pairs(item, pairs, text)
            return
        if omitted:
            self.collector.omit(item, _POINTS, omitted[0].text, omitted[0].line, text=text)
        if columns is None and (figures or not omitted):
            self._place_alone(item, figures, cells[0].line)
        elif figures or not omitted:
            self._warn_of_misfit(cells[0].line, [cell.text for cell in figures])

    def _part_head(self, figures: int) -> bool:
        """Part the labels of the head where single spaces hide how many they are; tell whether they fit."""
        columns = parted_columns(self._labels, figures)
        if columns is not None:
            self._columns = of_newest_year(beside_means(beside_levels(columns)))
        return columns is not None

    def _place_pairs(self, item: AreaName | str, pairs: Sequence[tuple[Column, Cell]], text: str) -> None:
        """Add what stands below each column, and that an item does not apply where its result would stand."""
        pairs = of_year_of_row(pairs)
        printed = {column.quantity for column, cell in pairs if cell.text}
        # Where no result is printed, the words may stand below the maximum; of a change they say nothing.
        telling = _RESULTS if printed & _RESULTS else {Quantity.MAX, Quantity.PERCENT}
        for column, cell in pairs:
            if not is_not_applicable(cell.text):
                self._place_cell(item, column, cell, text)
            elif column.quantity in telling:
                self.collector.omit(item, column, cell.text, cell.line, text=text)
        self._placed = True

    def _place_cell(self, item: AreaName | str, column: Column, cell: Cell, text: str) -> None:
        """Add what stands below a column; warn of words below one of figures."""
        if column.quantity in _FIGURES and are_words(cell.text):
            warn_of_words(item, column, cell, self.collector)
        else:
            self.collector.figure(item, column, cell.text, cell.line, origin="table", text=text)

    def _place_alone(self, item: AreaName | str, figures: list[Cell], line: int) -> None:
        """Add the one figure of an area, or of the whole, below no head: these are points."""
        if len(figures) > 1 and YEAR.fullmatch(figures[-1].text):
            column, figures = evolve(_POINTS, year=int(figures[-1].text)), figures[:-1]
        else:
            column = _POINTS
        if len(figures) != 1 or not (isinstance(item, AreaName) or item == TOTAL):
            self._warn_of_misfit(line, [cell.text for cell in figures])
            return
        figure = figures[0]
        added = self.collector.figure(item, column, figure.text, figure.line, origin="table")
        self._placed = added or self._placed

    def _warn_of_misfit(self, line: int, figures: Sequence[str]) -> None:
        labels = tuple(column.label for column in self._columns or () if column)
        self._misfits.setdefault(labels, []).append((line, tuple(figures)))

    def _tell_misfits(self) -> None:
        """Warn once of the rows of a table that do not fit its head."""
        misfits, self._misfits = self._misfits, {}
        for labels, rows in misfits.items():
            for start in range(0, len(rows), _MOST_MISFITS):
                warn_of_misfit(labels, rows[start : start + _MOST_MISFITS], self.collector)
