"""What is proved, line by line: every bound with what it follows from, which a certificate writes down."""

from collections.abc import Callable, Sequence
from typing import final

from attrs import define, frozen

from kompass_convert_mapping.rows import Piece
from kompass_convert_mapping.units import Number, total

__all__ = ["ByCover", "ByLinks", "Covering", "Given", "Line", "Summed", "summed"]


@final
@define(eq=False)
class Line:
    """Hold that items together have ``points`` at least, or at most; ``why`` says what it follows from."""

    items: tuple[str, ...]
    is_low: bool
    points: Number
    why: "Callable[[], Given | Summed | ByLinks | ByCover]"


@final
@define(eq=False)
class Given:
    """Say that a line is a score, or an end that every item has: 0 and its maximum."""

    is_trivial: bool = False


@final
@define(eq=False)
class Summed:
    """Say that a line is the sum of other lines, less that of further ones."""

    plus: tuple[Line, ...]
    minus: tuple[Line, ...] = ()


@final
@define(eq=False)
class ByLinks:
    """Say that a line follows from pieces of the source; ``paid`` are lines of the source with their prices.

    ``full`` are lines that say of items that they are full, or empty.
    """

    pieces: tuple[Piece, ...]
    paid: tuple[tuple[Number, Line], ...]
    full: tuple[Line, ...] = ()


@final
@frozen(eq=False)
class Covering:
    """Hold one link of a cover, by its index, with the line of its source."""

    index: int
    source: Line


@final
@frozen(eq=False)
class ByCover:
    """Say that a line follows from links that cover the item, at a ``price`` for all of it, as a share."""

    price: Number
    links: tuple[Covering, ...]


def summed(items: Sequence[str], *, is_low: bool, plus: Sequence[Line], minus: Sequence[Line] = ()) -> Line:
    """Return the line that is the sum of others, less that of further ones."""
    points = total(line.points for line in plus)
    if minus:
        points -= total(line.points for line in minus)
    return Line(tuple(items), is_low, points, lambda: Summed(tuple(plus), tuple(minus)))
