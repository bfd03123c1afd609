"""The options of ``kompass render`` and ``kompass report``, which show results in the same ways."""

import argparse
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, final

from attrs import frozen

from kompass_spec.cli.options import add_output, country, language, named_path, year

if TYPE_CHECKING:
    from kompass_spec.plugins.requests import Decided

__all__ = ["PageOptions", "add_page_options", "add_page_output"]


@final
@frozen(kw_only=True)
class PageOptions:
    """Hold what is shown, in which way, and where to."""

    files: Sequence[Path]
    to: str | None
    lang: str | None
    year: int | None
    organisation: str | None
    reference: Sequence[Path]
    weakest_first: bool
    cohort: bool
    cohort_country: str | None
    look: Path | None
    edition: str | None
    editions: Sequence[tuple[int, str]]
    total: Fraction | None
    importer: str | None
    max_size: int | None
    strict: bool
    output: str | None
    json: bool
    jobs: int | None
    log: Path | None
    isolate: bool = False

    @property
    def beside(self) -> tuple[Path, ...]:
        """Return the files that are read beside those that are shown, and must not be written over."""
        return (*self.reference, *(() if self.look is None else (self.look,)))

    @property
    def decided(self) -> "Decided":
        """Return what is decided on where a report leaves it open: what is shown is what is asked for."""
        # What only shows the help needs no requests.
        from kompass_spec.plugins.requests import Decided

        return Decided(
            organisation=self.organisation, year=self.year, total=self.total, editions=tuple(self.editions)
        )


def add_page_options(parser: argparse.ArgumentParser) -> None:
    """Add what says which results are shown, and how."""
    parser.add_argument(
        "--to",
        metavar="RENDERER",
        help="text, markdown, html or another installed renderer; else by the output's ending",
    )
    parser.add_argument(
        "--lang",
        metavar="TAG",
        type=language,
        help="the language, such as sv or en (default: the edition's own)",
    )
    parser.add_argument(
        "--year", metavar="YEAR", type=year, help="show the assessment of this year (default: the newest)"
    )
    parser.add_argument(
        "--organisation",
        metavar="NAME",
        help="show only this organisation, by its name or official code, where a file holds several",
    )
    parser.add_argument(
        "--reference",
        metavar="FILE",
        type=named_path,
        action="append",
        default=[],
        help="compare with this report or file; given several times, with their mean",
    )
    parser.add_argument(
        "--weakest-first", action="store_true", help="list questions by points lost, most first"
    )
    parser.add_argument(
        "--cohort", action="store_true", help="show the result among the published results on its edition"
    )
    parser.add_argument(
        "--cohort-country",
        metavar="COUNTRY",
        type=country,
        help="show it among those of this country only, such as SE",
    )
    parser.add_argument(
        "--look",
        metavar="FILE",
        type=named_path,
        help="a TOML file with a logo, colours, a foot and texts of the organisation's own",
    )


def add_page_output(parser: argparse.ArgumentParser) -> None:
    """Add where pages go, and the option for programs that read what was written where."""
    add_output(parser, "the result", "to this file, or into this folder, as of several files,", _as_written)
    parser.add_argument(
        "--json", action="store_true", help="write what was written where, and errors, as JSON; needs -o"
    )


def _as_written(text: str) -> str | None:
    # As it was written, because pages/ means a folder, and a Path forgets that.
    return None if text == "-" else text or str(named_path(text))
