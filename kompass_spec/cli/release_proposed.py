"""``kompass release --proposed``: release every draft whose version was not released yet."""

from pathlib import Path

from kompass_spec.cli.output import tell, warn, write_json
from kompass_spec.cli.plan_table import plan_lines
from kompass_spec.cli.release_options import ReleaseOptions
from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.plugins.host import load_plugins
from kompass_spec.registry.registry import load_registry
from kompass_spec.releases.plans import framework_folder
from kompass_spec.releases.proposals import plan_proposed, proposal_data
from kompass_spec.releases.publication import publish

__all__ = ["release_proposed"]


def release_proposed(options: ReleaseOptions) -> int:
    """Plan everything that is proposed, show it, and carry it out unless this is a dry run.

    Return the exit code. Nothing is written unless all of it can be released.
    """
    _refuse_others(options)
    folder = options.framework or framework_folder(Path.cwd())
    proposal = plan_proposed(
        folder,
        date=options.date,
        reviewed_by=tuple(options.reviewed_by),
        registry=load_registry(load_plugins("frameworks")),
        unusual_day=options.unusual_day,
        gaps_meant=options.gaps_meant,
    )
    written = bool(proposal.plans) and not options.dry_run
    if written:
        for plan in proposal.plans:
            publish(plan)
    if options.json:
        write_json({**proposal_data(proposal), "written": written})
        return 0
    for plan in proposal.plans:
        for line in plan_lines(plan):
            tell(line)
        warn(plan.warnings)
        if plan.difference is not None and plan.difference.step is not None:
            tell(f"Together a {plan.difference.step.value} step.")
        tell()
    for name in proposal.left_out:
        tell(f"left out: {name}, which was never released and has a version that begins with 0")
    if not proposal.plans:
        tell("Nothing is proposed: the version of every draft was released.")
    tell(f"Written to {folder}." if written else f"Nothing was written to {folder}.")
    return 0


def _refuse_others(options: ReleaseOptions) -> None:
    """Raise ``UsageError`` where something else is asked for at the same time, or the day is missing."""
    others = (
        *(options.withdraw, options.hand_over, options.take_back, options.reason),
        *(options.name, options.number, options.join),
    )
    if options.what or not options.date or any(other is not None for other in others):
        sentence = (
            "--proposed releases the drafts of a framework, whichever they are: it needs --date, and beside"
            " it stand --reviewed-by, --unusual-day, --gaps-meant, --framework, --dry-run and --json alone."
        )
        raise UsageError([Problem("wrong-usage", sentence)])
