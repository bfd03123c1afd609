"""``kompass cohort``: what published results say together, with the number behind every figure."""

from collections.abc import Iterator
from itertools import chain

from kompass_spec.cli.cohort_options import CohortOptions, add_arguments
from kompass_spec.cli.options import Command

__all__ = ["COMMAND"]


def execute(options: CohortOptions) -> int:
    """Gather the published results and those in files, and write what every edition's say together."""
    from kompass_spec.cli.batch import conclude, open_batch
    from kompass_spec.cli.cohort_results import gather_results, why_nothing
    from kompass_spec.cli.cohort_table import cohort_words
    from kompass_spec.documents.cohorts import cohorts_data
    from kompass_spec.documents.problems import problems_data

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
    rankings = results.rankings(batch)
    of_rankings = (ranking.problems for ranking in rankings)
    warnings = dict.fromkeys(chain(batch.unused, results.warnings, *of_rankings))
    is_written = bool(standings or not results.problems)

    def lines() -> Iterator[str]:
        if options.output is not None and is_written:
            yield f"Written to {options.output}."
        elif standings:
            yield "\n\n".join(cohort_words(standings, means, notes, batch.registry, rankings))
        if not standings and not results.problems:
            yield why_nothing(results.gathered, batch.plugins)

    return conclude(
        options,
        {**cohorts_data(standings, means, notes, rankings), "warnings": problems_data(warnings)},
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
