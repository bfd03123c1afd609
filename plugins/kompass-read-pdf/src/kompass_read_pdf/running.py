"""Find the heads and feet that pages repeat, and their numbers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from kompass_read_pdf.lines import Segment, joined

__all__ = ["running_lines"]

_ZONE = 0.1
_SMALLEST_ZONE = 72.0
_LARGER = 1.12
_OTHER_SIZE = 0.15
_MOST_LINES = 4
_NEAR = 4.0
_APART = 0.7
_NUMBER = re.compile(r"\d+")
_PAGE = re.compile(
    r"(?:sida|sid\.?|side|s\.|page|síða|bls\.?)\s*\d{1,4}(?:\s*(?:\(|av|/|of|af)\s*\d{1,4}\)?)?"
    r"|[-–—]\s?\d{1,4}\s?[-–—]",
    re.IGNORECASE,
)
_OF = re.compile(r"(\d{1,4})\s?(?:\(|/|av|of|af)\s?(\d{1,4})\)?", re.IGNORECASE)
_LONGEST = 120
_ADDRESS = re.compile(r"(?:https?|file)://", re.IGNORECASE)
_WHEN = re.compile(r"[\d./-]{6,10}[, ]+(?:kl\.?\s)?\d{1,2}[:.]\d{2}")


def running_lines(pages: Sequence[Sequence[Sequence[Segment]]], heights: Sequence[float]) -> list[set[int]]:
    """Return for each page which of its lines are its head or foot; lines are given from above.

    They are where at least two pages, and a third of all, have the same words at the same height in an outer
    part of the page, with the page's own number or none, and where a line says that it counts the pages.
    """
    found: list[set[int]] = [set() for _ in pages]
    standing: dict[tuple[bool, str], list[tuple[int, int, float]]] = defaultdict(list)
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        for position in _outer(lines, height):
            text, place = _text(lines[position]), _place(lines[position], height)
            for key in _keys(text, number, len(pages)):
                standing[place > 0, key].append((number, position, place))
            if _counts_pages(text, number + 1, len(pages)):
                found[number].add(position)
        found[number].update(_of_browser(lines, number + 1, len(pages)))
    for number, position in _repeated(standing.values(), max(2, len(pages) / 3)):
        found[number].add(position)
    return [
        _reaching(lines, positions, height)
        for lines, positions, height in zip(pages, found, heights, strict=True)
    ]


def _repeated(found: Iterable[list[tuple[int, int, float]]], fewest: float) -> Iterator[tuple[int, int]]:
    """Yield the pages and positions of lines that stand at one height on enough pages."""
    for standing in found:
        for group in _at_one_height(standing):
            if len({number for number, _, _ in group}) >= fewest:
                yield from ((number, position) for number, position, _ in group)


def _counts_pages(text: str, number: int, count: int) -> bool:
    """Tell whether a line is the number of a page: it says so, or it says which of how many."""
    if _PAGE.fullmatch(text):
        return True
    found = _OF.fullmatch(text)
    return found is not None and (int(found[1]), int(found[2])) in {(number, count), (number - 1, count - 1)}


def _of_browser(lines: Sequence[Sequence[Segment]], number: int, count: int) -> set[int]:
    """Return the first and last line of a page where a browser has printed when, what and whence."""
    if len(lines) < 2 or len(lines[-1]) < 2 or len(lines[0]) > 2:  # noqa: PLR2004 - a head and a foot, of two parts each
        return set()
    address, page = lines[-1][0].text, lines[-1][-1].text
    if not _ADDRESS.match(address) or not _counts_pages(page, number, count):
        return set()
    return {0, len(lines) - 1} if _WHEN.match(lines[0][0].text) else {len(lines) - 1}


def _text(line: Sequence[Segment]) -> str:
    return " ".join(joined(segment.words) for segment in line)


def _place(line: Sequence[Segment], height: float) -> float:
    base = line[0].base
    return base if base < height / 2 else base - height


def _keys(text: str, number: int, count: int) -> list[str]:
    """Return what a line has in common with those of other pages: its words, whatever its own number is."""
    if len(text) > _LONGEST:
        return []
    keys = [text] if _NUMBER.search(text) is None or count > 2 else []  # noqa: PLR2004 - of two, a figure may be the same
    for match in _NUMBER.finditer(text[:_LONGEST]):
        if len(match[0]) < len("10000"):
            shift = int(match[0]) - number
            keys.append(f"{text[: match.start()]}\0{shift}\0{text[match.end() :]}")
    return keys


def _outer(lines: Sequence[Sequence[Segment]], height: float) -> list[int]:
    """Return the positions of the lines in the outer parts of a page that are no headings."""
    zone = max(height * _ZONE, _SMALLEST_ZONE)
    sizes = sorted(one.size for line in lines for one in line)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    head = [position for position, line in enumerate(lines[:_MOST_LINES]) if line[0].base < zone]
    foot = [
        position
        for position in range(max(len(lines) - _MOST_LINES, 0), len(lines))
        if lines[position][0].base > height - zone
    ]
    return [
        position
        for position in sorted({*head, *foot})
        if len(lines) <= _MOST_LINES or lines[position][0].size <= usual * _LARGER
    ]


def _at_one_height(standing: list[tuple[int, int, float]]) -> list[list[tuple[int, int, float]]]:
    groups: list[list[tuple[int, int, float]]] = []
    for one in sorted(standing, key=lambda one: one[2]):
        if groups and one[2] - groups[-1][0][2] <= _NEAR:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _reaching(lines: Sequence[Sequence[Segment]], positions: set[int], height: float) -> set[int]:
    """Leave out what stands as near to the text as its own lines do, or behind a line of the text."""
    heads = [position for position in range(len(lines)) if lines[position][0].base < height / 2]
    feet = [position for position in reversed(range(len(lines))) if position not in heads]
    return {*_outermost(lines, positions, heads), *_outermost(lines, positions, feet)}


def _outermost(lines: Sequence[Sequence[Segment]], positions: set[int], order: Sequence[int]) -> list[int]:
    """Return the positions of running lines from an edge of the page inwards, up to a gap."""
    run = list(takewhile(positions.__contains__, order))
    if not run or len(run) == len(order):
        return run
    edge, inner = lines[run[-1]], lines[order[len(run)]]
    return run[:-1] if _is_near(edge, inner) and not _PAGE.fullmatch(_text(edge)) else run


def _is_near(edge: Sequence[Segment], inner: Sequence[Segment]) -> bool:
    """Tell whether a line stands as near to the text, and is as large, as a line of it."""
    upper, lower = sorted((edge, inner), key=lambda line: line[0].base)
    gap = min(one.top for one in lower) - max(one.bottom for one in upper)
    size = max(one.size for one in edge)
    if abs(size - max(one.size for one in inner)) > size * _OTHER_SIZE:
        return False
    return gap < _APART * max(one.size for one in (*edge, *inner))
