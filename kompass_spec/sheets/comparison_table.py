"""The table of one organisation's results over the years, which breaks where the edition changes."""

from collections.abc import Iterator, Sequence

from kompass_spec.model.comparison import Cell, Row, Verdict
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    Mark,
    Paragraph,
    SheetCell,
    SheetRow,
    SheetTable,
    Tone,
    Words,
)
from kompass_spec.sheets.changes import change_of, figure_of_change
from kompass_spec.sheets.compared import Compared
from kompass_spec.sheets.spoken import Spoken

__all__ = ["bounds_table", "change_cell", "inferred_years", "legend", "years_table"]

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
            head = say("change")
            if compared.is_merged(before, column):
                head = say("difference")
            elif is_break or position > 1:
                head = say("against {year}", year=compared.label(before))
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


def _marks_in(table: SheetTable) -> frozenset[Mark]:
    """Return the marks that stand in a table."""
    cells = (cell for row in table.rows for cell in row.cells)
    return frozenset(cell.mark for cell in cells if isinstance(cell, Figure) and cell.mark is not None)


def legend(table: SheetTable, compared: Compared, reference: str | None = None) -> tuple[Paragraph, ...]:
    """Return what the marks in a table mean, which compares with the ``reference`` if there is one."""
    say, marks = compared.spoken.wording.say, _marks_in(table)
    words = []
    if marks & {Mark.RISE, Mark.FALL}:
        words.append(
            say("▲ ▼ proved change")
            if reference is None
            else say("▲ ▼ higher or lower than {name} for certain", name=reference)
        )
    if marks & {Mark.RISE_IF, Mark.FALL_IF}:
        words.append(say("△ ▽ if the areas are comparable between the versions"))
    if Mark.ALIKE in marks:
        words.append(say("≈ cannot be told apart"))
    return (Paragraph(words=(" · ".join(words),), tone=Tone.QUIET),) if words else ()


def _notes(compared: Compared, columns: Sequence[int]) -> Iterator[Words]:
    say = compared.spoken.wording.say
    if len(columns) > 1:
        yield say(
            "Differences are between the figures as they stand. Each is rounded, so a difference can be up to"
            " a point greater or smaller; ▲ and ▼ stand only where that does not change the direction."
        )
    if any(compared.is_odd(row, column) for row in compared.comparison.rows for column in columns):
        is_answered = all(card.assessment.is_answered for card in compared.cards)
        yield (
            say("‡ Other figures of the same result contradict this one.")
            if is_answered
            else say("‡ Other figures in the report contradict this one.")
        )
    yield from renamed(compared, columns)
    yield from inferred_years(compared, columns)


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
            # What an importer says in one language alone stands on the page of the result.
            if isinstance(reason, str):
                yield reason


def bounds_table(
    compared: Compared, columns: Sequence[int], *, name: str, is_named: bool = False
) -> SheetTable:
    """Return the bounds of every item before rounding, in points with three decimals."""
    spoken = compared.spoken
    several = len({compared.key(column) for column in columns}) > 1
    rows = [
        SheetRow(
            cells=(
                compared.item_words(row, columns),
                *(_bounds(compared, row.cells[column], spoken) for column in columns),
            ),
            depth=row.item.count("."),
            is_strong=row is compared.total,
        )
        for row in compared.comparison.rows
    ]
    heads = [
        Column(
            head=compared.label(column, is_named=is_named),
            group=compared.heads_version(column) if several else None,
            is_break=position > 0 and compared.key(columns[position - 1]) != compared.key(column),
            fold=max(len(columns) - position - _ALWAYS, 0),
        )
        for position, column in enumerate(columns)
    ]
    return SheetTable(
        name=name,
        caption=spoken.wording.say("Possible range of every result before rounding"),
        columns=(Column(head=spoken.wording.say("Area"), kind=ColumnKind.WORDS), *heads),
        rows=tuple(rows),
        is_caption_shown=True,
    )


def _bounds(compared: Compared, cell: Cell | None, spoken: Spoken) -> SheetCell:
    if cell is None or not compared.is_known(cell):
        return Gap(words="–")
    return Figure(shown=spoken.wording.interval(cell.interval))
