"""``kompass report``: import, score and show printed reports in one step."""

from argparse import Namespace

from kompass_spec.cli.showing import show_files
from kompass_spec.importing import importer_endings
from kompass_spec.plugins import load_plugins

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """Report on every file by the renderer that is asked for."""
    plugins = load_plugins("importers", "scorers", "renderers", "frameworks")
    return show_files(options, plugins, importer_endings(plugins))
