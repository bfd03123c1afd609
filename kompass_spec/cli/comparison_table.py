"""Put comparisons into tables for the terminal."""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction

from kompass_spec.cli.output import printable, table
from kompass_spec.model import Edition, Interval, Scorecard
from kompass_spec.model.codes import weight_of
from kompass_spec.model.comparison import Cell, Comparison, Likely, Movement, Printed, Row, Verdict
from kompass_spec.registry.mappings import caveats
from kompass_spec.registry.registry import Registry
from kompass_spec.results.comparisons import on_what_applies
from kompass_spec.wording.editions import editions_of, limits_of
from kompass_spec.wording.wording import wording_for

__all__ = ["comparison_blocks", "editions_compared"]

_HEAD = ("item", "printed", "proved", "verdict", "assumed", "verdict", "adjusted", "verdict")
# The item, what is printed, and what is proved with its verdict always stand.
_ALWAYS = 4
_SCALE = 1000


def comparison_blocks(comparison: Comparison, registry: Registry, *, questions: bool) -> Iterator[str]:
    """Yield all results side by side, every change between neighbours, and what cannot be compared."""
    heads = [_head(card) for card in comparison.columns]
    yield _results(comparison, heads, registry)
    for index in range(len(heads) - 1):
        yield "\n".join(_changes(comparison, index, heads, registry))
    if limits := limits_of(editions_compared(comparison, registry)):
        yield "\n".join(limits)
    if questions and not any("." in row.item for row in comparison.rows):
        yield "No question of the edition that the rows follow is known, so there is no row for a question."


def editions_compared(comparison: Comparison, registry: Registry) -> tuple[Edition, ...]:
    """Return the editions of all columns, and the one that was asked for."""
    editions = editions_of((card.assessment for card in comparison.columns), registry)
    if comparison.edition is not None:
        editions = (*editions, registry[comparison.edition])
    return tuple({(edition.id, edition.release): edition for edition in editions}.values())


def _results(comparison: Comparison, heads: Sequence[str], registry: Registry) -> str:
    editions = [_edition_of(card, comparison, registry) for card in comparison.columns]
    rows = [
        (
            row.item,
            *(_cell(cell, edition) for cell, edition in zip(row.cells, editions, strict=True)),
        )
        for row in comparison.rows
    ]
    on = f"on {comparison.edition}" if comparison.edition is not None else "each on its own edition"
    shown = table(("item", *heads), rows, right=tuple(range(1, len(heads) + 1)))
    return f"Points, {on}: printed, and the exact interval\n{shown}"


def _head(card: Scorecard) -> str:
    assessment = card.assessment
    year = str(assessment.year) if assessment.year is not None else "no year"
    inferred = " (inferred)" if assessment.year_inferred else ""
    return printable(f"{assessment.organisation.name} {year}{inferred}, {assessment.edition}")


def _edition_of(card: Scorecard, comparison: Comparison, registry: Registry) -> Edition | None:
    """Return the edition that the cells of a column are on."""
    if comparison.edition is not None:
        return registry.get(comparison.edition)
    return registry.get(card.assessment.release_key) or registry.get(card.assessment.edition)


def _cell(cell: Cell | None, edition: Edition | None) -> str:
    if cell is None:
        return "–"
    if not cell.applies:
        return "does not apply"
    wording = wording_for("en")
    printed = "–" if cell.printed is None else wording.number(cell.printed)
    shown = f"{printed} [{wording.interval(cell.interval)}]"
    whole = None if edition is None else weight_of(edition, (cell.code,))
    # Of how many points it is, is said where that is not what the edition has.
    return shown if cell.max is None or cell.max == whole else f"{shown} of {wording.number(cell.max)}"


def _changes(comparison: Comparison, index: int, heads: Sequence[str], registry: Registry) -> Iterator[str]:
    """Yield a table of the changes from the column with this index to the next, and sentences on them."""
    earlier, later = (card.assessment for card in comparison.columns[index : index + 2])
    movements = [row.changes[index] for row in comparison.rows]
    yield f"From {heads[index]} to {heads[index + 1]}, on {movements[0].on}"
    yield _table_of_changes([_change(row, row.changes[index]) for row in comparison.rows])
    # Many rows have the same reason; each is said once.
    yield from dict.fromkeys(_reasons(movements))
    yield from _reasons_by_item(comparison.rows, index)
    yield from _totals_in_print(movements[-1])
    if earlier.edition != later.edition and earlier.edition in registry and later.edition in registry:
        yield from dict.fromkeys(
            f"said {caveat}" for caveat in caveats(earlier.edition, later.edition, registry)
        )


def _table_of_changes(rows: Sequence[tuple[str, ...]]) -> str:
    """Return the table without the columns of what is assumed or adjusted where no row has any."""
    columns = list(range(_ALWAYS))
    for interval in range(_ALWAYS, len(_HEAD), 2):
        if any(row[interval] != "–" for row in rows):
            columns += [interval, interval + 1]
    return table(
        [_HEAD[column] for column in columns],
        [[row[column] for column in columns] for row in rows],
        right=(1, 2),
    )


def _reasons(movements: Sequence[Movement]) -> Iterator[str]:
    """Yield why nothing can be concluded, and what stands behind what is assumed and adjusted."""
    for movement in movements:
        if movement.verdict is Verdict.NOT_COMPARABLE:
            # What is said of what applies stands below, with the items.
            reason = movement.reason.removesuffix(on_what_applies(movement) or "").rstrip()
            if reason:
                yield reason
    for movement in movements:
        if movement.assumed is not None:
            yield f"assumed: {movement.assumed.reason}"
    for movement in movements:
        if movement.adjusted is not None:
            yield f"adjusted: {movement.adjusted.reason}"


def _reasons_by_item(rows: Sequence[Row], index: int) -> Iterator[str]:
    """Yield what is not compared, or compared by shares, because something does not apply, and of what."""
    items: dict[str, list[str]] = {}
    for row in rows:
        reason = on_what_applies(row.changes[index])
        if reason is not None:
            items.setdefault(reason, []).append(row.item)
    for reason, named in items.items():
        yield f"{', '.join(named)}: {reason}"


def _totals_in_print(total: Movement) -> Iterator[str]:
    """Yield the printed totals against each other, as they are and by the publisher's rule."""
    if total.printed is not None and total.interval is not None:
        yield f"In print, the total is {_against(total.printed)}."
    if total.adjusted is not None and total.adjusted.printed is not None:
        yield f"In print, by the publisher's rule: {_against(total.adjusted.printed)}."


def _against(printed: Printed) -> str:
    wording = wording_for("en")
    earlier = wording.interval(printed.earlier) + (" (added up)" if printed.earlier_is_sum else "")
    later = wording.interval(printed.later) + (" (added up)" if printed.later_is_sum else "")
    return f"{later} against {earlier}"


def _change(row: Row, change: Movement) -> tuple[str, ...]:
    return (
        row.item,
        _printed(change.printed),
        _signed(change.interval) if change.verdict is not Verdict.NOT_COMPARABLE else "–",
        change.verdict.value,
        *_likely(change.assumed),
        *_likely(change.adjusted),
    )


def _printed(printed: Printed | None) -> str:
    if printed is None:
        return "–"
    wording = wording_for("en")
    return f"{wording.interval(printed.earlier)} → {wording.interval(printed.later)}"


def _likely(likely: Likely | None) -> tuple[str, str]:
    return ("–", "–") if likely is None else (_signed(likely.interval), likely.verdict.value)


def _signed(interval: Interval | None) -> str:
    """Return a change with its sign at both ends, as minus signs and dashes between numbers look alike.

    It is rounded outwards to at most three decimals, so that it still holds the truth.
    """
    if interval is None:
        return "–"
    wording = wording_for("en")
    rounded = (math.floor(interval.low * _SCALE), math.ceil(interval.high * _SCALE))
    ends = dict.fromkeys(("+" if end > 0 else "") + wording.number(Fraction(end, _SCALE)) for end in rounded)
    return " to ".join(ends)
