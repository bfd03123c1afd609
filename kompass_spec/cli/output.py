"""Write to the terminal: lines, tables, warnings, problems and JSON.

Whatever a command says goes through here, because names and texts come from outside, and a terminal obeys
some of what may stand in them.
"""

import re
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import islice, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from kompass_spec.cli.option_names import as_options, further_advice
from kompass_spec.documents.disk import is_standard_output
from kompass_spec.documents.plain import json_bytes
from kompass_spec.documents.problems import problems_data
from kompass_spec.model.lookups import cut, printable
from kompass_spec.model.problems import Problem

if TYPE_CHECKING:
    from kompass_spec.wording.wording import Wording

__all__ = [
    "complain",
    "error_data",
    "folded",
    "table",
    "tell",
    "tell_where",
    "told_place",
    "warn",
    "write_data",
    "write_json",
    "write_output",
]

_WIDTH = 80
_LONGEST_WORD = 24
_MOST_PROBLEMS = 10_000
_NARROWEST = 8
_MOST_LINES = 5
"""How many lines are named of a warning that says the same of several."""


def tell(text: str = "", *, aside: bool = False) -> None:
    r"""Write text to standard output, or ``aside`` to standard error; only the ends of lines are obeyed.

    >>> tell("Evil \x1b[31m kommun\nwas assessed.")
    Evil \x1b[31m kommun
    was assessed.
    """
    # The lines and their ends at once: others may write to the same terminal.
    lines = "".join(f"{printable(line)}\n" for line in text.split("\n"))
    if not aside:
        sys.stdout.write(lines)
        return
    # Where nobody can be told, the result is still to be written.
    with suppress(OSError):
        sys.stderr.write(lines)
        sys.stderr.flush()


def folded(lines: Iterable[str], *, indent: str = "") -> str:
    """Return lines broken between words where they are wider than 80 columns, what goes on after ``indent``.

    >>> print(folded(["  [0] " + "printed as 74 points " * 4], indent="      "))
      [0] printed as 74 points printed as 74 points printed as 74 points printed as
          74 points
    """
    return "\n".join(
        textwrap.fill(line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        for line in map(printable, lines)
    )


def told_place(place: Path | str, wording: "Wording") -> str:
    """Return that a result was written to a place."""
    return wording.say("Written to {place}.", place=place)


def tell_where(place: Path | str, language: str = "en") -> None:
    """Say where a result was written, unless it went to standard output, of which nothing else is part."""
    if not is_standard_output(Path(place)):
        # What only complains needs no catalogue.
        from kompass_spec.wording.wording import wording_for

        tell(told_place(place, wording_for(language)))


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Return rows under a head in aligned columns, to the right those whose numbers are in ``right``.

    Where a row would be wider than 80 columns, its cells are broken into lines.

    >>> print(table(("code", "max"), [("1", "100"), ("1.1", "15")], right=[1]))
    code  max
    1     100
    1.1    15
    """
    rows = [[printable(cell) for cell in row] for row in (head, *rows)]
    widths = _fitting([list(column) for column in zip(*rows, strict=True)])
    lines = []
    for row in rows:
        wrapped = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*wrapped, fillvalue=""):
            cells = [
                part.rjust(width) if position in right else part.ljust(width)
                for position, (part, width) in enumerate(zip(parts, widths, strict=True))
            ]
            lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _fitting(columns: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide columns are: as their cells, and the widest less where a line would not fit.

    Cells are broken between words, and words only where they are very long.
    """
    widths = [max(map(len, column)) for column in columns]
    least = [
        min(_LONGEST_WORD, max((len(word) for cell in column for word in cell.split()), default=0))
        for column in columns
    ]
    while sum(widths) + 2 * (len(widths) - 1) > _WIDTH:
        wide = [position for position, width in enumerate(widths) if width > least[position]]
        # Where words alone are too wide, they are broken too.
        wide = wide or [position for position, width in enumerate(widths) if width > _NARROWEST]
        if not wide:
            break
        widths[max(wide, key=lambda position: widths[position])] -= 1
    return widths


def _wrapped(cell: str, width: int) -> list[str]:
    """Return the lines of a cell; a space at its beginning, which says how deep it lies, is kept.

    A path is broken behind a folder, so that the name of a file stays whole where it has room.
    """
    if len(cell) <= width:
        return [cell]
    if len(folders := re.findall(r"[^/\\]*[/\\]|[^/\\]+", cell)) > 1 and " " not in cell:
        lines = [""]
        for folder in folders:
            if len(lines[-1]) + len(folder) > width:
                lines.append("")
            lines[-1] += folder
        return [part for line in lines for part in textwrap.wrap(line, width, break_on_hyphens=False)]
    return textwrap.wrap(cell, width, break_on_hyphens=False) or [""]


def error_data(problems: Iterable[Problem]) -> dict[str, object]:
    """Return problems under the key that every command writes them under, in the shape of warnings."""
    return {"errors": problems_data(problems)}


def warn(problems: Iterable[Problem]) -> None:
    """Write warnings to standard error, one line each; those that say the same of several lines are one."""
    _tell_all(problems, "kompass: warning: ")


def complain(problems: Iterable[Problem]) -> None:
    """Write problems to standard error, one line each; those that say the same of several lines are one."""
    _tell_all(problems, "kompass: ")


def _tell_all(problems: Iterable[Problem], before: str) -> None:
    alike: dict[Problem, list[int]] = {}
    for problem in problems:
        lines = alike.setdefault(evolve(problem, line=None), [])
        if problem.line is not None:
            lines.append(problem.line)
    for problem, lines in islice(alike.items(), _MOST_PROBLEMS):
        tell(before + printable(cut(_sentence(problem, list(dict.fromkeys(lines))))), aside=True)
    if len(alike) > _MOST_PROBLEMS:
        tell(f"{before}and {len(alike) - _MOST_PROBLEMS:,} more.", aside=True)


def _sentence(problem: Problem, lines: list[int]) -> str:
    """Return a problem in words, with the first of its lines and how many more there are."""
    problem = evolve(problem, message=problem.message + further_advice(problem.code, problem.message))
    if not lines:
        return as_options(str(problem))
    if len(lines) == 1:
        return as_options(str(evolve(problem, line=lines[0])))
    named = ", ".join(map(str, lines[:_MOST_LINES]))
    more = len(lines) - _MOST_LINES
    place = f"lines {named} and {more} more" if more > 0 else f"lines {named}"
    return as_options(": ".join(part for part in (problem.file, place, problem.message) if part))


def write_output(content: bytes) -> None:
    """Write bytes to standard output, whatever encoding the terminal has."""
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(content.decode())
    else:
        stream.write(content)
        stream.flush()


def write_json(data: object) -> None:
    """Write plain data to standard output as JSON in UTF-8."""
    write_output(json_bytes(data))


def write_data(data: Mapping[str, object], problems: Sequence[Problem]) -> None:
    """Write what a command has worked out as JSON, with the problems beside it where there are any."""
    write_json({**data, **error_data(problems)} if problems else data)
