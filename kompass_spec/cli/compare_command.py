"""``kompass compare``: lay results side by side, and say what may be concluded of every change."""

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, combinations
from typing import final

from attrs import frozen

from kompass_spec.cli.batch_options import ReadOptions
from kompass_spec.cli.options import (
    Command,
    add_decisions,
    add_files,
    add_import_options,
    add_json,
    add_mapping,
    add_output,
)

__all__ = ["COMMAND", "CompareOptions"]


@final
@frozen(kw_only=True)
class CompareOptions(ReadOptions):
    """Hold which results are compared, on which edition, and by which mappings."""

    to: str | None
    questions: bool
    mapping: Sequence[str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_files(parser, "printed reports, or assessments or scorecards as JSON")
    parser.add_argument(
        "--to", metavar="EDITION", help="show every result on this edition (default: each on its own)"
    )
    parser.add_argument("--questions", action="store_true", help="compare questions too, not only areas")
    add_mapping(parser)
    add_import_options(parser)
    add_decisions(parser)
    add_output(parser, "the comparison as JSON")
    add_json(parser)


def execute(options: CompareOptions) -> int:
    """Compare everything in the files; write JSON where it is asked for, else tables."""
    from kompass_spec.cli.batch import conclude, open_batch
    from kompass_spec.cli.comparison_table import comparison_blocks, editions_compared
    from kompass_spec.documents.comparisons import comparison_data
    from kompass_spec.documents.structure import unstructure
    from kompass_spec.registry.mappings import cautions_between
    from kompass_spec.results.comparisons import compare_scorecards
    from kompass_spec.results.scorecards import score_path
    from kompass_spec.wording.editions import editions_data

    batch = open_batch(
        options,
        "importers",
        "scorers",
        "converters",
        "frameworks",
        editions=("to", "edition"),
        mappings=options.mapping,
    )
    results, problems = batch.collect(
        partial(
            score_path,
            registry=batch.registry,
            plugins=batch.plugins,
            edition=batch.options.edition,
            importer=options.importer,
            decided=options.decided,
            limit=batch.limit,
        )
    )
    problems += chain.from_iterable(result.problems for result in results)
    cards = [card for result in results for card in result.scorecards]
    warnings = batch.warnings(*(result.warnings for result in results))
    if not cards:
        return conclude(options, {}, tuple, warnings=warnings, problems=problems, is_written=False)
    comparison = compare_scorecards(
        cards,
        edition=batch.options.to,
        questions=options.questions,
        registry=batch.registry,
        plugins=batch.plugins,
    )

    editions = editions_compared(comparison, batch.registry)
    keys = [f"{edition.id}@{edition.release}" for edition in editions]
    cautions = cautions_between(combinations(keys, 2), batch.registry)
    warnings = tuple(dict.fromkeys((*warnings, *cautions, *comparison.problems)))

    def lines() -> Iterator[str]:
        if options.output is not None:
            yield f"Written to {options.output}."
        else:
            yield "\n\n".join(comparison_blocks(comparison, batch.registry, questions=options.questions))

    data = {
        **comparison_data(comparison),
        "warnings": [unstructure(warning) for warning in warnings],
        "editions": editions_data(editions),
    }
    return conclude(options, data, lines, warnings=warnings, problems=problems, is_written=True)


COMMAND = Command(
    examples=(
        "kompass compare report.md",
        "kompass compare report-2017.md report-2019.md --to se-2010 --json",
    ),
    add_arguments=add_arguments,
    options=CompareOptions,
    execute=execute,
)
