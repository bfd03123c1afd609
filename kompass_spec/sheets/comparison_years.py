"""The sheet of one organisation over the years: whether it got better, answered honestly."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from kompass_spec.model.comparison import Row, Verdict
from kompass_spec.model.drawings import (
    Development,
    DevelopmentBreak,
    DevelopmentMean,
    DevelopmentPoint,
)
from kompass_spec.model.scorecard import Interval
from kompass_spec.model.sheet import (
    Beside,
    Bullet,
    Bullets,
    Gap,
    Illustration,
    Mark,
    Paragraph,
    Section,
    SheetBlock,
    Tone,
    Words,
)
from kompass_spec.registry.mappings import statements_between
from kompass_spec.sheets.changes import Change, change_of, signed
from kompass_spec.sheets.compared import Compared
from kompass_spec.sheets.comparison_answers import answer
from kompass_spec.sheets.comparison_table import legend, years_table
from kompass_spec.sheets.published import mean_note

__all__ = ["across_sections", "answers_section", "development", "years_section"]


def answers_section(compared: Compared, columns: Sequence[int]) -> tuple[SheetBlock, ...]:
    """Return the answers to whether it got better, beside a drawing of the totals."""
    say = compared.spoken.wording.say
    answers = [block for first, second in pairwise(columns) for block in answer(compared, first, second)]
    if not answers:
        answers = [Paragraph(words=(say("There is only one result, so nothing can be compared."),))]
    left = Section(heading=say("Did it get better?"), blocks=tuple(answers), anchor="better")
    drawing = development(compared, columns, compared.total)
    if drawing is None:
        return (left,)
    maximum = compared.spoken.points(compared.maximum(columns[-1]))
    right = Section(
        heading=say("Total points, of {maximum}", maximum=maximum), blocks=(drawing,), anchor="development"
    )
    return (Beside(columns=((left,), (right,))),)


def years_section(compared: Compared, columns: Sequence[int]) -> Section:
    """Return the table of all areas over the years."""
    heading = compared.spoken.wording.say("Area by area")
    table = years_table(compared, columns, name="areas", caption=heading)
    return Section(heading=heading, blocks=(*legend(table, compared), table), anchor="areas")


def development(
    compared: Compared, columns: Sequence[int], row: Row, *, is_small: bool = False
) -> Illustration | None:
    """Return a drawing of an item over the years, ``None`` where fewer than two results have it."""
    known = [column for column in columns if compared.is_known(row.cells[column])]
    if len(known) < 2:  # noqa: PLR2004 - one dot is no development
        return None
    keys = list(dict.fromkeys(compared.key(column) for column in known))
    points = tuple(_point(compared, row, column, known, keys, is_small=is_small) for column in known)
    means, notes = ((), []) if is_small else _means(compared, known, keys)
    breaks = tuple(
        DevelopmentBreak(after=position, words="" if is_small else _new_version(compared, one, other))
        for position, (one, other) in enumerate(pairwise(known))
        if compared.key(one) != compared.key(other)
    )
    notes = [*_adjusted_notes(compared, points, known), *notes]
    last = row.cells[known[-1]]
    title = compared.item_label(row, columns)
    return Illustration(
        drawing=Development(
            maximum=(last.max if last is not None else None) or Fraction(100),
            points=points,
            breaks=breaks,
            means=means,
            is_small=is_small,
        ),
        title=title,
        finding=_finding(points),
        is_title_shown=is_small,
        notes=tuple(notes),
    )


def _point(
    compared: Compared, row: Row, column: int, known: Sequence[int], keys: Sequence[str], *, is_small: bool
) -> DevelopmentPoint:
    cell = row.cells[column]
    assert cell is not None  # noqa: S101 - only known cells are drawn
    figure = compared.figure(cell)
    interval = Interval(figure, figure) if figure is not None else cell.interval
    adjusted = None if is_small else _adjusted(compared, row, column, known)
    return DevelopmentPoint(
        label=compared.label(column),
        interval=interval,
        shown=compared.shown(cell),
        edition=keys.index(compared.key(column)),
        is_current=column == known[-1],
        adjusted=adjusted,
        adjusted_shown=f"{compared.spoken.span(adjusted)}*" if adjusted is not None else "",
    )


def _adjusted(compared: Compared, row: Row, column: int, known: Sequence[int]) -> Interval | None:
    """Return what a result would be on the scale of the edition before, by a publisher's rule of thumb."""
    position = known.index(column)
    if not position or compared.key(known[position - 1]) == compared.key(column):
        return None
    before = known[position - 1]
    movement = compared.movement(row, before, column)
    cell = row.cells[before]
    if movement is None or movement.adjusted is None or cell is None:
        return None
    printed = movement.adjusted.printed
    if printed is not None:
        return printed.later
    change = movement.adjusted.interval
    low, high = change.low + cell.interval.high, change.high + cell.interval.low
    return Interval(low, high) if low <= high else None


def _adjusted_notes(
    compared: Compared, points: Sequence[DevelopmentPoint], known: Sequence[int]
) -> Iterator[Words]:
    for point, column in zip(points, known, strict=True):
        if point.adjusted is None:
            continue
        before = known[known.index(column) - 1]
        low, high = _rule(compared, before, column)
        say = compared.spoken.wording.say
        sentence = say(
            "* What {points} would be on the older scale, by the rule of thumb of {publisher}",
            points=point.shown,
            publisher=compared.spoken.publisher(compared.cards[column]),
        )
        if low is not None and high is not None:
            added = say(
                "add {low} to {high} points",
                low=compared.spoken.points(low),
                high=compared.spoken.points(high),
            )
            sentence = f"{sentence} ({added})"
        yield f"{sentence}."


def _rule(compared: Compared, before: int, column: int) -> tuple[Fraction | None, Fraction | None]:
    registry = compared.registry
    keys = compared.key(before), compared.key(column)
    if all(key in registry for key in keys):
        newer = compared.cards[column].assessment.edition
        for statement in statements_between(*keys, registry):
            if statement.low is not None and statement.edition == newer:
                return statement.low, statement.high
    return None, None


def _new_version(compared: Compared, one: int, other: int) -> str:
    say = compared.spoken.wording.say
    low, _ = _rule(compared, one, other)
    if low is not None and low > 0:
        return say("new version, higher demands")
    return say("new version")


def _means(
    compared: Compared, known: Sequence[int], keys: Sequence[str]
) -> tuple[tuple[DevelopmentMean, ...], list[Words]]:
    means: list[DevelopmentMean] = []
    notes: list[Words] = []
    for number, key in enumerate(keys):
        positions = [position for position, column in enumerate(known) if compared.key(column) == key]
        found = compared.mean_on([known[position] for position in positions])
        if found is None:
            continue
        cited, value = found
        shown = compared.spoken.wording.say("mean {points}", points=compared.spoken.points(value))
        means.append(
            DevelopmentMean(edition=number, value=value, shown=shown, first=positions[0], last=positions[-1])
        )
        notes.append(mean_note(cited, value, compared.spoken))
    return tuple(means), notes


def _finding(points: Sequence[DevelopmentPoint]) -> str:
    return ", ".join(f"{point.label}: {point.shown}" for point in points)


def across_sections(compared: Compared, columns: Sequence[int]) -> Iterator[Section]:
    """Yield what can be said of the areas across every new edition: higher, lower, or neither."""
    for first, second in pairwise(columns):
        if compared.key(first) == compared.key(second):
            continue
        groups = _groups(compared, first, second)
        blocks = [
            _group(compared, kind, groups[kind], first, second)
            for kind in (Mark.RISE, Mark.RISE_IF, Mark.ALIKE, Mark.FALL, Mark.FALL_IF, Mark.OPEN)
            if groups.get(kind)
        ]
        if blocks:
            yield Section(
                heading=compared.spoken.wording.say(
                    "What can be said of {years}?",
                    years=f"{compared.year(first)}–{compared.year(second)}",
                ),
                blocks=(Beside(columns=tuple((block,) for block in blocks)),),
                anchor=f"across-{columns.index(second)}",
            )


def _groups(compared: Compared, first: int, second: int) -> dict[Mark, list[tuple[Row, Change]]]:
    groups: dict[Mark, list[tuple[Row, Change]]] = {}
    for row in compared.areas:
        movement = compared.movement(row, first, second)
        if movement is None or isinstance(compared.cell(row, second), Gap):
            continue
        change = change_of(movement, is_one_scale=False)
        groups.setdefault(change.mark, []).append((row, change))
    for changes in groups.values():
        changes.sort(key=lambda found: -abs(_middle(found[1])))
    return groups


def _middle(change: Change) -> Fraction:
    return change.interval.low + change.interval.high if change.interval is not None else Fraction(0)


def _group(
    compared: Compared, kind: Mark, found: Sequence[tuple[Row, Change]], first: int, second: int
) -> Section:
    say = compared.spoken.wording.say
    heads = {
        Mark.RISE: (say("Higher"), say("proved")),
        Mark.FALL: (say("Lower"), say("proved")),
        Mark.RISE_IF: (say("Higher, with reservations"), say("if the areas are comparable")),
        Mark.FALL_IF: (say("Lower, with reservations"), say("if the areas are comparable")),
        Mark.ALIKE: (say("Cannot be told apart"), say("the difference lies within the rounding")),
        Mark.OPEN: (say("Cannot be said"), say("no area of the other version is comparable")),
    }
    heading, condition = heads[kind]
    bullets = tuple(
        Bullet(words=_said(compared, row, change, (first, second)), mark=kind) for row, change in found
    )
    changed = _changed_most(compared, first, second) if kind is Mark.FALL_IF else ""
    condition = f"{condition}; {changed}" if changed else condition
    return Section(
        heading=heading,
        level=3,
        blocks=(Paragraph(words=(condition,), tone=Tone.QUIET), Bullets(bullets=bullets)),
    )


def _said(compared: Compared, row: Row, change: Change, columns: tuple[int, int]) -> tuple[Words, ...]:
    words = compared.item_words(row, columns)
    if change.verdict is Verdict.CANNOT_BE_TOLD_APART:
        shown = [compared.shown(cell) for column in columns if (cell := row.cells[column]) is not None]
        both = compared.spoken.wording.say("{earlier} and {later}", earlier=shown[0], later=shown[-1])
        return (*words, f": {both}")
    if change.interval is None:
        return words
    return (*words, f": {signed(change.interval, compared.spoken)}")


def _changed_most(compared: Compared, first: int, second: int) -> str:
    """Say which areas a publisher names as changed most by the newer of two editions."""
    keys = compared.key(first), compared.key(second)
    newer = compared.cards[second].assessment.edition
    if not all(key in compared.registry for key in keys):
        return ""
    for statement in statements_between(*keys, compared.registry):
        if statement.areas and statement.edition == newer:
            areas = compared.spoken.areas(statement.areas)
            return compared.spoken.wording.say("what is asked changed most in {areas}", areas=areas)
    return ""
