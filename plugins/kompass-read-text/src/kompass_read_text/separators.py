"""Find what separates the columns of a table in a text; it imports nothing that takes time."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Separator", "is_quoted_table", "separator_of"]

_ENDS = re.compile(r"\r\n|\r|\n")
_SAID = re.compile(r"sep=(.)[\r\n]")
_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')
_BETWEEN_QUOTES = re.compile(r'(?<![^\t;,|\r\n])"(?:[^"]++|"")*+"(?=[\t;,|\r\n]|\Z)')
_DECIMAL = re.compile(r"(?<=[0-9]),(?=[0-9])")
_SEEN = 65_536
_MOST_LINES = 200
_PIPED = re.compile(r"\s\||\|\s|\A\|(?!\|*\Z)|\|--|--\|")
"""Bars of a table of Markdown, which is a text."""
_FEWEST_ROWS = 2
_MOSTLY = 0.8


class Separator(NamedTuple):
    """Hold what separates columns, whether the text says so itself, and whether all rows have as many."""

    mark: str
    is_said: bool = False
    is_regular: bool = True


def separator_of(text: str) -> Separator | None:
    r"""Return what separates the columns of a table, ``None`` where the text is none.

    A first line such as ``sep=;`` says it. Else it is the tab, semicolon or comma of which each row has as
    many, or nearly each; of the comma all rows have as many, and it does not stand within a decimal in most.
    A bar without spaces around it is one where all rows have as many.

    >>> separator_of("Område;Poäng\nLedarskap;61,5\n"), separator_of("Lund fick 61, mot 52.\n")
    (Separator(mark=';', is_said=False, is_regular=True), None)
    """
    text = _beginning(text)
    said = _SAID.match(text)
    if said:
        return Separator(said[1], is_said=True)
    # What stands between quotation marks may hold separators, and ends of lines.
    lines = [line for line in _ENDS.split(_BETWEEN_QUOTES.sub("x", text))[:_MOST_LINES] if line.strip()]
    if len(lines) < _FEWEST_ROWS:
        return None
    marks = ("\t;" if _has_decimal_commas(lines) else "\t;,") + (
        "" if any(map(_PIPED.search, lines)) else "|"
    )
    shares = {mark: _share(lines, mark) for mark in marks}
    regular = next((mark for mark in shares if shares[mark] == 1), None)
    if regular is not None:
        return Separator(regular)
    mostly = next((mark for mark in "\t;" if shares[mark] >= _MOSTLY), None)
    return None if mostly is None else Separator(mostly, is_regular=False)


def _beginning(text: str) -> str:
    """Return the first whole lines of a text."""
    if len(text) <= _SEEN:
        return text
    end = max(text.rfind("\n", 0, _SEEN), text.rfind("\r", 0, _SEEN))
    return text[: end + 1]


def _has_decimal_commas(lines: Sequence[str]) -> bool:
    """Tell whether lines have one comma each at most, which parts decimals in most of those that have one."""
    commas = [line for line in lines if "," in line]
    within = sum(_DECIMAL.search(line) is not None for line in commas)
    return 2 * within > len(commas) and all(line.count(",") == 1 for line in commas)


def _share(lines: Sequence[str], mark: str) -> float:
    """Return the share of the lines that have as many marks as most of those that have any."""
    counts = Counter(line.count(mark) for line in lines)
    counts.pop(0, None)
    return max(counts.values(), default=0) / len(lines)


def is_quoted_table(text: str) -> bool:
    """Tell whether a text is a table between whose tabs a spreadsheet put quotation marks around cells."""
    found = separator_of(text)
    if found is None or found.mark != "\t" or not found.is_regular:
        return False
    return any(_QUOTED.fullmatch(cell) for cell in re.split(r"[\t\r\n]", text[: _MOST_LINES * 40]))
