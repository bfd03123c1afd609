"""``kompass render``: show scorecards or assessments that were saved as JSON."""

from argparse import Namespace

from kompass_spec.cli.pages import show_files, showing_plugins

__all__ = ["execute"]


def execute(options: Namespace) -> int:
    """Show every file by the renderer that is asked for."""
    return show_files(options, showing_plugins(options), (".json",))
