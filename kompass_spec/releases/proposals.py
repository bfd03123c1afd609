"""Plan everything that is proposed: each draft whose version was not released yet, in one order."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from attrs import evolve

from kompass_spec.documents.plain import parse_json, parse_toml
from kompass_spec.documents.released_editions import released_edition
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.model.side import Side
from kompass_spec.registry.drafts import Draft, drafts_in
from kompass_spec.registry.ledger import Ledger, ReleaseKind, digest_of, entry_line, read_ledger
from kompass_spec.registry.registry import Registry
from kompass_spec.releases.plans import Plan, plan_data, plan_release

__all__ = ["Proposal", "plan_proposed", "proposal_data"]


_LACKING = frozenset({"unknown-edition", "wrong-release", "unreleased-edition"})
"""What a mapping says of an edition that it pins and that is not released."""


class Proposal(NamedTuple):
    """Hold the plans of everything that is proposed, in the order in which they are carried out.

    ``left_out`` are the ids of drafts that were never released and have a version that begins with 0: their
    authors are not done with them.
    """

    plans: tuple[Plan, ...]
    left_out: tuple[str, ...]


def plan_proposed(
    folder: Path,
    *,
    date: str,
    unusual_day: str | None = None,
    reviewed_by: tuple[str, ...] = (),
    registry: Registry,
    gaps_meant: bool = False,
) -> Proposal:
    """Return the plans to release every draft in a framework's folder whose version was not released yet.

    Editions come before the mappings that may pin them. ``unusual_day`` is why the day is later than today,
    or earlier than the last; ``gaps_meant`` says that codes which are left out are no mistake. Nothing is
    written. Raise ``InputError`` with all
    that is wrong with any of them.
    """
    ledger = read_ledger(folder)
    head = ledger.head
    plans: list[Plan] = []
    left_out: list[str] = []
    unplanned: set[str] = set()
    problems: list[Problem] = []
    for draft in drafts_in(folder, str(folder)):
        document = folder / draft.path
        try:
            if not _is_proposed(draft, ledger):
                continue
            if _is_unfinished(draft, ledger):
                left_out.append(draft.id)
                continue
            plan = plan_release(
                document,
                date=date,
                unusual_day=unusual_day,
                reviewed_by=reviewed_by,
                registry=registry,
                folder=folder,
                gaps_meant=gaps_meant,
            )
        except InputError as error:
            found = error.in_file(str(document)).problems
            problems += [one for one in found if not _follows_from(one, draft, unplanned)]
            unplanned.add(draft.id)
            continue
        # Each entry follows from the one that is planned before it.
        entry = evolve(plan.entry, previous=head)
        head = digest_of(entry_line(entry))
        plans.append(evolve(plan, entry=entry))
        if entry.kind is ReleaseKind.EDITION and plan.content is not None:
            registry = registry.with_edition(released_edition(parse_json(plan.content.decode())))
    if problems:
        raise InputError(dict.fromkeys(problems))
    return Proposal(tuple(_without_followers(plans)), tuple(left_out))


def _follows_from(problem: Problem, draft: Draft, unplanned: Collection[str]) -> bool:
    """Tell whether a mapping lacks an edition only because that cannot be released, which is said of it."""
    end = (problem.pointer or "").removeprefix("/")
    if draft.kind is not ReleaseKind.MAPPING or end not in {side.value for side in Side}:
        return False
    pinned = str(parse_toml(draft.text()).get(end)).partition("@")[0]
    return problem.code in _LACKING and pinned in unplanned


def _without_followers(plans: Sequence[Plan]) -> Iterator[Plan]:
    """Iterate over plans without the warning that a mapping is left behind which follows with them."""
    following = {plan.entry.id for plan in plans if plan.entry.kind is ReleaseKind.MAPPING}
    for plan in plans:
        warnings = (one for one in plan.warnings if one.code != "left-behind" or one.file not in following)
        yield evolve(plan, warnings=tuple(warnings))


def proposal_data(proposal: Proposal) -> dict[str, Any]:
    """Return what is proposed as plain data for JSON."""
    return {
        "releases": [plan_data(plan) for plan in proposal.plans],
        "left_out": list(proposal.left_out),
    }


def _version(draft: Draft) -> object:
    return parse_toml(draft.text()).get("release")


def _is_proposed(draft: Draft, ledger: Ledger) -> bool:
    return _version(draft) not in {entry.version for entry in ledger.releases(draft.kind, draft.id)}


def _is_unfinished(draft: Draft, ledger: Ledger) -> bool:
    return not ledger.releases(draft.kind, draft.id) and str(_version(draft)).startswith("0.")
