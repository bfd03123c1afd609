"""Account for every number of a report: what is read, what a warning names, what a rule leaves out, the rest.

What is left when all readers are done is named in warnings, so that no number is lost in silence.
"""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import final

from attrs import define, evolve, field

from kompass_import_report.collector import joined_lines
from kompass_import_report.left_out import left_out
from kompass_import_report.lines import Line
from kompass_import_report.printed_numbers import PrintedNumber, printed_numbers, words_around
from kompass_spec import Problem

__all__ = ["Account"]

_FIGURE_CODES = frozenset({
    "unplaced-figures", "unplaced-table", "unread-figure", "unclear-figure", "unclear-table", "unknown-area",
    "unknown-column", "unknown-item", "unknown-level", "other-question", "no-figures", "printed-twice",
    "points-without-area", "finding-without-area", "finding-without-title", "findings-in-table",
    "differs-from-table", "other-organisation",
})  # fmt: skip
"""The codes of warnings that say of figures that they are not read, or how."""

_LINES = re.compile(
    r"\blines?\s(\d{1,9}(?:,\s\d{1,9})*(?:\sand\s\d{1,9})?)|\blines\s(\d{1,9})\sto\s(\d{1,9})", re.IGNORECASE
)
_SPOTS = re.compile("\x00[^\x00\x01]*\x01")
"""A place in a document without lines, as it stands in a sentence."""

_LINES_BEFORE = 7
"""The number of lines on which a code may stand that belongs to a figure, one cell to a line."""
_MOST_LINES = 10_000
_MOST_ALONE = 6
"""The number of lines with numbers left above which lines that follow one another are named together."""
_MOST_TOGETHER = 40
"""The number of numbers in one warning."""
_MOST_WORDS = 6
"""The number of passages that a warning of one line quotes."""


@final
@define
class Account:
    """Hold the numbers of every line that nothing has accounted for yet."""

    _open: dict[int, list[PrintedNumber]] = field(factory=dict)
    _texts: dict[int, str] = field(factory=dict)

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Account":
        """Return the account of all lines but those of pages and contents, whose numbers are of pages."""
        account = cls()
        for line in lines:
            if line.empty:
                continue
            numbers = printed_numbers(line.text)
            if numbers:
                account._open[line.number] = numbers
                account._texts[line.number] = line.text
        return account

    def read(self, line: int | None, value: Fraction) -> bool:
        """Account for a figure that was read on a line; tell whether the line prints it.

        Of equal numbers the last is it: a figure stands behind the code of its item.
        """
        numbers = self._open.get(line or 0, [])
        for index in reversed(range(len(numbers))):
            if numbers[index].value == abs(value):
                del numbers[index]
                return True
        return False

    def code(self, line: int, code: str) -> None:
        """Account for the code of an item that is printed on a line, or on one right before it."""
        for number in range(line, line - _LINES_BEFORE, -1):
            numbers = self._open.get(number, [])
            for index, printed in enumerate(numbers):
                if printed.text == code:
                    del numbers[index]
                    return

    def scale_of(self, line: int | None) -> None:
        """Account for the highest level that is printed behind a level, such as ``2 av 3``."""
        numbers = self._open.get(line or 0, [])
        text = self._texts.get(line or 0, "")
        numbers[:] = [
            number
            for number in numbers
            if not text[: number.start].rstrip().endswith(("/", " av", " of", " af"))
        ]

    def kept(self, line: int | None, text: str) -> None:
        """Account for the numbers of words that are kept as printed, from a line on."""
        wanted = [number.text for number in printed_numbers(text)]
        number = line or 0
        last = number + len(text) // 20 + 3
        while wanted and number <= last:
            numbers = self._open.get(number, [])
            for printed in list(numbers):
                if printed.text in wanted:
                    wanted.remove(printed.text)
                    numbers.remove(printed)
            number += 1

    def settled(self, warnings: Sequence[Problem]) -> list[Problem]:
        """Return the warnings, those of figures with the numbers that they are about, and of all others."""
        self._leave_out()
        settled = [self._named(warning) for warning in warnings]
        return [*settled, *self._rest()]

    def _leave_out(self) -> None:
        """Leave out what a rule does; a place of a rule holds its numbers whole."""
        for line, numbers in self._open.items():
            text = self._texts[line]
            numbers[:] = [number for number in numbers if left_out(text, number.start, number.end) is None]

    def _named(self, warning: Problem) -> Problem:
        """Return a warning of figures with the numbers of its lines that it does not name itself."""
        if warning.code not in _FIGURE_CODES:
            return warning
        said = {number.text for number in printed_numbers(_LINES.sub("", _SPOTS.sub("", warning.message)))}
        missing: list[str] = []
        for line in _lines_of(warning):
            numbers = self._open.pop(line, [])
            missing.extend(number.text for number in numbers if number.text not in said)
        if not missing:
            return warning
        return evolve(warning, message=f"{warning.message} Printed there: {', '.join(missing)}.")

    # What is left

    def _rest(self) -> list[Problem]:
        left = {line: numbers for line, numbers in sorted(self._open.items()) if numbers}
        if len(left) <= _MOST_ALONE:
            return [self._of_line(line, numbers) for line, numbers in left.items()]
        return [self._of_lines(group) for group in _groups(left)]

    def _of_line(self, line: int, numbers: list[PrintedNumber]) -> Problem:
        text = self._texts[line]
        passages: list[str] = []
        end = -1
        for index, number in enumerate(numbers):
            if number.start < end:
                continue
            if len(passages) == _MOST_WORDS:
                break
            for other in numbers[index : index + _MOST_TOGETHER + 1]:
                if other.start - number.start <= _MOST_TOGETHER:
                    end = other.end
            passages.append(f"'{words_around(text, number.start, end)}'")
        printed = ", ".join(number.text for number in numbers[:_MOST_TOGETHER])
        more = numbers[_MOST_TOGETHER:]
        others = f"; and {', '.join(number.text for number in more)}" if more else ""
        several = len(numbers) > 1
        left = (
            "so they are not read. If they are scores, put them in a table with a head."
            if several
            else "so it is not read. If it is a score, put it in a table with a head."
        )
        sentence = (
            f"This line prints {printed}{others} ({'; '.join(passages)}), and it does not say"
            f" for certain of what, {left}"
        )
        return Problem("unplaced-figures", sentence, line=line)

    def _of_lines(self, group: list[int]) -> Problem:
        if len(group) == 1:
            return self._of_line(group[0], self._open[group[0]])
        printed = [number.text for line in group for number in self._open[line]]
        where = joined_lines(group)
        sentence = (
            f"On {where} stand {', '.join(printed)}, and it is not said for certain of what, so they are not"
            " read. If they are scores, put them in a table with a head."
        )
        return Problem("unplaced-figures", sentence, line=group[0])


def _lines_of(warning: Problem) -> list[int]:
    """Return the lines that a warning is about: its own, and those that its words name."""
    lines = [warning.line] if warning.line else []
    for listed, first, last in _LINES.findall(warning.message):
        if first:
            begin, end = int(first), int(last)
            lines.extend(range(begin, min(end, begin + _MOST_LINES) + 1))
        else:
            lines.extend(int(number) for number in re.findall(r"\d+", listed))
    return list(dict.fromkeys(lines))


def _groups(left: dict[int, list[PrintedNumber]]) -> Iterable[list[int]]:
    """Yield the lines that follow one another, or nearly, as many as one warning may name."""
    group: list[int] = []
    count = 0
    for line, numbers in left.items():
        if group and (line > group[-1] + 2 or count + len(numbers) > _MOST_TOGETHER):
            yield group
            group, count = [], 0
        group.append(line)
        count += len(numbers)
    if group:
        yield group
