"""``kompass release``: publish a frozen release, withdraw one, hand an id over or back, or join branches."""

from kompass_spec.cli.options import Command
from kompass_spec.cli.release_options import ReleaseOptions, add_arguments

__all__ = ["COMMAND"]


def execute(options: ReleaseOptions) -> int:
    """Plan the release, show the plan, and carry it out unless this is a dry run."""
    if options.proposed:
        from kompass_spec.cli.release_proposed import release_proposed

        return release_proposed(options)
    if options.join is not None:
        from kompass_spec.cli.release_joining import join_branches

        return join_branches(options, options.join)
    _refuse_missing(options)
    from kompass_spec.cli.output import tell, warn, write_json
    from kompass_spec.cli.plan_table import plan_lines
    from kompass_spec.cli.release_plans import plan_for
    from kompass_spec.releases.plans import plan_data
    from kompass_spec.releases.publication import publish

    plan = plan_for(options)
    if not options.dry_run:
        publish(plan)
    if options.json:
        write_json({**plan_data(plan), "written": not options.dry_run})
        return 0
    for line in plan_lines(plan):
        tell(line)
    warn(plan.warnings)
    tell(f"Nothing was written to {plan.folder}." if options.dry_run else f"Written to {plan.folder}.")
    return 0


def _refuse_missing(options: ReleaseOptions) -> None:
    """Raise ``UsageError`` where something is missing that only a joining can do without."""
    missing = [name for name, given in (("WHAT", options.what), ("--date", options.date)) if not given]
    if missing:
        from kompass_spec.model.problems import Problem, UsageError

        sentence = f"kompass release needs {' and '.join(missing)}. See kompass release --help."
        raise UsageError([Problem("wrong-usage", sentence)])


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
        "kompass release --join main --framework kompass_frameworks",
    ),
    add_arguments=add_arguments,
    options=ReleaseOptions,
    execute=execute,
)
