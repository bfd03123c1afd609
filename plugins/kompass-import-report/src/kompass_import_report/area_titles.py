"""Read the titles that name an area, also over two lines and with the points of the area behind the name."""

from typing import final

from attrs import evolve, frozen

from kompass_import_report.collector import Collector
from kompass_import_report.columns import Column
from kompass_import_report.figures import named_figures
from kompass_import_report.lines import Kind, Line
from kompass_import_report.names import AreaName, Names, name_key
from kompass_import_report.titles import is_title
from kompass_spec.model import Quantity

__all__ = ["AreaTitle", "add_titled_points", "area_title", "wrapped_title"]

_POINTS = Column("", 0, Quantity.POINTS)
_LONGEST_TITLE = 60


@final
@frozen
class AreaTitle:
    """Hold the area that a line names, its words and the figures behind them.

    ``row`` says that it is a row of a list, and so begins no section, unless the word for area marks it.
    """

    name: AreaName
    words: str
    figures: tuple[str, ...]
    row: bool


def area_title(line: Line, names: Names) -> AreaTitle | None:
    """Return what a line says as the title of an area, ``None`` where it names none for certain."""
    if line.kind is not Kind.TEXT:
        return None
    words, figures = named_figures(line.text)
    name = names.area(words, line.number)
    if name is None or not name.certain:
        return None
    return AreaTitle(name, words, figures, row=bool(figures) and not is_title(line))


def wrapped_title(line: Line, following: Line, names: Names) -> Line | None:
    """Return a title whose area is only known with the words of the next line, with these.

    A row of a list may be wrapped too; its figure, behind the words of the next line, gives it its place.
    """
    if not _may_go_on(line, following):
        return None
    words, figures = named_figures(following.text)
    if line.kind is Kind.BULLET and not figures:
        return None
    alone, whole = names.area(line.text, line.number), names.area(f"{line.text} {words}", line.number)
    if whole is None or not line.text[0].isalpha() or (alone is not None and alone.known is not None):
        return None
    placed = following if figures else line
    text = f"{line.text} {following.text}"
    return evolve(placed, text=text) if whole.known == name_key(whole.text) else None


def _may_go_on(line: Line, following: Line) -> bool:
    """Tell whether two lines may be one title: both are short text, and the second is of no other level."""
    if line.kind not in {Kind.TEXT, Kind.BULLET} or following.kind is not Kind.TEXT:
        return False
    if following.level not in {0, line.level}:
        return False
    return max(len(line.text), len(following.text)) <= _LONGEST_TITLE


def add_titled_points(area: AreaName, figures: tuple[str, ...], line: int, collector: Collector) -> None:
    """Add the points of an area in the title of its section, or below it behind the word for them."""
    if len(figures) == 1:
        collector.figure(area, _POINTS, figures[0], line, origin="section")
    elif figures:
        sentence = (
            f"'{area.text[:80]}' has {len(figures)} figures ({', '.join(figures)}) and no head that says"
            " what they are, so they are not read. Put them in a table."
        )
        collector.warn("unplaced-figures", sentence, line)
