"""Check editions, mappings, registers and the package's own JSON, and report everything that is wrong."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, final

from attrs import frozen

from kompass_spec.codec.documents import parse_json, parse_toml
from kompass_spec.codec.editions import read_edition
from kompass_spec.codec.mappings import read_mapping
from kompass_spec.codec.registers import read_register
from kompass_spec.importing import assessments_from_data
from kompass_spec.model import Edition
from kompass_spec.problems import InputError, Problem
from kompass_spec.reading import DEFAULT_LIMIT, decode_text, expand_paths, read_bytes
from kompass_spec.registry import Registry, load_registry
from kompass_spec.scoring import scored_from_data

__all__ = ["Checked", "check_installed", "check_paths"]

ENDINGS = (".json", ".toml")


@final
@frozen(kw_only=True)
class Checked:
    """Say what was checked, file by file with what it holds, every problem that was found, and the editions in order."""

    files: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()
    editions: tuple[Edition, ...] = ()


def check_paths(paths: Iterable[Path], limit: int = DEFAULT_LIMIT) -> Checked:
    """Check the TOML and JSON files named, and those in folders; raise nothing for what is wrong in them.

    >>> check_paths([Path("frameworks/kompass_frameworks/editions/se-2016/edition.toml")]).problems
    ()
    """
    files = []
    editions: list[Edition] = []
    found, problems = expand_paths(paths, ENDINGS)
    for path in found:
        try:
            files.append((str(path), _check(path, limit, editions)))
        except InputError as error:
            problems.extend(error.in_file(str(path)).problems)
    return Checked(files=tuple(files), problems=tuple(problems), editions=tuple(editions))


def check_installed(registry: Registry | None = None) -> Checked:
    """Check every edition, mapping and register that the installed frameworks bring."""
    registry = registry if registry is not None else load_registry()
    problems = list(registry.problems)
    files = [(edition, "edition") for edition in registry]
    files += [(mapping.id, "mapping") for mapping in registry.mappings()]
    problems.extend(registry.mapping_problems())
    files.append((f"{len(registry.organisations())} organisations", "register"))
    problems.extend(registry.organisation_problems())
    # A broken edition also breaks the mappings that join it; it is said once.
    found = tuple(dict.fromkeys(problems))
    return Checked(files=tuple(files), problems=found, editions=tuple(registry.values()))


def _check(path: Path, limit: int, editions: list[Edition]) -> str:
    """Return what a file holds, and keep it where that is an edition; raise ``InputError`` with what is wrong."""
    file = str(path)
    text = decode_text(read_bytes(path, limit), file)
    if file.lower().endswith(".json"):
        return _check_json(parse_json(text))
    if not file.lower().endswith(".toml"):
        sentence = "Only TOML and JSON are checked. A printed report is checked by importing and scoring it: kompass score FILE."
        raise InputError([Problem("unknown-document", sentence, file)])
    document = parse_toml(text)
    if "names" in document:
        read_register(text, file)
        return "register"
    if "links" in document:
        read_mapping(text, file, load_registry())
        return "mapping"
    edition = read_edition(text, file)
    if path.name == "edition.toml" and path.resolve().parent.name != edition.id:
        sentence = f"The id {edition.id!r} is not the name of the folder, {path.resolve().parent.name!r}. Make them the same."
        raise InputError([Problem("bad-identifier", sentence, file, "/id")])
    editions.append(edition)
    return "edition"


def _check_json(data: Any) -> str:
    if isinstance(data, Mapping) and "scorecards" in data:
        scored_from_data(data)
        return "scorecards"
    assessments_from_data(data)
    return "assessments"
