"""``kompass convert``: say what results mean on another edition, and how surely."""

import argparse
from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, final

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
from kompass_spec.cli.sheet_output import add_layout

if TYPE_CHECKING:
    from kompass_spec.model.sheet import Sheet

__all__ = ["COMMAND", "ConvertOptions"]


@final
@frozen(kw_only=True)
class ConvertOptions(ReadOptions):
    """Hold which results are converted, to which edition, and by which mappings."""

    to: str
    mapping: Sequence[str]
    explain: Sequence[str]
    layout: str | None
    lang: str | None


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
    add_layout(parser)
    add_output(parser, "the conversions", "to this file, as JSON where it ends with .json,")
    add_json(parser)


def execute(options: ConvertOptions) -> int:
    """Convert every file; write JSON where it is asked for, else what is proved, assumed and adjusted."""
    from kompass_spec.cli.batch import open_batch
    from kompass_spec.cli.explain_options import asked_for, refuse_unknown
    from kompass_spec.cli.sheet_output import conclude_sheet, renderers_for
    from kompass_spec.cli.unused_mappings import unused_mappings
    from kompass_spec.documents.certificates import certificates_data
    from kompass_spec.documents.conversions import conversions_data
    from kompass_spec.model.conversion import Conversions
    from kompass_spec.registry.mappings import statements_between
    from kompass_spec.results.conversions import convert_path
    from kompass_spec.wording.editions import editions_data
    from kompass_spec.wording.wording import wording_problems

    shown = renderers_for(options)
    batch = open_batch(
        options,
        "importers",
        "scorers",
        "converters",
        "frameworks",
        *shown,
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
    target = batch.registry[batch.options.to]
    tag = options.lang or target.language
    refuse_unknown((each.certificate for each in conversions), options.explain)
    converted = Conversions(
        conversions=conversions,
        warnings=batch.warnings(
            *(result.warnings for result in results),
            unused_mappings(options.mapping, conversions, batch.registry),
            wording_problems(options.lang, target.language) if shown and options.lang is not None else (),
        ),
    )
    certificates = [asked_for(each.certificate, options.explain) for each in conversions]
    ends = chain.from_iterable((each.mapping.source, each.mapping.target) for each in conversions)
    editions = tuple({(edition.id, edition.release): edition for edition in ends}.values())

    def compose() -> "Sheet":
        from kompass_spec.sheets.conversion import conversion_sheet

        return conversion_sheet(
            conversions,
            language=tag,
            certificates=certificates if options.explain else (),
            statements=[
                statements_between(each.mapping.source.id, each.mapping.target.id, batch.registry)
                for each in conversions
            ],
        )

    data = {
        **conversions_data(converted),
        "editions": editions_data(editions),
        **({"certificates": certificates_data(certificates)} if options.explain else {}),
    }
    return conclude_sheet(
        options,
        data,
        compose if conversions else None,
        plugins=batch.plugins,
        warnings=converted.warnings,
        problems=problems,
    )


COMMAND = Command(
    examples=(
        "kompass convert report.md --to se-2010",
        "kompass convert scorecards.json --to se-2020 --json",
        "kompass convert report.md --to se-2010 --explain total --lang sv",
        "kompass convert report.md --to se-2010 -o converted.html",
    ),
    add_arguments=add_arguments,
    options=ConvertOptions,
    execute=execute,
)
