"""Sheets whose rows begin with a height and grow with what is written into them."""

from typing import Any, final

from xlsxwriter.worksheet import Worksheet

__all__ = ["GrowingSheet", "height_of"]

_LINE = 15.0
_PER_WIDTH = 1.1
"""How many letters fit where one figure of a column's width does."""


def height_of(texts: list[tuple[str, int]], least: int) -> float:
    """Return the height in points that a row needs for texts in columns of these widths.

    >>> height_of([("Kommunen som arbetsgivare", 10)], least=1)
    45.0
    """
    lines = [
        sum(max(1, -(-len(line) // max(1, int(width * _PER_WIDTH)))) for line in text.split("\n"))
        for text, width in texts
    ]
    return max(least, *lines) * _LINE


@final
class GrowingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter says no types
    """Write the heights of rows without the mark that keeps programs from changing them.

    With that mark what evaluators write into a cell would be cut off where the row ends.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
        super()._xml_start_tag_unencoded(tag, _free(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
        super()._xml_empty_tag_unencoded(tag, _free(tag, attributes))


def _free(tag: str, attributes: Any) -> Any:
    if tag != "row":
        return attributes
    return [(name, value) for name, value in attributes if name != "customHeight"]
