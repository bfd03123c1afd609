"""``kompass diff``: tell two editions, two mappings, or releases of them apart."""

import argparse
from collections.abc import Sequence
from typing import final

from attrs import frozen

from kompass_spec.cli.options import Command, add_drafts, add_json, add_mapping

__all__ = ["COMMAND", "DiffOptions"]


@final
@frozen(kw_only=True)
class DiffOptions:
    """Hold which two are told apart, and in which form."""

    first: str
    second: str
    mapping: Sequence[str]
    drafts: Sequence[str]
    markdown: bool
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
    parser.add_argument("--markdown", action="store_true", help="write Markdown for a document")
    add_json(parser)


def execute(options: DiffOptions) -> int:
    """Show what changed from the first to the second, by the mapping between two different editions."""
    from kompass_spec.cli.comparands import difference_between
    from kompass_spec.cli.difference_table import difference_markdown, difference_text
    from kompass_spec.cli.output import tell, warn, write_json
    from kompass_spec.documents.differences import difference_data
    from kompass_spec.model import Edition
    from kompass_spec.model.problems import Problem
    from kompass_spec.plugins.host import load_plugins
    from kompass_spec.registry.chosen import chosen_drafts, chosen_mappings, comparand
    from kompass_spec.registry.registry import load_registry
    from kompass_spec.wording.editions import editions_data

    plugins = load_plugins("frameworks")
    registry = load_registry(plugins)
    warn(Problem("plugin-failed", failure.message) for failure in plugins.failures)
    registry = chosen_drafts(options.drafts, registry)
    first, second = (comparand(argument, registry) for argument in (options.first, options.second))
    # A mapping between two drafts is read with them.
    editions = [side for side in (first, second) if isinstance(side, Edition)]
    for edition in editions:
        registry = registry.with_edition(edition)
    registry = chosen_mappings(options.mapping, registry)
    difference = difference_between(first, second, registry)
    if options.json:
        write_json({**difference_data(difference), "editions": editions_data(editions)})
    elif options.markdown:
        tell(difference_markdown(difference, first, second))
    else:
        tell(difference_text(difference, first, second))
    return 0


COMMAND = Command(
    examples=(
        "kompass diff se-2010 se-2016",
        "kompass diff se-2016@1.0.0 editions/se-2016/edition.toml --markdown",
        "kompass diff se-2010-to-se-2016 mappings/se-2010-to-se-2016/mapping.toml",
    ),
    add_arguments=add_arguments,
    options=DiffOptions,
    execute=execute,
)
