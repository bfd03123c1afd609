"""Check editions, mappings, registers and the package's own JSON, and report everything that is wrong."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, final

from attrs import frozen

from kompass_spec.codec.documents import parse_json, parse_toml
from kompass_spec.codec.editions import read_edition
from kompass_spec.codec.mappings import read_mapping
from kompass_spec.codec.registers import read_register
from kompass_spec.importing import assessments_from_data
from kompass_spec.model import TOTAL, Assessment, Edition
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
    problems = list(_folder_problems(path, document.get("id")))
    try:
        edition = read_edition(text, file)
    except InputError as error:
        raise InputError([*problems, *error.problems]) from None
    if problems:
        raise InputError(problems)
    editions.append(edition)
    return "edition"


def _folder_problems(path: Path, identifier: object) -> Iterator[Problem]:
    folder = Path(os.path.realpath(path)).parent.name
    if path.name == "edition.toml" and isinstance(identifier, str) and folder != identifier:
        sentence = f"The id {identifier!r} is not the name of the folder, {folder!r}. Make them the same."
        yield Problem("bad-identifier", sentence, str(path), "/id")


def _check_json(data: Any) -> str:
    if isinstance(data, Mapping) and "scorecards" in data:
        scored_from_data(data)
        return "scorecards"
    registry = load_registry()
    problems = [
        problem.under(f"/assessments/{place}")
        for place, assessment in enumerate(assessments_from_data(data).assessments)
        for problem in _assessment_problems(assessment, registry)
    ]
    if problems:
        raise InputError(problems)
    return "assessments"


def _assessment_problems(assessment: Assessment, registry: Registry) -> Iterator[Problem]:
    """Find what an assessment says of an edition that is not installed, or of items that its edition has not."""
    edition = registry.get(assessment.release_key)
    if edition is None:
        known = ", ".join(registry) or "none"
        sentence = f"The edition {assessment.release_key!r} is not installed. There are: {known}."
        yield Problem("unknown-edition", sentence, pointer="/edition")
        return
    areas = {area.code for area in edition.areas}
    headings = {heading.code for heading in edition.headings}
    named: list[tuple[str, str, bool]] = []
    for place, seen in enumerate(assessment.observations):
        named.append((f"/observations/{place}/item", seen.item, seen.item == TOTAL or seen.item in edition))
    for place, found in enumerate(assessment.findings):
        named.append((f"/findings/{place}/area", found.area, found.area in areas))
    for place, printed in enumerate(assessment.headings):
        named.append((f"/headings/{place}/area", printed.area, printed.area in areas))
        if printed.code is not None:
            named.append((f"/headings/{place}/code", printed.code, printed.code in headings))
    for pointer, code, is_known in named:
        if not is_known:
            sentence = f"{edition.id} has no {code!r}. Correct the code, or take out what is said of it."
            yield Problem("dangling-code", sentence, pointer=pointer)
