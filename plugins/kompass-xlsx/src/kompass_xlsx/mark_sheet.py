"""The hidden sheet that says what the workbook is of, what it asked, and what the summary counts."""

from collections.abc import Mapping, Sequence
from typing import Any, final

from attrs import frozen

from kompass_spec import TemplateRequest
from kompass_spec.model.quantities import exact_text
from kompass_xlsx.area_sheet import ANSWERED, LEFT_OUT, MISSING, WRONG, Counted
from kompass_xlsx.form import FORM, MARK, AreaForm, WorkbookForm
from kompass_xlsx.layout import cell, far, span
from kompass_xlsx.words import Words

__all__ = ["NAME", "Sums", "write_marks", "write_open", "write_sums"]

NAME = "kompass_workbook"
"""The defined name by which a workbook is recognised as one of ours."""

_KEYS = ("low", "high", "top", "asked", "answered", "missing", "wrong", "left_out")


@final
@frozen(kw_only=True)
class Sums:
    """Hold the cells of an area's sums, in whole units and in counts, by what they are."""

    cells: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        """Return a cell, to be used from any sheet."""
        return self.cells[key]


def write_marks(sheet: Any, request: TemplateRequest, form: WorkbookForm, language: str) -> int:
    """Write what the workbook is of and every item that it asks; return the next free row."""
    edition = form.edition
    facts = {
        "form": str(FORM),
        "edition": edition.id,
        "release": edition.release if request.digest is not None else "",
        "digest": request.digest or "",
        "language": language,
    }
    sheet.write_row(0, 0, [f"{MARK}workbook", "value"])
    for row, (key, value) in enumerate(facts.items(), start=1):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    row = len(facts) + 1
    sheet.write_row(row, 0, [f"{MARK}asked", "max", "text"])
    for area in form.areas:
        for item in area.rows:
            row += 1
            sheet.write_string(row, 0, item.code)
            sheet.write_string(row, 1, exact_text(item.max) if item.max is not None else "")
            sheet.write_string(row, 2, item.text.in_language(language, edition.language).words)
    return row + 1


def sums_of(sheet: Any, row: int) -> Sums:
    """Return where the sums of the area in a row will stand."""
    name = sheet.get_name()
    return Sums(cells={key: far(name, cell(row, column)) for column, key in enumerate(_KEYS, start=1)})


def status_of(sums: Sums, words: Words) -> str:
    """Return the formula of the state of a whole area."""
    missing, answered, left_out, wrong = (f'"{word.replace(chr(34), chr(34) * 2)}"' for word in words.states)
    return (
        f"IF({sums['wrong']}>0,{wrong},IF({sums['missing']}>0,{missing},"
        f"IF({sums['left_out']}={sums['asked']},{left_out},{answered})))"
    )


def write_sums(sheet: Any, row: int, area: AreaForm, form: WorkbookForm, counted: Counted) -> None:
    """Write the sums of an area in whole units, and how many answers it has and lacks."""
    applies = f"{counted.applies}=0"
    left = form.units(area.left) if any(not item.weighed for item, _ in counted.states) else 0
    whole = form.units(area.max)
    asked = len(counted.states)
    formulas: dict[str, tuple[str, int]] = {
        "low": (f"IF({applies},0,SUM({counted.low})+MIN(SUM({counted.rest_low}),{left}))", 0),
        "high": (f"IF({applies},0,SUM({counted.high})+MIN(SUM({counted.rest_high}),{left}))", whole),
        "top": (f"IF({applies},0,{whole}-SUM({counted.most})+SUM({counted.top}))", whole),
        "asked": (f"{asked}", asked),
        "answered": (f"COUNTIF({counted.state},{ANSWERED})", 0),
        "missing": (f"COUNTIF({counted.state},{MISSING})", asked),
        "wrong": (f"COUNTIF({counted.state},{WRONG})", 0),
        "left_out": (f"COUNTIF({counted.state},{LEFT_OUT})", 0),
    }
    sheet.write_string(row, 0, area.code)
    for column, key in enumerate(_KEYS, start=1):
        formula, value = formulas[key]
        sheet.write_formula(row, column, f"={formula}", None, value)


def write_open(
    sheet: Any,
    row: int,
    areas: Sequence[tuple[str, Counted]],
    *,
    language: str,
    own: str,
    words: Words,
) -> tuple[str, int]:
    """Write a row for every answer that may be missing, numbered as far as it is.

    Return the place of the numbers, and how many rows there are.
    """
    sheet.write_row(row, 0, [f"{MARK}open", "number"])
    first = row + 1
    states = ",".join(f'"{word.replace(chr(34), chr(34) * 2)}"' for word in words.states)
    here = first
    for name, counted in areas:
        for item, state in counted.states:
            before = f"N({cell(here - 1, 1)})+" if here > first else ""
            sheet.write_string(here, 0, item.code)
            is_open = f"IF(OR({state}={MISSING},{state}={WRONG}),1,0)"
            sheet.write_formula(here, 1, f"={before}{is_open}", None, here - first + 1)
            sheet.write_string(here, 2, item.text.in_language(language, own).words)
            sheet.write_string(here, 3, name)
            sheet.write_formula(here, 4, f"=CHOOSE({state}+1,{states})", None, words.states[MISSING])
            here += 1
    return far(sheet.get_name(), span(first, here - 1, 1)), here - first
