"""Lay out a sheet as a workbook: what is said first, then charts, every table, and what is said later."""

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, final

import xlsxwriter
from attrs import frozen

from kompass_spec.model.sheet import Illustration, Part, Sheet, walked
from kompass_spec.wording.wording import wording_for
from kompass_xlsx.growing import GrowingSheet
from kompass_xlsx.laid_out.charts import ChartSheet
from kompass_xlsx.laid_out.formats import Formats, cell_text
from kompass_xlsx.laid_out.gathering import gathered
from kompass_xlsx.laid_out.plots import Plot, plot_of
from kompass_xlsx.laid_out.tables import TableSheet
from kompass_xlsx.laid_out.texts import TextSheet, has_texts
from kompass_xlsx.layout import sheet_names

__all__ = ["lay_out_workbook"]

_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""The day that every workbook is made on, so that it does not depend on the clock."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "max_url_length": 2079,
}
"""What is written as a text stays one, whatever it begins with."""
_LONGEST_NAME, _LONGEST_PROPERTY = 31, 255


def lay_out_workbook(sheet: Sheet) -> bytes:
    """Return a sheet as a workbook; the same sheet always gives the same bytes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    title = cell_text(sheet.name or sheet.title)
    book.set_properties({"title": title[:_LONGEST_PROPERTY], "created": _DAY, "comments": "kompass-spec"})
    book.set_custom_property("Language", sheet.language[:_LONGEST_PROPERTY] or "und", "text")
    _Writing(book=book, sheet=sheet, formats=Formats(book), line=title).write()
    book.close()
    return stream.getvalue()


@final
@frozen(kw_only=True)
class _Writing:
    """Write the worksheets of one workbook; ``line`` says on each what it is of."""

    book: Any
    sheet: Sheet
    formats: Formats
    line: str

    def write(self) -> None:
        """Write every worksheet, in order, under names that are their own."""
        wording = wording_for(self.sheet.language, "en")
        drawn = list(_drawn(self.sheet))
        tables = gathered(self.sheet, wording)
        later = [part for part in self.sheet.parts[1:] if has_texts(part)]
        names = sheet_names(
            [
                wording.say("Summary"),
                *([wording.say("Charts")] if drawn else []),
                *(shortened(one.table.caption or one.table.name) for one in tables),
                *(shortened(part.title or self.sheet.title) for part in later),
            ],
            (),
        )
        made = iter([self.book.add_worksheet(name, GrowingSheet) for name in names])
        begun = 2 if drawn else 1
        places = {
            name: worksheet
            for one, worksheet in zip(tables, names[begun:], strict=False)
            for name in one.names
        }
        self._write_first(next(made), places, is_all=not later)
        if drawn:
            title = wording.say("Charts")
            ChartSheet(
                book=self.book, sheet=next(made), formats=self.formats, title=title, line=self.line
            ).write(drawn)
        for one in tables:
            line = " · ".join(dict.fromkeys((self.line, *map(cell_text, one.headings))))
            item = 1 if one.has_sections else 0
            TableSheet(sheet=next(made), table=one.table, item=item, formats=self.formats, line=line).write()
        self._write_later(made, places, later)

    def _write_first(self, worksheet: Any, places: Mapping[str, str], *, is_all: bool) -> None:
        """Write the head and what is said on the first page, with the foot if nothing is said later."""
        texts = TextSheet(worksheet, self.formats, places)
        texts.write_head(self.sheet)
        for part in self.sheet.parts[:1]:
            texts.write_part(part)
        if is_all:
            texts.write_foot(self.sheet.foot)
        texts.set_up(self.line)

    def _write_later(self, made: Iterator[Any], places: Mapping[str, str], later: Sequence[Part]) -> None:
        for number, part in enumerate(later, start=1):
            texts = TextSheet(next(made), self.formats, places)
            texts.write_part(part)
            if number == len(later):
                texts.write_foot(self.sheet.foot)
            texts.set_up(self.line)


def shortened(words: str) -> str:
    """Return words as short as the name of a worksheet may be, cut between two of them.

    >>> shortened("Område för område, jämfört med Örnsköldsvik 2015")
    'Område för område, jämfört med'
    """
    shown = cell_text(words)
    if len(shown) <= _LONGEST_NAME:
        return shown
    cut = shown[: _LONGEST_NAME + 1].rpartition(" ")[0] or shown[:_LONGEST_NAME]
    return cut.rstrip(" ,;:–-")


def _drawn(sheet: Sheet) -> Iterator[tuple[Illustration, Plot]]:
    """Yield the illustrations that a workbook can draw, with their charts."""
    for part in sheet.parts:
        for block in walked(part.blocks):
            if isinstance(block, Illustration):
                plot = plot_of(block.drawing)
                if plot is not None and plot.labels and plot.series:
                    yield block, plot
