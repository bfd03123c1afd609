"""Leave the numbers out of lists that are in the order of their points: they are places, and no codes."""

import re
from collections.abc import Iterator

from attrs import evolve

from kompass_import_report.figures import named_figures
from kompass_import_report.lines import Cell, Kind, Line
from kompass_import_report.names import AreaName, Names

__all__ = ["without_places"]

_PLACE = re.compile(r"([0-9]{1,2})[.)]\s+(?=\D)")
_NUMBER = re.compile(r"[0-9]{1,2}\.?")
_FEWEST = 3


def without_places(lines: list[Line], names: Names) -> list[Line]:
    """Return the lines, those of areas that are numbered from 1 on in an order of no edition without numbers.

    >>> texts = ["1. Styrning och kontroll 71", "2. Arbetsliv 66", "3. Effektivitet 52"]
    >>> lines = [Line(number, Kind.TEXT, text) for number, text in enumerate(texts, start=1)]
    >>> names = Names()
    >>> [line.text for line in without_places(lines, names)] == texts
    True
    """
    marked = list(lines)
    for run in _runs(lines, names):
        if len(run) >= _FEWEST and _are_places([name for _, name in run], names):
            for position, _ in run:
                marked[position] = _without_place(lines[position])
    return marked


def _without_place(line: Line) -> Line:
    """Return a line of text without the number before it, a row with an empty cell in its place."""
    text = _PLACE.sub("", line.text, count=1)
    if line.kind is not Kind.ROW:
        return evolve(line, text=text, cells=(Cell((text,), line.number),))
    text = " ".join(cell.text for cell in line.cells[1:] if cell.text)
    return evolve(line, text=text, cells=(Cell(("",), line.cells[0].line), *line.cells[1:]))


def _runs(lines: list[Line], names: Names) -> Iterator[list[tuple[int, AreaName]]]:
    """Yield the lines of areas and figures that follow one another and count from 1."""
    run: list[tuple[int, AreaName]] = []
    for position, line in enumerate(lines):
        if line.empty:
            continue
        name = _name_of(line, names)
        follows = name is not None and name.number == str(len(run) + 1)
        if not follows:
            yield run
            run = []
        if name is not None and name.number == str(len(run) + 1):
            run.append((position, name))
    yield run


def _name_of(line: Line, names: Names) -> AreaName | None:
    """Return the numbered name of an area that a line has before a figure."""
    if line.kind is Kind.ROW:
        return _name_in_row(line, names)
    if not _PLACE.match(line.text):
        return None
    words, figures = named_figures(line.text)
    name = names.area(words, line.number) if figures else None
    return name if name is not None and name.known is not None else None


def _name_in_row(line: Line, names: Names) -> AreaName | None:
    """Return the name of an area in the second cell of a row, with the number in the first."""
    if len(line.cells) < _FEWEST or not _NUMBER.fullmatch(line.cells[0].text):
        return None
    name = names.area(line.cells[1].text, line.number)
    if name is None or name.known is None or name.number is not None:
        return None
    return evolve(name, number=line.cells[0].text.rstrip("."))


def _are_places(run: list[AreaName], names: Names) -> bool:
    """Tell whether some edition has all of these areas, and none has them all under their numbers."""
    codes = [names.all_codes(name) for name in run]
    common = set.intersection(*map(set, codes))
    return bool(common) and not any(
        all(
            code.get(edition) == name.number for code, name in zip(codes, run, strict=True) if edition in code
        )
        for edition in {edition for code in codes for edition in code}
    )
