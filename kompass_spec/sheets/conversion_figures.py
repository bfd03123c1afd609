"""The figures of a conversion: proved, assumed and adjusted apart, and what costs the most certainty."""

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple, final

from kompass_spec.model.assessment import TOTAL
from kompass_spec.model.conversion import Basis, Conversion, Converted
from kompass_spec.model.scorecard import Interval
from kompass_spec.model.sheet import (
    Column,
    ColumnKind,
    Figure,
    Gap,
    Section,
    SheetCell,
    SheetRow,
    SheetTable,
    Tile,
    Tiles,
    Words,
)
from kompass_spec.sheets.passages import coded
from kompass_spec.wording.mappings import describe_relation
from kompass_spec.wording.wording import Wording, message

__all__ = ["certainty_table", "figures_table", "shown_interval", "tiles_of", "told_figures"]

_SHOWN_LINKS = 5


_BY_RULE = {
    (False, True): message(
        "by the publisher’s rule of thumb on the sum of the report’s figures; {exact} before rounding"
    ),
    (False, False): message(
        "by the publisher’s rule of thumb on the report’s total; {exact} before rounding"
    ),
    (True, True): message(
        "by the publisher’s rule of thumb on the sum of the figures; {exact} before rounding"
    ),
    (True, False): message("by the publisher’s rule of thumb on the total; {exact} before rounding"),
}
"""What a rule of thumb was applied to: by whether the figures are answers, and whether they are a sum."""


def shown_interval(interval: Interval, wording: Wording) -> str:
    """Return an interval to one decimal, rounded outwards so that it still holds the truth.

    >>> from kompass_spec.wording.wording import wording_for
    >>> shown_interval(Interval("73.55", "74.5"), wording_for("en"))
    '73.5–74.5'
    """
    low, high = math.floor(interval.low * 10), math.ceil(interval.high * 10)
    return wording.interval(Interval(Fraction(low, 10), Fraction(high, 10)))


def told_figures(conversion: Conversion, wording: Wording) -> str:
    """Return what is proved, assumed and adjusted of the total in one line, for a summary."""
    tiles = tiles_of(conversion, wording).tiles
    maximum = wording.say("of {maximum} points", maximum=wording.number(conversion.total.max))
    return f"{', '.join(f'{tile.label.lower()} {tile.figure}' for tile in tiles)} {maximum}"


def tiles_of(conversion: Conversion, wording: Wording) -> Tiles:
    """Return what is proved, assumed and adjusted of the total, each in a tile of its own."""
    say = wording.say
    total = conversion.total
    maximum = say("of {maximum} points", maximum=wording.number(total.max))
    tiles = [
        Tile(
            label=say("Proved"),
            figure=shown_interval(total.interval, wording),
            note=f"{maximum}; {_basis(total, wording)}",
        )
    ]
    if total.assumed is not None:
        tiles.append(
            Tile(
                label=say("Assumed"),
                figure=shown_interval(total.assumed.interval, wording),
                note=say("if what is judged comparable is"),
            )
        )
    adjusted = total.adjusted
    if adjusted is not None:
        shown, note = adjusted.interval, say("by the publisher’s rule of thumb")
        if adjusted.printed is not None:
            exact = shown_interval(adjusted.interval, wording)
            shown = adjusted.printed
            is_answered = conversion.scorecard.assessment.is_answered
            note = say(_BY_RULE[is_answered, adjusted.printed_sum], exact=exact)
        tiles.append(Tile(label=say("Adjusted"), figure=shown_interval(shown, wording), note=note))
    return Tiles(tiles=tuple(tiles))


def _basis(item: Converted, wording: Wording) -> str:
    """Return how sure a converted item is, in a few words."""
    words = {
        Basis.EXACT: message("no certainty lost"),
        Basis.BOUNDED: message("within bounds"),
        Basis.UNKNOWN: message("nothing is proved"),
    }
    return wording.say(words[item.basis])


def figures_table(conversion: Conversion, name: str, wording: Wording) -> SheetTable:
    """Return the areas and the total with their figures; what no item has gets no column.

    ``name`` is that of the table.
    """
    say = wording.say
    items = (*conversion.areas, conversion.total)
    columns = [
        (Column(head=say("Area"), kind=ColumnKind.WORDS), _Cells(conversion, wording).item),
        *_further(conversion, wording),
    ]
    has_proved = _has_proved(conversion)
    return SheetTable(
        name=name,
        caption=say("What the result says of each area"),
        columns=tuple(column for column, _ in columns),
        rows=tuple(
            SheetRow(cells=tuple(cell(item) for _, cell in columns), is_strong=item.code == TOTAL)
            for item in items
        ),
        notes=() if has_proved else (say("Nothing is proved of any area."),),
    )


def _has_proved(conversion: Conversion) -> bool:
    return any(item.basis is not Basis.UNKNOWN for item in (*conversion.areas, conversion.total))


_Cell = Callable[[Converted], SheetCell]


def _further(conversion: Conversion, wording: Wording) -> Iterator[tuple[Column, _Cell]]:
    """Yield the columns after the item, each with what it shows of one."""
    say, cells = wording.say, _Cells(conversion, wording)
    items = (*conversion.areas, conversion.total)
    yield Column(head=say("Max")), cells.maximum
    if any(set(codes) - {item.code} for item in items if (codes := _sources(item, conversion))):
        yield Column(head=say("Corresponds to"), kind=ColumnKind.WORDS, fold=2), cells.sources
    if _has_proved(conversion):
        yield Column(head=say("Proved")), cells.proved
    if len({(item.basis, item.applies) for item in items}) > 1:
        yield Column(head=say("Certainty"), kind=ColumnKind.WORDS, fold=1), cells.basis
    if any(item.assumed is not None for item in items):
        yield Column(head=say("Assumed")), cells.assumed
    # What only the total has stands in its tile.
    if any(item.adjusted is not None for item in conversion.areas):
        yield Column(head=say("Adjusted"), fold=1), cells.adjusted


@final
class _Cells(NamedTuple):
    """Make the cells of an item, each of one column."""

    conversion: Conversion
    wording: Wording

    def item(self, item: Converted) -> SheetCell:
        return (coded(self.conversion.mapping.target, item.code, self.wording),)

    def maximum(self, item: Converted) -> SheetCell:
        return Figure(shown=self.wording.number(item.max), quantity=item.max)

    def sources(self, item: Converted) -> SheetCell:
        codes = _sources(item, self.conversion)
        return (", ".join(codes),) if codes else Gap(words="")

    def proved(self, item: Converted) -> SheetCell:
        return _interval(item.interval if item.applies else None, self.wording)

    def basis(self, item: Converted) -> SheetCell:
        say = self.wording.say
        return (_basis(item, self.wording) if item.applies else say("does not apply"),)

    def assumed(self, item: Converted) -> SheetCell:
        return _interval(item.assumed.interval if item.assumed else None, self.wording)

    def adjusted(self, item: Converted) -> SheetCell:
        return _interval(item.adjusted.interval if item.adjusted else None, self.wording)


def _sources(item: Converted, conversion: Conversion) -> tuple[str, ...]:
    """Return the codes of the result's own edition that an item is linked with, of the total none."""
    if item.code == TOTAL:
        return ()
    links = (link for link in conversion.mapping.links if item.code in link.target)
    return tuple(dict.fromkeys(code for link in links for code in link.source))


def _interval(interval: Interval | None, wording: Wording) -> SheetCell:
    if interval is None:
        return Gap(words="–")
    return Figure(
        shown=shown_interval(interval, wording),
        quantity=interval.low if interval.low == interval.high else None,
    )


def certainty_table(conversion: Conversion, name: str, wording: Wording) -> Iterator[Section]:
    """Yield the links that cost the most points of certainty, the greatest first, under a name."""
    weakest = conversion.weakest_links[:_SHOWN_LINKS]
    if not weakest:
        return
    say, mapping = wording.say, conversion.mapping
    rows = []
    for weak in weakest:
        source: list[Words] = []
        for code in weak.link.source:
            source += [*([" + "] if source else []), coded(mapping.source, code, wording)]
        target: list[Words] = []
        for code in weak.link.target:
            target += [*([" + "] if target else []), coded(mapping.target, code, wording)]
        whole = Fraction(round(weak.cost * 10), 10)
        cost = Figure(shown=wording.number(whole, Fraction(1, 10)), quantity=weak.cost, unit=Fraction(1, 10))
        rows.append(
            SheetRow(cells=(tuple(source), tuple(target), (describe_relation(weak.link, wording),), cost))
        )
    table = SheetTable(
        name=name,
        caption=say("Where certainty is lost"),
        columns=(
            Column(head=say("From"), kind=ColumnKind.WORDS),
            Column(head=say("To"), kind=ColumnKind.WORDS),
            Column(head=say("How alike"), kind=ColumnKind.WORDS),
            Column(head=say("Costs points")),
        ),
        rows=tuple(rows),
    )
    yield Section(heading=say("Where certainty is lost"), level=3, blocks=(table,))
