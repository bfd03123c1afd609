"""Plan entries about what was released before: a withdrawal, a hand-over of an id, or taking it back."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.plugins.names import normal_name
from kompass_spec.registry.ledger import Action, Entry, Ledger, ReleaseKind, read_ledger
from kompass_spec.registry.pins import Pins
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.registry.terms import Holding, follows, terms_by_distribution
from kompass_spec.releases.new_entries import Said
from kompass_spec.releases.plan_rules import argument_problems, check_entry, later_problems
from kompass_spec.releases.publication import Plan, release_notes
from kompass_spec.releases.versions import released_by

__all__ = ["plan_hand_over", "plan_take_back", "plan_withdrawal"]


def plan_withdrawal(
    folder: Path,
    kind: ReleaseKind,
    name: str,
    version: str,
    *,
    reason: str,
    date: str,
    unusual_day: str | None = None,
    reviewed_by: tuple[str, ...] = (),
) -> Plan:
    """Return the plan to withdraw a release: it stays loadable by its exact version, and says so.

    Raise ``InputError`` where there is no such release, it was withdrawn before, or its id was handed over.
    """
    said = Said(date, reviewed_by, unusual_day)
    return _planned(folder, Action.WITHDRAW, kind, name, version, said=said, reason=reason)


def plan_hand_over(
    folder: Path,
    name: str,
    *,
    to: str,
    reason: str,
    date: str,
    unusual_day: str | None = None,
    reviewed_by: tuple[str, ...] = (),
    registry: Registry | None = None,
) -> Plan:
    """Return the plan to hand the id of an edition or a mapping over to another distribution.

    It takes effect with the first release of that one. Raise ``InputError`` where nothing was released under
    the id, it was handed over before, or ``to`` is no name of another distribution.
    """
    ledger = read_ledger(folder)
    kind = ledger.kind_of(name) or ReleaseKind.EDITION
    if kind not in {ReleaseKind.EDITION, ReleaseKind.MAPPING}:
        sentence = (
            f"{name} is of the kind {kind.value}, which nobody else publishes. Only the id of an edition or a"
            " mapping is handed over."
        )
        raise InputError([Problem("bad-entry", sentence)])
    released = ledger.releases(kind, name)
    registry = registry if registry is not None else load_registry()
    owners = {
        normal_name(release.distribution)
        for release in released_by(kind, name, registry)
        if release.entry in released
    }
    if normal_name(to) in owners:
        sentence = f"{to} is the distribution that hands {name} over. Name another."
        raise InputError([Problem("bad-entry", sentence)])
    version = released[-1].version if released else "0.0.0"
    said = Said(date, reviewed_by, unusual_day)
    return _planned(folder, Action.HAND_OVER, kind, name, version, said=said, reason=reason, to=to)


def plan_take_back(
    folder: Path,
    name: str,
    *,
    reason: str,
    date: str,
    unusual_day: str | None = None,
    reviewed_by: tuple[str, ...] = (),
    plugins: Plugins | None = None,
    pins: Pins | None = None,
) -> Plan:
    """Return the plan to take an id back that was handed over and not published since.

    Raise ``InputError`` where it was not handed over, or the distribution that it was handed over to is among
    the installed ``plugins`` and has published it, or holds it by ``pins``, all that hold unless given.
    """
    ledger = read_ledger(folder)
    kind = ledger.kind_of(name) or ReleaseKind.EDITION
    said = Said(date, reviewed_by, unusual_day)
    plugins = plugins if plugins is not None else load_plugins("frameworks")
    pins = pins if pins is not None else load_registry(plugins).pins
    problems = list(_take_back_problems(ledger, kind, name, plugins, pins))
    if not reason.strip():
        problems.append(Problem("missing-reason", "Say why, so that readers of the ledger understand it."))
    if problems:
        raise InputError([*problems, *argument_problems(said, ledger)])
    last = ledger.releases(kind, name)[-1]
    return _plan(folder, ledger, Action.TAKE_BACK, last, said=said, reason=reason)


def _take_back_problems(
    ledger: Ledger, kind: ReleaseKind, name: str, plugins: Plugins, pins: Pins
) -> Iterator[Problem]:
    receiver = ledger.handed_to(kind, name)
    if receiver is None:
        sentence = f"{name} was not handed over by this ledger, so there is nothing to take back."
        yield Problem("bad-entry", sentence)
        return
    ((*_, given),) = terms_by_distribution(kind, name, [Holding("", Path(), ledger)]).values()
    published = next(
        (
            entry
            for ledger in _ledgers_of(receiver, plugins)
            for entry in ledger.releases(kind, name)
            if follows(entry, given) is None
        ),
        None,
    )
    if published is not None:
        what = f"{receiver} has published {published.version} of {name} since it was handed over"
    elif said_by := _pinned_with(receiver, name, pins):
        what = f"{receiver} has published {name} since it was handed over, by the pins of {said_by}"
    else:
        return
    sentence = (
        f"{what}, so it cannot be taken back. Ask for it to be handed back, in the ledger of"
        f' {receiver}: `plan_hand_over(…, "{name}", to=DISTRIBUTION)`.'
    )
    yield Problem("handed-over", sentence)


def _pinned_with(distribution: str, name: str, pins: Pins) -> str:
    """Return the files that decide and pin an id with a distribution, as words; empty where none does."""
    return " and ".join(pins.of_id(name).holders.get(normal_name(distribution), ("", ()))[1])


def _ledgers_of(distribution: str, plugins: Plugins) -> Iterator[Ledger]:
    """Iterate over the ledgers of an installed distribution; a broken one publishes nothing."""
    for plugin in plugins.of_kind("frameworks"):
        if normal_name(plugin.distribution) == normal_name(distribution):
            with suppress(InputError):
                yield read_ledger(plugin.provided.folder, plugin.distribution)


def _planned(
    folder: Path,
    action: Action,
    kind: ReleaseKind,
    name: str,
    version: str,
    *,
    said: Said,
    reason: str,
    to: str | None = None,
) -> Plan:
    ledger = read_ledger(folder)
    if problems := list(later_problems(action, kind, name, version, reason, ledger)):
        raise InputError([*problems, *argument_problems(said, ledger)])
    released = next(entry for entry in ledger.releases(kind, name) if entry.version == version)
    return _plan(folder, ledger, action, released, said=said, reason=reason, to=to)


def _plan(
    folder: Path,
    ledger: Ledger,
    action: Action,
    released: Entry,
    *,
    said: Said,
    reason: str,
    to: str | None = None,
) -> Plan:
    """Return the plan for an entry about an earlier release, of which nothing is frozen again."""
    entry = Entry(
        action=action,
        kind=released.kind,
        id=released.id,
        version=released.version,
        sha256=released.sha256,
        file=released.file,
        previous=ledger.head,
        reason=reason,
        to=to,
        **said.as_fields(),
    )
    check_entry(folder, ledger, entry)
    return Plan(
        folder=folder, entry=entry, content=None, difference=None, changelog=release_notes(entry, None)
    )
