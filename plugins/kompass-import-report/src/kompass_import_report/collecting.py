"""Collect what is read: the parts of a report with their figures, and warnings about what could not be placed."""

import re
from typing import final

from attrs import define, field

from kompass_import_report.columns import YEAR, Column
from kompass_import_report.figures import Printed, read_figure, read_value
from kompass_import_report.maxima import Maxima
from kompass_import_report.names import AreaName, Names
from kompass_import_report.parts import Figure, Part
from kompass_spec.model import Quantity
from kompass_spec.problems import Problem

__all__ = ["Collector", "is_unread", "joined_lines", "stands_for_figure"]

_NO_FIGURE = {"", "-", "–", "—", "−", "*", "x", "n/a", "saknas"}
_LONGEST = 60
_FIGURE_LIKE = re.compile(
    r"(?:[\W\d_]|(?:ca|cirka|runt|drygt|knappt|p|po[äe]ngs?|points?|av|procent)(?![^\W\d_]))*", re.IGNORECASE
)
_REFERENCE_WORDS = ("medel", "snitt", "genomsnitt", "riket", "gjennomsnitt", "gennemsnit")


def joined_lines(lines: list[int]) -> str:
    """Return line numbers as words for a warning.

    >>> joined_lines([3]), joined_lines([3, 4, 9])
    ('line 3', 'lines 3, 4 and 9')
    """
    numbers = [str(line) for line in dict.fromkeys(lines)]
    if len(numbers) == 1:
        return f"line {numbers[0]}"
    return f"lines {', '.join(numbers[:-1])} and {numbers[-1]}"


def stands_for_figure(text: str) -> bool:
    """Tell whether a cell stands where a figure would, without being one: a dash, or digits that cannot be read.

    >>> [stands_for_figure(cell) for cell in ("–", "~58", "Kvot", "2014", "")]
    [True, True, False, False, False]
    """
    if text.strip().casefold() in _NO_FIGURE:
        return bool(text.strip())
    digits = any(letter.isdigit() for letter in text) and len(text) <= _LONGEST
    return digits and _FIGURE_LIKE.fullmatch(text) is not None and YEAR.search(text) is None


def is_unread(text: str) -> bool:
    """Tell whether a cell has digits that are no figure, such as ``~58``."""
    return stands_for_figure(text) and any(letter.isdigit() for letter in text)


@final
@define
class Collector:
    """Hold the parts read so far, the last one being read, and the warnings."""

    names: Names
    maxima: Maxima
    parts: list[Part] = field(factory=lambda: [Part(1)])
    warnings: list[Problem] = field(factory=list)
    bracket: Quantity | None = None
    _unknown: dict[str, tuple[list[int], list[int]]] = field(factory=dict)

    @property
    def part(self) -> Part:
        """Return the part that is being read."""
        return self.parts[-1]

    def warn(self, code: str, message: str, line: int | None) -> None:
        """Add a warning."""
        self.warnings.append(Problem(code, message, line=line))

    def name(self, name: AreaName) -> None:
        """Remember that the part prints this name of an area."""
        self.part.names.append(name)

    def name_in(self, text: str, line: int) -> None:
        """Remember the name of an area that ``text`` is, if it is one that an edition has."""
        name = self.names.area(text, line)
        if name is not None and name.known is not None:
            self.name(name)

    def figure(
        self,
        item: AreaName | str,
        column: Column,
        cell: str,
        line: int,
        *,
        origin: str,
        text: str = "",
    ) -> bool:
        """Add what a cell prints of an item; warn where it cannot be read. Tell whether a figure was added."""
        if cell.strip().casefold() in _NO_FIGURE:
            return False
        printed = read_figure(cell)
        if printed is None:
            if any(letter.isdigit() for letter in cell):
                sentence = f"'{cell[:40]}' is not a figure that can be read. Write it like 74, 73,5 or 74 %."
                self.warn("unread-figure", sentence, line)
            return False
        quantity = _quantity(column, printed)
        if quantity is None:
            heads, lines = self._unknown.setdefault(column.label, ([], []))
            heads.append(column.line)
            lines.append(line)
            return False

        def add(quantity: Quantity, printed: Printed, label: str | None, year: int | None) -> None:
            one = Figure(
                item=item,
                quantity=quantity,
                value=printed.value,
                precision=printed.precision,
                line=line,
                origin=origin,
                head=column.line,
                text=text,
                year=year,
                label=label,
            )
            self.part.figures.append(one)

        label = column.label or None
        add(quantity, printed, label, column.year)
        if printed.maximum is not None:
            add(Quantity.MAX, printed.maximum, label, column.year)
        if printed.bracket is not None:
            inside, kind = _read_bracket(printed.bracket)
            kind = kind or column.bracket or self.bracket
            if inside is None or kind is None:
                self._warn_of_bracket(printed.bracket, line)
            else:
                add(kind, inside, printed.bracket, column.bracket_year or column.year)
        return True

    def _warn_of_bracket(self, words: str, line: int) -> None:
        sentence = (
            f"The report does not say what '({words[:40]})' means, so it is not read. Add its meaning to the"
            " column's head, such as 'Poäng (medelvärde)'."
        )
        self.warn("unclear-figure", sentence, line)

    def finish(self) -> None:
        """Warn once of every head of columns that is not understood."""
        for label, (heads, lines) in self._unknown.items():
            sentence = (
                f"The column '{label}' ({joined_lines(heads)}) is not one that can be read, so its figures on"
                f" {joined_lines(lines)} are left out. Head it Uppnått, Max, Procent, Förändring, Medelvärde"
                " or with a year."
            )
            self.warn("unknown-column", sentence, lines[0])
        self._unknown.clear()


def _quantity(column: Column, printed: Printed) -> Quantity | None:
    if printed.percent and column.quantity in {Quantity.POINTS, Quantity.PERCENT}:
        return Quantity.PERCENT
    if printed.percent:
        return None
    if printed.signed and column.quantity is Quantity.POINTS:
        return Quantity.CHANGE
    return column.quantity


def _read_bracket(words: str) -> tuple[Printed | None, Quantity | None]:
    """Return the figure in brackets, and what it is as far as the brackets themselves say it."""
    said = words.casefold()
    if any(word in said for word in _REFERENCE_WORDS):
        numbers = [value for value in map(read_value, said.replace(":", " ").split()) if value]
        return (numbers[0] if len(numbers) == 1 else None), Quantity.REFERENCE
    first = words.split(maxsplit=1)[0] if words.split() else ""
    value = read_value(words) or (read_value(first) if first.startswith(("+", "-", "−", "–", "±")) else None)
    changed = first.startswith(("+", "-", "−", "–", "±"))
    return value, Quantity.CHANGE if changed else None
