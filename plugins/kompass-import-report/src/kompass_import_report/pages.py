"""Mark the lines that every page repeats: its number, the name of the report, whoever publishes it."""

import re
from itertools import pairwise

from kompass_import_report.columns import read_column
from kompass_import_report.labels import is_sum, label_key
from kompass_import_report.lines import FRAMEWORK, Kind, Line
from kompass_import_report.names import Names
from kompass_import_report.titles import finding_kind, is_subtitle

__all__ = ["mark_pages"]

_PAGE_OF = re.compile(r"(?<!\w)(\d{1,3})\s?(?:\(|/|av |of |\|\s?)(\d{1,3})\)?$")
_PAGE = re.compile(r"(?<![\w.,%])(\d{1,3})$|^(\d{1,3})(?![\w.,%)])")
_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_PUBLISHER = re.compile(
    r"(?:Sveriges Kommuner och (?:Landsting|Regioner)|Svenska Kommunförbundet|SKL|SKR|KS|KL)\b", re.IGNORECASE
)
_LONGEST_TITLE = 100
_FEWEST_TIMES = 3
_FEWEST_BETWEEN = 2
"""The number of lines that stand between two feet of pages, at least."""


def mark_pages(lines: list[Line], names: Names) -> list[Line]:
    """Mark the heads and feet of pages.

    These are lines like ``2 (34)`` where the first number rises and the second stays, alone or behind the
    same words, also with a date; the same words with a number that counts the pages; what stands time after
    time right beside such a line; and the name of the report where it stands at the head or the foot of every
    page, of which the first may be its title.
    """
    marked = list(lines)
    numbered = {*_page_numbers(lines, names), *_words_with_pages(lines, names), *_dated(lines)}
    beside = _beside(lines, numbered, names)
    for position in (*_running_titles(lines), *numbered, *beside):
        marked[position] = Line(lines[position].number, Kind.PAGE, lines[position].text)
    return marked


def _may_be_running(line: Line) -> bool:
    """Tell whether a line may be the head or the foot of a page: short plain text, or such in cells."""
    return (
        line.kind in {Kind.TEXT, Kind.ROW, Kind.BULLET}
        and not line.level
        and len(line.text) <= _LONGEST_TITLE
    )


def _is_of_report(words: str, line: int, names: Names) -> bool:
    """Tell whether words beside a number are of a result: an area, a sum, or the head of a column."""
    words = words.strip(" .:–-|")
    name = names.area(words, line) if words else None
    if name is not None and name.certain:
        return True
    return (
        is_sum(label_key(words)) or read_column(words, line).quantity is not None or names.is_heading(words)
    )


def _page_numbers(lines: list[Line], names: Names) -> list[int]:
    """Return the positions of the lines that count the pages out of all."""
    counts: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for position, line in enumerate(lines):
        match = _page_of(line)
        if match and int(match[1]) <= int(match[2]):
            words = _DATE.sub("", line.text[: match.start()]).strip()
            if not _is_of_report(words, line.number, names):
                counts.setdefault((words, match[2]), []).append((int(match[1]), position))
    return [position for count in counts.values() if _rises(count) for _, position in count]


def _page_of(line: Line) -> re.Match[str] | None:
    """Return the number of a page out of all that a line ends with, if it may be a head or a foot."""
    ends = line.text[-1:].isdecimal() or line.text.endswith(")")
    return _PAGE_OF.search(line.text) if ends and _may_be_running(line) else None


def _rises(count: list[tuple[int, int]]) -> bool:
    pages = [page for page, _ in count]
    return len(pages) > 1 and pages == sorted(set(pages))


def _words_with_pages(lines: list[Line], names: Names) -> list[int]:
    """Return the positions of the same words with a number before or behind them that counts pages."""
    counts: dict[tuple[str, bool], list[tuple[int, int]]] = {}
    for position, line in enumerate(lines):
        stands = line.text[-1:].isdecimal() or line.text[:1].isdecimal()
        match = _PAGE.search(line.text) if stands and not line.marked and _may_be_running(line) else None
        if match is None:
            continue
        words = f"{line.text[: match.start()]} {line.text[match.end() :]}".strip()
        if any(map(str.isalpha, words)) and not _is_of_report(words, line.number, names):
            number = int(match[1] or match[2])
            counts.setdefault((words, match[1] is None), []).append((number, position))
    return [position for count in counts.values() if _counts_pages(count) for _, position in count]


def _counts_pages(count: list[tuple[int, int]]) -> bool:
    """Tell whether numbers rise evenly from one place to another farther down, as those of pages do."""
    if len(count) < _FEWEST_TIMES:
        return False
    steps = {after[0] - before[0] for before, after in pairwise(count)}
    apart = min(after[1] - before[1] for before, after in pairwise(count))
    return steps <= {1, 2} and apart > _FEWEST_BETWEEN


def _dated(lines: list[Line]) -> list[int]:
    """Return the positions of lines with a day, or with who publishes the report, and a page out of all."""
    return [
        position
        for position, line in enumerate(lines)
        if (match := _page_of(line)) and int(match[1]) <= int(match[2])
        if _DATE.search(line.text) or _PUBLISHER.match(line.text)
    ]


def _beside(lines: list[Line], numbered: set[int], names: Names) -> list[int]:
    """Return the positions of words that stand time after time right above or below the number of a page."""
    standing: dict[str, list[int]] = {}
    for position in numbered | {index for index, line in enumerate(lines) if line.kind is Kind.PAGE}:
        for step in (-1, 1):
            near = _next(lines, position, step)
            if near is not None and near not in numbered and _is_plain(lines[near], names):
                standing.setdefault(lines[near].text, []).append(near)
    return [
        position
        for positions in standing.values()
        if len(positions) >= _FEWEST_TIMES
        for position in positions
    ]


def _is_plain(line: Line, names: Names) -> bool:
    if not _may_be_running(line) or line.kind is not Kind.TEXT or finding_kind(line) or is_subtitle(line):
        return False
    return not _is_of_report(line.text, line.number, names)


def _next(lines: list[Line], position: int, step: int) -> int | None:
    """Return the position of the next line with words above or below one."""
    position += step
    while 0 <= position < len(lines) and lines[position].kind is Kind.BLANK:
        position += step
    return position if 0 <= position < len(lines) else None


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
