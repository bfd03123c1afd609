"""Read the rows of score tables: heads, questions, areas, sums, and which rows belong to none of these."""

import re
from collections.abc import Sequence
from typing import final

from attrs import define, evolve, field

from kompass_import_report.aligning import QUESTION, beneath
from kompass_import_report.collecting import Collector, joined_lines, stands_for_figure
from kompass_import_report.columns import YEAR, Column, of_newest_year, read_column
from kompass_import_report.figures import named_figures, read_figure, trailing_figures
from kompass_import_report.lines import Cell, Line
from kompass_import_report.names import AreaName
from kompass_spec.model import TOTAL, Quantity

__all__ = ["LABELS", "TableReader", "figure_cells"]

_AREA_CODE = re.compile(r"[0-9]{1,2}\.?")
_SUMS = {
    "summa", "totalt", "total", "delsumma", "sum", "totalsumma", "summa poäng", "totalpoäng", "poängsumma",
    "sammanlagt", "sum poeng", "totalt poäng", "i alt", "summa totalt", "samtals",
}  # fmt: skip
_WHOLE = {
    "totalt",
    "total",
    "totalsumma",
    "totalpoäng",
    "sammanlagt",
    "totalt poäng",
    "i alt",
    "summa totalt",
    "samtals",
}
_TOTALS = {"totalpoäng", "total poäng", "totalpoängen", "totala poäng"}
LABELS = {
    "område", "områden", "huvudområde", "huvudområden", "fråga", "frågor", "delfråga", "delfrågor", "nr",
    "kod",
    "rubrik", "rubriker", "text", "tema", "spørsmål", "svið",
}  # fmt: skip
_FIGURE = re.compile(r"[-+−–]?[0-9]")
_LONGEST_HEAD = 160
_MOST_NAMED = 5
_FEWEST_HEADS = 2
_POINTS = Column("", 0, Quantity.POINTS)


def figure_cells(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells that hold a figure and nothing else."""
    return [cell for cell in cells if read_figure(cell.text) is not None]


@final
@define
class TableReader:
    """Read rows one after the other, under the head that was printed last."""

    found: Collector
    _columns: tuple[Column | None, ...] | None = None
    _area: AreaName | None = None
    _prefix: str | None = None
    _placed: bool = False
    _summed: bool = False
    _of_areas: bool = False
    _pending: tuple[str, str, int] | None = None
    _foreign: list[tuple[Cell, ...]] = field(factory=list)

    def begin(self) -> None:
        """Forget the head: a title ends every table."""
        self.end_rows()
        self._columns, self._area, self._prefix = None, None, None
        self._placed = self._summed = self._of_areas = False

    def end_rows(self) -> None:
        """Warn of rows that could not be placed, where other lines follow them."""
        if self._pending:
            code, _, line = self._pending
            self.found.warn("no-figures", f"The row of question {code} has no figure that can be read.", line)
            self._pending = None
        foreign, self._foreign = self._foreign, []
        if self._of_areas and self._prefix is None:
            # What a name is can only be said when the edition is known, so the rows are kept with their
            # words.
            rest = [cells for cells in foreign if not self._listed(cells)]
        else:
            rest = foreign
        if rest:
            self._warn_of_foreign(rest)

    def _listed(self, cells: Sequence[Cell]) -> bool:
        """Keep a row of a table of areas whose name no edition has; tell whether it has words that may be a name."""
        words = [cell for cell in cells[:2] if cell.text and read_figure(cell.text) is None]
        if not words or not any(letter.isalpha() for letter in words[-1].text):
            return False
        name = self.found.names.listed(words[-1].text, words[-1].line)
        if name.number is None and words[-1] is not cells[0] and _AREA_CODE.fullmatch(cells[0].text):
            name = evolve(name, number=cells[0].text.rstrip("."))
        self._place(name, cells, "table")
        return True

    def _warn_of_foreign(self, rows: list[tuple[Cell, ...]]) -> None:
        """Warn of rows that are of no area, with what they print and the area that it is most like."""
        for cell in (cell for cells in rows for cell in cells):
            self.found.name_in(cell.text, cell.line)
        lines = joined_lines([cells[0].line for cells in rows])
        printed = [
            next((cell.text for cell in cells if cell.text and read_figure(cell.text) is None), "")[:80]
            for cells in rows
        ]
        said = [f"'{words}'" for words in dict.fromkeys(printed) if words]
        named = f" ({', '.join(said[:_MOST_NAMED])})" if said else ""
        near = [
            (words, title)
            for words in dict.fromkeys(printed)
            if words
            and words.casefold().strip(" .:") not in _SUMS
            and (title := self.found.names.nearest(words))
        ]
        meant = "".join(f" Did you mean '{title}' by '{words}'?" for words, title in near[:_MOST_NAMED])
        sentence = (
            f"The figures of the table on {lines}{named} are not those of an area or a question and are not"
            f" read.{meant}"
        )
        self.found.warn("unplaced-table", sentence, rows[0][0].line)

    def row(self, line: Line, section: AreaName | None) -> bool:
        """Read one row; ``section`` is the area in whose section it stands. Tell whether it has a place or figures."""
        cells = line.cells
        if self._head(cells) or self._question(cells) or self._area_row(cells):
            return True
        if self._sum(cells, section) or self._continued(cells):
            return True
        if figure_cells(cells):
            self._foreign.append(cells)
            return True
        if self._columns and self._without_figure(cells, named=False):
            return True
        if sum(bool(cell.text) for cell in cells) > 1 and self._pending is None:
            self.begin()
        return False

    def spaced_row(self, line: Line, section: AreaName | None) -> bool:
        """Read a row whose cells only single spaces part; tell whether the line is one."""
        words, figures = trailing_figures(line.text)
        code = QUESTION.match(words)
        if code and figures:
            texts = [code[1], words[code.end() :].strip(), *figures]
            self.row(_line_of(line, texts), section)
            return True
        if not figures:
            heads = _spaced_head(words, line.number, self.found)
            return heads is not None and self._head(heads)
        if len(figures) > 1 and self._columns and (not words or words.casefold().strip(" :") in _SUMS):
            self.row(_line_of(line, [words, *figures]), section)
            return True
        return False

    def list_row(self, line: Line) -> AreaName | None:
        """Read a line of an area's name and its figure; return the name, ``None`` where it is none."""
        words, figures = named_figures(line.text)
        if not figures or not words:
            return None
        name = self.found.names.area(words, line.number)
        if name is None or (name.known is None and not name.marked):
            return None
        self.found.name(name)
        values = [column for column in self._columns or () if column]
        if len(figures) == 1 and len(values) != 1:
            values = [_POINTS]
        if len(values) == len(figures):
            for column, figure in zip(values, figures, strict=True):
                self.found.figure(name, column, figure, line.number, origin="list")
            self._placed = self._of_areas = True
        else:
            self._misfit(line.number, len(figures))
        return name

    def unknown_row(self, line: Line) -> None:
        """Read a line in a list of areas that has the name of none, or a figure that cannot be read."""
        words, figures = trailing_figures(line.text)
        if not figures:
            words, _, figure = line.text.rpartition(" ")
            self.found.figure(words.strip(" :"), _POINTS, figure, line.number, origin="list")
        elif words.casefold().strip(" .:") in _SUMS:
            for figure in figures if len(figures) == 1 else ():
                self.found.figure(TOTAL, _POINTS, figure, line.number, origin="list")
            if len(figures) > 1:
                self._misfit(line.number, len(figures))
        else:
            name = self.found.names.listed(words, line.number)
            values = [column for column in self._columns or () if column]
            if len(figures) == 1 and len(values) != 1:
                values = [_POINTS]
            if len(values) != len(figures):
                self._misfit(line.number, len(figures))
                return
            for column, figure in zip(values, figures, strict=True):
                self.found.figure(name, column, figure, line.number, origin="list")

    def _head(self, cells: Sequence[Cell]) -> bool:
        """Take a row as the head of the rows below it, if it names what columns hold and has no figure."""
        first = cells[0].text
        if _begins_with_figure(first) and read_figure(first) is not None and not _AREA_CODE.fullmatch(first):
            return False
        if any(_begins_with_figure(cell.text) for cell in cells[1:]):
            return False
        name, columns = self._columns_of(cells)
        labels = [column.label for column in columns if column]
        known = any(column and column.quantity for column in columns)
        if not known and not (name and labels and self._may_begin(labels)):
            return False
        if name is not None and any(_is_unread(label) for label in labels):
            return False
        self.begin()
        if name is not None and name.number is None and _AREA_CODE.fullmatch(cells[0].text):
            name = AreaName(name.text, name.line, cells[0].text.rstrip("."), name.known)
        if name is not None:
            self.found.name(name)
        for column in columns:
            if column is not None and column.quantity is None:
                self.found.name_in(column.label, column.line)
        self._columns, self._area = of_newest_year(columns), name
        return True

    def _columns_of(self, cells: Sequence[Cell]) -> tuple[AreaName | None, list[Column | None]]:
        """Return the area that a head names, and its columns: ``None`` for those of codes and words."""
        name: AreaName | None = None
        columns: list[Column | None] = []
        for position, cell in enumerate(cells):
            found = self.found.names.area(cell.text, cell.line) if name is None and cell.text else None
            if found is not None and found.known is not None:
                name = found
                columns.append(None)
            elif (
                not cell.text
                or cell.text.casefold().strip(" .:") in LABELS
                or (not position and _AREA_CODE.fullmatch(cell.text))
            ):
                columns.append(None)
            else:
                column = read_column(cell.text, cell.line)
                columns.append(None if column.quantity is None and not position else column)
        return name, columns

    def _may_begin(self, labels: list[str]) -> bool:
        """Tell whether a row with an area's name may be a head although it names no column that is known.

        Below the head of a list of areas it is one of its rows.
        """
        below = self._columns is not None and self._prefix is None
        return not below and not any(map(stands_for_figure, labels))

    def _question(self, cells: Sequence[Cell]) -> bool:
        code = QUESTION.match(cells[0].text)
        if code is None:
            return False
        if self._pending:
            self.end_rows()
        inside = cells[0].text[code.end() :].strip()
        rest = cells[1:]
        text = inside
        if not text and rest and read_figure(rest[0].text) is None:
            text = rest[0].text
        if not any(any(letter.isdigit() for letter in cell.text) for cell in rest[0 if inside else 1 :]):
            self._pending = (code[1], text, cells[0].line)
            return True
        self._place(code[1], cells, "table", text)
        self._prefix = code[1].partition(".")[0]
        return True

    def _continued(self, cells: Sequence[Cell]) -> bool:
        """Take the figures of a question whose text went on to another row."""
        if self._pending is None or not figure_cells(cells):
            return False
        code, text, _ = self._pending
        self._pending = None
        more = " ".join(cell.text for cell in cells if cell.text and read_figure(cell.text) is None)
        self._place(code, cells, "table", f"{text} {more}".strip())
        self._prefix = code.partition(".")[0]
        return True

    def _area_row(self, cells: Sequence[Cell]) -> bool:
        names = [self.found.names.area(cell.text, cell.line) for cell in cells[:2]]
        name = names[0] or (names[1] if len(names) > 1 else None)
        if name is None or (name.known is None and not figure_cells(cells)):
            return False
        if name.number is None and names[0] is None and _AREA_CODE.fullmatch(cells[0].text):
            name = AreaName(name.text, name.line, cells[0].text.rstrip("."), name.known)
        self.found.name(name)
        after = cells[1:] if names[0] else cells[2:]
        if not figure_cells(after):
            if not self._without_figure(cells, named=True):
                self._area = name
            return True
        self._of_areas = True
        self._place(name, cells, "table")
        return True

    def _without_figure(self, cells: Sequence[Cell], *, named: bool) -> bool:
        """Warn of a row that has something else where its figures would stand; tell whether it is one.

        ``named`` says that it has the name of an area, where a table of questions has its title.
        """
        if self._prefix is not None:
            return False
        words = [cell for cell in cells if cell.text and not stands_for_figure(cell.text)]
        others = [cell for cell in cells[1:] if stands_for_figure(cell.text)]
        if not words or not (others or (named and self._columns is not None and len(words) > 1)):
            return False
        unread = [cell for cell in others if _is_unread(cell.text)]
        for cell in unread:
            self.found.figure(words[0].text, _POINTS, cell.text, cell.line, origin="table")
        if not unread:
            printed = (others or words[1:])[0]
            sentence = (
                f"'{words[0].text[:80]}' has no figure: the table prints '{printed.text[:40]}'. Write its"
                " points there if you know them."
            )
            self.found.warn("no-figures", sentence, printed.line)
        return True

    def _sum(self, cells: Sequence[Cell], section: AreaName | None) -> bool:
        words = [
            cell.text
            for cell in cells
            if cell.text and read_figure(cell.text) is None and cell.text not in {"-", "–"}
        ]
        label = " ".join(words).casefold().strip(" .:")
        if label in _TOTALS and not self._placed and len(figure_cells(cells)) == 1:
            figure = figure_cells(cells)[0]
            return self.found.figure(TOTAL, _POINTS, figure.text, figure.line, origin="list")
        if self._pending or not self._placed or not figure_cells(cells) or (label and label not in _SUMS):
            return False
        item: AreaName | str | None = self._prefix or self._area or section
        if self._of_areas or self._summed or item is None:
            if label not in _SUMS:
                return False
            item = TOTAL
        elif label in _WHOLE and self._is_whole(cells):
            item = TOTAL
        self._summed = True
        self._place(item, cells, "table")
        return True

    def _is_whole(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a row called total holds more points than any area has."""
        figures = [read_figure(cell.text) for cell in cells]
        return any(figure and not figure.percent and figure.value > 100 for figure in figures)  # noqa: PLR2004 - see above

    def _place(self, item: AreaName | str, cells: Sequence[Cell], origin: str, text: str = "") -> None:
        """Add the figures of a row under the columns that they stand in."""
        figures = figure_cells(cells[1:] if QUESTION.match(cells[0].text) else cells)
        if not isinstance(item, str) and figures and figures[0] is cells[0]:
            figures = figures[1:]
        columns = self._columns
        if columns is None:
            if (isinstance(item, AreaName) or item == TOTAL) and len(figures) == 1:
                self._placed = (
                    self.found.figure(item, _POINTS, figures[0].text, figures[0].line, origin=origin)
                    or self._placed
                )
            else:
                self._misfit(cells[0].line, len(figures))
            return
        pairs = beneath(cells, figures, columns, item, self.found.maxima)
        if pairs is None:
            self._misfit(cells[0].line, len(figures))
            return
        for column, cell in pairs:
            self.found.figure(item, column, cell.text, cell.line, origin=origin, text=text)
        self._placed = True

    def _misfit(self, line: int, figures: int) -> None:
        heads = [column.label for column in self._columns or () if column]
        said = (
            f"the head above it names {', '.join(heads)}" if heads else "no head above it says what they are"
        )
        sentence = (
            f"This row has {figures} figures, and {said}, so they are not read. Give every figure a column"
            " with a head."
        )
        self.found.warn("unplaced-figures", sentence, line)


def _begins_with_figure(text: str) -> bool:
    """Tell whether a cell begins with a figure, and not with a year, as no head does."""
    return _FIGURE.match(text) is not None and YEAR.match(text) is None


def _is_unread(text: str) -> bool:
    """Tell whether a cell has digits that are no figure, such as ``~58``."""
    return stands_for_figure(text) and any(letter.isdigit() for letter in text)


def _line_of(line: Line, texts: Sequence[str]) -> Line:
    return evolve(line, cells=tuple(Cell((text,), line.number) for text in texts))


def _spaced_head(words: str, line: int, found: Collector) -> list[Cell] | None:
    """Return the cells of a head whose columns only spaces part: an area's name before two or more known heads."""
    if len(words) > _LONGEST_HEAD:
        return None
    parts = words.split()
    end = len(parts)
    while end > 0 and read_column(parts[end - 1], line).quantity is not None:
        end -= 1
    front = " ".join(parts[:end])
    if len(parts) - end < _FEWEST_HEADS or (
        front and front.casefold() not in LABELS and found.names.area(front, line) is None
    ):
        return None
    return [Cell((text,), line) for text in (front, *parts[end:])]
