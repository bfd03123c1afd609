"""Call plugins, and turn whatever goes wrong in one into one clear sentence."""

import os
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import pluggy

from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.loaded import Plugin

__all__ = ["call_plugin", "printing_aside", "reason_of"]

T = TypeVar("T")


def call_plugin(plugin: Plugin, call: Callable[[], Any], wanted: type, file: str | None = None) -> Any:
    """Return what ``call`` gives, if it is a ``wanted``; turn a plugin's own failure into one clear sentence.

    Raise ``InputError`` as the plugin raised it, or one that names the plugin for whatever else goes wrong in
    it.
    """
    what = f"The {plugin.kind.removesuffix('s')} {plugin.name!r} of {plugin.distribution} {plugin.version}"
    try:
        result = printing_aside(call)
    except (InputError, KeyboardInterrupt):
        # Nobody can tell an interrupt that a plugin raises from the user's, who must always be able to stop.
        raise
    except BaseException as error:
        sentence = (
            f"{what} failed ({reason_of(error)}, at {_place(error)}). Report this to its authors, or choose"
            " another."
        )
        raise InputError([Problem("plugin-failed", sentence, file)]) from error
    if not isinstance(result, wanted):
        sentence = (
            f"{what} returned {type(result).__name__} instead of {wanted.__name__}. Report this to its"
            " authors."
        )
        raise InputError([Problem("plugin-failed", sentence, file)])
    return result


def _place(error: BaseException) -> str:
    """Return the file and line of the plugin at which it failed, though what it called there may be ours."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    ours = os.path.dirname(os.path.dirname(__file__)) + os.sep  # noqa: PTH120 - a frame names its file so
    plugin_frames = [frame for frame in frames if not frame.filename.startswith((ours, "<"))]
    last = (plugin_frames or frames)[-1]
    return f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119 - only the name, so that no path of a machine leaks


def printing_aside(call: Callable[[], T]) -> T:
    """Return what a plugin answers; what it prints goes to standard error, since programs read the output."""
    # The stream belongs to all threads, and two that turn it round at once would not turn it back.
    if threading.current_thread() is not threading.main_thread():
        return call()
    before, aside = sys.stdout, sys.stderr
    sys.stdout = aside
    try:
        return call()
    finally:
        if sys.stdout is aside:
            sys.stdout = before


def reason_of(error: BaseException) -> str:
    """Return what went wrong in a plugin, in a few words without line breaks."""
    message = " ".join(str(error).split())
    if isinstance(error, SystemExit):
        return f"it tried to end the program ({message})"
    if isinstance(error, InputError):
        return message.rstrip(".")
    if isinstance(error, pluggy.PluginValidationError):
        return message
    return f"{type(error).__name__}: {message[:200]}" if message else type(error).__name__
