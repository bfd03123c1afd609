"""``kompass release``: publish a frozen release, withdraw one, or hand an id over."""

from kompass_spec.cli.options import Command
from kompass_spec.cli.release_options import ReleaseOptions, add_arguments

__all__ = ["COMMAND"]


def execute(options: ReleaseOptions) -> int:
    """Plan the release, show the plan, and carry it out unless this is a dry run."""
    from kompass_spec.cli.output import warn, write_json
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
    warn(plan.warnings)
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
