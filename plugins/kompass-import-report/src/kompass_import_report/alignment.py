"""Match the figures of a row with the columns of the head above it."""

import re
from collections.abc import Sequence

from attrs import evolve

from kompass_import_report.collector import stands_for_figure
from kompass_import_report.columns import YEAR, Column
from kompass_import_report.figures import read_figure
from kompass_import_report.item_codes import QUESTION
from kompass_import_report.labels import label_key
from kompass_import_report.lines import Cell
from kompass_import_report.maxima import Maxima
from kompass_import_report.names import AreaName
from kompass_import_report.not_applicable import is_not_applicable
from kompass_spec.model import Quantity

__all__ = ["beneath", "is_of_another", "of_year_of_row"]

_YEARS = {"år", "mätår", "year", "ár", "utvärderingsår"}
_CODE = re.compile(r"[0-9]{1,2}\.?(?:[0-9]{1,2}\.?){0,2}")


def beneath(
    cells: Sequence[Cell],
    figures: Sequence[Cell],
    columns: tuple[Column | None, ...],
    item: AreaName | str,
    maxima: Maxima,
) -> list[tuple[Column, Cell]] | None:
    """Return every figure of a row with its column, ``None`` where that is not certain.

    A row has as many cells as its head, or as many figures as its head has columns of them. Where cells are
    missing at the end, as Markdown allows and editors cause that take tabs away, the row is read by position
    if what stands in the column of the maximum is one that the item has: so it is certain that none is
    missing before.
    """
    lead, words = _lead(columns), _words(cells, _lead(columns))
    # What stands above words is no head of figures, such as the name of an area that no edition has.
    while lead < words and _is_unknown(columns[lead : lead + 1]):
        lead += 1
    below, standing = columns[lead:], cells[words:]
    pairs = [(column, cell) for column, cell in zip(below, standing, strict=False) if column]
    whole = len(standing) == len(below)
    if _holds_all(pairs, figures) and (
        whole or (len(standing) < len(below) and _has_maximum(pairs, item, maxima))
    ):
        return pairs
    values = [column for column in below if column]
    return list(zip(values, figures, strict=True)) if len(values) == len(figures) else None


def of_year_of_row(pairs: Sequence[tuple[Column, Cell]]) -> Sequence[tuple[Column, Cell]]:
    """Return the columns of a row without the one of years, and those without a year with that of the row."""
    years = [cell.text for column, cell in pairs if _is_of_years(column)]
    if len(years) != 1 or not YEAR.fullmatch(years[0]):
        return pairs
    year = int(years[0])
    return [
        (column if column.year is not None else evolve(column, year=year), cell)
        for column, cell in pairs
        if not _is_of_years(column)
    ]


def is_of_another(pairs: Sequence[tuple[Column, Cell]], item: str, maxima: Maxima) -> bool:
    """Tell whether figures cannot be those of a question: another maximum, or too many points."""
    most = maxima.most_of(item)
    for column, cell in pairs:
        figure = read_figure(cell.text)
        if most is None or figure is None or figure.percent:
            continue
        if column.quantity is Quantity.MAX and not maxima.has(item, figure.value):
            return True
        if column.quantity is Quantity.POINTS and figure.value > most:
            return True
    return False


def _is_of_years(column: Column) -> bool:
    return column.quantity is None and label_key(column.label) in _YEARS


def _lead(columns: Sequence[Column | None]) -> int:
    """Return how many columns of codes and words stand before those of figures."""
    return next((index for index, column in enumerate(columns) if column), len(columns))


def _holds_all(pairs: Sequence[tuple[Column, Cell]], figures: Sequence[Cell]) -> bool:
    """Tell whether every figure of a row has a column."""
    return all(any(cell is placed for _, placed in pairs) for cell in figures)


def _words(cells: Sequence[Cell], lead: int) -> int:
    """Return how many cells stand before the figures of a row: its code, its words, and empty ones."""
    count = _code_and_words(cells)
    while count < min(lead, len(cells)) and not cells[count].text:
        count += 1
    return count


def _code_and_words(cells: Sequence[Cell]) -> int:
    """Return how many cells hold the code and the words that a row begins with."""
    code = 1 if _CODE.fullmatch(cells[0].text) else 0
    if code < len(cells) and _is_word(cells[code].text):
        return code + 1
    # A number that no words follow may be the first figure.
    return code if QUESTION.fullmatch(cells[0].text) else 0


def _is_unknown(columns: Sequence[Column | None]) -> bool:
    return any(column is not None and column.quantity is None for column in columns)


def _is_word(text: str) -> bool:
    if not any(letter.isalpha() for letter in text) or is_not_applicable(text):
        return False
    return read_figure(text) is None and not stands_for_figure(text)


def _has_maximum(pairs: Sequence[tuple[Column, Cell]], item: AreaName | str, maxima: Maxima) -> bool:
    for column, cell in pairs:
        figure = read_figure(cell.text) if column.quantity is Quantity.MAX else None
        if figure is not None and not figure.percent:
            return maxima.has(item, figure.value)
    return False
