"""Find the edition or the mapping that an argument means: an id, a release, a draft, or a released file."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve

from kompass_spec.documents.disk import read_bytes
from kompass_spec.documents.forms import FIRST, content_of
from kompass_spec.documents.further_keys import without_further_keys
from kompass_spec.documents.kinds import DocumentKind, is_json, is_toml, kind_of_json, kind_of_toml
from kompass_spec.documents.mappings import (
    MappingFile,
    mapping_file,
    read_mapping,
    released_mapping,
    released_mapping_file,
)
from kompass_spec.documents.plain import parse_json, parse_toml
from kompass_spec.documents.structure import structure
from kompass_spec.documents.text import decode_text
from kompass_spec.model import Edition
from kompass_spec.model.problems import InputError, Problem, UsageError
from kompass_spec.plugins.requests import Decided
from kompass_spec.registry.registry import Registry

if TYPE_CHECKING:
    from kompass_spec.model.mapping import EditionMapping

__all__ = [
    "chosen_decided",
    "chosen_drafts",
    "chosen_edition",
    "chosen_mapping",
    "chosen_mappings",
    "comparand",
    "shown_mapping",
]


def comparand(argument: str, registry: Registry) -> Edition | MappingFile:
    """Return the edition or the mapping that an argument means.

    It is an id, a release such as ``se-2016@1.0.0``, or a path to TOML or to a released file. Raise
    ``UsageError`` where there is none, ``InputError`` where a file is broken.
    """
    if is_json(argument):
        return _released(argument)
    if is_toml(argument):
        text = decode_text(read_bytes(Path(argument)), argument)
        try:
            document = parse_toml(text)
        except InputError as error:
            raise error.in_file(argument) from None
        if kind_of_toml(document) is DocumentKind.MAPPING:
            return mapping_file(_drafted_mapping(argument, text, registry))
    elif mapping := _installed_mapping(argument, registry):
        return mapping
    registry, name = chosen_edition(argument, registry)
    return registry[name]


def _released(file: str) -> Edition | MappingFile:
    text = decode_text(read_bytes(Path(file)), file)
    try:
        data = parse_json(text)
        if kind_of_json(data) is DocumentKind.RELEASED_MAPPING:
            return released_mapping_file(text, file)
        return _released_edition(data)
    except InputError as error:
        raise error.in_file(file) from None


def _released_edition(data: Any) -> Edition:
    """Return the edition in a released file; as no ledger was asked for it, every rule is checked."""
    form, content = content_of(data)
    return structure(content if form == FIRST else without_further_keys(content, Edition)[0], Edition)


def _installed_mapping(argument: str, registry: Registry) -> MappingFile | None:
    """Return the mapping with this id, or this release of it; ``None`` where it is none."""
    name, _, version = argument.partition("@")
    stored = registry.stored_mapping(name)
    released = registry.released_mapping(name)
    if version:
        for release in released:
            if release.entry.version == version:
                return released_mapping_file(release.content().decode(), release.name)
        if not released:
            return None
        known = ", ".join(release.entry.version for release in released)
        sentence = f"There is no release {argument!r}. The releases of {name} are: {known}."
        raise UsageError([Problem("unknown-edition", sentence)])
    if stored is None:
        return None
    if stored.entry is None:
        return mapping_file(read_mapping(stored.text(), stored.name, registry))
    return released_mapping_file(stored.text(), stored.name)


def chosen_edition(argument: str, registry: Registry) -> tuple[Registry, str]:
    """Return what an EDITION argument means, in a registry in which it stands for its id.

    The argument is an id, which may be that of a draft, ``id@version``, or a path to TOML. Raise
    ``UsageError`` where there is no such edition, ``InputError`` where the TOML is broken.

    >>> from kompass_spec import load_registry

    >>> file = "frameworks/kompass_frameworks/editions/se-2016/edition.toml"
    >>> registry, name = chosen_edition(file, load_registry())
    >>> name, registry[name].completeness.value
    ('se-2016', 'complete')
    """
    if not is_toml(argument):
        # An id can be the name of a folder too, but it has no folder before it.
        if Path(argument).name != argument and (draft := Path(argument) / "edition.toml").is_file():
            sentence = f"{argument!r} is the folder of an edition. Name the file in it: {draft.as_posix()}."
            raise UsageError([Problem("unknown-edition", sentence)])
        edition = registry.find(argument)
        return registry.with_edition(edition), edition.id
    # Imported here because an id, which most commands are given, needs no reader of TOML.
    from kompass_spec.documents.editions import read_edition

    edition = read_edition(decode_text(read_bytes(Path(argument)), argument), argument)
    return registry.with_edition(edition), edition.id


def chosen_decided(decided: Decided | None, registry: Registry) -> tuple[Registry, Decided]:
    """Return the registry with the editions that a user has decided on, and what was decided with their ids.

    Raise as ``chosen_edition`` does.
    """
    if decided is None:
        return registry, Decided()
    editions = []
    for year, argument in decided.editions:
        registry, name = chosen_edition(argument, registry)
        editions.append((year, name))
    return registry, evolve(decided, editions=tuple(editions))


def chosen_drafts(files: Iterable[str], registry: Registry) -> Registry:
    """Return the registry with these drafts of editions, paths to TOML, each of which stands for its id.

    Raise ``InputError`` where a file is broken, with everything that is wrong in any of them.
    """
    problems: list[Problem] = []
    for file in files:
        try:
            registry, _ = chosen_edition(file, registry)
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return registry


def chosen_mapping(argument: str, registry: Registry) -> "EditionMapping":
    """Return what names a mapping: a path to TOML, or a release of it by ``id@version``.

    Raise ``InputError`` where the file or the release is broken.

    >>> from kompass_spec import load_registry

    >>> chosen_mapping("se-2010-to-se-2016@1.0.0", load_registry()).target.id
    'se-2016'
    """
    released = registry.release_of_mapping(argument)
    if released is not None:
        return released_mapping(released.content().decode(), released.name, registry)
    return _drafted_mapping(argument, decode_text(read_bytes(Path(argument)), argument), registry)


def _drafted_mapping(file: str, text: str, registry: Registry) -> "EditionMapping":
    """Return the mapping in a file, which may join editions that lie as drafts in the same framework."""
    # Imported here because what is installed needs no reader of drafts.
    from kompass_spec.registry.drafts_beside import with_drafts_beside

    return read_mapping(text, file, with_drafts_beside(Path(file), registry))


def shown_mapping(argument: str, registry: Registry) -> "EditionMapping | None":
    """Return the mapping that an argument means, ``None`` where it means none, such as an edition.

    It is an id, a release by ``id@version``, or a path to TOML or to a released file. Raise ``InputError``
    where the file or the release is broken, ``UsageError`` where there is no such release.

    >>> from kompass_spec import load_registry

    >>> registry = load_registry()
    >>> shown_mapping("se-2010-to-se-2016", registry).target.id, shown_mapping("se-2016", registry)
    ('se-2016', None)
    """
    if is_toml(argument):
        text = decode_text(read_bytes(Path(argument)), argument)
        try:
            kind = kind_of_toml(parse_toml(text))
        except InputError as error:
            raise error.in_file(argument) from None
        return _drafted_mapping(argument, text, registry) if kind is DocumentKind.MAPPING else None
    if is_json(argument):
        text = decode_text(read_bytes(Path(argument)), argument)
        try:
            kind = kind_of_json(parse_json(text))
        except InputError as error:
            raise error.in_file(argument) from None
        return released_mapping(text, argument, registry) if kind is DocumentKind.RELEASED_MAPPING else None
    name, _, version = argument.partition("@")
    if registry.stored_mapping(name) is None and not registry.released_mapping(name):
        return None
    if version and registry.release_of_mapping(argument) is not None:
        return chosen_mapping(argument, registry)
    # Says which releases there are, where there is no such one.
    _installed_mapping(argument, registry)
    found = next((mapping for mapping in registry.mappings() if mapping.id == name), None)
    if found is None:
        raise InputError(registry.mapping_problems())
    return found


def chosen_mappings(files: Iterable[str], registry: Registry) -> Registry:
    """Return the registry with these mappings, each of which stands for its id.

    Each is a path to TOML, or a release by ``id@version``. Raise ``InputError`` where a file is broken, with
    everything that is wrong in any of them.

    >>> from kompass_spec import load_registry

    >>> file = "frameworks/kompass_frameworks/mappings/se-2010-to-se-2016/mapping.toml"
    >>> registry = chosen_mappings([file], load_registry())
    >>> "se-2010-to-se-2016" in [mapping.id for mapping in registry.mappings()]
    True
    """
    problems: list[Problem] = []
    extended = registry
    for file in files:
        try:
            extended = extended.with_mapping(chosen_mapping(file, registry))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return extended
