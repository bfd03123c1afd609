"""``kompass report``: import, score and show printed reports in one step."""

import argparse

from kompass_spec.cli.options import Command, add_files, add_import_options, add_strict
from kompass_spec.cli.page_options import PageOptions, add_page_options, add_page_output
from kompass_spec.cli.run_options import add_run_options

__all__ = ["COMMAND"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    add_files(parser, "printed reports")
    add_page_options(parser)
    add_import_options(parser)
    add_run_options(parser)
    add_strict(parser)
    add_page_output(parser)


def execute(options: PageOptions) -> int:
    """Report on every file by the renderer that is asked for."""
    from kompass_spec.cli.page_making import showing_plugins
    from kompass_spec.cli.pages import show_files

    plugins = showing_plugins(options)
    return show_files(options, plugins)


COMMAND = Command(
    examples=(
        "kompass report report.md",
        "kompass report report.md -o page.html",
        "kompass report reports/ -o pages/ --to html",
    ),
    add_arguments=add_arguments,
    options=PageOptions,
    execute=execute,
)
