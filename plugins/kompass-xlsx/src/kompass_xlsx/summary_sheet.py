"""The summary: points and percent of every area and in total, the profile, and what is still missing."""

from collections.abc import Sequence
from typing import Any, final

from attrs import frozen

from kompass_xlsx.area_sheet import MISSING, page_set_up, protect
from kompass_xlsx.form import WorkbookForm
from kompass_xlsx.growing import height_of
from kompass_xlsx.layout import COVER_KIND, cell, far, place_of, span
from kompass_xlsx.mark_sheet import Sums, status_of
from kompass_xlsx.styles import Styles
from kompass_xlsx.words import Words

__all__ = ["SummarySheet"]

_TABLE = 4
_CHART_ROWS = 20
_WIDTHS = (7, 52, 13, 13, 11, 11, 12, 12)
_CODE, _TITLE, _LOW, _HIGH, _TOP, _SHARE, _ANSWERED, _STATUS, _REST = range(9)


@final
@frozen(kw_only=True)
class SummarySheet:
    """Write the summary from the sums of the areas."""

    book: Any
    sheet: Any
    form: WorkbookForm
    styles: Styles
    words: Words
    language: str
    line: str
    organisation: str

    def write(self, sums: Sequence[Sums], open_numbers: str, many: int) -> None:
        """Write the table, the chart and the list of what is missing, which has at most ``many`` rows."""
        sheet, words, styles = self.sheet, self.words, self.styles
        sheet.write_string(0, 0, words.summary, styles["title"])
        sheet.write_formula(1, 0, f'={self.organisation}&""', styles["section"], "")
        sheet.write_string(2, 0, self.line, styles["subtitle"])
        sheet.set_row(0, 26)
        sheet.set_row(_TABLE, 32)
        heads = (words.code, words.area, words.reached, words.possible, words.max, words.percent,
            words.answered, words.status)  # fmt: skip
        for column, head in enumerate(heads):
            sheet.write_string(_TABLE, column, head, styles["head"])
        for index, (area, of_area) in enumerate(zip(self.form.areas, sums, strict=True)):
            title = area.area.title.in_language(self.language, self.form.edition.language).words
            self._write_line(_TABLE + 1 + index, area.code, title, [of_area])
        total = _TABLE + 1 + len(sums)
        self._write_line(total, "", words.total, sums, bold="sum_")
        self._write_chart(total + 2, len(sums))
        self._write_open(total + 2 + _CHART_ROWS, open_numbers, many)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_column(_REST, _REST, 8, None, {"hidden": True})
        sheet.freeze_panes(_TABLE + 1, 0)
        sheet.print_area(0, 0, total + 5 + _CHART_ROWS + many, _STATUS)
        page_set_up(sheet, self.line, landscape=False)
        protect(sheet)

    def _write_line(self, row: int, code: str, title: str, sums: Sequence[Sums], bold: str = "") -> None:
        """Write the line of an area, or that of the total from the sums of all."""
        sheet, styles, unit = self.sheet, self.styles, self.form.unit
        text = "sum" if bold else "text"
        sheet.set_row(row, height_of([(title, _WIDTHS[_TITLE])], least=1))
        sheet.write_string(row, _CODE, code, styles[text])
        sheet.write_string(row, _TITLE, title, styles[text])
        added = {
            key: "+".join(of_area[key] for of_area in sums)
            for key in ("low", "high", "top", "asked", "answered", "left_out", "wrong", "missing")
        }
        added = {key: f"({formula})" for key, formula in added.items()}
        most = float(sum(area.max for area in self.form.areas)) if bold else float(self._max_of(code))
        lines = (
            (_LOW, f"{added['low']}/{unit}", "points", 0),
            (_HIGH, f"{added['high']}/{unit}", "points", most),
            (_TOP, f"{added['top']}/{unit}", "points", most),
            (_SHARE, f'IF({added["top"]}=0,"",{added["low"]}/{added["top"]})', "share", 0),
        )
        for column, formula, style, value in lines:
            sheet.write_formula(row, column, f"={formula}", styles[bold + style], value)
        asked = sum(self._asked(area.code) for area in self.form.areas) if bold else self._asked(code)
        count = f'({added["answered"]}+{added["left_out"]})&" / "&{added["asked"]}'
        sheet.write_formula(row, _ANSWERED, f"={count}", styles[bold + "whole"], f"0 / {asked}")
        status = status_of(Sums(cells=added), self.words)
        sheet.write_formula(row, _STATUS, f"={status}", styles[text], self.words.states[MISSING])
        rest = f"IF({added['top']}=0,0,({added['high']}-{added['low']})/{added['top']})"
        sheet.write_formula(row, _REST, f"={rest}", None, 1)

    def _max_of(self, code: str) -> Any:
        return next(area.max for area in self.form.areas if area.code == code)

    def _asked(self, code: str) -> int:
        return sum(row.counts for area in self.form.areas if area.code == code for row in area.rows)

    def _write_chart(self, row: int, many: int) -> None:
        """Draw the profile: a bar for every area, filled as far as it goes and hatched as far as it could."""
        name = self.sheet.get_name()
        chart = self.book.add_chart({"type": "bar", "subtype": "stacked"})
        first, last = _TABLE + 1, _TABLE + many
        categories = f"={far(name, f'{cell(first, _TITLE)}:{cell(last, _TITLE)}')}"
        common = {"categories": categories, "gap": 60}
        chart.add_series({
            **common,
            "name": f"={far(name, cell(_TABLE, _SHARE))}",
            "values": f"={far(name, span(first, last, _SHARE))}",
            "fill": {"color": "#1F3864"},
            "border": {"color": "#000000"},
        })  # fmt: skip
        chart.add_series({
            **common,
            "name": f"={far(name, cell(_TABLE, _REST))}",
            "values": f"={far(name, span(first, last, _REST))}",
            "pattern": {"pattern": "light_upward_diagonal", "fg_color": "#7F7F7F", "bg_color": "#FFFFFF"},
            "border": {"color": "#7F7F7F"},
        })  # fmt: skip
        self.sheet.write_string(_TABLE, _REST, self.words.rest, self.styles["head"])
        chart.set_title({"none": True})
        chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%", "major_gridlines": {"visible": True}})
        chart.set_y_axis({"reverse": True})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 930, "height": 360})
        chart.show_hidden_data()
        self.sheet.write_string(row, _CODE, self.words.profile, self.styles["section"])
        self.sheet.insert_chart(row + 1, _CODE, chart, {"object_position": 2})

    def _write_open(self, row: int, numbers: str, many: int) -> None:
        """List what is missing, as many rows as could be; those that are not needed stay empty."""
        sheet, styles, words = self.sheet, self.styles, self.words
        sheet.write_string(row, _CODE, words.left_open, styles["section"])
        notes = [f'IF({self.organisation}="","{_escaped(words.choose_organisation)}","")']
        if self.form.kinds_matter:
            notes.append(f'IF({COVER_KIND}="","{_escaped(words.choose_kind)}","")')
        first_value = words.choose_organisation
        for index, note in enumerate(notes):
            value = first_value if index == 0 else words.choose_kind
            sheet.write_formula(row + 1 + index, _CODE, f"={note}", styles["label"], value)
        start = row + 1 + len(notes)
        none = f'IF(MAX({numbers})=0,"{_escaped(words.nothing_open)}","")'
        sheet.write_formula(start, _CODE, f"={none}", styles["label"], "")
        # A question is longer than its column, and runs on over those that are left empty beside it.
        columns = (_CODE, _TITLE, _SHARE, _ANSWERED)
        for column in range(_STATUS + 1):
            sheet.write_blank(start + 1, column, None, styles["head"])
        for column, head in zip(
            columns, (words.code, words.question, words.status, words.where), strict=True
        ):
            sheet.write_string(start + 1, column, head, styles["head"])
        name, _, cells = numbers.rpartition("!")
        (first, _), (last, _) = map(place_of, cells.split(":"))
        for number in range(1, many + 1):
            found = f"MATCH({number},{numbers},0)"
            for column, source in zip(columns, (0, 2, 4, 3), strict=True):
                listed = f"{name}!{span(first, last, source)}"
                formula = f'=IFERROR(INDEX({listed},{found}),"")'
                sheet.write_formula(start + 1 + number, column, formula, styles["line"], "")


def _escaped(words: str) -> str:
    return words.replace('"', '""')
