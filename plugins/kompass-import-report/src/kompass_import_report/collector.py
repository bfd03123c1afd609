"""Collect what is read: the parts of a report with their figures, and warnings of what has no place."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import final

from attrs import define, evolve, field

from kompass_import_report.brackets import Meaning, read_bracket, says_more_than_a_figure, unclear_brackets
from kompass_import_report.columns import YEAR, Column, read_column
from kompass_import_report.figures import Printed, is_time, read_figure
from kompass_import_report.levels import ends_with_level, read_level
from kompass_import_report.lines import Cell
from kompass_import_report.list_head_words import POINTS
from kompass_import_report.list_heads import speaks_of_money, speaks_of_shares
from kompass_import_report.maxima import Maxima
from kompass_import_report.names import AreaName, Names
from kompass_import_report.owners import Owners
from kompass_import_report.parts import Figure, Part
from kompass_import_report.table_titles import decides_on_columns, of_column
from kompass_import_report.unknown_heads import UnknownHeads
from kompass_spec import Problem
from kompass_spec.model import TOTAL, Organisation, Quantity
from kompass_spec.model.quantities import exact_text

__all__ = ["Collector", "are_words", "is_unread", "joined_lines", "stands_for_figure"]

_NO_FIGURE = {"", "-", "–", "—", "−", "*", "x", "n/a", "saknas"}
_LONGEST = 60
_MOST_NAMED = 20
_PERCENT = re.compile(r"[\s,(](?:%|procent|prosent|percent)\)?$", re.IGNORECASE)
_FIGURE_LIKE = re.compile(
    r"(?:[\W\d_]|(?:ca|cirka|runt|drygt|knappt|p|po[äe]ngs?|points?|av|procent)(?![^\W\d_]))*", re.IGNORECASE
)


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
    """Tell whether a cell stands where a figure would, without being one: a dash, or digits not to be read.

    >>> [stands_for_figure(cell) for cell in ("–", "~58", "Kvot", "2014", "")]
    [True, True, False, False, False]
    """
    if text.strip().casefold() in _NO_FIGURE:
        return bool(text.strip())
    digits = any(letter.isdigit() for letter in text) and len(text) <= _LONGEST
    return digits and _FIGURE_LIKE.fullmatch(text) is not None and YEAR.search(text) is None


def are_words(text: str) -> bool:
    """Tell whether a cell has letters and no digit, and does not say by a mark that there is no figure.

    >>> [are_words(cell) for cell in ("oklart", "saknas", "–", "7x", "")]
    [True, False, False, False, False]
    """
    if text.strip().casefold() in _NO_FIGURE or any(letter.isdigit() for letter in text):
        return False
    return any(letter.isalpha() for letter in text)


def is_unread(text: str) -> bool:
    """Tell whether a cell has digits that are no figure, such as ``~58``."""
    return stands_for_figure(text) and any(letter.isdigit() for letter in text)


@final
@define
class Collector:
    """Hold the parts read so far, the last one being read, and the warnings.

    ``owner``, ``year`` and ``kind`` are what the head of the list at hand names, ``list_heads`` the lines of
    heads that name an organisation, ``unclear_heads`` of those that speak of a part of one; ``in_contents``
    are the lines of a table of contents that name areas, ``official_codes`` cells of codes of organisations;
    ``unknown_heads`` remembers what stands above lists and is not known.
    """

    names: Names
    maxima: Maxima
    parts: list[Part] = field(factory=lambda: [Part(1)])
    warnings: list[Problem] = field(factory=list)
    bracket: Meaning | None = None
    bracket_above: Meaning | None = None
    owners: Owners = field(factory=lambda: Owners(()))
    owner: Organisation | None = None
    year: int | None = None
    kind: Column | None = None
    unknown_heads: UnknownHeads = field(factory=UnknownHeads)
    list_heads: dict[int, Organisation] = field(factory=dict)
    unclear_heads: list[int] = field(factory=list)
    _brackets: list[tuple[Part, Figure, str]] = field(factory=list)
    in_contents: set[int] = field(factory=set)
    official_codes: list[Cell] = field(factory=list)
    _beside_brackets: dict[tuple[int, str], list[tuple[Part, Figure, bool]]] = field(factory=dict)
    _list_labels: set[str] = field(factory=set)
    _above_points: set[str] = field(factory=set)
    _unknown: dict[str, tuple[list[int], list[int], list[str]]] = field(factory=dict)

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
        """Add what a cell prints of an item; warn of what cannot be read. Tell whether a figure was added."""
        is_level = _is_level(item, column)
        column = _as_percent(item, self._headed(column))
        if column.quantity is Quantity.LEVEL or is_level:
            return self._level(item, column, cell, line, origin=origin, text=text)
        printed = None if cell.strip().casefold() in _NO_FIGURE else self._printed(cell, line)
        if printed is None or not self._is_possible(item, column, printed, cell, line):
            return False
        quantity = _quantity(column, printed)
        if quantity is None:
            self._keep_unknown(column, cell, line)
            return False
        named = item.year if isinstance(item, AreaName) else None
        figure = Figure(
            item=item,
            quantity=quantity,
            value=printed.value,
            precision=printed.precision,
            line=line,
            origin=origin,
            head=column.line,
            text=text,
            year=column.year or named or self.year,
            label=column.label or None,
            owner=column.owner or self.owner,
        )
        self.part.figures.append(figure)
        if quantity is Quantity.POINTS:
            self.unknown_heads.read()
        if printed.maximum is not None:
            most = printed.maximum
            self.part.figures.append(
                evolve(figure, quantity=Quantity.MAX, value=most.value, precision=most.precision)
            )
        self._beside(figure, printed, column)
        return True

    def _headed(self, column: Column) -> Column:
        """Return a column without a head as what the head of its list says."""
        head = self.kind
        if head is None or column.quantity is not Quantity.POINTS:
            return column
        # What stands between a head and a list says more of the list than the head does.
        if column.label and column.line >= head.line:
            return column
        self._list_labels.add(head.label)
        return evolve(column, quantity=head.quantity, label=head.label, line=head.line)

    def titled(self, columns: Sequence[Column | None]) -> tuple[Column | None, ...]:
        """Return the columns of a table as what its title says, where one of them has the points."""
        head = self.kind
        if head is None:
            return tuple(columns)
        if speaks_of_money(head.label) or _are_of_the_title(columns):
            return tuple(column and self._as_head(column, head) for column in columns)
        if not decides_on_columns(head, columns):
            return tuple(columns)
        return tuple(column and self._as_head(column, of_column(head, column)) for column in columns)

    def _as_head(self, column: Column, head: Column) -> Column:
        """Return a column of points as what the head of its list says, and every other as it is."""
        if column.quantity is not Quantity.POINTS:
            return column
        self._list_labels.add(head.label)
        if POINTS.search(column.label):
            self._above_points.add(head.label)
        return evolve(column, quantity=head.quantity, label=head.label, line=head.line)

    def _helps(self, label: str) -> str:
        """Return what makes figures read below words that hide them: their column may say points."""
        if label in self._above_points:
            return "take away those words, or write the year beside Poäng"
        return "write Poäng above them, or the year"

    def _keep_unknown(self, column: Column, cell: str, line: int) -> None:
        """Keep a figure below a head that is not understood for one warning of all of them."""
        heads, lines, cells = self._unknown.setdefault(column.label, ([], [], []))
        heads.append(column.line)
        lines.append(line)
        cells.append(cell.strip())

    def _is_possible(
        self, item: AreaName | str, column: Column, printed: Printed, cell: str, line: int
    ) -> bool:
        """Tell whether a figure may be what its column holds; warn of one below zero, or of two figures."""
        whole = isinstance(item, AreaName) or item == TOTAL
        other = printed.maximum
        if other is not None and (
            other.value < printed.value
            or (whole and self.maxima.knows and not self.maxima.has(item, other.value))
        ):
            sentence = (
                f"'{cell[:40]}' is two figures, and the second is no maximum that is known, so neither is"
                " read. Put them in a table with a head that says what each column holds."
            )
        elif whole and column.most is not None and not self._is_known_most(item, column.most, printed):
            sentence = (
                f"'{cell[:40]}' stands below '{column.label[:80]}', and no area or total that is known has"
                f" {column.most} points at most, so it is not read. Write it in points of the edition."
            )
        elif whole and not column.label and is_time(cell):
            sentence = (
                f"'{cell[:40]}' may be a time of day, so it is not read. Put Poäng above it if it is not."
            )
        elif _may_be_of_one(column, printed):
            sentence = (
                f"'{cell[:40]}' below '{column.label[:80]}' may be a share of one or a percent, so it is not"
                " read. Write it as a percent, such as 61 %."
            )
        elif _is_below_zero(column, printed):
            sentence = f"'{cell[:40]}' is below zero, which no points are, so it is not read. Correct it."
        else:
            return True
        self.warn("unread-figure", sentence, line)
        return False

    def _is_known_most(self, item: AreaName | str, most: int, printed: Printed) -> bool:
        """Tell whether the most that a head says there is may be an area's, or is that of a percent."""
        return printed.percent or not self.maxima.knows or self.maxima.has(item, Fraction(most))

    def _level(
        self, item: AreaName | str, column: Column, cell: str, line: int, *, origin: str, text: str
    ) -> bool:
        """Add the level that a cell prints of an item; only its scale may know the number of a word."""
        # A scale may have a level for what is missing, and a word for it.
        if cell.strip().casefold() in _NO_FIGURE and not cell.strip().isalpha():
            return False
        level = read_level(cell)
        if level is None:
            sentence = f"'{cell[:40]}' is not a level that can be read. Write its number or its word."
            self.warn("unread-figure", sentence, line)
            return False
        self.part.figures.append(
            Figure(
                item=item,
                quantity=Quantity.LEVEL,
                value=level.value if level.value is not None else Fraction(0),
                precision=Fraction(1),
                line=line,
                origin=origin,
                head=column.line,
                text=text,
                year=column.year or self.year,
                # The head of the column is no word for a level.
                label=level.word,
                level=level,
                owner=column.owner or self.owner,
            )
        )
        return True

    def omit(
        self,
        item: AreaName | str,
        column: Column,
        cell: str,
        line: int,
        *,
        origin: str = "table",
        text: str = "",
    ) -> None:
        """Remember that a cell says of an item that it does not apply."""
        self.part.omitted.append(
            Figure(
                item=item,
                quantity=Quantity.POINTS,
                value=Fraction(0),
                precision=Fraction(1),
                line=line,
                origin=origin,
                head=column.line,
                text=text,
                year=column.year or self.year,
                label=cell.strip(),
                owner=column.owner or self.owner,
            )
        )

    def _printed(self, cell: str, line: int) -> Printed | None:
        """Return the figure in a cell, ``None`` with a warning where it has digits that cannot be read."""
        printed = read_figure(cell)
        if printed is None and any(letter.isdigit() for letter in cell):
            sentence = f"'{cell[:40]}' is not a figure that can be read. Write it like 74, 73,5 or 74 %."
            self.warn("unread-figure", sentence, line)
        return printed

    def _beside(self, figure: Figure, printed: Printed, column: Column) -> None:
        """Add the figure in brackets; remember below which heads that speak of a mean there is none."""
        if printed.bracket is not None:
            self._bracket(figure, printed.bracket, column)
        if column.bracket is Quantity.REFERENCE and figure.quantity is Quantity.POINTS:
            seen = self._beside_brackets.setdefault((column.line, column.label), [])
            seen.append((self.part, figure, printed.bracket is not None))

    def _bracket(self, figure: Figure, words: str, column: Column) -> None:
        """Add the figure in brackets behind another, where it is known what it means."""
        printed, kind = read_bracket(words)
        said = self.bracket_above or self.bracket
        quantity = kind or column.bracket or (said.quantity if said is not None else None)
        if printed is None or quantity is None or quantity is Quantity.LEVEL:
            self._brackets.append((self.part, figure, words))
            return
        by_head = kind is not None or column.bracket is not None
        year = column.bracket_year if by_head or said is None else said.year
        self._add_bracket(self.part, figure, words, Meaning(quantity, year))

    def _add_bracket(self, part: Part, figure: Figure, words: str, meaning: Meaning) -> None:
        printed, _ = read_bracket(words)
        if printed is not None:
            part.figures.append(
                evolve(
                    figure,
                    quantity=meaning.quantity,
                    value=printed.value,
                    precision=printed.precision,
                    label=words,
                    year=meaning.year or figure.year,
                )
            )

    def explain_brackets(self, meaning: Meaning) -> None:
        """Remember what figures in brackets mean, also of those of the list right above that wait for it."""
        self.bracket = meaning
        waiting, self._brackets = self._brackets, []
        for part, figure, words in waiting:
            if read_bracket(words)[0] is None:
                self._brackets.append((part, figure, words))
            else:
                self._add_bracket(part, figure, words, meaning)

    def end_brackets(self) -> None:
        """Warn once of the figures in brackets of which nothing has said what they mean."""
        waiting, self._brackets = self._brackets, []
        for said in (False, True):
            of_kind = [
                (figure.line, words) for _, figure, words in waiting if says_more_than_a_figure(words) is said
            ]
            for first in range(0, len(of_kind), _MOST_NAMED):
                group = of_kind[first : first + _MOST_NAMED]
                lines = joined_lines([line for line, _ in group])
                sentence = unclear_brackets([words for _, words in group], lines, said=said)
                self.warn("unclear-figure", sentence, group[0][0])

    def finish(self) -> None:
        """Warn once of every head of columns that is not understood, and of brackets."""
        self.end_brackets()
        self._leave_out_means()
        for label, (heads, lines, cells) in self._unknown.items():
            column = f"The column '{label}' ({joined_lines(heads)})"
            figures = f"{joined_lines(lines)} ({', '.join(cells)})"
            sentence = (
                f"'{label}' ({joined_lines(heads)}) does not say that the figures below it are the points"
                f" of this evaluation, so those on {figures} are not read. If they are, {self._helps(label)}."
                if label in self._list_labels
                # Its head can be read, and was left open for what stands beside it.
                else f"{column} stands beside levels and no points, so it may hold the highest level or the"
                f" maximum in points, and its figures on {figures} are left out. Where they are points, head"
                " it Maxpoäng; else nothing is lost, because the scale of the edition has the highest level."
                if read_column(label, heads[0]).quantity is Quantity.MAX
                else f"{column} is not one that can be read, so its figures on {figures} are left out. Head"
                " it Uppnått, Max, Procent, Nivå, Förändring, Medelvärde or with a year."
            )
            self.warn("unknown-column", sentence, lines[0])
        self._unknown.clear()
        told = self.unknown_heads.sentence()
        if told is not None:
            self.warn("unknown-list-head", *told)

    def _leave_out_means(self) -> None:
        """Keep apart the figures below a head such as 'Poäng (riket)' where none has another in brackets."""
        for (line, label), seen in self._beside_brackets.items():
            if any(has_bracket for _, _, has_bracket in seen):
                continue
            for part, figure, _ in seen:
                part.figures.remove(figure)
                cell = exact_text(figure.value, figure.precision)
                self._keep_unknown(Column(label, line, None), cell, figure.line)
        self._beside_brackets.clear()


def _are_of_the_title(columns: Sequence[Column | None]) -> bool:
    """Tell whether one column has points, and no column says more of them than the title of the table."""
    printed = [column for column in columns if column]
    points = [one for one in printed if one.quantity is Quantity.POINTS]
    others = {one.quantity for one in printed} - {Quantity.POINTS, Quantity.MAX, Quantity.PERCENT}
    return len(points) == 1 and not (points[0].year or points[0].owner or others)


def _is_level(item: AreaName | str, column: Column) -> bool:
    """Tell whether the words before a figure that stands below no head say that it is a level."""
    return not column.label and isinstance(item, AreaName) and ends_with_level(item.text)


def _as_percent(item: AreaName | str, column: Column) -> Column:
    """Return a column of points as one of percents where the name before a figure says that it is one."""
    named = column.quantity is Quantity.POINTS and isinstance(item, AreaName) and _PERCENT.search(item.text)
    return evolve(column, quantity=Quantity.PERCENT) if named else column


def _may_be_of_one(column: Column, printed: Printed) -> bool:
    """Tell whether a figure in a column of percents may be a share: 0,61 is not printed of 0.61 %.

    Below a head that speaks of shares 1 may be the whole.
    """
    if column.quantity is not Quantity.PERCENT or printed.percent or printed.value <= 0:
        return False
    return printed.value < 1 or (printed.value == 1 and speaks_of_shares(column.label))


def _is_below_zero(column: Column, printed: Printed) -> bool:
    return printed.value < 0 and column.quantity not in {Quantity.CHANGE, None} and not printed.signed


def _quantity(column: Column, printed: Printed) -> Quantity | None:
    if printed.percent and column.quantity in {Quantity.POINTS, Quantity.PERCENT}:
        return Quantity.PERCENT
    if printed.percent:
        return None
    if printed.signed and column.quantity is Quantity.POINTS:
        return Quantity.CHANGE
    return column.quantity
