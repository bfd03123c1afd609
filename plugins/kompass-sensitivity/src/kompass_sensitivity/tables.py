"""Read a table of figures: a row for each result, a column for each item, as ``kompass table`` has them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve

from kompass_spec import (
    Assessment,
    Edition,
    InputError,
    Organisation,
    Plugins,
    Problem,
    Registry,
    Scorecard,
    score_assessment,
)
from kompass_spec.model import TOTAL, Observation, Quantity
from kompass_spec.model.organisation import OrganisationKind
from kompass_spec.model.quantities import parse_printed

__all__ = ["cards_of_table", "is_table"]

ORGANISATION, YEAR, KIND, COUNTRY = "organisation", "year", "kind", "country"
_ENDING = ".csv"
_BYTES = 4096
_YEAR = re.compile(r"[0-9]{4}")
_USUAL = OrganisationKind.MUNICIPALITY.value

Column = tuple[int, str, Quantity]
"""The number of a column, the code of its item, and what its figures are."""


def is_table(file: Path) -> bool:
    """Tell whether a file is such a table: comma-separated, with a column of organisations."""
    if file.suffix.lower() != _ENDING:
        return False
    try:
        with file.open("rb") as stream:
            first = stream.read(_BYTES).decode("utf-8-sig", "replace")
    except OSError:
        return False
    return ORGANISATION in _cells(first.partition("\n")[0])


def _cells(line: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(_delimiter(line))]


def _delimiter(line: str) -> str:
    return ";" if line.count(";") > line.count(",") else ","


def cards_of_table(
    file: Path, edition: Edition | None, *, registry: Registry, plugins: Plugins
) -> list[Scorecard]:
    """Return the scorecards of a table's rows, on an edition.

    A column ``1.1`` has percents, ``1.1.points`` points; an empty cell says nothing. Others than those of
    items, ``organisation``, ``year``, ``kind`` and ``country`` are passed over. Raise ``InputError`` with
    everything that is wrong, by line.
    """
    if edition is None:
        sentence = "A table does not say on which edition its results are. Name it with --edition."
        raise InputError([Problem("unknown-edition", sentence, str(file))])
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        sentence = f"It cannot be read as text in UTF-8: {error}. Save it as CSV in UTF-8."
        raise InputError([Problem("encoding", sentence, str(file))]) from error
    delimiter = _delimiter(text.partition("\n")[0])
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError([Problem("bad-value", f"It is no table: {error}.", str(file))]) from error
    head = [cell.strip() for cell in rows[0]]
    columns = list(_columns(head, edition))
    _refuse_names(head, columns, edition, str(file))
    cards: list[Scorecard] = []
    problems: list[Problem] = []
    for line, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        try:
            assessment = _assessment(row, head, columns, edition)
            cards.append(score_assessment(assessment, registry=registry, plugins=plugins))
        except InputError as error:
            problems += (evolve(found, file=str(file), line=line) for found in error.problems)
    if problems:
        raise InputError(problems)
    return cards


def _refuse_names(head: Sequence[str], columns: Sequence[Column], edition: Edition, file: str) -> None:
    """Raise ``InputError`` where no column has figures, or two have one name."""
    if not columns:
        known = f"{edition.areas[0].code} or {TOTAL}" if edition.areas else TOTAL
        sentence = f"No column is called by an item of {edition.id}, such as {known}. Name one so."
        raise InputError([Problem("missing-figure", sentence, file, line=1)])
    if twice := sorted(name for name, number in Counter(head).items() if name and number > 1):
        sentence = f"The table has two columns {twice[0]!r}. Rename one."
        raise InputError([Problem("table-columns", sentence, file, line=1)])


def _columns(head: Sequence[str], edition: Edition) -> Iterator[Column]:
    codes = {TOTAL, *(area.code for area in edition.areas)}
    codes |= {question.code for area in edition.areas for question in area.questions}
    for number, name in enumerate(head):
        code, _, quantity = name.rpartition(".")
        if name in codes:
            yield number, name, Quantity.PERCENT
        elif code in codes and quantity in {"points", "percent"}:
            yield number, code, Quantity(quantity)


def _assessment(
    row: Sequence[str], head: Sequence[str], columns: Sequence[Column], edition: Edition
) -> Assessment:
    """Return what a row says; raise ``InputError`` with everything that is wrong with it."""
    cells = dict(zip(head, (cell.strip() for cell in row), strict=False))
    problems = list(_wrong(row, head, cells))
    seen: list[Observation] = []
    for number, code, quantity in columns:
        cell = row[number].strip() if number < len(row) else ""
        if not cell:
            continue
        try:
            value, precision = parse_printed(cell)
        except ValueError as error:
            problems.append(Problem("bad-quantity", f"{head[number]}: {error}."))
        else:
            seen.append(Observation(item=code, quantity=quantity, value=value, precision=precision))
    if problems:
        raise InputError(problems)
    year = cells.get(YEAR)
    return Assessment(
        edition=edition.id,
        release=edition.release,
        organisation=Organisation(
            name=cells[ORGANISATION],
            kind=OrganisationKind(cells.get(KIND) or _USUAL),
            country=cells.get(COUNTRY) or None,
        ),
        year=int(year) if year else None,
        observations=tuple(seen),
    )


def _wrong(row: Sequence[str], head: Sequence[str], cells: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with a row beside its figures."""
    if len(row) != len(head):
        yield Problem("bad-value", f"It has {len(row)} cells, and the head has {len(head)}.")
    if not cells.get(ORGANISATION):
        yield Problem("empty-text", "The organisation has no name.")
    year = cells.get(YEAR)
    if year and not _YEAR.fullmatch(year):
        yield Problem("wrong-type", f"{year[:40]!r} is not a year. Write it like 2024.")
    kinds = sorted(kind.value for kind in OrganisationKind)
    kind = cells.get(KIND)
    if kind and kind not in kinds:
        yield Problem("unknown-kind", f"{kind[:40]!r} is none of {', '.join(kinds)}.")
