"""Warn of the rows of a score table that cannot be read: of no area, without figures, or with too many."""

from collections.abc import Sequence

from kompass_import_report.collector import Collector, joined_lines
from kompass_import_report.columns import Column
from kompass_import_report.figures import read_figure
from kompass_import_report.labels import is_sum, label_key
from kompass_import_report.lines import Cell
from kompass_import_report.names import AreaName, Names

__all__ = [
    "warn_of_empty_row",
    "warn_of_foreign_rows",
    "warn_of_misfit",
    "warn_of_no_figure",
    "warn_of_words",
]

_MOST_NAMED = 5
_MOST_ROWS = 40
_MOST_LETTERS = 80


def warn_of_foreign_rows(rows: Sequence[tuple[Cell, ...]], collector: Collector) -> None:
    """Warn of rows that are of no area, with what they print and the area that it is most like."""
    for row in rows:
        for cell in row:
            collector.name_in(cell.text, cell.line)
    lines = joined_lines([row[0].line for row in rows])
    printed = [words for words in dict.fromkeys(map(_first_words, rows)) if words]
    quoted = [f"'{words}'" for words in printed]
    named = f" ({', '.join(quoted[:_MOST_NAMED])})" if quoted else ""
    near = _nearest_titles(printed, collector.names)
    meant = "".join(f" Did you mean '{title}' by '{words}'?" for words, title in near[:_MOST_NAMED])
    sentence = (
        f"The figures of the table on {lines}{named} are not those of an area or a question and are not"
        f" read{_printed_in(rows)}.{meant}"
    )
    collector.warn("unplaced-table", sentence, rows[0][0].line)


def _first_words(row: Sequence[Cell]) -> str:
    """Return the beginning of the first cell of a row that has words."""
    for cell in row:
        if cell.text and read_figure(cell.text) is None:
            return cell.text[:_MOST_LETTERS]
    return ""


def _printed_in(rows: Sequence[Sequence[Cell]]) -> str:
    """Return all figures of rows, row by row."""
    figures = [[cell.text for cell in row if read_figure(cell.text) is not None] for row in rows]
    return f": {'; '.join(', '.join(row) for row in figures[:_MOST_ROWS] if row)}"


def _nearest_titles(printed: Sequence[str], names: Names) -> list[tuple[str, str]]:
    """Return the words that are like the title of an area, each with that title."""
    titles = [(words, names.nearest(words)) for words in printed if not is_sum(label_key(words))]
    return [(words, title) for words, title in titles if title]


def warn_of_no_figure(words: Cell, printed: Cell, collector: Collector) -> None:
    """Warn of a row that prints something else where its figure would stand."""
    sentence = (
        f"'{words.text[:_MOST_LETTERS]}' has no figure: the table prints '{printed.text[:40]}'. Write its"
        " points there if you know them."
    )
    collector.warn("no-figures", sentence, printed.line)


def warn_of_words(item: AreaName | str, column: Column, cell: Cell, collector: Collector) -> None:
    """Warn of words below a column of figures, in a row that has other figures."""
    of = item if isinstance(item, str) else f"'{item.text[:_MOST_LETTERS]}'"
    sentence = (
        f"'{cell.text[:40]}' below '{column.label[:40]}' is no figure of {of}, so none is read there. Write"
        " the figure if you know it."
    )
    collector.warn("unread-figure", sentence, cell.line)


def warn_of_empty_row(words: Cell, collector: Collector) -> None:
    """Warn of a row of an area among rows with figures that has none itself."""
    sentence = (
        f"'{words.text[:_MOST_LETTERS]}' has no figure in the table. Write its points there if you know them."
    )
    collector.warn("no-figures", sentence, words.line)


def warn_of_misfit(
    labels: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], collector: Collector
) -> None:
    """Warn once of the rows, each its line and its figures, that do not fit the columns of the head above."""
    lines = list(dict.fromkeys(line for line, _ in rows))
    one = len(rows) == 1
    counts = {len(figures) for _, figures in rows}
    has = (
        f"{'has' if one else 'have'} {counts.pop()} figures{'' if one else ' each'}"
        if len(counts) == 1
        else "have figures"
    )
    named = f"the head above {'it' if one else 'them'} names {', '.join(labels)}"
    heads = named if labels else f"no head above {'it' if one else 'them'} says what they are"
    printed = "; ".join(", ".join(figures) for _, figures in rows)
    where = "This row" if one else f"The rows on {joined_lines(lines)}"
    sentence = (
        f"{where} {has}{f' ({printed})' if printed else ''}, and {heads}, so they are not read. Give every"
        " figure a column with a head."
    )
    collector.warn("unplaced-figures", sentence, lines[0])
