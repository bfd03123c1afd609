"""``kompass import``: read printed reports into assessments."""

import argparse
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import final

from attrs import frozen

from kompass_spec.cli.batch_options import DocumentOptions
from kompass_spec.cli.options import (
    Command,
    add_decisions,
    add_files,
    add_import_options,
    add_json,
    add_language,
    add_output,
)
from kompass_spec.cli.run_options import add_run_options, jobs_for

__all__ = ["COMMAND", "ImportOptions"]


@final
@frozen(kw_only=True)
class ImportOptions(DocumentOptions):
    """Hold which reports are read, and how."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_files(parser, "printed reports")
    add_import_options(parser)
    add_decisions(parser)
    add_run_options(parser)
    add_language(parser, "the tables")
    add_output(parser, "the assessments as JSON")
    add_json(parser)


def execute(options: ImportOptions) -> int:
    """Import every file; write JSON where it is asked for, else tables of what was read, figure by figure."""
    from kompass_spec.cli.assessment_table import assessments_table
    from kompass_spec.cli.batch import conclude, open_batch
    from kompass_spec.cli.output import folded, told_place
    from kompass_spec.cli.reading_table import reading_tables
    from kompass_spec.documents.assessments import imported_data
    from kompass_spec.model.assessment import Imported
    from kompass_spec.results.assessments import import_path
    from kompass_spec.wording.editions import editions_data, editions_of, limits_of
    from kompass_spec.wording.wording import wording_for, wording_problems

    batch = open_batch(options, "importers", "frameworks", also=())
    jobs = jobs_for(options, batch.files)
    if jobs is not None:
        from kompass_spec.cli.large_data import import_many

        return import_many(batch, jobs)
    results, problems = batch.collect(
        partial(
            import_path,
            registry=batch.registry,
            plugins=batch.plugins,
            edition=batch.options.edition,
            importer=options.importer,
            decided=options.decided,
            limit=batch.limit,
        )
    )
    imported = Imported(
        assessments=tuple(chain.from_iterable(result.assessments for result in results)),
        warnings=batch.warnings(
            *(result.warnings for result in results), wording_problems(options.lang, "en")
        ),
    )
    editions = editions_of(imported.assessments, batch.registry)

    def lines() -> Iterator[str]:
        wording = wording_for(options.lang)
        if imported.assessments:
            yield assessments_table(imported.assessments, wording)
        if imported.assessments and options.output is None:
            yield f"\n{reading_tables(imported.assessments, batch.registry, wording)}"
        if limits := limits_of(editions, wording):
            yield f"\n{folded(limits, indent='  ')}"
        if options.output is not None and imported.assessments:
            yield told_place(options.output, wording)

    return conclude(
        options,
        {**imported_data(imported), "editions": editions_data(editions)},
        lines,
        warnings=imported.warnings,
        problems=problems,
        is_written=bool(imported.assessments),
    )


COMMAND = Command(
    examples=(
        "kompass import report.md",
        "kompass import report.md --lang sv",
        "kompass import report.md -o assessments.json",
    ),
    add_arguments=add_arguments,
    options=ImportOptions,
    execute=execute,
)
