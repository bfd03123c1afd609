"""``kompass convert``: say what results mean on another edition, and how surely."""

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import final

from attrs import frozen

from kompass_spec.cli.batch_options import ReadOptions
from kompass_spec.cli.explain_options import add_explain
from kompass_spec.cli.options import (
    Command,
    add_decisions,
    add_files,
    add_import_options,
    add_json,
    add_mapping,
    add_output,
)

__all__ = ["COMMAND", "ConvertOptions"]


@final
@frozen(kw_only=True)
class ConvertOptions(ReadOptions):
    """Hold which results are converted, to which edition, and by which mappings."""

    to: str
    mapping: Sequence[str]
    explain: Sequence[str]
    lang: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_files(parser, "printed reports, or assessments or scorecards as JSON")
    parser.add_argument(
        "--to", metavar="EDITION", required=True, help="the edition to convert to, such as se-2010"
    )
    add_mapping(parser)
    add_import_options(parser)
    add_explain(parser)
    add_decisions(parser)
    add_output(parser, "the conversions as JSON")
    add_json(parser)


def execute(options: ConvertOptions) -> int:
    """Convert every file; write JSON where it is asked for, else what is proved, assumed and adjusted."""
    from kompass_spec.cli.batch import conclude, open_batch
    from kompass_spec.cli.conversion_table import conversion_table, unused_mappings
    from kompass_spec.cli.explain_options import asked_for, explain_problems, explained, result_name
    from kompass_spec.documents.certificates import certificates_data
    from kompass_spec.documents.conversions import conversions_data
    from kompass_spec.model.conversion import Conversions
    from kompass_spec.results.conversions import convert_path
    from kompass_spec.wording.editions import editions_data, limits_of

    batch = open_batch(
        options,
        "importers",
        "scorers",
        "converters",
        "frameworks",
        editions=("to", "edition"),
        mappings=options.mapping,
    )
    work = partial(
        convert_path,
        edition=batch.options.to,
        registry=batch.registry,
        plugins=batch.plugins,
        of_edition=batch.options.edition,
        importer=options.importer,
        decided=options.decided,
        limit=batch.limit,
        certified=bool(options.explain),
    )
    results, problems = batch.collect(work)
    conversions = tuple(chain.from_iterable(result.conversions for result in results))
    converted = Conversions(
        conversions=conversions,
        warnings=batch.warnings(
            *(result.warnings for result in results),
            unused_mappings(options.mapping, conversions, batch.registry),
            explain_problems((each.certificate for each in conversions), options.explain, options.lang),
        ),
    )
    certificates = [asked_for(each.certificate, options.explain) for each in conversions]
    ends = chain.from_iterable((each.mapping.source, each.mapping.target) for each in conversions)
    editions = tuple({(edition.id, edition.release): edition for edition in ends}.values())

    def lines() -> Iterator[str]:
        if conversions:
            yield "\n\n".join(conversion_table(conversion, batch.registry) for conversion in conversions)
        names = (result_name(each.scorecard.assessment) for each in conversions)
        yield from (f"\n{text}" for text in explained(zip(names, certificates, strict=True), options.lang))
        if limits := limits_of(editions):
            yield "\n".join(["", *limits])
        if options.output is not None and conversions:
            yield f"\nWritten to {options.output}."

    return conclude(
        options,
        {
            **conversions_data(converted),
            "editions": editions_data(editions),
            **({"certificates": certificates_data(certificates)} if options.explain else {}),
        },
        lines,
        warnings=converted.warnings,
        problems=problems,
        is_written=bool(conversions),
    )


COMMAND = Command(
    examples=(
        "kompass convert report.md --to se-2010",
        "kompass convert scorecards.json --to se-2020 --json",
        "kompass convert report.md --to se-2010 --explain total --lang sv",
    ),
    add_arguments=add_arguments,
    options=ConvertOptions,
    execute=execute,
)
