"""The sheet of several organisations: side by side on each edition, against one of them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kompass_spec.model import Interval
from kompass_spec.model.comparison import Row
from kompass_spec.model.drawings import HeatMap, HeatRow, RankedDot, RankedDots
from kompass_spec.model.sheet import (
    Beside,
    Column,
    ColumnKind,
    Gap,
    Illustration,
    Section,
    SheetBlock,
    SheetCell,
    SheetRow,
    SheetTable,
    Words,
)
from kompass_spec.sheets.compared import Compared, Version
from kompass_spec.sheets.comparison_answers import answer
from kompass_spec.sheets.comparison_table import change_cell, legend
from kompass_spec.sheets.comparison_years import development
from kompass_spec.sheets.published import mean_note

__all__ = ["MOST_BESIDE", "developments", "ranked", "version_sections"]

MOST_BESIDE = 5
"""Up to how many results have columns of their own, with differences; more stand in rows."""


def version_sections(compared: Compared, version: Version) -> Iterator[SheetBlock]:
    """Yield the totals on an edition as ranked dots, and its areas as a table or a heat map."""
    say = compared.spoken.wording.say
    columns = ranked(compared, version.columns)
    name = compared.version_name(columns[0])
    several = len(compared.versions) > 1
    number = compared.versions.index(version)
    totals = _totals(compared, columns)
    maximum = compared.spoken.points(max(compared.maximum(column) for column in columns))
    if totals is not None:
        heading = (
            say("Total points by {version}, of {maximum}", version=name, maximum=maximum)
            if several
            else say("Total points, of {maximum}", maximum=maximum)
        )
        yield Section(heading=heading, blocks=(totals,), anchor=f"totals-{number}")
    reference = compared.reference_on(columns)
    if len(columns) > MOST_BESIDE:
        if any(compared.is_known(row.cells[column]) for row in compared.areas for column in columns):
            yield _map_section(compared, columns, number, name if several else None)
        return
    if reference is not None and len(columns) > 1:
        heading = say(
            "Area by area, compared with {reference}", reference=compared.label(reference, is_named=True)
        )
    elif several:
        heading = say("Area by area, by {version}", version=name)
    else:
        heading = say("Area by area")
    table = _table(compared, columns, reference, name=f"areas-{number}", caption=heading)
    marks = legend(table, compared, compared.name(reference)) if reference is not None else ()
    yield Section(heading=heading, blocks=(*marks, table), anchor=f"areas-{number}")


def ranked(compared: Compared, columns: Sequence[int]) -> tuple[int, ...]:
    """Return columns by their totals, the likely highest first; those without one last, by name."""

    def key(column: int) -> tuple[object, ...]:
        cell = compared.total.cells[column]
        name = (compared.name(column), compared.cards[column].assessment.year or 0)
        if cell is None or not compared.is_known(cell):
            return (1, Fraction(0), *name)
        return (0, -(cell.interval.low + cell.interval.high), *name)

    return tuple(sorted(columns, key=key))


def _totals(compared: Compared, columns: Sequence[int]) -> Illustration | None:
    reference = compared.reference_on(columns)
    rows = [
        RankedDot(
            label=compared.name(column),
            note=compared.label(column),
            interval=cell.interval,
            shown=compared.shown(cell),
            is_current=column == reference,
        )
        for column in columns
        if (cell := compared.total.cells[column]) is not None and compared.is_known(cell)
    ]
    if not rows:
        return None
    found = compared.mean_on(columns)
    notes: list[Words] = [] if found is None else [mean_note(*found, compared.spoken)]
    unknown = [
        compared.label(column, is_named=True)
        for column in columns
        if not compared.is_known(compared.total.cells[column])
    ]
    if unknown:
        sentence = compared.spoken.wording.say(
            "No total is published of {names}.", names=compared.spoken.listed(unknown)
        )
        notes.append(sentence)
    return Illustration(
        drawing=RankedDots(
            maximum=max(compared.maximum(column) for column in columns),
            rows=tuple(rows),
            reference=Interval(found[1], found[1]) if found is not None else None,
            reference_label=(
                compared.spoken.wording.say("mean {points}", points=compared.spoken.points(found[1]))
                if found is not None
                else ""
            ),
        ),
        title=compared.spoken.wording.say("Total points"),
        finding=", ".join(f"{row.label} {row.note}: {row.shown}" for row in rows),
        notes=tuple(notes),
    )


def _table(
    compared: Compared, columns: Sequence[int], reference: int | None, *, name: str, caption: str
) -> SheetTable:
    say = compared.spoken.wording.say
    against = [column for column in columns if reference is not None and column != reference]
    heads = [Column(head=say("Area"), kind=ColumnKind.WORDS)]
    for column in columns:
        heads.append(Column(head=compared.label(column, is_named=True)))
        if column in against:
            heads.append(Column(head=say("difference")))
    rows = []
    for row in compared.comparison.rows:
        cells: list[SheetCell] = [compared.item_words(row, columns)]
        for column in columns:
            cells.append(compared.cell(row, column))
            if column in against and reference is not None:
                cells.append(change_cell(compared, row, reference, column))
        rows.append(SheetRow(cells=tuple(cells), depth=row.item.count("."), is_strong=row is compared.total))
    return SheetTable(
        name=name,
        caption=caption,
        columns=tuple(heads),
        rows=tuple(rows),
    )


def _map_section(compared: Compared, columns: Sequence[int], number: int, version: str | None) -> Section:
    say = compared.spoken.wording.say
    shown = [
        column for column in columns if any(compared.is_known(row.cells[column]) for row in compared.areas)
    ]
    without = [compared.label(column, is_named=True) for column in columns if column not in shown]
    heading = say("Areas by organisation") if version is None else say("Areas by {version}", version=version)
    reference = compared.reference_on(columns)
    labels = tuple(compared.item_label(row, columns) for row in compared.areas)
    drawing = HeatMap(
        heads=labels,
        rows=tuple(
            HeatRow(
                label=compared.label(column, is_named=True),
                cells=tuple(_heat(compared, row, column) for row in compared.areas),
                is_current=column == reference,
            )
            for column in shown
        ),
    )
    table = SheetTable(
        name=f"areas-{number}",
        caption=heading,
        columns=(
            Column(head=say("Organisation"), kind=ColumnKind.WORDS),
            Column(head=compared.item_label(compared.total, columns)),
            *(Column(head=label, fold=1) for label in labels),
        ),
        rows=tuple(
            SheetRow(
                cells=(
                    (compared.label(column, is_named=True),),
                    compared.cell(compared.total, column),
                    *(compared.cell(row, column) for row in compared.areas),
                ),
                is_strong=column == reference,
            )
            for column in columns
        ),
    )
    return Section(
        heading=heading,
        blocks=(
            Illustration(
                drawing=drawing,
                title=heading,
                finding=_extremes(drawing, compared),
                table=table,
                notes=(
                    (say("No area is published of {names}.", names=compared.spoken.listed(without)),)
                    if without
                    else ()
                ),
            ),
        ),
        anchor=f"areas-{number}",
    )


def _extremes(drawing: HeatMap, compared: Compared) -> str:
    """Return in a sentence which field has the highest share of its maximum, and which the lowest."""
    say = compared.spoken.wording.say
    known = [
        (interval.low + interval.high, f"{row.label}, {head} ({shown})")
        for row in drawing.rows
        for head, (interval, shown) in zip(drawing.heads, row.cells, strict=True)
        if interval is not None
    ]
    if len(known) < 2:  # noqa: PLR2004 - nothing to compare
        return say("The table has every figure.")
    highest, lowest = (end(known, key=lambda field: field[0])[1] for end in (max, min))
    return say("Most points: {highest}. Fewest points: {lowest}.", highest=highest, lowest=lowest)


def _heat(compared: Compared, row: Row, column: int) -> tuple[Interval | None, str]:
    cell = row.cells[column]
    if cell is None or not compared.is_known(cell) or not cell.max:
        shown = compared.cell(row, column)
        return None, shown.words if isinstance(shown, Gap) else shown.shown
    figure = compared.figure(cell)
    held = Interval(figure, figure) if figure is not None else cell.interval
    return Interval(
        max(held.low / cell.max, Fraction(0)), min(held.high / cell.max, Fraction(1))
    ), compared.shown(cell)


def developments(compared: Compared) -> Section | None:
    """Return what is to be said of every organisation that has several results, ``None`` without one."""
    say = compared.spoken.wording.say
    blocks: list[SheetBlock] = []
    for number, columns in enumerate(compared.organisations):
        if len(columns) < 2:  # noqa: PLR2004 - one result is no development
            continue
        answers = [block for first, second in pairwise(columns) for block in answer(compared, first, second)]
        drawing = development(compared, columns, compared.total)
        content: tuple[SheetBlock, ...] = tuple(answers)
        if drawing is not None:
            content = (Beside(columns=(tuple(answers), (drawing,))),)
        name = compared.spoken.organisation(compared.cards[columns[-1]].assessment)
        blocks.append(Section(heading=name, level=3, blocks=content, anchor=f"development-{number}"))
    if not blocks:
        return None
    return Section(heading=say("Did it get better?"), blocks=tuple(blocks), anchor="better")
