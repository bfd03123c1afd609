"""Sheets whose figures can be told apart, so that one that is left out is missed."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from attrs import evolve, fields

from kompass_spec.model.sheet import (
    Beside,
    Details,
    Figure,
    Headline,
    Illustration,
    Part,
    Section,
    Sheet,
    SheetRow,
    SheetTable,
    Tile,
    Tiles,
    walked,
)

__all__ = ["figures_above", "told_apart", "without_drawings"]


def told_apart(value: Any, counted: Iterator[int]) -> Any:
    """Return a sheet in which every figure is a whole number that stands nowhere else."""
    if isinstance(value, Figure):
        figure = next(counted)
        return evolve(value, shown=str(figure), quantity=Fraction(figure), is_percent=False)
    if isinstance(value, Headline) or (isinstance(value, Tile) and value.figure):
        return evolve(value, figure=str(next(counted)))
    if isinstance(value, tuple):
        return tuple(told_apart(one, counted) for one in value)
    if isinstance(value, (Sheet, Part, Section, Details, Beside, Tiles, SheetTable, SheetRow)):
        held = {field.name: getattr(value, field.name) for field in fields(type(value))}
        return evolve(value, **{name: told_apart(one, counted) for name, one in held.items()})
    return value


def figures_above(sheet: Sheet) -> Iterator[str]:
    """Yield the figures that stand in no table."""
    for block in walked(block for part in sheet.parts for block in part.blocks):
        if isinstance(block, Headline):
            yield block.figure
        elif isinstance(block, Tiles):
            yield from (tile.figure for tile in block.tiles)


def without_drawings(value: Any) -> Any:
    """Return parts or blocks without what is drawn: a format may show it or its table."""
    if isinstance(value, tuple):
        return tuple(without_drawings(one) for one in value if not isinstance(one, Illustration))
    if isinstance(value, (Part, Section, Details)):
        return evolve(value, blocks=without_drawings(value.blocks))
    return evolve(value, columns=without_drawings(value.columns)) if isinstance(value, Beside) else value
