"""The terminal that results go straight to, if they do."""

import os
import shutil
import sys

from kompass_spec.plugins.requests import Terminal

__all__ = ["this_terminal"]


def this_terminal() -> Terminal | None:
    """Return the terminal that standard output is, ``None`` where it is a file or a pipe."""
    if not sys.stdout.isatty():
        return None
    colours = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Terminal(width=shutil.get_terminal_size().columns, colours=colours)
