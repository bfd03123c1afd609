"""The table of one organisation's results over the years, which breaks where the edition changes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kompass_spec.model.comparison import Row, Verdict
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    Mark,
    SheetCell,
    SheetRow,
    SheetTable,
    Words,
)
from kompass_spec.sheets.changes import change_of, figure_of_change
from kompass_spec.sheets.compared import Compared

__all__ = ["change_cell", "exact_table", "years_table"]

_ALWAYS = 2
"""How many of the newest results keep their columns where room is short."""


def years_table(compared: Compared, columns: Sequence[int], *, name: str, caption: str) -> SheetTable:
    """Return a table of results over the years, with the change from each to the next."""
    rows = [
        SheetRow(
            cells=((compared.item_words(row, columns)), *_cells(compared, row, columns)),
            depth=row.item.count("."),
            is_strong=row is compared.total,
        )
        for row in compared.comparison.rows
    ]
    return SheetTable(
        name=name,
        caption=caption,
        columns=tuple(_columns(compared, columns)),
        rows=tuple(rows),
        notes=tuple(_notes(compared, columns)),
    )


def _columns(compared: Compared, columns: Sequence[int]) -> Iterator[Column]:
    say = compared.spoken.wording.say
    yield Column(head=say("Area"), kind=ColumnKind.WORDS)
    several = len({compared.key(column) for column in columns}) > 1
    for position, column in enumerate(columns):
        before = columns[position - 1] if position else None
        is_break = before is not None and compared.key(before) != compared.key(column)
        group = compared.heads_version(column) if several else None
        fold = max(len(columns) - position - _ALWAYS, 0)
        yield Column(head=compared.label(column), group=group, is_break=is_break, fold=fold)
        if before is not None:
            head = (
                say("against {year}", year=compared.label(before))
                if is_break or position - 1 != 0
                else say("change")
            )
            yield Column(head=head, group=group, fold=fold)


def _cells(compared: Compared, row: Row, columns: Sequence[int]) -> Iterator[SheetCell]:
    for position, column in enumerate(columns):
        yield compared.cell(row, column)
        if position:
            yield change_cell(compared, row, columns[position - 1], column)


def change_cell(compared: Compared, row: Row, first: int, second: int) -> Figure | Gap:
    """Return the change of an item from one column to another, with a mark, or why there is none."""
    say = compared.spoken.wording.say
    movement = compared.movement(row, first, second)
    if movement is None:
        return Gap(words=say("cannot be compared"))
    across = compared.key(first) != compared.key(second)
    if across and row is compared.total and movement.verdict is Verdict.NOT_COMPARABLE:
        # What is said of it depends on the ground, and stands above in words.
        return Gap(words=say("different versions"))
    change = change_of(movement, is_one_scale=compared.is_one_scale(row, first, second))
    figure = figure_of_change(change, compared.spoken)
    if figure is not None:
        return figure
    if any(compared.cell(row, column).__class__ is Gap for column in (first, second)):
        return Gap(words="–")
    return Gap(words=say("cannot be compared"))


def _notes(compared: Compared, columns: Sequence[int]) -> Iterator[Words]:
    say = compared.spoken.wording.say
    marks = {
        cell.mark
        for row in compared.comparison.rows
        for first, second in pairwise(columns)
        if isinstance(cell := change_cell(compared, row, first, second), Figure)
    }
    yield from legend(compared, marks)
    if marks:
        yield say(
            "Differences are between the figures as they stand. Each is rounded, so a difference can be up to"
            " a point greater or smaller; ▲ and ▼ stand only where that does not change the direction."
        )
    if any(compared.is_odd(row, column) for row in compared.comparison.rows for column in columns):
        yield say("‡ Other figures in the report contradict this one.")
    yield from renamed(compared, columns)
    yield from inferred_years(compared, columns)


def legend(compared: Compared, marks: "set[Mark | None]") -> Iterator[str]:
    """Yield what the marks of change mean that are used."""
    say = compared.spoken.wording.say
    if marks & {Mark.RISE, Mark.FALL}:
        yield say("▲ ▼ proved change, same version")
    if marks & {Mark.RISE_IF, Mark.FALL_IF}:
        yield say("△ ▽ if the areas are comparable between the versions")
    if Mark.ALIKE in marks:
        yield say("≈ cannot be told apart")


def renamed(compared: Compared, columns: Sequence[int]) -> Iterator[Words]:
    """Yield which areas had other names or numbers in earlier editions."""
    say = compared.spoken.wording.say
    newest = columns[-1:]
    for row in compared.areas:
        now = compared.item_label(row, newest, at_most=120)
        seen = {now}
        for column in reversed(columns[:-1]):
            cell = row.cells[column]
            if cell is None or row.cells[newest[0]] is None:
                continue
            then = compared.item_label(row, (column,), at_most=120)
            if then.replace("-", "–") not in {name.replace("-", "–") for name in seen}:
                seen.add(then)
                yield say(
                    "“{now}” is called “{then}” in {version}.",
                    now=now,
                    then=then,
                    version=compared.version_name(column),
                )


def inferred_years(compared: Compared, columns: Sequence[int]) -> Iterator[Words]:
    """Yield which years were concluded, and from what."""
    say = compared.spoken.wording.say
    for column in columns:
        assessment = compared.cards[column].assessment
        if assessment.year_inferred and assessment.year is not None:
            yield say("† The year {year} is our reading.", year=assessment.year)
            reason = compared.spoken.year_reason(assessment)
            if reason is not None:
                yield reason


def exact_table(
    compared: Compared, columns: Sequence[int], *, is_named: bool = False, number: int = 0
) -> SheetTable:
    """Return the bounds of every item before rounding, in points with three decimals."""
    spoken = compared.spoken
    rows = []
    for row in compared.comparison.rows:
        cells: list[SheetCell] = [compared.item_words(row, columns)]
        for column in columns:
            cell = row.cells[column]
            if cell is None or not compared.is_known(cell):
                cells.append(Gap(words="–"))
            else:
                cells.append(Figure(shown=spoken.wording.interval(cell.interval)))
        rows.append(SheetRow(cells=tuple(cells), depth=row.item.count("."), is_strong=row is compared.total))
    return SheetTable(
        name=f"bounds-{number}",
        caption=spoken.wording.say("Possible range of every result before rounding"),
        columns=(
            Column(head=spoken.wording.say("Area"), kind=ColumnKind.WORDS),
            *(Column(head=compared.label(column, is_named=is_named)) for column in columns),
        ),
        rows=tuple(rows),
        is_caption_shown=True,
        notes=(
            spoken.wording.say(
                "Figures in reports are rounded. The range shows where the result before rounding lies, if"
                " all figures are right."
            ),
        ),
    )
