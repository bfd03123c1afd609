"""The releases of editions and mappings as a sheet lists them, with what changed in each."""

from collections.abc import Iterable, Iterator

from kompass_spec.documents.mappings import MappingFile, released_mapping_file
from kompass_spec.model.edition import Edition
from kompass_spec.model.problems import InputError
from kompass_spec.registry.registry import Registry
from kompass_spec.registry.stored import Released
from kompass_spec.releases.differences import diff_editions
from kompass_spec.releases.mapping_differences import diff_mapping_files
from kompass_spec.sheets.edition_releases import ShownRelease

__all__ = ["listed_releases"]


def listed_releases(names: Iterable[str], registry: Registry) -> tuple[ShownRelease, ...]:
    """Return the releases of editions and mappings by their ids, of each the newest first.

    What changed is ``None`` of the first release, and where one of the two cannot be read.

    >>> from kompass_spec import load_registry
    >>> newest, *_ = listed_releases(["se-2016"], load_registry())
    >>> newest.version, newest.date, newest.changes
    ('1.0.2', '2026-11-29', ('redescribed', 'renoted', 're-sourced'))
    """
    return tuple(shown for name in names for shown in _listed(name, registry))


def _listed(name: str, registry: Registry) -> Iterator[ShownRelease]:
    released = registry.released(name) or registry.released_mapping(name)
    usable = [release for release in released if release.withdrawn is None]
    pairs = list(zip((None, *released), released, strict=False))
    for before, release in reversed(pairs):
        entry = release.entry
        yield ShownRelease(
            name=entry.id,
            version=entry.version,
            date=entry.date,
            sha256=entry.sha256,
            is_newest=bool(usable) and release is usable[-1],
            withdrawn=release.withdrawn,
            changes=None if before is None else _changes(before, release),
        )


def _changes(before: Released, after: Released) -> tuple[str, ...] | None:
    """Return the kinds of what changed, each once, ``None`` where a release cannot be read."""
    try:
        earlier, later = _read(before), _read(after)
    except InputError:
        return None
    if isinstance(earlier, Edition) and isinstance(later, Edition):
        difference = diff_editions(earlier, later)
    elif isinstance(earlier, MappingFile) and isinstance(later, MappingFile):
        difference = diff_mapping_files(earlier, later)
    else:
        return None
    return tuple(dict.fromkeys(change.kind for change in difference.changes))


def _read(release: Released) -> Edition | MappingFile:
    if release.entry.kind.value == "mapping":
        return released_mapping_file(release.content().decode(), release.name)
    return release.edition()
