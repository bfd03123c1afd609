"""The terminal that a result goes straight to."""

import os
import shutil
import sys

from kompass_spec.plugins.requests import Terminal

__all__ = ["terminal"]


def terminal() -> Terminal | None:
    """Return the terminal that standard output is, ``None`` where it is none."""
    if not sys.stdout.isatty():
        return None
    colours = "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
    return Terminal(width=shutil.get_terminal_size().columns, colours=colours)
