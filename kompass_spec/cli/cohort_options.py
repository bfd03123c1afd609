"""The options of ``kompass cohort``."""

import argparse
from typing import final

from attrs import frozen

from kompass_spec.cli.batch_options import BatchOptions
from kompass_spec.cli.options import add_isolate, add_json, add_limit, add_output, country, named_path, year
from kompass_spec.cli.sheet_output import add_layout
from kompass_spec.model.assessment import TOTAL

__all__ = ["CohortOptions", "add_arguments"]


@final
@frozen(kw_only=True)
class CohortOptions(BatchOptions):
    """Hold which published results count, on which edition, and whose results are ranked among them."""

    to: str | None
    dataset: str | None
    country: str | None
    since: int | None
    until: int | None
    every: bool
    ranks: bool
    by: str
    without_derived: bool
    layout: str | None
    lang: str | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        type=named_path,
        help=(
            "printed reports, or assessments or scorecards as JSON, of which the newest is ranked among the"
            " others"
        ),
    )
    parser.add_argument("--edition", metavar="EDITION", help="only results on this edition (default: each)")
    parser.add_argument("--to", metavar="EDITION", help="convert all results to this edition")
    parser.add_argument("--dataset", metavar="NAME", help="only results of this dataset (default: all)")
    parser.add_argument(
        "--country", metavar="COUNTRY", type=country, help="only results of this country, such as SE"
    )
    parser.add_argument("--since", metavar="YEAR", type=year, help="only results of this year or later")
    parser.add_argument("--until", metavar="YEAR", type=year, help="only results of this year or earlier")
    parser.add_argument(
        "--every",
        action="store_true",
        help="count every evaluation of an organisation, not only its newest on each edition",
    )
    parser.add_argument(
        "--ranks",
        action="store_true",
        help="rank every result: the places that the figures allow, and how firm each pair is",
    )
    parser.add_argument(
        "--by", metavar="CODE", default=TOTAL, help="the area to rank by (default: the total)"
    )
    parser.add_argument(
        "--without-derived",
        action="store_true",
        help="leave out results of which a figure was computed from others that were published",
    )
    add_limit(parser)
    add_isolate(parser)
    add_layout(parser)
    add_output(parser, "the cohorts", "to this file, as JSON where it ends with .json,")
    add_json(parser)
