"""The drafts of editions of which nothing was released: they are not in use, but can be looked at."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from kompass_spec.model.edition import Edition
from kompass_spec.model.problems import InputError
from kompass_spec.model.same_meaning import major_of
from kompass_spec.registry.drafts import Draft, drafts_in
from kompass_spec.registry.ledger import ReleaseKind
from kompass_spec.registry.ownership import Holding
from kompass_spec.registry.registry import Registry

__all__ = ["is_known", "unreleased_editions", "with_drafts_beside", "with_unknown"]

_DEPTH = 3
"""How far above the file of a draft the folder of its framework lies: editions/<id>/edition.toml."""


def unreleased_editions(holdings: Iterable[Holding], standing: Mapping[str, Edition]) -> dict[str, Edition]:
    """Return, by their ids, the drafts beside a ledger that can be read and of which nothing was released.

    An id that something stands for already is left out; of two drafts of one id the first distribution's is
    taken, in alphabetical order.
    """
    drafts: dict[str, Edition] = {}
    for holding in sorted(holdings, key=lambda holding: holding.distribution):
        released = holding.ledger.ids(ReleaseKind.EDITION)
        for draft in drafts_in(holding.folder, holding.distribution):
            if draft.kind is ReleaseKind.EDITION and draft.id not in {*released, *standing, *drafts}:
                drafts |= {edition.id: edition for edition in _read([draft]) if edition.id == draft.id}
    return drafts


def with_drafts_beside(file: Path, registry: Registry) -> Registry:
    """Return a registry with the drafts of the framework that a file lies in, as far as they are unknown.

    So a mapping can be read before the edition that it joins is released. A file that lies in no framework
    has nothing beside it.
    """
    folder = file.resolve()
    for _ in range(_DEPTH):
        folder = folder.parent
    return with_unknown(registry, _read(_editions_in(folder)))


def with_unknown(registry: Registry, drafts: Iterable[Edition]) -> Registry:
    """Return a registry in which each draft stands for its id, unless its major version was released."""
    for edition in drafts:
        if not is_known(edition, registry):
            registry = registry.with_edition(edition)
    return registry


def is_known(edition: Edition, registry: Registry) -> bool:
    """Tell whether a release of an edition with its major version is there, so that a mapping can pin it."""
    return f"{edition.id}@{major_of(edition)}" in registry


def _editions_in(folder: Traversable) -> Iterator[Draft]:
    return (draft for draft in drafts_in(folder, str(folder)) if draft.kind is ReleaseKind.EDITION)


def _read(drafts: Iterable[Draft]) -> Iterator[Edition]:
    """Iterate over the editions of drafts; what is wrong with one is said where it is checked."""
    for draft in drafts:
        # Imported here because few frameworks have such a draft, and the strict converter is slow.
        from kompass_spec.documents.editions import read_edition

        try:
            yield read_edition(draft.text(), draft.name)
        except InputError:
            continue
