"""Tell the table of an SSSOM mapping set apart into records and cells, in one pass over its text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Record", "line_end", "record_at", "records"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_OPEN = "a cell begins with a quote that is never closed"
_BROKEN = "a cell goes on after the quote that closes it"


class Record(NamedTuple):
    """Hold one record of a table, or why it cannot be told apart into cells.

    ``line`` counts from 1, ``start`` and ``end`` are offsets in the text. ``loose`` says that a quote stands
    in a cell that is not quoted.
    """

    line: int
    start: int
    end: int
    cells: list[str]
    complaint: str = ""
    loose: bool = False


class _Cells(NamedTuple):
    cells: list[str]
    complaint: str = ""
    loose: bool = False


def line_end(text: str, start: int) -> int:
    r"""Return where the line that begins at an offset ends, its end included: those that YAML and CSV know.

    >>> line_end("a\u2028b\r\nc", 0)
    5
    """
    match = _LINE.match(text, start)
    return match.end() if match else start


def records(text: str, start: int, line: int) -> Iterator[Record]:
    r"""Iterate over the records of a table that begins at an offset and a line, except empty ones.

    A quote that is never closed costs its own record only: the next line begins another.

    >>> [(record.line, record.cells) for record in records('a\tb\n"1\n2"\t3\n', 0, 1)]
    [(1, ['a', 'b']), (2, ['1\n2', '3'])]
    """
    # Up to where the lines are known to close no quote that was opened before them: they are looked at once.
    hopeless = 0
    while start < len(text):
        end = line_end(text, start)
        content = text[start:end].rstrip("\r\n")
        if '"' not in content:
            if content and not content.isspace():
                yield Record(line, start, end, content.split("\t"))
            start, line = end, line + 1
            continue
        cells, complaint, loose = _cells(content)
        count = 1
        if complaint is _OPEN and end >= hopeless:
            stop, count, closed = _closing_line(text, end)
            if closed:
                end = stop
                cells, complaint, loose = _cells(_without_end(text[start:end]))
            else:
                hopeless, count = stop, 1
        yield Record(line, start, end, cells, complaint, loose)
        start, line = end, line + count


def record_at(text: str, start: int, end: int) -> list[str]:
    """Return the cells of a record that stands between two offsets."""
    return _cells(_without_end(text[start:end])).cells


def _without_end(record: str) -> str:
    return record.removesuffix("\n").removesuffix("\r")


def _closing_line(text: str, start: int) -> tuple[int, int, bool]:
    """Return where the line ends that closes a quote opened before ``start``, and how many lines that makes.

    Where none does, it is the line that shows so.
    """
    lines = 1
    while start < len(text):
        end = line_end(text, start)
        lines += 1
        complaint = _cells('"' + text[start:end].rstrip("\r\n")).complaint
        if complaint is not _OPEN:
            return end, lines, not complaint
        start = end
    return start, lines, False


def _cells(content: str) -> _Cells:
    """Tell a record apart into its cells."""
    cells: list[str] = []
    loose = False
    place = 0
    while True:
        if content.startswith('"', place):
            stop = _closing(content, place)
            if stop < 0:
                return _Cells(cells, _OPEN)
            cells.append(content[place + 1 : stop].replace('""', '"'))
            place = stop + 1
        else:
            stop = content.find("\t", place)
            stop = len(content) if stop < 0 else stop
            cells.append(content[place:stop])
            loose = loose or '"' in cells[-1]
            place = stop
        if place == len(content):
            return _Cells(cells, "", loose)
        if content[place] != "\t":
            return _Cells(cells, _BROKEN)
        place += 1


def _closing(content: str, place: int) -> int:
    """Return where the quote that opens at ``place`` is closed, -1 where it is not: two are one in it."""
    stop = content.find('"', place + 1)
    while stop >= 0 and content.startswith('"', stop + 1):
        stop = content.find('"', stop + 2)
    return stop
