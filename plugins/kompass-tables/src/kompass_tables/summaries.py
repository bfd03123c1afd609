"""Write what tables say together, and the places of their rows."""

import csv
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from kompass_spec import Problem, UsageError
from kompass_spec.model import TOTAL, Interval
from kompass_tables.cohorts import ItemSummary, counts_of, places_of, summaries_of, whole_units
from kompass_tables.engines import on_duckdb
from kompass_tables.locations import Form, Location
from kompass_tables.outward import rounded_down, rounded_up
from kompass_tables.readings import REFUSED
from kompass_tables.runs import Counted, Options, Work, transform
from kompass_tables.staging import ROW, as_name, as_text

__all__ = ["COLUMNS", "summarise_file"]

_TABLE = "ends"
_FIGURES = ("mean", "least", "lower_quartile", "median", "upper_quartile", "greatest")
COLUMNS = (
    "item",
    "count",
    "inferred",
    *(f"{figure}.{end}" for figure in _FIGURES for end in ("low", "high")),
)
"""The columns of a summary, after those that rows are grouped by."""


def summarise_file(
    source: Location,
    target: Location,
    options: Options,
    *,
    by: tuple[str, ...] = (),
    newest: bool = False,
    ranks: bool = False,
    item: str | None = None,
) -> Counted:
    """Write means and quantiles of every item and group, or with ``ranks`` the places of rows by the total.

    With ``item`` the means are of it alone, or the places by it.
    ``by`` are columns that rows are grouped by; with ``newest`` only the newest row of every organisation
    counts that says something. All is written, or nothing. Raise ``InputError`` where the table cannot be
    read or scored, or nothing can be written, and ``UsageError`` where it has no such column or item.
    """

    def work(doing: Work) -> None:
        _refuse_unknown(item, doing)
        _sum_up(doing, by=by, newest=newest)
        if ranks:
            _ranks(doing, by=by, item=item or TOTAL)
        else:
            _summary(doing, by=by, codes=(item,) if item is not None else doing.prepared.plan.scores)

    return transform(source, target, options, work, rows=False, cohort=True)


def _refuse_unknown(item: str | None, work: Work) -> None:
    """Raise ``UsageError`` for an item of which nothing is scored."""
    scores = work.prepared.plan.scores
    if item is None or item in scores:
        return
    edition = work.prepared.edition
    codes = [TOTAL, *(area.code for area in edition.areas)]
    below = (
        f", and what is below areas, which `kompass show {edition.id}` lists"
        if set(scores) - {*codes}
        else ""
    )
    sentence = f"{edition.id} has no item {item!r} with points. There are: {', '.join(codes)}{below}."
    raise UsageError([Problem("unknown-item", sentence)])


def _sum_up(work: Work, *, by: tuple[str, ...], newest: bool) -> None:
    """Bring the ends of all rows that count into a table of the engine."""
    columns = work.prepared.layout.carried
    missing = [name for name in (*by, *(("organisation", "year") if newest else ())) if name not in columns]
    if missing:
        sentence = f"The table has no column {missing[0]!r}. Its columns are: {', '.join(columns)}."
        raise UsageError([Problem("table-columns", sentence)])
    scored = on_duckdb.score(work.relation, work.prepared)
    work.write_refused(scored)
    figures = {column.name for column in work.prepared.layout.figures}
    figures |= {column.name for column in work.prepared.layout.applies}
    kept = [as_name(name) for name in columns if name not in figures]
    grouped = [f"{as_name(name)} AS {as_name(f'by:{name}')}" for name in by]
    added = [as_name(output.name) for output in work.prepared.outputs]
    relation = scored.filter(f"{REFUSED} IS NULL").project(", ".join([as_name(ROW), *kept, *grouped, *added]))
    if newest:
        relation = _newest(relation, work)
    path = work.between / "ends.parquet"
    work.copy(relation, path, Form.PARQUET, is_stream=not newest)
    work.connection.execute(f"CREATE VIEW {_TABLE} AS SELECT * FROM read_parquet({as_text(path)})")


def _newest(relation: Any, work: Work) -> Any:
    """Keep of every organisation the newest row that says something, of two the one that says more."""
    codes = [TOTAL, *(area.code for area in work.prepared.edition.areas)]
    told = " + ".join(f"CAST({as_name(f'{code}.told')} AS INTEGER)" for code in codes)
    who = ", ".join(as_name(name) for name in ("organisation", "country") if name in relation.columns)
    ends = ", ".join(as_name(f"{code}.{end}") for code in codes for end in ("low", "high"))
    query = (
        f"SELECT * FROM ({relation.sql_query()}) WHERE {told} > 0 QUALIFY row_number() OVER ("
        f"PARTITION BY {who} ORDER BY TRY_CAST(year AS INTEGER) DESC NULLS LAST, {told} DESC, {ends},"
        f" {as_name(ROW)}) = 1"
    )
    return work.connection.sql(query)


def _summary(work: Work, *, by: tuple[str, ...], codes: Iterable[str]) -> None:
    edition, unit = work.prepared.edition, work.prepared.plan.unit
    plain = work.between / "summary.csv"
    with plain.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*by, *COLUMNS])
        for code in codes:
            for summary in summaries_of(
                code, counts_of(work.connection, _TABLE, code, by=by, edition=edition, unit=unit)
            ):
                writer.writerow([*summary.group, *_cells(summary)])
    types = {"item": "VARCHAR", "count": "BIGINT", "inferred": "BIGINT"}
    listed = ", ".join(
        f"{_literal(name)}: '{'VARCHAR' if name in by else types.get(name, 'DECIMAL(18, 6)')}'"
        for name in (*by, *COLUMNS)
    )
    found = work.connection.sql(
        f"SELECT * FROM read_csv({as_text(plain)}, header = true, auto_detect = false, quote = '\"',"
        f" escape = '\"', columns = {{{listed}}})"
    )
    work.write(found, "summary")


def _literal(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def _cells(summary: ItemSummary) -> Iterator[str]:
    yield summary.code
    yield str(summary.count)
    yield str(summary.inferred)
    for figure in _FIGURES:
        interval: Interval | None = getattr(summary, figure)
        yield "" if interval is None else str(rounded_down(interval.low))
        yield "" if interval is None else str(rounded_up(interval.high))


def _ranks(work: Work, *, by: tuple[str, ...], item: str) -> None:
    """Write every row that tells of an item with its places among those of its group, the likely first."""
    edition, unit = work.prepared.edition, work.prepared.plan.unit
    counted = counts_of(work.connection, _TABLE, item, by=by, edition=edition, unit=unit)
    whole = whole_units(edition, item, unit)
    plain = work.between / "places.csv"
    keys = [as_name(f"by:{name}") for name in by]
    low, high, most = (as_name(f"{item}.{what}") for what in ("low", "high", "max"))
    told = as_name(f"{item}.told")
    places = {group: places_of(counts) for group, counts in counted.items()}
    query = f"SELECT DISTINCT {', '.join([*keys, low, high, most])} FROM {_TABLE} WHERE {told}"
    with plain.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for row in work.connection.sql(query).iter_rows():
            group, (own_low, own_high, applying) = tuple(row[: len(by)]), row[len(by) :]
            first = Fraction(own_low * whole, applying * unit) if applying else Fraction(own_low, unit)
            last = Fraction(own_high * whole, applying * unit) if applying else Fraction(own_high, unit)
            above_high, above_low = places[group]
            writer.writerow(
                [
                    *group,
                    own_low,
                    own_high,
                    applying,
                    str(rounded_down(first)),
                    str(rounded_up(last)),
                    1 + above_high[last],
                    # What is wider than a point is above its own low end.
                    1 + above_low[first] - (last > first),
                    counted[group].count,
                ]
            )
    _write_places(work, by=by, item=item, plain=plain)


def _write_places(work: Work, *, by: tuple[str, ...], item: str, plain: Any) -> None:
    low, high, most = (as_name(f"{item}.{what}") for what in ("low", "high", "max"))
    names = [*(f"key{index}" for index in range(len(by))), "low", "high", "most", "first", "last"]
    kinds = [*("VARCHAR" for _ in by), *["BIGINT"] * 3, *["DECIMAL(18, 6)"] * 2, *["BIGINT"] * 3]
    listed = ", ".join(
        f"'{name}': '{kind}'" for name, kind in zip([*names, "best", "worst", "of"], kinds, strict=True)
    )
    places = (
        f"read_csv({as_text(plain)}, header = false, auto_detect = false, quote = '\"', escape = '\"',"
        f" columns = {{{listed}}})"
    )
    same = [
        f"coalesce(CAST(ends.{as_name(f'by:{name}')} AS VARCHAR), '') = coalesce(places.key{index}, '')"
        for index, name in enumerate(by)
    ]
    same += [f"ends.{low} = places.low", f"ends.{high} = places.high", f"ends.{most} = places.most"]
    carried = [name for name in ("organisation", "year", "country", "kind") if name in work.relation.columns]
    shown = [*by, *(name for name in carried if name not in by)]
    columns = ", ".join(
        [
            *(f"ends.{as_name(name)}" for name in shown),
            f'places."first" AS {low}',
            f'places."last" AS {high}',
            'places.best AS "rank.best"',
            'places.worst AS "rank.worst"',
            'places."of" AS "rank.of"',
        ]
    )
    order = ", ".join(
        [
            *(f"ends.{as_name(f'by:{name}')}" for name in by),
            'places."first" + places."last" DESC',
            *(f"ends.{as_name(name)}" for name in shown),
            f"ends.{as_name(ROW)}",
        ]
    )
    told = as_name(f"{item}.told")
    found = work.connection.sql(
        f"SELECT {columns} FROM {_TABLE} AS ends JOIN {places} AS places ON {' AND '.join(same)}"
        f" WHERE ends.{told} ORDER BY {order}"
    )
    work.write(found, "ranks")
