"""Say for the terminal what a release does, or would do."""

from collections.abc import Iterator

from kompass_spec.cli.output import folded
from kompass_spec.cli.release_plans import edition_released
from kompass_spec.releases.publication import Plan
from kompass_spec.wording.editions import limits_of

__all__ = ["plan_lines"]


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield what readers are told of a release, which one it is, and what its edition lacks."""
    yield plan.changelog
    yield f"{plan.entry.action.value}: {plan.entry.kind.value} {plan.entry.id}@{plan.entry.version}"
    yield f"SHA-256: {plan.entry.sha256}"
    if limits := limits_of(edition_released(plan)):
        yield folded(limits, indent="  ")
