"""How a result has developed: totals over the years, and the areas by year."""

from collections.abc import Iterator
from fractions import Fraction

from kompass_spec.model import TOTAL, Comparability, Interval, Quantity, Scorecard
from kompass_spec.model.comparison import Movement
from kompass_spec.model.drawings import Development, DevelopmentBreak, DevelopmentMean, DevelopmentPoint
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    Illustration,
    Section,
    SheetCell,
    SheetRow,
    SheetTable,
    Words,
)
from kompass_spec.sheets.contents import ResultContent
from kompass_spec.sheets.result_changes import Years
from kompass_spec.sheets.spoken import Spoken, figure_of
from kompass_spec.wording.shapes import explain_mixed

__all__ = ["development_section", "rule_of_thumb"]

_SHOWN = 6
"""How many years a drawing shows; tables have all of them."""


def development_section(content: ResultContent, years: Years, spoken: Spoken) -> Section | None:
    """Return the totals over the years, ``None`` where there is but one."""
    if not years.shown:
        return None
    say = spoken.wording.say
    first = max(0, years.shown + 1 - _SHOWN)
    columns = range(first, years.shown + 1)
    points = tuple(_point(years, column, spoken) for column in columns)
    development = Development(
        maximum=max(years.cards[column].total.max for column in columns),
        points=points,
        breaks=tuple(_breaks(years, columns, spoken)),
        means=tuple(_means(content, years, columns, spoken)),
    )
    drawing = Illustration(
        drawing=development,
        title=say("Total points over the years"),
        finding=_finding(years, spoken),
        table=_table(years, spoken),
        notes=tuple(_notes(years, columns, spoken)),
    )
    return Section(heading=say("Development"), blocks=(drawing,), anchor="development")


def _total_shown(card: Scorecard, spoken: Spoken) -> str:
    figure = figure_of(card.total)
    if figure is not None:
        return spoken.points(figure)
    return spoken.span(card.total.interval) if card.total.applies else "–"


def _point(years: Years, column: int, spoken: Spoken) -> DevelopmentPoint:
    card = years.cards[column]
    adjusted = _adjusted(years, column)
    return DevelopmentPoint(
        label=spoken.short_year(card.assessment),
        interval=_drawn(card),
        shown=_total_shown(card, spoken),
        edition=years.editions[column],
        is_current=column == years.shown,
        adjusted=adjusted,
        adjusted_shown=f"{spoken.span(adjusted)}*" if adjusted is not None else "",
    )


def _drawn(card: Scorecard) -> Interval:
    """Return where a total is drawn: at the figure that stands for it, else at its bounds."""
    figure = figure_of(card.total)
    return card.total.interval if figure is None else Interval(figure, figure)


def _movement(years: Years, column: int) -> Movement | None:
    row = years.rows.get(TOTAL)
    return row.changes[column - 1] if row is not None and column else None


def _adjusted(years: Years, column: int) -> Interval | None:
    """Return a total by the publisher's rule of thumb on the scale of the edition before, if there is one."""
    movement = _movement(years, column)
    if movement is None or movement.adjusted is None or movement.adjusted.printed is None:
        return None
    if years.editions[column] == years.editions[column - 1]:
        return None
    return movement.adjusted.printed.later


def _breaks(years: Years, columns: range, spoken: Spoken) -> Iterator[DevelopmentBreak]:
    say = spoken.wording.say
    for place, column in enumerate(columns[1:]):
        if years.editions[column] != years.editions[column - 1]:
            rule = rule_of_thumb(years, column)
            is_harder = rule is not None and rule.low is not None and rule.low > 0
            words = say("new version, higher demands") if is_harder else say("new version")
            yield DevelopmentBreak(after=place, words=words)


def rule_of_thumb(years: Years, column: int) -> Comparability | None:
    """Return what the publisher has said of comparing a result's total with the edition before it."""
    card, before = years.cards[column], years.cards[column - 1].assessment.edition
    for statement in (seen for one in years.cards for seen in one.assessment.comparability):
        if (
            statement.edition == card.assessment.edition
            and statement.other in {None, before}
            and statement.item == TOTAL
            and statement.low is not None
            and statement.high is not None
        ):
            return statement
    return None


def _means(content: ResultContent, years: Years, columns: range, spoken: Spoken) -> Iterator[DevelopmentMean]:
    """Yield the means that the reports state, each below its year, and the reference that was asked for."""
    say = spoken.wording.say
    for place, column in enumerate(columns):
        for seen in years.cards[column].assessment.observed(TOTAL, Quantity.REFERENCE):
            yield DevelopmentMean(
                edition=years.editions[column],
                value=seen.value,
                shown=say("mean {points}", points=spoken.points(seen.value)),
                first=place,
                last=place,
            )
    reference = content.reference.of(TOTAL) if content.reference is not None else None
    total = years.cards[years.shown].total
    # A reference is in points of the whole maximum, and cannot stand beside points of a part of it.
    is_whole = total.max == spoken.whole_maximum(total, years.cards[years.shown])
    if reference is not None and is_whole:
        middle = Fraction(round((reference.low + reference.high) / 2))
        yield DevelopmentMean(
            edition=years.editions[years.shown],
            value=middle,
            shown=say("reference {points}", points=spoken.points(middle)),
            first=len(columns) - 1,
            last=len(columns) - 1,
        )


def _finding(years: Years, spoken: Spoken) -> str:
    """Return every total with its year and version, and the ones by a rule of thumb, in a sentence."""
    say = spoken.wording.say
    sentences = []
    for column, card in enumerate(years.cards[: years.shown + 1]):
        values = {
            "points": _total_shown(card, spoken),
            "year": spoken.year(card.assessment),
            "version": spoken.version(card),
        }
        sentences.append(say("{year}: {points} points by {version}.", **values))
        sentences += [
            say("The report states a mean of {points} points.", points=spoken.points(mean.value))
            for mean in card.assessment.observed(TOTAL, Quantity.REFERENCE)
        ]
        adjusted = _adjusted(years, column)
        if adjusted is not None:
            before = spoken.version(years.cards[column - 1])
            sentences.append(
                say(
                    "Roughly {points} points on the scale of {version}, by the publisher’s rule of thumb.",
                    points=spoken.span(adjusted),
                    version=before,
                )
            )
    return " ".join(sentences)


def _notes(years: Years, columns: range, spoken: Spoken) -> Iterator[Words]:
    say = spoken.wording.say
    for column in columns[1:]:
        card = years.cards[column]
        rule = rule_of_thumb(years, column)
        if rule is not None and _adjusted(years, column) is not None:
            points = "–".join(
                dict.fromkeys(spoken.points(end) for end in (rule.low, rule.high) if end is not None)
            )
            yield say(
                "* {publisher}’s rule of thumb: add {points} points to a result by {newer} for a rough"
                " comparison with {older}.",
                publisher=spoken.publisher(card),
                points=points,
                newer=spoken.version(card),
                older=spoken.version(years.cards[column - 1]),
            )
        elif years.editions[column] != years.editions[column - 1]:
            yield say(
                "Points by {newer} and by {older} are not fully comparable, because questions and demands"
                " have changed.",
                newer=spoken.version(card),
                older=spoken.version(years.cards[column - 1]),
            )
    for edition in sorted({years.editions[column] for column in columns}):
        cards = [years.cards[column] for column in columns if years.editions[column] == edition]
        yield from explain_mixed(cards, spoken.edition_of(cards[0]), spoken.wording)
    if any(years.cards[column].assessment.year_inferred for column in columns):
        yield say("† The year is our reading; the report does not state it clearly.")


def _table(years: Years, spoken: Spoken) -> SheetTable:
    say = spoken.wording.say
    has_means = any(_stated_mean(years, column) is not None for column in range(years.shown + 1))
    mean = (Column(head=say("Mean"), fold=1),) if has_means else ()
    return SheetTable(
        name="development",
        caption=say("Total points over the years"),
        columns=(
            Column(head=say("Year"), kind=ColumnKind.WORDS),
            Column(head=say("Version"), kind=ColumnKind.WORDS),
            Column(head=say("Points")),
            Column(head=say("of max")),
            *mean,
            Column(head=say("By the rule of thumb"), fold=1),
        ),
        rows=tuple(
            _table_row(years, column, spoken, has_means=has_means) for column in range(years.shown + 1)
        ),
    )


def _stated_mean(years: Years, column: int) -> Fraction | None:
    """Return the first mean of totals that the report states for a year."""
    seen = years.cards[column].assessment.observed(TOTAL, Quantity.REFERENCE)
    return next((mean.value for mean in seen), None)


def _table_row(years: Years, column: int, spoken: Spoken, *, has_means: bool) -> SheetRow:
    card = years.cards[column]
    adjusted = _adjusted(years, column)
    mean = _stated_mean(years, column)
    none = Gap(words="–")
    means: tuple[SheetCell, ...] = (
        (Figure(shown=spoken.points(mean), quantity=mean) if mean is not None else none,) if has_means else ()
    )
    return SheetRow(
        cells=(
            (spoken.year(card.assessment),),
            (spoken.edition_title(card),),
            total_cell(card, spoken),
            Figure(shown=spoken.points(card.total.max), quantity=card.total.max),
            *means,
            Figure(shown=spoken.span(adjusted)) if adjusted is not None else none,
        )
    )


def total_cell(card: Scorecard, spoken: Spoken) -> SheetCell:
    """Return the cell of a total: the figure that stands for it, else its bounds."""
    figure = figure_of(card.total)
    if figure is not None:
        return Figure(shown=spoken.points(figure), quantity=figure)
    if not card.total.applies:
        return Gap(words=spoken.wording.say("does not apply"))
    return Figure(shown=spoken.span(card.total.interval))
