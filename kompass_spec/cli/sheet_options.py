"""The options of every command that shows a sheet: where it goes, its renderer, its language."""

import argparse
from pathlib import Path

from kompass_spec.cli.options import language, output_file

__all__ = ["add_language", "add_sheet_output", "is_data"]


def add_language(parser: argparse.ArgumentParser, default: str = "the edition's own") -> None:
    """Add the language of the texts; ``default`` says which is used without the option."""
    parser.add_argument(
        "--lang",
        metavar="TAG",
        type=language,
        help=f"the language, such as sv or en (default: {default})",
    )


def add_sheet_output(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the file that a sheet is written to, and the renderer that lays it out."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        type=output_file,
        help=(
            f"write {what} to this file, by its ending as a page, a document, …, or as JSON (.json, or no"
            " ending), instead of the terminal, which - means"
        ),
    )
    parser.add_argument(
        "--as",
        dest="renderer",
        metavar="RENDERER",
        help="text, markdown, html or another installed renderer, whatever the ending of -o",
    )


def is_data(output: Path | None, renderer: str | None) -> bool:
    """Tell whether an output is JSON: by its ending, or as it has none, and no renderer is named.

    >>> [is_data(Path(name), None) for name in ("c.json", "c.html", "c", "a.b/c")]
    [True, False, True, True]
    >>> is_data(Path("c.json"), "text"), is_data(None, None)
    (False, False)
    """
    return output is not None and renderer is None and output.suffix.lower() in {"", ".json"}
