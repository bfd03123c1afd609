"""Write charts of the program's own on one worksheet, each beside the numbers that it draws."""

from collections.abc import Sequence
from typing import Any, final

from attrs import frozen

from kompass_spec.model.sheet import Illustration, Tone, words_of
from kompass_xlsx.area_sheet import page_set_up
from kompass_xlsx.laid_out.formats import Formats, cell_text
from kompass_xlsx.laid_out.plots import Plot, Series
from kompass_xlsx.layout import cell, far, span

__all__ = ["ChartSheet"]

_CURRENT, _BLOCK = "#1F4E79", "#9DC3E6"
_COLOURS = ("#8A5A00", "#7F7F7F", "#BFBFBF", "#38761D", "#741B47", "#0B5394", "#999900", "#434343")
_LINE_HEIGHT = 20
_CHART_COLUMN = 0
_LABEL_WIDTH = 44
_WIDTH, _ROW_PIXELS, _BAR_PIXELS, _AXIS_PIXELS = 900, 26, 14, 100
_LEAST_HEIGHT, _MOST_HEIGHT = 320, 760
_LAST_LABELLED = 3
"""More series than this have no labels: they would cover each other."""


@final
@frozen(kw_only=True)
class ChartSheet:
    """Write the charts one below the other, each with its title, what it shows, and its numbers."""

    book: Any
    sheet: Any
    formats: Formats
    title: str
    line: str

    def write(self, drawn: Sequence[tuple[Illustration, Plot]]) -> None:
        """Write every illustration with its chart."""
        sheet = self.sheet
        sheet.set_column(0, 0, _LABEL_WIDTH)
        sheet.set_column(1, 12, 11)
        sheet.write_string(0, 0, cell_text(self.title), self.formats.of(bold=True, font_size=14))
        sheet.write_string(1, 0, cell_text(self.line), self.formats.toned(Tone.QUIET))
        row = 3
        breaks = []
        for number, (illustration, plot) in enumerate(drawn):
            if number:
                breaks.append(row)
            row = self._write_one(row, illustration, plot)
        sheet.set_h_pagebreaks(breaks)
        page_set_up(sheet, cell_text(self.line))
        sheet.fit_to_pages(1, 0)

    def _write_one(self, row: int, illustration: Illustration, plot: Plot) -> int:
        """Write one chart from a row on, and return the row after it."""
        sheet = self.sheet
        sheet.write_string(row, 0, cell_text(illustration.title), self.formats.of(bold=True, font_size=13))
        sheet.write_string(row + 1, 0, cell_text(illustration.finding), self.formats.of())
        height = _LEAST_HEIGHT + (_AXIS_PIXELS if plot.kind == "column" else 0)
        if plot.kind == "bar":
            bars = len(plot.labels) * (1 if plot.subtype else len(plot.series))
            wanted = max(_ROW_PIXELS * len(plot.labels), _BAR_PIXELS * bars) + _AXIS_PIXELS
            height = min(max(_LEAST_HEIGHT, wanted), _MOST_HEIGHT)
        head = row + 3 + -(-height // _LINE_HEIGHT)
        for number, note in enumerate(illustration.notes):
            sheet.write_string(
                head - 1 + number, 0, cell_text(words_of(note)), self.formats.toned(Tone.QUIET)
            )
        head += len(illustration.notes)
        self._write_numbers(head, plot, illustration.title)
        chart = self._chart(head, plot)
        chart.set_size({"width": _WIDTH, "height": height})
        described = {
            "object_position": 2,
            "description": cell_text(f"{illustration.title}. {illustration.finding}"),
        }
        sheet.insert_chart(row + 2, _CHART_COLUMN, chart, described)
        return head + len(plot.labels) + 3

    def _write_numbers(self, head: int, plot: Plot, title: str) -> None:
        strong, quiet = self.formats.of(bold=True, bottom=1), self.formats.of(num_format="0.#")
        self.sheet.write_blank(head, 0, None, strong)
        for column, series in enumerate(plot.series, start=1):
            self.sheet.write_string(head, column, cell_text(series.name or title), strong)
            for number, value in enumerate(series.values, start=1):
                if value is not None:
                    number_format = "0" if value.is_integer() else "0.0"
                    made = self.formats.of(num_format=number_format)
                    self.sheet.write_number(head + number, column, value, made)
        for number, label in enumerate(plot.labels, start=1):
            self.sheet.write_string(head + number, 0, cell_text(label), quiet)

    def _chart(self, head: int, plot: Plot) -> Any:
        kind: dict[str, str] = {"type": plot.kind}
        if plot.subtype is not None:
            kind["subtype"] = plot.subtype
        if plot.kind == "radar":
            kind["subtype"] = "with_markers"
        chart = self.book.add_chart(kind)
        running = None
        for column, series in enumerate(plot.series, start=1):
            if series.is_line:
                running = self.book.add_chart({"type": "line"})
                running.add_series({**self._series(head, column, plot, series), "y2_axis": True})
                running.set_y2_axis({"min": 0, "max": 100, "num_format": '0" %"'})
            else:
                chart.add_series(self._series(head, column, plot, series))
        if running is not None:
            chart.combine(running)
        chart.set_title({"none": True})
        bounds: dict[str, Any] = {
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
        }
        if plot.greatest is not None:
            bounds["max"] = plot.greatest
        if plot.kind == "bar":
            chart.set_x_axis(bounds)
            chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        else:
            chart.set_y_axis(bounds)
            chart.set_x_axis({"num_font": {"size": 8}})
        is_told = len(plot.series) > 1 and plot.subtype is None
        chart.set_legend({"position": "bottom"} if is_told else {"none": True})
        chart.show_blanks_as("gap")
        return chart

    def _series(self, head: int, column: int, plot: Plot, series: Series) -> dict[str, Any]:
        name, many = self.sheet.get_name(), len(plot.labels)
        others = [one for one in plot.series if not one.is_current]
        colour = _CURRENT if series.is_current else _COLOURS[others.index(series) % len(_COLOURS)]
        given: dict[str, Any] = {
            "name": f"={far(name, cell(head, column))}",
            "categories": f"={far(name, span(head + 1, head + many, 0))}",
            "values": f"={far(name, span(head + 1, head + many, column))}",
        }
        if plot.kind in {"line", "radar"} or series.is_line:
            given["line"] = {"color": colour, "width": 2}
            marker = "circle" if column % 2 else "diamond"
            given["marker"] = {
                "type": marker,
                "size": 7,
                "fill": {"color": colour},
                "border": {"color": colour},
            }
        else:
            given["fill"] = {"color": _BLOCK if plot.subtype else colour}
            given["border"] = {"color": "#FFFFFF"}
            given["gap"] = 60
        if any(series.shown) and (plot.subtype or len(plot.series) <= _LAST_LABELLED):
            # A label that reads like a formula would be taken as one.
            custom = [
                {"value": cell_text(words)} if words and not words.startswith("=") else {"delete": True}
                for words in series.shown
            ]
            given["data_labels"] = {"value": True, "custom": custom, "font": {"size": 9}}
        return given
