"""Warn of what stands where it cannot be read: numbers alone, and tables of other kinds."""

from itertools import pairwise

from kompass_import_report.collector import Collector, joined_lines
from kompass_import_report.figures import read_figure
from kompass_import_report.flattened_tables import Flattened
from kompass_import_report.lines import Line

__all__ = ["warn_of_columns", "warn_of_flattened", "warn_of_numbers"]

_MOST_NAMED = 20


def warn_of_numbers(numbers: list[tuple[int, str]], collector: Collector) -> None:
    """Warn of numbers alone on their lines, each with its line, unless they count the pages."""
    figures = [read_figure(text) for _, text in numbers]
    values = [figure.value for figure in figures if figure]
    steps = {after - before for before, after in pairwise(values)}
    if not values or (len(values) > 2 and steps == {1}):  # noqa: PLR2004 - two numbers may follow one another by chance
        return
    lines = [line for line, _ in numbers]
    printed = ", ".join(text for _, text in numbers[:_MOST_NAMED])
    sentence = (
        f"Numbers stand alone on {joined_lines(lines[:_MOST_NAMED])} ({printed}) and are not read. If they"
        " belong to a table, put each of its rows on one line."
    )
    collector.warn("unplaced-figures", sentence, lines[0])


def warn_of_columns(line: Line, collector: Collector) -> None:
    """Warn of findings that stand in the columns of a table."""
    sentence = (
        "Strengths and improvement areas in the columns of a table are not read. Put each under its"
        " own title, as a list."
    )
    collector.warn("findings-in-table", sentence, line.number)


def warn_of_flattened(table: Flattened, collector: Collector) -> None:
    """Warn of a table that stands one cell to a line and cannot be put together."""
    first, last = table.lines
    sentence = (
        f"The table on lines {first} to {last} stands one cell to a line, and its columns are not"
        " clear, so it is not read. Put each row on one line with tabs between the cells, under"
        " a head."
    )
    collector.warn("unclear-table", sentence, first)
