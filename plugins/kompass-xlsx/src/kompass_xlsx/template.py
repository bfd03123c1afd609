"""Make the workbook of an edition: the same request always gives the same bytes."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter

from kompass_spec import TemplateRequest
from kompass_spec.model import Edition, Organisation
from kompass_spec.wording.wording import wording_for
from kompass_xlsx.area_sheet import AreaSheet, Counted
from kompass_xlsx.cover_sheet import CoverSheet
from kompass_xlsx.form import FORM, LISTS, form_of
from kompass_xlsx.growing import GrowingSheet
from kompass_xlsx.layout import COVER_KIND, Columns, sheet_names
from kompass_xlsx.lists_sheet import write_lists
from kompass_xlsx.mark_sheet import NAME, status_of, sums_of, write_marks, write_open, write_sums
from kompass_xlsx.styles import Styles
from kompass_xlsx.summary_sheet import SummarySheet
from kompass_xlsx.words import kind_words, words_of

__all__ = ["make_workbook"]

_MARKS = "kompass"
_DAY = dt.datetime(2000, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)
"""The day that every workbook is made on, so that it does not depend on the clock."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
"""What is written as a text stays one, whatever it begins with."""


def make_workbook(request: TemplateRequest) -> bytes:
    """Return the workbook of an edition in the language asked for, else in the edition's own."""
    form = form_of(request.edition)
    edition = request.edition
    wording = wording_for(request.language, edition.language)
    words, kinds = words_of(wording), kind_words(wording)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    line = _line(request)
    _set_properties(book, request, wording.language, line)
    styles = Styles.of(book)
    hidden = (_MARKS, LISTS)
    wanted = [
        f"{area.code} {area.area.title.in_language(request.language, edition.language).words}"
        for area in form.areas
    ]
    cover_name, summary_name, *names = sheet_names((words.cover, words.summary, *wanted), hidden)
    cover = book.add_worksheet(cover_name, GrowingSheet)
    summary = book.add_worksheet(summary_name, GrowingSheet)
    sheets = [book.add_worksheet(name, GrowingSheet) for name in names]
    marks, listed = book.add_worksheet(_MARKS), book.add_worksheet(LISTS)
    lists = write_lists(
        listed,
        form,
        language=request.language,
        organisations=tuple(_organisations(request)),
        kinds={kind.value: word for kind, word in kinds.items()},
        yes=words.yes,
    )
    boxes = CoverSheet(
        sheet=cover,
        edition=edition,
        styles=styles,
        words=words,
        lists=lists,
        language=wording.language,
        line=line,
        digest=request.digest,
    ).write()
    book.define_name(COVER_KIND, f"={boxes[1]}")
    row = write_marks(marks, request, form, wording.language)
    marks.write_row(row, 0, ["kompass:areas"])
    columns = Columns.of(form)
    counted: list[tuple[str, Counted]] = []
    sums = []
    for index, (area, sheet) in enumerate(zip(form.areas, sheets, strict=True)):
        of_area = sums_of(marks, row + 1 + index)
        written = AreaSheet(
            sheet=sheet,
            form=form,
            area=area,
            columns=columns,
            styles=styles,
            words=words,
            lists=lists,
            language=request.language,
            line=line,
            sums={"reached": f"{of_area['low']}/{form.unit}", "status": status_of(of_area, words)},
        ).write()
        write_sums(marks, row + 1 + index, area, form, written)
        counted.append((sheet.get_name(), written))
        sums.append(of_area)
    numbers, many = write_open(
        marks, row + 2 + len(sums), counted, language=request.language, own=edition.language, words=words
    )
    SummarySheet(
        book=book,
        sheet=summary,
        form=form,
        styles=styles,
        words=words,
        language=request.language,
        line=line,
        organisation=boxes[0],
    ).write(sums, numbers, many)
    book.define_name(NAME, f"='{_MARKS}'!$A$1")
    for sheet in (marks, listed):
        sheet.hide()
        sheet.protect()
    cover.activate()
    book.close()
    return stream.getvalue()


def _line(request: TemplateRequest) -> str:
    """Return what the workbook is of, in one line: the edition and its release."""
    edition: Edition = request.edition
    title = edition.title.in_language(request.language, edition.language).words
    if request.digest is None:
        return f"{title} · {edition.id}"
    return f"{title} · {edition.id}@{edition.release}"


def _organisations(request: TemplateRequest) -> Iterator[Organisation]:
    """Yield the organisations of the edition's country that are there, in the order of their names."""
    known = request.registry.organisations()
    ended = {code for one in known for merger in one.mergers for code in merger.former if code != merger.into}
    there = (
        one
        for one in known
        if one.country == request.edition.country and one.code not in ended and not one.is_part
    )
    return iter(sorted(there, key=lambda one: (one.name.casefold(), one.name, one.code or "")))


def _set_properties(book: Any, request: TemplateRequest, language: str, line: str) -> None:
    book.set_properties({"title": line, "created": _DAY, "comments": "kompass-spec"})
    release = request.edition.release if request.digest is not None else ""
    for name, value in (
        ("kompass-form", str(FORM)),
        ("kompass-edition", request.edition.id),
        ("kompass-release", release),
        ("kompass-digest", request.digest or ""),
        ("kompass-language", language),
    ):
        book.set_custom_property(name, value, "text")
    book.set_calc_mode("auto")
