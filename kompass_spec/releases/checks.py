"""Check editions, mappings, registers and the package's own JSON, and report everything that is wrong."""

import os
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, final

from attrs import frozen

from kompass_spec.documents.assessments import assessments_from_data
from kompass_spec.documents.datasets import read_dataset
from kompass_spec.documents.disk import DEFAULT_LIMIT, expand_paths, read_bytes
from kompass_spec.documents.editions import read_edition
from kompass_spec.documents.kinds import DocumentKind, is_json, is_toml, kind_of_json, kind_of_toml
from kompass_spec.documents.mappings import read_mapping
from kompass_spec.documents.plain import parse_json, parse_toml
from kompass_spec.documents.registers import read_register
from kompass_spec.documents.text import decode_text
from kompass_spec.model import Assessment, Edition
from kompass_spec.model.applicability import kind_problems
from kompass_spec.model.assessment_codes import dangling_problems
from kompass_spec.model.problems import InputError, Problem
from kompass_spec.plugins.host import load_plugins
from kompass_spec.plugins.loaded import Plugins
from kompass_spec.registry.drafts import Draft, drafts_in, folder_problems
from kompass_spec.registry.ledger import LEDGER, Ledger, ReleaseKind, digest_of, read_ledger
from kompass_spec.registry.registry import Registry, load_registry
from kompass_spec.releases.candidates import drafted
from kompass_spec.results.scorecards import other_scorers, scored_from_data

__all__ = ["Checked", "check_installed", "check_paths"]

ENDINGS = (".json", ".toml")


@final
@frozen(kw_only=True)
class Checked:
    """Say what was checked, file by file with what it holds, what is wrong, and which editions are in order.

    ``passed_over`` are the files of folders that hold something else, such as a project or a release.
    """

    files: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()
    editions: tuple[Edition, ...] = ()
    passed_over: tuple[str, ...] = ()


def check_paths(paths: Iterable[Path], limit: int = DEFAULT_LIMIT) -> Checked:
    """Check the TOML and JSON files named, and those in folders that are of the package's kinds.

    Raise nothing for what is wrong in them.

    >>> checked = check_paths([Path("frameworks")])
    >>> checked.problems, "frameworks/pyproject.toml" in checked.passed_over
    ((), True)
    """
    named = tuple(paths)
    files: list[tuple[str, str]] = []
    passed_over: list[str] = []
    editions: list[Edition] = []
    expanded, problems = expand_paths(named, ENDINGS)
    for path in expanded:
        try:
            holds = _check(path, limit, editions, named=path in named)
        except InputError as error:
            problems.extend(error.in_file(str(path)).problems)
            continue
        if holds is None:
            passed_over.append(str(path))
        else:
            files.append((str(path), holds))
    return Checked(
        files=tuple(files),
        problems=tuple(problems),
        editions=tuple(editions),
        passed_over=tuple(passed_over),
    )


def check_installed(registry: Registry | None = None, plugins: Plugins | None = None) -> Checked:
    """Check every edition, mapping and register that the installed frameworks bring, and their drafts.

    A draft is the TOML that the next release is made from, beside a ledger; what is listed is the drafts that
    hold something else than was released.
    """
    plugins = plugins if plugins is not None else load_plugins("frameworks")
    registry = registry if registry is not None else load_registry(plugins)
    problems = list(registry.problems)
    files = [(edition, "edition") for edition in registry]
    files += [(mapping.id, "mapping") for mapping in registry.mappings()]
    problems.extend(registry.mapping_problems())
    for plugin in plugins.of_kind("frameworks"):
        for draft, ledger in _drafts(plugin.provided.folder, plugin.distribution, registry):
            try:
                if _is_new(draft, ledger, registry):
                    files.append((draft.name, draft.kind.value))
            except InputError as error:
                problems.extend(error.in_file(draft.name).problems)
    files.append((f"{len(registry.organisations())} organisations", "register"))
    problems.extend(registry.organisation_problems())
    # A broken edition also breaks the mappings that join it; it is said once.
    problems_once = tuple(dict.fromkeys(problems))
    return Checked(files=tuple(files), problems=problems_once, editions=tuple(registry.values()))


def _drafts(folder: Traversable, distribution: str, registry: Registry) -> Iterator[tuple[Draft, Ledger]]:
    """Iterate over the drafts beside a ledger, each with that ledger.

    Without one the TOML is what is installed, and was checked as that.
    """
    try:
        if not folder.joinpath(LEDGER).is_file():
            return
        ledger = read_ledger(folder)
    except (InputError, OSError):
        # The registry has said what is wrong with the ledger.
        return
    joined = {mapping.id for mapping in registry.mappings()}
    for draft in drafts_in(folder, distribution):
        # Where the editions of a mapping are not installed, that was said of its release.
        is_released_mapping = draft.kind is ReleaseKind.MAPPING and ledger.releases(draft.kind, draft.id)
        if not is_released_mapping or draft.id in joined:
            yield draft, ledger


def _is_new(draft: Draft, ledger: Ledger, registry: Registry) -> bool:
    """Tell whether a draft holds what was never released; raise ``InputError`` where it is broken."""
    candidate = drafted(draft, registry)
    if problems := folder_problems(candidate.id, draft.id, draft.name, draft.kind):
        raise InputError(problems)
    published = {entry.sha256 for entry in ledger.releases(draft.kind, draft.id)}
    return digest_of(candidate.content) not in published


def _check(path: Path, limit: int, editions: list[Edition], *, named: bool) -> str | None:
    """Return what a file holds, and keep it where that is an edition.

    Raise ``InputError`` with what is wrong with it. Return ``None`` for a file that nobody ``named`` and that
    is of no kind that is checked.
    """
    file = str(path)
    text = decode_text(read_bytes(path, limit), file)
    if is_json(file):
        data = parse_json(text)
        return _check_json(data) if named or _is_result(data) else None
    if not is_toml(file):
        sentence = (
            "Only TOML and JSON are checked. A printed report is checked by importing and scoring it: kompass"
            " score FILE."
        )
        raise InputError([Problem("unknown-document", sentence, file)])
    document = parse_toml(text)
    kind = kind_of_toml(document)
    if kind is None and (named or path.name == "edition.toml"):
        # What somebody meant to be an edition is read as one, so that everything that it lacks is said.
        kind = DocumentKind.EDITION
    if kind is DocumentKind.REGISTER:
        read_register(text, file)
    elif kind is DocumentKind.MAPPING:
        read_mapping(text, file, load_registry())
    elif kind is DocumentKind.DATASET:
        read_dataset(text, file)
    elif kind is DocumentKind.EDITION:
        editions.append(_edition(text, path, document))
    return kind.value if kind is not None else None


def _edition(text: str, path: Path, document: Mapping[str, Any]) -> Edition:
    """Return the edition in a file; raise ``InputError`` with what is wrong with it and with its folder."""
    problems: list[Problem] = []
    if path.name == "edition.toml":
        folder = Path(os.path.realpath(path)).parent.name
        problems += folder_problems(document.get("id"), folder, str(path))
    try:
        edition = read_edition(text, str(path))
    except InputError as error:
        raise InputError([*problems, *error.problems]) from None
    if problems:
        raise InputError(problems)
    return edition


def _is_result(data: Any) -> bool:
    """Tell what ``kompass import`` or ``kompass score`` wrote from other JSON."""
    kind = kind_of_json(data)
    if kind not in {DocumentKind.ASSESSMENTS, DocumentKind.SCORECARDS}:
        return False
    return isinstance(data[kind.value], list)


_NOT_CHECKED = {
    DocumentKind.CONVERSIONS: (
        "This is what kompass convert wrote, and it is not read again. Check the result and the mapping"
        " that it was made of."
    ),
    DocumentKind.RELEASED_EDITION: (
        "This is the release of an edition. Releases are checked by their ledger: kompass verify."
    ),
    DocumentKind.RELEASED_MAPPING: (
        "This is the release of a mapping. Releases are checked by their ledger: kompass verify."
    ),
}


def _check_json(data: Any) -> str:
    """Return what JSON of the package holds; raise ``InputError`` with what is wrong with it."""
    kind = kind_of_json(data)
    if kind in _NOT_CHECKED:
        raise InputError([Problem("unknown-document", _NOT_CHECKED[kind])])
    if kind is DocumentKind.SCORECARDS:
        scored = scored_from_data(data, load_registry(), drafts=True)
        unheld = " ".join(warning.message for warning in other_scorers(scored.scorecards))
        return f"{DocumentKind.SCORECARDS.value}: {unheld}" if unheld else DocumentKind.SCORECARDS.value
    registry = load_registry()
    problems = [
        problem.under(f"/assessments/{index}")
        for index, assessment in enumerate(assessments_from_data(data).assessments)
        for problem in _assessment_problems(assessment, registry)
    ]
    if problems:
        raise InputError(problems)
    return DocumentKind.ASSESSMENTS.value


def _assessment_problems(assessment: Assessment, registry: Registry) -> Iterator[Problem]:
    """Find that an assessment's edition is not installed, or has not the items that it speaks of."""
    edition = registry.get(assessment.release_key)
    if edition is None:
        known = ", ".join(registry) or "none"
        sentence = f"The edition {assessment.release_key!r} is not installed. There are: {known}."
        yield Problem("unknown-edition", sentence, pointer="/edition")
        return
    if assessment.digest is not None and assessment.digest != registry.digest(edition):
        sentence = (
            f"The assessment was made on another {assessment.release_key!r} than the one that is installed:"
            " the digests differ."
        )
        yield Problem("altered-release", sentence, pointer="/digest")
    yield from dangling_problems(assessment, edition)
    yield from kind_problems(edition, assessment)
