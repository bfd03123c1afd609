"""Write plain text and tables to the terminal for commands that need no renderer."""

from collections.abc import Sequence

__all__ = ["printable", "table"]

# These are not printable by their category, and harmless.
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


def printable(text: str) -> str:
    r"""Return text on one line, with what a terminal would obey instead of show written out.

    >>> printable("Evil \x1b[31m kommun")
    'Evil \\x1b[31m kommun'
    """
    return "".join(
        (
            letter
            if letter.isprintable() or letter in _SPACES
            else letter.encode("unicode_escape").decode("ascii")
        )
        for letter in text
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Return rows under a head in aligned columns; the columns numbered in ``right`` are aligned to the right.

    >>> print(table(("code", "max"), [("1", "100"), ("1.1", "15")], right=[1]))
    code  max
    1     100
    1.1    15
    """
    rows = [[printable(cell) for cell in row] for row in rows]
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
