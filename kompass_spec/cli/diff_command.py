"""``kompass diff``: tell two editions, two mappings, or releases of them apart."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec.cli.options import Command, add_drafts, add_json, add_mapping, add_output
from kompass_spec.cli.sheet_output import add_layout

if TYPE_CHECKING:
    from kompass_spec.model.sheet import Sheet

__all__ = ["COMMAND", "DiffOptions"]


@final
@frozen(kw_only=True)
class DiffOptions:
    """Hold which two are told apart, and in which form."""

    first: str
    second: str
    mapping: Sequence[str]
    drafts: Sequence[str]
    lang: str | None
    output: Path | None
    layout: str | None
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    for name in ("first", "second"):
        parser.add_argument(
            name,
            metavar=name.upper(),
            help=(
                "an edition or a mapping, a release such as se-2016@1.0.0, or a path to TOML or to a released"
                " file"
            ),
        )
    add_mapping(parser)
    add_drafts(parser)
    add_layout(parser)
    add_output(parser, "what changed", "to this file, as JSON where it ends with .json,")
    parser.add_argument(
        "--markdown",
        dest="layout",
        action="store_const",
        const="markdown",
        help="write Markdown for a document, as --as markdown does",
    )
    add_json(parser)


def execute(options: DiffOptions) -> int:
    """Show what changed from the first to the second, by the mapping between two different editions."""
    from kompass_spec.cli.comparands import compared
    from kompass_spec.cli.files import refuse_overwriting
    from kompass_spec.cli.output import warn
    from kompass_spec.cli.sheet_output import conclude_sheet, renderers_for
    from kompass_spec.documents.differences import difference_data
    from kompass_spec.model import Edition
    from kompass_spec.model.problems import Problem
    from kompass_spec.plugins.host import load_plugins
    from kompass_spec.registry.chosen import chosen_drafts, chosen_mappings, comparand
    from kompass_spec.registry.registry import load_registry
    from kompass_spec.wording.editions import editions_data
    from kompass_spec.wording.wording import wording_problems

    shown = renderers_for(options)
    plugins = load_plugins("frameworks", *shown)
    registry = load_registry(plugins)
    warn(Problem("plugin-failed", failure.message) for failure in plugins.failures)
    refuse_overwriting(options.output, [Path(options.first), Path(options.second)])
    registry = chosen_drafts(options.drafts, registry)
    first, second = (comparand(argument, registry) for argument in (options.first, options.second))
    # A mapping between two drafts is read with them.
    editions = [side for side in (first, second) if isinstance(side, Edition)]
    for edition in editions:
        registry = registry.with_edition(edition)
    registry = chosen_mappings(options.mapping, registry)
    difference, mapping = compared(first, second, registry)

    def compose() -> "Sheet":
        from kompass_spec.documents.mappings import MappingFile
        from kompass_spec.releases.mapping_differences import diff_mapping_files
        from kompass_spec.sheets.difference import difference_sheet
        from kompass_spec.sheets.mapping_difference import mapping_difference_sheet

        if isinstance(first, Edition) and isinstance(second, Edition):
            return difference_sheet(difference, first, second, mapping=mapping, language=options.lang)
        tag = options.lang or "en"
        told = difference
        if isinstance(first, MappingFile) and isinstance(second, MappingFile):
            told = diff_mapping_files(first, second, language=tag)
        return mapping_difference_sheet(told, first, second, language=tag)

    own = editions[-1].language if editions else "en"
    return conclude_sheet(
        options,
        {**difference_data(difference), "editions": editions_data(editions)},
        compose,
        plugins=plugins,
        warnings=wording_problems(options.lang, own) if shown and options.lang is not None else (),
        problems=(),
    )


COMMAND = Command(
    examples=(
        "kompass diff se-2010 se-2016",
        "kompass diff se-2010 se-2016 --lang en -o difference.html",
        "kompass diff se-2016@1.0.0 editions/se-2016/edition.toml --markdown",
        "kompass diff se-2010-to-se-2016 mappings/se-2010-to-se-2016/mapping.toml",
    ),
    add_arguments=add_arguments,
    options=DiffOptions,
    execute=execute,
)
