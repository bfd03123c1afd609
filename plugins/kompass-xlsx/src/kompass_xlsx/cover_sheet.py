"""The cover: who is evaluated, when and by whom, on what, and how the workbook is filled in."""

from typing import Any, final

from attrs import frozen

from kompass_spec.model import Edition
from kompass_xlsx.area_sheet import page_set_up, protect
from kompass_xlsx.form import HEAD, MARK
from kompass_xlsx.growing import height_of
from kompass_xlsx.layout import cell, far
from kompass_xlsx.lists_sheet import Lists
from kompass_xlsx.styles import Styles
from kompass_xlsx.words import Words

__all__ = ["CoverSheet"]

_KEY, _LABEL, _VALUE, _ROLE = range(4)
_EVALUATORS = 5
_NAMES = {"sv": "svenska", "nb": "bokmål", "nn": "nynorsk", "da": "dansk", "en": "English"}
_WIDTHS = (26, 46, 30)


@final
@frozen(kw_only=True)
class CoverSheet:
    """Write the cover."""

    sheet: Any
    edition: Edition
    styles: Styles
    words: Words
    lists: Lists
    language: str
    line: str
    digest: str | None

    def write(self) -> tuple[str, str]:
        """Write everything; return the cells of the organisation's name and of its kind."""
        sheet, words, styles = self.sheet, self.words, self.styles
        title = self.edition.title.in_language(self.language, self.edition.language).words
        sheet.write_string(0, _LABEL, f"{words.title}: {title}", styles["title"])
        sheet.write_string(1, _LABEL, self.edition.publisher, styles["subtitle"])
        sheet.set_row(0, 26)
        sheet.write_row(2, 0, [f"{MARK}cover", "label", "value", "role"])
        sheet.set_row(2, None, None, {"hidden": True})
        cells = self._write_boxes(4)
        self._write_edition(15)
        for row, step in enumerate((words.how, *words.steps, words.note_locked)):
            style = "section" if row == 0 else "plain"
            number = f"{row}. " if 0 < row <= len(words.steps) else ""
            sheet.write_string(20 + row, _KEY, HEAD)
            place = (20 + row, _LABEL, 20 + row, _ROLE)
            if row:
                sheet.merge_range(*place, f"{number}{step}", styles[style])
                sheet.set_row(20 + row, height_of([(step, _WIDTHS[0] + _WIDTHS[1] + _WIDTHS[2])], least=1))
            else:
                sheet.write_string(20, _LABEL, step, styles[style])
        sheet.set_column(_KEY, _KEY, 3, None, {"hidden": True})
        for column, width in enumerate(_WIDTHS, start=_LABEL):
            sheet.set_column(column, column, width)
        page_set_up(sheet, self.line, landscape=False)
        sheet.print_area(0, _LABEL, 20 + len(words.steps) + 1, _ROLE)
        protect(sheet)
        return cells

    def _write_boxes(self, row: int) -> tuple[str, str]:
        sheet, words, styles = self.sheet, self.words, self.styles
        boxes = (
            ("organisation", words.organisation, "answer"),
            ("kind", words.kind, "answer_choice"),
            ("year", words.year, "answer_whole"),
            ("from", words.begun, "answer"),
            ("to", words.ended, "answer"),
        )
        for index, (key, label, style) in enumerate(boxes):
            sheet.write_string(row + index, _KEY, key)
            sheet.write_string(row + index, _LABEL, label, styles["label"])
            sheet.write_blank(row + index, _VALUE, None, styles[style])
        self._validate(row)
        for index in range(_EVALUATORS):
            here = row + len(boxes) + index
            sheet.write_string(here, _KEY, "evaluator")
            sheet.write_string(here, _LABEL, f"{words.evaluator} {index + 1}", styles["label"])
            sheet.write_blank(here, _VALUE, None, styles["answer"])
            sheet.write_blank(here, _ROLE, None, styles["answer"])
            prompt = {"validate": "any", "input_title": words.role[:32], "input_message": words.role}
            sheet.data_validation(here, _ROLE, here, _ROLE, prompt)
        sheet.write_string(row + len(boxes) - 1, _ROLE, words.role, styles["label"])
        name = sheet.get_name()
        return far(name, cell(row, _VALUE)), far(name, cell(row + 1, _VALUE))

    def _validate(self, row: int) -> None:
        sheet, words = self.sheet, self.words
        if self.lists.organisations is not None:
            listed = {
                "validate": "list",
                "source": f"={self.lists.organisations}",
                "error_type": "information",
                "error_message": words.hint_organisation,
                "input_message": words.hint_organisation,
            }
            sheet.data_validation(row, _VALUE, row, _VALUE, listed)
        kinds = {"validate": "list", "source": f"={self.lists.kinds}", "error_title": words.wrong[:32]}
        sheet.data_validation(row + 1, _VALUE, row + 1, _VALUE, kinds)
        year = {"validate": "integer", "criteria": "between", "minimum": 1000, "maximum": 9999,
            "error_title": words.wrong[:32]}  # fmt: skip
        sheet.data_validation(row + 2, _VALUE, row + 2, _VALUE, year)
        for index in (3, 4):
            hint = {"validate": "any", "input_message": words.hint_date}
            sheet.data_validation(row + index, _VALUE, row + index, _VALUE, hint)

    def _write_edition(self, row: int) -> None:
        sheet, words, styles = self.sheet, self.words, self.styles
        whole = f"{self.line} · SHA-256 {self.digest}" if self.digest is not None else self.line
        for index, (label, value) in enumerate(
            ((words.edition, whole), (words.language, _NAMES.get(self.language, self.language)))
        ):
            sheet.write_string(row + index, _KEY, HEAD)
            sheet.write_string(row + index, _LABEL, label, styles["label"])
            sheet.merge_range(row + index, _VALUE, row + index, _ROLE, value, styles["small"])
        sheet.set_row(row, 26)
