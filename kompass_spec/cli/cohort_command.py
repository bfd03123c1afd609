"""``kompass cohort``: what published results say together, with the number behind every figure."""

import argparse
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec.cli.options import BatchOptions, Command, add_json, add_limit, add_output, country, year

__all__ = ["COMMAND", "CohortOptions"]


@final
@frozen(kw_only=True)
class CohortOptions(BatchOptions):
    """Hold which published results count, on which edition, and whose results are ranked among them."""

    to: str | None
    dataset: str | None
    country: str | None
    since: int | None
    until: int | None
    every: bool
    without_derived: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=Path,
        help=(
            "printed reports, or assessments or scorecards as JSON, of which the newest is ranked among the"
            " others"
        ),
    )
    parser.add_argument("--edition", metavar="EDITION", help="only results on this edition (default: each)")
    parser.add_argument("--to", metavar="EDITION", help="convert all results to this edition")
    parser.add_argument("--dataset", metavar="NAME", help="only results of this dataset (default: all)")
    parser.add_argument(
        "--country", metavar="COUNTRY", type=country, help="only results of this country, such as SE"
    )
    parser.add_argument("--since", metavar="YEAR", type=year, help="only results of this year or later")
    parser.add_argument("--until", metavar="YEAR", type=year, help="only results of this year or earlier")
    parser.add_argument(
        "--every",
        action="store_true",
        help="count every evaluation of an organisation, not only its newest on each edition",
    )
    parser.add_argument(
        "--without-derived",
        action="store_true",
        help="leave out results of which a figure was computed from others that were published",
    )
    add_limit(parser)
    add_output(parser, "the cohorts as JSON")
    add_json(parser)


def execute(options: CohortOptions) -> int:
    """Gather the published results and those in files, and write what every edition's say together."""
    from kompass_spec.cli.batch import conclude, open_batch
    from kompass_spec.cli.cohort_results import gather_results, why_nothing
    from kompass_spec.cli.output import error_data
    from kompass_spec.cli.tables.cohorts import cohort_words
    from kompass_spec.documents.cohorts import cohorts_data

    batch = open_batch(
        options,
        "converters",
        "datasets",
        "frameworks",
        "importers",
        "scorers",
        editions=("edition", "to"),
    )
    results = gather_results(batch)
    standings, means, notes = results.standings, results.means, results.gathered.notes
    warnings = dict.fromkeys(chain(batch.unused, results.warnings))
    is_written = bool(standings or not results.problems)

    def lines() -> Iterator[str]:
        if options.output is not None and is_written:
            yield f"Written to {options.output}."
        elif standings:
            yield "\n\n".join(cohort_words(standings, means, notes, batch.registry))
        if not standings and not results.problems:
            yield why_nothing(results.gathered, batch.plugins)

    return conclude(
        options,
        {**cohorts_data(standings, means, notes), "warnings": error_data(warnings)["errors"]},
        lines,
        warnings=warnings,
        problems=results.problems,
        is_written=is_written,
    )


COMMAND = Command(
    examples=("kompass cohort --edition se-2010", "kompass cohort report.md --json"),
    add_arguments=add_arguments,
    options=CohortOptions,
    execute=execute,
)
