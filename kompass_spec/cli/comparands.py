"""Find what ``kompass diff`` is asked to tell apart: editions, mappings, releases of them, drafts, or released files."""

from pathlib import Path

from kompass_spec.codec.converter import structure
from kompass_spec.codec.documents import parse_json, parse_toml
from kompass_spec.codec.mappings import (
    MappingFile,
    is_mapping,
    mapping_file,
    read_mapping,
    released_mapping_file,
)
from kompass_spec.model import Edition
from kompass_spec.problems import InputError, Problem, UsageError
from kompass_spec.reading import decode_text, read_bytes
from kompass_spec.registry import Registry, chosen_edition

__all__ = ["comparand"]


def comparand(argument: str, registry: Registry) -> Edition | MappingFile:
    """Return the edition or the mapping that an argument means.

    It is an id, a release such as ``se-2016@1.0.0``, or a path to TOML or to a released file. Raise
    ``UsageError`` where there is none, ``InputError`` where a file is broken.
    """
    ending = argument.lower().rpartition(".")[2]
    if ending == "json":
        return _released(argument)
    if ending == "toml":
        text = decode_text(read_bytes(Path(argument)), argument)
        try:
            document = parse_toml(text)
        except InputError as error:
            raise error.in_file(argument) from None
        if is_mapping(document):
            return mapping_file(read_mapping(text, argument, registry))
    elif found := _installed_mapping(argument, registry):
        return found
    registry, name = chosen_edition(argument, registry)
    return registry[name]


def _released(file: str) -> Edition | MappingFile:
    text = decode_text(read_bytes(Path(file)), file)
    try:
        data = parse_json(text)
        if isinstance(data, dict) and "target" in data:
            return released_mapping_file(text, file)
        return structure(data, Edition)
    except InputError as error:
        raise error.in_file(file) from None


def _installed_mapping(argument: str, registry: Registry) -> MappingFile | None:
    """Return the mapping with this id, or this release of it; ``None`` where it is none."""
    name, _, version = argument.partition("@")
    stored = registry.stored_mapping(name)
    released = registry.released_mapping(name)
    if version:
        found = next((one for one in released if one.entry.version == version), None)
        if found is not None:
            return released_mapping_file(found.content().decode(), found.name)
        if not released:
            return None
        known = ", ".join(one.entry.version for one in released)
        sentence = f"There is no release {argument!r}. The releases of {name} are: {known}."
        raise UsageError([Problem("unknown-edition", sentence)])
    if stored is None:
        return None
    if stored.entry is None:
        return mapping_file(read_mapping(stored.text(), stored.name, registry))
    return released_mapping_file(stored.text(), stored.name)
