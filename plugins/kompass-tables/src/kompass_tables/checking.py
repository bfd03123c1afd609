"""List what disagrees in a table: for the rows concerned, the sets of figures, by the object scorer."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from kompass_spec.model import Discrepancy, Observation
from kompass_spec.wording.figures import explain_discrepancies
from kompass_spec.wording.wording import wording_for
from kompass_tables.engines import on_duckdb
from kompass_tables.locations import Location
from kompass_tables.preparing import Prepared
from kompass_tables.readings import REFUSED
from kompass_tables.rows import scorecards_of_rows
from kompass_tables.runs import Counted, Options, Work, transform
from kompass_tables.staging import ROW, as_name, as_text

__all__ = ["COLUMNS", "check_file", "discrepancies_of"]

COLUMNS = ("row", "organisation", "year", "kind", "items", "figures", "set_aside", "misprints", "message")
"""The columns of what is written: a row for every discrepancy."""


def check_file(source: Location, target: Location, options: Options) -> Counted:
    """Write a row for every discrepancy between printed figures, and the refused rows with their reasons.

    All is written, or nothing. Raise ``InputError`` where the table cannot be read or scored, or nothing can
    be written.
    """
    return transform(source, target, options, _check, rows=False)


def _check(work: Work) -> None:
    scored = on_duckdb.score(work.relation, work.prepared)
    carried = [as_name(name) for name in (*work.prepared.layout.carried, ROW)]
    flagged = scored.filter(f"{REFUSED} IS NULL AND (rounding OR contradiction)").project(", ".join(carried))
    names = list(flagged.columns)
    rows = (dict(zip(names, row, strict=True)) for row in flagged.iter_rows())
    plain = work.between / "discrepancies.csv"
    with plain.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(discrepancies_of(rows, work.prepared, work.options.language))
    columns = ", ".join(f"'{name}': '{'BIGINT' if name == 'row' else 'VARCHAR'}'" for name in COLUMNS)
    found = work.connection.sql(
        f"SELECT * FROM read_csv({as_text(plain)}, header = true, auto_detect = false, quote = '\"',"
        f" escape = '\"', columns = {{{columns}}})"
    )
    work.write(found, "check")
    work.write_refused(scored)


def discrepancies_of(
    rows: Iterable[Mapping[str, Any]], prepared: Prepared, language: str | None = None
) -> Iterator[tuple[str, ...]]:
    """Iterate over the discrepancies of rows, each as the cells of one line.

    The sentence of each is in a ``language``, in the edition's own where none is asked for.
    """
    own = prepared.edition.language
    wording = wording_for(language or own, own)
    for row, card in _with_cards(rows, prepared):
        for discrepancy, sentence in zip(
            card.discrepancies, explain_discrepancies(card, wording), strict=True
        ):
            yield (
                str(row[ROW]),
                str(row.get("organisation") or ""),
                str(row.get("year") or ""),
                *_cells(discrepancy),
                sentence,
            )


def _with_cards(rows: Iterable[Mapping[str, Any]], prepared: Prepared) -> Iterator[tuple[Any, Any]]:
    for row in rows:
        yield from ((row, card) for card in scorecards_of_rows([row], prepared))


def _cells(discrepancy: Discrepancy) -> tuple[str, ...]:
    misprints = (
        f"{misprint.figure.label}={_range(misprint.lowest, misprint.highest)}"
        for misprint in discrepancy.misprints
    )
    return (
        discrepancy.kind.value,
        " ".join(discrepancy.items),
        " ".join(map(_figure, discrepancy.figures)),
        " ".join(map(_figure, discrepancy.set_aside)),
        " ".join(misprints),
    )


def _figure(seen: Observation) -> str:
    """Return a figure as its column and its value."""
    return f"{seen.label}={_number(seen.value)}"


def _range(lowest: Fraction, highest: Fraction) -> str:
    return _number(lowest) if lowest == highest else f"{_number(lowest)}–{_number(highest)}"


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
