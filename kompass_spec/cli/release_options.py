"""The options of ``kompass release``."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec.cli.options import add_drafts, add_json, named_path

__all__ = ["ReleaseOptions", "add_arguments"]


@final
@frozen(kw_only=True)
class ReleaseOptions:
    """Hold what is released, withdrawn, handed over or taken back, when and by whom."""

    what: str
    date: str
    reviewed_by: Sequence[str]
    withdraw: str | None
    unusual_day: str | None
    hand_over: str | None
    take_back: str | None
    reason: str | None
    framework: Path | None
    join: str | None
    proposed: bool
    name: str | None
    number: str | None
    drafts: Sequence[str]
    gaps_meant: bool
    dry_run: bool
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "what",
        metavar="WHAT",
        nargs="?",
        default="",
        help=(
            "the TOML or the id of an edition or a mapping; a scorecard or vectors as JSON; or a release such"
            " as se-2016@1.0.0"
        ),
    )
    parser.add_argument(
        "--date", metavar="DATE", default="", help="the day of the release, such as 2026-03-01; must be given"
    )
    parser.add_argument(
        "--unusual-day",
        metavar="REASON",
        help="why the day is later than today, or earlier than that of the entry before",
    )
    parser.add_argument(
        "--reviewed-by",
        metavar="NAME",
        action="append",
        default=[],
        help="who reviewed it; may be given again",
    )
    parser.add_argument("--withdraw", metavar="REASON", help="withdraw the release instead, for this reason")
    parser.add_argument(
        "--hand-over", metavar="DISTRIBUTION", help="hand the edition's id over to a distribution"
    )
    parser.add_argument("--reason", metavar="REASON", help="why the id is handed over")
    parser.add_argument(
        "--take-back",
        metavar="REASON",
        help="take an id back that was handed over and not published since, for this reason",
    )
    parser.add_argument(
        "--proposed",
        action="store_true",
        help="release every draft whose version was not released yet, editions before mappings",
    )
    parser.add_argument(
        "--join",
        metavar="PUBLISHED",
        help=(
            "put the releases of this branch after those of another that was published: a revision of git, or"
            " the framework's folder in a checkout"
        ),
    )
    parser.add_argument(
        "--framework",
        metavar="FOLDER",
        type=named_path,
        help="the framework's folder (default: the one that WHAT lies in)",
    )
    parser.add_argument("--name", metavar="NAME", help="the name of a golden scorecard")
    parser.add_argument(
        "--version", metavar="VERSION", dest="number", help="the version of a golden scorecard"
    )
    parser.add_argument(
        "--gaps-meant",
        action="store_true",
        help="release an edition for the first time although its codes leave some out",
    )
    parser.add_argument("--dry-run", action="store_true", help="show everything and write nothing")
    add_drafts(parser, "in a dry run: ")
    add_json(parser)
