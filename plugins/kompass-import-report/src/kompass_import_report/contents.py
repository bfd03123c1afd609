"""Find a table of contents without title and dots, so that its pages are not read as points."""

from collections.abc import Iterator

from attrs import evolve

from kompass_import_report.lines import Kind, Line
from kompass_import_report.titles import begins_appendix, begins_chapter

__all__ = ["mark_contents"]

_FEWEST_LINES = 5
_FEWEST_CHAPTERS = 2
_MOST_PAGES = 400


def mark_contents(lines: list[Line]) -> list[Line]:
    """Return the lines, those of a table of contents marked as such.

    It is one where line after line ends with a number, the numbers rise as those of pages do, and several
    lines have the words of a chapter or an appendix, as no table of areas has.
    """
    marked = list(lines)
    for run in _runs(lines):
        if _is_contents(lines, run):
            for position, _ in run:
                marked[position] = evolve(lines[position], kind=Kind.CONTENTS)
    return marked


def _is_contents(lines: list[Line], run: list[tuple[int, int]]) -> bool:
    pages = [page for _, page in run]
    if len(run) < _FEWEST_LINES or pages != sorted(pages):
        return False
    words = [_without_page(lines[position]) for position, _ in run]
    return sum(begins_chapter(line) or begins_appendix(line) for line in words) >= _FEWEST_CHAPTERS


def _runs(lines: list[Line]) -> Iterator[list[tuple[int, int]]]:
    """Yield the positions of lines that end with a page and follow one another, each with its page."""
    run: list[tuple[int, int]] = []
    for position, line in enumerate(lines):
        if line.empty:
            continue
        page = _page_of(line)
        if page is None:
            yield run
            run = []
        else:
            run.append((position, page))
    yield run


def _page_of(line: Line) -> int | None:
    """Return the number of a page that a line ends with, ``None`` where it has none or nothing else."""
    words, _, last = line.text.rpartition(" ")
    if not words or line.level or not (last.isascii() and last.isdigit() and len(last) < len("1000")):
        return None
    return int(last) if int(last) <= _MOST_PAGES else None


def _without_page(line: Line) -> Line:
    return evolve(line, kind=Kind.TEXT, text=line.text.rpartition(" ")[0])
