"""How much room a block has on the page."""

from typing import final

from attrs import evolve, frozen

__all__ = ["GUTTER", "PAGE", "Room"]

PAGE = 180.0
"""The width between the margins of an A4, in millimetres; the template has the same."""

GUTTER = 9.0
"""What stands between blocks beside each other, in millimetres; the template has the same."""


@final
@frozen(kw_only=True)
class Room:
    """Hold a width in millimetres, the level of the heading above, and the colours of figures.

    >>> Room().beside(2).width
    85.5
    """

    width: float = PAGE
    level: int = 1
    colours: tuple[str, str] = ("#1b4f80", "#8a5e14")

    def beside(self, count: int) -> "Room":
        """Return the room of one of ``count`` columns."""
        return evolve(self, width=(self.width - GUTTER * (count - 1)) / max(count, 1))

    def below(self, level: int) -> "Room":
        """Return the room below a heading."""
        return evolve(self, level=level)
