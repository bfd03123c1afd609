"""``kompass release``: publish a frozen release, withdraw one, or hand an id over."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import final

from attrs import frozen

from kompass_spec.cli.options import Command, add_json

__all__ = ["COMMAND", "ReleaseOptions"]


@final
@frozen(kw_only=True)
class ReleaseOptions:
    """Hold what is released, withdrawn or handed over, when and by whom."""

    what: str
    date: str
    reviewed_by: Sequence[str]
    withdraw: str | None
    hand_over: str | None
    reason: str | None
    framework: Path | None
    name: str | None
    number: str | None
    dry_run: bool
    json: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "what",
        metavar="WHAT",
        help=(
            "the TOML or the id of an edition or a mapping; a scorecard or vectors as JSON; or a release such"
            " as se-2016@1.0.0"
        ),
    )
    parser.add_argument(
        "--date", metavar="DATE", required=True, help="the day of the release, such as 2026-03-01"
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
        "--framework",
        metavar="FOLDER",
        type=Path,
        help="the framework's folder (default: the one that WHAT lies in)",
    )
    parser.add_argument("--name", metavar="NAME", help="the name of a golden scorecard")
    parser.add_argument(
        "--version", metavar="VERSION", dest="number", help="the version of a golden scorecard"
    )
    parser.add_argument("--dry-run", action="store_true", help="show everything and write nothing")
    add_json(parser)


def execute(options: ReleaseOptions) -> int:
    """Plan the release, show the plan, and carry it out unless this is a dry run."""
    from kompass_spec.cli.output import write_json
    from kompass_spec.cli.release_plans import edition_released, plan_for
    from kompass_spec.releases.plans import plan_data
    from kompass_spec.releases.publication import publish
    from kompass_spec.wording.editions import limits_of

    plan = plan_for(options)
    if not options.dry_run:
        publish(plan)
    if options.json:
        write_json({**plan_data(plan), "written": not options.dry_run})
        return 0
    print(plan.changelog)
    print(f"{plan.entry.action.value}: {plan.entry.kind.value} {plan.entry.id}@{plan.entry.version}")
    print(f"SHA-256: {plan.entry.sha256}")
    for line in limits_of(edition_released(plan)):
        print(line)
    print(f"Nothing was written to {plan.folder}." if options.dry_run else f"Written to {plan.folder}.")
    return 0


COMMAND = Command(
    examples=(
        (
            "kompass release editions/se-2016/edition.toml --date 2026-03-01 --reviewed-by 'A. Reviewer'"
            " --dry-run"
        ),
        (
            "kompass release se-2016@1.0.0 --withdraw 'A weight is wrong.' --date 2026-03-01 --reviewed-by"
            " 'A. Reviewer' --framework kompass_frameworks"
        ),
    ),
    add_arguments=add_arguments,
    options=ReleaseOptions,
    execute=execute,
)
