"""Where a sheet goes: to the terminal as text, or into a file in the format of its ending."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from kompass_spec.cli.output import tell_where, warn, write_json, write_output
from kompass_spec.cli.sheet_options import is_data
from kompass_spec.documents.disk import write_bytes
from kompass_spec.documents.plain import json_bytes
from kompass_spec.model.sheet import Sheet
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins

__all__ = ["SheetOptions", "asked_plugins", "output_bytes", "renderer_kinds", "show_sheet"]


class SheetOptions(Protocol):
    """Give what commands are asked that show a sheet: where it goes, and in which form and language."""

    @property
    def output(self) -> Path | None:
        """Return the file that is written, ``None`` for the terminal."""

    @property
    def renderer(self) -> str | None:
        """Return the name of the renderer, ``None`` for that of the ending."""

    @property
    def lang(self) -> str | None:
        """Return the tag of the language that is asked for."""

    @property
    def json(self) -> bool:
        """Tell whether a program reads what the command writes."""


def renderer_kinds(options: SheetOptions) -> tuple[str, ...]:
    """Return the kind of plugins that lays out a sheet, nothing where only data is asked for."""
    only_data = options.json and (options.output is None or is_data(options.output, options.renderer))
    return () if only_data else ("renderers",)


def asked_plugins(options: SheetOptions, *kinds: str) -> Plugins:
    """Return the plugins of these kinds; renderers too, unless only data is asked for."""
    return load_plugins(*kinds, *renderer_kinds(options))


def show_sheet(
    compose: Callable[[], Sheet],
    data: Callable[[], object],
    options: SheetOptions,
    plugins: Plugins,
    *,
    own: str,
) -> None:
    """Write a sheet, or its ``data``, to the terminal or to a file, and say where that is.

    ``own`` is the language that stands in for one without words. Raise ``UsageError`` where no renderer lays
    the sheet out so, and then nothing is written.
    """
    if options.output is not None:
        write_bytes(options.output, output_bytes(compose, data, options, plugins, own=own))
        if not options.json:
            tell_where(options.output)
    if options.json:
        write_json(data())
    elif options.output is None:
        write_output(output_bytes(compose, data, options, plugins, own=own))


def output_bytes(
    compose: Callable[[], Sheet],
    data: Callable[[], object],
    options: SheetOptions,
    plugins: Plugins,
    *,
    own: str,
) -> bytes:
    """Return what is written to the output: data as JSON, or the sheet as the renderer lays it out.

    Warn where there are no words in the language that is asked for. Raise ``UsageError`` where no renderer
    lays the sheet out so.
    """
    if is_data(options.output, options.renderer):
        return json_bytes(data())
    # What only data is asked of needs none of these.
    from kompass_spec.cli.terminal import terminal
    from kompass_spec.results.layouts import lay_out
    from kompass_spec.wording.wording import wording_problems

    if options.lang is not None:
        warn(wording_problems(options.lang, own))
    return lay_out(
        compose(),
        to=options.renderer,
        output=None if options.output is None else str(options.output),
        terminal=terminal() if options.output is None else None,
        plugins=plugins,
    )
