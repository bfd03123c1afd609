"""``kompass report``: import, score and show printed reports in one step."""

from argparse import Namespace

from kompass_spec.cli.pages import show_files, showing_plugins
from kompass_spec.results.assessments import importer_endings

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """Report on every file by the renderer that is asked for."""
    plugins = showing_plugins(options)
    return show_files(options, plugins, importer_endings(plugins))
