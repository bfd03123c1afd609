"""Mark the lines that every page repeats: its number, and the name of the report."""

import re

from kompass_import_report.lines import FRAMEWORK, Kind, Line

__all__ = ["mark_pages"]

_PAGE_OF = re.compile(r"(\d{1,3})\s?(?:\(|/|av )(\d{1,3})\)?")
_LONGEST_TITLE = 100
_FEWEST_TIMES = 3


def mark_pages(lines: list[Line]) -> list[Line]:
    """Mark lines like ``2 (34)`` as those of pages where the first number rises and the second stays.

    So is the name of the report where it stands at the head or the foot of every page; the first may be its
    title.
    """
    marked = list(lines)
    for position in (*_running_titles(lines), *_page_numbers(lines)):
        marked[position] = Line(lines[position].number, Kind.PAGE, lines[position].text)
    return marked


def _page_numbers(lines: list[Line]) -> list[int]:
    """Return the positions of the lines that count the pages."""
    counts: dict[str, list[tuple[int, int]]] = {}
    for position, line in enumerate(lines):
        match = _page_of(line)
        if match and int(match[1]) <= int(match[2]):
            counts.setdefault(match[2], []).append((int(match[1]), position))
    return [position for count in counts.values() if _rises(count) for _, position in count]


def _page_of(line: Line) -> re.Match[str] | None:
    if line.kind is not Kind.TEXT or line.level or len(line.text) > len("100 (100)"):
        return None
    return _PAGE_OF.fullmatch(line.text)


def _rises(count: list[tuple[int, int]]) -> bool:
    pages = [page for page, _ in count]
    return len(pages) > 1 and pages == sorted(set(pages))


def _running_titles(lines: list[Line]) -> list[int]:
    """Return the positions of lines with the name of the framework that stand time after time."""
    standing: dict[str, list[int]] = {}
    for position, line in enumerate(lines):
        plain = line.kind is Kind.TEXT and not line.level and not line.bold
        if plain and len(line.text) <= _LONGEST_TITLE and FRAMEWORK.search(line.text):
            standing.setdefault(line.text, []).append(position)
    return [
        position
        for positions in standing.values()
        if len(positions) >= _FEWEST_TIMES
        for position in (positions[1:] if _begins(lines, positions[0]) else positions)
    ]


def _begins(lines: list[Line], position: int) -> bool:
    """Tell whether nothing but text stands before a line, so that it may be the title of the report."""
    return all(line.kind is Kind.TEXT or line.empty for line in lines[:position])
