"""Write a table on a worksheet of its own: heads that stay, figures to compute with, ready to print."""

from collections.abc import Iterator, Sequence
from typing import Any, final

from attrs import frozen

from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    Linked,
    ShareBar,
    SheetCell,
    SheetRow,
    SheetTable,
    Tone,
    Words,
    words_of,
)
from kompass_xlsx.area_sheet import page_set_up
from kompass_xlsx.growing import height_of
from kompass_xlsx.laid_out.formats import Formats, cell_text, joined, number_format
from kompass_xlsx.laid_out.formulas import formulas_of

__all__ = ["TableSheet"]

_HEAD_COLOUR, _SUM_COLOUR = "#E7E6E6", "#F2F2F2"
_WIDEST, _NARROWEST, _BAR_WIDTH = 60, 9, 16
_PADDING = 2
_FEWEST_FILTERED = 8
"""From so many rows on it helps to filter them."""
_MOST_NAMING = 2
"""How many columns of words may stay when a table is scrolled sideways."""
_LINK = "#0B4F8A"
_LEFT: dict[str, Any] = {"align": "left"}
_RIGHT: dict[str, Any] = {"align": "right", "indent": 1}


@final
@frozen(kw_only=True)
class TableSheet:
    """Write one table; ``line`` says below its caption what it is of, ``item`` is the column of its items."""

    sheet: Any
    table: SheetTable
    item: int = 0
    formats: Formats
    line: str

    def write(self) -> None:
        """Write the caption, the heads, the rows and the notes, and set the worksheet up."""
        sheet, table = self.sheet, self.table
        sheet.write_string(0, 0, cell_text(table.caption), self.formats.of(bold=True, font_size=14))
        sheet.write_string(1, 0, cell_text(self.line), self.formats.toned(Tone.QUIET))
        has_groups = any(column.group for column in table.columns)
        head = 4 if has_groups else 3
        widths = [self._width(position, column) for position, column in enumerate(table.columns)]
        if has_groups:
            self._write_groups(head - 1, widths)
        self._write_heads(head, widths)
        formulas = formulas_of(table, head + 1)
        for number, row in enumerate(table.rows):
            texts = [(_shown(cell), int(width)) for cell, width in zip(row.cells, widths, strict=True)]
            sheet.set_row(head + 1 + number, height_of(texts, least=1))
            for position, cell in enumerate(row.cells):
                self._write_cell(head + 1 + number, position, row, cell, formulas.get((number, position)))
        last = head + len(table.rows)
        for number, note in enumerate(table.notes):
            words = cell_text(words_of(note))
            sheet.write_string(last + 2 + number, 0, words, self.formats.toned(Tone.QUIET))
        self._set_up(head, last, widths)

    def _write_heads(self, row: int, widths: Sequence[float]) -> None:
        texts = [(column.head, int(width)) for column, width in zip(self.table.columns, widths, strict=True)]
        self.sheet.set_row(row, height_of(texts, least=1))
        for position, column in enumerate(self.table.columns):
            self.sheet.write_string(row, position, cell_text(column.head), self._head_format(column))

    def _set_up(self, head: int, last: int, widths: Sequence[float]) -> None:
        sheet, table = self.sheet, self.table
        for position, column in enumerate(table.columns):
            sheet.set_column(position, position, widths[position])
            if column.kind is ColumnKind.SHARE and table.rows:
                bar = {
                    "type": "data_bar",
                    "bar_solid": True,
                    "bar_color": "#9DC3E6",
                    "min_type": "num",
                    "max_type": "num",
                    "min_value": 0,
                    "max_value": 1,
                }
                sheet.conditional_format(head + 1, position, last, position, bar)
        naming = 0
        while naming < len(table.columns) - 1 and table.columns[naming].kind is ColumnKind.WORDS:
            naming += 1
        # Where most columns are words, only the first names the row.
        is_naming = naming <= _MOST_NAMING and naming < len(table.columns) - 1
        sheet.freeze_panes(head + 1, naming if is_naming else 1)
        plain = sum(1 for row in table.rows if not row.is_strong)
        if plain >= _FEWEST_FILTERED and all(row.is_strong for row in table.rows[plain:]):
            sheet.autofilter(head, 0, head + plain, len(table.columns) - 1)
        sheet.repeat_rows(head - 1 if any(column.group for column in table.columns) else head, head)
        page_set_up(sheet, cell_text(self.line))

    def _write_groups(self, row: int, widths: Sequence[float]) -> None:
        spans = [
            (group, int(sum(widths[first : last + 1]))) for first, last, group in _groups(self.table.columns)
        ]
        self.sheet.set_row(row, height_of(spans, least=1))
        for first, last, group in _groups(self.table.columns):
            style: dict[str, Any] = {"bold": True, "bg_color": _HEAD_COLOUR, "text_wrap": True}
            if self.table.columns[first].is_break and first:
                style["left"] = 2
            if first == last:
                self.sheet.write_string(row, first, cell_text(group), self.formats.of(**style))
            else:
                self.sheet.merge_range(row, first, row, last, "", self.formats.of(**style))
                self.sheet.write_string(row, first, cell_text(group), self.formats.of(**style))

    def _head_format(self, column: Column) -> Any:
        align = _LEFT if column.kind is ColumnKind.WORDS else _RIGHT
        style = {"bold": True, "bg_color": _HEAD_COLOUR, "bottom": 1, "text_wrap": True, "valign": "bottom"}
        return self.formats.of(**style, **align, **_break_before(column))

    def _width(self, position: int, column: Column) -> float:
        if column.kind is ColumnKind.SHARE:
            return _BAR_WIDTH
        longest = max((len(_shown(row.cells[position])) for row in self.table.rows), default=0)
        head = len(column.head)
        if column.kind is ColumnKind.FIGURE:
            head = max(map(len, column.head.split()), default=0)
            longest = min(longest, _WIDEST // 3)
        return min(max(longest + _PADDING, head + _PADDING, _NARROWEST), _WIDEST)

    def _write_cell(
        self, at: int, position: int, row: SheetRow, cell: SheetCell, formula: str | None
    ) -> None:
        column = self.table.columns[position]
        style: dict[str, Any] = {"bottom": 4, "bottom_color": "#BFBFBF", **_break_before(column)}
        if row.is_strong:
            style.update(bold=True, top=1, bg_color=_SUM_COLOUR)
        if isinstance(cell, Figure):
            self._write_figure(at, position, cell, style, formula)
        elif isinstance(cell, ShareBar):
            self._write_share(at, position, cell, style)
        elif isinstance(cell, Gap):
            if cell.is_marked:
                style.update(pattern=14, fg_color="#D9D9D9", bg_color="#FFFFFF")
            align = _LEFT if column.kind is ColumnKind.WORDS else _RIGHT
            made = self.formats.toned(Tone.QUIET, italic=True, text_wrap=True, **align, **style)
            self.sheet.write_string(at, position, cell_text(cell.words), made)
        else:
            if position == self.item and row.depth:
                style["indent"] = min(row.depth, 15)
            self._write_words(at, position, cell, style)

    def _write_words(self, at: int, position: int, cell: tuple[Words, ...], style: dict[str, Any]) -> None:
        address = next((words.address for words in cell if isinstance(words, Linked)), "")
        words = joined(cell)
        if address.startswith(("http://", "https://")) and words:
            made = self.formats.of(text_wrap=True, font_color=_LINK, underline=1, **style)
            if self.sheet.write_url(at, position, address, made, words) == 0:
                return
        self.sheet.write_string(at, position, words, self.formats.of(text_wrap=True, **style))

    def _write_figure(
        self, at: int, position: int, figure: Figure, style: dict[str, Any], formula: str | None
    ) -> None:
        style.update(_RIGHT)
        if figure.quantity is None:
            mark = "" if figure.mark is None else f"{figure.mark.value} "
            made = self.formats.toned(figure.tone, **style)
            self.sheet.write_string(at, position, cell_text(f"{mark}{figure.shown}"), made)
            return
        made = self.formats.toned(figure.tone, num_format=number_format(figure), **style)
        value = float(figure.quantity)
        if formula is None:
            self.sheet.write_number(at, position, value, made)
        else:
            self.sheet.write_formula(at, position, formula, made, value)

    def _write_share(self, at: int, position: int, bar: ShareBar, style: dict[str, Any]) -> None:
        """Write a share in percent with a bar, or in words where only its bounds are known."""
        if bar.interval.low == bar.interval.high:
            made = self.formats.of(num_format="0.0 %", **_RIGHT, **style)
            self.sheet.write_number(at, position, float(bar.interval.low), made)
        else:
            self.sheet.write_string(at, position, cell_text(bar.shown), self.formats.of(**_RIGHT, **style))


def _break_before(column: Column) -> dict[str, Any]:
    return {"left": 2} if column.is_break else {}


def _groups(columns: Sequence[Column]) -> Iterator[tuple[int, int, str]]:
    """Yield the first and the last of neighbouring columns of one group, with its head."""
    first = 0
    for position, column in enumerate(columns):
        if position + 1 == len(columns) or columns[position + 1].group != column.group:
            if column.group:
                yield first, position, column.group
            first = position + 1


def _shown(cell: SheetCell) -> str:
    if isinstance(cell, Figure):
        return f"{'' if cell.mark is None else '▲ '}{cell.shown}"
    if isinstance(cell, ShareBar):
        return cell.shown
    return cell.words if isinstance(cell, Gap) else joined(cell)
