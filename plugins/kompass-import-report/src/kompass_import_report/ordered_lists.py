"""Leave the numbers out of lists that are in the order of their points: they are places, and no codes."""

import re
from collections.abc import Iterator

from attrs import evolve

from kompass_import_report.figures import named_figures
from kompass_import_report.lines import Cell, Kind, Line
from kompass_import_report.names import AreaName, Names

__all__ = ["without_places"]

_PLACE = re.compile(r"([0-9]{1,2})[.)]\s+(?=\D)")
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
                text = _PLACE.sub("", lines[position].text, count=1)
                marked[position] = evolve(
                    lines[position], text=text, cells=(Cell((text,), lines[position].number),)
                )
    return marked


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
    if line.kind is Kind.ROW or not _PLACE.match(line.text):
        return None
    words, figures = named_figures(line.text)
    name = names.area(words, line.number) if figures else None
    return name if name is not None and name.known is not None else None


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
