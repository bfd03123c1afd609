"""``kompass cohort``: what published results say together, with the number behind every figure."""

from itertools import chain

from kompass_spec.cli.cohort_options import CohortOptions, add_arguments
from kompass_spec.cli.options import Command

__all__ = ["COMMAND"]


def execute(options: CohortOptions) -> int:
    """Gather the published results and those in files, and lay out what every edition's say together."""
    from kompass_spec.cli.batch import open_batch
    from kompass_spec.cli.cohort_results import cohort_sheet, gather_results, why_nothing
    from kompass_spec.cli.output import tell
    from kompass_spec.cli.sheet_output import conclude_sheet, renderers_for
    from kompass_spec.documents.cohorts import cohorts_data
    from kompass_spec.documents.problems import problems_data
    from kompass_spec.wording.wording import wording_problems

    shown = renderers_for(options)
    batch = open_batch(
        options,
        "converters",
        "datasets",
        "frameworks",
        "importers",
        "scorers",
        *shown,
        editions=("edition", "to"),
    )
    results = gather_results(batch)
    standings, means, notes = results.standings, results.means, results.gathered.notes
    # A league table needs the places too; data and warnings have them only where they are asked for.
    places = results.rankings(batch) if options.ranks or shown else ()
    rankings = places if options.ranks else ()
    of_rankings = (ranking.problems for ranking in rankings)
    of_words = wording_problems(options.lang) if shown and options.lang is not None else ()
    warnings = dict.fromkeys(chain(batch.unused, of_words, results.warnings, *of_rankings))
    # Nothing to show is a result too, for a program.
    is_written = bool(standings) or (not results.problems and not shown)
    code = conclude_sheet(
        options,
        {**cohorts_data(standings, means, notes, rankings), "warnings": problems_data(warnings)},
        (lambda: cohort_sheet(results, places, batch)) if is_written else None,
        plugins=batch.plugins,
        warnings=warnings,
        problems=results.problems,
    )
    if not standings and not results.problems and not options.json:
        tell(why_nothing(results.gathered, batch.plugins))
    return code


COMMAND = Command(
    examples=(
        "kompass cohort --edition se-2010",
        "kompass cohort report.md -o cohort.html --lang sv",
        "kompass cohort report.md --json",
    ),
    add_arguments=add_arguments,
    options=CohortOptions,
    execute=execute,
)
