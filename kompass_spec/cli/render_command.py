"""``kompass render``: show scorecards or assessments that were saved as JSON."""

import argparse

from kompass_spec.cli.options import Command, add_files, add_isolate, add_limit
from kompass_spec.cli.page_options import PageOptions, add_page_options, add_page_output

__all__ = ["COMMAND"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_files(parser, "scorecards or assessments as JSON")
    add_page_options(parser)
    add_limit(parser)
    add_isolate(parser)
    add_page_output(parser)
    # Scores are not made anew, so these are not asked for; what shows results expects them.
    parser.set_defaults(
        edition=None, editions=(), total=None, importer=None, strict=False, jobs=None, log=None
    )


def execute(options: PageOptions) -> int:
    """Show every file by the renderer that is asked for."""
    from kompass_spec.cli.page_making import showing_plugins
    from kompass_spec.cli.pages import show_files

    return show_files(options, showing_plugins(options), (".json",))


COMMAND = Command(
    examples=(
        "kompass render scorecards.json --to markdown",
        "kompass render scorecards.json -o page.html --lang en",
    ),
    add_arguments=add_arguments,
    options=PageOptions,
    execute=execute,
)
