"""Say what the cells of a row in a score table are: figures, a number, the words of a sum."""

from collections.abc import Sequence
from typing import final

from attrs import evolve, frozen

from kompass_import_report.figures import read_figure
from kompass_import_report.heads import AREA_CODE
from kompass_import_report.item_codes import QUESTION
from kompass_import_report.labels import label_key
from kompass_import_report.lines import Cell, Line
from kompass_import_report.names import AreaName

__all__ = ["PendingQuestion", "figure_cells", "figures_of", "is_whole", "numbered", "row_of", "sum_label"]


@final
@frozen
class PendingQuestion:
    """Hold a question whose figures have not been printed yet."""

    code: str
    text: str
    line: int


def figure_cells(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells that hold a figure and nothing else."""
    return [cell for cell in cells if read_figure(cell.text) is not None]


def numbered(name: AreaName, cell: Cell) -> AreaName:
    """Return the name of an area with the number that stands in a cell before it."""
    if name.number is not None or not AREA_CODE.fullmatch(cell.text):
        return name
    return evolve(name, number=cell.text.rstrip("."))


def row_of(line: Line, texts: Sequence[str]) -> Line:
    """Return a line with each of the texts in a cell of its own."""
    return evolve(line, cells=tuple(Cell((text,), line.number) for text in texts))


def sum_label(cells: Sequence[Cell]) -> str:
    """Return the words of a row, by which it may show that it is a sum."""
    words = [
        cell.text for cell in cells if cell.text not in {"", "-", "–"} and read_figure(cell.text) is None
    ]
    return label_key(" ".join(words))


def is_whole(cells: Sequence[Cell]) -> bool:
    """Tell whether a row called total holds more points than any area has."""
    figures = [read_figure(cell.text) for cell in cells]
    return any(figure and not figure.percent and figure.value > 100 for figure in figures)  # noqa: PLR2004 - see above


def figures_of(item: AreaName | str, cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells with figures in a row, without the number of the area or question before its words."""
    behind_code = QUESTION.match(cells[0].text) is not None
    figures = figure_cells(cells[1:] if behind_code else cells)
    numbered = not isinstance(item, str) and bool(figures) and figures[0] is cells[0]
    return figures[1:] if numbered else figures
