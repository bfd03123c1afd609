"""Write plain tables to the terminal for commands that need no renderer."""

from collections.abc import Sequence

__all__ = ["table"]


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Return rows under a head in aligned columns; the columns numbered in ``right`` are aligned to the right.

    >>> print(table(("code", "max"), [("1", "100"), ("1.1", "15")], right=[1]))
    code  max
    1     100
    1.1    15
    """
    columns = list(zip(head, *rows, strict=True))
    widths = [max(len(cell) for cell in column) for column in columns]
    lines = []
    for row in (head, *rows):
        cells = [
            cell.rjust(width) if position in right else cell.ljust(width)
            for position, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
