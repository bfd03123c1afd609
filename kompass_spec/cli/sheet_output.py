"""What commands share that lay out a sheet: the options for it, and where it goes, or JSON instead of it."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kompass_spec.cli.options import language
from kompass_spec.cli.output import complain, tell_where, warn, write_data, write_output
from kompass_spec.documents.disk import is_standard_output, write_bytes
from kompass_spec.documents.plain import json_bytes
from kompass_spec.model.problems import Problem

if TYPE_CHECKING:
    from kompass_spec.model.sheet import Sheet
    from kompass_spec.plugins.loaded import Plugins

__all__ = ["add_layout", "conclude_sheet", "renderers_for"]


class LaidOutOptions(Protocol):
    """Say where a sheet goes, and in which format and language."""

    @property
    def layout(self) -> str | None:
        """The renderer that is asked for by name."""

    @property
    def lang(self) -> str | None:
        """The BCP 47 tag of the language that is asked for."""

    @property
    def output(self) -> Path | None:
        """The file that is written, ``None`` for the terminal."""

    @property
    def json(self) -> bool:
        """Whether the terminal gets JSON."""


def add_layout(parser: argparse.ArgumentParser) -> None:
    """Add in which format and language a sheet is laid out."""
    parser.add_argument(
        "--as",
        dest="layout",
        metavar="RENDERER",
        help="text, markdown, html or another installed renderer; else by the output's ending",
    )
    parser.add_argument(
        "--lang",
        metavar="TAG",
        type=language,
        help="the language, such as sv or en (default: the edition's own)",
    )


def renderers_for(options: LaidOutOptions) -> tuple[str, ...]:
    """Return the kind of plugins that lays a sheet out, none where only JSON is asked for."""
    only_json = options.json and options.output is None
    return () if only_json or (options.output is not None and _is_json(options)) else ("renderers",)


def _is_json(options: LaidOutOptions) -> bool:
    """Tell whether the output holds JSON: by its ending, or because nothing says what else."""
    if options.layout is not None or options.output is None:
        return False
    return options.output.suffix.lower() in {"", ".json"} or is_standard_output(options.output)


def conclude_sheet(
    options: LaidOutOptions,
    data: dict[str, object],
    sheet: "Callable[[], Sheet] | None",
    *,
    plugins: "Plugins",
    warnings: Iterable[Problem],
    problems: Sequence[Problem],
) -> int:
    """Write a sheet, or JSON, to the output or the terminal, and what is wrong beside it.

    ``sheet`` composes it, and is ``None`` where there is nothing to show. Return the exit code. Raise
    ``UsageError`` where no renderer lays it out, before anything is written.
    """
    content = None
    if sheet is not None and renderers_for(options):
        content = _laid_out(options, sheet(), plugins)
    if options.output is not None and sheet is not None:
        write_bytes(options.output, json_bytes(data) if content is None else content)
    if options.json:
        write_data(data, problems)
        return 1 if problems else 0
    # Before the sheet, so that a pipe from it and the warnings do not meet on one terminal.
    warn(warnings)
    if options.output is None and content is not None:
        write_output(content)
    elif options.output is not None and sheet is not None:
        tell_where(options.output, options.lang or "en")
    complain(problems)
    return 1 if problems else 0


def _laid_out(options: LaidOutOptions, sheet: "Sheet", plugins: "Plugins") -> bytes:
    from kompass_spec.cli.terminal import this_terminal
    from kompass_spec.results.layouts import lay_out

    is_shown = options.output is None
    return lay_out(
        sheet,
        to=options.layout,
        output=None if options.output is None else str(options.output),
        terminal=this_terminal() if is_shown else None,
        plugins=plugins,
    )
