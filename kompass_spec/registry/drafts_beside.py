"""The drafts of editions in the framework of a file, with which a mapping there is read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kompass_spec.model.edition import Edition
from kompass_spec.model.same_meaning import major_of
from kompass_spec.registry.drafts import Draft, drafts_in
from kompass_spec.registry.ledger import ReleaseKind
from kompass_spec.registry.registry import Registry
from kompass_spec.registry.unreleased import read_drafts

__all__ = ["with_drafts_beside", "with_drafts_in"]

_DEPTH = 3
"""How far above the file of a draft the folder of its framework lies: editions/<id>/edition.toml."""


def with_drafts_beside(file: Path, registry: Registry) -> Registry:
    """Return a registry with the drafts of the framework that a file lies in, as far as they are unknown.

    So a mapping can be read before the edition that it joins is released. A file that lies in no framework
    has nothing beside it.
    """
    folder = file.resolve()
    for _ in range(_DEPTH):
        folder = folder.parent
    return with_drafts_in(folder, registry)


def with_drafts_in(folder: Path, registry: Registry) -> Registry:
    """Return a registry with the drafts in a framework's folder, as far as they are unknown."""
    return _with_unknown(registry, read_drafts(_editions_in(folder)))


def _with_unknown(registry: Registry, drafts: Iterable[Edition]) -> Registry:
    """Return a registry in which each draft stands for its id, unless its major version was released."""
    for edition in drafts:
        if not _is_known(edition, registry):
            registry = registry.with_edition(edition)
    return registry


def _is_known(edition: Edition, registry: Registry) -> bool:
    """Tell whether a release of an edition with its major version is there, so that a mapping can pin it."""
    return f"{edition.id}@{major_of(edition)}" in registry


def _editions_in(folder: Path) -> Iterator[Draft]:
    return (draft for draft in drafts_in(folder, str(folder)) if draft.kind is ReleaseKind.EDITION)
