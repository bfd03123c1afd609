"""The lines that a report is read by: what stands on one row of a text, a page, a sheet or a table."""

import re
from enum import Enum
from typing import final

from attrs import frozen

__all__ = ["FRAMEWORK", "Cell", "Kind", "Line"]

FRAMEWORK = re.compile(r"(?:kommune?n?|region)\s?kompas", re.IGNORECASE)
"""The name of the framework, in Swedish, Norwegian or Danish."""


@final
class Kind(Enum):
    """Say what kind a line is of; a ``ROW`` has several cells, a ``RULE`` only draws one."""

    BLANK = "blank"
    TEXT = "text"
    BULLET = "bullet"
    ROW = "row"
    RULE = "rule"
    PAGE = "page"
    CONTENTS = "contents"

    # Members are the same object or different: to hash the name of each, as enumerations do, takes longer.
    __hash__ = object.__hash__


# A tuple, because members of an enumeration are compared faster than they are hashed.
_EMPTY = (Kind.BLANK, Kind.RULE, Kind.PAGE, Kind.CONTENTS)


@final
@frozen
class Cell:
    """Hold the printed items of one cell: one, or those of a list; ``line`` counts from 1.

    In a document without lines it is a ``Spot``, which knows the page, or the sheet and cell.
    """

    items: tuple[str, ...]
    line: int

    @property
    def text(self) -> str:
        """Return all items as one text."""
        return self.items[0] if len(self.items) == 1 else " ".join(self.items)


@final
@frozen
class Line:
    """Hold one line of the file, or one row of what has no lines.

    ``level`` is that of a heading, 0 for none; ``bold`` says that all its words are, ``quoted`` that they are
    a quotation, ``marked`` that the mark of a list stands before it, ``lone`` that an empty cell stands
    behind its only one, ``alone`` that it is all that a row of a wider table has, ``indent`` how far from the
    margin it begins.
    """

    number: int
    kind: Kind
    text: str = ""
    cells: tuple[Cell, ...] = ()
    level: int = 0
    bold: bool = False
    quoted: bool = False
    marked: bool = False
    lone: bool = False
    alone: bool = False
    indent: int = 0

    @property
    def empty(self) -> bool:
        """Tell whether nothing of the report's own words stands here."""
        return self.kind in _EMPTY
