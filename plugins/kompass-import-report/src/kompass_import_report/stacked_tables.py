"""Turn a table with a row for each evaluation, or for each of its areas, so that areas are its rows."""

import re
from collections.abc import Sequence
from typing import final

from attrs import field, frozen

from kompass_import_report.columns import YEAR, read_column
from kompass_import_report.labels import is_label, is_sum, label_key
from kompass_import_report.lines import Cell, Kind, Line
from kompass_import_report.names import Names
from kompass_import_report.not_applicable import is_not_applicable
from kompass_import_report.transposed import Transposed, rows_below
from kompass_spec.model import Quantity

__all__ = ["read_stacked"]

_ORGANISATIONS = {
    "kommun", "kommunen", "kommunnamn", "kommuner", "kommune", "kommunenavn", "kommuna", "kommunar",
    "organisation", "organisasjon", "region", "stad", "stadsdel", "bydel", "municipality", "organization",
    "city", "sveitarfélag",
}  # fmt: skip
"""Labels of a column of names of organisations, in lower case."""
_CODES = {
    "kommunkod", "kommunnr", "kommunnummer", "kommun kod", "kommunenr", "kommunenummer", "kommunekode",
    "municipality code", "organisationskod", "lan", "län", "länskod", "fylke", "fylkesnr", "landsdel",
}  # fmt: skip
"""Labels of a column of official codes, or of what an organisation is a part of: no figures."""
_YEARS = {"år", "årtal", "mätår", "utvärderingsår", "year", "måleår", "evalueringsår", "ár"}
"""Labels of a column of years."""
_LABELS = {"organisation": _ORGANISATIONS, "year": _YEARS, "code": _CODES}
_EVALUATIONS = _ORGANISATIONS | _YEARS
_WORD, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")
_FEWEST_AREAS = 2
_MOST_EVALUATIONS = 600
_MOST_ROWS = 5000


@final
@frozen
class _Places:
    """Hold which cells of a row say what: whose, of when, of which area, and the figures."""

    organisation: int | None = None
    year: int | None = None
    area: int | None = None
    figures: list[int] = field(factory=list)
    codes: list[int] = field(factory=list)


def read_stacked(lines: list[Line], position: int, names: Names) -> Transposed | None:
    """Return the table whose head has a column of organisations or of years, ``None`` where it has not.

    Its areas are columns, or a column of their own; in what is returned they are rows, and each evaluation
    is a column, or several. A table in which an evaluation, or an area of it, stands twice is left as it is.
    """
    head = lines[position]
    # Most rows are no such head, and to look for names of areas in them takes longer.
    if head.kind is not Kind.ROW or not any(label_key(cell.text) in _EVALUATIONS for cell in head.cells):
        return None
    places = _places(head.cells, names)
    if places is None:
        return None
    below, after = rows_below(lines, position, _MOST_ROWS)
    of_one = [line for line in below if _evaluation(line.cells, places)]
    table = _wide(head, of_one, places) if places.area is None else _long(head, of_one, places)
    # A row that is of no evaluation, such as the mean of all years, is left as it stands.
    others = (line for line in below if not _evaluation(line.cells, places))
    codes = (line.cells[index] for line in of_one for index in places.codes)
    return None if table is None else Transposed((*table, *others), after, tuple(codes))


def _places(cells: Sequence[Cell], names: Names) -> _Places | None:
    """Return what the cells of a head say, ``None`` where it is no head of several evaluations."""
    kinds = [_kind_of(cell, names) for cell in cells]
    at = {kind: kinds.index(kind) for kind in ("organisation", "year", "area") if kinds.count(kind) == 1}
    words = len(at) + kinds.count("code")
    wanted = {"sum", "figures"} if "area" in at else {"sum", "item"}
    figures = [index for index, kind in enumerate(kinds) if kind in wanted]
    if words + len(figures) + kinds.count("") < len(cells):
        return None
    # A table that is only to be turned has one column of words.
    if not figures or ("area" not in at and (kinds.count("item") < _FEWEST_AREAS or words == 1)):
        return None
    codes = [index for index, kind in enumerate(kinds) if kind == "code"]
    return _Places(at.get("organisation"), at.get("year"), at.get("area"), figures, codes)


def _kind_of(cell: Cell, names: Names) -> str:
    """Return what a column holds by its label: words of four kinds, the figures of an item, or others."""
    key = label_key(cell.text)
    if not key:
        return ""
    for kind, labels in _LABELS.items():
        if key in labels:
            return kind
    if is_label(key):
        return "area"
    name = names.area(cell.text, cell.line)
    if name is not None and name.known is not None:
        return "item"
    return "sum" if is_sum(key) else "figures"


def _wide(head: Line, below: Sequence[Line], places: _Places) -> list[Line] | None:
    """Return the rows of areas of a table with a row for each evaluation."""
    labels = [_evaluation(line.cells, places) for line in below]
    if not 0 < len(labels) <= _MOST_EVALUATIONS or len(set(labels)) < len(labels):
        return None
    cells = [Cell((label,), line.number) for label, line in zip(labels, below, strict=True)]
    rows = [_row(head.number, "Område", cells)]
    rows += [
        _row(head.number, head.cells[index].text, [line.cells[index] for line in below])
        for index in places.figures
    ]
    return rows


def _long(head: Line, below: Sequence[Line], places: _Places) -> list[Line] | None:
    """Return the rows of areas of a table with a row for each area of each evaluation."""
    columns: dict[str, Cell] = {}
    areas: dict[str, tuple[int, dict[str, Cell]]] = {}
    # A column of words says what the figures beside it are: a goal, one's own guess, what is wanted.
    words = [index for index in places.figures if _is_of_words([line.cells[index] for line in below])]
    for line in below:
        said = " ".join(line.cells[index].text for index in words)
        evaluation = f"{_evaluation(line.cells, places)} {said}".strip()
        area = line.cells[places.area or 0].text
        _, figures = areas.setdefault(area, (line.number, {}))
        for index in places.figures:
            if index in words:
                continue
            label = _label(evaluation, head.cells[index].text)
            if label in figures:
                return None
            columns.setdefault(label, Cell((label,), line.number))
            figures[label] = line.cells[index]
    if not 0 < len(columns) <= _MOST_EVALUATIONS:
        return None
    rows = [_row(head.number, "Område", list(columns.values()))]
    rows += [
        _row(number, area, [figures.get(label, Cell(("",), number)) for label in columns])
        for area, (number, figures) in areas.items()
    ]
    return rows


def _is_of_words(cells: Sequence[Cell]) -> bool:
    """Tell whether cells hold words and no figures, apart from those of what does not apply."""
    texts = [cell.text for cell in cells if not is_not_applicable(cell.text)]
    return any(map(_WORD.search, texts)) and not any(map(_DIGIT.search, texts))


def _row(number: int, words: str, cells: Sequence[Cell]) -> Line:
    return Line(number, Kind.ROW, words, (Cell((words,), number), *cells))


def _evaluation(cells: Sequence[Cell], places: _Places) -> str:
    """Return whose and of when a row is, as the head of a column would say it; nothing where it does not."""
    asked = [places.organisation, places.year, places.area]
    if not all(cells[at].text for at in asked if at is not None):
        return ""
    organisation = cells[places.organisation].text if places.organisation is not None else ""
    year = cells[places.year].text if places.year is not None else ""
    return f"{organisation} {year}".strip() if YEAR.fullmatch(year) or not year else ""


def _label(evaluation: str, head: str) -> str:
    """Return the head of a column of an evaluation; that of points says no more than whose and of when.

    >>> [_label("Lund 2021", head) for head in ("Poäng", "Max")], _label("Lund", "2023")
    (['Lund 2021', 'Lund 2021 Max'], 'Lund 2023')
    """
    column = read_column(head, 0)
    is_plain = column.quantity is Quantity.POINTS and column.year is None and column.most is None
    return evaluation if is_plain else f"{evaluation} {head}"
