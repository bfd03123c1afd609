"""``kompass release --join``: put the entries of this branch after those of the one that was published."""

from pathlib import Path

from kompass_spec.cli.output import tell, write_json
from kompass_spec.cli.release_options import ReleaseOptions
from kompass_spec.model.problems import Problem, UsageError
from kompass_spec.registry.ledger import Entry
from kompass_spec.releases.join_writing import join
from kompass_spec.releases.joining import Joining, joining_data, plan_joining
from kompass_spec.releases.plans import framework_folder

__all__ = ["join_branches"]


def join_branches(options: ReleaseOptions, published: str) -> int:
    """Plan the joining, show it, and carry it out unless this is a dry run; return the exit code."""
    _refuse_others(options)
    folder = options.framework or framework_folder(Path.cwd())
    plan = plan_joining(folder, published, date=options.date or None)
    written = not options.dry_run and join(plan)
    if options.json:
        write_json({**joining_data(plan), "written": written})
        return 0
    for line in _lines(plan):
        tell(line)
    tell(f"Written to {folder}." if written else f"Nothing was written to {folder}.")
    return 0


def _lines(plan: Joining) -> list[str]:
    name = plan.published.name
    lines = [f"{name}: {len(plan.published.ledger.heads())} entries, head {plan.published.ledger.head}"]
    lines += [f"after it: {_described(entry)}" for entry in plan.joined]
    lines += [f"left out, as {name} says it already: {_described(entry)}" for entry in plan.left_out]
    lines += [f"taken over: {file}" for file in sorted(plan.copied)]
    lines += [f"signed by somebody, and no longer a head: {file}" for file in plan.stale]
    if plan.joined and plan.content != plan.before:
        lines.append(
            "As this branch had them, its entries were never published: a head of it that somebody noted,"
            " pinned or signed holds no longer."
        )
    return [*lines, f"head: {plan.head}"]


def _described(entry: Entry) -> str:
    return f"{entry.action.value} {entry.kind.value} {entry.id}@{entry.version} ({entry.date})"


def _refuse_others(options: ReleaseOptions) -> None:
    """Raise ``UsageError`` where something else is asked for at the same time."""
    others = (
        *(options.withdraw, options.hand_over, options.take_back, options.reason, options.unusual_day),
        *(options.name, options.number),
    )
    if options.what or options.reviewed_by or any(other is not None for other in others):
        sentence = (
            "--join puts entries in order that were made before: beside it stand --framework, --date,"
            " --dry-run and --json alone."
        )
        raise UsageError([Problem("wrong-usage", sentence)])
