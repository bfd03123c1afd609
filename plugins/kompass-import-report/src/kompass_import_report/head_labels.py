"""Part the labels of a head that only single spaces part, by how many figures the rows below it have."""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from kompass_import_report.columns import YEAR, Column, read_column
from kompass_import_report.labels import is_label, label_key
from kompass_import_report.lines import Cell

__all__ = ["labels_of", "parted_columns"]

_LONGEST = 160
_MOST_WORDS = 12
_MOST_WAYS = 64
_PERCENTAGE = re.compile(r"[0-9]\s?%$")


def labels_of(text: str) -> list[str]:
    """Return the labels of columns where a line has nothing else, perhaps behind the word for areas.

    >>> [labels_of(text) for text in ("2021 2023 Medel", "Område 2021 2023", "Resultatet blev bra")]
    [['2021', '2023', 'Medel'], ['2021', '2023'], []]
    """
    if not text or len(text) > _LONGEST or read_column(text.rpartition(" ")[2], 0).quantity is None:
        return []
    # A row that ends with a percentage ends with the sign that stands for a column of them.
    if _PERCENTAGE.search(text):
        return []
    words = text.split()
    if text.endswith(":") and any(word.endswith((".", "!", "?")) for word in words):
        return []
    if is_label(label_key(words[0])):
        words = words[1:]
    return [column.label for column in next(_ways(words, 0), ())]


def parted_columns(cells: Sequence[Cell], count: int) -> tuple[Column | None, ...] | None:
    """Return the columns of a head that has ``count`` labels of figures in only one way.

    Return ``None`` where there is no such way, or several.

    >>> cells = [Cell(("Område",), 3), Cell(("2021 2023 Medel",), 3)]
    >>> [column and column.label for column in parted_columns(cells, 3)]
    [None, '2021', '2023', 'Medel']
    """
    parted = [list(_parted(cell)) for cell in cells]
    if any(not ways or len(ways) > _MOST_WAYS for ways in parted):
        return None
    found: list[tuple[Column | None, ...]] = []
    for number, chosen in enumerate(product(*parted)):
        columns = tuple(column for way in chosen for column in way)
        if sum(column is not None for column in columns) == count and columns not in found:
            found.append(columns)
        if number > _MOST_WAYS:
            return None
    return found[0] if len(found) == 1 else None


def _parted(cell: Cell) -> Iterator[tuple[Column | None, ...]]:
    """Yield the ways to part a cell of a head into columns, ``None`` for those of words."""
    words = cell.text.split()
    if not words or is_label(label_key(cell.text)):
        yield (None,)
        return
    front: tuple[None, ...] = ()
    if is_label(label_key(words[0])):
        front, words = (None,), words[1:]
    for way in _ways(words, cell.line):
        yield (*front, *way)


def _ways(words: list[str], line: int) -> Iterator[tuple[Column, ...]]:
    """Yield the ways to part words into labels that are understood, each with one year at most."""
    if not words:
        yield ()
        return
    if len(words) > _MOST_WORDS:
        return
    for end in range(1, len(words) + 1):
        label = " ".join(words[:end])
        if len(YEAR.findall(label)) > 1:
            return
        column = read_column(label, line)
        if column.quantity is not None:
            for rest in _ways(words[end:], line):
                yield (column, *rest)
